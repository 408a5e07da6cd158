public import Transcripts

extension VoiceAlarm {
  /// Writes an `alert/1` record; quotes are written as they are, so redact them before.
  public func write(into encoder: inout JSONRecordEncoder) {
    encoder.begin("alert/1")
    encoder.field("fingerprint", fingerprint)
    encoder.field("class", kind.rawValue)
    encoder.field("level", level.rawValue)
    encoder.field("state", isFiring ? "firing" : "resolved")
    TopicRecords.text("topic", topic?.identifier, into: &encoder)
    TopicRecords.text("title", topic?.title, into: &encoder)
    TopicRecords.text("owner", topic?.owner, into: &encoder)
    TopicRecords.time("started_at", startedAt, into: &encoder)
    TopicRecords.time("last_at", lastAt, into: &encoder)
    encoder.field("observed", number: score.map { Double($0.observed) } ?? volume?.observed)
    encoder.field("expected", number: score?.expected ?? volume?.expected)
    encoder.field("exposure", number: score?.exposure ?? volume?.observed)
    encoder.field("customers", customers)
    encoder.field("window", score?.window ?? 1)
    encoder.field("p", number: score?.p)
    encoder.field("q", number: q)
    encoder.field("gain", number: score?.gain)
    encoder.field("dispersion", number: score?.dispersion)
    TopicRecords.text("scope", scope?.attribute, into: &encoder)
    TopicRecords.text("scope_value", scope?.value, into: &encoder)
    encoder.field("scope_share", number: scope?.share)
    encoder.beginList("phrases")
    for phrase in topic?.phrases.prefix(5) ?? [] { encoder.item(phrase) }
    encoder.endList()
    encoder.beginList("quotes")
    for quote in quotes {
      encoder.beginItem()
      encoder.field("text", quote.text)
      encoder.field("conversation_id", quote.conversation)
      encoder.field("turn", quote.turn)
      encoder.field("mentions", quote.count)
      encoder.endItem()
    }
    encoder.endList()
    encoder.end()
  }
}

extension VoiceAlarms {
  /// Writes an `alert-period/1` record for every period around an alarm: how it follows from the counts in the store.
  public func explain(_ alarm: VoiceAlarm, into encoder: inout JSONRecordEncoder) {
    guard let (index, periods) = series(of: alarm) else { return }
    for number in periods {
      encoder.begin("alert-period/1")
      encoder.field("fingerprint", alarm.fingerprint)
      TopicRecords.time("at", origin + Int64(number) * period.length, into: &encoder)
      encoder.field("count", replay.series[index].counts[number])
      encoder.field("volume", number: replay.series[index].exposure[number])
      let score = replay[number, index]
      encoder.field("window", score?.window ?? 1)
      encoder.field("observed", number: score.map { Double($0.observed) })
      encoder.field("expected", number: score?.expected)
      encoder.field("p", number: score?.p)
      encoder.field("gain", number: score?.gain)
      encoder.field("dispersion", number: score?.dispersion)
      TopicRecords.text(
        "alarms", replay.alarmClass(number, index, calibration.thresholds)?.rawValue, into: &encoder)
      encoder.end()
    }
  }
}
