/// Character classes of folded text.
extension UInt8 {
  /// Whether the byte is an ASCII letter of folded text.
  var isASCIILetter: Bool { self &- 0x61 < 26 }
  /// Whether the byte is an ASCII digit.
  var isASCIIDigit: Bool { self &- 0x30 < 10 }
  /// Whether the byte continues a code point.
  var isContinuation: Bool { self & 0xC0 == 0x80 }
}

/// Code points of folded text.
enum CodePoints {
  /// Decodes the code point at an offset of valid UTF-8.
  @inline(__always)
  static func decode(_ bytes: [UInt8], at index: Int) -> (value: UInt32, length: Int) {
    let lead = UInt32(bytes[index])
    if lead < 0x80 { return (lead, 1) }
    return decodeLong(bytes, lead, index)
  }

  private static func decodeLong(_ bytes: [UInt8], _ lead: UInt32, _ index: Int) -> (value: UInt32, length: Int) {
    func next(_ offset: Int) -> UInt32 { index + offset < bytes.count ? UInt32(bytes[index + offset] & 0x3F) : 0 }
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | next(1), 2) }
    if lead < 0xF0 { return ((lead & 0x0F) << 12 | next(1) << 6 | next(2), 3) }
    return ((lead & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
  }

  /// Offset of the code point before an offset.
  static func before(_ index: Int, in bytes: [UInt8]) -> Int {
    var index = index - 1
    while index > 0, bytes[index].isContinuation { index -= 1 }
    return index
  }

  /// Whether a code point is a letter or digit of an alphabet that separates words by spaces: Latin, Greek, Cyrillic.
  @inline(__always)
  static func isAlphanumeric(_ value: UInt32) -> Bool {
    if value < 0x80 { return value &- 0x61 < 26 || value &- 0x30 < 10 || value &- 0x41 < 26 }
    return isLongAlphanumeric(value)
  }

  private static func isLongAlphanumeric(_ value: UInt32) -> Bool {
    switch value {
    case 0xAA, 0xB5, 0xBA: true
    case 0xC0...0x24F: value != 0xD7 && value != 0xF7
    case 0x370...0x3FF, 0x400...0x52F, 0x1E00...0x1FFF: true
    default: false
    }
  }

  /// Whether a code point is a Chinese ideograph.
  static func isIdeograph(_ value: UInt32) -> Bool {
    (0x3400...0x9FFF).contains(value) || (0xF900...0xFAFF).contains(value) || (0x20000...0x3FFFF).contains(value)
  }

  /// Whether a code point is punctuation, a symbol or white space of the kinds that text is full of.
  static func isSeparator(_ value: UInt32) -> Bool {
    switch value {
    case 0...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0xA9, 0xAB...0xB4, 0xB6...0xB9, 0xBB...0xBF, 0xD7, 0xF7: true
    case 0x2000...0x206F, 0x2190...0x2BFF, 0x3000...0x3004, 0x3008...0x3020, 0x30FB, 0xFE10...0xFE6F: true
    case 0x1F000...0x1FAFF: true
    default: false
    }
  }
}
