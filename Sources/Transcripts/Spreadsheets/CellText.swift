/// Gathers the text of a shared or inline string from its runs.
struct CellText {
  /// The text so far, in UTF-8.
  private(set) var bytes: [UInt8] = []
  private var runStart = 0
  private var keepsSpace = false
  private var phoneticDepth = 0

  /// Forgets everything.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    phoneticDepth = 0
  }

  /// Takes part in an event: texts of `t` outside phonetic runs; white space at their ends counts only if they say so.
  mutating func read(_ event: XMLPullReader.Event, _ reader: XMLPullReader) {
    switch event {
    case .start(.rPh): phoneticDepth += 1
    case .end(.rPh): phoneticDepth -= 1
    case .start(.t):
      runStart = bytes.count
      keepsSpace = reader.withAttribute(.space) { $0.count == 8 } ?? false
    case .text(.t) where phoneticDepth == 0: reader.appendText(to: &bytes)
    case .end(.t) where phoneticDepth == 0 && !keepsSpace: trim()
    default: break
    }
  }

  /// Appends text that is taken as it is.
  mutating func append(_ reader: XMLPullReader) { reader.appendText(to: &bytes) }

  /// Replaces `_xHHHH_`, which stands for a character XML cannot hold.
  mutating func unescape() {
    guard bytes.count >= 7, bytes.contains(0x5F) else { return }
    var result: [UInt8] = []
    var units: [UInt16] = []
    var index = 0
    func flush() {
      result += Array(String(decoding: units, as: UTF16.self).utf8)
      units.removeAll()
    }
    while index < bytes.count {
      if let unit = escape(at: index) {
        units.append(unit)
        index += 7
      } else {
        if !units.isEmpty { flush() }
        result.append(bytes[index])
        index += 1
      }
    }
    if !units.isEmpty { flush() }
    bytes = result
  }

  private func escape(at index: Int) -> UInt16? {
    guard bytes[index] == 0x5F, index + 7 <= bytes.count, bytes[index + 1] == 0x78, bytes[index + 6] == 0x5F else {
      return nil
    }
    var value: UInt16 = 0
    for byte in bytes[index + 2..<index + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  private mutating func trim() {
    while bytes.count > runStart, Self.isSpace(bytes[bytes.count - 1]) { bytes.removeLast() }
    var first = runStart
    while first < bytes.count, Self.isSpace(bytes[first]) { first += 1 }
    if first > runStart { bytes.removeSubrange(runStart..<first) }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
