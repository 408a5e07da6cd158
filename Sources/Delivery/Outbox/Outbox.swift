internal import Foundation
public import GRDB
public import Store
internal import Transcripts

/// The messages that wait, were sent, or died: tables of the store, written in the transaction of whoever has something to say.
public enum Outbox {
  /// The tables.
  public static let migrations: [StoreMigration] =
    [
      StoreMigration(
        "delivery-1",
        sql: """
          CREATE TABLE outbox (
            id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, sink TEXT NOT NULL, group_key TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'dead', 'dropped')),
            message BLOB NOT NULL, created INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
            due INTEGER NOT NULL, finished INTEGER, reason TEXT NOT NULL DEFAULT ''
          ) STRICT;
          CREATE INDEX outbox_waiting ON outbox (sink, number) WHERE state = 'pending';
          CREATE TABLE sink_state (sink TEXT PRIMARY KEY, disabled TEXT NOT NULL) STRICT;
          CREATE TABLE sink_call (sink TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
          CREATE INDEX sink_call_at ON sink_call (sink, at);
          CREATE TABLE follow_cursor (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
          """),
      StoreMigration("delivery-storm-1", sql: "ALTER TABLE outbox ADD COLUMN told_in TEXT"),
    ] + FeedLedger.migrations

  /// What a message is doing.
  public enum State: String, Sendable, Hashable, CaseIterable { case pending, sent, dead, dropped }

  /// One message for one sink.
  public struct Entry: Sendable, Hashable {
    /// The same at every attempt.
    public var id: String
    /// The sink's name.
    public var sink: String
    /// What it is about.
    public var groupKey: String
    /// Whether it goes on or is over.
    public var state: State
    /// How often it was tried, the quick tries of the first run counted as one.
    public var attempts: Int
    /// When it was put here, in milliseconds since 1970.
    public var created: Int64
    /// When it may be tried, in milliseconds since 1970.
    public var due: Int64
    /// Why the last attempt failed; never what a receiver said.
    public var reason: String
    /// The message that summed this one up, if it was one of a storm.
    public var toldIn: String?
    var message: [UInt8]

    /// The message as it lies here; `nil` when its text was forgotten.
    public var content: Message? { Outbox.decode(message) }
  }

  /// Puts a message into the box of every sink that takes it, in the caller's transaction; gives how many are new.
  ///
  /// A message whose id is there already is not put in again, whatever became of it. Only the customer text that the
  /// sink's payload allows is stored.
  @discardableResult
  public static func enqueue(
    _ message: Message, for configuration: DeliveryConfiguration, at time: Int64, in database: Database
  ) throws -> Int {
    var count = 0
    for sink in configuration.sinks where sink.takes(message) {
      try database.execute(
        sql: """
          INSERT INTO outbox (id, number, sink, group_key, state, message, created, due)
          SELECT ?, (SELECT coalesce(max(number), 0) + 1 FROM outbox), ?, ?, 'pending', ?, ?, ? WHERE true
          ON CONFLICT (id) DO NOTHING
          """,
        arguments: [
          message.id(for: sink.name), sink.name, message.groupKey,
          Data(MessageRecord.json(message.reduced(to: sink.payload))), time, time,
        ])
      count += database.changesCount
    }
    return count
  }

  /// The messages in the order they came.
  public static func entries(_ states: Set<State>, sink: String? = nil, in database: Database) throws -> [Entry] {
    try Row.fetchAll(database, sql: "SELECT * FROM outbox ORDER BY number").compactMap { row in
      let entry = Entry(
        id: row["id"], sink: row["sink"], groupKey: row["group_key"], state: State(rawValue: row["state"]) ?? .dead,
        attempts: row["attempts"], created: row["created"], due: row["due"], reason: row["reason"],
        toldIn: row["told_in"], message: Array(row["message"] as Data))
      return states.contains(entry.state) && (sink == nil || entry.sink == sink) ? entry : nil
    }
  }

  /// Makes messages pending again and their sinks alive; gives how many.
  public static func retry(id: String?, sink: String?, at time: Int64, in database: Database) throws -> Int {
    try database.execute(
      sql: """
        DELETE FROM sink_state WHERE (:sink IS NULL OR sink = :sink)
          AND (:id IS NULL OR sink IN (SELECT sink FROM outbox WHERE id = :id))
        """, arguments: ["id": id, "sink": sink])
    try database.execute(
      sql: """
        UPDATE outbox SET state = 'pending', attempts = 0, due = :time, finished = NULL, told_in = NULL
        WHERE state IN ('dead', 'pending') AND (:id IS NULL OR id = :id) AND (:sink IS NULL OR sink = :sink)
        """, arguments: ["id": id, "sink": sink, "time": time])
    return database.changesCount
  }

  /// Gives messages up for good and forgets their text; gives how many.
  public static func drop(id: String?, sink: String?, at time: Int64, in database: Database) throws -> Int {
    try database.execute(
      sql: """
        UPDATE outbox SET state = 'dropped', message = x'', finished = :time
        WHERE state IN ('dead', 'pending') AND (:id IS NULL OR id = :id) AND (:sink IS NULL OR sink = :sink)
        """, arguments: ["id": id, "sink": sink, "time": time])
    return database.changesCount
  }

  /// Why a sink is disabled, or `nil`.
  public static func disabled(_ sink: String, in database: Database) throws -> String? {
    try String.fetchOne(database, sql: "SELECT disabled FROM sink_state WHERE sink = ?", arguments: [sink])
  }

  /// Where somebody who follows an input stands, or `nil`.
  public static func cursor(_ name: String, in database: Database) throws -> [UInt8]? {
    try Data.fetchOne(database, sql: "SELECT value FROM follow_cursor WHERE name = ?", arguments: [name]).map(
      Array.init)
  }

  /// Remembers where somebody who follows an input stands, in the transaction that enqueues what was found there.
  public static func setCursor(_ name: String, _ value: [UInt8], in database: Database) throws {
    try database.execute(
      sql: "INSERT INTO follow_cursor VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      arguments: [name, Data(value)])
  }

  static func decode(_ bytes: [UInt8]) -> Message? {
    var message: Message?
    try? StoredRecords.forEach(in: bytes, name: "outbox") { message = MessageRecord.message($0) }
    return message
  }
}
