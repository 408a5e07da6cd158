internal import QA
internal import Reports
internal import Transcripts

#if canImport(Glibc)
  internal import Glibc
#endif

/// One run of `qa-cli metrics` from the inputs to the exit code.
final class MetricsRun {
  private let command: MetricsMeasureCommand
  private let settings: MetricSettings
  private let files: [InputFile]
  private let output = CheckedOutput.standardOutput()
  private let zoneName: String
  private var summary: MetricsSummary
  private var ledger = ConservationLedger()
  private var detector = DuplicateDetector()
  private var shownProblems = 0

  init(_ command: MetricsMeasureCommand, settings: MetricSettings, files: [InputFile]) {
    self.command = command
    self.settings = settings
    self.files = files
    zoneName = command.input.timeZone ?? "UTC"
    summary = MetricsSummary(settings: settings, fields: command.fields, zoneName: zoneName)
  }

  /// Reads, measures and writes everything.
  func execute() throws -> ExitCode {
    let source = ConversationSource(
      files, limits: try command.input.limits(), keepsGoing: command.input.keepGoing,
      reading: try command.input.readingOptions(), shouldStop: { Signals.stopRequested })
    let report = source.report
    let decoding = try command.input.decoding()
    let preparation = try command.selection.preparation(files, command.input)
    let prepare = preparation.map { preparation -> @Sendable (inout Conversation) -> Bool in { preparation.admit(&$0) }
    }
    let (settings, fields, detail, zoneName) = (
      settings, command.fields, command.per.flatMap { MetricsDetail(rawValue: $0.rawValue) }, zoneName
    )
    try OrderedPipeline.run(
      source: source, jobs: command.jobs == 0 ? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) : command.jobs,
      makeWorker: {
        try MetricsWorker(
          reader: MetricsReader(settings: settings, fields: fields, zoneName: zoneName), fields: fields,
          detail: detail, decoding: decoding, prepare: prepare)
      },
      process: { worker, batch in worker.process(batch) },
      emit: { try self.emit($0) })
    preparation?.tell()
    if command.per == nil {
      try MetricsOutput(summary: summary, isPartial: command.partial, language: command.language, output: output)
        .write(command.outputFormat)
    }
    try output.flush()
    report.tell(files, command.language)
    sayTotals()
    return exitCode(report)
  }

  private func emit(_ batch: MetricsBatch) throws {
    for record in batch.quarantined {
      ledger.read += 1
      try setAside(record.problem, record.source)
    }
    for entry in batch.entries {
      ledger.read += 1
      switch detector.insert(entry.fingerprint) {
      case .new, .unchecked:
        ledger.scored += 1
        try summary.add(entry.metrics)
        if !entry.text.isEmpty { try output.write(Array(batch.text[entry.text])) }
      case .duplicate: ledger.duplicates += 1
      case .conflict:
        try setAside(
          RecordProblem(.idConflict, path: "id", detail: "another record with this id and other content came before"),
          entry.source)
      }
    }
    ledger.read += batch.filtered
    ledger.filtered += batch.filtered
  }

  private func setAside(_ problem: RecordProblem, _ source: SourceReference) throws {
    ledger.quarantined += 1
    guard shownProblems < 20 else { return }
    shownProblems += 1
    let path = problem.path.isEmpty ? "" : " \(problem.path)"
    Console.say(
      "quarantined[\(problem.code.rawValue)] \(files[source.input].name):\(source.line) (byte \(source.byteOffset)):\(path) \(problem.detail)"
        .escapingControls)
  }

  private func sayTotals() {
    let language = command.language
    let share = summary.history.sampledShare
    if share < 1 {
      Console.say(
        language(
          "note: 客户太多，重复来访按固定抽样的 \(percent(share)) 客户计算",
          "note: too many customers: repeat contacts are those of a fixed sample of \(percent(share)) of them"))
    }
    if Signals.stopRequested {
      Console.say(language("已中断：以上结果只含读到的部分", "interrupted: the results cover what was read; run again for all"))
    }
    Console.say(
      language(
        "读入 \(ledger.read) = 计算 \(ledger.scored) + 筛除 \(ledger.filtered) + 异常 \(ledger.quarantined) + 重复 \(ledger.duplicates)",
        "read \(ledger.read) = measured \(ledger.scored) + filtered \(ledger.filtered) + quarantined \(ledger.quarantined) + duplicates \(ledger.duplicates)"
      ))
  }

  private func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10)%" }

  private func exitCode(_ report: InputReport) -> ExitCode {
    var code = ExitCode.success
    if !ledger.balanced { code = code.combined(with: .internalError) }
    if let signal = Signals.exitCode { code = code.combined(with: signal) }
    for entry in report.entries { if let failure = entry.failure { code = code.combined(with: failure.exitCode) } }
    if ledger.read == 0 {
      Console.say("warning: 0 records")
      if command.input.requireInput { code = code.combined(with: .inputRefused) }
    }
    if (command.maxBad ?? Tolerance(argument: "0"))?.isExceeded(bad: ledger.quarantined, of: ledger.read) == true {
      code = code.combined(with: .quarantined)
    }
    return code
  }
}

/// Writes totals to standard output.
struct MetricsOutput {
  var summary: MetricsSummary
  var isPartial: Bool
  var language: Language
  var output = CheckedOutput.standardOutput()

  func write(_ format: MetricsFormat) throws {
    let records = MetricRecords(fields: summary.fields)
    switch format {
    case .ndjson:
      var encoder = JSONRecordEncoder()
      records.write(summary, isPartial: isPartial, into: &encoder)
      try output.write(encoder.bytes)
    case .csv:
      let columns = MetricRecords.columns(summary)
      var encoder = CSVRecordEncoder(columns: columns, dialect: .rfc4180)
      records.writeTable(summary, into: &encoder)
      try output.write(CSVRecordEncoder.header(columns: columns, dialect: .rfc4180) + encoder.bytes)
    case .table: try output.write(MetricsText(summary: summary, language: language).table(width: Console.width))
    }
    try output.flush()
  }
}
