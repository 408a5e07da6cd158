/// E-mail and IP addresses.
enum NetworkRecognizer {
  /// The e-mail addresses of a turn (the addr-spec of RFC 5322 as people use it).
  static func emails(in text: [UInt8], _ turn: Range<Int>) -> [Entity] {
    var found: [Entity] = []
    for at in turn where text[at] == 0x40 {
      var start = at
      while start > turn.lowerBound, isLocal(text[start - 1]) { start -= 1 }
      while start < at, text[start] == 0x2E || text[start] == 0x2D { start += 1 }
      var end = at + 1
      while end < turn.upperBound,
        text[end].isASCIILetter || text[end].isASCIIDigit || text[end] == 0x2D || text[end] == 0x2E
      {
        end += 1
      }
      while end > at, text[end - 1] == 0x2E || text[end - 1] == 0x2D { end -= 1 }
      let labels = text[at + 1..<max(end, at + 1)].split(separator: 0x2E, omittingEmptySubsequences: false)
      guard start < at, labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), let top = labels.last, top.count >= 2,
        top.allSatisfy(\.isASCIILetter)
      else { continue }
      if let last = found.last?.parts[0].upperBound, start < last { continue }
      found.append(Entity(.email, [start..<end], value: Array(text[start..<end])))
    }
    return found
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || [0x2E, 0x5F, 0x25, 0x2B, 0x2D].contains(byte)
  }

  /// Whether tokens joined by dots are an IPv4 address.
  static func address(_ run: NumberRun, in text: [UInt8], turn: Range<Int>) -> Entity? {
    guard run.tokens.count == 4, run.tokens.allSatisfy({ $0.isNumber && $0.count <= 3 }) else { return nil }
    for (token, next) in zip(run.tokens, run.tokens.dropFirst())
    where next.start - token.end != 1 || text[token.end] != 0x2E { return nil }
    for token in run.tokens {
      guard let value = IdentityNumber.number(text[token.range]), value <= 255 else { return nil }
      if token.count > 1, text[token.start] == 0x30 { return nil }
    }
    let before = run.range.lowerBound > turn.lowerBound ? text[run.range.lowerBound - 1] : 0
    if before == UInt8(ascii: "v")
      || EntityCues.last(in: text, max(turn.lowerBound, run.range.lowerBound - 30)..<run.range.lowerBound) == .version
    {
      return nil
    }
    return Entity(.ip, [run.range], value: Array(text[run.range]))
  }

  /// IPv6 addresses: eight groups, or fewer with one `::` (RFC 4291).
  static func sixes(in text: [UInt8], _ turn: Range<Int>) -> [Entity] {
    var found: [Entity] = []
    func isPart(_ byte: UInt8) -> Bool { byte.isASCIIDigit || (0x61...0x66).contains(byte) || byte == 0x3A }
    var index = turn.lowerBound
    while index < turn.upperBound {
      guard isPart(text[index]), index == turn.lowerBound || !text[index - 1].isASCIILetter else {
        index += 1
        continue
      }
      let start = index
      while index < turn.upperBound, isPart(text[index]) { index += 1 }
      if index < turn.upperBound, text[index].isASCIILetter { continue }
      let groups = text[start..<index].split(separator: 0x3A, omittingEmptySubsequences: false)
      guard groups.count >= 3, groups.allSatisfy({ $0.count <= 4 }) else { continue }
      let empty = groups.count { $0.isEmpty }
      let filled = groups.count - empty
      let isWhole = groups.count == 8 && empty == 0
      let isShort = empty >= 1 && empty <= 2 && filled >= 2 && groups.count <= 8 && groups.contains { $0.count >= 3 }
      if isWhole || isShort { found.append(Entity(.ip, [start..<index], value: Array(text[start..<index]))) }
    }
    return found
  }
}
