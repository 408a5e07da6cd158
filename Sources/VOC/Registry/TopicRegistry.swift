internal import Foundation
public import GRDB
public import Store
internal import Transcripts

/// Topics with memory: contacts, units and topics in a store.
///
/// Every change is one transaction. A topic's id is never used again. Times are those of the data, never of the clock,
/// so that the same inputs in the same runs give the same store.
public final class TopicRegistry {
  let store: Store

  /// Units without a topic that are looked at for births at most; further ones get the reason `pool_full`.
  public static let largestPool = 200_000

  /// Opens the registry in a store that has ``VoiceSchema``.
  public init(_ store: Store) { self.store = store }

  /// What a run took in.
  public struct Intake: Sendable, Hashable {
    /// Contacts that are new.
    public var added = 0
    /// Contacts that were there with the same content: counted once.
    public var known = 0
    /// Contacts that were there with other content: replaced.
    public var replaced = 0
    /// Contacts that are not taken because they, or their customer, were erased.
    public var refused = 0
    /// Mentions added.
    public var mentions = 0
  }

  /// Takes contacts in; the same conversation twice counts once, a changed one replaces the old.
  @discardableResult
  public func take(_ contacts: [Contact]) throws -> Intake {
    try store.write { try Self.take(contacts, in: $0) }
  }

  /// As ``take(_:)``, in the caller's transaction.
  @discardableResult
  public static func take(_ contacts: [Contact], in database: Database) throws -> Intake {
    // One order whatever the input's, so that row numbers are the same.
    let ordered = contacts.sorted { $0.fingerprint.identifier < $1.fingerprint.identifier }
    var intake = Intake()
    let find = try database.makeStatement(sql: "SELECT id, content FROM voice_contact WHERE key = ?")
    let remove = try database.makeStatement(sql: "DELETE FROM voice_contact WHERE id = ?")
    let add = try database.makeStatement(
      sql: """
        INSERT INTO voice_contact(key, content, conversation, customer, channel, product, region, agent, segment, started,
        rating, hand_offs, fillers) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)
        """)
    // Of several wordings the shortest stands for all, then the first by bytes, whatever came first; none for one forgotten.
    let unit = try database.makeStatement(
      sql: """
        INSERT INTO voice_unit(key, text) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET text = excluded.text
        WHERE length(text) > 0 AND (length(excluded.text), excluded.text) < (length(text), text)
        """)
    let unitID = try database.makeStatement(sql: "SELECT id FROM voice_unit WHERE key = ?")
    let mention = try database.makeStatement(
      sql: "INSERT OR IGNORE INTO voice_mention VALUES (?,?,?,?,?,?,?,?,?,?,?)")
    let isErased = try ErasedSubjects.test(database)
    for contact in ordered {
      let key = Int64(bitPattern: contact.fingerprint.identifier)
      if let isErased, isErased(key, Int64(bitPattern: contact.customer)) {
        intake.refused += 1
        continue
      }
      if let row = try Row.fetchOne(find, arguments: [key]) {
        if row["content"] as Int64 == Int64(contact.fingerprint.content) {
          intake.known += 1
          continue
        }
        try remove.execute(arguments: [row["id"] as Int64])
        intake.replaced += 1
      } else {
        intake.added += 1
      }
      let started = contact.startedAt == Turn.noTime ? nil : contact.startedAt
      let values: [(any DatabaseValueConvertible)?] = [
        key, Int64(contact.fingerprint.content), contact.id, Int64(bitPattern: contact.customer), contact.channel,
        contact.product, contact.region, contact.agent, contact.segment, started, contact.rating, contact.handOffs,
        contact.fillers,
      ]
      try add.execute(arguments: StatementArguments(values))
      let id = database.lastInsertedRowID
      for next in contact.mentions {
        let unitKey = Int64(bitPattern: next.key)
        try unit.execute(arguments: [unitKey, Data.bytes(next.text)])
        guard let number = try Int64.fetchOne(unitID, arguments: [unitKey]) else { continue }
        let fields: [(any DatabaseValueConvertible)?] = [
          id, next.turn, next.span.lowerBound, next.span.upperBound, number, Data.bytes(next.text),
          next.reading.type?.rawValue, next.reading.confidence, next.sentiment, next.reading.hasPurchaseIntent,
          next.reading.competitor,
        ]
        try mention.execute(arguments: StatementArguments(fields))
        intake.mentions += 1
      }
    }
    if intake.replaced > 0 {
      try database.execute(
        sql: "DELETE FROM voice_unit WHERE NOT EXISTS (SELECT 1 FROM voice_mention m WHERE m.unit = voice_unit.id)")
    }
    return intake
  }

  /// Every topic, by id.
  public func topics() throws -> [TopicRecord] { try store.read { try Self.topics($0) } }

  static func topics(_ database: Database) throws -> [TopicRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM topic ORDER BY id").map { row in
      TopicRecord(
        id: row["id"], name: row["name"], label: row["label"],
        phrases: (row["phrases"] as String).split(separator: "\n").map { String($0) },
        state: TopicRecord.State(rawValue: row["state"]) ?? .active, isLocked: row["locked"], owner: row["owner"],
        product: row["product"], mergedInto: row["merged_into"],
        medoid: (row["medoid"] as Int64?).map { UInt64(bitPattern: $0) })
    }
  }

  /// A topic by its id.
  ///
  /// - Throws: `E-TOPIC` (65) if there is none.
  public func topic(_ id: Int64) throws -> TopicRecord {
    guard let topic = try topics().first(where: { $0.id == id }) else { throw Self.missing(id) }
    return topic
  }

  static func missing(_ id: Int64) -> ToolError {
    ToolError(
      "E-TOPIC", what: "there is no topic T\(id)", how: "an id from 'topics list --all'", exitCode: .inputRefused)
  }

  /// The history, oldest first; of one topic, or of all.
  public func events(of topic: Int64? = nil) throws -> [TopicEvent] {
    try store.read { database in
      try Row.fetchAll(
        database,
        sql: "SELECT * FROM topic_event WHERE ?1 IS NULL OR topic = ?1 OR other = ?1 ORDER BY id", arguments: [topic]
      ).compactMap { row in
        guard let kind = TopicEvent.Kind(rawValue: row["kind"]) else { return nil }
        return TopicEvent(
          run: row["run"], kind: kind, topic: row["topic"], other: row["other"], units: row["units"], at: row["at"],
          isByPerson: row["by_person"])
      }
    }
  }

  /// Whether there are texts that nobody has looked for a topic for.
  public func hasNewTexts() throws -> Bool {
    try store.read {
      try Bool.fetchOne(
        $0, sql: "SELECT EXISTS (SELECT 1 FROM voice_unit WHERE topic IS NULL AND reason IS NULL)") ?? false
    }
  }

  /// Whether topics have been fitted.
  public func isFitted() throws -> Bool {
    try store.read {
      try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM voice_value WHERE name = 'model')") ?? false
    }
  }

  static func record(
    _ database: Database, run: Int64, _ kind: TopicEvent.Kind, _ topic: Int64, other: Int64? = nil, units: Int = 0,
    byPerson: Bool = false
  ) throws {
    let at = try Int64.fetchOne(database, sql: "SELECT max(started) FROM voice_contact")
    try database.execute(
      sql: "INSERT INTO topic_event(run, kind, topic, other, units, at, by_person) VALUES (?,?,?,?,?,?,?)",
      arguments: [run, kind.rawValue, topic, other, units, at, byPerson])
  }

  static func beginRun(_ database: Database, _ kind: String) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO voice_run(kind, contacts, units, topics) VALUES (?, (SELECT count(*) FROM voice_contact),
        (SELECT count(*) FROM voice_unit), (SELECT count(*) FROM topic))
        """, arguments: [kind])
    return database.lastInsertedRowID
  }
}
