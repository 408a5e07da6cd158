extension NumberReader {
  /// A date at a position: 2026年3月5日, 2026-03-05, 3月5号, 5号, March 5th, 2026.
  func date(at start: Int) -> (number: ReadNumber, end: Int)? {
    guard let (date, end) = isLetter(start) ? englishDate(at: start) : writtenDate(at: start), Self.isPossible(date)
    else { return nil }
    let value = Double(date.ordinal ?? 0)
    return (ReadNumber(range: range(start, end), value: value, kind: .date, unit: "", date: date), end)
  }

  private static func isPossible(_ date: WrittenDate) -> Bool {
    (date.year.map { (1900...2199).contains($0) } ?? true) && (date.month.map { (1...12).contains($0) } ?? true)
      && (date.day.map { (1...31).contains($0) } ?? true)
  }

  /// A whole number of at most four digits.
  private func whole(at start: Int) -> (value: Int, end: Int)? {
    if isDigit(start) {
      guard !isDigit(start - 1), !isLetter(start - 1), code(start - 1) != 0x2E else { return nil }
      var index = start
      var value = 0
      while isDigit(index), index - start < 5 {
        value = value * 10 + Int(codes[index] - 0x30)
        index += 1
      }
      return index - start <= 4 ? (value, index) : nil
    }
    guard NumberReader.digit(code(start)) != nil || NumberReader.power(code(start)) != nil,
      NumberReader.digit(code(start - 1)) == nil, NumberReader.power(code(start - 1)) == nil,
      case .found(let numeral) = numeral(at: start), numeral.value >= 0, numeral.value < 10_000,
      numeral.value == numeral.value.rounded()
    else { return nil }
    return (Int(numeral.value), numeral.end)
  }

  private func writtenDate(at start: Int) -> (WrittenDate, Int)? {
    guard let (first, end) = whole(at: start) else { return nil }
    switch code(end) {
    case 0x5E74 where first >= 1900:  // 年
      if let (month, last) = whole(at: end + 1), code(last) == 0x6708 {
        return day(of: WrittenDate(year: first, month: month, day: nil), at: last + 1)
      }
      return (WrittenDate(year: first, month: nil, day: nil), end + 1)
    case 0x6708:  // 月
      return day(of: WrittenDate(year: nil, month: first, day: nil), at: end + 1)
    case 0x53F7, 0x65E5:  // 号 日
      // 3号线, 5号楼, 3日内 are no dates.
      let other: Set<UInt32> = [0x7EBF, 0x697C, 0x5E97, 0x7801, 0x6BB5, 0x623F, 0x5185, 0x4EE5, 0x540E, 0x4E4B, 0x5DE6]
      guard !other.contains(code(end + 1)), first <= 31 else { return nil }
      return (WrittenDate(year: nil, month: nil, day: first), end + 1)
    case 0x2D, 0x2F, 0x2E:  // - / .
      guard first >= 1900, let (month, next) = number(at: end + 1), code(next) == code(end),
        let (day, last) = number(at: next + 1)
      else { return nil }
      return (WrittenDate(year: first, month: month, day: day), last)
    default:
      var next = end
      if isLetter(next) {  // 5th
        let (suffix, after) = word(at: next)
        guard ["st", "nd", "rd", "th"].contains(suffix) else { return nil }
        next = after
      }
      guard first <= 31, isDigit(start), code(next) == 0x20 else { return nil }
      if word(at: next + 1).text == "of" { next = word(at: next + 1).end }
      let (name, last) = word(at: afterSpace(next))
      guard let month = EnglishNumbers.months[name] else { return nil }
      let yearStart = afterSpace(code(last) == 0x2C ? last + 1 : last)
      if yearStart > last, let (year, yearEnd) = whole(at: yearStart), (1900...2199).contains(year) {
        return (WrittenDate(year: year, month: month, day: first), yearEnd)
      }
      return (WrittenDate(year: nil, month: month, day: first), last)
    }
  }

  /// One or two Arabic digits.
  private func number(at start: Int) -> (value: Int, end: Int)? {
    var index = start
    var value = 0
    while isDigit(index) {
      value = value * 10 + Int(codes[index] - 0x30)
      index += 1
      if index - start > 2 { return nil }
    }
    return index == start ? nil : (value, index)
  }

  private func day(of date: WrittenDate, at start: Int) -> (WrittenDate, Int)? {
    guard let (day, end) = whole(at: start) else {
      return (date, code(start) == 0x4EFD ? start + 1 : start)  // 月份
    }
    var date = date
    guard code(end) == 0x65E5 || code(end) == 0x53F7 else { return (date, start) }
    date.day = day
    return (date, end + 1)
  }

  /// March 5th, 2026 and 5 March 2026; a month without a day is a name or a verb as often as a date.
  private func englishDate(at start: Int) -> (WrittenDate, Int)? {
    guard !isLetter(start - 1) else { return nil }
    let (name, end) = word(at: start)
    guard let month = EnglishNumbers.months[name] else { return nil }
    let next = code(end) == 0x2E ? afterSpace(end + 1) : afterSpace(end)
    guard next > end, let (day, after) = number(at: next) else { return nil }
    var date = WrittenDate(year: nil, month: month, day: day)
    var last = after
    if isLetter(after) {
      let (suffix, suffixEnd) = word(at: after)
      guard ["st", "nd", "rd", "th"].contains(suffix) else { return nil }
      last = suffixEnd
    }
    let yearStart = code(last) == 0x2C ? afterSpace(last + 1) : afterSpace(last)
    if yearStart > last, let (year, yearEnd) = whole(at: yearStart), (1900...2199).contains(year) {
      date.year = year
      last = yearEnd
    }
    return (date, last)
  }
}
