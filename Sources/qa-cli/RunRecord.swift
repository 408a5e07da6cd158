internal import QA
internal import Transcripts

/// The totals of a run as one JSON object `run/1`; it holds no clock, so equal runs give equal bytes.
struct RunRecord {
  var book: Rulebook
  var totals: RunSummary
  var metrics: MetricsSummary
  var ledger: ConservationLedger
  var problems: [(code: String, count: Int)]
  var files: [InputFile]
  var isComplete: Bool
  /// The `--by` fields.
  var fields: [String]
  /// The zone of times that had none, and readings of its clock at the first and last start.
  var timeZone: ClockZone?
  var period: ClosedRange<Int64>?

  var json: [UInt8] {
    var encoder = JSONRecordEncoder()
    encoder.begin("run/1")
    encoder.field("tool_version", Version.number)
    encoder.field("complete", isComplete)
    encoder.beginList("inputs")
    for file in files { encoder.item(file.name) }
    encoder.endList()
    encoder.field("rulebook", book.id)
    encoder.field("rulebook_version", book.version)
    encoder.field("rulebook_hash", book.contentHash)
    encoder.field("read", ledger.read)
    encoder.field("scored", ledger.scored)
    encoder.field("filtered", ledger.filtered)
    encoder.field("quarantined", ledger.quarantined)
    encoder.field("pending", ledger.pending)
    encoder.field("duplicates", ledger.duplicates)
    encoder.field("balanced", ledger.balanced)
    encoder.beginNested("verdicts")
    for verdict in Verdict.allCases { encoder.nestedCount(verdict.rawValue, totals.verdicts[verdict] ?? 0) }
    encoder.endNested()
    encoder.field("mean_score", hundredths: totals.meanScore)
    encoder.field("fatal", totals.fatalCount)
    encoder.beginNested("not_scorable")
    for (reason, count) in totals.notScorable.sorted(by: { $0.key < $1.key }) { encoder.nestedCount(reason, count) }
    encoder.endNested()
    encoder.beginNested("quarantine_reasons")
    for problem in problems.sorted(by: { $0.code < $1.code }) { encoder.nestedCount(problem.code, problem.count) }
    encoder.endNested()
    encoder.beginList("rules")
    for (index, rule) in book.rules.enumerated() {
      encoder.beginItem()
      encoder.field("rule", rule.id)
      encoder.field("contacts", totals.rules[index].contacts)
      encoder.field("findings", totals.rules[index].findings)
      encoder.field("unknown", totals.unknown[index])
      encoder.endItem()
    }
    encoder.endList()
    MetricRecords(fields: metrics.fields).writeDigest(metrics, into: &encoder)
    encoder.beginList("by")
    for field in fields { encoder.item(field) }
    encoder.endList()
    encoder.field("time_zone", timeZone?.name ?? "")
    encoder.field("first_started_at", period.map { Timestamp.record($0.lowerBound) } ?? "")
    encoder.field("last_started_at", period.map { Timestamp.record($0.upperBound) } ?? "")
    RunOutline.write(book, into: &encoder)
    encoder.end()
    return encoder.bytes
  }
}

extension JSONRecordEncoder {
  /// A count under a name that is only known when running.
  fileprivate mutating func nestedCount(_ name: String, _ count: Int) {
    writer.key(string: name)
    writer.int(count)
  }
}
