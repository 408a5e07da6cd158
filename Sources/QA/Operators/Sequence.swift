internal import TextAnalysis
internal import Transcripts

/// Steps that follow each other in the conversation.
struct SequenceOperator: Operator {
  static let name = "sequence"
  static let summary = "Words of several steps occur one after the other."
  static let parameters: [Parameter] = [
    Parameter("steps", .groups, required: true, "Two or more steps; each is a list of alternatives."),
    Parameter("max_gap", .integer, "The most turns of the scope between two steps; default: any number."),
    Parameter("optional", .value, "Numbers of steps (from 1) that may be missing."),
    Parameter("strict", .boolean, default: "false", "Every step lies in a later turn than the one before."),
  ]
  static let examples: [OperatorExample] = [
    .hit(
      "{sequence: {steps: [[抱歉, 对不起], [马上, 立即], [请问还有]]}, role: agent}",
      ["坐席: 非常▸抱歉◂", "客户: 嗯", "坐席: ▸马上◂为您处理", "坐席: ▸请问还有◂其他问题吗"]),
    .not("{sequence: {steps: [[抱歉], [马上]]}, role: agent}", ["坐席: 马上处理", "坐席: 抱歉"]),
    .hit("{sequence: {steps: [[抱歉], [核实], [马上]], optional: [2]}, role: agent}", ["坐席: ▸抱歉◂，▸马上◂处理"]),
    .not("{sequence: {steps: [[抱歉], [马上]], strict: true}, role: agent}", ["坐席: 抱歉，马上处理"]),
    .not(
      "{sequence: {steps: [[抱歉], [马上]], max_gap: 0}, role: agent}",
      ["坐席: 抱歉", "坐席: 请稍等", "坐席: 马上处理"]),
  ]

  var sets: [Int]
  var optional: Set<Int>
  var maximumGap: Int?
  var isStrict: Bool
  let boundary = BoundaryMode.auto

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    let steps = (arguments.node("steps")?.elements ?? []).map { node in
      node.elements.compactMap { compiler.literal($0.text ?? "", at: $0.location) }
    }
    guard steps.count >= 2, steps.allSatisfy({ !$0.isEmpty }) else {
      compiler.log.error("'sequence' needs at least two steps with words", at: arguments.location(of: "steps"))
      return nil
    }
    let optional = Set(arguments.texts("optional").compactMap { Int($0) }.map { $0 - 1 })
    guard optional.isSubset(of: Set(steps.indices)), optional.count < steps.count else {
      compiler.log.error("'optional' names a step that is not there", at: arguments.location(of: "optional"))
      return nil
    }
    return SequenceOperator(
      sets: steps.map(compiler.termSet), optional: optional, maximumGap: arguments.integer("max_gap"),
      isStrict: arguments.flag("strict") ?? false)
  }

  var triggers: Triggers? { Triggers(sets: sets) }

  func mayHit(_ view: ConversationView) -> Bool {
    sets.indices.allSatisfy { optional.contains($0) || view.hasHits(ofSet: sets[$0]) }
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let steps = sets.map { set in
      var hits: [Hit] = []
      scoped.view.forEachHit(ofSet: set) { _, hit in
        if scoped.contains(hit), scoped.refusal(of: hit) == nil { hits.append(hit) }
      }
      return hits.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
    var order: [Int: Int] = [:]
    for (position, utterance) in scoped.utterances.enumerated() { order[utterance] = position }
    func follow(_ step: Int, after last: Hit?) -> [Hit]? {
      guard step < steps.count else { return [] }
      for hit in steps[step] {
        if let last {
          guard hit.range.lowerBound >= last.range.upperBound else { continue }
          if isStrict && hit.utterance == last.utterance { continue }
          if let maximumGap, let a = order[last.utterance], let b = order[hit.utterance], b - a - 1 > maximumGap {
            continue
          }
        }
        if let rest = follow(step + 1, after: hit) { return [hit] + rest }
        // Only the place of the last step matters for the rest, so a later hit of the same step can only do better
        // where the gap is limited.
        if maximumGap == nil { break }
      }
      return optional.contains(step) ? follow(step + 1, after: last) : nil
    }
    return follow(0, after: nil).map { .found($0) } ?? .miss
  }
}
