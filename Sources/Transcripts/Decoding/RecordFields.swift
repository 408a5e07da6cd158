/// The members of a record that have a meaning of their own; every other one is metadata.
enum RecordField: String, CaseIterable, Sendable {
  case schema, id, channel, language, queue, participants, turns, key, source, metadata
  case zone = "tz"
  case startedAt = "started_at"
  case endedAt = "ended_at"
}

/// The members of a turn that are read.
enum TurnField: String, CaseIterable, Sendable {
  case text, role, participant, at, id, kind, visibility, redacted, auto, recalled
  case offset = "offset_ms"
  case duration = "duration_ms"
  case contentType = "content_type"

  /// One bit each, to notice a member that comes twice.
  var bit: UInt32 {
    switch self {
    case .text: 1
    case .role: 1 << 1
    case .participant: 1 << 2
    case .at: 1 << 3
    case .id: 1 << 4
    case .kind: 1 << 5
    case .visibility: 1 << 6
    case .redacted: 1 << 7
    case .auto: 1 << 8
    case .recalled: 1 << 9
    case .offset: 1 << 10
    case .duration: 1 << 11
    case .contentType: 1 << 12
    }
  }
}

/// The members of a participant that are read.
enum ParticipantField: String, CaseIterable, Sendable {
  case id, role, name
}

/// The words of a turn's fields.
struct FieldNames: Sendable {
  let record = NameTable(of: RecordField.self)
  let turn = NameTable(of: TurnField.self)
  let participant = NameTable(of: ParticipantField.self)

  let kinds = NameTable<TurnKind>(
    [("message", .message), ("event", .event), ("note", .note)]
      + ["attachment", "image", "file", "voice", "audio", "video", "card", "sticker"].map { ($0, .attachment) })

  let visibilities = NameTable<Visibility>(
    [("public", .public), ("internal", .internal), ("private", .internal), ("agents", .internal)])
}
