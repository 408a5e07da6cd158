internal import Transcripts

/// Reads all conversations of the inputs one after the other.
enum ConversationPass {
  /// Calls `body` with every conversation and `setAside` with every record that could not be read.
  @discardableResult
  static func run(
    _ files: [InputFile], _ input: InputOptions, keepingRaw: Bool = false,
    setAside: (QuarantinedRecord) throws -> Void = { _ in },
    _ body: (inout Conversation) throws -> Void
  ) throws -> InputReport {
    var reading = try input.readingOptions()
    reading.keepsRaw = keepingRaw
    let source = ConversationSource(
      files, limits: try input.limits(), keepsGoing: input.keepGoing, reading: reading,
      shouldStop: { Signals.stopRequested })
    let decoder = ConversationDecoder(options: try input.decoding())
    var conversation = Conversation()
    while let batch = try source.next() {
      switch batch.payload {
      case .conversations(let conversations, let quarantined):
        for next in conversations {
          conversation = next
          try body(&conversation)
        }
        for record in quarantined { try setAside(record) }
      case .lines(let chunk):
        for line in chunk.lines {
          var problem: RecordProblem?
          do throws(RecordProblem) {
            try decoder.decode(line, of: chunk, into: &conversation)
          } catch {
            problem = error
          }
          if let problem {
            try setAside(QuarantinedRecord(line, of: chunk, problem: problem, keepingRaw: keepingRaw))
          } else {
            // A record may still be set aside, as one whose identifier another has.
            conversation.recordBytes = chunk.bytes(of: line)
            try body(&conversation)
          }
        }
      }
    }
    return source.report
  }

  /// The exit code of a pass that judges nothing: balance, refused inputs, emptiness, quarantine, signals.
  static func exitCode(_ ledger: ConservationLedger, _ report: InputReport, _ input: InputOptions) -> ToolExit {
    var code = ToolExit.success
    if !ledger.balanced { code = code.combined(with: .internalError) }
    for entry in report.entries { if let failure = entry.failure { code = code.combined(with: failure.exitCode) } }
    if ledger.read == 0 {
      Console.say("warning: 0 records")
      if input.requireInput { code = code.combined(with: .inputRefused) }
    }
    if ledger.quarantined > 0 { code = code.combined(with: .quarantined) }
    if let signal = Signals.exitCode { code = code.combined(with: signal) }
    return code
  }
}
