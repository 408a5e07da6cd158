internal import QA
internal import Transcripts

#if canImport(Glibc)
  internal import Glibc
#endif

/// One scoring run whose records are not written: for commands that only need the evaluations.
final class ScoringPass {
  private let files: [InputFile]
  private let input: InputOptions
  private let selection: SelectionOptions
  private let book: Rulebook
  private let fields: [String]
  private let jobs: Int
  private var ledger = ConservationLedger()
  private var detector = DuplicateDetector()
  private var report: InputReport?
  private var shown = 0

  init(
    files: [InputFile], input: InputOptions, selection: SelectionOptions, book: Rulebook, fields: [String], jobs: Int
  ) throws {
    self.files = files
    self.input = input
    self.selection = selection
    self.book = book
    self.fields = fields
    self.jobs = jobs
  }

  /// Scores everything and hands over the evaluations of each record, in the order of the input.
  func run(_ body: @escaping (ArraySlice<EvaluationSummary>) -> Void) throws {
    let source = ConversationSource(
      files, limits: try input.limits(), keepsGoing: input.keepGoing, reading: try input.readingOptions(),
      shouldStop: { Signals.stopRequested })
    let decoding = try input.decoding()
    let preparation = try selection.preparation(files, input)
    let history = try HistoryPass.index(
      book, files: files, input: input, selection: selection, jobs: jobs, isStream: false)
    let prepare = preparation.map { preparation -> @Sendable (inout Conversation) -> Bool in { preparation.admit(&$0) }
    }
    let book = book
    let fields = fields
    try OrderedPipeline.run(
      source: source, jobs: jobs == 0 ? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) : jobs,
      makeWorker: {
        try ScoringWorker(
          book: book, streams: [], fields: fields, decoding: decoding, history: history, prepare: prepare)
      },
      process: { worker, batch in worker.process(batch) },
      emit: { batch in
        self.ledger.read += batch.entries.count + batch.quarantined.count + batch.filtered
        self.ledger.filtered += batch.filtered
        for record in batch.quarantined { self.setAside(record.problem, record.source) }
        for entry in batch.entries {
          switch self.detector.insert(entry.fingerprint) {
          case .new, .unchecked:
            self.ledger.scored += 1
            body(batch.evaluations[entry.evaluations])
          case .duplicate: self.ledger.duplicates += 1
          case .conflict:
            let detail = "another record with this id and other content came before"
            self.setAside(RecordProblem(.idConflict, path: "id", detail: detail), entry.source)
          }
        }
      })
    preparation?.tell()
    report = source.report
  }

  private func setAside(_ problem: RecordProblem, _ source: SourceReference) {
    ledger.quarantined += 1
    guard shown < 20 else { return }
    shown += 1
    let path = problem.path.isEmpty ? "" : " \(problem.path)"
    Console.say(
      "quarantined[\(problem.code.rawValue)] \(files[source.input].name):\(source.line) (byte \(source.byteOffset)):\(path) \(problem.detail)"
        .escapingControls)
  }

  /// Prints the conservation law and what the inputs have to tell, and gives the exit code.
  func finish(language: Language, requireInput: Bool) -> ToolExit {
    report?.tell(files, language)
    if detector.isFull {
      Console.say(
        language(
          "note: 重复检查只覆盖前 8388608 个会话", "note: duplicates were looked for among the first 8388608 conversations only"))
    }
    Console.say(
      "\(language("读入", "read")) \(ledger.read) = \(language("评分", "scored")) \(ledger.scored) + "
        + "\(language("筛除", "filtered")) \(ledger.filtered) + \(language("异常", "quarantined")) \(ledger.quarantined) + "
        + "\(language("未处理", "pending")) \(ledger.pending) + \(language("重复", "duplicates")) \(ledger.duplicates)")
    var code = ToolExit.success
    if !ledger.balanced { code = code.combined(with: .internalError) }
    if let signal = Signals.exitCode { code = code.combined(with: signal) }
    for entry in report?.entries ?? [] {
      if let failure = entry.failure { code = code.combined(with: failure.exitCode) }
    }
    if ledger.read == 0 {
      Console.say("warning: 0 records")
      if requireInput { code = code.combined(with: .inputRefused) }
    }
    if ledger.quarantined > 0 { code = code.combined(with: .quarantined) }
    return code
  }
}
