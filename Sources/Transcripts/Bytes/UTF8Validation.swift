/// Finds where bytes stop being UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF).
public enum UTF8Validation {
  /// The offset of the first byte of the first invalid sequence, or `nil` if all is valid.
  public static func firstInvalid(in bytes: Span<UInt8>) -> Int? {
    var index = 0
    while index < bytes.count {
      let length = sequenceLength(at: index, in: bytes)
      if length == 0 { return index }
      index += length
    }
    return nil
  }

  /// The length of the valid sequence that begins at an index, or 0.
  private static func sequenceLength(at index: Int, in bytes: Span<UInt8>) -> Int {
    let lead = bytes[index]
    var second: ClosedRange<UInt8> = 0x80...0xBF
    let length: Int
    switch lead {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if lead == 0xE0 { second = 0xA0...0xBF }
      if lead == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if lead == 0xF0 { second = 0x90...0xBF }
      if lead == 0xF4 { second = 0x80...0x8F }
    default: return 0
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
    for next in index + 2..<max(index + length, index + 2) where !(0x80...0xBF).contains(bytes[next]) { return 0 }
    return length
  }
}
