/// The unit of times given as bare numbers since 1970, decided once a record by the size of the first.
enum EpochUnit: Int64 {
  case seconds = 1
  case milliseconds = 1_000
  case microseconds = 1_000_000
  case nanoseconds = 1_000_000_000

  /// The unit in which a number lies between 1971 and 2200, or `nil`; the ranges do not touch.
  init?(of number: Double) {
    for unit in [EpochUnit.seconds, .milliseconds, .microseconds, .nanoseconds] where unit.holds(number) {
      self = unit
      return
    }
    return nil
  }

  /// The instant in milliseconds, or `nil` if it is not between 1971 and 2200 in this unit.
  func instant(_ number: Double) -> Int64? {
    holds(number) ? Int64((number * 1000 / Double(rawValue)).rounded(.down)) : nil
  }

  /// The instant of a whole number, exactly.
  func instant(_ number: Int) -> Int64? {
    guard holds(Double(number)) else { return nil }
    return self == .seconds ? Int64(number) * 1000 : Int64(number) / (rawValue / 1000)
  }

  private func holds(_ number: Double) -> Bool {
    let milliseconds = number * 1000 / Double(rawValue)
    return milliseconds >= Double(Timestamp.earliest) && milliseconds < Double(Timestamp.latest)
  }
}
