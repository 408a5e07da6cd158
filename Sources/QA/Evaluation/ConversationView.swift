internal import TextAnalysis
internal import Transcripts

/// One conversation as the operators see it: folded, scanned once, cut into utterances and legs.
///
/// A worker owns one view and loads conversation after conversation into it; nothing is allocated for a
/// conversation in which no rule finds anything.
final class ConversationView {
  let folder: Folder
  let scan: ScanWorker
  let terms: TermIndex
  let boundaries: WordBoundary

  private(set) var conversation = Conversation()
  private(set) var folded = FoldedText()
  private(set) var utterances: [Utterance] = []
  private(set) var utteranceOfTurn: [Int32] = []
  private(set) var legs: [Leg] = []
  /// Hits of the scan by term set: positions in `scan.literalHits`.
  private var hitsOfSet: [[Int32]]
  private(set) var touchedSets: [Int] = []
  /// Results of the rules already evaluated on the current leg, for the `rule` operator.
  var ruleResults: [Judgement] = []
  var scratch: [Range<Int>] = []
  /// Reads sentiment; made on first use.
  private lazy var sentimentReader = SentimentLexicon.bundled.makeReader()
  /// Sentiment of utterances that were asked for.
  private var readings: [SentimentReading?] = []
  /// Whether rules keep what they looked at even where they do not hit.
  var isExplaining = false
  /// Whether words that people will read are shown without personal data.
  var hidesPersonalData = false
  /// What other contacts of a customer came to; `nil` where it was not gathered.
  var history: ContactIndex?
  private var clocks: [BusinessCalendar: BusinessClock] = [:]
  private let recognizer = EntityRecognizer()
  private var knownEntities: [Entity]?
  private var coveredText: [UInt8]?

  init(scanner: Scanner, terms: TermIndex) throws {
    folder = try Folder()
    boundaries = try WordBoundary()
    scan = try scanner.makeWorker()
    self.terms = terms
    hitsOfSet = Array(repeating: [], count: terms.setCount)
  }

  /// Takes over a conversation: folds it, scans it, finds its utterances and legs.
  func load(_ new: inout Conversation) {
    swap(&conversation, &new)
    knownEntities = nil
    coveredText = nil
    for set in touchedSets { hitsOfSet[set].removeAll(keepingCapacity: true) }
    touchedSets.removeAll(keepingCapacity: true)
    folder.fold(conversation, into: &folded)
    scan.scan(folded, of: conversation)
    collectUtterances()
    readings.removeAll(keepingCapacity: true)
    legs = Leg.split(utterances)
    distributeHits()
  }

  /// Gives the conversation back, so that its buffers are used again.
  func unload(into other: inout Conversation) { swap(&conversation, &other) }

  /// The personal data of the conversation, looked for on first use.
  var entities: [Entity] {
    if let knownEntities { return knownEntities }
    let entities = recognizer.entities(in: conversation, folded)
    knownEntities = entities
    return entities
  }

  /// Original text for people; with stars over personal data if that is asked for.
  func shownText(_ range: Range<Int>) -> String {
    guard hidesPersonalData else { return String(decoding: conversation.text[range], as: UTF8.self) }
    let text = coveredText ?? Mask.covered(conversation, folded, entities)
    coveredText = text
    return String(decoding: text[range], as: UTF8.self)
  }

  private func collectUtterances() {
    Utterance.collect(conversation, folded, into: &utterances)
    utteranceOfTurn.removeAll(keepingCapacity: true)
    utteranceOfTurn.append(contentsOf: repeatElement(-1, count: conversation.turns.count))
    for index in utterances.indices { utteranceOfTurn[utterances[index].turn] = Int32(index) }
  }

  private func distributeHits() {
    let hits = scan.literalHits
    for index in hits.indices {
      let hit = hits[index]
      guard utteranceOfTurn[Int(hit.turn)] >= 0 else { continue }
      for set in terms.sets(of: Int(hit.literal)) {
        if hitsOfSet[set].isEmpty { touchedSets.append(set) }
        hitsOfSet[set].append(Int32(index))
      }
    }
  }

  /// Whether the scan found any term of a set.
  func hasHits(ofSet set: Int) -> Bool { !hitsOfSet[set].isEmpty }

  /// Calls `body` for every occurrence of a set's terms, in order of their end.
  func forEachHit(ofSet set: Int, _ body: (_ literal: Int, _ hit: Hit) -> Void) {
    for index in hitsOfSet[set] {
      let hit = scan.literalHits[Int(index)]
      body(
        Int(hit.literal),
        Hit(
          utterance: Int(utteranceOfTurn[Int(hit.turn)]), range: Int(hit.start)..<Int(hit.end), hasText: true,
          measure: nil))
    }
  }

  /// The spoken role of an utterance.
  func role(_ utterance: Int) -> Role { utterances[utterance].role }

  /// The sentiment of an utterance, read once.
  func reading(of utterance: Int) -> SentimentReading {
    if readings.isEmpty { readings = Array(repeating: nil, count: utterances.count) }
    if let known = readings[utterance] { return known }
    let reading = reading(in: utterances[utterance].range)
    readings[utterance] = reading
    return reading
  }

  /// The sentiment of a piece of the folded text.
  func reading(in range: Range<Int>) -> SentimentReading { sentimentReader.read(folded.bytes, in: range) }

  /// How the customer's feeling runs through some utterances, and the utterance of its lowest point.
  func customerSentiment(in utterances: Range<Int>) -> (trajectory: SentimentTrajectory, lowest: Int?) {
    let mine = utterances.filter { role($0) == .customer && !self.utterances[$0].range.isEmpty }
    let trajectory = SentimentTrajectory(mine.map { reading(of: $0) })
    return (trajectory, trajectory.lowest.map { mine[$0.turn] })
  }

  /// The clock of a calendar; it remembers the days it has seen from contact to contact.
  func clock(of calendar: BusinessCalendar) -> BusinessClock {
    if let known = clocks[calendar] { return known }
    let clock = BusinessClock(calendar)
    clocks[calendar] = clock
    return clock
  }

  /// Whether every utterance has a time.
  func hasTimes(in range: Range<Int>) -> Bool {
    range.allSatisfy { utterances[$0].time != Turn.noTime }
  }

  /// A hit that is a whole utterance.
  func turnHit(_ utterance: Int, measure: Double? = nil) -> Hit {
    let start = utterances[utterance].range.lowerBound
    return Hit(utterance: utterance, range: start..<start, hasText: false, measure: measure)
  }

  /// The folded bytes of a span of a turn's original text.
  ///
  /// - Complexity: O(log *n*): the offset map only grows, so it can be searched from the other side.
  func folded(original span: Range<Int>, turn: Int) -> Range<Int> {
    let whole = folded.turnRange(turn)
    func first(_ reaches: (Int) -> Bool) -> Int {
      var low = whole.lowerBound
      var high = whole.upperBound
      while low < high {
        let middle = (low + high) / 2
        if reaches(middle) { high = middle } else { low = middle + 1 }
      }
      return low
    }
    let start = first { folded.original($0..<$0 + 1).upperBound > span.lowerBound }
    let end = first { folded.original($0..<$0 + 1).lowerBound >= span.upperBound }
    return start..<max(start, end)
  }

  /// The sentences of an utterance, as folded ranges.
  func sentences(of utterance: Int) -> [Range<Int>] {
    Sentences.ranges(in: utterances[utterance].range, of: folded)
  }
}

/// Which term sets a literal belongs to: many conditions may ask for one word.
struct TermIndex: Sendable {
  private var starts: [Int32] = [0]
  private var members: [Int32] = []
  let setCount: Int

  /// Builds the index from the literal ids of every set.
  init(literalCount: Int, sets: [[Int]]) {
    setCount = sets.count
    var ofLiteral = Array(repeating: [Int32](), count: literalCount)
    for (set, literals) in sets.enumerated() {
      for literal in literals where ofLiteral[literal].last != Int32(set) { ofLiteral[literal].append(Int32(set)) }
    }
    starts.reserveCapacity(literalCount + 1)
    for list in ofLiteral {
      members.append(contentsOf: list)
      starts.append(Int32(members.count))
    }
  }

  /// The sets a literal belongs to, ascending.
  func sets(of literal: Int) -> LazyMapSequence<ArraySlice<Int32>, Int> {
    members[Int(starts[literal])..<Int(starts[literal + 1])].lazy.map { Int($0) }
  }
}
