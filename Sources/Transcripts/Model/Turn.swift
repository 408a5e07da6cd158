/// What a turn is made of.
public enum TurnKind: UInt8, Sendable, Hashable {
  /// A message somebody wrote or said.
  case message
  /// Something that happened: joined, transferred, rated. Never a turn for rules.
  case event
  /// A picture, voice clip, card or file: a turn, even without text.
  case attachment
  /// A note about the conversation, or a one-text record such as a call note.
  case note

  /// The kind's word in records.
  public var name: StaticString {
    switch self {
    case .message: "message"
    case .event: "event"
    case .attachment: "attachment"
    case .note: "note"
    }
  }
}

/// Who can see a turn.
public enum Visibility: UInt8, Sendable, Hashable {
  /// The customer sees it.
  case `public`
  /// Only the centre's own people see it; never a greeting and never a response.
  case `internal`
}

/// Marks on a turn that rules and metrics respect.
public struct TurnFlags: OptionSet, Sendable, Hashable {
  /// The bits.
  public let rawValue: UInt8
  /// Makes flags from their bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Sent by a machine in a person's name (自动回复).
  public static let automatic = TurnFlags(rawValue: 1)
  /// Withdrawn by its author later (撤回); kept, because a withdrawn promise was still made.
  public static let recalled = TurnFlags(rawValue: 2)
  /// Personal data was already removed by the source.
  public static let redacted = TurnFlags(rawValue: 4)
}

/// One entry of a conversation: a range of the conversation's text with its speaker and time.
public struct Turn: Sendable, Hashable {
  /// First byte of the turn's text in ``Conversation/text``.
  public var start: Int32
  /// One past the last byte of the turn's text.
  public var end: Int32
  /// Who speaks.
  public var role: Role
  /// What the entry is.
  public var kind: TurnKind
  /// Who can see it.
  public var visibility: Visibility
  /// Marks: automatic, recalled, redacted.
  public var flags: TurnFlags
  /// Index into ``Conversation/participants``, or −1.
  public var participant: Int32
  /// Position among the turns of the source, from 0, before sorting by time.
  public var sequence: Int32
  /// Milliseconds on the conversation's ``Conversation/timeBasis``, or ``Turn/noTime``.
  public var time: Int64
  /// How long the turn lasted in milliseconds, or −1 where the source does not say.
  public var duration: Int64
  /// The source's own id of the turn, as a range of ``Conversation/strings``; empty if it has none.
  public var idStart: Int32
  /// End of the id's range.
  public var idEnd: Int32

  /// The value of ``time`` where the source gives none.
  public static let noTime = Int64.min

  /// Makes a turn over `start..<end` of a conversation's text.
  public init(
    start: Int, end: Int, role: Role, kind: TurnKind = .message, visibility: Visibility = .public,
    flags: TurnFlags = [], participant: Int = -1, sequence: Int = 0, time: Int64 = Turn.noTime,
    duration: Int64 = -1
  ) {
    self.start = Int32(start)
    self.end = Int32(end)
    self.role = role
    self.kind = kind
    self.visibility = visibility
    self.flags = flags
    self.participant = Int32(participant)
    self.sequence = Int32(sequence)
    self.time = time
    self.duration = duration
    self.idStart = 0
    self.idEnd = 0
  }

  /// The bytes of the turn's text.
  public var range: Range<Int> { Int(start)..<Int(end) }

  /// Whether rules see this entry as a turn: public, not an event or note, and not an empty message.
  ///
  /// A picture or a card counts although it has no text (RULES.md §2). A one-text record (`note` with public
  /// visibility) counts too: it is the only turn of its record.
  public var counts: Bool {
    guard visibility == .public, kind != .event else { return false }
    return kind == .attachment || end > start
  }
}
