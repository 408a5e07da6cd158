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
