/// A text with `▸marked◂` words: the text without its markers, and where the words lie.
public struct MarkedText: Sendable, Hashable {
  /// The text without markers.
  public var plain = ""
  /// The marked words, in order.
  public var words: [String] = []
  /// Their places in code points of ``plain``.
  public var characters: [Range<Int>] = []
  /// Their places in UTF-8 bytes of ``plain``.
  public var bytes: [Range<Int>] = []

  /// Reads a marked text.
  public init(_ marked: String) {
    var start = ""
    var isOpen = false
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "▸":
        start = plain
        isOpen = true
      case "◂":
        guard isOpen else { continue }
        isOpen = false
        characters.append(start.unicodeScalars.count..<plain.unicodeScalars.count)
        bytes.append(start.utf8.count..<plain.utf8.count)
        words.append(String(plain.unicodeScalars.dropFirst(start.unicodeScalars.count)))
      default: plain.unicodeScalars.append(scalar)
      }
    }
  }
}
