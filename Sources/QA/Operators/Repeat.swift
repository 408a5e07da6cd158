internal import TextAnalysis
internal import Transcripts

/// A speaker says (nearly) the same again (复读).
struct Repeat: Operator {
  static let name = "repeat"
  static let summary = "A message is (nearly) the same as earlier ones of the same speaker or of the other party."
  static let parameters: [Parameter] = [
    Parameter("look_back", .integer, default: "10", "How many earlier messages are compared."),
    Parameter("threshold", .number, default: "0.9", "The least similarity, from 0 to 1."),
    Parameter(
      "at_hit", .integer, default: "2", "At which occurrence it hits: 2 is the first repetition, 3 the second."),
    Parameter("min_chars", .integer, default: "4", "Shorter messages are never repetitions."),
    Parameter("exclude", .texts, "Messages that hold one of these phrases or patterns are no repetitions."),
    Parameter(
      "against", .choice(["self", "other"]), default: "self", "Compare with one's own messages or the other party's."),
  ]
  static let examples: [OperatorExample] = [
    .hit(
      "{repeat: {at_hit: 3}, role: agent}",
      ["坐席: 请您耐心等待处理结果", "客户: 多久", "坐席: 请您耐心等待处理结果", "客户: 到底多久", "坐席: ▸请您耐心等待处理结果◂"]),
    .not("{repeat: {at_hit: 3}, role: agent}", ["坐席: 请您耐心等待处理结果", "客户: 多久", "坐席: 请您耐心等待处理结果"]),
    .hit(
      "{repeat: {}, role: agent}",
      ["Agent: Please hold on a moment", "Customer: ?", "Agent: ▸please hold on a moment.◂"]),
    .not("{repeat: {}, role: agent}", ["坐席: 好的", "客户: 嗯", "坐席: 好的"]),
    .not(
      "{repeat: {exclude: [链接]}, role: agent}",
      ["坐席: 请点这个链接办理退款", "客户: 再发一次", "坐席: 请点这个链接办理退款"]),
    .hit("{repeat: {against: other}, role: agent}", ["客户: 我要退这个订单", "坐席: ▸我要退这个订单◂"]),
  ]

  var lookBack: Int
  var threshold: Double
  var atHit: Int
  var minimumCharacters: Int
  var excludes: Scope
  var comparesWithOther: Bool

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    let threshold = arguments.number("threshold") ?? 0.9
    guard (0.1...1).contains(threshold) else {
      compiler.log.error("'threshold' must lie between 0.1 and 1", at: arguments.location(of: "threshold"))
      return nil
    }
    var excludes = Scope()
    compiler.readExclusions(arguments.node("exclude"), into: &excludes)
    return Repeat(
      lookBack: max(1, arguments.integer("look_back") ?? 10), threshold: threshold,
      atHit: max(2, arguments.integer("at_hit") ?? 2), minimumCharacters: arguments.integer("min_chars") ?? 4,
      excludes: excludes, comparesWithOther: arguments.text("against") == "other")
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    let mine = scoped.utterances.filter { isLongEnough(view.utterances[$0].range, view.folded) }
    let own = ScopedView(view: view, leg: scoped.leg, scope: excludes, window: scoped.window)
    var hits: [Hit] = []
    for (position, utterance) in mine.enumerated() {
      let range = view.utterances[utterance].range
      let bytes = scoped.folded.bytes
      let hit = Hit(utterance: utterance, range: range, hasText: true, measure: nil)
      if own.refusal(of: hit) != nil { continue }
      let earlier: [Int]
      if comparesWithOther {
        earlier = Array(
          (scoped.leg.utterances.lowerBound..<max(scoped.leg.utterances.lowerBound, utterance))
            .filter { !scoped.scope.roles.contains(view.role($0)) && view.role($0) != .system }.suffix(lookBack))
      } else {
        earlier = Array(mine[..<position].suffix(lookBack))
      }
      var occurrences = 1
      for other in earlier {
        let otherRange = view.utterances[other].range
        // The Dice coefficient t of two texts needs a ratio of lengths of at least t / (2 − t); punctuation gets leeway.
        let ratio = Double(min(range.count, otherRange.count)) / Double(max(range.count, otherRange.count, 1))
        guard ratio >= threshold / (2 - threshold) * 0.85 else { continue }
        if bytes[range].elementsEqual(bytes[otherRange]) {
          occurrences += 1
        } else if Similarity.textSimilarity(range, otherRange, of: scoped.folded) >= threshold {
          occurrences += 1
        }
      }
      if occurrences >= (comparesWithOther ? 2 : atHit) {
        hits.append(Hit(utterance: utterance, range: range, hasText: true, measure: Double(occurrences)))
      }
    }
    return .found(hits)
  }

  private func isLongEnough(_ range: Range<Int>, _ folded: FoldedText) -> Bool {
    guard range.count >= minimumCharacters else { return false }
    return folded.bytes[range].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } >= minimumCharacters
  }
}
