/// The code points of a turn of folded text with their places, for recognisers that read characters.
struct TurnCharacters {
  /// The code points.
  private(set) var values: [UInt32] = []
  /// The first byte of every code point, and the end of the turn.
  private(set) var offsets: [Int] = []

  /// The folded text of the whole conversation.
  private let text: [UInt8]

  init(_ text: [UInt8], _ turn: Range<Int>) {
    self.text = text
    values.reserveCapacity(turn.count)
    offsets.reserveCapacity(turn.count + 1)
    var index = turn.lowerBound
    while index < turn.upperBound {
      let byte = text[index]
      let length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      var value = UInt32(length == 1 ? byte : byte & (0x7F >> UInt8(length)))
      for offset in 1..<max(length, 1) where index + offset < turn.upperBound {
        value = value << 6 | UInt32(text[index + offset] & 0x3F)
      }
      values.append(value)
      offsets.append(index)
      index += length
    }
    offsets.append(turn.upperBound)
  }

  var count: Int { values.count }

  /// Some characters as text.
  func string(_ range: Range<Int>) -> String { String(decoding: text[bytes(range)], as: UTF8.self) }

  /// The bytes of some characters.
  func bytes(_ range: Range<Int>) -> Range<Int> { offsets[range.lowerBound]..<offsets[range.upperBound] }

  /// Whether a text stands at a place.
  func has(_ text: [UInt32], at index: Int) -> Bool {
    guard index >= 0, index + text.count <= values.count else { return false }
    for offset in text.indices where values[index + offset] != text[offset] { return false }
    return true
  }

  /// Whether a text ends before a place.
  func has(_ text: [UInt32], before index: Int) -> Bool { has(text, at: index - text.count) }

  /// Whether the character is an ideograph.
  func isHan(_ index: Int) -> Bool { values.indices.contains(index) && Self.isHan(values[index]) }

  static func isHan(_ value: UInt32) -> Bool {
    (0x3400...0x9FFF).contains(value) || (0x20000...0x323AF).contains(value)
  }

  func isDigit(_ index: Int) -> Bool { values.indices.contains(index) && (0x30...0x39).contains(values[index]) }

  func isLetter(_ index: Int) -> Bool { values.indices.contains(index) && (0x61...0x7A).contains(values[index]) }
}

extension String {
  /// The text as code points.
  var codes: [UInt32] { unicodeScalars.map(\.value) }
}
