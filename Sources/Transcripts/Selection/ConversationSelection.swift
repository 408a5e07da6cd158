/// Which conversations a run wants; the others are counted as filtered.
public struct ConversationSelection: Sendable {
  /// Fields and the values they must have (`--where`); a field named twice may have either value.
  public var conditions: [(field: String, values: Set<String>)] = []
  /// The earliest start that is wanted (`--since`).
  public var since: Timestamp?
  /// The first start that is too late (`--until`).
  public var until: Timestamp?
  /// The zone of ``since`` and ``until`` where they name none.
  public var timeZone: ClockZone?
  /// The largest hash that is wanted of a sample (`--sample`).
  public var largestHash = UInt64.max
  /// What makes one sample differ from another (`--seed`).
  public var seed: UInt64 = 0

  /// Makes a selection of everything.
  public init() {}

  /// Whether everything is wanted.
  public var isEverything: Bool { isEverythingButSample && largestHash == .max }

  private var isEverythingButSample: Bool { conditions.isEmpty && since == nil && until == nil }

  /// Adds a condition.
  public mutating func add(_ field: String, _ value: String) {
    if let index = conditions.firstIndex(where: { $0.field == field }) {
      conditions[index].values.insert(value)
    } else {
      conditions.append((field, [value]))
    }
  }

  /// Whether a conversation is wanted.
  public func admits(_ conversation: Conversation) -> Bool {
    matches(conversation) && (largestHash == .max || hash(of: conversation.id) <= largestHash)
  }

  /// Whether a conversation is wanted, sample or not.
  public func matches(_ conversation: Conversation) -> Bool {
    for condition in conditions
    where !Self.values(of: condition.field, in: conversation).contains(where: { condition.values.contains($0) }) {
      return false
    }
    guard since != nil || until != nil else { return true }
    guard let start = Self.start(of: conversation) else { return false }
    if let since, start < point(since, conversation.timeBasis) { return false }
    if let until, start >= point(until, conversation.timeBasis) { return false }
    return true
  }

  /// The place of an identifier in the order in which samples are drawn.
  public func hash(of id: String) -> UInt64 {
    StableHash.hash(Array(id.utf8) + (0..<8).map { UInt8(truncatingIfNeeded: seed >> (UInt64($0) * 8)) })
  }

  private func point(_ time: Timestamp, _ basis: TimeBasis) -> Int64 {
    if basis == .local { return time.reading }
    var zone = timeZone
    return time.instant ?? zone?.instant(ofReading: time.reading) ?? time.reading
  }

  private static func start(of conversation: Conversation) -> Int64? {
    guard conversation.timeBasis == .absolute || conversation.timeBasis == .local else { return nil }
    if conversation.startedAt != Turn.noTime { return conversation.startedAt }
    return conversation.turns.first { $0.time != Turn.noTime }?.time
  }

  private static func values(of field: String, in conversation: Conversation) -> [String] {
    switch field {
    case "id": return [conversation.id]
    case "channel": return [conversation.channel]
    case "language": return [conversation.language]
    case "queue": return [conversation.queue]
    default: break
    }
    if let value = conversation.metadata[field] {
      if case .list(let values) = value { return values.map(\.description) }
      return [value.description]
    }
    if field == "agent" { return conversation.participants.filter { $0.role == .agent }.map(\.id) }
    // 班组 in an export is called team here; whoever selects may use either word.
    if let known = ColumnSynonyms.field(of: field)?.word, known != field { return values(of: known, in: conversation) }
    return []
  }
}
