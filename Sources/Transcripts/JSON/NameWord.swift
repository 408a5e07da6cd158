/// A short name as two integers, so that a field is recognised by two comparisons.
struct NameWord: Equatable {
  var low: UInt64
  var high: UInt64
  var count: Int

  /// Makes the word of bytes; `low` and `high` hold the first 16 in little-endian order.
  @inline(__always)
  init(low: UInt64, high: UInt64, count: Int) {
    self.low = low
    self.high = high
    self.count = count
  }

  /// Makes the word of a name of at most 16 bytes; the optimiser turns a literal into constants.
  @inline(__always)
  init(_ name: StaticString) {
    low = 0
    high = 0
    count = name.utf8CodeUnitCount
    for index in 0..<min(count, 8) { low |= unsafe UInt64(name.utf8Start[index]) << UInt64(index * 8) }
    for index in 8..<max(min(count, 16), 8) { high |= unsafe UInt64(name.utf8Start[index]) << UInt64(index * 8 - 64) }
  }

  /// Makes the word of a string.
  init(_ text: Span<UInt8>) {
    low = 0
    high = 0
    count = text.count
    for index in 0..<min(count, 8) { low |= UInt64(text[index]) << UInt64(index * 8) }
    for index in 8..<max(min(count, 16), 8) { high |= UInt64(text[index]) << UInt64(index * 8 - 64) }
  }

  /// The word with A–Z as a–z.
  var lowercased: NameWord { NameWord(low: Self.lowercase(low), high: Self.lowercase(high), count: count) }

  private static func lowercase(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // Per byte: bit 7 set where 'A' <= byte <= 'Z'; bytes of 128 and more are left alone.
    let low7 = word & (ones &* 0x7F)
    let fromA = low7 &+ (ones &* (0x80 - 0x41))
    let pastZ = low7 &+ (ones &* (0x80 - 0x5B))
    let upper = fromA & ~pastZ & ~word & (ones &* 0x80)
    return word | upper >> 2
  }

  @inline(__always)
  static func ~= (name: StaticString, word: NameWord) -> Bool { NameWord(name) == word }
}
