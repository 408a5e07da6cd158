public import Statistics
public import TextAnalysis

/// A word or phrase that customers say more than before.
public struct RisingWord: Sendable, Hashable {
  /// The wording, verbatim.
  public var text: String
  /// Conversations with it in the period.
  public var now: Proportion
  /// Conversations with it before.
  public var before: Proportion
  /// Distinct customers in the period.
  public var customers: Int
  /// Whether it was never said before.
  public var isNew: Bool
  /// The false discovery rate of the rise, over all words of the period.
  public var q: Double
  /// A text that holds it, and its conversation.
  public var example: String
  /// Where it was said.
  public var conversation: String
}

/// Compares the words of a period with everything before it.
///
/// Words and phrases of up to three words by the share of conversations that hold them: Fisher's exact test,
/// Benjamini–Hochberg. Values and stop words never count.
public struct RisingWords: Sendable {
  /// The words at q ≤ 0.05, new ones first, then by how much surer they are.
  public private(set) var words: [RisingWord] = []
  /// Conversations in the period and before.
  public private(set) var conversations = (now: 0, before: 0)
  /// How many different words were tested.
  public private(set) var tested = 0

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - start: Where the period begins, in milliseconds; it ends with the data.
  ///   - leastCustomers: Customers who must say a word, so that one angry repeater makes no trend.
  public init(_ table: VoiceTable, from start: Int64, leastCustomers: Int = 3, dictionary: WordDictionary = .bundled) {
    struct Entry {
      var now: Set<Int> = []
      var before: Set<Int> = []
      var text = ""
      var mention = 0
      var words = 0
    }
    var extractor = TermExtractor(dictionary)
    var entries: [UInt64: Entry] = [:]
    var spoken: (now: Set<Int>, before: Set<Int>) = ([], [])
    for (place, mention) in table.mentions.enumerated() {
      guard let at = table.contacts[mention.contact].startedAt else { continue }
      let isNow = at >= start
      if isNow { spoken.now.insert(mention.contact) } else { spoken.before.insert(mention.contact) }
      let text = Array(mention.text.utf8)
      extractor.read(text, grams: false)
      extractor.forEachPhrase(upTo: 3, whole: true) { hash, range, words in
        // Two ideographs or three letters: 月 and 送 tell nobody anything.
        guard range.count >= (text[range.lowerBound] < 0x80 ? 3 : 6), range.count <= 60 else { return }
        var entry = entries[hash] ?? Entry()
        if isNow, entry.now.isEmpty {
          entry.text = String(decoding: text[range], as: UTF8.self)
          entry.mention = place
          entry.words = words
        }
        if isNow { entry.now.insert(mention.contact) } else { entry.before.insert(mention.contact) }
        entries[hash] = entry
      }
    }
    conversations = (spoken.now.count, spoken.before.count)
    var found: [RisingWord] = []
    for entry in entries.values where entry.now.count >= 3 {
      let customers = Set(entry.now.map { table.contacts[$0].customer }).count
      guard customers >= leastCustomers else { continue }
      let now = Proportion(entry.now.count, of: spoken.now.count)
      let before = Proportion(entry.before.count, of: spoken.before.count)
      let mention = table.mentions[entry.mention]
      found.append(
        RisingWord(
          text: entry.text, now: now, before: before, customers: customers, isNew: entry.before.isEmpty,
          q: before.total == 0 ? 1 : now.fisherP(against: before), example: mention.text,
          conversation: table.contacts[mention.contact].conversation))
    }
    found.sort { $0.text != $1.text ? $0.text < $1.text : $0.conversation < $1.conversation }
    tested = found.count
    for (index, q) in MultipleTesting.falseDiscoveryRates(found.map(\.q)).enumerated() { found[index].q = q }
    let rising = found.filter { $0.q <= 0.05 && ($0.now.value ?? 0) > ($0.before.value ?? 1) }
      .sorted {
        if $0.isNew != $1.isNew { return $0.isNew }
        return $0.q != $1.q ? $0.q < $1.q : ($1.text.utf8.count, $0.text) < ($0.text.utf8.count, $1.text)
      }
    // Parts of a longer phrase with the same conversations say nothing of their own.
    for word in rising {
      let isPart = rising.contains { other in
        other.text != word.text && other.text.contains(word.text) && other.now == word.now
          && other.before == word.before
      }
      if !isPart { words.append(word) }
    }
  }
}
