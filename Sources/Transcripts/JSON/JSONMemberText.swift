/// Finds the text of one member of a JSON object, so that it can be carried on verbatim.
enum JSONMemberText {
  /// The bytes of the value of the `ordinal`-th member (from 0) of the object in `text`, which is known to be valid.
  static func value(ofMember ordinal: Int, in text: Span<UInt8>) -> [UInt8] {
    var offset = 0
    var member = 0
    skip(to: 0x7B, in: text, &offset)
    offset += 1
    while true {
      skip(to: 0x22, in: text, &offset)
      skipString(in: text, &offset)
      skip(to: 0x3A, in: text, &offset)
      offset += 1
      while text[offset].isJSONSpace { offset += 1 }
      let start = offset
      skipValue(in: text, &offset)
      if member == ordinal { return (start..<offset).map { text[$0] } }
      member += 1
    }
  }

  /// Whether the text ends while a string, an object or an array is still open: it was cut.
  static func endsOpen(_ text: Span<UInt8>) -> Bool {
    var depth = 0
    var offset = 0
    var inString = false
    while offset < text.count {
      switch text[offset] {
      case 0x22: inString.toggle()
      case 0x5C where inString: offset += 1
      case 0x7B, 0x5B: if !inString { depth += 1 }
      case 0x7D, 0x5D: if !inString { depth -= 1 }
      default: break
      }
      offset += 1
    }
    return inString || depth > 0
  }

  private static func skip(to byte: UInt8, in text: Span<UInt8>, _ offset: inout Int) {
    while text[offset] != byte { offset += 1 }
  }

  private static func skipString(in text: Span<UInt8>, _ offset: inout Int) {
    offset += 1
    while text[offset] != 0x22 { offset += text[offset] == 0x5C ? 2 : 1 }
    offset += 1
  }

  private static func skipValue(in text: Span<UInt8>, _ offset: inout Int) {
    if text[offset] == 0x22 { return skipString(in: text, &offset) }
    var depth = 0
    while true {
      switch text[offset] {
      case 0x22:
        skipString(in: text, &offset)
        continue
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D:
        if depth == 0 { return }
        depth -= 1
        if depth == 0 {
          offset += 1
          return
        }
      case 0x2C, 0x20, 0x09, 0x0A, 0x0D: if depth == 0 { return }
      default: break
      }
      offset += 1
    }
  }
}

extension UInt8 {
  /// Whether JSON allows the byte between its tokens.
  var isJSONSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
