/// The character n-grams of a text, in order, with their places.
///
/// Two neighbouring ideographs (or characters of other scripts without word spaces) give one bigram, punctuation and
/// spaces between them left out; a lone one gives itself. A word of letters or digits gives the trigrams of the word
/// with a space on both sides, so `fee` gives ` fe`, `fee`, `ee `. A gram never mixes the two kinds.
enum Grams {
  /// A gram: up to three code points of 21 bits, and its bytes.
  struct Gram: Sendable {
    var key: UInt64
    var start: Int32
    var end: Int32
  }

  /// The keys of a range of folded bytes.
  static func keys(in range: Range<Int>, of bytes: [UInt8]) -> [UInt64] {
    var keys: [UInt64] = []
    forEach(in: range, of: bytes) { keys.append($0.key) }
    return keys
  }

  /// Calls `body` with every gram of a range of folded bytes.
  ///
  /// - Complexity: O(*n*)
  @inline(__always)
  static func forEach(in range: Range<Int>, of bytes: [UInt8], _ body: (Gram) -> Void) {
    var index = range.lowerBound
    // The ideograph before, and whether a bigram already holds it.
    var previous: UInt64 = 0
    var previousStart = 0
    var previousEnd = 0
    var isUsed = true
    while index < range.upperBound {
      let start = index
      let (value, length) = CodePoints.decode(bytes, at: index)
      let isIdeograph = value >= 0x3400 && value < 0xA000
      if !isIdeograph, CodePoints.isAlphanumeric(value) {
        if !isUsed { body(Gram(key: previous, start: Int32(previousStart), end: Int32(previousEnd))) }
        previous = 0
        isUsed = true
        index = forEachOfWord(from: index, to: range.upperBound, of: bytes, body)
        continue
      }
      index += length
      guard isIdeograph || !CodePoints.isSeparator(value) else { continue }
      if previous != 0 {
        body(Gram(key: previous << 21 | UInt64(value), start: Int32(previousStart), end: Int32(index)))
      }
      isUsed = previous != 0
      previous = UInt64(value)
      previousStart = start
      previousEnd = index
    }
    if !isUsed { body(Gram(key: previous, start: Int32(previousStart), end: Int32(previousEnd))) }
  }

  @inline(__always)
  private static func forEachOfWord(
    from start: Int, to end: Int, of bytes: [UInt8], _ body: (Gram) -> Void
  ) -> Int {
    let mask: UInt64 = (1 << 63) - 1
    var key: UInt64 = 0x20
    var index = start
    // Places of the last two characters.
    var last = start
    var beforeLast = start
    while index < end {
      let (value, length) = CodePoints.decode(bytes, at: index)
      guard CodePoints.isAlphanumeric(value) else { break }
      key = (key << 21 | UInt64(value)) & mask
      if index > start { body(Gram(key: key, start: Int32(beforeLast), end: Int32(index + length))) }
      beforeLast = index == start ? index : last
      last = index
      index += length
    }
    body(Gram(key: (key << 21 | 0x20) & mask, start: Int32(beforeLast), end: Int32(index)))
    return index
  }
}
