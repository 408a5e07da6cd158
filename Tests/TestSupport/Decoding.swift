public import Transcripts

/// Decodes one line of JSON.
public func decode(_ line: String, timeZone: ClockZone? = nil) throws -> Conversation {
  try decode(Array(line.utf8), timeZone: timeZone)
}

/// Decodes one line of JSON given as bytes.
public func decode(_ line: [UInt8], timeZone: ClockZone? = nil) throws -> Conversation {
  let chunk = LineChunk(line)
  var conversation = Conversation()
  for line in chunk.lines {
    try ConversationDecoder(options: DecodingOptions(timeZone: timeZone)).decode(line, of: chunk, into: &conversation)
  }
  return conversation
}

/// What a whole input came to: a line of text for every record, good or bad, in order.
public func outcomes(_ source: sending ConversationSource, jobs: Int = 1) throws -> [String] {
  struct Worker {
    let decoder = ConversationDecoder()
    var conversation = Conversation()
  }
  var all: [String] = []
  try OrderedPipeline.run(
    source: source, jobs: jobs, makeWorker: { Worker() },
    process: { worker, batch -> [String] in
      switch batch.payload {
      case .conversations(let good, let bad): return good.map(\.id) + bad.map { describe($0) }
      case .lines(let chunk):
        return chunk.lines.map { line in
          do throws(RecordProblem) {
            try worker.decoder.decode(line, of: chunk, into: &worker.conversation)
            let source = worker.conversation.source
            return "\(worker.conversation.id) \(source.line) \(source.byteOffset)+\(source.byteLength)"
          } catch {
            return describe(QuarantinedRecord(line, of: chunk, problem: error))
          }
        }
      }
    }, emit: { all += $0 })
  return all
}

private func describe(_ record: QuarantinedRecord) -> String {
  "\(record.problem.code.rawValue) \(record.source.line) \(record.source.byteOffset)+\(record.source.byteLength) \(record.sha256)"
}

/// Opens files as a source with limits.
public func source(_ paths: [String], limits: InputLimits = .default) -> ConversationSource {
  ConversationSource(paths.map { InputFile($0) }, limits: limits)
}
