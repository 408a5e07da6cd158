internal import CSimdjson

/// Reads the rows of delimited text in constant memory.
final class DelimitedRows: RowReader {
  let splitter: DelimitedSplitter

  private let source: TextSource
  private let context: ReadingContext
  private var buffer: [UInt8]
  private var filled = 0
  private var position = 0
  /// Offset in the decoded text of the buffer's first byte.
  private var origin = 0
  private var line = 1
  private var isAtEnd = false
  /// Whether what is in the buffer needs a look at each row: bytes that are not UTF-8, or zeros.
  private var isSuspect = false
  private var checked = 0
  /// Line breaks and blank lines since the last row.
  private var lead: [UInt8] = []

  /// A field that never ends is given up at this many bytes or lines.
  private static let longestField = 1 << 20
  private static let mostLines = 1000

  init(_ source: TextSource, separator: UInt8, _ context: ReadingContext) {
    self.source = source
    self.context = context
    splitter = DelimitedSplitter(separator: separator)
    buffer = Array(repeating: 0, count: min(1 << 18, max(64, context.limits.chunkSize)))
  }

  var columnNames: [String]? { nil }
  var isRectangular: Bool { true }

  func next(into row: inout RowBuffer) throws(ToolError) -> Bool {
    while true {
      if position == filled {
        if isAtEnd { return finish() }
        try refill()
        if position == filled { return finish() }
      }
      skipMark()
      row.reset()
      let ending = unsafe buffer.withUnsafeBufferPointer { bytes in
        unsafe splitter.read(
          UnsafeBufferPointer(rebasing: bytes[..<filled]), from: position, isLast: isAtEnd, into: &row)
      }
      switch ending {
      case .row(let next, let breaks):
        let isBlank = row.bytes.isEmpty && row.cells.count == 1
        row.number = line
        line += breaks
        let range = position..<next
        position = next
        if isBlank {
          lead += source.original(origin + range.lowerBound..<origin + range.upperBound, buffer[range])
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
  private func skipMark() {
    while position + 3 <= filled, buffer[position] == 0xEF, buffer[position + 1] == 0xBB, buffer[position + 2] == 0xBF {
      lead += buffer[position..<position + 3]
      position += 3
      if origin + position > 3 { context.update { $0.byteOrderMarks += 1 } }
    }
  }

  private func describe(_ row: inout RowBuffer, _ range: Range<Int>) throws(ToolError) {
    var end = range.upperBound
    while end > range.lowerBound, buffer[end - 1] == 0x0A || buffer[end - 1] == 0x0D { end -= 1 }
    let decoded = origin + range.lowerBound..<origin + end
    let place = source.map.source(of: decoded)
    row.lead.append(contentsOf: lead)
    lead.removeAll(keepingCapacity: true)
    if source.map.isIdentity {
      row.raw.append(contentsOf: buffer[range.lowerBound..<end])
      lead.append(contentsOf: buffer[end..<range.upperBound])
    } else {
      row.raw = source.original(decoded, [])
      lead = source.original(origin + end..<origin + range.upperBound, [])
    }
    row.byteOffset = place.lowerBound
    row.byteLength = place.count
    if source.map.badCount > 0, let bad = source.map.firstBad(in: decoded) {
      row.problem = RecordProblem(
        .badEncoding, path: "row", detail: "not \(source.encoding.rawValue) at byte \(bad)", byteOffset: bad)
    }
    guard isSuspect else { return }
    let invalid = UTF8Validation.firstInvalid(in: buffer.span.extracting(range.lowerBound..<end))
    if let bad = invalid {
      if let fallback = context.options.encodingFallback {
        decodeAgain(Array(buffer[range.lowerBound..<end]), as: fallback, &row)
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
      var breaks = 0
      for index in position..<filled where buffer[index] == 0x0A { breaks += 1 }
      if breaks > Self.mostLines { throw openQuote(line + quote) }
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

  private func refill() throws(ToolError) {
    if position > 0 {
      buffer.replaceSubrange(0..<filled - position, with: buffer[position..<filled])
      origin += position
      source.forget(before: origin)
      checked = max(0, checked - position)
      filled -= position
      position = 0
    }
    if filled == buffer.count { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }
    let from = filled
    let count = unsafe try buffer.withRawBytes { (space) throws(ToolError) in
      unsafe try source.read(into: UnsafeMutableRawBufferPointer(rebasing: space[from...]))
    }
    filled += count
    if count == 0 { isAtEnd = true }
    check()
  }

  /// Looks once over what is new, so that clean text needs no look at each row.
  private func check() {
    var end = filled
    // A character that is still incomplete is looked at with the next bytes.
    if !isAtEnd { while end > checked, filled - end < 4, buffer[end - 1] >= 0x80 { end -= 1 } }
    guard end > checked else { return }
    let isGood = unsafe buffer.withUnsafeBufferPointer { bytes in
      unsafe csimdjson_is_utf8(bytes.baseAddress! + checked, end - checked) != 0
    }
    let hasZero = !isGood || buffer[checked..<end].contains(0)
    if hasZero { isSuspect = true }
    checked = end
  }
}
