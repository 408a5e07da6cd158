/// Writes conversations as canonical records, `conversation/1`, one a line.
public struct ConversationWriter: Sendable {
  /// The lines so far.
  public var writer: JSONWriter

  /// Makes a writer.
  public init(writer: JSONWriter = JSONWriter()) { self.writer = writer }

  /// Appends one record.
  public mutating func append(_ conversation: Conversation) {
    writer.beginObject()
    writer.key("schema")
    writer.string("conversation/1")
    text("id", conversation.id)
    for (name, value) in [
      ("channel" as StaticString, conversation.channel), ("language", conversation.language),
      ("queue", conversation.queue),
    ] where !value.isEmpty { text(name, value) }
    time("started_at", conversation.startedAt, conversation.timeBasis)
    time("ended_at", conversation.endedAt, conversation.timeBasis)
    if !conversation.key.isEmpty {
      writer.key("key")
      writer.raw(conversation.key)
    }
    if !conversation.participants.isEmpty { participants(conversation) }
    turns(conversation)
    if !conversation.metadata.fields.isEmpty { metadata(conversation.metadata) }
    writer.endObject()
    writer.newline()
  }

  private mutating func text(_ name: StaticString, _ value: String) {
    writer.key(name)
    writer.string(value)
  }

  private mutating func time(_ name: StaticString, _ value: Int64, _ basis: TimeBasis) {
    guard value != Turn.noTime else { return }
    switch basis {
    case .absolute: text(name, Timestamp.record(value) + "Z")
    case .local: text(name, Timestamp.record(value))
    case .offset, .none: break
    }
  }

  private mutating func participants(_ conversation: Conversation) {
    writer.key("participants")
    writer.beginArray()
    for participant in conversation.participants {
      writer.beginObject()
      text("id", participant.id)
      writer.key("role")
      writer.string(participant.role.name)
      if let name = participant.name { text("name", name) }
      writer.endObject()
    }
    writer.endArray()
  }

  private mutating func turns(_ conversation: Conversation) {
    writer.key("turns")
    writer.beginArray()
    for turn in conversation.turns {
      writer.beginObject()
      if turn.idEnd > turn.idStart {
        writer.key("id")
        writer.string(utf8: conversation.strings[Int(turn.idStart)..<Int(turn.idEnd)])
      }
      writer.key("role")
      writer.string(turn.role.name)
      if turn.participant >= 0 { text("participant", conversation.participants[Int(turn.participant)].id) }
      if conversation.timeBasis == .offset, turn.time != Turn.noTime {
        writer.key("offset_ms")
        writer.int(Int(turn.time))
      } else {
        time("at", turn.time, conversation.timeBasis)
      }
      if turn.duration >= 0 {
        writer.key("duration_ms")
        writer.int(Int(turn.duration))
      }
      if turn.kind != .message {
        writer.key("kind")
        writer.string(turn.kind.name)
      }
      if turn.visibility == .internal {
        writer.key("visibility")
        writer.string("internal")
      }
      for (flag, name) in Self.flags where turn.flags.contains(flag) {
        writer.key(name)
        writer.bool(true)
      }
      writer.key("text")
      writer.string(utf8: conversation.text[turn.range])
      writer.endObject()
    }
    writer.endArray()
  }

  private static let flags: [(TurnFlags, StaticString)] = [
    (.automatic, "auto"), (.recalled, "recalled"), (.redacted, "redacted"),
  ]

  private mutating func metadata(_ metadata: Metadata) {
    writer.key("metadata")
    writer.beginObject()
    for (name, value) in metadata.fields {
      writer.key(string: name)
      self.value(value)
    }
    writer.endObject()
  }

  private mutating func value(_ value: MetadataValue) {
    switch value {
    case .null: writer.null()
    case .bool(let value): writer.bool(value)
    case .integer(let value): writer.int(Int(value))
    case .number(let value): writer.number(value)
    case .string(let value): writer.string(value)
    case .list(let values):
      writer.beginArray()
      for value in values { self.value(value) }
      writer.endArray()
    }
  }
}

extension Timestamp {
  /// A reading as `2026-01-02T03:04:05.678`; without milliseconds where there are none.
  public static func record(_ reading: Int64) -> String {
    text(ofReading: reading).replacing(" ", with: "T", maxReplacements: 1)
  }
}
