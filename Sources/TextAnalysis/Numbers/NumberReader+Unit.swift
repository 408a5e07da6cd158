extension NumberReader {
  /// The unit at a position, over at most one space and 多, 来 or 余.
  func unit(at index: Int) -> (unit: NumberUnit, end: Int)? {
    var start = index
    if [0x591A, 0x6765, 0x4F59].contains(code(start)) { start += 1 }
    start = afterSpace(start)
    if code(start) == 0x2D, isLetter(start + 1) { start += 1 }  // a 30-day trial
    for unit in NumberUnits.suffixes where has(unit.word, at: start) {
      let end = start + unit.word.count
      if unit.isLatin, isLetter(end) || isDigit(end) { continue }
      if unit.notBefore.contains(code(end)) { continue }
      return (unit, end)
    }
    return nil
  }

  /// A number with what follows it; `nil` if it is none on its own.
  func measured(_ numeral: Numeral, from start: Int) -> (number: ReadNumber, end: Int)? {
    if let (unit, end) = unit(at: numeral.end) {
      switch unit.kind {
      case .money: return money(numeral, unit, from: start, end)
      case .duration: return duration(numeral, unit, from: start, end)
      case .percent:
        var value = numeral.value * unit.factor
        var last = end
        if unit.word == [0x6210], let digit = NumberReader.digit(code(end)), NumberReader.digit(code(end + 1)) == nil {
          value += digit  // 三成五
          last = end + 1
        }
        return (ReadNumber(range: range(start, last), value: Self.tidy(value), kind: .percent, unit: ""), last)
      case .date, .plain: break
      }
    }
    if let days = daysWritten(numeral, from: start) { return days }
    if code(numeral.end) == 0x5206, code(numeral.end + 1) == 0x4E4B, numeral.value > 0,  // 三分之一
      case .found(let part) = mixed(at: numeral.end + 2)
    {
      let share = Self.tidy(part.value / numeral.value * 100)
      return (ReadNumber(range: range(start, part.end), value: share, kind: .percent, unit: ""), part.end)
    }
    if numeral.isIdentifier { return nil }
    let next = code(numeral.end)
    if next == 0x53F7 { return nil }  // 3号线
    if numeral.isWeak {
      let measures = numeral.value == 1 ? NumberUnits.measuresOfOne : NumberUnits.measures
      // 一次性, 一部分
      guard measures.contains(next), ![0x6027, 0x5206].contains(code(numeral.end + 1)) else { return nil }
    }
    // Letters that are no unit belong to a code: 5g, 3rd.
    if isDigit(numeral.end - 1), isLetter(numeral.end) { return nil }
    return (ReadNumber(range: range(start, numeral.end), value: numeral.value, kind: .plain, unit: ""), numeral.end)
  }

  /// 两块五, 3元5角2分: smaller coins follow.
  private func money(
    _ numeral: Numeral, _ unit: NumberUnit, from start: Int, _ end: Int
  ) -> (number: ReadNumber, end: Int) {
    var value = numeral.value * unit.factor
    var last = end
    let isWhole = unit.word == [0x5757] || unit.word == [0x5143] || unit.word == [0x5706]
    if isWhole || unit.factor < 1, unit.code == "CNY" {
      var scale = unit.factor / 10
      while scale > 0.001, let digit = coin(at: last) {
        let mark = code(last + 1)
        let isTenth = mark == 0x6BDB || mark == 0x89D2
        if scale > 0.05, isTenth {
          value += digit * 0.1
          last += 2
        } else if mark == 0x5206, code(last + 2) != 0x949F {
          value += digit * 0.01
          last += 2
        } else if unit.word == [0x5757], scale > 0.05, coin(at: last + 1) == nil, !isTenth,
          NumberReader.power(mark) == nil, self.unit(at: last + 1) == nil, !NumberUnits.measures.contains(mark)
        {
          value += digit * 0.1
          last += 1
          break
        } else {
          break
        }
        scale /= 10
      }
    }
    return (ReadNumber(range: range(start, last), value: Self.tidy(value), kind: .money, unit: unit.code), last)
  }

  private func coin(at index: Int) -> Double? {
    if isDigit(index) { return Double(code(index) - 0x30) }
    return NumberReader.digit(code(index))
  }

  /// 2小时30分钟, 1年3个月, 3天半, 两个半小时.
  private func duration(
    _ numeral: Numeral, _ unit: NumberUnit, from start: Int, _ end: Int
  ) -> (number: ReadNumber, end: Int)? {
    // 2026年 is a year of the calendar.
    if unit.word == [0x5E74], numeral.value >= 1000 { return nil }
    var value = numeral.value * unit.factor
    var last = end
    var smallest = unit.factor
    if code(last) == 0x534A {  // 半
      value += unit.factor / 2
      last += 1
    }
    while smallest > 1 {
      var next = afterSpace(last)
      if [0x96F6, 0x53C8].contains(code(next)) { next += 1 }  // 零 又
      if code(next) == 0x61, code(next + 1) == 0x6E, code(next + 2) == 0x64, code(next + 3) == 0x20 { next += 4 }
      guard case .found(let more) = self.numeral(at: next) else { break }
      if let (unit, end) = self.unit(at: more.end), unit.kind == .duration, unit.factor < smallest {
        value += more.value * unit.factor
        smallest = unit.factor
        last = end
      } else if smallest == NumberUnits.hour, code(more.end) == 0x5206 {  // 2小时30分
        value += more.value * NumberUnits.minute
        smallest = NumberUnits.minute
        last = more.end + 1
      } else {
        break
      }
    }
    return (ReadNumber(range: range(start, last), value: value, kind: .duration, unit: ""), last)
  }

  /// 3日内, 3分20秒, 两个半小时, and 3分 before 半: units that count time only in company.
  private func daysWritten(_ numeral: Numeral, from start: Int) -> (number: ReadNumber, end: Int)? {
    let next = code(numeral.end)
    if next == 0x65E5, [0x5185, 0x540E, 0x4EE5, 0x4E4B, 0x5DE6, 0x7121].contains(code(numeral.end + 1)) {
      return (
        ReadNumber(
          range: range(start, numeral.end + 1), value: numeral.value * NumberUnits.day, kind: .duration, unit: ""),
        numeral.end + 1
      )
    }
    if next == 0x5206, case .found(let seconds) = self.numeral(at: numeral.end + 1), code(seconds.end) == 0x79D2 {
      let value = numeral.value * NumberUnits.minute + seconds.value
      return (
        ReadNumber(range: range(start, seconds.end + 1), value: value, kind: .duration, unit: ""), seconds.end + 1
      )
    }
    if next == 0x4E2A, code(numeral.end + 1) == 0x534A {  // 个半
      for (word, seconds) in Self.halfUnits where has(word, at: numeral.end + 2) {
        let end = numeral.end + 2 + word.count
        return (
          ReadNumber(
            range: range(start, end), value: (numeral.value + 0.5) * seconds, kind: .duration, unit: ""), end
        )
      }
    }
    return nil
  }

  private static let halfUnits: [(word: [UInt32], seconds: Double)] = [
    ("小时", NumberUnits.hour), ("钟头", NumberUnits.hour), ("月", 30 * NumberUnits.day), ("星期", 7 * NumberUnits.day),
    ("钟", NumberUnits.hour), ("天", NumberUnits.day), ("年", 365 * NumberUnits.day),
  ].map { ($0.0.unicodeScalars.map(\.value), $0.1) }

  /// 半小时, 半个月, half an hour, an hour, a week.
  func half(at start: Int) -> (number: ReadNumber, end: Int)? {
    if code(start) == 0x534A, NumberReader.digit(code(start - 1)) == nil, code(start - 1) != 0x4E2A {
      let next = code(start + 1) == 0x4E2A ? start + 2 : start + 1
      for (word, seconds) in Self.halfUnits where has(word, at: next) {
        let end = next + word.count
        return (ReadNumber(range: range(start, end), value: seconds / 2, kind: .duration, unit: ""), end)
      }
      return nil
    }
    guard isLetter(start) else { return nil }
    var (text, end) = word(at: start)
    var factor = 1.0
    if text == "half" {
      factor = 0.5
      (text, end) = word(at: afterSpace(end))
    }
    guard text == "a" || text == "an", code(end) == 0x20, let (unit, last) = unit(at: end), unit.kind == .duration
    else { return nil }
    let number = ReadNumber(
      range: range(start, last), value: unit.factor * factor, kind: .duration, unit: "")
    return (number, last)
  }

  /// 百分之三点五, 万分之五, 百分之百; 百分之三到五 states two.
  func sharePrefix(at start: Int) -> (numbers: [ReadNumber], end: Int)? {
    for (word, factor) in NumberUnits.sharePrefixes where has(word, at: start) {
      let first = start + word.count
      if code(first) == 0x767E {  // 百分之百
        return ([ReadNumber(range: range(start, first + 1), value: 100 * factor, kind: .percent, unit: "")], first + 1)
      }
      guard case .found(let numeral) = numeral(at: first) else { return nil }
      var numbers = [
        ReadNumber(
          range: range(start, numeral.end), value: Self.tidy(numeral.value * factor), kind: .percent, unit: "")
      ]
      var end = numeral.end
      if let next = afterRangeSign(end), case .found(let second) = self.numeral(at: next), unit(at: second.end) == nil {
        end = second.end
        numbers.append(
          ReadNumber(range: range(next, end), value: Self.tidy(second.value * factor), kind: .percent, unit: ""))
      }
      return (numbers, end)
    }
    return nil
  }

  /// ¥3,000, us$5, RMB 200.
  func currencyPrefix(at start: Int) -> (numbers: [ReadNumber], end: Int)? {
    for (word, code) in NumberUnits.currencies where has(word, at: start) {
      guard !isLetter(start - 1) || word[0] >= 0x80 || word[0] == 0x24 else { continue }
      var next = start + word.count
      if self.code(next) == 0x3A { next += 1 }
      next = afterSpace(next)
      guard isDigit(next) || NumberReader.digit(self.code(next)) != nil, case .found(let numeral) = numeral(at: next)
      else { continue }
      var numbers = [
        ReadNumber(range: range(start, numeral.end), value: numeral.value, kind: .money, unit: code)
      ]
      var end = numeral.end
      if let (unit, last) = unit(at: end), unit.kind == .money {
        numbers[0].range = range(start, last)
        end = last
      } else if let second = afterRangeSign(end), case .found(let upper) = self.numeral(at: second),
        unit(at: upper.end) == nil || unit(at: upper.end)?.unit.kind == .money
      {
        numbers.append(ReadNumber(range: range(second, upper.end), value: upper.value, kind: .money, unit: code))
        end = upper.end
      }
      return (numbers, end)
    }
    return nil
  }

  /// A value without the dust that decimal factors leave: 0.35 × 10 is 3.5.
  static func tidy(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
}
