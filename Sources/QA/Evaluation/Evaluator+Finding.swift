internal import TextAnalysis
internal import Transcripts

extension Evaluator {
  /// Puts a rule's drafts into words.
  ///
  /// Findings without words of their own are told apart by their turn, and by their order only within one turn.
  func findings(_ index: Int, _ drafts: [FindingDraft], _ leg: Leg) -> [Finding] {
    var seen: [Int: Int] = [:]
    return drafts.map { draft in
      let turn = draft.hit?.utterance ?? -1
      defer { seen[turn, default: 0] += 1 }
      return finding(index, draft, leg, seen[turn, default: 0])
    }
  }

  /// Puts a draft into words: place, evidence, message, reasons.
  private func finding(_ index: Int, _ draft: FindingDraft, _ leg: Leg, _ ordinal: Int) -> Finding {
    let rule = book.rules[index]
    var finding = Finding(
      id: 0, rule: index, leg: leg.number, turn: nil, sequence: nil, bytes: nil, characters: nil, text: "",
      message: "", measure: draft.hit?.measure, expected: draft.hit?.expected, trace: [])
    if let hit = draft.hit {
      let turn = view.conversation.turns[view.utterances[hit.utterance].turn]
      finding.turn = hit.utterance + 1
      finding.sequence = Int(turn.sequence)
      finding.text = words(of: hit)
      if hit.hasText {
        let original = view.folded.original(hit.range)
        let start = Int(turn.start)
        finding.bytes = original.lowerBound - start..<original.upperBound - start
        let before = codePoints(start..<original.lowerBound)
        finding.characters = before..<before + codePoints(original)
      }
    }
    finding.trace = rule.conditions.indices.map { step($0, rule, draft, leg) }
    finding.message = message(rule, finding, draft, leg)
    let place =
      "\(leg.number)|\(finding.sequence ?? -1)|\(finding.bytes?.lowerBound ?? -1 - ordinal)|\(finding.bytes?.upperBound ?? -1)"
    finding.id = StableHash.hash("\(view.conversation.id)|\(rule.id)|\(place)")
    return finding
  }

  /// The original words of a hit; of a whole turn, the turn's words.
  func words(of hit: Hit) -> String {
    let turn = view.conversation.turns[view.utterances[hit.utterance].turn]
    let range = hit.hasText ? view.folded.original(hit.range) : turn.range
    return view.shownText(range)
  }

  private func codePoints(_ range: Range<Int>) -> Int {
    var count = 0
    for byte in view.conversation.text[range] where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  func step(_ index: Int, _ rule: Rule, _ draft: FindingDraft, _ leg: Leg) -> TraceStep {
    let condition = rule.conditions[index]
    let outcome = draft.outcomes[index]
    var step = TraceStep(
      condition: condition.name, operatorName: condition.operatorName, judgement: outcome.judgement, turn: nil,
      text: nil, measure: nil, searched: nil, nearest: nil)
    // A rule with one condition has one finding for each of its hits.
    let hit = rule.conditions.count == 1 ? draft.hit ?? outcome.hits.first : outcome.hits.first
    if let hit, outcome.judgement.truth == .hit {
      step.turn = hit.utterance + 1
      step.text = words(of: hit)
      step.measure = hit.measure
      step.expected = hit.expected
    }
    if outcome.judgement.truth != .hit {
      let scopeLeg = rule.isOverConversation ? Leg.whole(view.utterances) : leg
      var window = outcome.window
      let anchor = condition.scope.anchor.flatMap { anchor in
        anchor.condition == rule.primary ? draft.hit : draft.outcomes[anchor.condition].hits.first
      }
      if window == nil, condition.scope.anchor == nil || anchor != nil,
        case .success(let found) = condition.scope.window(in: scopeLeg, of: view, anchoredOn: anchor)
      {
        window = found
      }
      if let utterances = window?.utterances, !utterances.isEmpty {
        step.searched = utterances.lowerBound + 1...utterances.upperBound
      }
      if let near = outcome.nearest {
        step.nearest = TraceStep.Nearest(
          turn: near.hit.utterance + 1, text: words(of: near.hit), refusedBy: near.refusedBy.text,
          similarity: near.similarity)
      }
    }
    return step
  }

  private func message(_ rule: Rule, _ finding: Finding, _ draft: FindingDraft, _ leg: Leg) -> String {
    MessageTemplate.fill(rule.message) { name in
      switch name {
      case "turn": return finding.turn.map { String($0) }
      case "text": return finding.text.isEmpty ? nil : finding.text
      case "value": return finding.measure.map(Self.decimal)
      case "expected": return finding.expected.map(Self.decimal)
      case "rule": return rule.id
      case "title": return rule.title
      case "agent": return leg.participant >= 0 ? view.conversation.participants[Int(leg.participant)].id : nil
      default:
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let index = rule.conditions.firstIndex(where: { $0.name == parts[0] }) else {
          return nil
        }
        let outcome = draft.outcomes[index]
        // A finding may stand at a hit of another branch; a condition speaks only of its own hits.
        let own = draft.hit.flatMap { outcome.hits.contains($0) ? $0 : nil }
        guard let hit = own ?? outcome.hits.first else { return nil }
        switch parts[1] {
        case "turn": return String(hit.utterance + 1)
        case "text": return words(of: hit)
        case "expected": return hit.expected.map(Self.decimal)
        default: return hit.measure.map(Self.decimal)
        }
      }
    }
  }

  /// A measure with at most one decimal.
  static func decimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
  }
}
