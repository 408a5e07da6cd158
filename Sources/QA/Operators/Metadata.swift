internal import Transcripts

/// What the source says about the contact beside its turns.
struct MetadataOperator: Operator {
  static let name = "metadata"
  static let summary = "A metadata field exists, is one of some values, or compares to a number."
  static let parameters: [Parameter] = [
    Parameter(
      "field", .text, required: true, "The field, for example csat or crm.tier; channel, language and queue work too."),
    Parameter("one_of", .value, "Values of which the field must have one."),
    Parameter("compare", .choice(Comparison.words), "How the field compares to `value`."),
    Parameter("value", .number, "The number to compare with."),
    Parameter("exists", .boolean, "The field is present (true) or absent (false)."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{metadata: {field: tier, one_of: [gold, vip]}}", ["客户: 您好"], metadata: ["tier": "gold"]),
    .not("{metadata: {field: tier, one_of: [gold, vip]}}", ["客户: 您好"], metadata: ["tier": "basic"]),
    .hit("{metadata: {field: csat, compare: '<', value: 3}}", ["客户: 您好"], metadata: ["csat": "2"]),
    .not(.unknown, "{metadata: {field: csat, compare: '<', value: 3}}", ["客户: 您好"]),
    .hit("{metadata: {field: csat, exists: false}}", ["客户: 您好"]),
  ]

  enum Question: Sendable {
    case exists(Bool)
    case oneOf([String])
    case compares(Comparison, Double)
  }

  var field: String
  var question: Question

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    guard let field = arguments.text("field") else { return nil }
    if let exists = arguments.flag("exists") {
      return MetadataOperator(field: field, question: .exists(exists))
    }
    if arguments.has("one_of") {
      return MetadataOperator(field: field, question: .oneOf(arguments.texts("one_of")))
    }
    if let compare = arguments.text("compare").flatMap(Comparison.init(rawValue:)),
      let value = arguments.number("value")
    {
      return MetadataOperator(field: field, question: .compares(compare, value))
    }
    compiler.log.error(
      "'metadata' asks nothing", at: arguments.location, hint: "give one_of, exists, or compare with value")
    return nil
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let value = MetadataOperator.value(of: field, in: scoped.view.conversation)
    let holds: Bool
    switch question {
    case .exists(let expected): holds = (value != nil) == expected
    case .oneOf(let words):
      guard let value else { return .unknown(.metadataMissing) }
      holds = MetadataOperator.matches(value, words)
    case .compares(let comparison, let bound):
      guard let value else { return .unknown(.metadataMissing) }
      guard let number = Double(value.description) else { return .unknown(.metadataMissing) }
      holds = comparison.holds(number, bound)
    }
    guard holds, let first = scoped.leg.utterances.first else { return .miss }
    return .found([Hit(utterance: first, range: 0..<0, hasText: false, measure: nil)])
  }

  /// A field of the record: metadata first, then channel, language, queue and id.
  static func value(of field: String, in conversation: Conversation) -> MetadataValue? {
    if let value = conversation.metadata[field], value != .null { return value }
    let own: String
    switch field {
    case "channel": own = conversation.channel
    case "language": own = conversation.language
    case "queue": own = conversation.queue
    case "id": own = conversation.id
    default: return nil
    }
    return own.isEmpty ? nil : .string(own)
  }

  /// Whether a value, or one element of a list, is one of the words.
  static func matches(_ value: MetadataValue, _ words: [String]) -> Bool {
    if case .list(let values) = value { return values.contains { matches($0, words) } }
    return words.contains(value.description)
  }
}
