internal import Foundation
public import GRDB
internal import Transcripts

/// A finding of a rule, as alarms take it.
public struct RuleEvent: Sendable {
  /// The rule's id.
  public var rule: String
  /// What people call it.
  public var title: String
  /// minor, major or critical.
  public var severity: String
  /// The rule's tags.
  public var tags: [String]
  /// The conversation.
  public var conversation: String
  /// The turn, from 1.
  public var turn: Int?
  /// The words, without personal data.
  public var text: String

  /// Makes an event.
  public init(
    rule: String, title: String, severity: String, tags: [String], conversation: String, turn: Int?, text: String
  ) {
    self.rule = rule
    self.title = title
    self.severity = severity
    self.tags = tags
    self.conversation = conversation
    self.turn = turn
    self.text = text
  }

  /// Customers an hour that make an alarm at once, `nil` for rules that are only counted.
  ///
  /// Tag `alarm` or `预警`: the first; mentions of a regulator from three, because customers also ask for the way there.
  var instant: Int? {
    guard tags.contains(where: { ["alarm", "预警"].contains($0.lowercased()) }) else { return nil }
    let words = ([rule] + tags).joined(separator: " ").lowercased()
    return ["regulator", "监管"].contains(where: { words.contains($0) }) ? 3 : 1
  }

  /// The level of an alarm at once.
  var level: AlarmLevel {
    switch severity {
    case "critical": .red
    case "major": .orange
    default: .yellow
    }
  }
}

extension AlarmBook {
  /// Takes findings in; a rule counts once a conversation.
  ///
  /// Conversations that the store does not know are left out.
  ///
  /// - Returns: how many were new, and how many name a conversation that is not in the store.
  @discardableResult
  public static func take(_ events: [RuleEvent], in database: Database) throws -> (new: Int, unknown: Int) {
    var ids: [String: Int64] = [:]
    var new = 0
    var unknown = 0
    for event in events.sorted(by: {
      ($0.conversation, $0.rule, $0.turn ?? 0) < ($1.conversation, $1.rule, $1.turn ?? 0)
    }) {
      guard
        let contact = try Int64.fetchOne(
          database, sql: "SELECT id FROM voice_contact WHERE conversation = ? ORDER BY key LIMIT 1",
          arguments: [event.conversation])
      else {
        unknown += 1
        continue
      }
      let name = "rule/\(event.rule)"
      let series =
        try ids[name]
        ?? CountTables.series(
          name, title: event.title, instant: event.instant, level: event.level.rawValue, in: database)
      ids[name] = series
      let arguments: [(any DatabaseValueConvertible)?] = [series, contact, event.turn, Data(event.text.utf8)]
      try database.execute(
        sql: "INSERT OR IGNORE INTO alarm_event (series, contact, turn, text) VALUES (?, ?, ?, ?)",
        arguments: StatementArguments(arguments))
      new += database.changesCount
    }
    return (new, unknown)
  }

  /// Alarms at the first occurrence: as many customers of one rule as it needs within an hour.
  static func keywords(
    _ settings: AlarmSettings, _ book: CountBook, now: Int64, _ database: Database, _ outcome: inout Outcome
  ) throws {
    let before = try Int64.fetchOne(database, sql: "SELECT value FROM voice_value WHERE name = 'alarm_keywords'")
    // The first look at a store with history does not tell of what is long over.
    let from = before ?? now - 86_400_000
    for series in book.series {
      guard let needed = series.instant else { continue }
      let print = fingerprint(series.name, nil, .keyword)
      var open = try Row.fetchOne(
        database, sql: AlarmRow.query + " WHERE a.fingerprint = ? AND a.state <> 'resolved'", arguments: [print]
      ).map { AlarmRow($0) }
      var probe = AlarmRow()
      probe.series = series.id
      probe.name = series.name
      probe.kind = .keyword
      // Contacts come late: what was not there at the last look counts, whenever it happened in the last day.
      let said = try contacts(probe, from: from - 86_400_000, until: now, database) ?? []
      let known = open?.customers ?? 0
      let fresh = said.filter { $0.started > (open?.last ?? from - 86_400_000) }
      var window: [AlarmContact] = []
      for contact in fresh {
        window.append(contact)
        window.removeAll { $0.started <= contact.started - 3_600_000 }
        let people = Set(window.map(\.customer)).count
        if var alarm = open {
          alarm.last = max(alarm.last, contact.started + 1)
          alarm.hits += 1
          alarm.calm = 0
          alarm.customers = try customers(alarm, until: alarm.last, database) ?? alarm.customers
          open = alarm
        } else if people >= needed, let first = window.first, try !isKnown(print, contact.started, database) {
          var alarm = AlarmRow()
          alarm.fingerprint = print
          alarm.kind = .keyword
          alarm.series = series.id
          alarm.name = series.name
          alarm.title = series.title
          alarm.owner = series.owner
          alarm.period = .hour
          alarm.level = series.level.flatMap { AlarmLevel(rawValue: $0) } ?? .red
          alarm.began = first.started
          alarm.started = contact.started
          alarm.last = contact.started + 1
          alarm.judged = contact.started
          alarm.hits = 1
          alarm.observed = Double(people)
          alarm.customers = people
          open = alarm
        }
      }
      guard var alarm = open else { continue }
      // Over when nobody has said it for a day.
      if now - alarm.last >= 86_400_000 { alarm.calm = settings.neededCalm }
      // Every further customer in danger is news, even to somebody who has taken the alarm on.
      let hasNews = needed == 1 && known > 0 && alarm.customers > known
      try live(&alarm, settings, end: max(alarm.last, now), now: now, hasNews: hasNews, database, &outcome)
    }
    try database.execute(
      sql: "INSERT OR REPLACE INTO voice_value (name, value) VALUES ('alarm_keywords', ?)",
      arguments: [max(now, before ?? now)])
  }

  /// Whether an episode that is over holds a time already.
  private static func isKnown(_ print: String, _ time: Int64, _ database: Database) throws -> Bool {
    try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM alarm WHERE fingerprint = ? AND began <= ? AND last >= ?)",
      arguments: [print, time, time]) ?? false
  }
}
