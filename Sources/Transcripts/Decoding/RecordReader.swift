/// Reads the fields of one record from its parsed JSON; its scratch memory is used again for each record.
struct RecordReader {
  /// The place of `key` among the record's members, if it has one.
  private(set) var keyMember: Int?

  var participants = ParticipantTable()
  var times: TimeTable
  var order = TurnOrder()
  let names = FieldNames()
  private var cache = NameCache()

  /// The values of the record's known members.
  private struct Members {
    var id: JSONValue?
    var participants: JSONValue?
    var turns: JSONValue?
    var metadata: JSONValue?
    var tags: JSONValue?
    var hasMore = false
  }

  init(timeZone: ClockZone?) { times = TimeTable(timeZone: timeZone) }

  /// Reads a record.
  mutating func read(_ root: JSONValue, into conversation: inout Conversation) throws(RecordProblem) {
    keyMember = nil
    times.reset()
    guard root.isKind(.object) else { throw RecordProblem(.schema, detail: "expected an object") }
    if let name = UniqueNames.duplicate(among: root) { throw Self.duplicate(name, in: "") }
    var found = Members()
    try readMembers(of: root, into: &conversation, &found)
    guard let id = found.id else { throw RecordProblem(.schema, path: "id", detail: "missing") }
    conversation.id = try Self.identifier(id, at: "id")
    guard let turns = found.turns else { throw RecordProblem(.schema, path: "turns", detail: "missing") }
    guard turns.isKind(.array) else { throw Self.mismatch("turns", "an array") }
    try participants.read(found.participants, names.participant, into: &conversation)
    try readTurns(turns, into: &conversation)
    try times.resolve(&conversation)
    order.arrange(&conversation)
    if found.hasMore { try readMetadata(root, found, into: &conversation) }
  }

  private mutating func readMembers(
    of root: JSONValue, into conversation: inout Conversation, _ found: inout Members
  ) throws(RecordProblem) {
    var members = root.children
    var ordinal = -1
    while !members.isAtEnd {
      let name = members.next().string
      let value = members.next()
      ordinal += 1
      switch names.record[name.word] {
      case .schema: try checkSchema(value)
      case .id: found.id = value
      case .channel: conversation.channel = try cache.channel.text(value, at: "channel")
      case .language: conversation.language = try cache.language.text(value, at: "language")
      case .queue: conversation.queue = try cache.queue.text(value, at: "queue")
      case .startedAt: times.started = try times.point(value, at: "started_at")
      case .endedAt: times.ended = try times.point(value, at: "ended_at")
      case .zone:
        times.zoneName = try cache.zone.text(value, at: "tz")
        found.hasMore = true
      case .participants: found.participants = value
      case .turns: found.turns = value
      case .key:
        keyMember = ordinal
        try Self.checkUnique(value, at: "key")
      case .source: try Self.checkUnique(value, at: "source")
      case .metadata:
        found.metadata = value
        found.hasMore = true
      case nil: found.hasMore = true
      }
    }
  }

  /// Accepts our own schema in any version of its first generation, and no other record of ours.
  private func checkSchema(_ value: JSONValue) throws(RecordProblem) {
    if value.isKind(.null) { return }
    guard value.isKind(.string) else { throw Self.mismatch("schema", "a string") }
    guard value.string.word == NameWord("conversation/1") else {
      throw RecordProblem(.schema, path: "schema", detail: "expected conversation/1")
    }
  }

  private func readMetadata(
    _ root: JSONValue, _ found: Members, into conversation: inout Conversation
  ) throws(RecordProblem) {
    var collector = MetadataCollector(conversation.metadata)
    if let metadata = found.metadata, !metadata.isKind(.null) {
      guard metadata.isKind(.object) else { throw Self.mismatch("metadata", "an object") }
      try Self.checkUnique(metadata, at: "metadata")
      collector.add(object: metadata, prefix: "")
    }
    var members = root.children
    while !members.isAtEnd {
      let name = members.next().string
      let value = members.next()
      let field = names.record[name.word]
      guard field == nil || field == .zone else { continue }
      let text = name.text
      // The name of a field we do not know can be data itself.
      try Self.checkUnique(value, at: "a further field")
      collector.add(value, name: text)
    }
    conversation.metadata = collector.metadata
  }

  /// A string that is not empty, or a whole number as text.
  static func identifier(_ value: JSONValue, at path: @autoclosure () -> String) throws(RecordProblem) -> String {
    switch value.kind {
    case .string where value.string.count > 0: return value.string.text
    case .string: throw RecordProblem(.schema, path: path(), detail: "empty")
    case .integer, .unsigned: return value.integerText
    default: throw mismatch(path(), "a string or a whole number")
    }
  }

  static func checkUnique(_ value: JSONValue, at path: @autoclosure () -> String) throws(RecordProblem) {
    if let name = UniqueNames.duplicate(in: value) { throw duplicate(name, in: path()) }
  }

  /// The problem of a member named twice; its name is not told, since names can be data.
  static func duplicate(_ name: JSONString, in path: String) -> RecordProblem {
    RecordProblem(.duplicateKey, path: path, detail: "an object names a member twice")
  }

  static func mismatch(_ path: String, _ wanted: String) -> RecordProblem {
    RecordProblem(.schema, path: path, detail: "expected \(wanted)")
  }
}

/// The last texts of fields that are the same in most records, so that they are not made anew.
private struct NameCache {
  var channel = CachedText()
  var language = CachedText()
  var queue = CachedText()
  var zone = CachedText()
}

/// Keeps the last text made of bytes.
struct CachedText {
  private var last = ""

  /// The text of a string or whole number; empty for null.
  mutating func text(_ value: JSONValue, at path: @autoclosure () -> String) throws(RecordProblem) -> String {
    switch value.kind {
    case .null: return ""
    case .integer, .unsigned: return value.integerText
    case .string: break
    default: throw RecordReader.mismatch(path(), "a string")
    }
    if !value.string.isEqual(to: last) { last = value.string.text }
    return last
  }
}
