import Testing
import Transcripts

@testable import QA

/// Business hours, with holidays, nights and changes of the clock.
@Suite struct CalendarTests {
  private func settings(_ text: String) throws -> MetricSettings {
    var settings = try MetricSettings()
    try ServiceFile.read(text, name: "service.yaml", into: &settings)
    return settings
  }

  private func instant(_ text: String) throws -> Int64 { try #require(try Timestamp(text).instant) }

  static let shanghai = """
    timezone: Asia/Shanghai
    hours: {周一至周五: 09:00-18:00, sat: [09:00-12:00, 13:00-17:00]}
    holidays: [2026-02-16..2026-02-22]
    workdays: [2026-02-14]
    days: {2026-02-13: 09:00-12:00}
    """
  static let night = """
    timezone: Europe/Berlin
    hours: {daily: 22:00-06:00}
    """

  static let cases: [(calendar: String, from: String, to: String, hours: Double)] = [
    (shanghai, "2026-03-02T17:00:00+08:00", "2026-03-03T10:00:00+08:00", 2),
    (shanghai, "2026-03-02T18:00:00+08:00", "2026-03-03T09:00:00+08:00", 0),
    (shanghai, "2026-03-07T11:00:00+08:00", "2026-03-07T14:00:00+08:00", 2),
    (shanghai, "2026-03-07T16:30:00+08:00", "2026-03-09T09:30:00+08:00", 1),
    (shanghai, "2026-02-15T00:00:00+08:00", "2026-02-23T10:00:00+08:00", 1),
    (shanghai, "2026-02-14T00:00:00+08:00", "2026-02-15T00:00:00+08:00", 9),
    (shanghai, "2026-02-13T08:00:00+08:00", "2026-02-13T23:00:00+08:00", 3),
    (shanghai, "2026-03-02T01:30:00Z", "2026-03-02T02:30:00Z", 1),
    // The night in which the clocks go forward has seven hours, the one in which they go back nine.
    (night, "2026-03-28T20:00:00+01:00", "2026-03-29T12:00:00+02:00", 7),
    (night, "2026-10-24T20:00:00+02:00", "2026-10-25T12:00:00+01:00", 9),
    (night, "2026-06-01T20:00:00+02:00", "2026-06-02T12:00:00+02:00", 8),
    (night, "2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00", 1),
  ]

  @Test(arguments: cases) func countsOpenTime(
    _ example: (calendar: String, from: String, to: String, hours: Double)
  ) throws {
    let calendar = try #require(try settings(example.calendar).calendar)
    let time = BusinessClock(calendar).openTime(from: try instant(example.from), to: try instant(example.to))
    #expect(time == Int64(example.hours * 3_600_000))
  }

  /// Cut anywhere, the parts add up to the whole.
  @Test func partsAddUp() throws {
    let clock = BusinessClock(try #require(try settings(Self.night).calendar))
    let start = try instant("2026-03-27T00:00:00Z")
    let end = try instant("2026-04-01T00:00:00Z")
    let whole = clock.openTime(from: start, to: end)
    for step in 1..<60 {
      let cut = start + (end - start) * Int64(step) / 60 + Int64(step)
      #expect(clock.openTime(from: start, to: cut) + clock.openTime(from: cut, to: end) == whole)
    }
  }

  @Test func offsetsHaveNoHours() throws {
    let value = try Measured.value("first_response_human", ["客户: a", "坐席: b"], times: [0, 5]) {
      $0 = try settings(Self.shanghai)
    }
    #expect(value == .notApplicable(.noWallClock))
  }

  static let mistakes: [(text: String, part: String)] = [
    ("timezone: Asia/Shanghi\nhours: {mon: 09:00-18:00}", "no time zone is named 'Asia/Shanghi'"),
    ("hours: {mon: 09:00-18:00}", "'hours' needs 'timezone'"),
    ("timezone: UTC\nhours: {mon: 9-25}", "'9-25' is no stretch of hours"),
    ("timezone: UTC\nhours: {mno: 09:00-18:00}", "'mno' is no day"),
    ("timezone: UTC\nhours: {mon: [09:00-12:00, 11:00-13:00]}", "overlap"),
    ("timezone: UTC\nhours: {mon: 09:00-12:00}\nholidays: [2026-02-30]", "'2026-02-30' is no date"),
    ("holidays: [2026-02-03]", "'holidays' needs 'hours'"),
    ("levels: [80% in 30s]", "is no service level"),
    ("levels: ['frst_response: 80% within 30s']", "no time is named 'frst_response'"),
    ("within: [1s, soon]", "no time such as 30s"),
    ("phrases: {autoreply: [x]}", "'autoreply' is no category"),
    ("fields: {custmer: x}", "'custmer' is no field"),
    ("repeat_days: 0", "lies between 1 and 366"),
    ("calender: x", "unknown key 'calender'"),
  ]

  @Test(arguments: mistakes) func mistakesAreNamed(_ example: (text: String, part: String)) throws {
    let error = #expect(throws: RulebookError.self) { try settings(example.text) }
    let words = error?.diagnostics.map(\.rendered).joined(separator: "\n") ?? ""
    #expect(words.contains(example.part), "\(words)")
    #expect(words.contains("service.yaml:"))
  }
}
