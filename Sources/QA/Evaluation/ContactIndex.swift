public import Transcripts

/// What rules about other contacts ask: which rules, and by which fields contacts belong together.
public struct HistoryQuestions: Sendable {
  let rules: Set<Int>
  let fields: [String]

  /// The questions of a book; `nil` if none of its rules asks about other contacts.
  public init?(_ book: Rulebook) {
    var rules: Set<Int> = []
    var fields: Set<String> = []
    for rule in book.rules where rule.isRunning {
      for condition in rule.conditions {
        guard let history = condition.operation as? History else { continue }
        rules.insert(history.rule)
        fields.insert(history.field)
      }
    }
    guard !rules.isEmpty else { return nil }
    self.rules = rules
    self.fields = fields.sorted()
  }

  /// What a contact adds to the index: one visit a field and rule, and one without a rule for its time alone.
  ///
  /// Contacts that are not scorable have no findings and so add their time only.
  public func visits(of conversation: inout Conversation, by evaluator: Evaluator) -> [ContactIndex.Visit] {
    let evaluations = evaluator.evaluate(&conversation)
    guard let start = ContactIndex.start(of: conversation) else { return [] }
    let contact = StableHash.hash(conversation.id)
    var visits = [ContactIndex.Visit(rule: -1, field: 0, key: 0, start: start, contact: contact)]
    var seen: Set<Int> = []
    for evaluation in evaluations {
      for finding in evaluation.findings where rules.contains(finding.rule) { seen.insert(finding.rule) }
    }
    guard !seen.isEmpty else { return visits }
    for (field, name) in fields.enumerated() {
      guard let key = ContactIndex.key(of: name, in: conversation) else { continue }
      for rule in seen.sorted() {
        visits.append(.init(rule: Int32(rule), field: Int32(field), key: key, start: start, contact: contact))
      }
    }
    return visits
  }
}

/// The findings of rules by customer and time, gathered in a pass of its own before contacts are judged.
///
/// Only contacts with a finding that a rule asks about are kept, 32 bytes each. Keys are hashes: two customers share one
/// with a chance of one in 2⁶⁴ a pair. The index is a function of the contacts, not of their order.
public struct ContactIndex: Sendable {
  /// A finding, or the time of a contact alone (`rule` −1).
  public struct Visit: Sendable, Hashable {
    var rule: Int32
    var field: Int32
    var key: UInt64
    var start: Int64
    var contact: UInt64
  }

  /// The most findings that are kept.
  public static let capacity = 20_000_000

  private let fields: [String]
  private var visits: [Visit] = []
  /// The first and the last start of all contacts.
  private(set) var period: ClosedRange<Int64>?

  /// Makes an empty index.
  public init(_ questions: HistoryQuestions) { fields = questions.fields }

  /// Adds a contact.
  ///
  /// - Throws: `E-HISTORY` (78) where there are more findings than ``capacity``.
  public mutating func add(_ new: [Visit]) throws(ToolError) {
    for visit in new {
      period = min(visit.start, period?.lowerBound ?? visit.start)...max(visit.start, period?.upperBound ?? visit.start)
      guard visit.rule >= 0 else { continue }
      guard visits.count < Self.capacity else {
        throw ToolError(
          "E-HISTORY", what: "rules that 'history' asks about have more than \(Self.capacity) findings",
          how: "ask about a rule that hits less often, or score a shorter period", exitCode: .configuration)
      }
      visits.append(visit)
    }
  }

  /// Sorts the index; called once, after the last contact.
  public mutating func finish() { visits.sort(by: Self.isBefore) }

  private static func isBefore(_ a: Visit, _ b: Visit) -> Bool {
    (a.field, a.rule, a.key, a.start, a.contact) < (b.field, b.rule, b.key, b.start, b.contact)
  }

  /// The starts of other contacts with a finding, ascending.
  func starts(
    of rule: Int, field name: String, key: UInt64, in window: ClosedRange<Int64>, without contact: UInt64
  ) -> [Int64] {
    guard let field = fields.firstIndex(of: name) else { return [] }
    let wanted = Visit(rule: Int32(rule), field: Int32(field), key: key, start: window.lowerBound, contact: 0)
    var low = 0
    var high = visits.count
    while low < high {
      let middle = (low + high) / 2
      if Self.isBefore(visits[middle], wanted) { low = middle + 1 } else { high = middle }
    }
    var starts: [Int64] = []
    while low < visits.count {
      let visit = visits[low]
      guard visit.field == wanted.field, visit.rule == wanted.rule, visit.key == key, visit.start <= window.upperBound
      else { break }
      if visit.contact != contact { starts.append(visit.start) }
      low += 1
    }
    return starts
  }

  /// A hash of what contacts share; `nil` if the contact does not say.
  static func key(of field: String, in conversation: Conversation) -> UInt64? {
    let value =
      field == "customer"
      ? ContactFields().value(.customer, in: conversation) : MetadataOperator.value(of: field, in: conversation)
    guard let text = value?.description, !text.isEmpty else { return nil }
    return StableHash.hash(text)
  }

  /// When a contact began; `nil` if its times do not tell the day.
  static func start(of conversation: Conversation) -> Int64? {
    guard conversation.timeBasis != .offset, conversation.timeBasis != .none || conversation.startedAt != Turn.noTime
    else { return nil }
    if conversation.startedAt != Turn.noTime { return conversation.startedAt }
    return conversation.turns.first { $0.time != Turn.noTime }?.time
  }
}
