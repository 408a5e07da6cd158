/// What the times of a conversation's turns mean.
public enum TimeBasis: UInt8, Sendable, Hashable {
  /// Nothing in the record has a time.
  case none
  /// Milliseconds from the start of the conversation: differences only.
  case offset
  /// Milliseconds of a wall clock without a zone, as if it were UTC: differences only.
  case local
  /// Milliseconds since 1970-01-01T00:00:00Z: instants.
  case absolute
}

/// A party of a conversation.
public struct Participant: Sendable, Hashable {
  /// The source's id, for example an agent's employee number.
  public var id: String
  /// Who the party is.
  public var role: Role
  /// The display name, if the source gives one.
  public var name: String?

  /// Makes a participant.
  public init(id: String, role: Role, name: String? = nil) {
    self.id = id
    self.role = role
    self.name = name
  }
}

/// Where a record came from, precise enough to find it again.
public struct SourceReference: Sendable, Hashable {
  /// Index into the run's list of inputs.
  public var input: Int
  /// Line (or row) number from 1.
  public var line: Int
  /// Offset of the record's first byte in the decompressed input.
  public var byteOffset: Int
  /// Length of the record in bytes, without the line break.
  public var byteLength: Int

  /// Makes a reference.
  public init(input: Int = 0, line: Int = 0, byteOffset: Int = 0, byteLength: Int = 0) {
    self.input = input
    self.line = line
    self.byteOffset = byteOffset
    self.byteLength = byteLength
  }
}

/// One contact on one channel: a single UTF-8 buffer with turns as ranges of it.
///
/// Turn texts lie one after the other in ``text``, each followed by one 0x0A, so that one scan reads the whole
/// conversation and no pattern can cross a turn unseen. `String`s are made only for what a person will read.
public struct Conversation: Sendable {
  /// The record's identifier.
  public var id = ""
  /// `chat`, `call`, `ticket`, …; empty if unknown.
  public var channel = ""
  /// BCP 47 language of the record, for example `zh-CN`; empty if unknown.
  public var language = ""
  /// The queue or skill group; empty if unknown.
  public var queue = ""
  /// Start of the contact in milliseconds on ``timeBasis`` (absolute or local), or ``Turn/noTime``.
  public var startedAt = Turn.noTime
  /// End of the contact, or ``Turn/noTime``.
  public var endedAt = Turn.noTime
  /// What the times mean.
  public var timeBasis = TimeBasis.none
  /// How far the clock at the contact was ahead of UTC when it began, in seconds: of the zone that was named, else as
  /// the times were written; 0 where times are no instants.
  public var clockOffset: Int32 = 0
  /// The texts of all turns, each followed by one 0x0A, valid UTF-8.
  public var text: [UInt8] = []
  /// Small strings that belong to turns (ids), outside the scanned text.
  public var strings: [UInt8] = []
  /// The entries in order of time.
  public var turns: [Turn] = []
  /// The parties.
  public var participants: [Participant] = []
  /// Everything else the source said about the contact.
  public var metadata = Metadata()
  /// Where the record came from.
  public var source = SourceReference()
  /// The record's `key`, verbatim JSON, carried through to every output; empty if it has none.
  public var key: [UInt8] = []
  /// How many turns were dropped because a later version with the same id replaced them.
  public var duplicateTurns = 0
  /// What tells the record from others, for finding records that come twice.
  public var fingerprint = Fingerprint()

  /// The record's own bytes where the reader has them in one piece, as tables have; empty for records of lines.
  public var recordBytes: [UInt8] = []

  /// Makes an empty conversation.
  public init() {}

  /// Empties the conversation and keeps its buffers, so that a worker can reuse it.
  public mutating func reset() {
    id = ""
    channel = ""
    language = ""
    queue = ""
    startedAt = Turn.noTime
    endedAt = Turn.noTime
    timeBasis = .none
    clockOffset = 0
    text.removeAll(keepingCapacity: true)
    strings.removeAll(keepingCapacity: true)
    turns.removeAll(keepingCapacity: true)
    participants.removeAll(keepingCapacity: true)
    metadata.removeAll()
    source = SourceReference()
    key.removeAll(keepingCapacity: true)
    duplicateTurns = 0
    fingerprint = Fingerprint()
    recordBytes.removeAll()
  }

  /// The start, or the first time of a turn, as the clock at the contact showed it, in milliseconds since
  /// 1970-01-01T00:00 of that clock; `nil` where the record does not tell.
  public var startReading: Int64? {
    guard timeBasis == .absolute || timeBasis == .local else { return nil }
    let start = startedAt != Turn.noTime ? startedAt : turns.first { $0.time != Turn.noTime }?.time
    return start.map { $0 + Int64(clockOffset) * 1000 }
  }

  /// The text of a turn as a `String`, for people.
  public func string(of turn: Turn) -> String {
    String(decoding: text[turn.range], as: UTF8.self)
  }

  /// The text in a byte range of ``text`` as a `String`, for people.
  public func string(in range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }

  /// Appends a turn with its text and the separating 0x0A; the turn's range is set here.
  public mutating func append(_ turn: Turn, text string: some Sequence<UInt8>) {
    var turn = turn
    turn.start = Int32(text.count)
    text.append(contentsOf: string)
    turn.end = Int32(text.count)
    text.append(0x0A)
    turn.sequence = Int32(turns.count)
    turns.append(turn)
  }
}
