/// A set of code points of the Basic Multilingual Plane, one bit each.
struct CodeSet: Sendable {
  private var bits = [UInt64](repeating: 0, count: 1024)

  /// A set of the characters of a text.
  init(_ text: String) {
    for code in text.codes where code < 0x10000 { bits[Int(code >> 6)] |= 1 << UInt64(code & 63) }
  }

  /// Whether a code point is in the set.
  func contains(_ code: UInt32) -> Bool {
    code < 0x10000 && bits[Int(code >> 6)] & 1 << UInt64(code & 63) != 0
  }

  /// The characters of either set.
  func union(_ other: CodeSet) -> CodeSet {
    var result = self
    for index in bits.indices { result.bits[index] |= other.bits[index] }
    return result
  }
}
