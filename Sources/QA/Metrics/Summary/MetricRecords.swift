internal import Statistics
public import Transcripts

/// Metrics as records: `metrics/1` for a contact or leg, `metric/1` for one metric of one group, and what a part of the
/// data needs beside them to be merged with other parts.
public struct MetricRecords: Sendable {
  /// The grouping fields.
  let fields: [String]

  /// Makes the writer.
  public init(fields: [String]) { self.fields = fields }

  // MARK: One contact

  /// Writes one contact or leg.
  public func write(
    _ unit: ContactMetrics.Unit, of contact: ContactMetrics, _ conversation: Conversation,
    into encoder: inout JSONRecordEncoder
  ) {
    encoder.begin("metrics/1")
    encoder.field("conversation_id", conversation.id)
    if !conversation.key.isEmpty { encoder.field("key", json: conversation.key) }
    encoder.field("channel", conversation.channel)
    writeGroups(zip(fields, contact.groups).map { $0 == "agent" ? unit.agent : $1 }, &encoder)
    encoder.field("unit", unit.leg == 0 ? "conversation" : "leg")
    encoder.field("leg", unit.leg)
    encoder.field("legs", max(1, contact.legs.count))
    encoder.field("agent", unit.agent)
    Self.writeValues(unit.values, &encoder)
    encoder.beginNested("missing")
    for (definition, value) in zip(Metrics.definitions, unit.values) where definition.scope != .history {
      if let reason = value.reason { encoder.nestedField(name: definition.id, value: reason.rawValue) }
    }
    encoder.endNested()
    encoder.end()
  }

  /// Writes the values that there are as one nested object `metrics`: seconds, counts, shares, true or false.
  static func writeValues(_ values: [MetricValue], _ encoder: inout some RecordEncoder) {
    encoder.beginNested("metrics")
    for (definition, value) in zip(Metrics.definitions, values) {
      switch value {
      case .duration, .share, .count: encoder.nestedField(name: definition.id, number: value.number)
      case .flag(let flag): encoder.nestedField(name: definition.id, flag: flag)
      case .never, .notApplicable, .unknown: break
      }
    }
    encoder.endNested()
  }

  private func writeGroups(_ values: [String], _ encoder: inout some RecordEncoder) {
    encoder.beginNested("by")
    for (name, value) in zip(fields, values) { encoder.nestedField(name: name, value: value) }
    encoder.endNested()
  }

  // MARK: Many contacts

  /// Writes a summary: its settings, a record a group and metric, a record a group and level, the hours of the week.
  ///
  /// - Parameter isPartial: Whether the visits of customers are written too, so that parts can be merged.
  public func write(_ summary: MetricsSummary, isPartial: Bool, into encoder: inout JSONRecordEncoder) {
    encoder.begin("metrics_run/1")
    encoder.beginList("fields")
    for field in summary.fields { encoder.item(field) }
    encoder.endList()
    encoder.beginList("within")
    for threshold in summary.thresholds { encoder.item(ServiceLevel.seconds(threshold)) }
    encoder.endList()
    encoder.beginList("levels")
    for level in summary.levels { encoder.item(level.text) }
    encoder.endList()
    encoder.field("repeat_days", summary.repeatDays)
    encoder.field("follow_up_days", summary.followUpDays)
    encoder.field("zone", summary.zoneName)
    encoder.field("business_hours", summary.hasCalendar)
    encoder.field("partial", isPartial)
    encoder.field("customers_sampled", number: summary.history.sampledShare)
    encoder.end()
    let (total, groups) =
      isPartial
      ? (summary.total, summary.groups.sorted { $0.values.lexicographicallyPrecedes($1.values) }) : summary.finished()
    for group in [total] + groups {
      let isTotal = group.values.isEmpty
      for (definition, tally) in zip(Metrics.definitions, group.tallies) {
        write(definition, tally, group, isTotal, summary, &encoder)
      }
      for (level, tally) in zip(summary.levels, group.levels) { write(level, tally, group, isTotal, &encoder) }
    }
    for (hour, value) in summary.hours.enumerated() where value.contacts > 0 {
      encoder.begin("metric_hour/1")
      encoder.field("hour_of_week", hour)
      encoder.field("weekday", hour / 24 + 1)
      encoder.field("hour", hour % 24)
      encoder.field("contacts", value.contacts)
      encoder.field("responses", value.responses)
      encoder.field("response_ms", value.responseTime)
      encoder.field("unanswered", value.unanswered)
      encoder.end()
    }
    if isPartial { writeVisits(summary, &encoder) }
  }

  /// Writes the figures over all contacts as lists `metrics` and `service_levels` of another record.
  public func writeDigest(_ summary: MetricsSummary, into encoder: inout some RecordEncoder) {
    let total = summary.finished().total
    encoder.beginList("metrics")
    for (definition, tally) in zip(Metrics.definitions, total.tallies) where tally.count + tally.never > 0 {
      encoder.beginItem()
      encoder.field("metric", definition.id)
      encoder.field("unit", definition.unit.rawValue)
      encoder.field("n", tally.count)
      encoder.field("never", tally.never)
      encoder.field("mean", number: tally.mean(definition.unit))
      let interval = tally.interval(definition.unit)
      encoder.field("low", number: interval?.low)
      encoder.field("high", number: interval?.high)
      if definition.unit == .seconds {
        encoder.field("median", number: tally.histogram.median.map { Double($0) / 1000 })
        encoder.field("p90", number: tally.histogram.percentile(90).map { Double($0) / 1000 })
        encoder.beginNested("share_within")
        for (index, threshold) in summary.thresholds.enumerated() {
          encoder.nestedField(name: ServiceLevel.seconds(threshold), number: tally.share(within: index).value)
        }
        encoder.endNested()
      }
      encoder.endItem()
    }
    encoder.endList()
    encoder.beginList("service_levels")
    for (level, tally) in zip(summary.levels, total.levels) {
      encoder.beginItem()
      encoder.field("level", level.text)
      encoder.field("n", tally.proportion.total)
      encoder.field("share", number: tally.proportion.value)
      encoder.field("judgement", tally.judgement(level)?.rawValue ?? "")
      encoder.endItem()
    }
    encoder.endList()
  }

  /// Writes the metrics of all contacts and of every group alone, for tables.
  public func writeTable(_ summary: MetricsSummary, into encoder: inout some RecordEncoder) {
    let (total, groups) = summary.finished()
    for group in [total] + groups {
      for (definition, tally) in zip(Metrics.definitions, group.tallies) {
        write(definition, tally, group, group.values.isEmpty, summary, &encoder)
      }
    }
  }

  /// The columns of ``writeTable(_:into:)`` in CSV.
  public static func columns(_ summary: MetricsSummary) -> [String] {
    ["total"] + summary.fields.map { "by." + $0 } + [
      "units", "metric", "unit", "n", "never", "mean", "low", "high", "median", "p90", "p95", "min", "max", "sum", "of",
    ] + summary.thresholds.map { "share_within." + ServiceLevel.seconds($0) }
  }

  private func write(
    _ definition: MetricDefinition, _ tally: MetricTally, _ group: MetricsSummary.Group, _ isTotal: Bool,
    _ summary: MetricsSummary, _ encoder: inout some RecordEncoder
  ) {
    encoder.begin("metric/1")
    encoder.field("total", isTotal)
    writeGroups(group.values, &encoder)
    encoder.field("units", group.units)
    encoder.field("metric", definition.id)
    encoder.field("unit", definition.unit.rawValue)
    encoder.field("n", tally.count)
    encoder.field("never", tally.never)
    Self.reasons("na", tally.notApplicable, &encoder)
    Self.reasons("unknown", tally.unknown, &encoder)
    encoder.field("mean", number: tally.mean(definition.unit))
    let interval = tally.interval(definition.unit)
    encoder.field("low", number: interval?.low)
    encoder.field("high", number: interval?.high)
    encoder.field("sum", tally.sum)
    if definition.unit == .share { encoder.field("of", tally.whole) }
    if definition.unit == .count || definition.unit == .seconds {
      encoder.field("squares", "\(tally.squares)")
      if let least = tally.least, let most = tally.most {
        encoder.field("min", number: definition.unit == .seconds ? Double(least) / 1000 : Double(least))
        encoder.field("max", number: definition.unit == .seconds ? Double(most) / 1000 : Double(most))
      } else {
        encoder.fieldNull("min")
        encoder.fieldNull("max")
      }
    }
    if definition.unit == .seconds {
      func seconds(_ time: Int64?) -> Double? { time.map { Double($0) / 1000 } }
      encoder.field("median", number: seconds(tally.histogram.median))
      encoder.field("p90", number: seconds(tally.histogram.percentile(90)))
      encoder.field("p95", number: seconds(tally.histogram.percentile(95)))
      encoder.beginList("within")
      for (index, threshold) in summary.thresholds.enumerated() {
        let share = tally.share(within: index)
        let interval = share.interval()
        encoder.beginItem()
        encoder.field("seconds", number: Double(threshold) / 1000)
        encoder.field("count", tally.within[index])
        encoder.field("of", share.total)
        encoder.field("share", number: share.value)
        encoder.field("low", number: interval?.low)
        encoder.field("high", number: interval?.high)
        encoder.field("share_of_answered", number: tally.shareOfAnswered(within: index).value)
        encoder.endItem()
      }
      encoder.endList()
      encoder.beginNested("share_within")
      for (index, threshold) in summary.thresholds.enumerated() {
        encoder.nestedField(name: ServiceLevel.seconds(threshold), number: tally.share(within: index).value)
      }
      encoder.endNested()
      encoder.field("histogram", json: Self.histogram(tally.histogram))
    }
    encoder.end()
  }

  private func write(
    _ level: ServiceLevel, _ tally: LevelTally, _ group: MetricsSummary.Group, _ isTotal: Bool,
    _ encoder: inout JSONRecordEncoder
  ) {
    let interval = tally.proportion.interval()
    encoder.begin("service_level/1")
    encoder.field("total", isTotal)
    writeGroups(group.values, &encoder)
    encoder.field("level", level.text)
    encoder.field("metric", level.metric)
    encoder.field("seconds", number: Double(level.within) / 1000)
    encoder.field("target", number: Double(level.target) / 10_000)
    encoder.field("n", tally.proportion.total)
    encoder.field("met", tally.met)
    encoder.field("never", tally.never)
    encoder.field("share", number: tally.proportion.value)
    encoder.field("low", number: interval?.low)
    encoder.field("high", number: interval?.high)
    if let judgement = tally.judgement(level) {
      encoder.field("judgement", judgement.rawValue)
    } else {
      encoder.fieldNull("judgement")
    }
    encoder.end()
  }

  /// Visits as lines of at most a thousand, each visit a list of numbers and hashes in hexadecimal.
  private func writeVisits(_ summary: MetricsSummary, _ encoder: inout JSONRecordEncoder) {
    let visits = summary.history.visits.map { visit -> (visit: ContactHistory.Visit, values: [String]) in
      (visit, visit.group >= 0 ? summary.groups[Int(visit.group)].values : [])
    }.sorted {
      ($0.visit.customer, $0.visit.start, $0.visit.contact, $0.values.joined(separator: "\u{0}"))
        < ($1.visit.customer, $1.visit.start, $1.visit.contact, $1.values.joined(separator: "\u{0}"))
    }
    var start = 0
    repeat {
      let end = min(start + 1000, visits.count)
      var writer = JSONWriter()
      writer.beginArray()
      for (visit, values) in visits[start..<end] {
        writer.beginArray()
        writer.string(String(visit.customer, radix: 16))
        writer.string(String(visit.contact, radix: 16))
        if visit.start == Int64.min { writer.null() } else { writer.int(Int(visit.start)) }
        if visit.followed == Int64.min { writer.null() } else { writer.int(Int(visit.followed)) }
        writer.int(Int(visit.marks.rawValue))
        writer.beginArray()
        for value in values { writer.string(value) }
        writer.endArray()
        writer.endArray()
      }
      writer.endArray()
      encoder.begin("metric_visits/1")
      encoder.field("limit", String(summary.history.limit, radix: 16))
      if summary.history.end == Int64.min {
        encoder.fieldNull("end")
      } else {
        encoder.field("end", Int(summary.history.end))
      }
      encoder.field("visits", json: writer.bytes)
      encoder.end()
      start = end
    } while start < visits.count
  }

  private static func reasons(
    _ name: StaticString, _ counts: [MetricReason: Int], _ encoder: inout some RecordEncoder
  ) {
    encoder.beginNested(name)
    for (reason, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where count > 0 {
      encoder.nestedField(name: reason.rawValue, number: Double(count))
    }
    encoder.endNested()
  }

  private static func histogram(_ histogram: DurationHistogram) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("exact")
    writer.bool(histogram.isExact)
    writer.key("ms")
    writer.beginArray()
    for key in histogram.keys { writer.int(Int(key)) }
    writer.endArray()
    writer.key("counts")
    writer.beginArray()
    for count in histogram.counts { writer.int(count) }
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }
}
