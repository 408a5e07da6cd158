/// Writes XML; text only gets in through its escapes.
struct XMLWriter {
  private(set) var bytes: [UInt8] = []

  /// Appends markup we wrote ourselves.
  mutating func raw(_ markup: StaticString) { markup.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) } }

  /// Appends an attribute; line breaks are kept as references, which plain ones would not be.
  mutating func attribute(_ name: StaticString, _ value: String) {
    bytes.append(0x20)
    raw(name)
    raw("=\"")
    escape(value, isAttribute: true)
    raw("\"")
  }

  /// Appends text.
  mutating func text(_ text: String) { escape(text, isAttribute: false) }

  private mutating func escape(_ text: String, isAttribute: Bool) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": raw("&amp;")
      case "<": raw("&lt;")
      case ">": raw("&gt;")
      case "\"": raw("&quot;")
      case "\t" where isAttribute: raw("&#9;")
      case "\n" where isAttribute: raw("&#10;")
      case "\r": raw("&#13;")
      // What XML 1.0 forbids even as a reference is left out.
      case "\u{0}"..<"\u{9}", "\u{B}"..<"\u{D}", "\u{E}"..<" ", "\u{FFFE}", "\u{FFFF}": continue
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
  }
}
