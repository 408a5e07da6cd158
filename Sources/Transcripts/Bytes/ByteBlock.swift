// The memory that input passes through, and the searches over it. Raw memory, so that a block is filled by read(2),
// parsed in place by simdjson and given back without being cleared or counted in between.

internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A piece of memory that one side fills and others then only read.
@safe final class ByteBlock: @unchecked Sendable {
  private let base: UnsafeMutablePointer<UInt8>
  /// How many bytes of text it can hold; ``padding`` more follow.
  let capacity: Int
  private let pool: BlockPool?

  /// Readable bytes behind the text, as the JSON parser wants.
  static let padding = 64

  fileprivate init(base: UnsafeMutablePointer<UInt8>, capacity: Int, pool: BlockPool?) {
    unsafe self.base = base
    self.capacity = capacity
    self.pool = pool
  }

  /// Makes a block that is freed, not recycled.
  init(capacity: Int) {
    unsafe base = .allocate(capacity: capacity + Self.padding)
    self.capacity = capacity
    pool = nil
  }

  deinit {
    if let pool { unsafe pool.recycle(base) } else { unsafe base.deallocate() }
  }

  /// The bytes of a range.
  @inline(__always)
  func withBytes<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
    return unsafe try body(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// The byte at an offset.
  subscript(offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < capacity)
    return unsafe base[offset]
  }

  /// The offset of the first `byte` in a range, or `nil`.
  func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
    guard let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count) else { return nil }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// The offset of the last `byte` in a range, or `nil`.
  func last(_ byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
    var offset = range.upperBound
    while offset > range.lowerBound {
      offset -= 1
      if unsafe base[offset] == byte { return offset }
    }
    return nil
  }

  /// How often `byte` occurs in a range; fast where that is seldom, as line breaks are.
  func count(of byte: UInt8, in range: Range<Int>) -> Int {
    var count = 0
    var offset = range.lowerBound
    while let found = first(byte, in: offset..<range.upperBound) {
      count += 1
      offset = found + 1
    }
    return count
  }

  /// Lets `body` fill the space from an offset to the end; gives what it says it filled.
  func fill(
    from offset: Int, upTo limit: Int, _ body: (UnsafeMutableRawBufferPointer) throws(ToolError) -> Int
  ) throws(ToolError) -> Int {
    precondition(offset >= 0 && offset <= limit && limit <= capacity)
    return unsafe try body(UnsafeMutableRawBufferPointer(start: base + offset, count: limit - offset))
  }

  /// Lets `body` rewrite a range.
  func change<Result>(_ range: Range<Int>, _ body: (UnsafeMutableBufferPointer<UInt8>) -> Result) -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
    return unsafe body(UnsafeMutableBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// Copies bytes of another block to this one's start.
  func copy(from other: ByteBlock, _ range: Range<Int>) {
    precondition(range.count <= capacity && range.lowerBound >= 0 && range.upperBound <= other.capacity)
    unsafe base.update(from: other.base + range.lowerBound, count: range.count)
  }

  /// Moves bytes to the block's start.
  func moveToStart(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
    unsafe memmove(base, base + range.lowerBound, range.count)
  }

  /// Writes zeros behind the text that ends at `end`.
  func pad(at end: Int) {
    precondition(end <= capacity)
    unsafe (base + end).update(repeating: 0, count: Self.padding)
  }
}

/// Keeps blocks of one size for use again, so that a run touches the same few megabytes all the time.
@safe final class BlockPool: Sendable {
  /// The size of its blocks in bytes.
  let capacity: Int
  private let limit = 32
  private let free = Mutex<[UInt]>([])

  init(capacity: Int) { self.capacity = capacity }

  deinit {
    free.withLock { for address in $0 { unsafe UnsafeMutablePointer<UInt8>(bitPattern: address)?.deallocate() } }
  }

  /// A block with unspecified content.
  func block() -> ByteBlock {
    if let address = free.withLock({ $0.popLast() }), let base = unsafe UnsafeMutablePointer<UInt8>(bitPattern: address)
    {
      return unsafe ByteBlock(base: base, capacity: capacity, pool: self)
    }
    return unsafe ByteBlock(base: .allocate(capacity: capacity + ByteBlock.padding), capacity: capacity, pool: self)
  }

  fileprivate func recycle(_ base: UnsafeMutablePointer<UInt8>) {
    let kept = free.withLock { addresses in
      guard addresses.count < limit else { return false }
      addresses.append(UInt(bitPattern: base))
      return true
    }
    if !kept { unsafe base.deallocate() }
  }
}

extension ByteBlock {
  /// Copies an array to the block's start.
  func copy(from bytes: [UInt8]) {
    precondition(bytes.count <= capacity)
    unsafe bytes.withUnsafeBufferPointer { source in
      guard let first = source.baseAddress else { return }
      unsafe base.update(from: first, count: source.count)
    }
  }
}

extension [UInt8] {
  /// Lets `body` write into the array's memory; its typed error goes through.
  mutating func withRawBytes<Result>(
    _ body: (UnsafeMutableRawBufferPointer) throws(ToolError) -> Result
  ) throws(ToolError) -> Result {
    unsafe try withUnsafeMutableBufferPointer { (bytes) throws(ToolError) in
      unsafe try body(UnsafeMutableRawBufferPointer(bytes))
    }
  }
}
