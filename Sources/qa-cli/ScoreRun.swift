internal import QA
internal import Reports
internal import Transcripts

#if canImport(Glibc)
  internal import Glibc
#endif

/// One scoring run from the inputs to the exit code.
final class ScoreRun {
  private let command: ScoreCommand
  private let book: Rulebook
  private let files: [InputFile]
  private let outputs: ScoreOutputs
  private var totals: RunSummary
  private let settings: MetricSettings
  private var metrics: MetricsSummary
  private var ledger = ConservationLedger()
  private var detector = DuplicateDetector()
  private var quarantine: QuarantineWriter
  private var problems: [(code: String, count: Int)] = []
  private var shownProblems = 0
  private var period: ClosedRange<Int64>?
  private let timeZone: ClockZone?
  private var duplicateTurns = 0
  private var lastProgress = Console.now
  private let start = Console.now

  init(_ command: ScoreCommand, book: Rulebook, files: [InputFile], outputs: ScoreOutputs, settings: MetricSettings)
    throws
  {
    self.settings = settings
    metrics = MetricsSummary(
      settings: settings, fields: command.fields, zoneName: command.input.timeZone ?? "UTC")
    self.command = command
    self.book = book
    self.files = files
    self.outputs = outputs
    totals = RunSummary(book: book)
    quarantine = QuarantineWriter(inputs: files)
    timeZone = try command.input.decoding().timeZone
    outputs.reports?.begin(book)
  }

  /// Reads, judges and writes everything.
  func execute() throws -> ExitCode {
    var reading = try command.input.readingOptions()
    reading.keepsRaw = command.quarantineRaw
    let source = ConversationSource(
      files, limits: try command.input.limits(), keepsGoing: command.input.keepGoing, reading: reading,
      shouldStop: { Signals.stopRequested })
    let report = source.report
    let fields = command.fields
    let streams = outputs.recordStreams(book, fields)
    let decoding = try command.input.decoding()
    let (book, settings, zoneName) = (book, settings, command.input.timeZone ?? "UTC")
    let keepsRaw = command.quarantineRaw
    let hides = command.redact
    let keeper = outputs.reports?.keeper
    let preparation = try command.selection.preparation(files, command.input)
    let history = try HistoryPass.index(
      book, files: files, input: command.input, selection: command.selection, jobs: command.jobs,
      isStream: command.stream)
    let prepare = preparation.map { preparation -> @Sendable (inout Conversation) -> Bool in { preparation.admit(&$0) }
    }
    do {
      try outputs.writeHeaders(book, fields)
      try OrderedPipeline.run(
        source: source, jobs: command.jobs == 0 ? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) : command.jobs,
        makeWorker: {
          try ScoringWorker(
            book: book, streams: streams, fields: fields, decoding: decoding, keepsRaw: keepsRaw,
            hidesPersonalData: hides,
            metrics: MetricsReader(settings: settings, fields: fields, zoneName: zoneName), keeper: keeper,
            history: history, prepare: prepare)
        },
        process: { worker, batch in worker.process(batch) },
        emit: { try self.emit($0) })
      preparation?.tell()
      return try finish(report)
    } catch {
      outputs.abandon()
      throw error
    }
  }

  // MARK: Results in order

  private func emit(_ batch: ScoredBatch) throws {
    var bad = batch.quarantined[...]
    var written = Array(repeating: 0, count: batch.streams.count)
    func write(upTo ends: [Int]) throws {
      for (stream, end) in ends.enumerated() where end > written[stream] {
        let isWhole = written[stream] == 0 && end == batch.streams[stream].count
        let bytes = isWhole ? batch.streams[stream] : Array(batch.streams[stream][written[stream]..<end])
        try outputs.write(bytes, to: stream)
        written[stream] = end
      }
    }
    var ends = written
    /// Sets aside what lies before a place of the input, so that every output keeps the input's order.
    func setAsideBad(before offset: Int) throws {
      while let record = bad.first, record.source.byteOffset < offset {
        bad.removeFirst()
        if command.stream { try write(upTo: ends) }
        ledger.read += 1
        ledger.quarantined += 1
        try setAside(record)
      }
    }
    for entry in batch.entries {
      try setAsideBad(before: entry.source.byteOffset)
      ledger.read += 1
      // In a pipe every record stands for itself: its result must not depend on how the input was split.
      switch command.stream ? .new : detector.insert(entry.fingerprint) {
      case .new, .unchecked:
        ledger.scored += 1
        totals.add(batch.evaluations[entry.evaluations])
        if let contact = entry.metrics { try metrics.add(contact) }
        outputs.reports?.choice?.add(batch.evaluations[entry.evaluations], transcript: entry.transcript)
        if let start = entry.start?.reading(in: timeZone) {
          period = min(start, period?.lowerBound ?? start)...max(start, period?.upperBound ?? start)
        }
      case .duplicate:
        ledger.duplicates += 1
        try write(upTo: ends)
        written = entry.ends
      case .conflict:
        ledger.quarantined += 1
        let problem = RecordProblem(
          .idConflict, path: "id", detail: "another record with this id and other content came before")
        if let line = entry.line, let lines = batch.lines {
          try setAside(QuarantinedRecord(line, of: lines, problem: problem, keepingRaw: command.quarantineRaw))
        } else {
          try setAside(
            QuarantinedRecord(
              source: entry.source, problem: problem, bytes: entry.contents[...], keepingRaw: command.quarantineRaw))
        }
        try write(upTo: ends)
        written = entry.ends
      }
      ends = entry.ends
    }
    try setAsideBad(before: .max)
    try write(upTo: ends)
    ledger.read += batch.filtered
    ledger.filtered += batch.filtered
    duplicateTurns += batch.duplicateTurns
    outputs.reports?.choice?.tellWorkers()
    if command.stream { try outputs.standardOutput.flush() }
    progress()
  }

  private func setAside(_ record: QuarantinedRecord) throws {
    let code = record.problem.code.rawValue
    if let index = problems.firstIndex(where: { $0.code == code }) {
      problems[index].count += 1
    } else {
      problems.append((code, 1))
    }
    quarantine.append(record)
    if command.stream { try writeErrorRecord(record) }
    if let file = outputs.quarantine { try file.write(quarantine.writer.bytes) }
    quarantine.writer.removeAll()
    guard shownProblems < 20, !command.stream else { return }
    shownProblems += 1
    let name = files[record.source.input].name
    let path = record.problem.path.isEmpty ? "" : " \(record.problem.path)"
    Console.say(
      "quarantined[\(code)] \(name):\(record.source.line) (byte \(record.source.byteOffset)):\(path) \(record.problem.detail)"
        .escapingControls)
  }

  /// In stream mode errors are records: the reader of the pipe sees every input line again.
  private func writeErrorRecord(_ record: QuarantinedRecord) throws {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("schema")
    writer.string("error/1")
    writer.key("type")
    writer.string("error")
    writer.key("stage")
    writer.string("read")
    writer.key("code")
    writer.string(record.problem.code.rawValue)
    writer.key("message")
    writer.string(record.problem.detail)
    writer.key("input")
    writer.string(files[record.source.input].name)
    writer.key("line")
    writer.int(record.source.line)
    writer.key("byte_offset")
    writer.int(record.source.byteOffset)
    writer.endObject()
    writer.newline()
    try outputs.standardOutput.write(writer.bytes)
  }

  private func progress() {
    guard Console.isTerminal(2), Console.now - lastProgress >= 0.1 else { return }
    lastProgress = Console.now
    let rate = Double(ledger.read) / max(0.001, Console.now - start)
    try? CheckedOutput.standardError().write("\r\(ledger.read) conversations, \(Int(rate))/s \u{1B}[K")
  }

  // MARK: The end of the run

  private func finish(_ report: InputReport) throws -> ExitCode {
    if Console.isTerminal(2) && ledger.read > 0 { try? CheckedOutput.standardError().write("\r\u{1B}[K") }
    let language = command.language ?? (book.language.hasPrefix("zh") ? .zh : .en)
    let text = SummaryText(
      book: book, totals: totals, metrics: metrics, ledger: ledger, problems: problems, fields: command.fields,
      language: language)
    if command.outputFormat == .table { try outputs.standardOutput.write(text.table(width: Console.width)) }
    let code = exitCode(report)
    let isComplete = !Signals.stopRequested
    let record = RunRecord(
      book: book, totals: totals, metrics: metrics, ledger: ledger, problems: problems, files: files,
      isComplete: isComplete, fields: command.fields, timeZone: timeZone, period: period
    ).json
    try outputs.summary?.write(record)
    try outputs.writeReports(record, book, metrics: metrics, language: language, zone: timeZone)
    try outputs.commit()
    report.tell(files, language)
    if shownProblems < problems.reduce(0, { $0 + $1.count }) && !command.stream {
      Console.say(
        language("……其余异常数据见隔离文件", "… the other quarantined records are in the quarantine file (--out or --quarantine)"))
    }
    if detector.isFull {
      Console.say(
        language(
          "note: 重复检查只覆盖前 8388608 个会话", "note: duplicates were looked for among the first 8388608 conversations only"))
    }
    if !isComplete {
      Console.say(language("已中断：以上结果只含读到的部分", "interrupted: the results cover what was read; run again for all"))
    }
    Console.say(text.line)
    if let directory = outputs.directory { Console.say(language("结果在 ", "results in ") + directory.escapingControls) }
    return code
  }

  private func exitCode(_ report: InputReport) -> ExitCode {
    var code = ExitCode.success
    if !ledger.balanced { code = code.combined(with: .internalError) }
    if let signal = Signals.exitCode { code = code.combined(with: signal) }
    for entry in report.entries { if let failure = entry.failure { code = code.combined(with: failure.exitCode) } }
    if ledger.read == 0 {
      Console.say("warning: 0 records")
      if command.input.requireInput { code = code.combined(with: .inputRefused) }
    }
    let tolerance = command.maxBad ?? (command.stream ? Tolerance(argument: "100%") : Tolerance(argument: "0"))
    if tolerance?.isExceeded(bad: ledger.quarantined, of: ledger.read) == true {
      code = code.combined(with: .quarantined)
    }
    if command.strict, totals.unknown.contains(where: { $0 > 0 }) { code = code.combined(with: .quarantined) }
    if !command.stream, let gate = command.failOn, gate.isReached(totals, book) {
      code = code.combined(with: .gateFailed)
    }
    return code
  }
}
