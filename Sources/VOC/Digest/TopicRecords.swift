internal import Statistics
public import Transcripts

/// Topics, quotes and events as records.
public enum TopicRecords {
  /// Writes a topic with its counts.
  public static func write(
    _ topic: TopicRecord, _ counts: TopicCounts, first: Int64?, last: Int64?, into encoder: inout some RecordEncoder
  ) {
    encoder.begin("topic/1")
    head(topic, into: &encoder)
    encoder.field("state", topic.state.rawValue)
    encoder.field("locked", topic.isLocked)
    write(counts, into: &encoder)
    time("first_at", first, into: &encoder)
    time("last_at", last, into: &encoder)
    encoder.beginList("phrases")
    for phrase in topic.phrases { encoder.item(phrase) }
    encoder.endList()
    encoder.end()
  }

  static func head(_ topic: TopicRecord, into encoder: inout some RecordEncoder) {
    encoder.field("topic", topic.identifier)
    encoder.field("title", topic.title)
    text("name", topic.name, into: &encoder)
    encoder.field("label", topic.label)
    text("owner", topic.owner, into: &encoder)
    text("product", topic.product, into: &encoder)
  }

  static func write(_ counts: TopicCounts, into encoder: inout some RecordEncoder) {
    encoder.field("mentions", counts.mentions)
    encoder.field("units", counts.units)
    encoder.field("conversations", counts.conversations)
    encoder.field("customers", counts.customers)
    encoder.beginNested("types")
    for (index, type) in ContactType.allCases.enumerated() {
      encoder.nestedField(name: type.rawValue, number: Double(counts.types[index]))
    }
    encoder.nestedField(name: "none", number: Double(counts.types.last ?? 0))
    encoder.endNested()
    encoder.field("negative", counts.negative)
    encoder.field("sentiment", number: counts.meanSentiment.map { ($0 * 10).rounded() / 10 })
    encoder.field("severity", number: (counts.severity * 10).rounded() / 10)
    encoder.field("purchase_intents", counts.buys)
    encoder.field("competitor_mentions", counts.competitors)
  }

  static func time(_ name: StaticString, _ value: Int64?, into encoder: inout some RecordEncoder) {
    if let value { encoder.field(name, VoiceTime.text(value)) } else { encoder.fieldNull(name) }
  }

  static func text(_ name: StaticString, _ value: String?, into encoder: inout some RecordEncoder) {
    if let value { encoder.field(name, value) } else { encoder.fieldNull(name) }
  }

  /// Writes a quote of a topic.
  public static func write(_ quote: TopicQuote, of topic: TopicRecord, into encoder: inout some RecordEncoder) {
    encoder.begin("topic_quote/1")
    encoder.field("topic", topic.identifier)
    encoder.field("text", quote.text)
    encoder.field("conversation_id", quote.conversation)
    encoder.field("turn", quote.turn)
    encoder.field("start", quote.span.lowerBound)
    encoder.field("end", quote.span.upperBound)
    time("at", quote.at, into: &encoder)
    encoder.field("mentions", quote.count)
    encoder.end()
  }

  /// Writes a driver of a topic.
  public static func write(_ driver: TopicDriver, of topic: TopicRecord, into encoder: inout some RecordEncoder) {
    encoder.begin("topic_driver/1")
    encoder.field("topic", topic.identifier)
    encoder.field("attribute", driver.attribute)
    encoder.field("value", driver.value)
    encoder.field("conversations", driver.inside.successes)
    encoder.field("share", number: driver.inside.value)
    encoder.field("share_elsewhere", number: driver.outside.value)
    encoder.field("lift", number: driver.lift)
    encoder.field("q", number: driver.q)
    encoder.end()
  }

  /// Writes a line of a topic's history.
  public static func write(_ event: TopicEvent, into encoder: inout some RecordEncoder) {
    encoder.begin("topic_event/1")
    encoder.field("run", Int(event.run))
    encoder.field("kind", event.kind.rawValue)
    encoder.field("topic", "T\(event.topic)")
    text("other", event.other.map { "T\($0)" }, into: &encoder)
    encoder.field("units", event.units)
    time("at", event.at, into: &encoder)
    encoder.field("by_person", event.isByPerson)
    encoder.end()
  }
}

/// Times of the store as people and records read them.
public enum VoiceTime {
  /// `2026-03-02T15:12:35+08:00` by the clocks of a zone, or in UTC.
  public static func text(_ milliseconds: Int64, _ zone: ClockZone?) -> String {
    guard let zone else { return text(milliseconds) }
    let reading = zone.reading(ofInstant: milliseconds)
    let minutes = (reading - milliseconds) / 60_000
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let offset = (minutes < 0 ? "-" : "+") + two(abs(minutes) / 60) + ":" + two(abs(minutes) % 60)
    return text(reading).dropLast() + offset
  }

  /// `2026-03-02` by the clocks of a zone, or in UTC.
  public static func day(_ milliseconds: Int64, _ zone: ClockZone?) -> String {
    day(zone?.reading(ofInstant: milliseconds) ?? milliseconds)
  }

  /// `2026-03-02T07:12:35Z`, in UTC.
  public static func text(_ milliseconds: Int64) -> String {
    let seconds = Int64((Double(milliseconds) / 1000).rounded(.down))
    let clock = ((seconds % 86_400) + 86_400) % 86_400
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(day(milliseconds))T\(two(clock / 3600)):\(two(clock / 60 % 60)):\(two(clock % 60))Z"
  }

  /// `2026-03-02`, in UTC.
  public static func day(_ milliseconds: Int64) -> String {
    // Days to civil dates (Hinnant, chrono-compatible low-level date algorithms).
    var days = Int64((Double(milliseconds) / 86_400_000).rounded(.down)) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    days -= era * 146_097
    let year = (days - days / 1460 + days / 36_524 - days / 146_096) / 365
    let rest = days - (365 * year + year / 4 - year / 100)
    let part = (5 * rest + 2) / 153
    let day = rest - (153 * part + 2) / 5 + 1
    let month = part < 10 ? part + 3 : part - 9
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(year + era * 400 + (month <= 2 ? 1 : 0))-\(two(month))-\(two(day))"
  }
}
