internal import Statistics
public import TextAnalysis
public import Transcripts

/// Phrases, journeys, words and reputation as records.
public enum VoiceRecords {
  /// Writes a wording of agents.
  public static func write(_ phrase: BestPhrase, into encoder: inout some RecordEncoder) {
    encoder.begin("phrase/1")
    encoder.field("purpose", phrase.purpose.rawValue)
    encoder.field("wording", phrase.wording)
    encoder.field("conversations", phrase.success.total)
    encoder.field("followed_by_relief", phrase.success.successes)
    encoder.field("share", number: phrase.success.value)
    encoder.field("share_low", number: phrase.success.interval()?.low)
    encoder.field("share_high", number: phrase.success.interval()?.high)
    encoder.field("peers", phrase.peers.total)
    encoder.field("share_peers", number: phrase.peers.value)
    encoder.field("agents", phrase.agents)
    encoder.field("q", number: phrase.q)
    encoder.field("better", phrase.isBetter)
    encoder.beginList("conversation_ids")
    for place in phrase.places { encoder.item(place) }
    encoder.endList()
    encoder.end()
  }

  /// Writes a cell of the matrix.
  public static func write(_ cell: JourneyTable.Cell, _ topics: [TopicRecord], into encoder: inout some RecordEncoder) {
    encoder.begin("journey_cell/1")
    encoder.field("channel", cell.channel)
    encoder.field("topic", "T\(cell.topic)")
    encoder.field("title", topics.first { $0.id == cell.topic }?.title ?? "")
    encoder.field("segment", cell.segment)
    encoder.field("conversations", cell.conversations)
    encoder.field("customers", cell.customers)
    encoder.field("handed_off", cell.handedOff)
    encoder.field("followed", cell.repeated.total)
    encoder.field("repeated", cell.repeated.successes)
    encoder.field("repeat_share", number: cell.repeated.value)
    encoder.end()
  }

  /// Writes a step between channels.
  public static func write(_ step: JourneyTable.Step, into encoder: inout some RecordEncoder) {
    encoder.begin("journey_step/1")
    encoder.field("from", step.from)
    encoder.field("to", step.to)
    encoder.field("count", step.count)
    encoder.end()
  }

  /// Writes a first contact point.
  public static func write(_ first: JourneyTable.FirstContact, into encoder: inout some RecordEncoder) {
    encoder.begin("first_contact/1")
    encoder.field("channel", first.channel)
    encoder.field("customers", first.customers)
    encoder.end()
  }

  /// Writes a rising word.
  public static func write(_ word: RisingWord, into encoder: inout some RecordEncoder) {
    encoder.begin("word/1")
    encoder.field("text", word.text)
    encoder.field("new", word.isNew)
    encoder.field("conversations", word.now.successes)
    encoder.field("share", number: word.now.value)
    encoder.field("conversations_before", word.before.successes)
    encoder.field("share_before", number: word.before.value)
    encoder.field("customers", word.customers)
    encoder.field("q", number: word.q)
    encoder.field("example", word.example)
    encoder.field("conversation_id", word.conversation)
    encoder.end()
  }

  /// Writes a word that no dictionary knows; figures rounded to thousandths.
  public static func write(_ word: NewWord, into encoder: inout some RecordEncoder) {
    encoder.begin("new_word/1")
    encoder.field("text", word.text)
    encoder.field("count", word.count)
    encoder.field("texts", word.texts)
    encoder.field("cohesion", number: (word.cohesion * 1000).rounded() / 1000)
    encoder.field("freedom", number: (word.freedom * 1000).rounded() / 1000)
    encoder.end()
  }

  /// Writes a reputation score.
  public static func write(
    _ score: Reputation, _ topics: [TopicRecord], zone: ClockZone? = nil, into encoder: inout some RecordEncoder
  ) {
    encoder.begin("reputation/1")
    encoder.field("product", score.product)
    if let topic = score.topic {
      encoder.field("topic", "T\(topic)")
      encoder.field("title", topics.first { $0.id == topic }?.title ?? "")
    } else {
      encoder.fieldNull("topic")
      encoder.fieldNull("title")
    }
    encoder.field("from", VoiceTime.text(score.start, zone))
    encoder.field("conversations", score.conversations)
    encoder.field("favourable", score.favourable)
    encoder.field("unfavourable", score.unfavourable)
    encoder.field("score", number: (score.score * 10).rounded() / 10)
    encoder.field("score_low", number: score.interval.map { ($0.low * 10).rounded() / 10 })
    encoder.field("score_high", number: score.interval.map { ($0.high * 10).rounded() / 10 })
    encoder.field("rating", number: score.rating)
    encoder.field("rated", score.rated)
    encoder.end()
  }
}
