/// The parties of the record at hand, found by the bytes of their ids.
struct ParticipantTable {
  /// The ids as they lie in the record; `nil` for a number.
  private var identifiers: [JSONString?] = []
  /// Where the parties beyond the first few are, by id.
  private var places: [String: Int] = [:]
  private var last = 0

  /// How many parties are found by looking at each.
  private static let fewest = 16

  /// Reads the record's `participants`.
  mutating func read(
    _ list: JSONValue?, _ names: NameTable<ParticipantField>, into conversation: inout Conversation
  ) throws(RecordProblem) {
    identifiers.removeAll(keepingCapacity: true)
    if !places.isEmpty { places.removeAll() }
    guard let list, !list.isKind(.null) else { return }
    guard list.isKind(.array) else { throw RecordReader.mismatch("participants", "an array") }
    var elements = list.children
    var index = 0
    while !elements.isAtEnd {
      try readOne(elements.next(), index, names, into: &conversation)
      index += 1
    }
  }

  private mutating func readOne(
    _ value: JSONValue, _ index: Int, _ names: NameTable<ParticipantField>, into conversation: inout Conversation
  ) throws(RecordProblem) {
    func path(_ field: StaticString) -> String { "participants[\(index)].\(field)" }
    guard value.isKind(.object) else { throw RecordReader.mismatch("participants[\(index)]", "an object") }
    try RecordReader.checkUnique(value, at: "participants[\(index)]")
    var participant = Participant(id: "", role: .unknown)
    var identifier: JSONString?
    var members = value.children
    while !members.isAtEnd {
      let name = members.next().string
      let member = members.next()
      switch names[name.word] {
      case .id:
        participant.id = try RecordReader.identifier(member, at: path("id"))
        if member.isKind(.string) { identifier = member.string }
      case .role:
        if member.isKind(.null) { continue }
        guard member.isKind(.string) else { throw RecordReader.mismatch(path("role"), "a string") }
        participant.role = Role(member.string.word)
      case .name:
        if member.isKind(.null) { continue }
        guard member.isKind(.string) else { throw RecordReader.mismatch(path("name"), "a string") }
        participant.name = member.string.text
      case nil: continue
      }
    }
    if participant.id.isEmpty { throw RecordProblem(.schema, path: path("id"), detail: "missing") }
    conversation.participants.append(participant)
    add(identifier, participant.id)
  }

  /// Gives a turn its participant, and the participant's role where the turn names none.
  mutating func assign(
    _ value: JSONValue, _ index: Int, hasRole: Bool, to turn: inout Turn, in conversation: inout Conversation
  ) throws(RecordProblem) {
    let place = try place(of: value, index, role: turn.role, in: &conversation)
    turn.participant = Int32(truncatingIfNeeded: place)
    if !hasRole {
      turn.role = conversation.participants[place].role
    } else if conversation.participants[place].role == .unknown {
      conversation.participants[place].role = turn.role
    }
  }

  private mutating func place(
    of value: JSONValue, _ index: Int, role: Role, in conversation: inout Conversation
  ) throws(RecordProblem) -> Int {
    guard value.isKind(.string) else {
      let id = try RecordReader.identifier(value, at: "turns[\(index)].participant")
      if let place = conversation.participants.firstIndex(where: { $0.id == id }) { return place }
      conversation.participants.append(Participant(id: id, role: role))
      add(nil, id)
      return identifiers.count - 1
    }
    let string = value.string
    if last < identifiers.count, let known = identifiers[last], known == string { return last }
    if let place = find(string, in: conversation.participants) {
      last = place
      return place
    }
    if string.count == 0 { throw RecordProblem(.schema, path: "turns[\(index)].participant", detail: "empty") }
    let id = string.text
    conversation.participants.append(Participant(id: id, role: role))
    add(string, id)
    return identifiers.count - 1
  }

  private mutating func add(_ string: JSONString?, _ id: String) {
    identifiers.append(string)
    let place = identifiers.count - 1
    if place >= Self.fewest, places[id] == nil { places[id] = place }
  }

  private mutating func find(_ string: JSONString, in participants: [Participant]) -> Int? {
    for place in identifiers.indices.prefix(Self.fewest) {
      if let known = identifiers[place] {
        if known == string { return place }
      } else if string.isEqual(to: participants[place].id) {
        return place
      }
    }
    return identifiers.count > Self.fewest ? places[string.text] : nil
  }
}
