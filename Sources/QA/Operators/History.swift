internal import Transcripts

/// Whether another contact of the same customer had a rule's finding.
struct History: Operator {
  static let name = "history"
  static let summary = "Another contact of the same customer, before or after this one, had a finding of a rule."
  static let parameters: [Parameter] = [
    Parameter("rule", .text, required: true, "The rule that must have hit in the other contact."),
    Parameter("within", .duration, required: true, "How far apart the contacts begin at most: 24h, 15d."),
    Parameter("order", .choice(["before", "after"]), default: "before", "Where the other contact lies."),
    Parameter(
      "same", .text, default: "customer",
      "What the contacts share: customer (customer_id, customer, user_id, …) or a metadata field, such as order_id."),
    Parameter("min", .integer, default: "1", "How many other contacts must have the finding."),
  ]
  static let examples: [OperatorExample] = []

  var rule: Int
  var milliseconds: Int64
  var looksBack: Bool
  var field: String
  var minimum: Int

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    guard let id = arguments.text("rule"), let within = arguments.duration("within"),
      let rule = compiler.history(of: id, at: arguments.location(of: "rule"))
    else { return nil }
    let minimum = arguments.integer("min") ?? 1
    guard (1...1000).contains(minimum) else {
      compiler.log.error("'min' lies between 1 and 1000", at: arguments.location(of: "min"))
      return nil
    }
    return History(
      rule: rule, milliseconds: within, looksBack: arguments.text("order") != "after",
      field: arguments.text("same") ?? "customer", minimum: minimum)
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let conversation = scoped.view.conversation
    guard let index = scoped.view.history else { return .unknown(.historyAbsent) }
    guard let key = ContactIndex.key(of: field, in: conversation) else { return .unknown(.customerMissing) }
    guard let start = ContactIndex.start(of: conversation) else { return .unknown(.noTimes) }
    guard let first = scoped.leg.utterances.first else { return .miss }
    let window = looksBack ? start - milliseconds...start : start...start + milliseconds
    let found = index.starts(
      of: rule, field: field, key: key, in: window, without: StableHash.hash(conversation.id))
    if found.count >= minimum, let nearest = looksBack ? found.last : found.first {
      let days = Double(abs(nearest - start)) / 86_400_000
      return .found([Hit(utterance: first, range: 0..<0, hasText: false, measure: days)])
    }
    // Where the data end before the window does, nobody knows what is still to come, or what came before.
    guard let period = index.period, period.lowerBound <= window.lowerBound, window.upperBound <= period.upperBound
    else { return .unknown(.windowOpen) }
    return .miss
  }
}
