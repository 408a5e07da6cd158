internal import Foundation
public import Transcripts

/// Reads the lines that ``MetricRecords`` wrote for a summary, so that parts computed anywhere can be merged.
public enum MetricsSummaryReader {
  /// The summary of a file's lines.
  ///
  /// - Throws: where a line is no record of a summary, or comes before its `metrics_run/1`.
  public static func read(_ bytes: [UInt8], name: String) throws(ToolError) -> MetricsSummary {
    var summary: MetricsSummary?
    let decoder = JSONDecoder()
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      func fail(_ what: String) -> ToolError {
        ToolError(
          "E-METRICS", file: name, line: index + 1, what: what,
          how: "a file that 'qa-cli metrics --format ndjson' wrote",
          exitCode: .inputRefused)
      }
      guard let record = try? decoder.decode(Line.self, from: Data(line)) else { throw fail("no record of metrics") }
      if record.schema == "metrics_run/1" {
        guard let next = record.summary else { throw fail("the settings cannot be read") }
        if var known = summary {
          try known.merge(next)
          summary = known
        } else {
          summary = next
        }
        continue
      }
      guard summary != nil else { throw fail("a summary begins with metrics_run/1") }
      if !(record.schema == "metrics/1" || record.add(to: &summary!)) { throw fail("the figures do not fit together") }
    }
    guard let summary else {
      throw ToolError(
        "E-METRICS", file: name, what: "there is no summary in it", how: "qa-cli metrics --format ndjson",
        exitCode: .inputRefused)
    }
    return summary
  }
}

extension MetricsSummaryReader {
  /// Any line of a summary; which members it has depends on its schema.
  fileprivate struct Line: Decodable {
    struct Within: Decodable {
      var count: Int
    }

    struct Histogram: Decodable {
      var exact: Bool
      var ms: [Int64]
      var counts: [Int]
    }

    /// `within` holds texts in the settings and objects in a metric.
    enum Thresholds: Decodable {
      case texts([String])
      case counts([Within])

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let texts = try? container.decode([String].self) {
          self = .texts(texts)
        } else {
          self = .counts(try container.decode([Within].self))
        }
      }
    }

    /// A visit: hashes, moments, marks and the values of its group.
    struct Visit: Decodable {
      var visit: ContactHistory.Visit
      var values: [String]

      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        let customer = UInt64(try list.decode(String.self), radix: 16)
        let contact = UInt64(try list.decode(String.self), radix: 16)
        let start = try list.decodeIfPresent(Int64.self) ?? Int64.min
        let followed = try list.decodeIfPresent(Int64.self) ?? Int64.min
        let marks = try list.decode(UInt8.self)
        values = try list.decode([String].self)
        guard let customer, let contact else {
          throw DecodingError.dataCorruptedError(in: list, debugDescription: "hash")
        }
        visit = ContactHistory.Visit(
          customer: customer, contact: contact, start: start, followed: followed, marks: marks, group: -1)
      }
    }

    var schema: String
    var fields: [String]?
    var within: Thresholds?
    var levels: [String]?
    var repeat_days: Int?
    var follow_up_days: Int?
    var zone: String?
    var business_hours: Bool?
    var total: Bool?
    var by: [String: String]?
    var units: Int?
    var metric: String?
    var n: Int?
    var never: Int?
    var na: [String: Int]?
    var unknown: [String: Int]?
    var sum: Int?
    var of: Int?
    var squares: String?
    var min: Double?
    var max: Double?
    var histogram: Histogram?
    var level: String?
    var met: Int?
    var hour_of_week: Int?
    var contacts: Int?
    var responses: Int?
    var response_ms: Int?
    var unanswered: Int?
    var limit: String?
    var end: Int64?
    var visits: [Visit]?

    /// An empty summary with the settings of a `metrics_run/1`.
    var summary: MetricsSummary? {
      guard let fields, case .texts(let texts)? = within, let levels, let repeat_days, let follow_up_days, let zone,
        let business_hours
      else { return nil }
      let thresholds = texts.compactMap(DurationText.milliseconds)
      let read = levels.compactMap { try? ServiceLevel($0) }
      guard thresholds.count == texts.count, read.count == levels.count else { return nil }
      return MetricsSummary(
        fields: fields, thresholds: thresholds, levels: read, repeatDays: repeat_days, followUpDays: follow_up_days,
        zoneName: zone, hasCalendar: business_hours)
    }

    /// Adds the line to a summary; false if it does not fit.
    func add(to summary: inout MetricsSummary) -> Bool {
      switch schema {
      case "metric/1":
        guard let total, let units, let metric, let index = Metrics.index(of: metric),
          let tally = tally(summary, index),
          let group = group(total, &summary)
        else { return false }
        if group < 0 {
          if index == 0 { summary.total.units += units }
          summary.total.tallies[index].merge(tally)
        } else {
          if index == 0 { summary.groups[group].units += units }
          summary.groups[group].tallies[index].merge(tally)
        }
      case "service_level/1":
        guard let total, let level, let index = summary.levels.firstIndex(where: { $0.text == level }), let n, let met,
          let never, met <= n, never <= n - met, met >= 0, never >= 0, let group = group(total, &summary)
        else { return false }
        var tally = LevelTally()
        (tally.met, tally.missed, tally.never) = (met, n - met, never)
        if group < 0 {
          summary.total.levels[index].merge(tally)
        } else {
          summary.groups[group].levels[index].merge(tally)
        }
      case "metric_hour/1":
        guard let hour_of_week, summary.hours.indices.contains(hour_of_week), let contacts, let responses,
          let response_ms,
          let unanswered
        else { return false }
        var hour = MetricsSummary.Hour()
        (hour.contacts, hour.responses, hour.responseTime, hour.unanswered) = (
          contacts, responses, response_ms, unanswered
        )
        summary.hours[hour_of_week].merge(hour)
      case "metric_visits/1":
        guard let limit = limit.flatMap({ UInt64($0, radix: 16) }), let visits else { return false }
        var history = ContactHistory()
        history.limit = limit
        history.end = end ?? Int64.min
        var places: [Int32] = []
        for var entry in visits {
          if !entry.values.isEmpty {
            guard entry.values.count == summary.fields.count, let place = try? summary.place(of: entry.values) else {
              return false
            }
            entry.visit.group = Int32(places.count)
            places.append(Int32(place))
          }
          history.visits.append(entry.visit)
        }
        summary.history.merge(history, groups: places)
      default: return false
      }
      return true
    }

    private func group(_ isTotal: Bool, _ summary: inout MetricsSummary) -> Int? {
      if isTotal { return -1 }
      let values = summary.fields.compactMap { by?[$0] }
      guard values.count == summary.fields.count else { return nil }
      return try? summary.place(of: values)
    }

    private func tally(_ summary: MetricsSummary, _ index: Int) -> MetricTally? {
      guard let n, n >= 0, let never, never >= 0, let sum else { return nil }
      let definition = Metrics.definitions[index]
      var tally = MetricTally(thresholds: summary.thresholds.count)
      (tally.count, tally.never, tally.sum, tally.whole) = (n, never, sum, of ?? 0)
      for (reason, count) in na ?? [:] {
        guard let reason = MetricReason(rawValue: reason) else { return nil }
        tally.notApplicable[reason] = count
      }
      for (reason, count) in unknown ?? [:] {
        guard let reason = MetricReason(rawValue: reason) else { return nil }
        tally.unknown[reason] = count
      }
      if let squares {
        guard let value = UInt128(squares) else { return nil }
        tally.squares = value
      }
      let scale = definition.unit == .seconds ? 1000.0 : 1
      tally.least = min.map { Int(($0 * scale).rounded()) }
      tally.most = max.map { Int(($0 * scale).rounded()) }
      if definition.unit == .seconds {
        guard case .counts(let within)? = within, within.count == tally.within.count, let parts = histogram,
          let read = DurationHistogram(keys: parts.ms, counts: parts.counts, isExact: parts.exact), read.count == n
        else { return nil }
        tally.within = within.map(\.count)
        tally.histogram = read
      }
      return tally
    }
  }
}
