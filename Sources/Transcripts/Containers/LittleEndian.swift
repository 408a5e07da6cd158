extension RandomAccessCollection where Element == UInt8, Index == Int {
  /// The number in `count` bytes at an offset from the start, lowest byte first; numbers beyond `Int` become `Int.max`.
  func number(at offset: Int, _ count: Int) -> Int {
    var value: UInt64 = 0
    for place in (0..<count).reversed() { value = value << 8 | UInt64(self[startIndex + offset + place]) }
    return Int(exactly: value) ?? .max
  }
}
