public import Transcripts

/// A rulebook's results as records: `evaluation/1` (nested), `item/1` and `finding/1` (flat).
///
/// Field order is fixed; fields are only ever added. The schemas lie in `docs/schemas`.
///
/// Every worker owns one: it remembers item lists it has put into words, because most contacts share a few of them.
public final class ResultRecords {
  let book: Rulebook
  /// Metadata fields that every record carries, as asked for with `--by`.
  let fields: [String]

  /// Which rulebook gave the result.
  private let provenance: PreparedFields
  /// Every item with every outcome, in scorecard order.
  private let answers: [[PreparedFields]]
  /// Item lists by outcomes; lists with reasons or findings are written afresh.
  private var lists: [[UInt8]: PreparedList] = [:]
  /// What a finding says of its rule.
  private let about: [PreparedFields]

  /// Makes the record writer of a run.
  public init(book: Rulebook, fields: [String] = []) {
    self.book = book
    self.fields = fields
    provenance = PreparedFields([
      ("rulebook", book.id), ("rulebook_version", book.version), ("rulebook_hash", book.contentHash),
    ])
    answers = (book.scorecard?.sections ?? []).flatMap { section in
      section.items.map { item in
        ItemOutcome.allCases.map {
          PreparedFields([("section", section.id), ("item", item.id), ("result", $0.rawValue)])
        }
      }
    }
    about = book.rules.map { rule in
      PreparedFields([
        ("rule", rule.id), ("title", rule.title), ("severity", rule.severity.rawValue),
        ("class", rule.findingClass.rawValue), ("as", rule.effect.rawValue), ("status", rule.status.rawValue),
      ])
    }
  }

  /// Writes an evaluation with its items, ledger and findings.
  public func write(
    _ evaluation: Evaluation, of conversation: Conversation, metrics: [MetricValue]? = nil,
    into encoder: inout some RecordEncoder
  ) {
    encoder.begin("evaluation/1")
    subject(conversation, &encoder)
    encoder.field("unit", evaluation.unit.rawValue)
    encoder.field("leg", evaluation.leg)
    encoder.field("legs", evaluation.legs)
    encoder.field("agent", evaluation.agent)
    encoder.field("turns", evaluation.turns)
    encoder.field("verdict", evaluation.verdict.rawValue)
    if let reason = evaluation.notScorable {
      encoder.field("not_scorable", reason)
    } else {
      encoder.fieldNull("not_scorable")
    }
    encoder.field("score", hundredths: evaluation.score)
    encoder.field("score_min", hundredths: evaluation.scoreMinimum)
    encoder.field("score_max", hundredths: evaluation.scoreMaximum)
    encoder.field("score_before_fatal", hundredths: evaluation.scoreBeforeFatal)
    encoder.field("fatal", evaluation.isFatal)
    if let band = evaluation.band { encoder.field("band", band) } else { encoder.fieldNull("band") }
    evaluation.sentiment?.write(into: &encoder)
    encoder.field("findings_count", evaluation.findings.count)
    encoder.field("open_items", evaluation.items.count { $0.outcome == .open || $0.outcome == .unknown })
    encoder.beginList("tags")
    var tagged = -1
    for finding in evaluation.findings where book.rules[finding.rule].effect == .tag && finding.rule != tagged {
      tagged = finding.rule
      encoder.item(book.rules[finding.rule].id)
    }
    encoder.endList()
    items(evaluation, &encoder)
    ledger(evaluation, &encoder)
    encoder.beginList("findings")
    for finding in evaluation.findings {
      encoder.beginItem()
      body(finding, evaluation, &encoder)
      encoder.endItem()
    }
    encoder.endList()
    encoder.beginList("unknown_rules")
    for unknown in evaluation.unknownRules {
      encoder.beginItem()
      encoder.field("rule", book.rules[unknown.rule].id)
      encoder.field("reason", unknown.reason.rawValue)
      encoder.endItem()
    }
    encoder.endList()
    if let metrics { MetricRecords.writeValues(metrics, &encoder) }
    encoder.fields(provenance)
    encoder.end()
  }

  /// Writes one flat record for every item of an evaluation.
  public func writeItems(
    _ evaluation: Evaluation, of conversation: Conversation, into encoder: inout some RecordEncoder
  ) {
    guard let card = book.scorecard else { return }
    for result in evaluation.items {
      let section = card.sections[result.section]
      let item = section.items[result.item]
      encoder.begin("item/1")
      subject(conversation, &encoder)
      encoder.field("leg", evaluation.leg)
      encoder.field("agent", evaluation.agent)
      encoder.field("section", section.id)
      encoder.field("item", item.id)
      encoder.field("title", item.title)
      if case .rule(let index) = item.source {
        encoder.field("rule", book.rules[index].id)
      } else {
        encoder.fieldNull("rule")
      }
      encoder.field("result", result.outcome.rawValue)
      if result.reason == .none { encoder.fieldNull("reason") } else { encoder.field("reason", result.reason.rawValue) }
      encoder.field("findings_count", result.findings)
      encoder.field("points", hundredths: points(of: result, in: evaluation))
      encoder.fields(provenance)
      encoder.end()
    }
  }

  /// Writes one flat record for every finding of an evaluation.
  public func writeFindings(
    _ evaluation: Evaluation, of conversation: Conversation, into encoder: inout some RecordEncoder
  ) {
    for finding in evaluation.findings {
      encoder.begin("finding/1")
      subject(conversation, &encoder)
      encoder.field("agent", evaluation.agent)
      body(finding, evaluation, &encoder)
      encoder.fields(provenance)
      encoder.end()
    }
  }

  // MARK: Parts

  private func subject(_ conversation: Conversation, _ encoder: inout some RecordEncoder) {
    encoder.field("conversation_id", conversation.id)
    if !conversation.key.isEmpty { encoder.field("key", json: conversation.key) }
    encoder.field("channel", conversation.channel)
    guard !fields.isEmpty else { return }
    encoder.beginNested("by")
    for name in fields { encoder.nestedField(name: name, value: Self.value(of: name, in: conversation)) }
    encoder.endNested()
  }

  /// A field of the record for grouping; empty if the source does not have it.
  public static func value(of field: String, in conversation: Conversation) -> String {
    if let value = MetadataOperator.value(of: field, in: conversation)?.description { return value }
    // 班组 in an export is called team here; whoever groups may use either word, as whoever selects may.
    guard let known = FieldSynonyms.word(of: field), known != field else { return "" }
    return MetadataOperator.value(of: known, in: conversation)?.description ?? ""
  }

  private func items(_ evaluation: Evaluation, _ encoder: inout some RecordEncoder) {
    if let list = preparedItems(evaluation) { return encoder.list("items", list) }
    encoder.beginList("items")
    if let card = book.scorecard {
      for (index, result) in evaluation.items.enumerated() {
        encoder.beginItem()
        encoder.fields(answers[index][result.outcome.index])
        if result.reason != .none { encoder.field("reason", result.reason.rawValue) }
        if result.findings > 0 { encoder.field("findings", result.findings) }
        if result.outcome == .open,
          case .question(let question, _) = card.sections[result.section].items[result.item].source
        {
          encoder.field("ask", question)
        }
        encoder.endItem()
      }
    }
    encoder.endList()
  }

  /// The list for outcomes that need no further words, made on first use.
  private func preparedItems(_ evaluation: Evaluation) -> PreparedList? {
    var outcomes: [UInt8] = []
    outcomes.reserveCapacity(evaluation.items.count)
    for item in evaluation.items {
      guard item.reason == .none, item.findings == 0 else { return nil }
      outcomes.append(UInt8(item.outcome.index))
    }
    if let known = lists[outcomes] { return known }
    guard lists.count < 1000 else { return nil }
    let list = PreparedList(evaluation.items.enumerated().map { answers[$0.offset][$0.element.outcome.index] })
    lists[outcomes] = list
    return list
  }

  private func ledger(_ evaluation: Evaluation, _ encoder: inout some RecordEncoder) {
    encoder.beginList("ledger")
    if let card = book.scorecard {
      for line in evaluation.ledger {
        // Points that were simply earned say nothing that the items do not say.
        if line.kind == .earned && line.points == line.possible { continue }
        encoder.beginItem()
        encoder.field("kind", line.kind.rawValue)
        if let section = line.section {
          encoder.field("section", card.sections[section].id)
          if let item = line.item { encoder.field("item", card.sections[section].items[item].id) }
        }
        encoder.field("points", hundredths: line.points)
        if line.possible > 0 { encoder.field("possible", hundredths: line.possible) }
        if line.count > 0 { encoder.field("count", line.count) }
        encoder.endItem()
      }
    }
    encoder.endList()
  }

  private func points(of result: ItemResult, in evaluation: Evaluation) -> Hundredths? {
    let lines = evaluation.ledger.filter { $0.section == result.section && $0.item == result.item }
    if lines.isEmpty { return result.outcome == .pass ? 0 : nil }
    return lines.reduce(0) { $0 + $1.points }
  }

  private func body(_ finding: Finding, _ evaluation: Evaluation, _ encoder: inout some RecordEncoder) {
    encoder.field("id", Self.hexadecimal(finding.id))
    encoder.fields(about[finding.rule])
    encoder.beginList("tags")
    for tag in book.rules[finding.rule].tags { encoder.item(tag) }
    encoder.endList()
    encoder.field("leg", finding.leg)
    if let turn = finding.turn { encoder.field("turn", turn) } else { encoder.fieldNull("turn") }
    if let sequence = finding.sequence { encoder.field("seq", sequence) } else { encoder.fieldNull("seq") }
    range("bytes", finding.bytes, &encoder)
    range("chars", finding.characters, &encoder)
    encoder.field("text", finding.text)
    encoder.field("message", finding.message)
    if let measure = finding.measure { encoder.field("measure", number: (measure * 1000).rounded() / 1000) }
    if let expected = finding.expected { encoder.field("expected", number: (expected * 1000).rounded() / 1000) }
    encoder.beginList("why")
    for step in finding.trace {
      encoder.beginItem()
      encoder.field("condition", step.condition)
      encoder.field("operator", step.operatorName)
      encoder.field("value", "\(step.judgement.truth.name)")
      if step.judgement.reason != .none { encoder.field("reason", step.judgement.reason.rawValue) }
      if let turn = step.turn { encoder.field("turn", turn) }
      if let text = step.text { encoder.field("text", text) }
      if let measure = step.measure { encoder.field("measure", number: (measure * 1000).rounded() / 1000) }
      if let expected = step.expected { encoder.field("expected", number: (expected * 1000).rounded() / 1000) }
      if let searched = step.searched {
        encoder.field("searched", json: Self.pair(searched.lowerBound, searched.upperBound))
      }
      if let nearest = step.nearest {
        encoder.beginNested("nearest")
        encoder.field("turn", nearest.turn)
        encoder.field("text", nearest.text)
        encoder.field("refused_by", nearest.refusedBy)
        if let similarity = nearest.similarity {
          encoder.field("similarity", number: (similarity * 1000).rounded() / 1000)
        }
        encoder.endNested()
      }
      encoder.endItem()
    }
    encoder.endList()
  }

  private func range(_ name: StaticString, _ range: Range<Int>?, _ encoder: inout some RecordEncoder) {
    if let range {
      encoder.field(name, json: Self.pair(range.lowerBound, range.upperBound))
    } else {
      encoder.fieldNull(name)
    }
  }

  private static func pair(_ a: Int, _ b: Int) -> [UInt8] { Array("[\(a),\(b)]".utf8) }

  static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
