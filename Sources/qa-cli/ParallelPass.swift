internal import TextAnalysis
internal import Transcripts

#if canImport(Glibc)
  internal import Glibc
#endif

/// One pass over all conversations on several threads, with every record accounted for.
///
/// Duplicates are left out and records that cannot be read are counted, told and never lost, as in a scoring run.
struct ParallelPass {
  var files: [InputFile]
  var input: InputOptions
  var selection: SelectionOptions
  /// Threads; 0 is one a processor.
  var jobs: Int
  /// Whether another pass over the same inputs follows, which selects, tells and counts.
  var isPreliminary = false
  /// Language of remarks on the inputs.
  var language = Language.en

  /// Where every record went.
  struct Outcome {
    var ledger = ConservationLedger()
    var exitCode = ExitCode.success

    /// The conservation law on one line.
    func line(_ language: Language, done: (zh: String, en: String)) -> String {
      "\(language("读入", "read")) \(ledger.read) = \(language(done.zh, done.en)) \(ledger.scored) + "
        + "\(language("筛除", "filtered")) \(ledger.filtered) + \(language("异常", "quarantined")) \(ledger.quarantined) + "
        + "\(language("未处理", "pending")) \(ledger.pending) + \(language("重复", "duplicates")) \(ledger.duplicates)"
    }
  }

  private struct Entry<Value: Sendable>: Sendable {
    var fingerprint: Fingerprint
    var source: SourceReference
    var value: Value
  }

  private struct Output<Value: Sendable>: Sendable {
    var entries: [Entry<Value>] = []
    var quarantined: [QuarantinedRecord] = []
    var filtered = 0
  }

  private struct Worker<Judge> {
    var decoder: ConversationDecoder
    var judge: Judge
    var conversation = Conversation()
  }

  /// Gives every conversation to `take` in the order of the input, with stars over personal data if that is asked for.
  func forEach(hidingPersonalData hides: Bool, _ take: (Conversation) throws -> Void) throws -> Outcome {
    try run(
      makeJudge: {
        let cover = hides ? try Redactor(.mask) : nil
        return { conversation in
          cover?.cover(&conversation)
          return conversation
        }
      }, take: take)
  }

  /// Runs `judge` on every conversation and gives the values to `take` in the order of the input.
  func run<Value: Sendable>(
    makeJudge: @escaping @Sendable () throws -> (inout Conversation) -> Value, take: (Value) throws -> Void
  ) throws -> Outcome {
    let source = ConversationSource(
      files, limits: try input.limits(), keepsGoing: input.keepGoing, reading: try input.readingOptions(),
      shouldStop: { Signals.stopRequested })
    let report = source.report
    let decoding = try input.decoding()
    let preparation = try selection.preparation(files, input)
    var outcome = Outcome()
    var detector = DuplicateDetector()
    var shown = 0
    func setAside(_ source: SourceReference, _ code: String, _ detail: String) {
      outcome.ledger.quarantined += 1
      shown += 1
      guard shown <= 20, !isPreliminary else { return }
      Console.say(
        "quarantined[\(code)] \(files[source.input].name):\(source.line) (byte \(source.byteOffset)): \(detail)"
          .escapingControls)
    }
    let takesAll = isPreliminary
    try OrderedPipeline.run(
      source: source, jobs: jobs == 0 ? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) : jobs,
      makeWorker: { Worker(decoder: ConversationDecoder(options: decoding), judge: try makeJudge()) },
      process: { worker, batch in Self.process(&worker, batch, preparation, takesAll) },
      emit: { (output: Output<Value>) in
        outcome.ledger.read += output.entries.count + output.quarantined.count + output.filtered
        outcome.ledger.filtered += output.filtered
        for record in output.quarantined {
          setAside(record.source, record.problem.code.rawValue, record.problem.detail)
        }
        for entry in output.entries {
          switch detector.insert(entry.fingerprint) {
          case .new, .unchecked:
            outcome.ledger.scored += 1
            try take(entry.value)
          case .duplicate: outcome.ledger.duplicates += 1
          case .conflict:
            setAside(entry.source, "id_conflict", "another record with this id and other content came before")
          }
        }
      })
    if isPreliminary { return outcome }
    preparation?.tell()
    report.tell(files, language)
    outcome.exitCode = exitCode(outcome.ledger, report)
    return outcome
  }

  private static func process<Value: Sendable>(
    _ worker: inout Worker<(inout Conversation) -> Value>, _ batch: InputBatch, _ preparation: Preparation?,
    _ takesAll: Bool
  ) -> Output<Value> {
    var output = Output<Value>()
    func judge(_ worker: inout Worker<(inout Conversation) -> Value>) {
      guard preparation?.admit(&worker.conversation) ?? true || takesAll else {
        output.filtered += 1
        return
      }
      let value = worker.judge(&worker.conversation)
      output.entries.append(
        Entry(fingerprint: worker.conversation.fingerprint, source: worker.conversation.source, value: value))
    }
    switch batch.payload {
    case .lines(let chunk):
      for line in chunk.lines {
        do throws(RecordProblem) {
          try worker.decoder.decode(line, of: chunk, into: &worker.conversation)
          judge(&worker)
        } catch {
          output.quarantined.append(QuarantinedRecord(line, of: chunk, problem: error))
        }
      }
    case .conversations(let conversations, let quarantined):
      output.quarantined = quarantined
      for next in conversations {
        worker.conversation = next
        judge(&worker)
      }
    }
    return output
  }

  private func exitCode(_ ledger: ConservationLedger, _ report: InputReport) -> ExitCode {
    var code = ExitCode.success
    if !ledger.balanced { code = code.combined(with: .internalError) }
    if let signal = Signals.exitCode { code = code.combined(with: signal) }
    for entry in report.entries { if let failure = entry.failure { code = code.combined(with: failure.exitCode) } }
    if ledger.read == 0 {
      Console.say("warning: 0 records")
      if input.requireInput { code = code.combined(with: .inputRefused) }
    }
    if ledger.quarantined > 0 { code = code.combined(with: .quarantined) }
    return code
  }
}
