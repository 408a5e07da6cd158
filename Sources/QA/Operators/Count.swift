internal import TextAnalysis
internal import Transcripts

/// How much of something there is in the scope.
struct Count: Operator {
  static let name = "count"
  static let summary = "The number of turns, sentences, characters, words, questions or term hits compares to a bound."
  static let parameters: [Parameter] = [
    Parameter(
      "of", .choice(["turns", "sentences", "chars", "words", "questions", "hits"]), required: true, "What is counted."),
    Parameter("compare", .choice(Comparison.words), default: ">=", "How the count compares to the bound."),
    Parameter("value", .integer, required: true, "The bound."),
    Parameter("any", .texts, "For hits: the words that are counted."),
    Parameter("lexicon", .texts, "For hits: lexicons whose words are counted."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{count: {of: turns, value: 2}, role: customer}", ["客户: 在吗", "坐席: 在", "客户: 好"]),
    .not("{count: {of: turns, value: 3}, role: customer}", ["客户: 在吗", "坐席: 在", "客户: 好"]),
    .hit("{count: {of: chars, value: 4}, role: agent}", ["坐席: 您好请讲"]),
    .hit("{count: {of: words, value: 4}, role: agent}", ["Agent: how may I help"]),
    .hit("{count: {of: questions, value: 2}, role: customer}", ["客户: 到哪了？什么时候到？"]),
    .hit("{count: {of: sentences, value: 2}, role: agent}", ["坐席: 您好。请讲。"]),
    .hit("{count: {of: hits, any: [谢谢], value: 2}, role: agent}", ["坐席: 谢谢，谢谢"]),
    .hit("{count: {of: turns, compare: '<', value: 2}, role: agent}", ["坐席: 您好"]),
    .not(.notApplicable, "{count: {of: turns, compare: '<', value: 2}, role: agent}", ["客户: 您好"]),
    .not(.unknown, "{count: {of: turns, compare: '<', value: 2}, role: agent}", ["坐席: 您好", "???: 请讲"]),
  ]

  enum Counted: String, Sendable { case turns, sentences, chars, words, questions, hits }

  var counted: Counted
  var comparison: Comparison
  var bound: Int
  var set: Int?

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    let counted = Counted(rawValue: arguments.text("of") ?? "") ?? .turns
    let words = (arguments.node("any")?.elements ?? []) + compiler.lexiconWords(arguments)
    let literals = words.compactMap { compiler.literal($0.text ?? "", at: $0.location) }
    if counted == .hits && literals.isEmpty {
      compiler.log.error("'count of hits' has no words", at: arguments.location, hint: "give any or lexicon")
      return nil
    }
    return Count(
      counted: counted, comparison: Comparison(rawValue: arguments.text("compare") ?? ">=") ?? .atLeast,
      bound: arguments.integer("value") ?? 0, set: literals.isEmpty ? nil : compiler.termSet(literals))
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    // Nobody of the role speaks, or somebody unnamed may be of it: a small count says nothing then.
    guard !scoped.leg.roles.isDisjoint(with: scoped.scope.roles) else { return .miss }
    let isLowerBound = comparison == .atLeast || comparison == .greater
    if !isLowerBound, scoped.leg.roles.contains(.unknown), !scoped.scope.roles.contains(.unknown) {
      return .unknown(.roleUnmapped)
    }
    var total = 0
    if counted == .hits, let set {
      var hits: [Hit] = []
      view.forEachHit(ofSet: set) { _, hit in
        if scoped.contains(hit), scoped.refusal(of: hit) == nil { hits.append(hit) }
      }
      total = ScopedView.withoutOverlaps(hits).count
    } else {
      for utterance in scoped.utterances {
        let range = view.utterances[utterance].range.clamped(to: scoped.window.range)
        switch counted {
        case .turns, .hits: total += 1
        case .sentences: total += view.sentences(of: utterance).count
        case .chars: total += view.folded.bytes[range].reduce(0) { $0 + ($1 & 0xC0 == 0x80 || $1 == 0x20 ? 0 : 1) }
        case .words: total += words(in: range, view.folded)
        case .questions:
          total += view.sentences(of: utterance).count { sentence in
            Mood.mood(of: sentence, of: view.folded) == .question
          }
        }
      }
    }
    guard comparison.holds(Double(total), Double(bound)) else { return .miss }
    let place = scoped.utterances.last ?? scoped.window.utterances.last
    return place.map { .found([view.turnHit($0, measure: Double(total))]) } ?? .miss
  }

  /// Words of Latin script, and one for every character of scripts without spaces.
  private func words(in range: Range<Int>, _ folded: FoldedText) -> Int {
    var count = 0
    var inWord = false
    for byte in folded.bytes[range] {
      if byte >= 0xE4 && byte <= 0xED {
        count += 1
        inWord = false
      } else if byte < 0x80 {
        let isWordByte = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (inWord && byte == 0x27)
        if isWordByte && !inWord { count += 1 }
        inWord = isWordByte
      }
    }
    return count
  }
}
