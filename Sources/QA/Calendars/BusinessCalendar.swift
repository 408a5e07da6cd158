/// When a service centre is open: hours by weekday, days of their own, and a time zone.
public struct BusinessCalendar: Sendable, Hashable {
  /// A stretch of one day in milliseconds after midnight by the clock; it may end after midnight of the next day.
  public struct Hours: Sendable, Hashable {
    /// When it opens.
    public var opens: Int64
    /// When it closes; this moment is no longer open.
    public var closes: Int64

    /// Makes a stretch.
    public init(opens: Int64, closes: Int64) {
      self.opens = opens
      self.closes = closes
    }
  }

  /// The IANA name of the zone whose clocks the hours are read on.
  public var zoneName: String
  /// The hours of Monday to Sunday.
  public var week: [[Hours]]
  /// Days with hours of their own, holidays with none: days since 1970-01-01 and their hours.
  public var days: [Int64: [Hours]]

  /// Makes a calendar.
  public init(zoneName: String, week: [[Hours]], days: [Int64: [Hours]] = [:]) {
    self.zoneName = zoneName
    self.week = week
    self.days = days
  }

  /// The hours of a day, in order; a holiday has none.
  func hours(ofDay day: Int64) -> [Hours] {
    if let own = days[day] { return own }
    // 1970-01-01 was a Thursday.
    let weekday = Int(((day + 3) % 7 + 7) % 7)
    return week[weekday]
  }

  /// Whether a reading of the calendar's clock, in milliseconds since 1970-01-01T00:00, lies in the hours of its day or
  /// in those that the day before runs into it.
  func isOpen(atReading reading: Int64) -> Bool {
    let length: Int64 = 86_400_000
    let time = (reading % length + length) % length
    let day = (reading - time) / length
    return hours(ofDay: day).contains { $0.opens <= time && time < $0.closes }
      || hours(ofDay: day - 1).contains { time + length < $0.closes }
  }
}
