/// Cuts one input into chunks of whole lines, in constant memory.
final class LineReader: TranscriptReader {
  /// What a step gave.
  enum Step {
    case chunk(LineChunk)
    case oversize(QuarantinedRecord)
    case end
  }

  private let source: TextSource
  private let input: Int
  private let limits: InputLimits
  private let pool: BlockPool
  private let report: InputReport
  private var block: ByteBlock
  private var filled = 0
  private var searched = 0
  private var isAtEnd = false
  private let separator: UInt8
  private var line = 1
  private var offset = 0

  /// Reads the lines of a source.
  init(_ source: TextSource, _ context: ReadingContext) {
    self.source = source
    separator = source.head.separator
    input = context.input
    limits = context.limits
    pool = context.pool
    report = context.report
    block = pool.block()
  }

  /// The next piece of lines, or a line that is too long.
  func next() throws(ToolError) -> InputBatch.Payload? {
    switch try step() {
    case .chunk(let chunk): .lines(chunk)
    case .oversize(let record): .conversations([], [record])
    case .end: nil
    }
  }

  /// The next chunk, the next line that is too long, or the end.
  func step() throws(ToolError) -> Step {
    while true {
      if !isAtEnd { try fill() }
      if let cut = block.last(separator, in: searched..<filled) { return .chunk(emit(upTo: cut + 1)) }
      searched = filled
      if isAtEnd { return filled == 0 ? finish() : .chunk(emit(upTo: filled)) }
      if filled > limits.maximumLineLength + 1 { return .oversize(try skipLine()) }
      if filled == block.capacity { grow() }
    }
  }

  /// Reads until the block is full, or as much as is there without waiting once a whole line is.
  private func fill() throws(ToolError) {
    var sawLine = false
    while filled < block.capacity, !(sawLine && !source.isReady) {
      let start = filled
      let count = unsafe try block.fill(from: start, upTo: block.capacity) { (space) throws(ToolError) in
        unsafe try source.read(into: space)
      }
      if count == 0 {
        isAtEnd = true
        return
      }
      filled += count
      sawLine = sawLine || block.first(separator, in: start..<filled) != nil
    }
  }

  /// Hands out the bytes up to `end` and keeps the rest as the start of the next chunk.
  private func emit(upTo end: Int) -> LineChunk {
    let rest = end..<filled
    block.pad(at: filled)
    let chunk = LineChunk(
      block: block, count: end, input: input, firstLine: line, byteOffset: offset,
      endsUnterminated: isAtEnd && rest.isEmpty && block[end - 1] != separator,
      maximumLineLength: limits.maximumLineLength, separator: separator,
      places: source.map.places(in: offset..<offset + end))
    source.forget(before: offset + end)
    let next = rest.count < pool.capacity ? pool.block() : ByteBlock(capacity: rest.count * 2)
    next.copy(from: block, rest)
    line += block.count(of: separator, in: 0..<end)
    offset += end
    block = next
    filled = rest.count
    searched = rest.count
    return chunk
  }

  private func grow() {
    let larger = ByteBlock(capacity: min(block.capacity * 2, limits.maximumLineLength + pool.capacity))
    larger.copy(from: block, 0..<filled)
    block = larger
  }

  /// Reads past a line that is too long without keeping it.
  private func skipLine() throws(ToolError) -> QuarantinedRecord {
    let digest = SHA256()
    var length = 0
    var lastByte: UInt8 = 0
    var end: Int?
    while true {
      end = block.first(separator, in: 0..<filled)
      let part = 0..<(end ?? filled)
      // A carriage return that may belong to the line break is held back for a moment.
      if !part.isEmpty {
        if lastByte == 0x0D { digest.update([0x0D].span) }
        lastByte = block[part.upperBound - 1]
        let kept = lastByte == 0x0D ? part.dropLast() : part
        unsafe block.withBytes(kept) { unsafe digest.update(Span(_unsafeElements: $0)) }
        length += part.count
      }
      if end != nil || isAtEnd { break }
      filled = unsafe try block.fill(from: 0, upTo: block.capacity) { (space) throws(ToolError) in
        unsafe try source.read(into: space)
      }
      isAtEnd = filled == 0
    }
    if lastByte == 0x0D, end == nil { digest.update([0x0D].span) }
    let stripped = lastByte == 0x0D && end != nil ? length - 1 : length
    let record = QuarantinedRecord(
      source: SourceReference(
        input: input, line: line, byteOffset: source.map.source(of: offset), byteLength: stripped),
      problem: RecordProblem(
        .lineTooLong, detail: "longer than \(limits.maximumLineLength) bytes; raise --max-line"),
      sha256: SHA256.hex(digest: digest.finish()))
    let taken = end.map { $0 + 1 } ?? filled
    let next = pool.block()
    let rest = taken..<filled
    let target = rest.count <= next.capacity ? next : ByteBlock(capacity: rest.count)
    target.copy(from: block, rest)
    offset += length + (end == nil ? 0 : 1)
    line += 1
    block = target
    filled = rest.count
    searched = 0
    return record
  }

  private func finish() -> Step {
    report.update(input) { entry in
      entry.byteCount = offset
      entry.lineCount = line - 1
    }
    return .end
  }
}
