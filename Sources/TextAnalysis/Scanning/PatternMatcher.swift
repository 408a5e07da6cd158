internal import CPCRE2

/// One thread's PCRE2 state, and the patterns it has asked for.
///
/// Unsafe code: owns the worker of the C library.
@safe
final class PatternMatcher {
  private let worker: OpaquePointer
  private var patterns: [CompiledPattern?]

  /// Heap of the interpreter, which takes over where machine code runs out of stack.
  private static let heapLimitKiB: UInt32 = 20_000
  private static let stackSize = 1 << 20

  init(patternCount: Int) throws(TextAnalysisError) {
    let created = unsafe cpcre_worker_create(UInt32(Scanner.matchLimit), Self.heapLimitKiB, Self.stackSize)
    guard let created = unsafe created else { throw TextAnalysisError("no memory for a match worker") }
    unsafe worker = created
    patterns = Array(repeating: nil, count: patternCount)
  }

  deinit { unsafe cpcre_worker_destroy(worker) }

  /// The compiled form of a pattern, asked from the scanner once.
  func pattern(_ index: Int, of scanner: Scanner) -> CompiledPattern? {
    if let pattern = patterns[index] { return pattern }
    patterns[index] = scanner.compiledPattern(index)
    return patterns[index]
  }

  /// Appends all non-overlapping, non-empty matches in a range of valid UTF-8.
  func matches(
    _ pattern: CompiledPattern, in range: Range<Int>, of bytes: [UInt8], into spans: inout [Range<Int>]
  ) -> PatternOutcome {
    precondition(range.upperBound <= bytes.count)
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return .complete }
      let subject = unsafe base + range.lowerBound
      var from = 0
      var start = 0
      var end = 0
      while from < range.count {
        switch unsafe cpcre_match(worker, pattern.handle, subject, range.count, from, &start, &end) {
        case Int32(CPCRE_MATCH):
          guard start < end, end > from else { return .limitReached }
          spans.append(range.lowerBound + start..<range.lowerBound + end)
          from = end
        case Int32(CPCRE_NO_MATCH): return .complete
        default: return .limitReached
        }
      }
      return .complete
    }
  }
}
