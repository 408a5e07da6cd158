public import Transcripts

/// Changes as `difference/1` records; the schema lies in `docs/schemas`.
public struct ChangeRecords: Sendable {
  private let provenance: PreparedFields
  private let fields: [String]

  /// Makes the record writer of a comparison.
  public init(old: Rulebook, new: Rulebook, fields: [String]) {
    self.fields = fields
    provenance = PreparedFields([
      ("rulebook_before", old.id), ("rulebook_before_hash", old.contentHash), ("rulebook", new.id),
      ("rulebook_hash", new.contentHash),
    ])
  }

  /// The columns of a table of changes.
  public var columns: [String] {
    ["conversation_id", "channel"] + fields.map { "by." + $0 } + [
      "leg", "agent", "verdict_before", "verdict_after", "score_before", "score_after", "fatal_before", "fatal_after",
      "gained", "lost", "gained_rules", "lost_rules", "rulebook_before", "rulebook_before_hash", "rulebook",
      "rulebook_hash",
    ]
  }

  /// Writes one changed contact.
  public func write(_ change: EvaluationChange, into encoder: inout some RecordEncoder) {
    encoder.begin("difference/1")
    encoder.field("conversation_id", change.conversation)
    encoder.field("channel", change.channel)
    if !fields.isEmpty {
      encoder.beginNested("by")
      for (name, value) in zip(fields, change.groups) { encoder.nestedField(name: name, value: value) }
      encoder.endNested()
    }
    encoder.field("leg", change.leg)
    encoder.field("agent", change.agent)
    encoder.field("verdict_before", change.before.verdict.rawValue)
    encoder.field("verdict_after", change.after.verdict.rawValue)
    encoder.field("score_before", hundredths: change.before.score)
    encoder.field("score_after", hundredths: change.after.score)
    encoder.field("fatal_before", change.before.isFatal)
    encoder.field("fatal_after", change.after.isFatal)
    encoder.field("gained", change.gained.count)
    encoder.field("lost", change.lost.count)
    rules("gained_rules", change.gained, &encoder)
    rules("lost_rules", change.lost, &encoder)
    findings("gained_findings", change.gained, &encoder)
    findings("lost_findings", change.lost, &encoder)
    encoder.fields(provenance)
    encoder.end()
  }

  private func rules(_ name: StaticString, _ findings: [ChangedFinding], _ encoder: inout some RecordEncoder) {
    encoder.beginList(name)
    var last = ""
    for finding in findings where finding.rule != last {
      encoder.item(finding.rule)
      last = finding.rule
    }
    encoder.endList()
  }

  private func findings(_ name: StaticString, _ findings: [ChangedFinding], _ encoder: inout some RecordEncoder) {
    encoder.beginList(name)
    for finding in findings {
      encoder.beginItem()
      encoder.field("id", ResultRecords.hexadecimal(finding.id))
      encoder.field("rule", finding.rule)
      if let turn = finding.turn { encoder.field("turn", turn) } else { encoder.fieldNull("turn") }
      encoder.field("text", finding.text)
      encoder.field("message", finding.message)
      encoder.endItem()
    }
    encoder.endList()
  }
}
