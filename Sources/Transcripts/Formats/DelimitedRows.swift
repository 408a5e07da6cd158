internal import CSimdjson

/// Reads the rows of delimited text in constant memory.
final class DelimitedRows: RowReader {
  // One value, so that access to it is checked once a row and not once a field.
  private var cursor: DelimitedCursor

  init(_ source: TextSource, separator: UInt8, _ context: ReadingContext) {
    cursor = DelimitedCursor(source, separator: separator, context)
  }

  var columnNames: [String]? { nil }
  var isRectangular: Bool { true }

  func next(into row: inout RowBuffer) throws(ToolError) -> Bool { try cursor.next(into: &row) }
}

/// The place in delimited text up to which rows were read.
private struct DelimitedCursor {
  private let splitter: DelimitedSplitter
  private let source: TextSource
  private let context: ReadingContext
  /// Whether offsets in the text are offsets in the source.
  private let isPlain: Bool
  private var buffer: ByteBlock
  private var filled = 0
  private var position = 0
  /// Offset in the decoded text of the buffer's first byte.
  private var origin = 0
  private var line = 1
  private var isAtEnd = false
  /// Where in the decoded text rows need a look of their own: bytes that are not UTF-8, or zeros.
  private var suspects = 0..<0
  private var checked = 0
  /// Line breaks and blank lines since the last row.
  private var lead: [UInt8] = []

  /// A field that never ends is given up at this many bytes or lines.
  private static let longestField = 1 << 20
  private static let mostLines = 1000

  init(_ source: TextSource, separator: UInt8, _ context: ReadingContext) {
    self.source = source
    self.context = context
    isPlain = source.map.isIdentity
    splitter = DelimitedSplitter(separator: separator)
    buffer = ByteBlock(capacity: min(1 << 18, max(64, context.limits.chunkSize)))
  }

  mutating func next(into row: inout RowBuffer) throws(ToolError) -> Bool {
    while true {
      if position == filled {
        if isAtEnd { return finish() }
        try refill()
        if position == filled { return finish() }
      }
      skipMark()
      row.reset()
      let ending = unsafe buffer.withBytes(0..<filled) { bytes in
        unsafe splitter.read(bytes, from: position, isLast: isAtEnd, into: &row)
      }
      switch ending {
      case .row(let next, let breaks):
        let isBlank = row.bytes.isEmpty && row.cells.count == 1
        row.number = line
        line += breaks
        let range = position..<next
        position = next
        if isBlank {
          lead += original(range)
          continue
        }
        try describe(&row, range)
        return true
      case .open(let quote):
        try checkLength(of: row, quote)
        if isAtEnd, let quote { throw openQuote(line + quote) }
        try refill()
      }
    }
  }

  /// Skips a byte order mark at the start of a row, as joined exports have.
  private mutating func skipMark() {
    while position + 3 <= filled, buffer[position] == 0xEF, buffer[position + 1] == 0xBB, buffer[position + 2] == 0xBF {
      lead += [0xEF, 0xBB, 0xBF]
      position += 3
      if origin + position > 3 { context.update { $0.byteOrderMarks += 1 } }
    }
  }

  /// The source's bytes of a range of the buffer.
  private func original(_ range: Range<Int>) -> [UInt8] {
    if isPlain { return unsafe buffer.withBytes(range) { unsafe Array($0) } }
    return source.original(origin + range.lowerBound..<origin + range.upperBound, [])
  }

  private mutating func describe(_ row: inout RowBuffer, _ range: Range<Int>) throws(ToolError) {
    var end = range.upperBound
    while end > range.lowerBound, buffer[end - 1] == 0x0A || buffer[end - 1] == 0x0D { end -= 1 }
    let decoded = origin + range.lowerBound..<origin + end
    // The row has no lead yet: it takes this one, and gives its memory for the next.
    swap(&row.lead, &lead)
    if isPlain {
      unsafe buffer.withBytes(range.lowerBound..<end) { unsafe row.raw.append(contentsOf: $0) }
      unsafe buffer.withBytes(end..<range.upperBound) { unsafe lead.append(contentsOf: $0) }
      row.byteOffset = decoded.lowerBound
      row.byteLength = decoded.count
    } else {
      row.raw = original(range.lowerBound..<end)
      lead = original(end..<range.upperBound)
      let place = source.map.source(of: decoded)
      row.byteOffset = place.lowerBound
      row.byteLength = place.count
      if source.map.badCount > 0, let bad = source.map.firstBad(in: decoded) {
        row.problem = RecordProblem(
          .badEncoding, path: "row", detail: "not \(source.encoding.rawValue) at byte \(bad)", byteOffset: bad)
      }
    }
    if suspects.overlaps(decoded) { look(at: range.lowerBound..<end, &row) }
  }

  /// Looks for bytes that are not UTF-8, and for zeros.
  private mutating func look(at range: Range<Int>, _ row: inout RowBuffer) {
    let text = unsafe buffer.withBytes(range) { unsafe Array($0) }
    if let bad = UTF8Validation.firstInvalid(in: text.span) {
      if let fallback = context.options.encodingFallback {
        decodeAgain(text, as: fallback, &row)
      } else {
        let offset = row.byteOffset + bad
        row.problem = RecordProblem(
          .badUTF8, path: "row", detail: "not UTF-8 from byte \(offset) on", byteOffset: offset)
      }
    }
    if let zero = row.bytes.firstIndex(of: 0), row.problem == nil {
      row.problem = RecordProblem(.schema, path: "row", detail: "holds a NUL byte", byteOffset: row.byteOffset + zero)
    }
  }

  /// Reads a row that is not UTF-8 in the encoding the user named for such.
  private func decodeAgain(_ text: [UInt8], as encoding: TextEncoding, _ row: inout RowBuffer) {
    let (decoded, bad) = EncodingDecoder.decode(text.span, as: encoding)
    row.bytes.removeAll(keepingCapacity: true)
    row.cells.removeAll(keepingCapacity: true)
    _ = unsafe decoded.withUnsafeBufferPointer { unsafe splitter.read($0, from: 0, isLast: true, into: &row) }
    context.update { $0.fallbackCount += 1 }
    if bad > 0 {
      row.problem = RecordProblem(
        .badEncoding, path: "row", detail: "neither UTF-8 nor \(encoding.rawValue)", byteOffset: row.byteOffset)
    }
  }

  private func checkLength(of row: RowBuffer, _ quote: Int?) throws(ToolError) {
    if let quote, row.bytes.count - Int(row.cells.last?.end ?? 0) > Self.longestField { throw openQuote(line + quote) }
    if let quote, filled - position > 4096 {
      if buffer.count(of: 0x0A, in: position..<filled) > Self.mostLines { throw openQuote(line + quote) }
    }
    if filled - position > context.limits.maximumLineLength {
      throw ToolError(
        "E-INPUT-ROW", file: source.file.name, line: line, byteOffset: origin + position,
        what: "a row is longer than \(context.limits.maximumLineLength) bytes", how: "--max-line",
        exitCode: .inputRefused)
    }
  }

  private func openQuote(_ line: Int) -> ToolError {
    ToolError(
      "E-INPUT-QUOTE", file: source.file.name, line: line, what: "quote opened at line \(line) is never closed",
      how: "close or double it", exitCode: .inputRefused)
  }

  private func finish() -> Bool {
    context.update { entry in
      entry.byteCount = origin + filled
      entry.lineCount = line - 1
    }
    return false
  }

  private mutating func refill() throws(ToolError) {
    if position > 0 {
      buffer.moveToStart(position..<filled)
      origin += position
      source.forget(before: origin)
      checked = max(0, checked - position)
      filled -= position
      position = 0
    }
    if filled == buffer.capacity {
      let larger = ByteBlock(capacity: buffer.capacity * 2)
      larger.copy(from: buffer, 0..<filled)
      buffer = larger
    }
    let count = unsafe try buffer.fill(from: filled, upTo: buffer.capacity) { (space) throws(ToolError) in
      unsafe try source.read(into: space)
    }
    filled += count
    if count == 0 { isAtEnd = true }
    check()
  }

  /// Looks once over what is new, so that clean text needs no look at each row.
  private mutating func check() {
    let end = isAtEnd ? filled : wholeCharacters(upTo: filled)
    guard end > checked else { return }
    let isGood = unsafe buffer.withBytes(checked..<end) { bytes in
      unsafe csimdjson_is_utf8(bytes.baseAddress!, bytes.count) != 0
    }
    if !isGood || buffer.first(0, in: checked..<end) != nil {
      // What was suspect before may still lie in the buffer.
      let first = suspects.upperBound > origin ? suspects.lowerBound : origin + checked
      suspects = first..<origin + end
    }
    checked = end
  }

  /// The place before a character that is still incomplete, which is looked at with the next bytes.
  private func wholeCharacters(upTo end: Int) -> Int {
    var lead = end - 1
    while lead > checked, end - lead < 4, buffer[lead] & 0xC0 == 0x80 { lead -= 1 }
    guard lead >= checked, buffer[lead] >= 0xC0 else { return end }
    let length = buffer[lead] >= 0xF0 ? 4 : buffer[lead] >= 0xE0 ? 3 : 2
    return lead + length > end ? lead : end
  }
}
