// The hot loop: the turns of a record.

extension RecordReader {
  /// Reads the turns in the order of the source.
  mutating func readTurns(_ list: JSONValue, into conversation: inout Conversation) throws(RecordProblem) {
    order.reset()
    var elements = list.children
    var index = 0
    while !elements.isAtEnd {
      try readTurn(elements.next(), index, into: &conversation)
      index += 1
    }
  }

  private mutating func readTurn(
    _ value: JSONValue, _ index: Int, into conversation: inout Conversation
  ) throws(RecordProblem) {
    func path(_ field: StaticString) -> String { "turns[\(index)].\(field)" }
    guard value.isKind(.object) else { throw Self.mismatch("turns[\(index)]", "an object") }
    var turn = Turn(start: 0, end: 0, role: .unknown, sequence: index)
    var text: JSONString?
    var participant: JSONValue?
    var hasRole = false
    var hasKind = false
    var isMedia = false
    var hasMore = false
    var seen: UInt32 = 0
    var members = value.children
    while !members.isAtEnd {
      let name = members.next().string
      let member = members.next()
      guard let field = names.turn[name.word] else {
        hasMore = true
        try Self.checkUnique(member, at: "turns[\(index)]")
        continue
      }
      if seen & field.bit != 0 { throw Self.duplicate(name, in: "turns[\(index)]") }
      seen |= field.bit
      switch field {
      case .text:
        if member.isKind(.string) {
          text = member.string
        } else if !member.isKind(.null) {
          throw Self.mismatch(path("text"), "a string")
        }
      case .role:
        if member.isKind(.string) {
          turn.role = Role(member.string.word)
          hasRole = true
        } else if !member.isKind(.null) {
          throw Self.mismatch(path("role"), "a string")
        }
      case .participant: if !member.isKind(.null) { participant = member }
      case .at: try times.add(member, turn: index, to: &turn)
      case .id: try readIdentifier(member, index, &turn, &conversation)
      case .offset:
        if let offset = try Self.milliseconds(member, path("offset_ms")) { times.addOffset(offset, turn: index) }
      case .duration:
        if let duration = try Self.milliseconds(member, path("duration_ms")) {
          guard duration >= 0 else { throw RecordProblem(.schema, path: path("duration_ms"), detail: "negative") }
          turn.duration = duration
        }
      case .kind: hasKind = try readKind(member, path("kind"), &turn)
      case .visibility: try readVisibility(member, path("visibility"), &turn)
      case .contentType:
        if member.isKind(.null) { continue }
        guard member.isKind(.string) else { throw Self.mismatch(path("content_type"), "a string") }
        isMedia = member.string.isMediaType
      case .redacted: try Self.readFlag(.redacted, member, path("redacted"), &turn)
      case .auto: try Self.readFlag(.automatic, member, path("auto"), &turn)
      case .recalled: try Self.readFlag(.recalled, member, path("recalled"), &turn)
      }
    }
    if hasMore, let name = UniqueNames.duplicate(among: value) { throw Self.duplicate(name, in: "turns[\(index)]") }
    if isMedia, !hasKind { turn.kind = .attachment }
    if let participant {
      try participants.assign(participant, index, hasRole: hasRole, to: &turn, in: &conversation)
    }
    times.finish(turn: index)
    if text == nil, turn.kind == .message || turn.kind == .note {
      throw RecordProblem(.schema, path: path("text"), detail: "missing")
    }
    turn.start = Int32(truncatingIfNeeded: conversation.text.count)
    if let text { conversation.text.append(text) }
    turn.end = Int32(truncatingIfNeeded: conversation.text.count)
    conversation.text.append(0x0A)
    conversation.turns.append(turn)
  }

  private mutating func readIdentifier(
    _ value: JSONValue, _ index: Int, _ turn: inout Turn, _ conversation: inout Conversation
  ) throws(RecordProblem) {
    if value.isKind(.null) { return }
    turn.idStart = Int32(truncatingIfNeeded: conversation.strings.count)
    if value.isKind(.string) {
      conversation.strings.append(value.string)
      if value.string.count > 0 { order.add(value.string) }
    } else {
      let text = try Self.identifier(value, at: "turns[\(index)].id")
      conversation.strings.append(contentsOf: text.utf8)
      order.addNumber()
    }
    turn.idEnd = Int32(truncatingIfNeeded: conversation.strings.count)
  }

  private static func milliseconds(
    _ value: JSONValue, _ path: @autoclosure () -> String
  ) throws(RecordProblem) -> Int64? {
    switch value.kind {
    case .null: return nil
    case .integer, .unsigned, .double:
      // 2^53 ms are 285,000 years: more is no length of anything.
      guard let number = value.number, abs(number) < 9e15 else {
        throw RecordProblem(.timeOutOfRange, path: path(), detail: "not a number of milliseconds")
      }
      return Int64(number.rounded())
    default: throw mismatch(path(), "a number")
    }
  }

  private func readKind(
    _ value: JSONValue, _ path: @autoclosure () -> String, _ turn: inout Turn
  ) throws(RecordProblem) -> Bool {
    if value.isKind(.null) { return false }
    guard value.isKind(.string) else { throw Self.mismatch(path(), "a string") }
    guard let kind = names.kinds[value.string.word] else {
      throw Self.mismatch(path(), "message, event, attachment or note")
    }
    turn.kind = kind
    return true
  }

  private func readVisibility(
    _ value: JSONValue, _ path: @autoclosure () -> String, _ turn: inout Turn
  ) throws(RecordProblem) {
    if value.isKind(.null) { return }
    guard value.isKind(.string) else { throw Self.mismatch(path(), "a string") }
    guard let visibility = names.visibilities[value.string.word] else {
      throw Self.mismatch(path(), "public or internal")
    }
    turn.visibility = visibility
  }

  private static func readFlag(
    _ flag: TurnFlags, _ value: JSONValue, _ path: @autoclosure () -> String, _ turn: inout Turn
  ) throws(RecordProblem) {
    switch value.kind {
    case .true: turn.flags.insert(flag)
    case .false, .null: break
    default: throw mismatch(path(), "true or false")
    }
  }
}
