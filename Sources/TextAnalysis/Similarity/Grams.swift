/// The character n-grams of a text, in order, with their places.
///
/// Two neighbouring ideographs (or characters of other scripts without word spaces) give one bigram, punctuation and
/// spaces between them left out; a lone one gives itself. A word of letters or digits gives the trigrams of the word
/// with a space on both sides, so `fee` gives ` fe`, `fee`, `ee `. A gram never mixes the two kinds.
struct Grams: Sendable {
  /// The grams: up to three code points of 21 bits.
  private(set) var keys: [UInt64] = []
  /// First byte of each gram.
  private(set) var starts: [Int32] = []
  /// One past the last byte of each gram.
  private(set) var ends: [Int32] = []

  /// Characters that are neither punctuation nor white space.
  private(set) var characters = 0

  var count: Int { keys.count }

  /// Replaces the grams by those of a range of folded bytes and keeps the buffers.
  ///
  /// - Complexity: O(*n*)
  mutating func load(_ range: Range<Int>, of bytes: [UInt8]) {
    keys.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    characters = 0
    var index = range.lowerBound
    // The ideograph before, with its place and whether a bigram already holds it.
    var previous: (value: UInt32, start: Int, end: Int, isUsed: Bool)?
    while index < range.upperBound {
      let (value, length) = CodePoints.decode(bytes, at: index)
      if CodePoints.isAlphanumeric(value) {
        flush(&previous)
        index = loadWord(from: index, to: range.upperBound, of: bytes)
        continue
      }
      let start = index
      index += length
      guard !CodePoints.isSeparator(value) else { continue }
      characters += 1
      if let before = previous {
        append(UInt64(before.value) << 21 | UInt64(value), before.start, index)
      }
      previous = (value, start, index, previous != nil)
    }
    flush(&previous)
  }

  private mutating func flush(_ previous: inout (value: UInt32, start: Int, end: Int, isUsed: Bool)?) {
    if let lone = previous, !lone.isUsed { append(UInt64(lone.value), lone.start, lone.end) }
    previous = nil
  }

  private mutating func append(_ key: UInt64, _ start: Int, _ end: Int) {
    keys.append(key)
    starts.append(Int32(start))
    ends.append(Int32(end))
  }

  private mutating func loadWord(from start: Int, to end: Int, of bytes: [UInt8]) -> Int {
    let mask: UInt64 = (1 << 63) - 1
    var key: UInt64 = 0x20
    var index = start
    // Places of the last two characters.
    var last = start
    var beforeLast = start
    var count = 0
    while index < end {
      let (value, length) = CodePoints.decode(bytes, at: index)
      guard CodePoints.isAlphanumeric(value) else { break }
      key = (key << 21 | UInt64(value)) & mask
      if count > 0 { append(key, beforeLast, index + length) }
      beforeLast = count == 0 ? index : last
      last = index
      count += 1
      index += length
    }
    characters += count
    append((key << 21 | 0x20) & mask, beforeLast, index)
    return index
  }
}
