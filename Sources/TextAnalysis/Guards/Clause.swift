/// The clause around a hit: what stands between commas and stronger marks.
enum Clause {
  /// The clause's bytes; 、 and colons do not end a clause.
  static func range(around hit: Range<Int>, in turn: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
    var lower = hit.lowerBound
    while lower > turn.lowerBound, !isBoundary(before: lower, in: turn, of: bytes) { lower -= 1 }
    var upper = hit.upperBound
    while upper < turn.upperBound, !isBoundary(at: upper, in: turn, of: bytes) { upper += 1 }
    return lower..<upper
  }

  /// Whether a boundary mark ends right before an offset.
  private static func isBoundary(before index: Int, in turn: Range<Int>, of bytes: [UInt8]) -> Bool {
    if isBoundary(at: index - 1, in: turn, of: bytes) { return true }
    return index - 3 >= turn.lowerBound && bytes[index - 1] == 0x82 && isBoundary(at: index - 3, in: turn, of: bytes)
  }

  /// Whether a boundary mark begins at an offset.
  static func isBoundary(at index: Int, in turn: Range<Int>, of bytes: [UInt8]) -> Bool {
    switch bytes[index] {
    case 0x0A, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"):
      // A comma between digits groups thousands.
      if bytes[index] == UInt8(ascii: ","), index > turn.lowerBound, index + 1 < turn.upperBound {
        return !(bytes[index - 1].isASCIIDigit && bytes[index + 1].isASCIIDigit)
      }
      return true
    case UInt8(ascii: "."):
      let next = index + 1
      return next >= turn.upperBound || bytes[next] <= 0x20 || bytes[next] == UInt8(ascii: ".") || bytes[next] >= 0x80
    case 0xE3:
      return index + 2 < turn.upperBound && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x82
    default: return false
    }
  }
}
