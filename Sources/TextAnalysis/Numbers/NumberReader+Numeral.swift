/// A number without its unit, as it was read.
struct Numeral {
  var value: Double
  /// One past its last code point.
  var end: Int
  /// A lone Chinese digit or English "one": a number only beside a unit.
  var isWeak = false
  /// Two neighbouring digits that stand for two numbers: 两三, 三五.
  var isPair = false
  /// Too long, or with a leading zero: an identifier unless a unit follows.
  var isIdentifier = false
}

/// What stands at a position.
enum NumeralReading {
  case none
  /// Something that looks like a number and is none; reading goes on behind it.
  case skip(Int)
  case found(Numeral)
}

extension NumberReader {
  /// The number at a position: Arabic, Chinese or mixed (3万5), or English words.
  func numeral(at start: Int) -> NumeralReading {
    if isLetter(start) { return words(at: start) }
    guard isDigit(start) || NumberReader.digit(code(start)) != nil || code(start) == 0x5341 || code(start) == 0x62FE
    else { return .none }
    if isPartOfAnotherWord(start) { return .skip(max(start + 1, endOfNumerals(start))) }
    return mixed(at: start)
  }

  /// The value of a Chinese digit.
  static func digit(_ code: UInt32) -> Double? {
    switch code {
    case 0x96F6, 0x3007: 0  // 零 〇
    case 0x4E00, 0x58F9: 1
    case 0x4E8C, 0x8D30, 0x4E24: 2  // 二 贰 两
    case 0x4E09, 0x53C1: 3
    case 0x56DB, 0x8086: 4
    case 0x4E94, 0x4F0D: 5
    case 0x516D, 0x9646: 6
    case 0x4E03, 0x67D2: 7
    case 0x516B, 0x634C: 8
    case 0x4E5D, 0x7396: 9
    default: nil
    }
  }

  /// The value of 十 百 千 万 亿, also in their forms against forgery.
  static func power(_ code: UInt32) -> Double? {
    switch code {
    case 0x5341, 0x62FE: 10
    case 0x767E, 0x4F70: 100
    case 0x5343, 0x4EDF: 1000
    case 0x4E07: 10_000
    case 0x4EBF: 100_000_000
    default: nil
    }
  }

  /// Whether the character before makes it no number: 第三, 周三, 双十一, 统一, iPhone15.
  private func isPartOfAnotherWord(_ start: Int) -> Bool {
    let before = code(start - 1)
    if isDigit(start), isLetter(start - 1) { return true }
    switch before {
    case 0x7B2C, 0x5468, 0x62DC, 0x53CC, 0x521D, 0x23: return true  // 第 周 拜 双 初 #
    case 0x671F where code(start - 2) == 0x661F: return true  // 星期
    default: break
    }
    // 统一 唯一 万一 专一 单一 同一 进一 逐一 之一 其一 某一
    let joined: Set<UInt32> = [
      0x7EDF, 0x552F, 0x4E07, 0x4E13, 0x5355, 0x540C, 0x8FDB, 0x9010, 0x4E4B, 0x5176, 0x67D0,
    ]
    return code(start) == 0x4E00 && joined.contains(before)
  }

  private func endOfNumerals(_ start: Int) -> Int {
    var index = start
    while isDigit(index) || NumberReader.digit(code(index)) != nil || NumberReader.power(code(index)) != nil {
      index += 1
    }
    return index
  }

  /// Arabic digits with separators and a fraction; `nil` value for times of day, versions and phone numbers.
  private func arabic(at start: Int) -> (value: Double?, end: Int, isIdentifier: Bool) {
    var text: [UInt8] = []
    var index = start
    while isDigit(index) {
      text.append(UInt8(truncatingIfNeeded: codes[index]))
      index += 1
    }
    let leading = text.count
    var isIdentifier = leading > 10 || leading > 1 && text[0] == 0x30
    if leading <= 3 {
      while code(index) == 0x2C, isDigit(index + 1), isDigit(index + 2), isDigit(index + 3), !isDigit(index + 4) {
        for offset in 1...3 { text.append(UInt8(truncatingIfNeeded: codes[index + offset])) }
        index += 4
        isIdentifier = false
      }
    }
    if code(index) == 0x2E, isDigit(index + 1) {
      text.append(0x2E)
      index += 1
      while isDigit(index) {
        text.append(UInt8(truncatingIfNeeded: codes[index]))
        index += 1
      }
      if leading <= 10, leading == 1 || text[0] != 0x30 { isIdentifier = false }
      if code(index) == 0x2E, isDigit(index + 1) { return (nil, endOfToken(index), false) }
    }
    // 10:30, and 400-800-1234
    if code(index) == 0x3A, isDigit(index + 1) { return (nil, endOfToken(index), false) }
    if code(index) == 0x2D, isDigit(index + 1) {
      var next = index + 1
      while isDigit(next) { next += 1 }
      if code(next) == 0x2D, isDigit(next + 1) { return (nil, endOfToken(index), false) }
    }
    return (Double(String(decoding: text, as: UTF8.self)), index, isIdentifier)
  }

  private func endOfToken(_ start: Int) -> Int {
    var index = start
    while isDigit(index) || [0x2D, 0x2E, 0x3A].contains(code(index)) { index += 1 }
    return index
  }

  /// Digits and powers in the Chinese order: 3万5, 两万五, 一百零二, 二〇二六, 三点五万.
  func mixed(at start: Int) -> NumeralReading {
    var total = 0.0
    var section = 0.0
    var pending: Double?
    var lastPower = 1.0
    var hasZero = false
    var digits = 0
    var isArabic = false
    var isIdentifier = false
    var pairs = false
    var index = start
    scan: while true {
      let current = code(index)
      if isDigit(index) {
        guard pending == nil else { break }
        let (value, end, long) = arabic(at: index)
        guard let value else { return .skip(end) }
        pending = value
        isArabic = true
        isIdentifier = long
        digits += 1
        index = end
        if let factor = latinPower(at: index) {
          pending = value * factor.value
          isIdentifier = false
          index = factor.end
          break
        }
      } else if let digit = NumberReader.digit(current) {
        if let before = pending {
          guard !isArabic, lastPower == 1, total == 0, section == 0 else { break }
          pairs = digits == 1 && before > 0 && (digit == before + 1 || before == 3 && digit == 5)
          pending = before * 10 + digit
        } else if digit == 0, lastPower > 1 {
          hasZero = true
          index += 1
          continue
        } else {
          pending = digit
        }
        digits += 1
        index += 1
        if code(index) == 0x70B9, let fraction = fraction(at: index + 1) {
          pending = (pending ?? 0) + fraction.value
          digits += 1
          index = fraction.end
        }
      } else if let power = NumberReader.power(current) {
        // 千克, 百度, 万一 are other words.
        if [0x514B, 0x74E6, 0x7C73, 0x5361, 0x8D6B].contains(code(index + 1)), power == 1000 { break }
        if power < 10_000 {
          guard pending != nil || power == 10 && section == 0 else { break }
          section += (pending ?? 1) * power
        } else {
          guard pending != nil || section > 0 || total > 0 && power > 10_000 else { break scan }
          section += pending ?? 0
          if power > 10_000 { total = (total + section) * power } else { total += section * power }
          section = 0
        }
        pending = nil
        lastPower = power
        hasZero = false
        digits += 1
        index += 1
        isArabic = false
        isIdentifier = false
      } else {
        break
      }
    }
    guard index > start else { return .none }
    var value = total + section
    if let pending {
      // 两万五 is 25,000; 一百零五 is 105; 3万500 is 30,500.
      value += lastPower >= 100 && !hasZero && pending < 10 ? pending * lastPower / 10 : pending
    }
    if isTimeOfDay(index, value) { return .skip(code(index + 1) == 0x534A ? index + 2 : endOfNumerals(index + 1)) }
    var numeral = Numeral(value: value, end: index)
    numeral.isIdentifier = isIdentifier
    let isChinese = !isDigit(start)
    numeral.isWeak = isChinese && (index - start == 1 || index - start == 2 && lastPower == 1 && digits == 2)
    numeral.isPair = isChinese && pairs && index - start == 2
    return .found(numeral)
  }

  /// Whether 点 or 时 after the number makes it a time of day: 三点, 3点半, 18时.
  private func isTimeOfDay(_ index: Int, _ value: Double) -> Bool {
    guard value <= 24 else { return false }
    return code(index) == 0x70B9 || code(index) == 0x65F6 && code(index + 1) != 0x5C1A
  }

  /// The fraction after 点: digits that no 十, 分 or 刻 follows, which would make it a time of day.
  private func fraction(at start: Int) -> (value: Double, end: Int)? {
    var index = start
    var value = 0.0
    var scale = 0.1
    while let digit = NumberReader.digit(code(index)) {
      value += digit * scale
      scale /= 10
      index += 1
    }
    guard index > start, ![0x5341, 0x523B].contains(code(index)), code(index) != 0x5206 || code(index + 1) == 0x949F
    else { return nil }
    // Rounded, so that 三点五 and 3.5 are the same number.
    let power = (0..<min(index - start, 12)).reduce(1.0) { result, _ in result * 10 }
    return ((value * power).rounded() / power, index)
  }

  /// k, w (万) and English powers after Arabic digits.
  private func latinPower(at index: Int) -> (value: Double, end: Int)? {
    if code(index) == 0x6B, !isLetter(index + 1) { return (1000, index + 1) }  // k
    if code(index) == 0x77, !isLetter(index + 1) {  // w: 万, but 充, 快 and 功 speak of watts
      return [0x5145, 0x5FEB, 0x529F, 0x7684].contains(code(index + 1)) ? nil : (10_000, index + 1)
    }
    let next = afterSpace(index)
    for (word, value) in EnglishNumbers.powers where has(word, at: next) && !isLetter(next + word.count) {
      return (value, next + word.count)
    }
    return nil
  }
}
