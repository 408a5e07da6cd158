internal import Store
public import TextAnalysis
public import Transcripts

extension AlarmBook {
  /// An alarm with its quotes and lineage, read from the store.
  public func report(_ alarm: AlarmRow, quotes: Int, _ redactor: Redactor, at time: Int64) throws -> AlarmReport {
    AlarmReport(
      alarm: alarm, quotes: try self.quotes(alarm, limit: quotes, redactor), lineage: try lineage(alarm),
      silencedUntil: try store.read { try Self.silence(of: alarm, at: time, $0)?.until })
  }
}

extension AlarmReport {
  /// Writes an `alert/1` record.
  public func write(into encoder: inout some RecordEncoder) {
    encoder.begin("alert/1")
    encoder.field("id", alarm.episode)
    encoder.field("fingerprint", alarm.fingerprint)
    encoder.field("class", alarm.kind.rawValue)
    encoder.field("level", alarm.level.rawValue)
    encoder.field("state", alarm.state.rawValue)
    encoder.field("series", alarm.name)
    TopicRecords.text("topic", alarm.topic.map { "T\($0)" }, into: &encoder)
    TopicRecords.text("title", alarm.title.isEmpty ? nil : alarm.title, into: &encoder)
    TopicRecords.text("owner", alarm.owner, into: &encoder)
    encoder.field("period", alarm.period.rawValue)
    TopicRecords.time("started_at", alarm.began, into: &encoder)
    TopicRecords.time("last_at", alarm.last, into: &encoder)
    TopicRecords.time("resolved_at", alarm.resolved, into: &encoder)
    encoder.field("observed", number: alarm.observed)
    encoder.field("expected", number: alarm.expected.map { ($0 * 1000).rounded() / 1000 })
    encoder.field("exposure", number: alarm.exposure)
    encoder.field("customers", alarm.customers)
    encoder.field("window", alarm.window)
    encoder.field("p", number: alarm.p)
    encoder.field("q", number: alarm.q)
    encoder.field("gain", number: alarm.gain)
    encoder.field("dispersion", number: alarm.dispersion)
    TopicRecords.text("scope", alarm.place?.attribute, into: &encoder)
    TopicRecords.text("scope_value", alarm.place?.value, into: &encoder)
    encoder.field("scope_share", number: alarm.place.map { ($0.share * 1000).rounded() / 1000 })
    encoder.beginList("phrases")
    for phrase in alarm.phrases { encoder.item(phrase) }
    encoder.endList()
    encoder.beginList("quotes")
    for quote in quotes {
      encoder.beginItem()
      encoder.field("text", quote.text)
      encoder.field("conversation_id", quote.conversation)
      encoder.field("turn", quote.turn)
      encoder.field("mentions", quote.mentions)
      encoder.endItem()
    }
    encoder.endList()
    encoder.beginList("lineage")
    for event in lineage {
      encoder.beginItem()
      encoder.field("event", event.kind.rawValue)
      encoder.field("topic", "T\(event.topic)")
      TopicRecords.text("other", event.other.map { "T\($0)" }, into: &encoder)
      TopicRecords.time("at", event.at, into: &encoder)
      encoder.endItem()
    }
    encoder.endList()
    TopicRecords.text("inhibited_by", alarm.inhibitedBy, into: &encoder)
    TopicRecords.time("silenced_until", silencedUntil, into: &encoder)
    TopicRecords.text("acknowledged_by", alarm.acknowledgedBy, into: &encoder)
    TopicRecords.time("acknowledged_at", alarm.acknowledged, into: &encoder)
    encoder.field("escalations", alarm.escalations)
    if let incident = alarm.incident { encoder.field("incident", Int(incident)) } else { encoder.fieldNull("incident") }
    encoder.end()
  }
}

/// How an alarm follows from the counts in the store, day by day.
public struct AlarmExplanation: Sendable {
  /// A day, or the hours at the end of it.
  public struct Step: Sendable, Hashable {
    /// The end, in milliseconds.
    public var at: Int64
    /// Contacts of the series in the day.
    public var count: Int
    /// All contacts in the day.
    public var volume: Double
    /// The evidence; `nil` without enough history.
    public var score: TrendScore?
    /// The class it alarms with.
    public var alarms: String?
  }

  /// The days around the alarm.
  public var steps: [Step] = []
  /// The evidence computed again at the alarm's start.
  public var observed: Double?
  /// The expectation computed again.
  public var expected: Double?
  /// The p-value computed again.
  public var p: Double?

  /// Writes `alert-period/1` records.
  public func write(of alarm: AlarmRow, into encoder: inout some RecordEncoder) {
    for step in steps {
      encoder.begin("alert-period/1")
      encoder.field("fingerprint", alarm.fingerprint)
      TopicRecords.time("at", step.at, into: &encoder)
      encoder.field("count", step.count)
      encoder.field("volume", number: step.volume)
      encoder.field("window", step.score?.window ?? 1)
      encoder.field("observed", number: step.score.map { Double($0.observed) })
      encoder.field("expected", number: step.score.map { ($0.expected * 1000).rounded() / 1000 })
      encoder.field("p", number: step.score?.p)
      encoder.field("gain", number: step.score?.gain)
      encoder.field("dispersion", number: step.score?.dispersion)
      TopicRecords.text("alarms", step.alarms, into: &encoder)
      encoder.end()
    }
  }
}

extension AlarmBook {
  /// Computes an alarm again from stored counts: what a look at its start would find today.
  public func explain(_ alarm: AlarmRow, _ settings: AlarmSettings) throws -> AlarmExplanation {
    var settings = settings
    settings.period = alarm.period
    let end = Int(alarm.started / 3_600_000)
    let latest = max(end, Int(alarm.last / 3_600_000)) + 72
    let (book, known) = try store.read { database in
      (
        try CountBook(database, from: HourCounts.month(end - settings.days * 24 - 168)),
        try Self.latestHour(database) ?? end
      )
    }
    var result = AlarmExplanation()
    let detector = AlarmDetector(settings: settings, book: book)
    let signal = detector.findings(at: end).signals.first {
      $0.series == alarm.series && $0.scope == alarm.scope
        && (Self.isBurst(alarm.kind) ? Self.isBurst($0.kind) : $0.kind == alarm.kind)
    }
    (result.observed, result.expected, result.p) = (signal?.observed, signal?.expected, signal?.p)
    guard let series = book.series.first(where: { $0.id == alarm.series }) else { return result }
    let against = book.named(series.exposure == "volume" ? settings.exposure : series.exposure)
    guard let against, let first = book[against.id, 0].hours.first else { return result }
    let last = min(latest, Self.dayEnd(known + 1, settings.offset))
    let final = end + max(0, (last - end) / 24) * 24
    let days = min(settings.days + 10, (final - Int(first) + 23) / 24)
    guard days > 1 else { return result }
    let exposure = book[against.id, alarm.scope].hours.isEmpty ? book[against.id, 0] : book[against.id, alarm.scope]
    let counts = CountSeries(
      topic: series.name, counts: book[series.id, alarm.scope].blocks(days, of: 24, until: final),
      exposure: exposure.blocks(days, of: 24, until: final).map { Double($0) })
    let replay = TrendReplay([counts], settings.trends, from: max(0, days - 40))
    for day in max(0, days - (final - end) / 24 - 8)..<days {
      result.steps.append(
        AlarmExplanation.Step(
          at: Int64(final - (days - 1 - day) * 24) * 3_600_000, count: counts.counts[day], volume: counts.exposure[day],
          score: replay[day, 0], alarms: replay.alarmClass(day, 0, settings.thresholds)?.rawValue))
    }
    return result
  }
}
