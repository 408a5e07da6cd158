/// What a number in a text counts.
public enum NumberKind: String, Sendable, Hashable, CaseIterable {
  /// An amount of money; its unit is the currency's ISO 4217 code.
  case money
  /// A share, in percent points: 3.5 %, 百分之三点五, 三成, 万分之五.
  case percent
  /// A length of time, in seconds; a month counts 30 days and a year 365.
  case duration
  /// A day, month or year of the calendar.
  case date
  /// A number without a unit that says what it counts.
  case plain
}

/// A day of the calendar as far as a text gives it.
public struct WrittenDate: Sendable, Hashable {
  /// The year, or `nil` where the text leaves it out.
  public var year: Int?
  /// The month, 1…12, or `nil` where the text leaves it out.
  public var month: Int?
  /// The day, 1…31, or `nil` where the text leaves it out.
  public var day: Int?

  /// Makes a date; parts the text leaves out are `nil`.
  public init(year: Int?, month: Int?, day: Int?) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date as one number that orders dates, 20260131, or `nil` if a part is missing.
  public var ordinal: Int? {
    guard let year, let month, let day else { return nil }
    return year * 10_000 + month * 100 + day
  }

  /// The date with missing parts taken from a known day.
  public func completed(year: Int, month: Int) -> WrittenDate {
    WrittenDate(year: self.year ?? year, month: self.month ?? month, day: day)
  }
}

/// A number a text states, with its place.
public struct ReadNumber: Sendable, Hashable {
  /// The folded bytes of number and unit.
  public var range: Range<Int>
  /// The value: currency units, percent points, seconds, a date's ordinal (0 if incomplete), or the number itself.
  public var value: Double
  /// What it counts.
  public var kind: NumberKind
  /// The currency's code for money, otherwise empty.
  public var unit: String
  /// The date, for dates.
  public var date: WrittenDate?
}
