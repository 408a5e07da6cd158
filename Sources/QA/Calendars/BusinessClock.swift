internal import Transcripts

/// Measures time in business hours; a worker owns one, because it remembers the days it has seen.
///
/// Hours are readings of the zone's clocks, so a night shift over the change to summer time is an hour shorter. A
/// reading that comes twice is the first of the two, one that never comes is counted on, as everywhere in the toolkit.
final class BusinessClock {
  private let calendar: BusinessCalendar
  private var zone: ClockZone?
  private var openings: [Int64: [Range<Int64>]] = [:]
  private static let day: Int64 = 86_400_000
  /// How many days are remembered before all are forgotten.
  private static let capacity = 20_000

  init(_ calendar: BusinessCalendar) {
    self.calendar = calendar
    zone = ClockZone(name: calendar.zoneName)
  }

  /// Milliseconds of business hours between two instants.
  func openTime(from start: Int64, to end: Int64) -> Int64 {
    guard start < end else { return 0 }
    // A zone is at most 14 hours from UTC, and the hours of a day reach at most into the next.
    let first = Self.floorDay(start - Self.day) - 1
    let last = Self.floorDay(end + Self.day)
    var total: Int64 = 0
    var counted = start
    for day in first...last {
      for opening in opening(of: day) {
        let from = max(counted, opening.lowerBound)
        let to = min(end, opening.upperBound)
        guard from < to else { continue }
        total += to - from
        counted = to
      }
    }
    return total
  }

  /// Milliseconds of business hours between two readings of the zone's clocks.
  func openTime(fromReading start: Int64, toReading end: Int64) -> Int64 {
    openTime(from: instant(start), to: instant(end))
  }

  private func instant(_ reading: Int64) -> Int64 { zone?.instant(ofReading: reading) ?? reading }

  private func opening(of day: Int64) -> [Range<Int64>] {
    if let known = openings[day] { return known }
    if openings.count >= Self.capacity { openings.removeAll(keepingCapacity: true) }
    var ranges: [Range<Int64>] = []
    for hours in calendar.hours(ofDay: day) {
      let opens = instant(day * Self.day + hours.opens)
      let closes = instant(day * Self.day + hours.closes)
      if opens < closes { ranges.append(opens..<closes) }
    }
    openings[day] = ranges
    return ranges
  }

  private static func floorDay(_ time: Int64) -> Int64 {
    (time - (time % day + day) % day) / day
  }
}
