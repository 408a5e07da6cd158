/// The times of the record at hand as they were written, until all are known and can be put on one basis.
struct TimeTable {
  /// The record's start.
  var started: Timestamp?
  /// The record's end.
  var ended: Timestamp?
  /// The record's `tz`, or empty.
  var zoneName = ""

  private let defaultZone: ClockZone?
  private var namedZone: ClockZone?
  private var unit: EpochUnit?
  /// For each turn the offset of its clock in seconds, ``unzoned`` or ``untimed``.
  private var zones: [Int32] = []
  /// For each turn its milliseconds from the start, or `Int64.min`; empty while no turn has any.
  private var offsets: [Int64] = []
  private var current = untimed
  private var unzonedCount = 0
  private var zonedCount = 0

  private static let unzoned = Int32.max
  private static let untimed = Int32.min

  init(timeZone: ClockZone?) { defaultZone = timeZone }

  /// Forgets the last record.
  mutating func reset() {
    started = nil
    ended = nil
    zoneName = ""
    unit = nil
    zones.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    current = Self.untimed
    unzonedCount = 0
    zonedCount = 0
  }

  /// Reads one time; `nil` for null.
  mutating func point(_ value: JSONValue, at path: @autoclosure () -> String) throws(RecordProblem) -> Timestamp? {
    switch value.kind {
    case .null: return nil
    case .integer, .unsigned, .double: return try number(value, path())
    case .string: break
    default: throw RecordReader.mismatch(path(), "a time")
    }
    let result = value.string.withSpan { text -> Result<Timestamp, Timestamp.Failure> in
      Result { () throws(Timestamp.Failure) in try Timestamp(text) }
    }
    switch result {
    case .success(let time): return time
    case .failure(.outOfRange): throw Self.outOfRange(path())
    case .failure(.malformed):
      // Some sources write their epoch numbers as strings.
      guard let digits = value.string.wholeNumber else {
        throw RecordProblem(.badTime, path: path(), detail: "not an RFC 3339 time")
      }
      return try epoch(digits, path())
    }
  }

  /// Reads a turn's time.
  mutating func add(_ value: JSONValue, turn: Int, to target: inout Turn) throws(RecordProblem) {
    guard let time = try point(value, at: "turns[\(turn)].at") else { return }
    target.time = time.reading
    current = time.offset ?? Self.unzoned
  }

  /// Notes a turn's milliseconds from the start.
  mutating func addOffset(_ offset: Int64, turn: Int) {
    while offsets.count < turn { offsets.append(.min) }
    offsets.append(offset)
  }

  /// Ends a turn.
  mutating func finish(turn: Int) {
    zones.append(current)
    if current == Self.unzoned { unzonedCount += 1 } else if current != Self.untimed { zonedCount += 1 }
    current = Self.untimed
    if !offsets.isEmpty, offsets.count <= turn { offsets.append(.min) }
  }

  private mutating func number(_ value: JSONValue, _ path: @autoclosure () -> String) throws(RecordProblem) -> Timestamp
  {
    if let whole = value.integer { return try epoch(whole, path()) }
    guard let number = value.number else { throw RecordReader.mismatch(path(), "a time") }
    if unit == nil { unit = EpochUnit(of: number) }
    guard let instant = unit?.instant(number) else { throw Self.outOfRange(path()) }
    return Timestamp(reading: instant, offset: 0)
  }

  private mutating func epoch(_ number: Int, _ path: @autoclosure () -> String) throws(RecordProblem) -> Timestamp {
    if unit == nil { unit = EpochUnit(of: Double(number)) }
    guard let instant = unit?.instant(number) else { throw Self.outOfRange(path()) }
    return Timestamp(reading: instant, offset: 0)
  }

  private static func outOfRange(_ path: String) -> RecordProblem {
    RecordProblem(.timeOutOfRange, path: path, detail: "not between 1971 and 2200")
  }
}

extension TimeTable {
  /// Puts the record's times on one basis.
  mutating func resolve(_ conversation: inout Conversation) throws(RecordProblem) {
    let needsZone =
      unzonedCount > 0 || (started != nil && started?.offset == nil) || (ended != nil && ended?.offset == nil)
    var zone = needsZone ? try self.zone() : nil
    if unzonedCount > 0, zone == nil, zonedCount > 0 {
      let turn = zones.firstIndex(of: Self.unzoned) ?? 0
      throw RecordProblem(
        .badTime, path: "turns[\(turn)].at", detail: "no zone, though other turns have one; name it with --tz")
    }
    conversation.timeBasis = basis(hasZone: zone != nil)
    conversation.startedAt = place(started, on: conversation.timeBasis, &zone)
    conversation.endedAt = place(ended, on: conversation.timeBasis, &zone)
    if conversation.timeBasis == .absolute, zonedCount + unzonedCount > 0 {
      for index in conversation.turns.indices {
        switch zones[index] {
        case 0, Self.untimed: break
        case Self.unzoned:
          conversation.turns[index].time = zone?.instant(ofReading: conversation.turns[index].time) ?? Turn.noTime
        default: conversation.turns[index].time -= Int64(zones[index]) * 1000
        }
      }
    }
    if !offsets.isEmpty { placeOffsets(&conversation) }
    if conversation.timeBasis == .absolute { noteClock(&conversation, zone) }
    if zone != nil { remember(zone) }
  }

  /// Notes how far the contact's clock was from UTC: in the zone that was named, else as written.
  private func noteClock(_ conversation: inout Conversation, _ zone: ClockZone?) {
    let start =
      conversation.startedAt != Turn.noTime
      ? conversation.startedAt : conversation.turns.first { $0.time != Turn.noTime }?.time
    if let start, let zone = zone ?? (zoneName.isEmpty ? defaultZone : nil) {
      conversation.clockOffset = Int32((zone.reading(ofInstant: start) - start) / 1000)
    } else {
      let written = zones.first { $0 != Self.unzoned && $0 != Self.untimed }
      conversation.clockOffset = started?.offset ?? written ?? 0
    }
  }

  /// The turns decide; without their times the start does, then the end, then offsets alone.
  private func basis(hasZone: Bool) -> TimeBasis {
    if zonedCount > 0 { return .absolute }
    if unzonedCount > 0 { return hasZone ? .absolute : .local }
    if let point = started ?? ended { return point.offset != nil || hasZone ? .absolute : .local }
    return offsets.isEmpty ? .none : .offset
  }

  private func place(_ point: Timestamp?, on basis: TimeBasis, _ zone: inout ClockZone?) -> Int64 {
    guard let point else { return Turn.noTime }
    switch basis {
    case .absolute: return point.instant ?? zone?.instant(ofReading: point.reading) ?? Turn.noTime
    case .local: return point.offset == nil ? point.reading : Turn.noTime
    case .offset, .none: return Turn.noTime
    }
  }

  private func placeOffsets(_ conversation: inout Conversation) {
    let start = conversation.timeBasis == .offset ? 0 : conversation.startedAt
    guard start != Turn.noTime else { return }
    for index in conversation.turns.indices where zones[index] == Self.untimed && offsets[index] != .min {
      conversation.turns[index].time = start + offsets[index]
    }
  }

  /// The zone of times that have none: the record's own, or the one the user names.
  private mutating func zone() throws(RecordProblem) -> ClockZone? {
    if zoneName.isEmpty { return defaultZone }
    if namedZone?.name != zoneName { namedZone = ClockZone(name: zoneName) }
    guard let namedZone else { throw RecordProblem(.schema, path: "tz", detail: "not an IANA zone name") }
    return namedZone
  }

  /// Keeps what the zone has cached.
  private mutating func remember(_ zone: ClockZone?) {
    if !zoneName.isEmpty { namedZone = zone }
  }
}
