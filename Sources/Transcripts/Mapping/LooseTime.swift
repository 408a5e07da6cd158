/// The order of day and month in dates such as 03/04/2026.
public enum DateOrder: String, Sendable, Hashable, CaseIterable {
  /// Year, month, day.
  case ymd
  /// Day, month, year.
  case dmy
  /// Month, day, year.
  case mdy
}

/// A time as people and exports write it, taken apart but not yet understood: which part is the day is open.
struct LooseTime: Equatable {
  /// The three numbers of the date as written; zeros if there is only a clock.
  var parts = (0, 0, 0)
  /// Whether the first part has four digits: a year.
  var startsWithYear = false
  /// Whether the month was a word, so that the order is plain: parts are year, month, day.
  var isPlain = false
  /// Milliseconds of the day.
  var clock = 0
  /// Whether a clock was given.
  var hasClock = false
  /// The offset from UTC in seconds if a zone was given.
  var zone: Int32?
  /// How many bytes were read.
  var length = 0

  /// Whether a date was given.
  var hasDate: Bool { parts.0 != 0 || parts.1 != 0 }

  static func == (a: LooseTime, b: LooseTime) -> Bool {
    a.parts == b.parts && a.clock == b.clock && a.zone == b.zone && a.length == b.length
  }

  /// The order that the numbers themselves prove, or `nil` if day and month can be told only by knowing the order.
  var provenOrder: DateOrder? {
    if startsWithYear || isPlain { return .ymd }
    if parts.0 > 12 { return .dmy }
    if parts.1 > 12 { return .mdy }
    return nil
  }

  /// The time in an order; `nil` if it is no date in it.
  func timestamp(_ order: DateOrder?, day: Int64? = nil) -> Timestamp? {
    guard hasDate else {
      guard let day, hasClock else { return nil }
      return Timestamp(reading: day * 86_400_000 + Int64(clock), offset: zone)
    }
    var (year, month, date) = parts
    if !startsWithYear, !isPlain {
      switch order ?? provenOrder {
      case .dmy: (date, month, year) = parts
      case .mdy: (month, date, year) = parts
      case .ymd, nil: (year, month, date) = parts
      }
      if year < 100 { year += year < 70 ? 2000 : 1900 }
    }
    guard 1...12 ~= month, date >= 1, date <= Timestamp.days(in: month, of: year), 1971...2200 ~= year else {
      return nil
    }
    let days = Timestamp.daysSinceEpoch(year: year, month: month, day: date)
    return Timestamp(reading: days * 86_400_000 + Int64(clock), offset: zone)
  }
}

/// Reads times in the ways people and exports write them.
struct LooseTimeReader {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// The time that begins the text, or `nil`.
  ///
  /// Date, clock or both; what follows is left.
  static func read(_ text: ArraySlice<UInt8>) -> LooseTime? {
    var reader = LooseTimeReader(text)
    var time = LooseTime()
    let hasDate = reader.readDate(&time)
    let afterDate = reader.index
    if hasDate { reader.skipJoint() }
    if !reader.readClock(&time) {
      guard hasDate else { return nil }
      reader.index = afterDate
    } else {
      reader.readZone(&time)
    }
    time.length = reader.index - text.startIndex
    return time
  }

  /// The time that is the whole text, or `nil`.
  static func readWhole(_ text: ArraySlice<UInt8>) -> LooseTime? {
    let text = text.trimmedSpace
    guard let time = read(text), time.length == text.count else { return nil }
    return time
  }

  private func byte(_ ahead: Int = 0) -> UInt8 { index + ahead < bytes.endIndex ? bytes[index + ahead] : 0 }

  private mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.endIndex else { return false }
    for offset in 0..<count {
      let wanted = unsafe text.utf8Start[offset]
      if bytes[index + offset] != wanted { return false }
    }
    index += count
    return true
  }

  /// Up to `most` digits as a number, and how many there were.
  private mutating func number(_ most: Int) -> (value: Int, digits: Int) {
    var value = 0
    var digits = 0
    while digits < most, byte() &- 0x30 < 10 {
      value = value * 10 + Int(byte() - 0x30)
      digits += 1
      index += 1
    }
    return (value, digits)
  }

  private mutating func readDate(_ time: inout LooseTime) -> Bool {
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

  private mutating func reset(_ start: Int) -> Bool {
    index = start
    return false
  }

  private mutating func reset(_ start: Int, _ time: inout LooseTime) -> Bool {
    time = LooseTime()
    return reset(start)
  }

  private mutating func readMonthName() -> Int? {
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

  private mutating func readAfterMonthName(_ month: Int, _ time: inout LooseTime) -> Bool {
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

  /// Between date and clock: `T`, a comma, spaces of any kind.
  private mutating func skipJoint() {
    if byte() == 0x2C { index += 1 }
    if byte() | 0x20 == 0x74, byte(1) &- 0x30 < 10 { index += 1 }
    skipSpaces()
  }

  private mutating func skipSpaces() {
    while byte() == 0x20 || byte() == 0x09 || take("\u{A0}") || take("\u{202F}") || take("\u{2009}") || take("\u{200E}")
    {
      if byte() == 0x20 || byte() == 0x09 { index += 1 }
    }
  }

  private mutating func readClock(_ time: inout LooseTime) -> Bool {
    let start = index
    var half: Int?
    if take("上午") || take("凌晨") || take("早上") { half = 0 } else if take("下午") || take("晚上") { half = 12 }
    if half != nil { skipSpaces() }
    let hour = number(2)
    guard hour.digits > 0, take(":") || take("时") || take("點") || take("点") || take("：") else { return reset(start) }
    let minute = number(2)
    guard minute.digits == 2, minute.value < 60 else { return reset(start) }
    _ = take("分")
    var second = 0
    var fraction = 0
    let beforeSecond = index
    if take(":") || take("：") || byte() &- 0x30 < 10 {
      let found = number(2)
      if found.digits == 2, found.value <= 60 {
        second = min(found.value, 59)
        _ = take("秒")
        if byte() == 0x2E || byte() == 0x2C, byte(1) &- 0x30 < 10 {
          index += 1
          let part = number(9)
          fraction = part.value
          for _ in 0..<max(0, 3 - part.digits) { fraction *= 10 }
          for _ in 0..<max(0, part.digits - 3) { fraction /= 10 }
        }
      } else {
        index = beforeSecond
      }
    }
    var hours = hour.value
    if let named = readHalf() { half = named }
    if let half {
      guard hours <= 12 || half == 12 else { return reset(start) }
      if hours <= 12 { hours = hours % 12 + half }
    }
    guard hours < 24 else { return reset(start) }
    time.hasClock = true
    time.clock = ((hours * 60 + minute.value) * 60 + second) * 1000 + fraction
    return true
  }

  /// `AM`, `pm`, `a.m.`, `p. m.` behind a clock.
  private mutating func readHalf() -> Int? {
    let start = index
    skipSpaces()
    let letter = byte() | 0x20
    guard letter == 0x61 || letter == 0x70 else {
      index = start
      return nil
    }
    index += 1
    if byte() == 0x2E { index += 1 }
    skipSpaces()
    guard byte() | 0x20 == 0x6D else {
      index = start
      return nil
    }
    index += 1
    if byte() == 0x2E { index += 1 }
    if (byte() | 0x20) &- 0x61 < 26 {
      index = start
      return nil
    }
    return letter == 0x61 ? 0 : 12
  }

  private mutating func readZone(_ time: inout LooseTime) {
    let start = index
    if byte() | 0x20 == 0x7A, (byte(1) | 0x20) &- 0x61 >= 26 {
      index += 1
      time.zone = 0
      return
    }
    if byte() == 0x20 { index += 1 }
    let isNamed = take("UTC") || take("GMT")
    let sign = byte()
    if sign == 0x2B || sign == 0x2D, byte(1) &- 0x30 < 10 {
      index += 1
      let hours = number(2)
      if byte() == 0x3A { index += 1 }
      let minutes = number(2)
      if hours.digits > 0, hours.value < 24, minutes.value < 60, hours.digits == 2 || isNamed {
        let seconds = Int32((hours.value * 60 + minutes.value) * 60)
        time.zone = sign == 0x2D ? -seconds : seconds
        return
      }
    } else if isNamed {
      time.zone = 0
      return
    }
    index = start
  }
}

extension Timestamp {
  /// A reading of a clock as `2026-01-02 03:04:05`, with milliseconds if there are any.
  static func text(ofReading reading: Int64) -> String {
    let (day, clock) = split(reading)
    let (year, month, date) = civil(day)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    var text =
      "\(year)-\(two(month))-\(two(date)) \(two(clock / 3_600_000)):\(two(clock / 60_000 % 60)):\(two(clock / 1000 % 60))"
    let rest = clock % 1000
    if rest != 0 { text += "." + (rest < 100 ? "0" : "") + (rest < 10 ? "0" : "") + "\(rest)" }
    return text
  }

  /// Days since 1970 and milliseconds of the day.
  static func split(_ reading: Int64) -> (day: Int64, clock: Int) {
    let day = reading >= 0 ? reading / 86_400_000 : (reading - 86_399_999) / 86_400_000
    return (day, Int(reading - day * 86_400_000))
  }

  /// The date of a day since 1970 in the Gregorian calendar.
  static func civil(_ day: Int64) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = Int(shifted - era * 146_097)
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * ofYear + 2) / 153
    let date = ofYear - (153 * month + 2) / 5 + 1
    let number = month < 10 ? month + 3 : month - 9
    return (yearOfEra + Int(era) * 400 + (number <= 2 ? 1 : 0), number, date)
  }
}
