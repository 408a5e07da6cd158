/// Reads the lines of a text one after the other, in constant memory.
struct TextLines {
  /// One line without its break.
  struct Line {
    /// The bytes.
    var text: ArraySlice<UInt8>
    /// Its number, from 1.
    var number: Int
    /// Where it lies in the source.
    var place: Range<Int>
    /// What is wrong with its bytes.
    var problem: RecordProblem?
    /// Its bytes in the source with the line break.
    var raw: ArraySlice<UInt8> = []
    /// How many of these bytes come before the line break.
    var rawCount = 0
  }

  private let source: TextSource
  private let context: ReadingContext
  private let separator: UInt8
  private var buffer: [UInt8] = []
  private var position = 0
  private var origin = 0
  private var number = 0
  private var isAtEnd = false
  private var space = [UInt8](repeating: 0, count: 1 << 16)

  init(_ source: TextSource, _ context: ReadingContext) {
    self.source = source
    self.context = context
    separator = source.head.separator
  }

  /// The next line, blank ones too, or `nil` at the end.
  mutating func next() throws(ToolError) -> Line? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: separator) { return line(upTo: end, next: end + 1) }
      if isAtEnd {
        if position < buffer.count { return line(upTo: buffer.count, next: buffer.count) }
        context.update { entry in
          entry.byteCount = origin + buffer.count
          entry.lineCount = number
        }
        return nil
      }
      if buffer.count - position > context.limits.maximumLineLength {
        throw ToolError(
          "E-INPUT-LINE", file: source.file.name, line: number + 1,
          byteOffset: source.map.source(of: origin + position),
          what: "a line is longer than \(context.limits.maximumLineLength) bytes", how: "--max-line",
          exitCode: .inputRefused)
      }
      searched = buffer.count - position
      buffer.removeFirst(position)
      origin += position
      source.forget(before: origin)
      position = 0
      let count = unsafe try space.withRawBytes { (bytes) throws(ToolError) in
        unsafe try source.read(into: bytes)
      }
      if count == 0 { isAtEnd = true }
      buffer.append(contentsOf: space[..<count])
    }
  }

  private mutating func line(upTo end: Int, next: Int) -> Line {
    number += 1
    var start = position
    var stop = end
    if stop > start, buffer[stop - 1] == 0x0D { stop -= 1 }
    while stop - start >= 3, buffer[start] == 0xEF, buffer[start + 1] == 0xBB, buffer[start + 2] == 0xBF {
      start += 3
      if number > 1 { context.update { $0.byteOrderMarks += 1 } }
    }
    position = next
    let decoded = origin + start..<origin + stop
    var line = Line(text: buffer[start..<stop], number: number, place: source.map.source(of: decoded))
    if source.map.isIdentity {
      line.raw = buffer[start..<next]
      line.rawCount = stop - start
    } else {
      line.raw = source.original(origin + start..<origin + next, [])[...]
      line.rawCount = line.place.count
    }
    if source.map.badCount > 0, let bad = source.map.firstBad(in: decoded) {
      line.problem = RecordProblem(
        .badEncoding, detail: "not \(source.encoding.rawValue) at byte \(bad)", byteOffset: bad)
    } else if let bad = UTF8Validation.firstInvalid(in: line.text.span) {
      line.problem = repair(&line, bad)
    }
    return line
  }

  private func repair(_ line: inout Line, _ bad: Int) -> RecordProblem? {
    let offset = line.place.lowerBound + bad
    guard let fallback = context.options.encodingFallback else {
      return RecordProblem(.badUTF8, detail: "not UTF-8 from byte \(offset) on", byteOffset: offset)
    }
    let (text, count) = EncodingDecoder.decode(line.text.span, as: fallback)
    context.update { $0.fallbackCount += 1 }
    if count > 0 {
      return RecordProblem(.badEncoding, detail: "neither UTF-8 nor \(fallback.rawValue)", byteOffset: offset)
    }
    line.text = text[...]
    return nil
  }
}
