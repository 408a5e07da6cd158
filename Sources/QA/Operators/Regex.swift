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
    Parameter(
      "spread", .boolean, default: "false",
      "Also match where one or two blanks or symbols stand before Han characters: 加 微 信, 保*本."),
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
    .hit("{regex: {match: '加(我)?[微薇]信?', spread: true}, role: agent}", ["坐席: 您▸加 我.微*信◂聊"]),
    .not("{regex: {match: '加(我)?[微薇]信?', spread: true}, role: agent}", ["坐席: 您加，微信"]),
    .not("{regex: {match: '保本', exclude: '确保本月', spread: true}, role: agent}", ["坐席: 确 保 本 月 到账"]),
    .hit("{regex: {match: 'Ａ１+'}, role: agent}", ["Agent: ▸a11◂"]),
    .hit("{regex: {match: '^嗯$'}, role: agent}", ["坐席: ▸嗯◂", "坐席: 可以的"]),
    .not("{regex: {match: '^嗯$'}, role: agent, unit: block}", ["坐席: 嗯", "坐席: 可以的"]),
    .not(.unknown, "{regex: {match: '(a+)+(?=!)'}, role: agent}", ["Agent: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"]),
  ]

  var patterns: [Int]
  var excludes: Scope
  /// Whether the patterns read the original text.
  var isSensitive: Bool
  /// Whether blanks and symbols may stand between Han characters.
  var isSpread = false

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    var isSensitive = false
    for flag in arguments.node("flags")?.elements ?? [] {
      if flag.text == "sensitive" {
        isSensitive = true
      } else {
        compiler.log.error("unknown flag '\(flag.text ?? "")'", at: flag.location, hint: "the only flag is 'sensitive'")
      }
    }
    let isSpread = arguments.flag("spread") ?? false
    if isSensitive && isSpread {
      compiler.log.error(
        "'spread' and 'flags: sensitive' exclude each other", at: arguments.location(of: "spread"),
        hint: "spread reads the folded text")
    }
    let patterns = (arguments.node("match")?.elements ?? []).compactMap {
      compiler.pattern($0, caseSensitive: isSensitive, isSpread: isSpread)
    }
    var excludes = Scope()
    compiler.readExclusions(arguments.node("exclude"), into: &excludes, isSpread: isSpread)
    return patterns.isEmpty
      ? nil
      : RegexOperator(patterns: patterns, excludes: excludes, isSensitive: isSensitive, isSpread: isSpread)
  }

  var triggers: Triggers? { Triggers(patterns: patterns) }

  func mayHit(_ view: ConversationView) -> Bool {
    patterns.contains { view.scan.hasCandidates(pattern: $0) }
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    var search = Search(
      scoped: scoped, own: ScopedView(view: scoped.view, leg: scoped.leg, scope: excludes, window: scoped.window))
    let joins = scoped.scope.unit == .block && !isSensitive
    for pattern in patterns {
      if joins { searchBlocks(pattern, &search) } else { searchTurns(pattern, &search) }
    }
    let hits = search.hits
    let outcome: Outcome
    if search.judgesUnits {
      let results = scoped.units.map { unit -> (isSatisfied: Bool, hits: [Hit]) in
        let mine = hits.filter {
          unit.utterances.contains($0.utterance) && unit.range.contains($0.range.lowerBound)
        }
        return (!mine.isEmpty, mine)
      }
      outcome = scoped.fold(results, nearest: search.nearest)
    } else {
      outcome = .found(ScopedView.withoutOverlaps(hits), nearest: search.nearest)
    }
    return search.isLimited && outcome.judgement.truth != .hit ? .unknown(.ruleLimit) : outcome
  }

  /// What the search of one condition has found so far.
  private struct Search {
    let scoped: ScopedView
    let own: ScopedView
    var hits: [Hit] = []
    var nearest: NearMiss?
    var isLimited = false
    var spans: [Range<Int>] = []
    /// Whether what comes after the first message with a hit changes nothing.
    var stopsEarly: Bool { scoped.isFirstEnough && !judgesUnits }
    /// Whether units are judged, not single hits.
    var judgesUnits: Bool {
      scoped.scope.requiresAll || scoped.scope.minimumCharacters > 0 || scoped.scope.unit != .turn
    }

    mutating func add(_ outcome: PatternOutcome, at utterance: Int) {
      if outcome == .limitReached { isLimited = true }
      for span in spans {
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

  private func searchTurns(_ pattern: Int, _ search: inout Search) {
    let view = search.scoped.view
    let window = search.scoped.window.utterances
    guard let first = window.first, let last = window.last else { return }
    let end = view.utterances[last].turn
    let known = search.hits.count
    for candidate in view.scan.candidateTurns(pattern: pattern, from: view.utterances[first].turn) {
      let turn = Int(candidate)
      // Where the first hit is enough the search ends with the message in which it stands.
      if turn > end || (search.stopsEarly && search.hits.count > known) { return }
      let utterance = Int(view.utteranceOfTurn[turn])
      guard utterance >= 0, search.scoped.window.utterances.contains(utterance),
        search.scoped.scope.roles.contains(view.role(utterance))
      else { continue }
      let outcome: PatternOutcome
      if isSensitive {
        outcome = view.scan.matches(
          pattern: pattern, turn: turn, folded: view.folded, conversation: view.conversation, into: &search.spans)
        search.spans = search.spans.map { view.folded(original: $0, turn: turn) }
      } else {
        outcome = view.scan.foldedMatches(
          pattern: pattern, turn: turn, folded: search.scoped.folded, into: &search.spans)
        if isSpread { search.spans = search.spans.map { Self.withoutGap($0, in: search.scoped.folded) } }
      }
      search.add(outcome, at: utterance)
    }
  }

  /// A span without the blanks and symbols before its first character.
  private static func withoutGap(_ span: Range<Int>, in text: FoldedText) -> Range<Int> {
    var start = span.lowerBound
    while start < span.upperBound, PatternText.isGap(text.bytes[start]) { start += 1 }
    return start..<span.upperBound
  }

  /// With `unit: block` the subject is the whole block: `^` is its start, and a match may reach over its messages.
  private func searchBlocks(_ pattern: Int, _ search: inout Search) {
    let view = search.scoped.view
    for unit in search.scoped.units {
      let turns =
        view.utterances[unit.utterances.lowerBound].turn...view.utterances[unit.utterances.upperBound - 1].turn
      let outcome = view.scan.matches(pattern: pattern, inTurns: turns, folded: view.folded, into: &search.spans)
      // A span that reaches over a message is reported in the message in which it begins.
      for index in search.spans.indices {
        let turn = view.folded.turn(at: search.spans[index].lowerBound)
        let end = view.folded.turnRange(turn).upperBound
        search.spans[index] = search.spans[index].clamped(
          to: search.spans[index].lowerBound..<max(end, search.spans[index].lowerBound))
      }
      let all = search.spans
      for span in all {
        search.spans = [span]
        search.add(outcome, at: max(0, Int(view.utteranceOfTurn[view.folded.turn(at: span.lowerBound)])))
      }
      if all.isEmpty { search.add(outcome, at: unit.utterances.lowerBound) }
    }
  }
}
