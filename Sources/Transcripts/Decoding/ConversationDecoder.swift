/// Turns lines of JSON into conversations; each worker owns one.
///
/// Reads the canonical record (`conversation/1`) and the plainer lines that public data sets use. Everything but
/// `id` and `turns` may be missing; what is there must have the right type.
///
/// Times: turns that all have a zone make instants (``TimeBasis/absolute``); turns that all lack one are readings of a
/// local clock (``TimeBasis/local``), or instants if the record's `tz` or ``DecodingOptions/timeZone`` names the zone.
/// A record that mixes both is refused (`bad_time`) unless a zone is named, because any order would be a guess.
/// `started_at` and `ended_at` are left out where they cannot be told on the turns' basis.
public final class ConversationDecoder {
  private let parser = JSONParser()
  private let options: DecodingOptions
  private var reader: RecordReader

  /// Makes a decoder.
  public init(options: DecodingOptions = DecodingOptions()) {
    self.options = options
    reader = RecordReader(timeZone: options.timeZone)
  }

  /// Decodes one line into `conversation`, whose buffers are used again.
  ///
  /// - Throws: the first problem found; the conversation's content is then meaningless.
  public func decode(
    _ line: LineChunk.Line, of chunk: LineChunk, into conversation: inout Conversation
  ) throws(RecordProblem) {
    conversation.reset()
    conversation.source = chunk.reference(to: line)
    guard line.range.count <= chunk.maximumLineLength else {
      throw RecordProblem(.lineTooLong, detail: "longer than \(chunk.maximumLineLength) bytes; raise --max-line")
    }
    guard line.range.count < Int(Int32.max) else {
      throw RecordProblem(.textTooLong, detail: "longer than 2 GiB")
    }
    if line.range.count < options.largeLineLength {
      try decode(line, of: chunk, with: parser, into: &conversation)
    } else {
      try options.largeLines.withParser { (parser) throws(RecordProblem) in
        try decode(line, of: chunk, with: parser, into: &conversation)
      }
    }
  }

  private func decode(
    _ line: LineChunk.Line, of chunk: LineChunk, with parser: JSONParser, into conversation: inout Conversation
  ) throws(RecordProblem) {
    let root: JSONValue
    do throws(JSONFailure) {
      root = unsafe try chunk.block.withBytes(line.range) { (text) throws(JSONFailure) in unsafe try parser.parse(text)
      }
    } catch {
      throw problem(error, line, chunk)
    }
    try reader.read(root, into: &conversation)
    chunk.withBytes(line.range) { text in
      if let member = reader.keyMember { conversation.key = JSONMemberText.value(ofMember: member, in: text) }
      conversation.fingerprint = Fingerprint(id: conversation.id, content: text)
    }
  }

  /// Says why a line is not JSON to us.
  private func problem(_ failure: JSONFailure, _ line: LineChunk.Line, _ chunk: LineChunk) -> RecordProblem {
    let invalid = chunk.withBytes(line.range) { UTF8Validation.firstInvalid(in: $0) }
    let isCut = line.isUnterminated && chunk.withBytes(line.range) { JSONMemberText.endsOpen($0) }
    if isCut { return RecordProblem(.truncated, detail: "the input ends inside the record") }
    if let invalid {
      let offset = chunk.byteOffset + line.range.lowerBound + invalid
      return RecordProblem(.badUTF8, detail: "not UTF-8 from byte \(offset) on", byteOffset: offset)
    }
    let detail =
      switch failure {
      case .depth: "nested deeper than 512 levels"
      case .number: "a number is malformed or beyond 64 bits"
      case .string: "a string has a bad escape, a lone surrogate or a control character"
      case .unclosed: "a string is not closed"
      case .memory: "out of memory"
      case .syntax, .encoding, .empty: "not one JSON value"
      }
    return RecordProblem(.badJSON, detail: detail)
  }
}
