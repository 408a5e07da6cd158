internal import Foundation
internal import GRDB
internal import Store
internal import Transcripts

/// Counts by hour of everything that is watched, in every scope.
struct CountBook: Sendable {
  /// What is watched.
  struct Series: Sendable, Hashable {
    var id: Int64
    /// `topic/T12`, `topic-negative/T12`, `rule/<id>`, `count/<name>`, `volume`.
    var name: String
    var title: String
    var owner: String?
    /// The series it is measured against.
    var exposure: String
    /// Customers an hour that make an alarm at once, for rules that do.
    var instant: Int?
    var level: String?

    /// Whether ticks look for bursts in it.
    var isWatched: Bool { !exposure.isEmpty && instant == nil && !name.hasPrefix("topic-negative/") }

    /// The topic's number.
    var topic: Int64? { name.hasPrefix("topic/T") ? Int64(name.dropFirst(7)) : nil }
  }

  /// A channel, product or region; the whole has the id 0.
  struct Scope: Sendable, Hashable {
    var id: Int64
    var attribute: String
    var value: String
  }

  struct Place: Hashable, Sendable {
    var series: Int64
    var scope: Int64
  }

  var series: [Series] = []
  var scopes: [Scope] = []
  var counts: [Place: HourCounts] = [:]

  /// Scopes of an attribute that are watched at most, those with the most contacts.
  static let mostValues = 24
  static let attributes = ["channel", "product", "region"]

  subscript(series: Int64, scope: Int64) -> HourCounts { counts[Place(series: series, scope: scope)] ?? HourCounts() }

  func named(_ name: String) -> Series? { series.first { $0.name == name } }

  /// Loads what was counted from a month on.
  init(_ database: Database, from month: Int) throws {
    series = try Row.fetchAll(database, sql: "SELECT * FROM alarm_series ORDER BY id").map { row in
      Series(
        id: row["id"], name: row["name"], title: row["title"], owner: row["owner"], exposure: row["exposure"],
        instant: row["instant"], level: row["level"])
    }
    scopes = try Row.fetchAll(database, sql: "SELECT * FROM alarm_scope ORDER BY id").map { row in
      Scope(id: row["id"], attribute: row["attribute"], value: row["value"])
    }
    let rows = try Row.fetchCursor(
      database, sql: "SELECT series, scope, cells FROM alarm_count WHERE month >= ? ORDER BY month", arguments: [month])
    while let row = try rows.next() {
      let place = Place(series: row[0], scope: row[1])
      let isWhole = try row.withUnsafeData(atIndex: 2) { data in
        counts[place, default: HourCounts()].unpack(data ?? Data())
      }
      guard isWhole else {
        throw ToolError(
          "E-STORE-CORRUPT", what: "a month of counts cannot be read", how: "qa-cli store check", exitCode: .store)
      }
    }
  }
}

/// Writes counts and reads what has not been counted.
enum CountTables {
  /// The id of a series, made if it is missing.
  @discardableResult
  static func series(
    _ name: String, title: String, owner: String? = nil, exposure: String = "volume", instant: Int? = nil,
    level: String? = nil, imported: Bool = false, in database: Database
  ) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO alarm_series (name, title, owner, exposure, instant, level, imported) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET title = excluded.title, owner = excluded.owner, exposure = excluded.exposure,
          instant = excluded.instant, level = excluded.level
        """, arguments: [name, title, owner, exposure, instant, level, imported])
    return try Int64.fetchOne(database, sql: "SELECT id FROM alarm_series WHERE name = ?", arguments: [name]) ?? 0
  }

  /// The id of a scope, made if it is missing.
  static func scope(_ attribute: String, _ value: String, in database: Database) throws -> Int64 {
    try database.execute(
      sql: "INSERT OR IGNORE INTO alarm_scope (attribute, value) VALUES (?, ?)", arguments: [attribute, value])
    return try Int64.fetchOne(
      database, sql: "SELECT id FROM alarm_scope WHERE attribute = ? AND value = ?", arguments: [attribute, value]) ?? 0
  }

  static func write(_ counts: HourCounts, series: Int64, scope: Int64, in database: Database) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO alarm_count (month, series, scope, cells) VALUES (?, ?, ?, ?)")
    for (month, range) in counts.months() {
      let arguments: [(any DatabaseValueConvertible)?] = [month, series, scope, counts.packed(range)]
      try statement.execute(arguments: StatementArguments(arguments))
    }
  }

  /// What the counts of the customer's voice depend on.
  private static func stamp(_ database: Database) throws -> String {
    try [
      "SELECT count(*) || '/' || coalesce(max(id), 0) || '/' || total(content) FROM voice_contact",
      "SELECT coalesce(max(id), 0) || '/' || (SELECT count(*) || '/' || total(series * 31 + contact) FROM alarm_event) FROM voice_run",
      "SELECT count(topic) || '/' || total(topic * (id % 1009)) FROM voice_unit",
      "SELECT group_concat(name || coalesce(owner, '') || state, ',') FROM (SELECT coalesce(name, label) AS name, owner, state FROM topic ORDER BY id)",
    ].map { try String.fetchOne(database, sql: $0) ?? "" }.joined(separator: "|")
  }

  /// Counts contacts, topics and findings again if anything has changed; gives whether it did.
  ///
  /// A conversation counts once a topic, however often it comes back to it. What lies before the oldest contact is kept:
  /// counts outlive the conversations they came from.
  @discardableResult
  static func refresh(_ database: Database) throws -> Bool {
    let stamp = StableHash.hash(try stamp(database))
    let text = String(stamp, radix: 16)
    let known = try String.fetchOne(database, sql: "SELECT value FROM voice_value WHERE name = 'alarm_counted'")
    if known == text { return false }
    try recount(database)
    try database.execute(
      sql: "INSERT OR REPLACE INTO voice_value (name, value) VALUES ('alarm_counted', ?)", arguments: [text])
    return true
  }

  private static func recount(_ database: Database) throws {
    let volume = try series("volume", title: "", exposure: "", in: database)
    var contacts: [Int64: (hour: Int, scopes: [Int64])] = [:]
    var ids: [String: Int64] = [:]
    // The values with the most contacts of each attribute; an attribute with one value only says nothing.
    for attribute in CountBook.attributes {
      let values = try String.fetchAll(
        database,
        sql: """
          SELECT \(attribute) FROM voice_contact WHERE \(attribute) <> '' GROUP BY 1 ORDER BY count(*) DESC, 1
          LIMIT \(CountBook.mostValues)
          """)
      guard values.count > 1 else { continue }
      for value in values.sorted() { ids["\(attribute)\u{0}\(value)"] = try scope(attribute, value, in: database) }
    }
    var counts: [CountBook.Place: HourCounts] = [:]
    func add(_ series: Int64, _ contact: Int64) {
      guard let (hour, scopes) = contacts[contact] else { return }
      for scope in scopes { counts[CountBook.Place(series: series, scope: scope), default: HourCounts()].add(hour, 1) }
    }
    let rows = try Row.fetchCursor(
      database,
      sql:
        "SELECT id, started, channel, product, region FROM voice_contact WHERE started IS NOT NULL ORDER BY started, id"
    )
    var first = Int.max
    while let row = try rows.next() {
      let hour = Int((Double(row[1] as Int64) / 3_600_000).rounded(.down))
      first = min(first, hour)
      var scopes: [Int64] = [0]
      for (place, attribute) in CountBook.attributes.enumerated() {
        if let id = ids["\(attribute)\u{0}\(row[place + 2] as String)"] { scopes.append(id) }
      }
      contacts[row[0]] = (hour, scopes)
      add(volume, row[0])
    }
    let topics = try TopicRegistry.topics(database).filter { $0.state == .active || $0.state == .dormant }
    var places: [Int64: (all: Int64, negative: Int64)] = [:]
    for topic in topics {
      let name = "topic/\(topic.identifier)"
      places[topic.id] = (
        try series(name, title: topic.title, owner: topic.owner, in: database),
        try series(
          "topic-negative/\(topic.identifier)", title: topic.title, owner: topic.owner, exposure: name, in: database)
      )
    }
    let said = try Row.fetchCursor(
      database,
      sql: """
        SELECT c.id, u.topic, min(m.sentiment) FROM voice_contact c JOIN voice_mention m ON m.contact = c.id
        JOIN voice_unit u ON u.id = m.unit WHERE c.started IS NOT NULL AND u.topic IS NOT NULL
        GROUP BY c.started, c.id, u.topic ORDER BY c.started, c.id, u.topic
        """)
    while let row = try said.next() {
      guard let place = places[row[1]] else { continue }
      add(place.all, row[0])
      if (row[2] as Int) <= -20 { add(place.negative, row[0]) }
    }
    let events = try Row.fetchCursor(
      database,
      sql:
        "SELECT e.series, e.contact FROM alarm_event e JOIN voice_contact c ON c.id = e.contact ORDER BY c.started, c.id"
    )
    while let row = try events.next() { add(row[0], row[1]) }
    try replace(counts, from: first, in: database)
  }

  /// Replaces what was counted of contacts; hours before the oldest of them stay.
  private static func replace(_ counts: [CountBook.Place: HourCounts], from first: Int, in database: Database) throws {
    var counts = counts
    if first != Int.max {
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT c.series, c.scope, c.cells FROM alarm_count c JOIN alarm_series s ON s.id = c.series
          WHERE s.imported = 0 AND c.month = ?
          """, arguments: [HourCounts.month(first)])
      for row in rows {
        var old = HourCounts()
        guard old.unpack(row["cells"] as Data) else { continue }
        let place = CountBook.Place(series: row["series"], scope: row["scope"])
        for (hour, count) in zip(old.hours, old.counts) where Int(hour) < first {
          counts[place, default: HourCounts()].add(Int(hour), Int(count))
        }
      }
    }
    try database.execute(
      sql: """
        DELETE FROM alarm_count WHERE month >= ? AND series IN (SELECT id FROM alarm_series WHERE imported = 0)
        """, arguments: [first == Int.max ? Int(Int32.max) : HourCounts.month(first)])
    for (place, hours) in counts.sorted(by: { ($0.key.series, $0.key.scope) < ($1.key.series, $1.key.scope) }) {
      try write(hours, series: place.series, scope: place.scope, in: database)
    }
  }
}
