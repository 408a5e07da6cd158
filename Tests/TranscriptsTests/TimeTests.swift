import TestSupport
import Testing
import Transcripts

@Suite struct TimeTests {
  @Test(
    arguments: [
      ("1971-01-01T00:00:00Z", 31_536_000_000, 0), ("2026-01-02T03:04:05.678Z", 1_767_323_045_678, 0),
      ("2026-01-02t03:04:05z", 1_767_323_045_000, 0), ("2026-01-02 03:04:05", 1_767_323_045_000, nil),
      ("2026-01-02T03:04", 1_767_323_040_000, nil), ("2026-01-02T03:04:05.1234567+08:00", 1_767_323_045_123, 28_800),
      ("2026-01-02T03:04:05-0530", 1_767_323_045_000, -19_800), ("2026-01-02T03:04:05+08", 1_767_323_045_000, 28_800),
      ("2024-02-29T12:00:00Z", 1_709_208_000_000, 0), ("2016-12-31T23:59:60Z", 1_483_228_799_999, 0),
      ("2016-12-31T23:59:60.5Z", 1_483_228_799_999, 0), ("2200-12-31T23:59:59Z", 7_289_654_399_000, 0),
    ] as [(String, Int64, Int32?)])
  func reads(_ text: String, _ reading: Int64, _ offset: Int32?) throws {
    #expect(try Timestamp(text) == Timestamp(reading: reading, offset: offset))
  }

  @Test(arguments: [
    "", "now", "2026-1-2T03:04:05Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z",
    "2026-01-32T00:00:00Z", "2026-01-02T24:00:00Z", "2026-01-02T03:60:00Z", "2026-01-02T03:04:61Z",
    "2026-01-02T03:04:05.Z", "2026-01-02T03:04:05Zx", "2026-01-02T03:04:05+", "2026-01-02T03:04:05+24:00",
    "2026-01-02T03:04:05+08:60", "2026-01-02T03:04:05 +08:00", "2026/01/02 03:04:05", "２０２６-01-02T03:04:05Z",
    "2026-01-02T03:04:", "2026-01-02T03:04:5", "20226-01-01T00:00:00Z",
  ])
  func refuses(_ text: String) { #expect(throws: Timestamp.Failure.malformed) { try Timestamp(text) } }

  @Test(arguments: ["1970-01-01T00:00:00Z", "1970-12-31T23:59:59Z", "2201-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
  func refusesOtherCenturies(_ text: String) { #expect(throws: Timestamp.Failure.outOfRange) { try Timestamp(text) } }

  @Test(
    arguments: [
      ("1767323045", 1_767_323_045_000), ("1767323045123", 1_767_323_045_123), ("1767323045123456", 1_767_323_045_123),
      ("1767323045123456789", 1_767_323_045_123), ("1767323045.5", 1_767_323_045_500),
      ("\"1767323045123\"", 1_767_323_045_123), ("\"1767323045\"", 1_767_323_045_000),
    ] as [(String, Int64)])
  func readsEpochNumbers(_ number: String, _ time: Int64) throws {
    let conversation = try decode("{\"id\":1,\"turns\":[{\"text\":\"x\",\"at\":\(number)}]}")
    #expect(conversation.turns[0].time == time)
    #expect(conversation.timeBasis == .absolute)
  }

  @Test func decidesTheUnitOnceARecord() {
    let line = "{\"id\":1,\"turns\":[{\"text\":\"x\",\"at\":1767323045},{\"text\":\"x\",\"at\":1767323045123}]}"
    let problem = #expect(throws: RecordProblem.self) { try decode(line) }
    #expect(problem?.code == .timeOutOfRange)
  }

  /// Start and turn as JSON, zone of the user, and what comes of them.
  @Test(
    arguments: [
      ("null", "null", nil, .none, Turn.noTime, Turn.noTime),
      ("\"2026-01-02T03:04:05Z\"", "null", nil, .absolute, 1_767_323_045_000, Turn.noTime),
      ("\"2026-01-02T03:04:05\"", "null", nil, .local, 1_767_323_045_000, Turn.noTime),
      ("\"2026-01-02T03:04:05\"", "\"2026-01-02T03:04:06\"", nil, .local, 1_767_323_045_000, 1_767_323_046_000),
      (
        "\"2026-01-02T03:04:05\"", "\"2026-01-02T03:04:06\"", "Asia/Shanghai", .absolute, 1_767_294_245_000,
        1_767_294_246_000
      ),
      ("\"2026-01-02T03:04:05Z\"", "\"2026-01-02T03:04:06\"", nil, .local, Turn.noTime, 1_767_323_046_000),
      ("\"2026-01-02T03:04:05\"", "\"2026-01-02T03:04:06Z\"", nil, .absolute, Turn.noTime, 1_767_323_046_000),
    ] as [(String, String, String?, TimeBasis, Int64, Int64)])
  func putsTimesOnOneBasis(
    _ start: String, _ at: String, _ zone: String?, _ basis: TimeBasis, _ startedAt: Int64, _ time: Int64
  ) throws {
    let line = "{\"id\":1,\"started_at\":\(start),\"turns\":[{\"text\":\"x\",\"at\":\(at)}]}"
    let conversation = try decode(line, timeZone: zone.flatMap { ClockZone(name: $0) })
    #expect(conversation.timeBasis == basis)
    #expect(conversation.startedAt == startedAt)
    #expect(conversation.turns[0].time == time)
  }

  /// The day of a contact is the day on its own clock: as written, or in the zone that was named.
  @Test(
    arguments: [
      ("2026-02-01T07:30:00+08:00", nil, "2026-02-01T07:30"), ("2026-01-31T23:30:00Z", nil, "2026-01-31T23:30"),
      ("2026-01-31T23:30:00Z", "Asia/Shanghai", "2026-02-01T07:30"),
      ("2026-02-01T07:30:00", "Asia/Shanghai", "2026-02-01T07:30"), ("2026-02-01T07:30:00", nil, "2026-02-01T07:30"),
      ("2026-07-01T23:30:00-04:00", "America/New_York", "2026-07-01T23:30"),
    ] as [(String, String?, String)])
  func tellsTheClockOfTheContact(_ time: String, _ zone: String?, _ clock: String) throws {
    let line = "{\"id\":1,\"turns\":[{\"text\":\"x\"},{\"text\":\"y\",\"at\":\"\(time)\"}]}"
    let conversation = try decode(line, timeZone: zone.flatMap { ClockZone(name: $0) })
    #expect(conversation.startReading == (try Timestamp(clock)).reading)
  }

  @Test func countsOffsetsFromTheStart() throws {
    let turns = "\"turns\":[{\"text\":\"x\",\"offset_ms\":0},{\"text\":\"y\"},{\"text\":\"z\",\"offset_ms\":2500.4}]"
    let alone = try decode("{\"id\":1,\(turns)}")
    #expect(alone.timeBasis == .offset)
    #expect(alone.turns.map(\.time) == [0, Turn.noTime, 2500])
    let started = try decode("{\"id\":1,\"started_at\":\"2026-01-02T03:04:05Z\",\(turns)}")
    #expect(started.timeBasis == .absolute)
    #expect(started.turns.map(\.time) == [1_767_323_045_000, Turn.noTime, 1_767_323_047_500])
  }

  @Test(arguments: [
    ("2026-07-01T12:00:00", -240), ("2026-01-01T12:00:00", -300), ("2026-03-08T01:59:59", -300),
    // 02:30 does not exist that night, 01:30 exists twice in autumn.
    ("2026-03-08T02:30:00", -300), ("2026-03-08T03:00:00", -240), ("2026-11-01T01:30:00", -240),
    ("2026-11-01T02:00:00", -300),
  ])
  func followsClocksThatAreSetBackAndForth(_ text: String, _ minutes: Int64) throws {
    var zone = try #require(ClockZone(name: "America/New_York"))
    let reading = try Timestamp(text).reading
    #expect(zone.instant(ofReading: reading) == reading - minutes * 60_000)
  }
}
