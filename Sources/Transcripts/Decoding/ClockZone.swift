internal import Foundation

/// A named time zone that turns readings of its clocks into instants.
///
/// Lookups are cached by the hour's start, since rules change at most at full quarters of an hour.
public struct ClockZone: Sendable {
  private let zone: TimeZone
  private var cachedQuarter = Int64.min
  private var cachedOffset: Int64 = 0

  /// Makes a zone of an IANA name such as `Asia/Shanghai`, or `nil` if there is none of that name.
  public init?(name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.zone = zone
  }

  /// The IANA name.
  public var name: String { zone.identifier }

  /// The instant in milliseconds at which the zone's clocks show `reading`.
  ///
  /// A reading that comes twice (clocks set back) is the first of the two; one that never comes (set forward) is
  /// counted on with the offset before the change.
  public mutating func instant(ofReading reading: Int64) -> Int64 {
    let quarter = reading >= 0 ? reading / 900_000 : (reading - 899_999) / 900_000
    if quarter != cachedQuarter {
      cachedOffset = offset(ofReading: quarter * 900_000)
      cachedQuarter = quarter
    }
    return reading - cachedOffset
  }

  /// What the zone's clocks show at an instant in milliseconds.
  public func reading(ofInstant instant: Int64) -> Int64 { instant + offset(atInstant: instant) }

  /// The offset in milliseconds that holds at a reading: the one before a change if both could.
  private func offset(ofReading reading: Int64) -> Int64 {
    let day: Int64 = 86_400_000
    let before = offset(atInstant: reading - day)
    let after = offset(atInstant: reading + day)
    if before == after { return before }
    if offset(atInstant: reading - before) == before { return before }
    return offset(atInstant: reading - after) == after ? after : before
  }

  private func offset(atInstant instant: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant) / 1000))) * 1000
  }
}
