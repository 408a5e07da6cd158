/// Looks at the first bytes of a text and says what speaks against reading it as lines of JSON.
enum TextSniffer {
  /// How far it looks.
  static let reach = 1 << 16

  /// What it found.
  struct Finding: Equatable {
    /// A byte order mark of UTF-8 to skip.
    var hasByteOrderMark = false
    /// The byte that ends lines.
    var separator: UInt8 = 0x0A
  }

  /// Judges the head of an input, or refuses it.
  static func judge(_ head: Span<UInt8>, name: String) throws(ToolError) -> Finding {
    func starts(_ bytes: UInt8...) -> Bool {
      head.count >= bytes.count && bytes.indices.allSatisfy { head[$0] == bytes[$0] }
    }
    if starts(0xFF, 0xFE) || starts(0xFE, 0xFF) || starts(0, 0, 0xFE, 0xFF) {
      throw refusal(name, "not UTF-8 text: it begins like UTF-16 or UTF-32", "iconv -f UTF-16 -t UTF-8")
    }
    if starts(0x28, 0xB5, 0x2F, 0xFD) || starts(0x1F, 0x8B) {
      throw refusal(name, "it is compressed more than once", "unfold it first")
    }
    if starts(0x50, 0x4B, 3, 4) {
      throw refusal(name, "it is a zip archive or a workbook where only text is read", "unpack it and name the file")
    }
    for index in head.indices where head[index] == 0 {
      throw refusal(name, "not UTF-8 text: it holds NUL bytes", "convert it to UTF-8 lines of JSON", at: index)
    }
    if isMostlyControl(head) {
      throw refusal(name, "not a text or known format", "convert it to UTF-8 lines of JSON")
    }
    var finding = Finding()
    finding.hasByteOrderMark = starts(0xEF, 0xBB, 0xBF)
    finding.separator = separator(of: head)
    try refuseDocuments(head, from: finding.hasByteOrderMark ? 3 : 0, name: name)
    return finding
  }

  /// Whether control characters that no text has make up a thirtieth or more.
  private static func isMostlyControl(_ head: Span<UInt8>) -> Bool {
    var count = 0
    for index in head.indices {
      let byte = head[index]
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D, byte != 0x0C, byte != 0x1B { count += 1 }
    }
    return count > 0 && count * 30 >= head.count
  }

  /// A line feed, unless only lone carriage returns are there (JSON text itself never needs one).
  private static func separator(of head: Span<UInt8>) -> UInt8 {
    var lone = false
    for index in head.indices {
      if head[index] == 0x0A { return 0x0A }
      if head[index] == 0x0D, index + 1 < head.count, head[index + 1] != 0x0A { lone = true }
    }
    return lone ? 0x0D : 0x0A
  }

  /// Refuses one JSON array or one object spread over lines: each is valid JSON, but not one record a line.
  private static func refuseDocuments(_ head: Span<UInt8>, from start: Int, name: String) throws(ToolError) {
    var index = start
    func skipSpace() { while index < head.count, head[index].isJSONSpace { index += 1 } }
    skipSpace()
    guard index < head.count else { return }
    let first = head[index]
    let second = index + 1 < head.count ? head[index + 1] : 0
    if first == 0x5B {
      index += 1
      skipSpace()
      if index < head.count, head[index] == 0x7B {
        throw refusal(name, "it is one JSON array, not one record a line", "jq -c '.[]'")
      }
    } else if first == 0x7B, second == 0x0A || second == 0x0D {
      throw refusal(name, "its records are spread over several lines", "jq -c .")
    }
  }

  private static func refusal(_ name: String, _ what: String, _ how: String, at offset: Int? = nil) -> ToolError {
    ToolError("E-INPUT-FORMAT", file: name, byteOffset: offset, what: what, how: how, exitCode: .inputRefused)
  }
}
