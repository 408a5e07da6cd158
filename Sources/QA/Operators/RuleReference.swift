internal import Transcripts

/// The result of another rule on the same leg.
struct RuleReference: Operator {
  static let name = "rule"
  static let summary = "Another rule of the book had a given result on this leg."
  static let parameters: [Parameter] = [
    Parameter("id", .text, required: true, "The other rule."),
    Parameter("result", .choice(["hit", "miss", "unknown", "na"]), default: "hit", "The result asked for."),
  ]
  static let examples: [OperatorExample] = []

  var rule: Int
  var expected: Truth

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    guard let id = arguments.text("id") else { return nil }
    guard let rule = compiler.reference(to: id, at: arguments.location(of: "id")) else { return nil }
    let word = arguments.text("result") ?? "hit"
    return RuleReference(rule: rule, expected: Truth.allCases.first { "\($0.name)" == word } ?? .hit)
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let result = scoped.view.ruleResults[rule]
    if result.truth == expected {
      guard let first = scoped.leg.utterances.first else { return .miss }
      return .found([Hit(utterance: first, range: 0..<0, hasText: false, measure: nil)])
    }
    return result.truth == .unknown ? Outcome(judgement: result) : .miss
  }
}
