internal import Statistics
public import Transcripts

extension VoiceRecords {
  /// The columns of a question in CSV.
  public static let questionColumns = [
    "question", "count", "conversations", "wordings", "answered", "contacts_saved", "answer", "answer_count",
    "answer_followed", "best_answer", "best_answer_count", "best_answer_followed", "best_answer_share_low",
    "best_answer_share_high",
  ]

  /// Writes a repeated question.
  public static func write(_ question: RepeatedQuestion, into encoder: inout some RecordEncoder) {
    encoder.begin("question/1")
    encoder.field("question", question.wording)
    encoder.field("count", question.count)
    encoder.field("conversations", question.conversations)
    encoder.field("wordings", question.wordings)
    encoder.field("answered", question.answered)
    encoder.field("contacts_saved", question.savable)
    if let answer = question.answers.first {
      encoder.field("answer", answer.text)
      encoder.field("answer_count", answer.count)
      encoder.field("answer_followed", answer.success.successes)
    } else {
      encoder.fieldNull("answer")
      encoder.fieldNull("answer_count")
      encoder.fieldNull("answer_followed")
    }
    if let best = question.best {
      encoder.field("best_answer", best.text)
      encoder.field("best_answer_count", best.count)
      encoder.field("best_answer_followed", best.success.successes)
      encoder.field("best_answer_share_low", number: best.success.interval()?.low)
      encoder.field("best_answer_share_high", number: best.success.interval()?.high)
    } else {
      encoder.fieldNull("best_answer")
      encoder.fieldNull("best_answer_count")
      encoder.fieldNull("best_answer_followed")
      encoder.fieldNull("best_answer_share_low")
      encoder.fieldNull("best_answer_share_high")
    }
    encoder.beginList("answers")
    for answer in question.answers {
      encoder.beginItem()
      encoder.field("text", answer.text)
      encoder.field("count", answer.count)
      encoder.field("followed", answer.success.successes)
      encoder.endItem()
    }
    encoder.endList()
    encoder.beginList("places")
    for place in question.places {
      encoder.beginItem()
      encoder.field("conversation_id", place.conversation)
      encoder.field("turn", place.turn)
      encoder.endItem()
    }
    encoder.endList()
    encoder.end()
  }
}
