internal import Foundation
public import GRDB
public import Store
internal import Transcripts

/// The alarms of a store and what people do with them; every change is one transaction with its line in the log.
public struct AlarmBook: Sendable {
  let store: Store

  /// Opens the alarms of a store that has ``VoiceSchema`` and ``AlarmSchema``.
  public init(_ store: Store) { self.store = store }

  /// What people are to be told.
  public struct Notice: Sendable {
    /// What has become of the alarm.
    public enum Kind: String, Sendable, Hashable, CaseIterable { case firing, updated, repeated, escalated, resolved }

    /// What has become of it.
    public var kind: Kind
    /// The alarm.
    public var alarm: AlarmRow
    /// How many notices its episode has had before.
    public var number: Int
  }

  /// What a tick did.
  public struct Outcome: Sendable {
    /// The end of the last period that was judged, in milliseconds; `nil` without data.
    public var end: Int64?
    /// Periods judged.
    public var periods = 0
    /// Series in scopes that were tested in the last period.
    public var tests = 0
    /// Alarms by state after the tick.
    public var pending = 0
    /// Alarms that go on.
    public var firing = 0
    /// Alarms that began.
    public var began = 0
    /// Alarms that ended.
    public var resolved = 0
    /// What people are to be told, the gravest first.
    public var notices: [Notice] = []
  }

  // MARK: Reading

  /// All alarms by their start, or only those that go on.
  public func alarms(open: Bool = false) throws -> [AlarmRow] {
    try store.read { try Self.alarms($0, open: open) }
  }

  static func alarms(_ database: Database, open: Bool) throws -> [AlarmRow] {
    try Row.fetchAll(
      database,
      sql: AlarmRow.query + (open ? " WHERE a.state <> 'resolved'" : "") + " ORDER BY a.started, a.fingerprint"
    ).map { AlarmRow($0) }
  }

  /// The latest episode of a fingerprint, or the one whose id is given.
  ///
  /// - Throws: `E-ALERT-UNKNOWN` (65).
  public func alarm(_ name: String) throws -> AlarmRow { try store.read { try Self.alarm(name, $0) } }

  static func alarm(_ name: String, _ database: Database) throws -> AlarmRow {
    let parts = name.lowercased().split(separator: "-")
    let hour = parts.count == 2 ? Int64(parts[1]) : nil
    let rows = try Row.fetchAll(
      database, sql: AlarmRow.query + " WHERE a.fingerprint = ? ORDER BY a.started DESC",
      arguments: [parts.first.map { String($0) } ?? ""]
    ).map { AlarmRow($0) }
    guard let found = hour == nil ? rows.first : rows.first(where: { $0.started / 3_600_000 == hour }) else {
      throw ToolError(
        "E-ALERT-UNKNOWN", what: "no alarm has this fingerprint", how: "one from 'alerts list'",
        exitCode: .inputRefused)
    }
    return found
  }

  // MARK: People

  /// Somebody takes an alarm on: it is neither repeated nor raised any more.
  public func acknowledge(_ name: String, by person: String, note: String, at time: Int64) throws {
    try store.write { database in
      var alarm = try Self.alarm(name, database)
      alarm.acknowledgedBy = person
      alarm.acknowledged = time
      try alarm.save(database)
      try Self.log(database, time, "acknowledged", alarm.fingerprint, alarm.incident, person, note)
    }
  }

  static func log(
    _ database: Database, _ time: Int64, _ kind: String, _ fingerprint: String?, _ incident: Int64?, _ person: String,
    _ note: String
  ) throws {
    try database.execute(
      sql: "INSERT INTO alarm_log (at, kind, fingerprint, incident, by, note) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [time, kind, fingerprint, incident, person, note])
  }

  /// A line of the log.
  public struct Entry: Sendable, Hashable {
    /// When, in milliseconds.
    public var at: Int64
    /// What happened.
    public var kind: String
    /// The alarm.
    public var fingerprint: String?
    /// Who did it; `tick` for the tool.
    public var by: String
    /// In words.
    public var note: String
  }

  /// The log of an incident and of its alarms, or of everything.
  public func log(incident: Int64? = nil) throws -> [Entry] {
    try store.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM alarm_log WHERE ?1 IS NULL OR incident = ?1
            OR (fingerprint IN (SELECT fingerprint FROM alarm WHERE incident = ?1)
              AND at >= (SELECT min(began) FROM alarm WHERE incident = ?1)) ORDER BY at, id
          """, arguments: [incident]
      ).map { row in
        Entry(at: row["at"], kind: row["kind"], fingerprint: row["fingerprint"], by: row["by"], note: row["note"])
      }
    }
  }

  /// Takes words that were erased out of alarms' phrases and of the titles of what is counted.
  public static func forget(_ words: [String], in database: Database) throws {
    guard !words.isEmpty else { return }
    let rows = try Row.fetchAll(database, sql: "SELECT id, phrases FROM alarm WHERE phrases <> ''")
    for row in rows {
      let phrases = (row["phrases"] as String).split(separator: "\n").map { String($0) }
      let kept = phrases.filter { phrase in !words.contains { $0.contains(phrase) || phrase.contains($0) } }
      guard kept.count < phrases.count else { continue }
      try database.execute(
        sql: "UPDATE alarm SET phrases = ? WHERE id = ?",
        arguments: [kept.joined(separator: "\n"), row["id"] as Int64])
    }
    for word in words where !word.isEmpty {
      try database.execute(sql: "UPDATE alarm_series SET title = '' WHERE instr(title, ?) > 0", arguments: [word])
    }
    // Names of topics are read again at the next tick.
    try database.execute(sql: "DELETE FROM voice_value WHERE name = 'alarm_counted'")
  }

  // MARK: Thresholds and the last look

  /// The thresholds that `calibrate` has found, if it has.
  public func thresholds() throws -> TrendThresholds? {
    try store.read { database in
      guard
        let text = try String.fetchOne(database, sql: "SELECT value FROM voice_value WHERE name = 'alarm_thresholds'")
      else { return nil }
      let parts = text.split(separator: " ").compactMap { Double($0) }
      return parts.count >= 2 ? TrendThresholds(scan: parts[0], gain: parts[1]) : nil
    }
  }

  /// Sets the thresholds so that a budget of false alarms holds on histories like the store's, and remembers them.
  ///
  /// All that a tick judges is drawn: series as a whole and their parts in channels, products and regions. Parts are
  /// drawn as if they knew nothing of their whole, and their slow burns count although ticks pass over them, so that
  /// ticks raise rather fewer false alarms.
  ///
  /// - Parameters:
  ///   - budget: false alarms in 1,000 topic-days; gets the number of series with their parts.
  public func calibrate(_ settings: AlarmSettings, seed: UInt64, budget: (Int) -> Double) throws -> TrendCalibration {
    try store.write { database in
      try CountTables.refresh(database)
      let series = Self.histories(try CountBook(database, from: 0), settings)
      // Every n-th of very many is enough: the budget is one for each series and day.
      let days = series.reduce(0) { $0 + $1.length }
      let step = max(1, days / 1_000_000)
      let drawn = stride(from: 0, to: series.count, by: step).map { series[$0] }
      let found = TrendCalibration(likeness: drawn, settings.trends, budget: budget(series.count), seed: seed)
      guard found.topicPeriods > 0 else {
        throw ToolError(
          "E-ALERT-HISTORY", what: "the store has too little history to calibrate on",
          how: "two weeks of contacts with topics, or --budget with the built-in thresholds", exitCode: .inputRefused)
      }
      let text = "\(found.thresholds.scan) \(found.thresholds.gain) \(found.budget) \(found.achieved)"
      try database.execute(
        sql: "INSERT OR REPLACE INTO voice_value (name, value) VALUES ('alarm_thresholds', ?)", arguments: [text])
      return found
    }
  }

  /// The daily counts of all that ticks judge, from the first contact on.
  private static func histories(_ book: CountBook, _ settings: AlarmSettings) -> [CountSeries] {
    var last = 0
    for one in book.series { last = max(last, Int(book[one.id, 0].hours.last ?? 0)) }
    let end = dayEnd(last + 1, settings.offset)
    var histories: [CountSeries] = []
    for one in book.series where one.isWatched {
      guard let against = book.named(one.exposure == "volume" ? settings.exposure : one.exposure),
        let first = book[against.id, 0].hours.first
      else { continue }
      let days = min(730, (end - Int(first) + 23) / 24)
      for scope in book.scopes where !book[one.id, scope.id].hours.isEmpty {
        // As in ticks: a figure that is not known by scope stands for all.
        let place = CountBook.Place(series: against.id, scope: scope.id)
        let exposure = book[against.id, book.counts[place] == nil ? 0 : scope.id]
        histories.append(
          CountSeries(
            topic: one.name, counts: book[one.id, scope.id].blocks(days, of: 24, until: end),
            exposure: exposure.blocks(days, of: 24, until: end).map { Double($0) }))
      }
    }
    return histories
  }

  /// When data came last and when somebody looked last, in milliseconds.
  public func heartbeat() throws -> (data: Int64?, tick: Int64?, clock: Int64?) {
    try store.read { database in
      func value(_ name: String) throws -> Int64? {
        try Int64.fetchOne(database, sql: "SELECT value FROM voice_value WHERE name = ?", arguments: [name])
      }
      let data = try Int64.fetchOne(database, sql: "SELECT max(started) FROM voice_contact")
      return (data, try value("alarm_tick"), try value("alarm_clock"))
    }
  }

  /// The end of the local day of the hour before an hour.
  static func dayEnd(_ hour: Int, _ offset: Int) -> Int {
    let local = hour + offset
    let days = local >= 0 ? (local + 23) / 24 : -((-local) / 24)
    return days * 24 - offset
  }
}
