/// The memory that folding writes to, reused from text to text.
///
/// Unsafe code: bytes and breakpoints are written before their final number is known.
@safe
struct FoldingBuffer: ~Copyable {
  /// Room that must stay free beyond what is left of the source: the longest folding of one code point, and what a
  /// loop writes in whole words.
  static let slack = 128

  /// The folded bytes.
  private(set) var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var breakpoints: UnsafeMutablePointer<Breakpoint>
  private var breakpointCapacity: Int
  /// Number of breakpoints.
  private(set) var breakpointCount = 0

  init() {
    capacity = 4096
    breakpointCapacity = 1024
    unsafe start = .allocate(capacity: capacity)
    unsafe breakpoints = .allocate(capacity: breakpointCapacity)
  }

  deinit {
    unsafe start.deallocate()
    unsafe breakpoints.deallocate()
  }

  /// Makes room for `count` bytes and keeps what is there.
  @inline(__always)
  mutating func reserve(_ count: Int, keeping used: Int = 0) {
    if count > capacity { grow(count, used) }
  }

  @inline(never)
  private mutating func grow(_ count: Int, _ used: Int) {
    let larger = max(count, capacity * 2)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    unsafe moved.update(from: start, count: used)
    unsafe start.deallocate()
    unsafe start = moved
    capacity = larger
  }

  /// Writes the 0x0A after a turn and returns the next offset.
  mutating func appendLineFeed(at offset: Int) -> Int {
    reserve(offset + Self.slack, keeping: offset)
    unsafe start[offset] = 0x0A
    return offset + 1
  }

  // MARK: - Breakpoints

  /// Forgets all breakpoints, or those from `count` on.
  @inline(__always)
  mutating func truncateBreakpoints(to count: Int) { breakpointCount = count }

  /// Says that from here on bytes correspond one to one, unless they already do.
  mutating func beginLinear(folded: Int, original: Int) {
    if breakpointCount > 0 {
      let last = unsafe breakpoints[breakpointCount - 1]
      if !last.isCluster, folded - Int(last.folded) == original - Int(last.original) { return }
    }
    append(Breakpoint(folded: folded, original: original, isCluster: false))
  }

  /// Says that a piece of the original folded as one.
  @inline(__always)
  mutating func appendCluster(folded: Range<Int>, original: Range<Int>) {
    append(Breakpoint(folded: folded.lowerBound, original: original.lowerBound, isCluster: true))
    unsafe breakpoints[breakpointCount] = Breakpoint(
      folded: folded.upperBound, original: original.upperBound, isCluster: false)
    breakpointCount += 1
  }

  /// Appends a breakpoint in place of an empty linear run before it and leaves room for one more.
  @inline(__always)
  private mutating func append(_ breakpoint: Breakpoint) {
    if breakpointCount + 2 > breakpointCapacity { growBreakpoints() }
    if breakpointCount > 0 {
      let last = unsafe breakpoints[breakpointCount - 1]
      if !last.isCluster, last.folded == breakpoint.folded { breakpointCount -= 1 }
    }
    unsafe breakpoints[breakpointCount] = breakpoint
    breakpointCount += 1
  }

  @inline(never)
  private mutating func growBreakpoints() {
    let moved = UnsafeMutablePointer<Breakpoint>.allocate(capacity: breakpointCapacity * 2)
    unsafe moved.update(from: breakpoints, count: breakpointCount)
    unsafe breakpoints.deallocate()
    unsafe breakpoints = moved
    breakpointCapacity *= 2
  }

  // MARK: - Results

  /// Replaces the content of an array by the first `count` bytes.
  func copy(_ count: Int, to bytes: inout [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
  }

  /// Replaces the content of an array by the breakpoints.
  func copyBreakpoints(to target: inout [Breakpoint]) {
    target.removeAll(keepingCapacity: true)
    unsafe target.append(contentsOf: UnsafeBufferPointer(start: breakpoints, count: breakpointCount))
  }
}
