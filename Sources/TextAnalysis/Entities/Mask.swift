public import Transcripts

/// Stars in the place of personal data.
public enum Mask {
  /// How many characters of a value stay at its beginning and its end.
  ///
  /// Cards: the last four (PCI DSS 4.0.1, 3.4.1 allows more). Identity numbers: first three and last two.
  static func kept(_ kind: EntityKind) -> (first: Int, last: Int) {
    switch kind {
    case .mobile, .phone, .landline: (3, 2)
    case .residentID: (3, 2)
    case .bankCard, .iban: (0, 4)
    case .creditCode, .passport, .plate: (2, 1)
    case .name: (1, 0)
    case .email: (1, 0)
    case .ip, .ssn, .address, .code, .password, .cvv: (0, 0)
    }
  }

  /// A value with stars for all but the kept letters and digits; separators stay, of an e-mail address the domain too.
  static func masked(_ text: String, _ kind: EntityKind) -> String {
    var scalars = Array(text.unicodeScalars)
    for index in starred(scalars.map(\.value), kind) { scalars[index] = "*" }
    return String(String.UnicodeScalarView(scalars))
  }

  /// Which characters of a value become stars.
  private static func starred(_ values: [UInt32], _ kind: EntityKind) -> [Int] {
    var places = values.indices.filter { !isSeparator(values[$0]) }
    if kind == .email, let at = values.firstIndex(of: 0x40) { places.removeAll { $0 >= at } }
    let (first, last) = kept(kind)
    // Of a short value nothing stays: the rest would tell it.
    guard places.count > first + last + 1 || kind == .name && places.count > 1 else { return places }
    return Array(places[first..<places.count - last])
  }

  private static func isSeparator(_ value: UInt32) -> Bool {
    value < 0x30 || (0x3A...0x3F).contains(value) || (0x2000...0x206F).contains(value) || value == 0x3000
      || value == 0xB7
  }

  /// Puts stars over ranges of UTF-8 text without changing its length, so that every offset stays right.
  ///
  /// A character of one byte becomes `*`; of three bytes `＊`; of two or four bytes, that many `*`.
  static func cover(_ text: inout [UInt8], _ range: Range<Int>, _ kind: EntityKind) {
    var values: [UInt32] = []
    var places: [(start: Int, length: Int)] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      let length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      values.append(length == 1 ? UInt32(byte) : 0xFFFF)
      places.append((index, min(length, range.upperBound - index)))
      index += length
    }
    for character in kind.isSecret ? Array(values.indices) : starred(values, kind) {
      let (start, length) = places[character]
      if length == 3 {
        text.replaceSubrange(start..<start + 3, with: [0xEF, 0xBC, 0x8A])
      } else {
        for offset in 0..<length { text[start + offset] = 0x2A }
      }
    }
  }

  /// A copy of a conversation's text in which personal data are covered; all offsets stay.
  public static func covered(_ conversation: Conversation, _ folded: FoldedText, _ entities: [Entity]) -> [UInt8] {
    var text = conversation.text
    for entity in entities where !entity.isMasked {
      for part in entity.parts { cover(&text, folded.original(part), entity.kind) }
    }
    return text
  }
}
