internal import GRDB
public import Statistics
internal import Store
public import Transcripts

/// Several alarms that people handle together.
public struct AlarmIncident: Sendable, Hashable {
  /// Where it stands.
  public enum State: String, Sendable, Hashable, CaseIterable { case open, mitigated, closed }

  /// The number.
  public var id: Int64
  /// What people call it.
  public var title: String
  /// Who answers for it.
  public var owner: String?
  /// Where it stands.
  public var state: State
  /// When it was opened, in milliseconds.
  public var opened: Int64
  /// When it was closed, in milliseconds.
  public var closed: Int64?
  /// What caused it.
  public var cause: String?
  /// What agents have agreed to say (口径): phrases of which one must be said, separated by `|`.
  public var statement: String?
  /// When it was issued, in milliseconds.
  public var statementAt: Int64?
}

extension AlarmBook {
  /// Opens an incident for alarms.
  public func open(_ title: String, owner: String?, alarms names: [String], by person: String, at time: Int64) throws
    -> Int64
  {
    try store.write { database in
      try database.execute(
        sql: "INSERT INTO alarm_incident (title, owner, state, opened) VALUES (?, ?, 'open', ?)",
        arguments: [title, owner, time])
      let id = database.lastInsertedRowID
      try Self.log(database, time, "opened", nil, id, person, title)
      for name in names { try Self.add(name, to: id, by: person, at: time, database) }
      return id
    }
  }

  /// Puts an alarm into an incident.
  public func add(_ name: String, to incident: Int64, by person: String, at time: Int64) throws {
    try store.write { database in
      _ = try Self.incident(incident, database)
      try Self.add(name, to: incident, by: person, at: time, database)
    }
  }

  private static func add(
    _ name: String, to incident: Int64, by person: String, at time: Int64, _ database: Database
  ) throws {
    var alarm = try alarm(name, database)
    alarm.incident = incident
    try alarm.save(database)
    try log(database, time, "added", alarm.fingerprint, incident, person, alarm.title)
  }

  /// Changes an incident: owner, state, cause; every change has its line in the timeline.
  ///
  /// Closing needs a cause, and that no alarm of the incident goes on.
  ///
  /// - Throws: `E-INCIDENT` (65).
  public func change(
    _ id: Int64, owner: String? = nil, state: AlarmIncident.State? = nil, cause: String? = nil, note: String? = nil,
    by person: String, at time: Int64
  ) throws {
    try store.write { database in
      var incident = try Self.incident(id, database)
      if let owner {
        incident.owner = owner
        try Self.log(database, time, "assigned", nil, id, person, owner)
      }
      if let cause {
        incident.cause = cause
        try Self.log(database, time, "cause", nil, id, person, cause)
      }
      if let note { try Self.log(database, time, "note", nil, id, person, note) }
      if let state, state != incident.state {
        if state == .closed {
          guard incident.cause?.isEmpty == false else {
            throw ToolError(
              "E-INCIDENT", what: "an incident is closed with its cause", how: "--cause", exitCode: .inputRefused)
          }
          let open =
            try Int.fetchOne(
              database, sql: "SELECT count(*) FROM alarm WHERE incident = ? AND state <> 'resolved'", arguments: [id])
            ?? 0
          guard open == 0 else {
            throw ToolError(
              "E-INCIDENT", what: "\(open) of its alarms go on",
              how: "wait until they are resolved; 'alerts list --firing'",
              exitCode: .inputRefused)
          }
          incident.closed = time
        }
        incident.state = state
        try Self.log(database, time, state.rawValue, nil, id, person, "")
      }
      try database.execute(
        sql: "UPDATE alarm_incident SET owner = ?, state = ?, closed = ?, cause = ? WHERE id = ?",
        arguments: [incident.owner, incident.state.rawValue, incident.closed, incident.cause, id])
    }
  }

  /// Issues what agents have agreed to say.
  public func issue(_ statement: String, for id: Int64, by person: String, at time: Int64) throws {
    try store.write { database in
      _ = try Self.incident(id, database)
      try database.execute(
        sql: "UPDATE alarm_incident SET statement = ?, statement_at = ? WHERE id = ?", arguments: [statement, time, id])
      try Self.log(database, time, "statement", nil, id, person, statement)
    }
  }

  /// An incident.
  ///
  /// - Throws: `E-INCIDENT` (65).
  public func incident(_ id: Int64) throws -> AlarmIncident { try store.read { try Self.incident(id, $0) } }

  /// All incidents.
  public func incidents() throws -> [AlarmIncident] {
    try store.read { try Row.fetchAll($0, sql: "SELECT * FROM alarm_incident ORDER BY id").map { Self.incident($0) } }
  }

  /// The alarms of an incident, by start.
  public func alarms(of incident: Int64) throws -> [AlarmRow] {
    try alarms().filter { $0.incident == incident }
  }

  private static func incident(_ id: Int64, _ database: Database) throws -> AlarmIncident {
    guard let row = try Row.fetchOne(database, sql: "SELECT * FROM alarm_incident WHERE id = ?", arguments: [id]) else {
      throw ToolError(
        "E-INCIDENT", what: "there is no incident \(id)", how: "one from 'alerts incident list'",
        exitCode: .inputRefused)
    }
    return incident(row)
  }

  private static func incident(_ row: Row) -> AlarmIncident {
    AlarmIncident(
      id: row["id"], title: row["title"], owner: row["owner"],
      state: AlarmIncident.State(rawValue: row["state"]) ?? .open, opened: row["opened"], closed: row["closed"],
      cause: row["cause"], statement: row["statement"], statementAt: row["statement_at"])
  }

  /// The conversations of an incident that began after a time, with their ids.
  public func conversations(of incident: Int64, since time: Int64) throws -> Set<String> {
    var found: Set<String> = []
    for alarm in try alarms(of: incident) {
      // Whoever asks after the statement counts, even when the alarm is over.
      let said = try store.read { try Self.contacts(alarm, from: max(alarm.began, time), until: .max, $0) ?? [] }
      found.formUnion(said.map(\.conversation))
    }
    return found
  }
}

/// Whether agents say what was agreed.
public struct StatementCheck: Sendable, Hashable {
  /// Conversations with the statement, of those about the incident in which an agent spoke after it was issued.
  public var followed = Proportion(0, of: 0)
  /// Conversations without it, with their agent.
  public var missing: [Missing] = []

  /// A conversation without the statement.
  public struct Missing: Sendable, Hashable {
    /// The conversation.
    public var conversation: String
    /// The agent who spoke.
    public var agent: String
  }

  private let phrases: [[UInt8]]
  private let issued: Int64

  /// Makes an empty check of a statement: phrases separated by `|`, of which one must be said.
  public init(_ statement: String, issued: Int64) {
    phrases = statement.split(separator: "|").map { Self.plain(Array($0.utf8)) }.filter { !$0.isEmpty }
    self.issued = issued
  }

  /// Looks at a conversation about the incident.
  public mutating func take(_ conversation: Conversation) {
    var hasAgent = false
    var isFollowed = false
    var agent = ""
    for turn in conversation.turns where turn.role == .agent || turn.role == .bot {
      guard turn.time == Turn.noTime || turn.time >= issued || conversation.startedAt >= issued else { continue }
      hasAgent = true
      if agent.isEmpty, turn.participant >= 0, Int(turn.participant) < conversation.participants.count {
        agent = conversation.participants[Int(turn.participant)].id
      }
      let said = Self.plain(Array(conversation.string(of: turn).utf8))
      if phrases.contains(where: { Self.contains(said, $0) }) { isFollowed = true }
    }
    guard hasAgent else { return }
    followed = Proportion(followed.successes + (isFollowed ? 1 : 0), of: followed.total + 1)
    if !isFollowed { missing.append(Missing(conversation: conversation.id, agent: agent)) }
  }

  /// Letters and digits only, so that blanks, punctuation and case make no difference.
  private static func plain(_ bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    return Array(
      String(
        String.UnicodeScalarView(
          text.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
      ).utf8)
  }

  private static func contains(_ text: [UInt8], _ phrase: [UInt8]) -> Bool {
    guard !phrase.isEmpty, text.count >= phrase.count else { return false }
    return (0...(text.count - phrase.count)).contains { start in
      text[start] == phrase[0] && text[start..<(start + phrase.count)].elementsEqual(phrase)
    }
  }
}
