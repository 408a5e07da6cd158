// Dates: 2026-01-02, 2026年1月2日, 02/01/2026, 2 Jan 2026, January 2, 2026, 20260102.

extension LooseTimeReader {
  mutating func readDate(_ time: inout LooseTime) -> Bool {
    let start = index
    if let month = readMonthName() { return readAfterMonthName(month, &time) || reset(start) }
    let first = number(9)
    if first.digits == 8 {
      time.parts = (first.value / 10_000, first.value / 100 % 100, first.value % 100)
      time.startsWithYear = true
      return 1971...2200 ~= time.parts.0 && 1...12 ~= time.parts.1 || reset(start, &time)
    }
    guard first.digits == 4 || 1...2 ~= first.digits else { return reset(start) }
    if take("年") {
      let month = number(2)
      guard month.digits > 0, take("月") else { return reset(start) }
      let day = number(2)
      guard day.digits > 0 else { return reset(start) }
      _ = take("日")
      time.parts = (first.value, month.value, day.value)
      time.startsWithYear = true
      return true
    }
    let mark = byte()
    guard mark == 0x2D || mark == 0x2F || mark == 0x2E || (mark == 0x20 && first.digits <= 2) else {
      return reset(start)
    }
    index += 1
    if first.digits <= 2, let month = readMonthName() {
      if byte() == mark || byte() == 0x20 || byte() == 0x2C { index += 1 }
      let year = number(4)
      guard year.digits == 4 || year.digits == 2 else { return reset(start) }
      time.parts = (year.digits == 2 ? year.value + 2000 : year.value, month, first.value)
      time.isPlain = true
      return true
    }
    guard mark != 0x20 else { return reset(start) }
    let second = number(2)
    guard second.digits > 0, byte() == mark else { return reset(start) }
    index += 1
    let third = number(4)
    guard third.digits > 0, third.digits != 3,
      first.digits == 4 ? third.digits <= 2 : third.digits == 4 || third.digits == 2
    else { return reset(start) }
    time.parts = (first.value, second.value, third.value)
    time.startsWithYear = first.digits == 4
    return true
  }

  mutating func readMonthName() -> Int? {
    guard index + 3 <= bytes.endIndex else { return nil }
    let word = bytes[index..<index + 3].map { $0 | 0x20 }
    guard let month = Self.months.firstIndex(where: { $0.elementsEqual(word) }) else { return nil }
    index += 3
    while (byte() | 0x20) &- 0x61 < 26 { index += 1 }
    if byte() == 0x2E { index += 1 }
    return month + 1
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].map {
    Array($0.utf8)
  }

  mutating func readAfterMonthName(_ month: Int, _ time: inout LooseTime) -> Bool {
    guard byte() == 0x20 else { return false }
    index += 1
    let day = number(2)
    guard day.digits > 0 else { return false }
    if byte() == 0x2C { index += 1 }
    guard byte() == 0x20 else { return false }
    index += 1
    let year = number(4)
    guard year.digits == 4 else { return false }
    time.parts = (year.value, month, day.value)
    time.isPlain = true
    return true
  }
}
