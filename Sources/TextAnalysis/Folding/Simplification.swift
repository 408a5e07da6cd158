/// Traditional → simplified Chinese, one code point to one code point.
enum Simplification {
  /// First code point of the table.
  static let first: UInt32 = 0x3400
  /// One past the last code point of the table.
  static let end: UInt32 = 0xA000

  /// The simplified form of every code point in `first..<end`, mostly the code point itself.
  static let table: [UInt16] = {
    var table = (first..<end).map { UInt16($0) }
    var source: UInt32?
    for scalar in "\(simplificationPairs)".unicodeScalars {
      if let traditional = source {
        table[Int(traditional - first)] = UInt16(scalar.value)
        source = nil
      } else {
        source = scalar.value
      }
    }
    return table
  }()

  /// The simplified form of a code point.
  static func simplified(_ codePoint: UInt32) -> UInt32 {
    codePoint >= first && codePoint < end ? UInt32(table[Int(codePoint - first)]) : codePoint
  }
}
