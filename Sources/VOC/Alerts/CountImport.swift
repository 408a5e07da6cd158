internal import Foundation
internal import GRDB
internal import Store
public import Transcripts

/// Counts that other programs have made: business figures such as orders and users, metrics, complaints by phone.
public struct CountImport: Sendable {
  /// What was taken in.
  public struct Outcome: Sendable, Hashable {
    /// Records read.
    public var records = 0
    /// Series and scopes they belong to.
    public var series = 0
    /// Records without a time, a number or a name.
    public var refused = 0
    /// The line or place of the first of these.
    public var firstRefused: Int?
  }

  private struct Target: Hashable {
    var name: String
    var attribute: String
    var value: String
  }

  private var hours: [Target: [Int: Int]] = [:]
  private var titles: [String: String] = [:]
  private var measured: [String: String] = [:]
  /// What has been read.
  public private(set) var outcome = Outcome()

  /// Makes an empty import.
  public init() {}

  /// Reads a file: CSV, NDJSON or a list.
  ///
  /// A record has `at` (a time) or `day` (a date), a `count`, and if it belongs to a part a `channel`, `product` or
  /// `region`. Without an `exposure` of its own a series is measured against all contacts.
  ///
  /// - Parameters:
  ///   - name: the series of all records; `nil` reads the field `series`.
  ///   - isExposure: whether it is what others are measured against, such as orders.
  ///   - offset: hours that local time is ahead of UTC, for times without a zone.
  public mutating func read(_ file: InputFile, name: String?, isExposure: Bool, offset: Int) throws {
    try TrialRecords.forEach(file) { record in
      outcome.records += 1
      let title = name ?? record.text(["series", "metric", "name", "指标"])
      let fields = ["count", "value", name?.lowercased() ?? "count", "orders", "users", "数量", "订单数", "用户数"]
      guard let title, !title.isEmpty, let hour = Self.hour(record, offset), let count = record.number(fields),
        count >= 0, count < 2e9
      else {
        outcome.refused += 1
        outcome.firstRefused = outcome.firstRefused ?? record.number
        return
      }
      let series = isExposure ? title : "count/\(title)"
      titles[series] = title
      var places = [Target(name: series, attribute: "", value: "")]
      var parts: [Target] = []
      for attribute in CountBook.attributes {
        if let value = record.text([attribute]) {
          parts.append(Target(name: series, attribute: attribute, value: value))
        }
      }
      // A record of a part counts in the whole too.
      places += parts
      let exposure = isExposure ? nil : record.number(["exposure", "total", "volume"])
      for place in places {
        hours[place, default: [:]][hour, default: 0] += Int(count.rounded())
        if let exposure {
          measured[series] = "count-exposure/\(title)"
          let against = Target(name: "count-exposure/\(title)", attribute: place.attribute, value: place.value)
          hours[against, default: [:]][hour, default: 0] += Int(max(0, exposure).rounded())
        }
      }
    }
  }

  private static func hour(_ record: TrialRecord, _ offset: Int) -> Int? {
    for name in ["at", "ts", "time", "timestamp", "hour", "时间"] {
      guard case .text(let text)? = record.values[name], let time = try? Timestamp(text) else { continue }
      let instant = time.instant ?? time.reading - Int64(offset) * 3_600_000
      return Int((Double(instant) / 3_600_000).rounded(.down))
    }
    guard let (day, isDate) = record.day(["at", "ts", "day", "date", "time", "timestamp", "日期", "时间"]), isDate else {
      return nil
    }
    return day * 24 - offset
  }

  /// Writes what was read: an hour that is there already gets the new number.
  public mutating func write(into book: AlarmBook) throws -> Outcome {
    let (hours, titles, measured) = (hours, titles, measured)
    outcome.series = hours.count
    try book.store.write { database in
      for (target, counts) in hours.sorted(by: {
        ($0.key.name, $0.key.attribute, $0.key.value) < ($1.key.name, $1.key.attribute, $1.key.value)
      }) {
        let isWatched = target.name.hasPrefix("count/")
        let series = try CountTables.series(
          target.name, title: titles[target.name] ?? target.name,
          exposure: isWatched ? measured[target.name] ?? "volume" : "", imported: true, in: database)
        let scope = target.attribute.isEmpty ? 0 : try CountTables.scope(target.attribute, target.value, in: database)
        var all = counts
        for row in try Data.fetchAll(
          database, sql: "SELECT cells FROM alarm_count WHERE series = ? AND scope = ?", arguments: [series, scope])
        {
          var old = HourCounts()
          guard old.unpack(row) else { continue }
          for (hour, count) in zip(old.hours, old.counts) where all[Int(hour)] == nil { all[Int(hour)] = Int(count) }
        }
        var next = HourCounts()
        for (hour, count) in all.sorted(by: { $0.key < $1.key }) { next.add(hour, count) }
        try database.execute(
          sql: "DELETE FROM alarm_count WHERE series = ? AND scope = ?", arguments: [series, scope])
        try CountTables.write(next, series: series, scope: scope, in: database)
      }
    }
    return outcome
  }
}
