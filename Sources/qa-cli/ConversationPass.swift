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
            try body(&conversation)
          }
        }
      }
    }
    return source.report
  }
}
