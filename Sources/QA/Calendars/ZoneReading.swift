internal import Foundation
internal import Transcripts

/// Tells what the clocks of a zone show at an instant; a worker owns one.
struct ZoneReading {
  private let zone: TimeZone
  private var cachedQuarter = Int64.min
  private var cachedOffset: Int64 = 0

  /// Makes a zone by its IANA name, or UTC if there is none of that name.
  init(name: String) { zone = TimeZone(identifier: name) ?? .gmt }

  /// The reading in milliseconds since 1970-01-01T00:00:00 of the clock.
  mutating func reading(atInstant instant: Int64) -> Int64 {
    let quarter = instant >= 0 ? instant / 900_000 : (instant - 899_999) / 900_000
    if quarter != cachedQuarter {
      cachedOffset =
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(quarter * 900)))) * 1000
      cachedQuarter = quarter
    }
    return instant + cachedOffset
  }

  /// The hour of the week of a reading: 0 is Monday 00:00–01:00, 167 Sunday 23:00–24:00.
  static func hourOfWeek(_ reading: Int64) -> Int {
    let hour = reading >= 0 ? reading / 3_600_000 : (reading - 3_599_999) / 3_600_000
    return Int(((hour + 72) % 168 + 168) % 168)
  }
}
