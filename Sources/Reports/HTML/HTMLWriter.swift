internal import Documents

/// Writes HTML; the only way for text to get in is through its escapes.
struct HTMLWriter {
  private(set) var bytes: [UInt8] = []
  /// Counts the elements that need an id of their own.
  private var nextIdentifier = 0

  /// Appends markup we wrote ourselves.
  mutating func raw(_ markup: StaticString) { markup.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) } }

  /// Appends text, escaped for content and for quoted attributes alike.
  ///
  /// Control characters that HTML forbids become U+FFFD, so that the file stays well-formed whatever the data holds.
  mutating func text(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case 0x26: raw("&amp;")
      case 0x3C: raw("&lt;")
      case 0x3E: raw("&gt;")
      case 0x22: raw("&quot;")
      case 0x27: raw("&#39;")
      case 0x09, 0x0A: bytes.append(byte)
      case 0..<0x20, 0x7F: bytes += [0xEF, 0xBF, 0xBD]
      default: bytes.append(byte)
      }
    }
  }

  /// Appends an attribute with an escaped value.
  mutating func attribute(_ name: StaticString, _ value: String) {
    bytes.append(0x20)
    raw(name)
    raw("=\"")
    text(value)
    raw("\"")
  }

  /// Appends a whole element with escaped text.
  mutating func element(_ name: StaticString, _ content: String, class className: String = "") {
    open(name, class: className)
    text(content)
    close(name)
  }

  /// Appends a start tag.
  mutating func open(_ name: StaticString, class className: String = "", id: String = "") {
    bytes.append(0x3C)
    raw(name)
    if !id.isEmpty { attribute("id", id) }
    if !className.isEmpty { attribute("class", className) }
    bytes.append(0x3E)
  }

  /// Appends an end tag.
  mutating func close(_ name: StaticString) {
    raw("</")
    raw(name)
    bytes.append(0x3E)
  }

  /// Appends the start of a link within the document.
  mutating func openLink(_ anchor: String, title: String = "", class className: String = "") {
    raw("<a")
    attribute("href", "#" + anchor)
    if !className.isEmpty { attribute("class", className) }
    if !title.isEmpty { attribute("title", title) }
    bytes.append(0x3E)
  }

  /// An id that nothing else in the document has.
  mutating func identifier() -> String {
    nextIdentifier += 1
    return "x\(nextIdentifier)"
  }

  /// A number for a coordinate, with at most two decimals.
  static func coordinate(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let sign = hundredths < 0 ? "-" : ""
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
