import Testing
import Transcripts

@testable import VOC

@Suite struct VoicePeriodTests {
  private static let day: Int64 = 86_400_000
  private static let hour: Int64 = 3_600_000
  /// 2026-03-10 00:00 in UTC.
  private static let midnight: Int64 = 1_773_100_800_000

  private func zone(_ name: String) throws -> ClockZone { try #require(ClockZone(name: name)) }

  @Test func withoutAZoneTimeIsCountedBack() {
    let periods = VoicePeriods(length: Self.day, latest: Self.midnight + 5)
    #expect(periods.end == Self.midnight + 6)
    #expect(periods.start(0) == Self.midnight + 6 - Self.day)
    #expect(periods.age(of: Self.midnight + 5) == 0)
    #expect(periods.age(of: Self.midnight + 5 - Self.day) == 1)
    #expect(periods.age(of: Self.midnight + 6) == nil)
  }

  @Test func wholeDaysByAZone() throws {
    // 20:00 UTC is 04:00 of the next day in Shanghai.
    let latest = Self.midnight + 20 * Self.hour
    let periods = VoicePeriods(length: Self.day, zone: try zone("Asia/Shanghai"), latest: latest)
    #expect(periods.start(0) == Self.midnight + 16 * Self.hour)
    #expect(periods.end == Self.midnight + 40 * Self.hour)
    #expect(periods.age(of: Self.midnight + 16 * Self.hour) == 0)
    #expect(periods.age(of: Self.midnight + 16 * Self.hour - 1) == 1)
    #expect(VoiceTime.day(latest, try zone("Asia/Shanghai")) == "2026-03-11")
    #expect(VoiceTime.text(periods.start(0), try zone("Asia/Shanghai")) == "2026-03-11T00:00:00+08:00")
    #expect(VoiceTime.text(latest, try zone("America/St_Johns")) == "2026-03-10T17:30:00-02:30")
  }

  /// A day with a change of clocks has 23 hours, and is one day.
  @Test func daysWithAChangeOfClocks() throws {
    let berlin = try zone("Europe/Berlin")
    // 2026-03-29 12:00 in Berlin is 10:00 UTC; at two o'clock the clocks were set forward.
    let latest: Int64 = 1_774_778_400_000
    let periods = VoicePeriods(length: Self.day, zone: berlin, latest: latest)
    #expect(periods.end - periods.start(0) == 23 * Self.hour)
    #expect(periods.start(0) - periods.start(1) == 24 * Self.hour)
    for age in 0..<5 {
      #expect(VoiceTime.text(periods.start(age), berlin).contains("T00:00:00"))
      #expect(periods.age(of: periods.start(age)) == age)
      #expect(periods.age(of: periods.start(age) - 1) == age + 1)
    }
  }

  @Test func hoursAreHoursInEveryZone() throws {
    let periods = VoicePeriods(length: 6 * Self.hour, zone: try zone("Europe/Berlin"), latest: Self.midnight)
    #expect(periods.end == Self.midnight + 1)
    #expect(periods.start(3) == Self.midnight + 1 - Self.day)
  }

  @Test func aNamedEndIsKept() throws {
    let periods = VoicePeriods(
      length: 7 * Self.day, zone: try zone("Asia/Shanghai"), end: Self.midnight - 8 * Self.hour, latest: nil)
    #expect(periods.end == Self.midnight - 8 * Self.hour)
    #expect(periods.start(0) == Self.midnight - 8 * Self.hour - 7 * Self.day)
    #expect(periods.age(of: periods.end) == nil)
  }
}
