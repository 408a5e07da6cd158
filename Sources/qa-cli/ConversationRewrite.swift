internal import ArgumentParser
internal import Transcripts

/// Where rewritten conversations go.
struct RewriteOptions: ParsableArguments {
  @Option(name: [.short, .customLong("out")], help: "The file to write. Default: standard output.") var output = "-"
  @Option(name: .customLong("quarantine"), help: "A file for records that could not be read.") var quarantineFile:
    String?
  @Option(help: "Exit 2 if more records than this are quarantined: a number or a share such as 1%.") var maxBad:
    Tolerance?
  @Flag(help: "Replace existing files.") var force = false
  @Flag(help: "Keep the bytes of quarantined records, in base64.") var quarantineRaw = false
}

/// Reads conversations of any format, changes them, and writes them as canonical NDJSON.
struct ConversationRewrite {
  var input: InputOptions
  var selection: SelectionOptions
  var target: RewriteOptions
  /// What is done to a conversation, for the law of conservation.
  var verb: (zh: String, en: String)
  /// Language of the remarks.
  var language: Language

  /// Reads, selects, changes and writes.
  func run(_ change: (inout Conversation) -> Void) throws {
    let files = try input.files(language)
    for path in [target.output, target.quarantineFile ?? "-"] {
      try InputListing.check(output: path, against: files, directories: input.folders)
    }
    let preparation = try selection.preparation(files, input)
    let file = target.output == "-" ? nil : try AtomicFile(path: target.output, force: target.force)
    let standardOutput = CheckedOutput.standardOutput()
    let aside = try target.quarantineFile.map { try AtomicFile(path: $0, force: target.force) }
    var ledger = ConservationLedger()
    var writer = ConversationWriter()
    var quarantine = QuarantineWriter(inputs: files)
    func write() throws {
      if let file { try file.write(writer.writer.bytes) } else { try standardOutput.write(writer.writer.bytes) }
      writer.writer.removeAll()
    }
    var detector = DuplicateDetector()
    func setAside(_ record: QuarantinedRecord) throws {
      ledger.quarantined += 1
      quarantine.append(record)
      if let aside { try aside.write(quarantine.writer.bytes) }
      quarantine.writer.removeAll()
      guard ledger.quarantined <= 20 else { return }
      let path = record.problem.path.isEmpty ? "" : " \(record.problem.path)"
      Console.say(
        "quarantined[\(record.problem.code.rawValue)] \(files[record.source.input].name):\(record.source.line) (byte \(record.source.byteOffset)):\(path) \(record.problem.detail)"
          .escapingControls)
    }
    let report = try ConversationPass.run(
      files, input, keepingRaw: target.quarantineRaw,
      setAside: { record in
        ledger.read += 1
        try setAside(record)
      }
    ) { conversation in
      ledger.read += 1
      switch detector.insert(conversation.fingerprint) {
      case .duplicate: return ledger.duplicates += 1
      case .conflict:
        let problem = RecordProblem(
          .idConflict, path: "id", detail: "another record with this id and other content came before")
        return try setAside(QuarantinedRecord(conversation, problem: problem, keepingRaw: target.quarantineRaw))
      case .new, .unchecked: break
      }
      guard preparation?.admit(&conversation) ?? true else { return ledger.filtered += 1 }
      ledger.scored += 1
      change(&conversation)
      writer.append(conversation)
      if writer.writer.bytes.count > 1 << 16 { try write() }
    }
    try write()
    try file?.commit()
    try aside?.commit()
    try standardOutput.flush()
    report.tell(files, language)
    preparation?.tell()
    let (read, done, bad) = (ledger.read, ledger.scored, ledger.quarantined)
    Console.say(
      language(
        "读入 \(read) = \(verb.zh) \(done) + 筛除 \(ledger.filtered) + 异常 \(bad) + 重复 \(ledger.duplicates)",
        "read \(read) = \(verb.en) \(done) + filtered \(ledger.filtered) + quarantined \(bad) + duplicates \(ledger.duplicates)"
      ))
    let code = exitCode(ledger, report)
    if code != .success { throw Failure(code: code) }
  }

  private func exitCode(_ ledger: ConservationLedger, _ report: InputReport) -> ToolExit {
    var code = ToolExit.success
    if !ledger.balanced { code = code.combined(with: .internalError) }
    for entry in report.entries { if let failure = entry.failure { code = code.combined(with: failure.exitCode) } }
    if ledger.read == 0 {
      Console.say("warning: 0 records")
      if input.requireInput { code = code.combined(with: .inputRefused) }
    }
    if (target.maxBad ?? Tolerance(argument: "0"))?.isExceeded(bad: ledger.quarantined, of: ledger.read) == true {
      code = code.combined(with: .quarantined)
    }
    if let signal = Signals.exitCode { code = code.combined(with: signal) }
    return code
  }
}
