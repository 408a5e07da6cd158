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
