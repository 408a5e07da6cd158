/// A short name as two integers, so that it is compared in two steps.
struct NameWord: Equatable {
  /// The first eight bytes in little-endian order, then zeros.
  var low: UInt64
  /// The next eight bytes.
  var high: UInt64
  /// How many bytes the whole name has.
  var count: Int

  /// Makes the word of bytes.
  @inline(__always)
  init(low: UInt64, high: UInt64, count: Int) {
    self.low = low
    self.high = high
    self.count = count
  }

  /// Makes the word of a text.
  init(_ text: String) {
    low = 0
    high = 0
    count = text.utf8.count
    for (index, byte) in text.utf8.prefix(16).enumerated() {
      if index < 8 { low |= UInt64(byte) << UInt64(index * 8) } else { high |= UInt64(byte) << UInt64(index * 8 - 64) }
    }
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
}
