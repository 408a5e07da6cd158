internal import Transcripts

/// Where the fields that metrics need lie in a record; each has several usual names, and a service file may give others.
public struct ContactFields: Sendable, Hashable {
  /// What a field is for; the raw value is its key under `fields` in a service file.
  public enum Purpose: String, Sendable, Hashable, CaseIterable {
    /// When the customer began to wait in the queue.
    case queuedAt = "queued_at"
    /// When somebody took the contact.
    case answeredAt = "answered_at"
    /// Whether, or when, the caller gave up.
    case abandoned
    /// Whether, or when, an abandoned caller was called back.
    case calledBack = "called_back"
    /// Work after the contact, in seconds.
    case afterCallWork = "after_call_work_seconds"
    /// The customer's id; `participant` takes the id of the customer among the participants.
    case customer
    /// The matter, where one customer may have several.
    case issue
    /// Who began the contact: inbound or outbound.
    case direction
    /// Whether the contact is a serious complaint.
    case seriousComplaint = "serious_complaint"
    /// Whether, or when, a serious complaint was followed up.
    case followedUp = "followed_up"
  }

  private static let usual: [Purpose: [String]] = [
    .queuedAt: ["queued_at", "queue_at", "enqueued_at"],
    .answeredAt: ["answered_at", "accepted_at", "connected_at"],
    .abandoned: ["abandoned", "abandoned_at"],
    .calledBack: ["called_back", "called_back_at", "callback_at"],
    .afterCallWork: ["after_call_work_seconds", "acw_seconds", "wrap_up_seconds"],
    .customer: ["customer_id", "customer", "user_id", "member_id", "buyer_id", "open_id"],
    .issue: [],
    .direction: ["direction"],
    .seriousComplaint: ["serious_complaint"],
    .followedUp: ["followed_up", "followed_up_at", "revisited_at"],
  ]

  private var names: [Purpose: [String]] = [:]

  /// Makes the usual fields.
  public init() {}

  /// The names a field may have.
  public func names(of purpose: Purpose) -> [String] { names[purpose] ?? Self.usual[purpose] ?? [] }

  /// Gives a field another name.
  public mutating func set(_ purpose: Purpose, to name: String) { names[purpose] = [name] }

  /// The value of a field, or `nil`.
  func value(_ purpose: Purpose, in conversation: Conversation) -> MetadataValue? {
    guard !conversation.metadata.fields.isEmpty || purpose == .customer else { return nil }
    for name in names(of: purpose) {
      if purpose == .customer, name == "participant" {
        let customers = conversation.participants.filter { $0.role == .customer }
        return customers.count == 1 && !customers[0].id.isEmpty ? .string(customers[0].id) : nil
      }
      if let value = MetadataOperator.value(of: name, in: conversation) { return value }
    }
    return nil
  }

  /// A moment on the conversation's time basis, or `nil` if the field is missing, no time, or of another basis.
  func moment(_ purpose: Purpose, in conversation: Conversation) -> Int64? {
    switch value(purpose, in: conversation) {
    case .string(let text): return Self.moment(text, conversation)
    case .integer(let number): return Self.moment(Double(number), conversation)
    case .number(let number): return Self.moment(number, conversation)
    default: return nil
    }
  }

  /// Whether a field says yes: true, a time, or a word that is no refusal.
  func says(_ purpose: Purpose, in conversation: Conversation) -> Bool? {
    switch value(purpose, in: conversation) {
    case nil, .null: return nil
    case .bool(let flag): return flag
    case .integer(let number): return number != 0
    case .number(let number): return number != 0
    case .string(let text):
      let word = text.lowercased()
      if word.isEmpty { return nil }
      return !["false", "no", "n", "0", "否", "无"].contains(word)
    case .list(let values): return !values.isEmpty
    }
  }

  private static func moment(_ text: String, _ conversation: Conversation) -> Int64? {
    if let number = Double(text) { return moment(number, conversation) }
    guard let time = try? Timestamp(text) else { return nil }
    switch conversation.timeBasis {
    case .absolute, .none, .offset: return time.instant
    case .local: return time.reading
    }
  }

  /// A number of seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size.
  private static func moment(_ number: Double, _ conversation: Conversation) -> Int64? {
    guard conversation.timeBasis != .local else { return nil }
    for unit in [1.0, 1_000, 1_000_000, 1_000_000_000] {
      let milliseconds = number * 1000 / unit
      if milliseconds >= Double(Timestamp.earliest), milliseconds < Double(Timestamp.latest) {
        return Int64(milliseconds.rounded(.down))
      }
    }
    return nil
  }
}
