/// Puts a conversation together from turns that come one after the other.
struct ConversationBuilder {
  /// What was gathered so far.
  var conversation = Conversation()
  /// The start and the end as the source gives them.
  var started: Timestamp?
  var ended: Timestamp?
  /// The zone the record itself names.
  var zone: ClockZone?
  /// The first thing that is wrong; the record is then set aside.
  var problem: RecordProblem?
  /// One past the last byte of the record in the source.
  var sourceEnd = 0

  private var times: [Timestamp?] = []
  /// The turns' offsets; empty as long as none has one.
  private var offsets: [Int64?] = []
  private var hasTurnIDs = false
  private var hasOffsets: Bool { !offsets.isEmpty }

  /// How much memory a conversation takes.
  struct Size {
    var turns = 0
    var bytes = 0
  }

  /// How large the conversation is so far.
  var size: Size { Size(turns: conversation.turns.count, bytes: conversation.text.count) }

  /// Makes room at once for a conversation of about a size, at most a megabyte.
  mutating func reserve(_ size: Size) {
    let turns = min(size.turns, 4096)
    conversation.turns.reserveCapacity(turns)
    times.reserveCapacity(turns)
    conversation.text.reserveCapacity(min(size.bytes, 1 << 20))
  }

  /// Notes that the record goes on to a place in the source.
  mutating func extendSource(to end: Int) { if end > sourceEnd { sourceEnd = end } }

  /// One turn.
  struct Entry {
    var role = Role.unknown
    var kind = TurnKind.message
    var visibility = Visibility.public
    var speaker: ArraySlice<UInt8> = []
    var name: ArraySlice<UInt8> = []
    var time: Timestamp?
    var offset: Int64?
    var duration: Int64 = -1
    var id: ArraySlice<UInt8> = []
  }

  /// Starts a record.
  init(id: String, source: SourceReference) {
    conversation.id = id
    conversation.source = source
    sourceEnd = source.byteOffset + source.byteLength
  }

  /// Sets the record aside; the first problem counts.
  mutating func fail(_ found: RecordProblem) { if problem == nil { problem = found } }

  /// Adds a turn.
  mutating func add(_ entry: Entry, text: some Collection<UInt8>) {
    guard conversation.text.count + text.count < Int(Int32.max) - 1 else {
      return fail(RecordProblem(.textTooLong, detail: "longer than 2 GiB"))
    }
    var turn = Turn(
      start: 0, end: 0, role: entry.role, kind: entry.kind, visibility: entry.visibility, duration: entry.duration)
    let speaker = entry.speaker.isEmpty ? entry.name : entry.speaker
    if !speaker.isEmpty { turn.participant = place(of: speaker, entry) }
    if turn.role == .unknown, turn.participant >= 0 {
      turn.role = conversation.participants[Int(turn.participant)].role
    }
    if !entry.id.isEmpty {
      turn.idStart = Int32(conversation.strings.count)
      conversation.strings.append(contentsOf: entry.id)
      turn.idEnd = Int32(conversation.strings.count)
      hasTurnIDs = true
    }
    conversation.append(turn, text: text)
    times.append(entry.time)
    if let offset = entry.offset {
      while offsets.count + 1 < times.count { offsets.append(nil) }
      offsets.append(offset)
    }
  }

  /// Adds a line to the last turn.
  mutating func extend(_ text: ArraySlice<UInt8>) {
    guard var turn = conversation.turns.popLast() else { return }
    conversation.text.removeLast()
    if turn.end > turn.start { conversation.text.append(0x0A) }
    conversation.text.append(contentsOf: text)
    turn.end = Int32(truncatingIfNeeded: conversation.text.count)
    conversation.text.append(0x0A)
    conversation.turns.append(turn)
  }

  private static func areEqual(_ id: String, _ bytes: ArraySlice<UInt8>) -> Bool {
    let own = id.utf8.span
    guard own.count == bytes.count else { return false }
    let other = bytes.span
    for index in own.indices where own[index] != other[index] { return false }
    return true
  }

  private mutating func place(of speaker: ArraySlice<UInt8>, _ entry: Entry) -> Int32 {
    for (index, known) in conversation.participants.enumerated() where Self.areEqual(known.id, speaker) {
      if known.role == .unknown { conversation.participants[index].role = entry.role }
      return Int32(index)
    }
    let name =
      entry.name.isEmpty || entry.name.elementsEqual(speaker) ? nil : String(decoding: entry.name, as: UTF8.self)
    conversation.participants.append(
      Participant(id: String(decoding: speaker, as: UTF8.self), role: entry.role, name: name))
    return Int32(conversation.participants.count - 1)
  }

  /// Ends the record: times on one basis, turns in order.
  mutating func finish(_ options: ReadingOptions) throws(RecordProblem) -> Conversation {
    if let problem { throw problem }
    try resolveTimes(zone ?? options.timeZone)
    if let role = options.roles.otherwise { assign(role) }
    conversation.source.byteLength = max(0, sourceEnd - conversation.source.byteOffset)
    var order = TurnOrder()
    if hasTurnIDs, areIdentifiers { order.addNumber() }
    order.arrange(&conversation)
    conversation.fingerprint = Fingerprint(id: conversation.id, content: conversation.text.span)
    return conversation
  }

  /// Whether the turns' identifiers tell turns apart: where hardly any two differ they are something else.
  private var areIdentifiers: Bool {
    var seen: Set<ArraySlice<UInt8>> = []
    var count = 0
    for turn in conversation.turns where turn.idEnd > turn.idStart {
      count += 1
      seen.insert(conversation.strings[Int(turn.idStart)..<Int(turn.idEnd)])
    }
    return seen.count * 2 > count
  }

  private mutating func assign(_ role: Role) {
    for index in conversation.turns.indices where conversation.turns[index].role == .unknown {
      conversation.turns[index].role = role
    }
    for index in conversation.participants.indices where conversation.participants[index].role == .unknown {
      conversation.participants[index].role = role
    }
  }

  private mutating func resolveTimes(_ given: ClockZone?) throws(RecordProblem) {
    var zone = given
    let unzoned = times.contains { $0 != nil && $0?.offset == nil }
    let zoned = times.contains { $0?.offset != nil }
    if unzoned, zoned, zone == nil {
      throw RecordProblem(.badTime, path: "time", detail: "some times have a zone and others none; name it with --tz")
    }
    if !unzoned, !zoned {
      guard started != nil || ended != nil else { return placeOffsets(from: hasOffsets ? 0 : nil, basis: .offset) }
      let isAbsolute = (started ?? ended)?.offset != nil || zone != nil
      conversation.timeBasis = isAbsolute ? .absolute : .local
    } else {
      conversation.timeBasis = zoned || zone != nil ? .absolute : .local
    }
    for index in conversation.turns.indices {
      conversation.turns[index].time = place(times[index], &zone)
    }
    conversation.startedAt = place(started, &zone)
    conversation.endedAt = place(ended, &zone)
    if conversation.timeBasis == .absolute {
      let start =
        conversation.startedAt != Turn.noTime
        ? conversation.startedAt : conversation.turns.first { $0.time != Turn.noTime }?.time
      let named = start.flatMap { start in zone.map { Int32(($0.reading(ofInstant: start) - start) / 1000) } }
      conversation.clockOffset = named ?? started?.offset ?? times.lazy.compactMap { $0?.offset }.first ?? 0
    }
    if hasOffsets, !unzoned, !zoned { placeOffsets(from: conversation.startedAt, basis: conversation.timeBasis) }
  }

  private mutating func placeOffsets(from start: Int64?, basis: TimeBasis) {
    guard let start, start != Turn.noTime else { return }
    conversation.timeBasis = basis
    for index in offsets.indices {
      if let offset = offsets[index] { conversation.turns[index].time = start + offset }
    }
  }

  private func place(_ time: Timestamp?, _ zone: inout ClockZone?) -> Int64 {
    guard let time else { return Turn.noTime }
    if conversation.timeBasis == .local { return time.offset == nil ? time.reading : Turn.noTime }
    return time.instant ?? zone?.instant(ofReading: time.reading) ?? Turn.noTime
  }
}
