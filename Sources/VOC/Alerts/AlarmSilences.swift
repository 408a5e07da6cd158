internal import GRDB
internal import Store
internal import Transcripts

/// Keeps alarms that match from being told until a time; they go on being judged.
public struct AlarmSilence: Sendable, Hashable {
  /// The number.
  public var id: Int64
  /// Conditions that must all hold: `fingerprint=…`, `topic=T3`, `series=…`, `class=spike`, `level=blue`, `owner=…`,
  /// `channel=…`, `product=…`, `region=…`; commas between them.
  public var matcher: String
  /// From when, in milliseconds.
  public var since: Int64
  /// Until when, in milliseconds.
  public var until: Int64
  /// Who said so.
  public var by: String
  /// Why.
  public var reason: String

  static let names = ["fingerprint", "topic", "series", "class", "level", "owner", "channel", "product", "region"]

  /// Reads conditions.
  ///
  /// - Throws: `E-USAGE` (64).
  static func conditions(_ matcher: String) throws(ToolError) -> [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    for part in matcher.split(whereSeparator: { $0 == "," || $0 == "，" }) {
      let pieces = part.split(separator: "=", maxSplits: 1).map { String($0) }
      guard pieces.count == 2, names.contains(pieces[0]) else {
        throw ToolError(
          "E-USAGE", what: "'\(part)' is no condition of a silence",
          how: "name=value with one of \(names.joined(separator: ", "))",
          exitCode: .usage)
      }
      result.append((pieces[0], pieces[1]))
    }
    guard !result.isEmpty else {
      throw ToolError("E-USAGE", what: "a silence needs a condition", how: "for example topic=T3", exitCode: .usage)
    }
    return result
  }

  func matches(_ alarm: AlarmRow) -> Bool {
    guard let conditions = try? Self.conditions(matcher) else { return false }
    return conditions.allSatisfy { name, value in
      switch name {
      case "fingerprint": alarm.fingerprint == value.lowercased()
      case "topic": alarm.topic.map { "T\($0)" } == value.uppercased()
      case "series": alarm.name == value
      case "class": alarm.kind.rawValue == value
      case "level": alarm.level.rawValue == value
      case "owner": alarm.owner == value
      default: alarm.place?.attribute == name && alarm.place?.value == value
      }
    }
  }
}

extension AlarmBook {
  /// Keeps alarms from being told.
  ///
  /// - Throws: `E-USAGE` (64) for a matcher that is none.
  @discardableResult
  public func silence(_ matcher: String, from: Int64, until: Int64, by person: String, reason: String) throws -> Int64 {
    _ = try AlarmSilence.conditions(matcher)
    return try store.write { database in
      try database.execute(
        sql: "INSERT INTO alarm_silence (matcher, since, until, by, reason) VALUES (?, ?, ?, ?, ?)",
        arguments: [matcher, from, until, person, reason])
      let id = database.lastInsertedRowID
      try Self.log(database, from, "silenced", nil, nil, person, "\(matcher): \(reason)")
      return id
    }
  }

  /// Ends a silence now.
  ///
  /// - Throws: `E-ALERT-UNKNOWN` (65).
  public func endSilence(_ id: Int64, by person: String, at time: Int64) throws {
    try store.write { database in
      try database.execute(
        sql: "UPDATE alarm_silence SET until = min(until, ?) WHERE id = ?", arguments: [time, id])
      guard database.changesCount > 0 else {
        throw ToolError(
          "E-ALERT-UNKNOWN", what: "there is no silence \(id)", how: "'alerts silence --list'", exitCode: .inputRefused)
      }
      try Self.log(database, time, "silence_ended", nil, nil, person, String(id))
    }
  }

  /// The silences, or those that hold at a time.
  public func silences(at time: Int64? = nil) throws -> [AlarmSilence] {
    try store.read { try Self.silences($0, at: time) }
  }

  static func silences(_ database: Database, at time: Int64?) throws -> [AlarmSilence] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM alarm_silence WHERE ?1 IS NULL OR (since <= ?1 AND until > ?1) ORDER BY id",
      arguments: [time]
    ).map { row in
      AlarmSilence(
        id: row["id"], matcher: row["matcher"], since: row["since"], until: row["until"], by: row["by"],
        reason: row["reason"])
    }
  }

  /// The silence with the latest end that an alarm matches at a time.
  static func silence(of alarm: AlarmRow, at time: Int64, _ database: Database) throws -> AlarmSilence? {
    try silences(database, at: time).filter { $0.matches(alarm) }.max { ($0.until, $0.id) < ($1.until, $1.id) }
  }
}
