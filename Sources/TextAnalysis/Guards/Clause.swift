/// The clause around a hit: what stands between commas and stronger marks.
enum Clause {
  /// The clause's bytes; 、 and colons do not end a clause.
  ///
  /// What chat writers put for a comma does: ~, dashes, emoji, emoticons, a space between Han characters.
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
    for length in 3...4 where index - length >= turn.lowerBound {
      let lead = bytes[index - length]
      if lead >= (length == 3 ? 0xE0 : 0xF0), isBoundary(at: index - length, in: turn, of: bytes) { return true }
    }
    return false
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
    case UInt8(ascii: "~"): return true
    case UInt8(ascii: ")"):  // an emoticon ends what was said: "we never see it :) Those others …"
      return index > turn.lowerBound && ":;-=".utf8.contains(bytes[index - 1])
    case 0x20: return separatesIdeographs(at: index, in: turn, of: bytes)
    case 0xE2:  // — and ―
      return index + 2 < turn.upperBound && bytes[index + 1] == 0x80 && (0x94...0x95).contains(bytes[index + 2])
    case 0xF0:  // emoji and pictographs
      return index + 1 < turn.upperBound && bytes[index + 1] == 0x9F
    case 0xE3:
      return index + 2 < turn.upperBound && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x82
    default: return false
    }
  }

  /// Whether a space stands between two Han characters, where chat writers mean a comma.
  private static func separatesIdeographs(at index: Int, in turn: Range<Int>, of bytes: [UInt8]) -> Bool {
    guard index - 3 >= turn.lowerBound, index + 1 < turn.upperBound else { return false }
    return (0xE4...0xE9).contains(bytes[index - 3]) && bytes[index - 1] >= 0x80
      && (0xE4...0xE9).contains(bytes[index + 1])
  }
}
