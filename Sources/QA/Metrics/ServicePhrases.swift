internal import TextAnalysis

/// The set phrases that metrics know: automatic replies, hold messages, courtesies, requests and answers about solving.
///
/// Read from a word list (`word`, level, category, note). A word that ends in `*` stands for a clause that begins with
/// it (欢迎光临*).
public struct ServicePhrases: Sendable {
  /// What a phrase does in service; the raw value is the category's word in the list.
  enum Category: String, CaseIterable, Sendable {
    case automatic = "auto_reply"
    case automaticDetail = "auto_detail"
    case hold
    case courtesy
    case filler
    case person = "ask_person"
    case asksSolved = "ask_solved"
    case asksMore = "ask_more"
    case solved
    case unsolved
    case question
    case joins
    case innocent

    var bit: UInt16 { 1 << UInt16(Category.allCases.firstIndex(of: self) ?? 0) }
  }

  /// What a message is made of.
  struct Traits: Sendable, Hashable {
    /// The categories found, as bits.
    var found: UInt16 = 0
    /// Whether a clause says something that is no set phrase.
    var hasSubstance = false

    func has(_ category: Category) -> Bool { found & category.bit != 0 }

    /// Whether the message is wholly an automatic reply: one such phrase at least, and nothing of substance.
    var isAutomaticReply: Bool { has(.automatic) && !hasSubstance }
  }

  private struct Phrase: Sendable {
    var start: Int32
    var length: Int32
    var bits: UInt16
    var opensClause: Bool
    /// Whether the phrase is neutral: part of a canned message, of which nothing is left when it is taken away.
    var isCanned: Bool
  }

  private static let bucketCount = 4096
  private var buckets: [Int32] = []
  private var phrases: [Phrase] = []
  private var bytes: [UInt8] = []

  /// Reads lists of phrases; a line that cannot be read is passed over.
  public init(lists: [String]) throws {
    let folder = try Folder()
    var all: [(word: [UInt8], bits: UInt16, opens: Bool)] = []
    var index: [[UInt8]: Int] = [:]
    for list in lists {
      for line in list.utf8.split(separator: 0x0A) where line.first != 0x23 {
        var line = line
        if line.last == 0x0D { line.removeLast() }
        let fields = line.split(separator: 0x09, omittingEmptySubsequences: false)
        guard fields.count >= 3, let category = Category(rawValue: String(Substring(fields[2]))) else { continue }
        var word = folder.fold(String(Substring(fields[0])))
        let opens = word.last == 0x2A
        if opens { word.removeLast() }
        guard !word.isEmpty else { continue }
        if let known = index[word] {
          all[known].bits |= category.bit
          if opens { all[known].opens = true }
        } else {
          index[word] = all.count
          all.append((word, category.bit, opens))
        }
      }
    }
    build(all)
  }

  /// The phrases that ship with the toolkit.
  public static func bundled() throws -> ServicePhrases {
    try ServicePhrases(lists: [bundledList])
  }

  static var bundledList: String { BundledRules.text("lexicons/service-phrases.tsv") ?? "" }

  /// A phrase as a line of a list.
  static func line(_ word: String, _ category: String) -> String { "\(word)\t\t\(category)\t" }

  private mutating func build(_ all: [(word: [UInt8], bits: UInt16, opens: Bool)]) {
    let canned = [Category.automatic, .automaticDetail, .hold, .courtesy, .filler, .asksSolved, .asksMore].reduce(0) {
      $0 | $1.bit
    }
    let sorted = all.map { (Self.bucket($0.word, 0), $0) }.sorted {
      if $0.0 != $1.0 { return $0.0 < $1.0 }
      if $0.1.word.count != $1.1.word.count { return $0.1.word.count > $1.1.word.count }
      return $0.1.word.lexicographicallyPrecedes($1.1.word)
    }
    buckets = Array(repeating: Int32(sorted.count), count: Self.bucketCount + 1)
    for (position, entry) in sorted.enumerated().reversed() { buckets[entry.0] = Int32(position) }
    for position in (0..<Self.bucketCount).reversed() where buckets[position] > buckets[position + 1] {
      buckets[position] = buckets[position + 1]
    }
    for (_, entry) in sorted {
      phrases.append(
        Phrase(
          start: Int32(bytes.count), length: Int32(entry.word.count), bits: entry.bits, opensClause: entry.opens,
          isCanned: entry.bits & canned != 0))
      bytes += entry.word
    }
  }

  /// Where phrases are filed: by the first character beyond ASCII, or the first three letters of a word.
  @inline(__always)
  private static func bucket(_ text: [UInt8], _ index: Int) -> Int {
    let lead = Int(text[index])
    if lead >= 0xE0, index + 2 < text.count {
      return (lead &* 131 ^ Int(text[index + 1]) &* 37 ^ Int(text[index + 2]) &* 11) & (bucketCount - 1)
    }
    guard isLetterOrDigit(text[index]) else { return lead }
    // A word that ends earlier has a phrase that ends there, or goes on with anything.
    let second = index + 1 < text.count && isLetterOrDigit(text[index + 1]) ? Int(text[index + 1]) : 0
    let third = second != 0 && index + 2 < text.count && isLetterOrDigit(text[index + 2]) ? Int(text[index + 2]) : 0
    return (lead &* 131 ^ second &* 37 ^ third &* 11) & (bucketCount - 1)
  }

  /// The longest phrase that stands at an offset; words of letters must stand alone.
  @inline(__always)
  private func match(_ text: [UInt8], _ index: Int, _ end: Int) -> Phrase? {
    let bucket = Self.bucket(text, index)
    var candidate = Int(buckets[bucket])
    let last = Int(buckets[bucket + 1])
    if candidate == last { return nil }
    let isLetter = Self.isLetterOrDigit(text[index])
    if isLetter, index > 0, Self.isLetterOrDigit(text[index - 1]) { return nil }
    candidates: while candidate < last {
      let phrase = phrases[candidate]
      candidate += 1
      let upper = index + Int(phrase.length)
      if upper > end { continue }
      for offset in 0..<Int(phrase.length) where text[index + offset] != bytes[Int(phrase.start) + offset] {
        continue candidates
      }
      if upper < end, Self.isLetterOrDigit(text[upper - 1]), Self.isLetterOrDigit(text[upper]) { continue }
      return phrase
    }
    return nil
  }

  /// What a message is made of.
  ///
  /// - Complexity: O(*n*)
  func traits(of range: Range<Int>, in text: [UInt8]) -> Traits {
    var traits = Traits()
    var index = range.lowerBound
    let end = range.upperBound
    // Whether the clause began with a phrase that takes its rest.
    var isOpened = false
    while index < end {
      let byte = text[index]
      if let phrase = match(text, index, end) {
        traits.found |= phrase.bits
        index += Int(phrase.length)
        if phrase.opensClause { isOpened = true }
        if !phrase.isCanned && !isOpened { traits.hasSubstance = true }
        continue
      }
      if byte < 0x80 {
        if Self.isLetterOrDigit(byte) {
          if !isOpened { traits.hasSubstance = true }
          // To the end of the word: phrases of letters begin at words only.
          while index < end, Self.isLetterOrDigit(text[index]) { index += 1 }
        } else {
          if Self.endsClause(byte) { isOpened = false }
          index += 1
        }
      } else if byte >= 0xF0 {
        index += 4
      } else if byte >= 0xE0 {
        if byte == 0xE3, index + 2 < end, text[index + 1] == 0x80 {
          if text[index + 2] == 0x81 || text[index + 2] == 0x82 { isOpened = false }  // 、 。
        } else if !(byte == 0xE2 || byte == 0xEF) {
          if !isOpened { traits.hasSubstance = true }
        }
        index += 3
      } else {
        if !isOpened { traits.hasSubstance = true }
        index += 2
      }
    }
    // What goes with an automatic reply says something where there is none.
    if traits.has(.automaticDetail) && !traits.has(.automatic) { traits.hasSubstance = true }
    return traits
  }

  @inline(__always)
  private static func isLetterOrDigit(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte &- 0x30 < 10 }

  private static func endsClause(_ byte: UInt8) -> Bool {
    byte == 0x2C || byte == 0x2E || byte == 0x21 || byte == 0x3F || byte == 0x3B || byte == 0x0A
  }
}
