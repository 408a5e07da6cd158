/// A stretch of whole lines of one input, cut only at line breaks.
public struct LineChunk: Sendable {
  let block: ByteBlock
  /// How many bytes it has, line breaks included.
  public let count: Int
  /// Index into the run's list of inputs.
  public let input: Int
  /// The number of its first line, from 1.
  public let firstLine: Int
  /// The offset of its first byte in the decompressed input.
  public let byteOffset: Int
  /// Whether the input ends with this chunk's last line and that line has no line break.
  public let endsUnterminated: Bool
  /// The longest line that may be decoded, in bytes.
  public let maximumLineLength: Int
  let separator: UInt8
  /// Where its lines lie in a source that was decoded; empty for text read as it is.
  var places = LinePlaces()

  /// One line of a chunk, without its line break.
  public struct Line: Sendable, Hashable {
    /// The line's bytes in its chunk.
    public let range: Range<Int>
    /// The line's number in its input, from 1.
    public let number: Int
    /// Whether the input ends inside this line's last byte: no line break follows.
    public let isUnterminated: Bool
  }

  /// The lines that are not blank, in order.
  public var lines: Lines { Lines(chunk: self) }

  /// The bytes of a line or of any other range of the chunk.
  public func withBytes<Result>(_ range: Range<Int>, _ body: (Span<UInt8>) -> Result) -> Result {
    unsafe block.withBytes(range) { unsafe body(Span(_unsafeElements: $0)) }
  }

  /// A copy of the bytes of a line.
  public func bytes(of line: Line) -> [UInt8] { unsafe block.withBytes(line.range) { unsafe Array($0) } }

  /// Where a line lies in its input.
  public func reference(to line: Line) -> SourceReference {
    let start = byteOffset + line.range.lowerBound
    let range = places.source(of: start..<start + line.range.count)
    return SourceReference(input: input, line: line.number, byteOffset: range.lowerBound, byteLength: range.count)
  }

  /// Iterates over the lines of a chunk that are not blank.
  ///
  /// One carriage return before the line feed is taken off, and so are byte order marks at the start of a line, which
  /// joined exports have.
  public struct Lines: Sequence, IteratorProtocol, Sendable {
    private let chunk: LineChunk
    private var offset = 0
    private var number: Int
    /// How many byte order marks were taken off so far.
    public private(set) var byteOrderMarks = 0

    fileprivate init(chunk: LineChunk) {
      self.chunk = chunk
      number = chunk.firstLine
    }

    /// The next line that is not blank.
    public mutating func next() -> Line? {
      let block = chunk.block
      while offset < chunk.count {
        var start = offset
        let found = block.first(chunk.separator, in: offset..<chunk.count)
        var end = found ?? chunk.count
        offset = end + 1
        let lineNumber = number
        number += 1
        if end > start, block[end - 1] == 0x0D { end -= 1 }
        while end - start >= 3, block[start] == 0xEF, block[start + 1] == 0xBB, block[start + 2] == 0xBF {
          start += 3
          byteOrderMarks += 1
        }
        var first = start
        while first < end, block[first].isJSONSpace { first += 1 }
        if first == end { continue }
        return Line(range: start..<end, number: lineNumber, isUnterminated: found == nil && chunk.endsUnterminated)
      }
      return nil
    }
  }
}

extension LineChunk {
  /// Makes a chunk of bytes in memory, for tests and small inputs.
  public init(
    _ bytes: [UInt8], input: Int = 0, firstLine: Int = 1, byteOffset: Int = 0,
    maximumLineLength: Int = InputLimits.default.maximumLineLength
  ) {
    let block = ByteBlock(capacity: bytes.count)
    block.copy(from: bytes)
    block.pad(at: bytes.count)
    self.init(
      block: block, count: bytes.count, input: input, firstLine: firstLine, byteOffset: byteOffset,
      endsUnterminated: bytes.last != 0x0A, maximumLineLength: maximumLineLength, separator: 0x0A)
  }
}
