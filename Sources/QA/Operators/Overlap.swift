internal import TextAnalysis
internal import Transcripts

/// Somebody starts to speak while the other party is still speaking (抢话).
struct Overlap: Operator {
  static let name = "overlap"
  static let summary = "A turn begins while another party's turn is still going on; needs end times."
  static let parameters: [Parameter] = [
    Parameter("seconds", .duration, default: "0.5s", "The longest overlap that is still fine."),
    Parameter("count_at_least", .integer, default: "1", "How many such turns there must be."),
    Parameter(
      "ignore", .texts, default: "listening sounds in Chinese and English",
      "Turns made only of these words interrupt nobody."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{overlap: {seconds: 1}, role: agent}", ["客户: 我想说的是", "坐席: ▸您先听我说◂"], times: [0, 3], ends: [6, 9]),
    .not("{overlap: {seconds: 1}, role: agent}", ["客户: 我想说的是", "坐席: 您请讲"], times: [0, 3], ends: [4, 9]),
    .not("{overlap: {seconds: 1}, role: agent}", ["客户: 我想说的是", "坐席: 嗯嗯，好的"], times: [0, 3], ends: [6, 4]),
    .not(
      "{overlap: {seconds: 1}, role: agent}", ["Customer: what I mean", "Agent: uh-huh"], times: [0, 3], ends: [6, 4]),
    .not(.unknown, "{overlap: {seconds: 1}, role: agent}", ["客户: 我想说的是", "坐席: 您先听我说"], times: [0, 3]),
    .not(.unknown, "{overlap: {seconds: 1}, role: agent}", ["客户: 我想说的是", "坐席: 您先听我说"]),
    .not(
      "{overlap: {seconds: 1, count_at_least: 2}, role: agent}", ["客户: 我想说的是", "坐席: 您先听我说"], times: [0, 3],
      ends: [6, 9]),
  ]

  static let listening = [
    "嗯", "嗯嗯", "对", "对的", "是", "是的", "好", "好的", "哦", "噢", "啊", "行", "明白", "了解", "ok", "okay", "yes", "yeah", "yep",
    "right", "uh", "huh", "um", "hmm", "mm", "mhm", "sure", "i see", "got it", "go ahead",
  ]

  var milliseconds: Int64
  var countAtLeast: Int
  var ignored: WordStripper

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    Overlap(
      milliseconds: arguments.duration("seconds") ?? 500,
      countAtLeast: max(1, arguments.integer("count_at_least") ?? 1),
      ignored: WordStripper(arguments.has("ignore") ? arguments.texts("ignore") : listening, compiler.folder))
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    var hits: [Hit] = []
    var isUnknown = false
    for utterance in scoped.utterances where view.role(utterance) != .system {
      let start = view.utterances[utterance].time
      guard start != Turn.noTime else { return .unknown(.noTimes) }
      // Whoever began earlier may still be speaking, however many short turns came since.
      var end = Int64.min
      var isUntimed = false
      for other in scoped.leg.utterances.prefix(while: { $0 < utterance })
      where view.role(other) != .system && !isSameParty(other, utterance, view) {
        let duration = view.conversation.turns[view.utterances[other].turn].duration
        if view.utterances[other].time == Turn.noTime || duration < 0 {
          isUntimed = isUntimed || other == utterance - 1
        } else {
          end = max(end, view.utterances[other].time + duration)
        }
      }
      if isUntimed { isUnknown = true }
      guard end != Int64.min, end - start > milliseconds else { continue }
      let range = view.utterances[utterance].range
      let whole = Hit(utterance: utterance, range: range, hasText: true, measure: nil)
      guard ignored.rest(of: range, in: scoped.folded) > 0 || range.isEmpty, scoped.refusal(of: whole) == nil else {
        continue
      }
      hits.append(view.turnHit(utterance, measure: Double(end - start) / 1000))
    }
    if hits.count >= countAtLeast { return .found(hits) }
    return isUnknown ? .unknown(.noDurations) : .miss
  }

  private func isSameParty(_ a: Int, _ b: Int, _ view: ConversationView) -> Bool { view.role(a) == view.role(b) }
}

/// Takes words out of a text and counts what is left.
struct WordStripper: Sendable {
  /// Folded words, the longest first.
  let words: [[UInt8]]

  init(_ words: [String], _ folder: Folder) {
    self.words = words.map { folder.fold($0) }.filter { !$0.isEmpty }.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
    }
  }

  /// The words and Han characters of a range that are none of the words; punctuation and emoji do not count.
  func rest(of range: Range<Int>, in folded: FoldedText) -> Int {
    let bytes = folded.bytes
    var position = range.lowerBound
    var rest = 0
    next: while position < range.upperBound {
      for word in words where position + word.count <= range.upperBound && bytes[position] == word[0] {
        guard bytes[position..<position + word.count].elementsEqual(word) else { continue }
        let end = position + word.count
        if isWordByte(word[word.count - 1]), end < range.upperBound, isWordByte(bytes[end]) { continue }
        position = end
        continue next
      }
      let byte = bytes[position]
      if byte < 0x80 {
        let start = position
        while position < range.upperBound, isWordByte(bytes[position]) { position += 1 }
        if position > start { rest += 1 } else { position += 1 }
      } else {
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        if length == 3, byte >= 0xE4 && byte <= 0xE9 || byte == 0xE3 && bytes[position + 1] >= 0x90 { rest += 1 }
        position += length
      }
    }
    return rest
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x27
  }
}
