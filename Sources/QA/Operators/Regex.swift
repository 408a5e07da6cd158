internal import TextAnalysis
internal import Transcripts

/// A pattern as PCRE2 reads it, on the folded text of each turn.
struct RegexOperator: Operator {
  static let name = "regex"
  static let summary = "A pattern matches a turn; ^ and $ are the turn's start and end."
  static let parameters: [Parameter] = [
    Parameter("match", .texts, required: true, "Patterns of which one is enough (PCRE2 syntax)."),
    Parameter("exclude", .texts, "Patterns or phrases; each cancels only the matches it overlaps."),
    Parameter(
      "flags", .texts,
      "sensitive: match the original text as written, without folding; otherwise case makes no difference."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{regex: {match: '加(我|个)?(微|薇|V)信?'}, role: agent}", ["坐席: 您▸加我微信◂聊"]),
    .hit("{regex: {match: '^thanks'}, role: agent}", ["Customer: ok", "Agent: ▸Thanks◂ a lot"]),
    .hit("{regex: {match: 'lot$'}, role: agent}", ["Agent: thanks a ▸lot◂", "Customer: ok"]),
    .not("{regex: {match: 'a.*b'}, role: agent}", ["Agent: only a", "Agent: only b"]),
    .hit("{regex: {match: '(?<!不)保证'}, role: agent}", ["坐席: 我▸保证◂"]),
    .not("{regex: {match: '(?<!不)保证'}, role: agent}", ["坐席: 我不保证"]),
    .hit("{regex: {match: '[A-Z]{3}', flags: sensitive}, role: agent}", ["Agent: code ▸ABC◂ here"]),
    .not("{regex: {match: '[A-Z]{3}', flags: sensitive}, role: agent}", ["Agent: code abc here"]),
    .not("{regex: {match: '保本', exclude: '确保本月'}, role: agent}", ["坐席: 确保本月到账"]),
    .hit("{regex: {match: 'Ａ１+'}, role: agent}", ["Agent: ▸a11◂"]),
    .not(.unknown, "{regex: {match: '(a+)+$'}, role: agent}", ["Agent: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"]),
  ]

  var patterns: [Int]
  var excludes: Scope
  /// Whether the patterns read the original text.
  var isSensitive: Bool

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    var isSensitive = false
    for flag in arguments.node("flags")?.elements ?? [] {
      if flag.text == "sensitive" {
        isSensitive = true
      } else {
        compiler.log.error("unknown flag '\(flag.text ?? "")'", at: flag.location, hint: "the only flag is 'sensitive'")
      }
    }
    let patterns = (arguments.node("match")?.elements ?? []).compactMap {
      compiler.pattern($0.text ?? "", caseSensitive: isSensitive, at: $0.location)
    }
    var excludes = Scope()
    compiler.readExclusions(arguments.node("exclude"), into: &excludes)
    return patterns.isEmpty ? nil : RegexOperator(patterns: patterns, excludes: excludes, isSensitive: isSensitive)
  }

  func mayHit(_ view: ConversationView) -> Bool {
    patterns.contains { !view.scan.candidateTurns(pattern: $0).isEmpty }
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    var hits: [Hit] = []
    var nearest: NearMiss?
    var isLimited = false
    let view = scoped.view
    let own = ScopedView(view: view, leg: scoped.leg, scope: excludes, window: scoped.window)
    for pattern in patterns {
      view.scan.forEachCandidate(pattern: pattern) { turn in
        let utterance = Int(view.utteranceOfTurn[turn])
        guard utterance >= 0, scoped.window.utterances.contains(utterance),
          scoped.scope.roles.contains(view.role(utterance))
        else { return }
        var spans: [Range<Int>] = []
        let outcome = view.scan.matches(
          pattern: pattern, turn: turn, folded: view.folded, conversation: view.conversation, into: &spans)
        if outcome == .limitReached { isLimited = true }
        for span in isSensitive ? spans.map({ view.folded(original: $0, turn: turn) }) : spans {
          let hit = Hit(utterance: utterance, range: span, hasText: true, measure: nil)
          guard scoped.contains(hit) else { continue }
          if let refusal = own.refusal(of: hit) ?? scoped.refusal(of: hit) {
            nearest = NearMiss(hit: hit, refusedBy: refusal, similarity: nil)
          } else {
            hits.append(hit)
          }
        }
      }
    }
    if scoped.scope.requiresAll || scoped.scope.minimumCharacters > 0 || scoped.scope.unit != .turn {
      let results = scoped.units.map { unit -> (isSatisfied: Bool, hits: [Hit]) in
        let mine = hits.filter {
          unit.utterances.contains($0.utterance) && unit.range.contains($0.range.lowerBound)
        }
        return (!mine.isEmpty, mine)
      }
      let folded = scoped.fold(results, nearest: nearest)
      return isLimited && folded.judgement.truth != .hit ? .unknown(.ruleLimit) : folded
    }
    if hits.isEmpty && isLimited { return .unknown(.ruleLimit) }
    return .found(ScopedView.withoutOverlaps(hits), nearest: nearest)
  }
}
