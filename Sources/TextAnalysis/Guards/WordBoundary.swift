internal import CICU

/// Tells whether a hit begins and ends at words; one a worker, not thread-safe.
///
/// Unsafe code: owns ICU's break iterator.
@safe
public final class WordBoundary {
  private let words: OpaquePointer

  /// Opens ICU's word break iterator for Chinese, which reads other languages by the root rules.
  public init() throws(TextAnalysisError) {
    guard let opened = unsafe cicu_words_create("zh") else { throw TextAnalysisError("ICU has no word breaks") }
    unsafe words = opened
  }

  deinit { unsafe cicu_words_destroy(words) }

  /// Whether both ends of a hit lie on segment boundaries; the hit need not be one word.
  ///
  /// Only the clause around the hit is segmented, by UAX #29 and ICU's dictionary.
  /// - Complexity: O(*n*) for the bytes of the clause
  public func bothEndsOnBoundary(hit: Range<Int>, in turn: Range<Int>, of folded: FoldedText) -> Bool {
    guard !hit.isEmpty else { return false }
    let clause = Clause.range(around: hit, in: turn, of: folded.bytes)
    return unsafe folded.bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      let found = unsafe cicu_words_boundaries(
        words, base + clause.lowerBound, Int64(clause.count), Int64(hit.lowerBound - clause.lowerBound),
        Int64(hit.upperBound - clause.lowerBound))
      return found == 3
    }
  }

  /// The hit widened to whole words: 保本 in 确保本月 becomes 确保本月.
  ///
  /// At most `reach` code points are added on a side.
  ///
  /// - Complexity: O(*n* · *reach*) for the bytes of the clause
  public func words(around hit: Range<Int>, in turn: Range<Int>, of folded: FoldedText, reach: Int = 4) -> Range<Int> {
    guard !hit.isEmpty else { return hit }
    let clause = Clause.range(around: hit, in: turn, of: folded.bytes)
    var low = hit.lowerBound
    var high = hit.upperBound
    func sides(_ range: Range<Int>) -> Int {
      unsafe folded.bytes.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return 3 }
        return Int(
          unsafe cicu_words_boundaries(
            words, base + clause.lowerBound, Int64(clause.count), Int64(range.lowerBound - clause.lowerBound),
            Int64(range.upperBound - clause.lowerBound)))
      }
    }
    for _ in 0..<reach where low > clause.lowerBound && sides(low..<high) & 1 == 0 {
      low = CodePoints.before(low, in: folded.bytes)
    }
    for _ in 0..<reach where high < clause.upperBound && sides(low..<high) & 2 == 0 {
      high += CodePoints.decode(folded.bytes, at: high).length
    }
    // 确保|本 ends where the hit ends; only what follows tells 确保本月 from 确保本金.
    if low < hit.lowerBound, high == hit.upperBound, high < clause.upperBound {
      high += CodePoints.decode(folded.bytes, at: high).length
    }
    return max(low, clause.lowerBound)..<min(high, clause.upperBound)
  }

  /// Whether an end of a hit that is a letter or digit of an alphabet has no such neighbour outside.
  ///
  /// This is the meaning of `boundary: auto`: "car" does not hit "card", and 保本 hits anywhere.
  /// - Complexity: O(1)
  public static func alphabeticEndsAreFree(
    hit: Range<Int>, in turn: Range<Int>, of folded: FoldedText
  ) -> Bool {
    guard !hit.isEmpty else { return false }
    let bytes = folded.bytes
    func isAlphanumeric(at index: Int) -> Bool {
      CodePoints.isAlphanumeric(CodePoints.decode(bytes, at: index).value)
    }
    if hit.lowerBound > turn.lowerBound, isAlphanumeric(at: hit.lowerBound),
      isAlphanumeric(at: CodePoints.before(hit.lowerBound, in: bytes))
    {
      return false
    }
    if hit.upperBound < turn.upperBound, isAlphanumeric(at: hit.upperBound),
      isAlphanumeric(at: CodePoints.before(hit.upperBound, in: bytes))
    {
      return false
    }
    return true
  }
}
