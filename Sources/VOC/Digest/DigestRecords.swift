internal import Statistics
public import Transcripts

/// A digest as records.
public enum DigestRecords {
  /// Columns of the CSV form.
  public static let columns = [
    "kind", "topic", "title", "owner", "product", "mentions", "units", "conversations", "customers", "severity",
    "sentiment",
    "conversations_before", "ratio", "ratio_low", "ratio_high", "q", "quote", "quote_conversation_id", "quote_turn",
  ]

  /// Writes a topic of a digest.
  public static func write(_ entry: Digest.Entry, of digest: Digest, into encoder: inout some RecordEncoder) {
    encoder.begin("digest_topic/1")
    encoder.field("kind", entry.kind.rawValue)
    TopicRecords.head(entry.topic, into: &encoder)
    encoder.field("from", VoiceTime.text(digest.period.lowerBound, digest.zone))
    encoder.field("until", VoiceTime.text(digest.period.upperBound, digest.zone))
    TopicRecords.write(entry.now, into: &encoder)
    encoder.field("conversations_before", entry.before.conversations)
    encoder.field("ratio", number: entry.ratio)
    encoder.field("ratio_low", number: entry.interval?.low)
    encoder.field("ratio_high", number: entry.interval?.high)
    encoder.field("q", number: entry.q)
    encoder.beginList("quotes")
    for quote in entry.quotes {
      encoder.beginItem()
      encoder.field("text", quote.text)
      encoder.field("conversation_id", quote.conversation)
      encoder.field("turn", quote.turn)
      encoder.field("start", quote.span.lowerBound)
      encoder.field("end", quote.span.upperBound)
      TopicRecords.time("at", quote.at, into: &encoder)
      encoder.field("mentions", quote.count)
      encoder.endItem()
    }
    encoder.endList()
    encoder.beginNested("history")
    for (index, count) in entry.history.enumerated() {
      encoder.nestedField(name: "\(index - entry.history.count + 1)", number: Double(count))
    }
    encoder.endNested()
    encoder.end()
  }

  /// Writes the same for a table: one quote, no lists.
  public static func writeRow(_ entry: Digest.Entry, into encoder: inout some RecordEncoder) {
    encoder.begin("digest_topic/1")
    encoder.field("kind", entry.kind.rawValue)
    TopicRecords.head(entry.topic, into: &encoder)
    encoder.field("mentions", entry.now.mentions)
    encoder.field("units", entry.now.units)
    encoder.field("conversations", entry.now.conversations)
    encoder.field("customers", entry.now.customers)
    encoder.field("severity", number: (entry.now.severity * 10).rounded() / 10)
    encoder.field("sentiment", number: entry.now.meanSentiment.map { ($0 * 10).rounded() / 10 })
    encoder.field("conversations_before", entry.before.conversations)
    encoder.field("ratio", number: entry.ratio)
    encoder.field("ratio_low", number: entry.interval?.low)
    encoder.field("ratio_high", number: entry.interval?.high)
    encoder.field("q", number: entry.q)
    if let quote = entry.quotes.first {
      encoder.field("quote", quote.text)
      encoder.field("quote_conversation_id", quote.conversation)
      encoder.field("quote_turn", quote.turn)
    }
    encoder.end()
  }
}
