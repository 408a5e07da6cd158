/// Reads times in the ways people and exports write them.
struct LooseTimeReader {
  let bytes: ArraySlice<UInt8>
  var index: Int

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// The time that begins the text, or `nil`.
  ///
  /// Date, clock or both; what follows is left.
  static func read(_ text: ArraySlice<UInt8>) -> LooseTime? {
    var reader = LooseTimeReader(text)
    var time = LooseTime()
    let hasDate = reader.readDate(&time)
    let afterDate = reader.index
    if hasDate { reader.skipJoint() }
    if !reader.readClock(&time) {
      guard hasDate else { return nil }
      reader.index = afterDate
    } else {
      reader.readZone(&time)
    }
    time.length = reader.index - text.startIndex
    return time
  }

  /// The time that is the whole text, or `nil`.
  static func readWhole(_ text: ArraySlice<UInt8>) -> LooseTime? {
    let text = text.trimmedSpace
    guard let time = read(text), time.length == text.count else { return nil }
    return time
  }

  func byte(_ ahead: Int = 0) -> UInt8 { index + ahead < bytes.endIndex ? bytes[index + ahead] : 0 }

  mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.endIndex else { return false }
    for offset in 0..<count {
      let wanted = unsafe text.utf8Start[offset]
      if bytes[index + offset] != wanted { return false }
    }
    index += count
    return true
  }

  /// Up to `most` digits as a number, and how many there were.
  mutating func number(_ most: Int) -> (value: Int, digits: Int) {
    var value = 0
    var digits = 0
    while digits < most, byte() &- 0x30 < 10 {
      value = value * 10 + Int(byte() - 0x30)
      digits += 1
      index += 1
    }
    return (value, digits)
  }

  /// Between date and clock: `T`, a comma, spaces of any kind.
  mutating func skipJoint() {
    if byte() == 0x2C { index += 1 }
    if byte() | 0x20 == 0x74, byte(1) &- 0x30 < 10 { index += 1 }
    skipSpaces()
  }

  mutating func skipSpaces() {
    while byte() == 0x20 || byte() == 0x09 || take("\u{A0}") || take("\u{202F}") || take("\u{2009}") || take("\u{200E}")
    {
      if byte() == 0x20 || byte() == 0x09 { index += 1 }
    }
  }

  mutating func reset(_ start: Int) -> Bool {
    index = start
    return false
  }

  mutating func reset(_ start: Int, _ time: inout LooseTime) -> Bool {
    time = LooseTime()
    return reset(start)
  }
}
