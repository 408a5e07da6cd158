internal import Statistics
public import Transcripts

/// A trial as `backtest/1` records, and its occurrences as `occurrence/1`.
public struct BacktestRecords: Sendable {
  private let book: Rulebook
  private let fields: [String]

  /// Makes the record writer of a trial.
  public init(book: Rulebook, fields: [String]) {
    self.book = book
    self.fields = fields
  }

  /// The columns of a table of occurrences.
  public static let occurrenceColumns = [
    "conversation_id", "rule", "word", "cause", "counted", "turn", "role", "bytes", "text", "sentence", "around",
  ]

  /// The columns of a table of rules.
  public static let ruleColumns = [
    "rule", "title", "severity", "contacts", "hit_contacts", "findings", "labelled", "precision", "recall",
    "rulebook", "rulebook_hash",
  ]

  /// Writes an occurrence.
  public func write(_ occurrence: Occurrence, of conversation: String, into encoder: inout some RecordEncoder) {
    encoder.begin("occurrence/1")
    encoder.field("conversation_id", conversation)
    encoder.field("rule", book.rules[occurrence.rule].id)
    encoder.field("word", occurrence.word)
    encoder.field("cause", occurrence.cause.rawValue)
    encoder.field("counted", occurrence.isCounted)
    encoder.field("turn", occurrence.turn)
    encoder.field("role", "\(occurrence.role.name)")
    encoder.field("bytes", json: Array("[\(occurrence.bytes.lowerBound),\(occurrence.bytes.upperBound)]".utf8))
    encoder.field("text", occurrence.text)
    encoder.field("sentence", occurrence.sentence)
    if !occurrence.around.isEmpty { encoder.field("around", occurrence.around) }
    encoder.end()
  }

  /// Writes one record a rule on trial.
  public func write(_ summary: BacktestSummary, rule index: Int, into encoder: inout some RecordEncoder) {
    guard let total = summary.rules[index] else { return }
    let rule = book.rules[index]
    encoder.begin("backtest/1")
    encoder.field("rule", rule.id)
    encoder.field("title", rule.title)
    encoder.field("severity", rule.severity.rawValue)
    encoder.field("contacts", summary.all.contacts)
    encoder.field("hit_contacts", total.contacts)
    encoder.field("findings", total.findings)
    encoder.field("labelled", total.accuracy.total)
    encoder.field("precision", number: total.accuracy.precision)
    encoder.field("recall", number: total.accuracy.recall)
    if let interval = total.accuracy.precisionInterval {
      encoder.field("precision_low", number: interval.low)
      encoder.field("precision_high", number: interval.high)
    }
    encoder.beginList("samples")
    for sample in total.samples {
      encoder.beginItem()
      encoder.field("conversation_id", sample.conversation)
      if let turn = sample.turn { encoder.field("turn", turn) } else { encoder.fieldNull("turn") }
      encoder.field("text", sample.text)
      encoder.field("sentence", sample.sentence)
      encoder.endItem()
    }
    encoder.endList()
    encoder.beginList("suggested_excludes")
    for suggestion in summary.suggestions(of: index) { encoder.item(suggestion.phrase) }
    encoder.endList()
    encoder.field("rulebook", book.id)
    encoder.field("rulebook_hash", book.contentHash)
    encoder.end()
  }
}

extension RuleAccuracy {
  /// The 95 % Wilson interval of the precision; `nil` without hits.
  public var precisionInterval: (low: Double, high: Double)? {
    Proportion(truePositives, of: hits).interval().map { ($0.low, $0.high) }
  }
}
