extension Lattice {
  /// The end of a number that begins with a digit: `12`, `3.5`, `1,200`, `17％`, `1000多万`, `1998年`, `12月`, `8时`.
  static func endOfDigits(_ start: Int, _ codes: Span<UInt32>, _ kinds: Span<CharacterClass>) -> Int {
    let count = codes.count
    var end = start
    while end < count {
      if kinds[end] == .digit {
        end += 1
      } else if end > start, end + 1 < count, kinds[end + 1] == .digit, isNumberJoint(codes[end]) {
        end += 1
      } else {
        break
      }
    }
    let digits = end - start
    guard end < count else { return end }
    if codes[end] == 0x25 || codes[end] == 0x2030 { return end + 1 }
    if let unit = endOfDate(end, digits: digits, value: digits <= 2 ? smallValue(start, end, codes, kinds) : nil, codes)
    {
      return unit
    }
    while end < count, isMagnitude(codes[end]) { end += 1 }
    return end
  }

  /// Whether ``addNumeral(_:_:_:_:_:)`` can find anything at a character: a numeral, 第, 几 or 数.
  static func mayBeginNumeral(_ code: UInt32) -> Bool {
    isNumeral(code) || code == 0x7B2C || code == 0x51E0 || code == 0x6570
  }

  /// A number in Chinese numerals of at least two characters: `二○○一年`, `三十多`, `百分之五`, `第一`.
  static func addNumeral(
    _ start: Int, _ codes: Span<UInt32>, _ kinds: Span<CharacterClass>,
    _ cells: inout MutableSpan<LatticeCell>, _ dictionary: WordDictionary
  ) {
    let count = codes.count
    var end = start
    if start > 0, isNumeral(codes[start - 1]), codes[start - 1] != 0x51E0 { return }
    if codes[start] == 0x767E, start + 3 < count, codes[start + 1] == 0x5206, codes[start + 2] == 0x4E4B {
      end = start + 3
      if kinds[end] == .digit {
        relax(start, endOfDigits(end, codes, kinds), numberWeight, .number, &cells)
        return
      }
    } else if codes[start] == 0x7B2C {
      end = start + 1
      if end < count, kinds[end] == .digit {
        var stop = end
        while stop < count, kinds[stop] == .digit { stop += 1 }
        relax(start, stop, numberWeight, .number, &cells)
        return
      }
    }
    let first = end
    if end < count, codes[end] == 0x51E0 || codes[end] == 0x6570 {
      guard end + 1 < count, isMagnitude(codes[end + 1]), codes[end + 1] != 0x591A, codes[end + 1] != 0x4F59 else {
        return
      }
      end += 1
    }
    var plain = true
    while end < count, isNumeral(codes[end]) {
      if isMagnitude(codes[end]) || codes[end] == 0x5341 { plain = false }
      end += 1
    }
    let numerals = end - first
    guard numerals > 0 else { return }
    if end + 1 < count, codes[end] == 0x70B9 || codes[end] == 0x00B7, isNumeral(codes[end + 1]),
      numerals > 1 || start != first
    {
      end += 1
      while end < count, isNumeral(codes[end]) { end += 1 }
    }
    if !plain {
      while end < count,
        codes[end] == 0x591A || codes[end] == 0x4F59
          || (codes[end] == 0x51E0 && end + 1 < count && codes[end + 1] != 0x4E4E)
          || (isMagnitude(codes[end]) && numerals > 0)
      { end += 1 }
    }
    let value = chineseValue(first, end, codes)
    if end < count,
      let unit = endOfDate(end, digits: plain ? numerals : 2, value: plain && numerals > 1 ? nil : value, codes)
    {
      // 一年, 三日 and the like are spans of time as often as dates: they need a second numeral.
      if numerals > 1 || codes[end] == 0x6708 { relax(start, unit, numberWeight - 1, .number, &cells) }
    }
    if end - start > 1 { relax(start, end, numberWeight - 3, .number, &cells) }
  }

  /// The end of a unit of dates after a number, if the number can be one.
  private static func endOfDate(_ position: Int, digits: Int, value: Int?, _ codes: Span<UInt32>) -> Int? {
    let count = codes.count
    switch codes[position] {
    case 0x5E74:  // 年
      return digits == 4 ? position + 1 : nil
    case 0x6708:  // 月, 月份
      guard let value, (1...12).contains(value) else { return nil }
      return position + 1 < count && codes[position + 1] == 0x4EFD ? position + 2 : position + 1
    case 0x65E5:  // 日
      guard let value, (1...31).contains(value) else { return nil }
      return position + 1
    case 0x65F6:  // 时
      guard let value, (0...24).contains(value) else { return nil }
      // 时 also begins 时候, 时间.
      return position + 1 < count && (codes[position + 1] == 0x95F4 || codes[position + 1] == 0x5019)
        ? nil : position + 1
    default: return nil
    }
  }

  private static func isNumberJoint(_ code: UInt32) -> Bool {
    code == 0x2E || code == 0x2C || code == 0x3A || code == 0xB7 || code == 0x2F
  }

  private static func smallValue(
    _ start: Int, _ end: Int, _ codes: Span<UInt32>, _ kinds: Span<CharacterClass>
  ) -> Int? {
    var value = 0
    for index in start..<end {
      guard kinds[index] == .digit else { return nil }
      value = value * 10 + Int(codes[index]) - 0x30
    }
    return value
  }

  /// The value of numerals up to 99, or nothing.
  private static func chineseValue(_ start: Int, _ end: Int, _ codes: Span<UInt32>) -> Int? {
    var (tens, ones, seenTen) = (0, 0, false)
    for index in start..<end {
      if codes[index] == 0x5341 {
        guard !seenTen else { return nil }
        (tens, ones, seenTen) = (ones == 0 ? 1 : ones, 0, true)
      } else if let digit = digit(codes[index]), ones == 0 {
        ones = digit
      } else {
        return nil
      }
    }
    return tens * 10 + ones
  }

  private static func digit(_ code: UInt32) -> Int? {
    switch code {
    case 0x4E00: 1
    case 0x4E8C, 0x4E24: 2
    case 0x4E09: 3
    case 0x56DB: 4
    case 0x4E94: 5
    case 0x516D: 6
    case 0x4E03: 7
    case 0x516B: 8
    case 0x4E5D: 9
    case 0x96F6, 0x3007: 0
    default: nil
    }
  }

  /// 一 … 九, 〇零两, 十百千万亿.
  static func isNumeral(_ code: UInt32) -> Bool {
    digit(code) != nil || code == 0x5341 || code == 0x767E || code == 0x5343 || code == 0x4E07 || code == 0x4EBF
  }

  /// 十百千万亿 and 多余 after a number.
  static func isMagnitude(_ code: UInt32) -> Bool {
    code == 0x5341 || code == 0x767E || code == 0x5343 || code == 0x4E07 || code == 0x4EBF || code == 0x591A
      || code == 0x4F59
  }
}
