@testable import Transcripts

/// What reading an input came to, as one text: canonical records, problems with their places, and the refusal if any.
///
/// Two ways of reading the same bytes must give the same text.
func reading(
  _ bytes: ArraySlice<UInt8>, format: String?, encoding: TextEncoding? = .utf8, cut: Int, block: Int
) -> String {
  var limits = InputLimits()
  limits.chunkSize = block
  limits.maximumLineLength = 1 << 16
  var options = ReadingOptions()
  options.format = format
  options.encoding = encoding
  options.dateOrder = .dmy
  let report = InputReport(count: 1)
  let context = ReadingContext(
    input: 0, stem: "in", options: options, limits: limits, pool: BlockPool(capacity: max(limits.chunkSize, 64)),
    report: report)
  var text = ""
  let decoder = ConversationDecoder()
  var conversation = Conversation()
  func add(_ found: Conversation) {
    check(found)
    var writer = ConversationWriter()
    writer.append(found)
    text += String(decoding: writer.writer.bytes, as: UTF8.self)
  }
  func add(_ record: QuarantinedRecord) {
    text += "\(record.problem.code) \(record.source.line) \(record.source.byteOffset)+\(record.source.byteLength)\n"
    precondition(record.source.byteOffset >= 0 && record.source.byteLength >= 0)
  }
  do throws(ToolError) {
    let source = try TextSource(
      UnfoldedSource(MemoryStream(bytes, cut: cut), limits: limits), options: options)
    let found = try TranscriptFormats.format(of: source, options: options)
    let reader = try found.reader(source, context)
    while let payload = try reader.next() {
      switch payload {
      case .conversations(let good, let bad):
        for conversation in good { add(conversation) }
        for record in bad { add(record) }
      case .lines(let chunk):
        for line in chunk.lines {
          do throws(RecordProblem) {
            try decoder.decode(line, of: chunk, into: &conversation)
            add(conversation)
          } catch {
            add(QuarantinedRecord(line, of: chunk, problem: error))
          }
        }
      }
    }
  } catch {
    text += "refused \(error.code)\n"
  }
  return text
}

/// What every conversation keeps, whatever it was made of.
func check(_ conversation: Conversation) {
  precondition(String(validating: conversation.text, as: UTF8.self) != nil, "the text is not UTF-8")
  for turn in conversation.turns {
    precondition(turn.start >= 0 && turn.start <= turn.end && Int(turn.end) < max(conversation.text.count, 1) + 1)
    precondition(turn.participant < Int32(conversation.participants.count))
  }
}
