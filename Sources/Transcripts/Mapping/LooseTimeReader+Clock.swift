// Clocks and zones: 10:11:12.345, 下午3:05, 3:05 p.m., 10时11分12秒, +08:00.

extension LooseTimeReader {
  mutating func readClock(_ time: inout LooseTime) -> Bool {
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
  mutating func readHalf() -> Int? {
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

  mutating func readZone(_ time: inout LooseTime) {
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
