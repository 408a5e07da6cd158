public import Transcripts

/// Periods of one length, counted back from an end: spans of time, or whole days by the clocks of a zone.
///
/// With a zone and a length of whole days, periods begin and end at midnight there, also where clocks are changed, and the
/// last one ends with the latest contact's day.
public struct VoicePeriods: Sendable {
  private static let day: Int64 = 86_400_000

  private var zone: ClockZone?
  private let length: Int64
  private let countsDays: Bool
  /// Where the last period ends, not with: an instant, or a reading of the zone's clocks if days are counted.
  private let last: Int64

  /// Makes periods.
  ///
  /// - Parameters:
  ///   - length: In milliseconds.
  ///   - end: Where the last one ends, not with; nothing for just after the latest contact, or after its day.
  public init(length: Int64, zone: ClockZone? = nil, end: Int64? = nil, latest: Int64?) {
    self.zone = zone
    self.length = length
    countsDays = zone != nil && length % Self.day == 0
    let instant = end ?? (latest ?? 0) + 1
    if let zone, countsDays {
      let reading = zone.reading(ofInstant: end == nil ? instant - 1 : instant)
      last = end == nil ? Self.floor(reading) + Self.day : reading
    } else {
      last = instant
    }
  }

  /// Where the last period ends, not with.
  public var end: Int64 { instant(last) }

  /// Where a period begins; 0 is the last one.
  public func start(_ age: Int) -> Int64 { instant(last - Int64(age + 1) * length) }

  /// How many periods before the last one an instant lies; nothing after the end.
  public func age(of instant: Int64) -> Int? {
    let place = countsDays ? zone!.reading(ofInstant: instant) : instant
    return place < last ? Int((last - 1 - place) / length) : nil
  }

  private func instant(_ place: Int64) -> Int64 {
    guard countsDays, var zone else { return place }
    return zone.instant(ofReading: place)
  }

  /// The midnight at or before a reading.
  static func floor(_ reading: Int64) -> Int64 {
    reading - ((reading % day) + day) % day
  }
}
