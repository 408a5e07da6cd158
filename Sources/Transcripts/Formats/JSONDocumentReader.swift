/// Cuts a JSON array, or objects spread over lines, into chunks with one record a line.
///
/// Bytes keep their places: the commas between records become line feeds, line breaks inside a record become spaces, so
/// every offset is that of the source. A line's number is the record's number.
final class JSONDocumentReader: TranscriptReader {
  private let source: TextSource
  private let context: ReadingContext
  private var block: ByteBlock
  private var filled = 0
  private var scanned = 0
  /// One past the line feed of the last whole record in the block.
  private var cut = 0
  private var offset = 0
  private var line = 1
  private var isAtEnd = false
  private var isFinished = false
  private var saysCut = false
  private var scan = JSONRecordScan()

  init(_ source: TextSource, _ context: ReadingContext) {
    self.source = source
    self.context = context
    block = context.pool.block()
  }

  func next() throws(ToolError) -> InputBatch.Payload? {
    while !isFinished {
      if !isAtEnd { try fill() }
      scanAhead()
      if cut > 0 { return .lines(emit(upTo: cut)) }
      if isAtEnd { return finish() }
      if filled > context.limits.maximumLineLength + 1 { return .conversations([], [try skipRecord()]) }
      if filled == block.capacity { grow() }
    }
    return nil
  }

  private func fill() throws(ToolError) {
    while filled < block.capacity {
      let count = unsafe try block.fill(from: filled, upTo: block.capacity) { (space) throws(ToolError) in
        unsafe try source.read(into: space)
      }
      if count == 0 {
        isAtEnd = true
        return
      }
      filled += count
      if !source.isReady { return }
    }
  }

  private func scanAhead() {
    let start = scanned
    let found = unsafe block.change(start..<filled) { unsafe scan.run($0) }
    if found > 0 { cut = start + found }
    scanned = filled
  }

  private func emit(upTo end: Int) -> LineChunk {
    block.pad(at: filled)
    let chunk = LineChunk(
      block: block, count: end, input: context.input, firstLine: line, byteOffset: offset,
      endsUnterminated: isAtEnd && end == filled && block[end - 1] != 0x0A,
      maximumLineLength: context.limits.maximumLineLength, separator: 0x0A,
      places: source.map.places(in: offset..<offset + end))
    let rest = end..<filled
    let next = rest.count < context.pool.capacity ? context.pool.block() : ByteBlock(capacity: rest.count * 2)
    next.copy(from: block, rest)
    line += block.count(of: 0x0A, in: 0..<end)
    move(to: next, count: rest.count, past: end)
    return chunk
  }

  private func move(to next: ByteBlock, count: Int, past end: Int) {
    offset += end
    source.forget(before: offset)
    block = next
    filled = count
    scanned = count
    cut = 0
  }

  private func grow() {
    let larger = ByteBlock(capacity: min(block.capacity * 2, context.limits.maximumLineLength + context.pool.capacity))
    larger.copy(from: block, 0..<filled)
    block = larger
  }

  /// Reads past a record that is too long without keeping it.
  private func skipRecord() throws(ToolError) -> QuarantinedRecord {
    let start = offset
    while cut == 0, !isAtEnd {
      offset += filled
      (filled, scanned) = (0, 0)
      try fill()
      scanAhead()
    }
    // Line feeds stand only where records end, so the first one ends this record.
    let whole = cut
    let end = block.first(0x0A, in: 0..<filled).map { $0 + 1 } ?? filled
    let length = offset + end - start
    let next = context.pool.block()
    let rest = end..<filled
    let target = rest.count <= next.capacity ? next : ByteBlock(capacity: rest.count)
    target.copy(from: block, rest)
    let record = QuarantinedRecord(
      source: SourceReference(input: context.input, line: line, byteOffset: start, byteLength: length),
      problem: RecordProblem(
        .lineTooLong, detail: "longer than \(context.limits.maximumLineLength) bytes; raise --max-line"), sha256: "")
    line += 1
    move(to: target, count: rest.count, past: end)
    cut = max(0, whole - end)
    return record
  }

  /// The last record, or what is missing at the end.
  private func finish() -> InputBatch.Payload? {
    if filled > 0, block.first(0x7B, in: 0..<filled) != nil || scan.isInsideRecord {
      // A record that is cut says itself that the input ends too early.
      saysCut = scan.isCut
      scan.end()
      return .lines(emit(upTo: filled))
    }
    isFinished = true
    context.update { entry in
      entry.byteCount = offset + filled
      entry.lineCount = line - 1
    }
    guard scan.isArrayOpen, !saysCut else { return nil }
    let problem = RecordProblem(.truncated, detail: "the array is not closed: the input was cut")
    let place = SourceReference(input: context.input, line: line, byteOffset: offset + filled, byteLength: 0)
    return .conversations([], [QuarantinedRecord(source: place, problem: problem, sha256: SHA256.hex([]))])
  }
}

/// Follows the nesting of JSON text over pieces of any size, and marks the ends of records by line feeds.
struct JSONRecordScan {
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private var isInArray = false
  /// Whether something of a record came since the last comma.
  private var hasElement = false
  /// Whether a record outside an array has ended and no line feed came yet.
  private var awaitsBreak = false

  /// Whether the array's closing bracket is missing.
  var isArrayOpen: Bool { isInArray }
  /// Whether the text ends inside an object, a list or a string.
  var isCut: Bool { depth > 0 || isInString }
  /// Whether a record is open.
  var isInsideRecord: Bool { depth > 0 || isInString || (isInArray && hasElement) }

  /// The input has ended.
  mutating func end() {
    depth = 0
    isInString = false
    hasElement = false
  }

  /// Rewrites a piece; gives how many of its bytes belong to whole records.
  mutating func run(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var end = 0
    for index in 0..<bytes.count {
      let byte = unsafe bytes[index]
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == 0x5C {
          isEscaped = true
        } else if byte == 0x22 {
          isInString = false
        } else if byte == 0x0A || byte == 0x0D {
          // Never allowed there: stays forbidden, but no longer cuts the record.
          unsafe bytes[index] = 1
        }
        continue
      }
      switch byte {
      case 0x22:
        isInString = true
        hasElement = true
      case 0x5B where depth == 0 && !isInArray && !hasElement:
        isInArray = true
        unsafe bytes[index] = 0x20
      case 0x7B, 0x5B:
        depth += 1
        hasElement = true
      case 0x5D where depth == 0 && isInArray:
        isInArray = false
        hasElement = false
        unsafe bytes[index] = 0x0A
        end = index + 1
      case 0x7D, 0x5D:
        if depth > 0 { depth -= 1 }
        awaitsBreak = depth == 0 && !isInArray
      case 0x2C where depth == 0 && isInArray && hasElement:
        unsafe bytes[index] = 0x0A
        hasElement = false
        end = index + 1
      case 0x20, 0x09, 0x0A, 0x0D:
        if awaitsBreak {
          unsafe bytes[index] = 0x0A
          awaitsBreak = false
          hasElement = false
          end = index + 1
        } else if byte != 0x09 {
          unsafe bytes[index] = 0x20
        }
      // A byte order mark before a record is none of it; the line's reader takes it off.
      case 0xEF where depth == 0, 0xBB where depth == 0, 0xBF where depth == 0: break
      default: hasElement = true
      }
    }
    return end
  }
}
