// The innermost loops of writing JSON; unsafe code lives here so that `JSONWriter` reads plainly.

extension [UInt8] {
  /// Appends a quoted, escaped JSON string.
  mutating func appendJSONString(_ text: UnsafeBufferPointer<UInt8>) {
    append(0x22)
    var start = 0
    var index = 0
    let count = text.count
    while index < count {
      // Eight bytes at a time while none of them needs an escape.
      while index + 8 <= count {
        let word = unsafe UnsafeRawPointer(text.baseAddress!).loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if word.hasByteToEscape { break }
        index += 8
      }
      guard index < count else { break }
      let byte = unsafe text[index]
      if byte >= 0x20, byte != 0x22, byte != 0x5C {
        index += 1
        continue
      }
      unsafe append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      appendEscape(of: byte)
      index += 1
      start = index
    }
    unsafe append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<count]))
    append(0x22)
  }

  private mutating func appendEscape(of byte: UInt8) {
    append(0x5C)
    switch byte {
    case 0x22, 0x5C: append(byte)
    case 0x08: append(0x62)
    case 0x09: append(0x74)
    case 0x0A: append(0x6E)
    case 0x0C: append(0x66)
    case 0x0D: append(0x72)
    default:
      append(contentsOf: [0x75, 0x30, 0x30])
      append(hexDigit(byte >> 4))
      append(hexDigit(byte & 15))
    }
  }

  /// Appends a whole number in decimal.
  mutating func appendDecimal(_ value: Int) {
    if value < 0 { append(0x2D) }
    appendDigits(value.magnitude)
  }

  /// Appends a number of hundredths as the shortest decimal.
  mutating func appendHundredths(_ value: Int) {
    if value < 0 { append(0x2D) }
    let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: 100)
    appendDigits(whole)
    guard rest > 0 else { return }
    append(0x2E)
    append(0x30 + UInt8(truncatingIfNeeded: rest / 10))
    if rest % 10 > 0 { append(0x30 + UInt8(truncatingIfNeeded: rest % 10)) }
  }

  private mutating func appendDigits(_ value: UInt) {
    if value < 10 { return append(0x30 + UInt8(truncatingIfNeeded: value)) }
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var first = 20
    var rest = value
    while rest > 0 {
      first -= 1
      digits[first] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    for index in first..<20 { append(digits[index]) }
  }
}

/// The lower-case hexadecimal digit of a value below 16.
func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

extension UInt64 {
  /// Whether one of the eight bytes is a control character, `"` or `\`.
  fileprivate var hasByteToEscape: Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let quotes = self ^ (ones &* 0x22)
    let slashes = self ^ (ones &* 0x5C)
    let control = (self &- (ones &* 0x20)) & ~self
    let found = control | ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)
    return found & highs != 0
  }
}
