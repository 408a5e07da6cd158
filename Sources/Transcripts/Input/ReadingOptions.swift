/// What the user says about the inputs, instead of letting it be found out.
public struct ReadingOptions: Sendable {
  /// The format's name (`--input-format`); `nil` to find out.
  public var format: String?
  /// The encoding (`--encoding`); `nil` to find out.
  public var encoding: TextEncoding?
  /// The encoding of what is not UTF-8 or cannot be told (`--encoding-fallback`).
  public var encodingFallback: TextEncoding?
  /// Columns and what they hold (`--columns`): source names to field names.
  public var columns: [ColumnRule] = []
  /// Names and words of speakers to roles (`--role-map`).
  public var roles = RoleMap()
  /// The order of day and month (`--date-order`); `nil` to find out.
  public var dateOrder: DateOrder?
  /// The zone of times that have none (`--tz`).
  public var timeZone: ClockZone?
  /// Whether the rows of one conversation may lie apart (`--group`).
  public var groupsRows = false
  /// The sheet of a workbook by name or number (`--sheet`); `nil` for the first that people see.
  public var sheet: String?
  /// The shape of tables (`--shape`); `nil` to find out.
  public var shape: TableShape?
  /// The pattern of lines of text, from a mapping file.
  public var linePattern: LinePattern?
  /// Where the turns of a JSON record are, from a mapping file: names joined by dots.
  public var turnsPath: String?
  /// The unit of bare numbers in time columns, from a mapping file.
  public var timeUnit: TimeUnit?
  /// Cues of one speaker at most this many milliseconds apart are one turn (`--merge-gap`).
  public var mergeGap: Int64 = 1500
  /// Whether quarantined records keep their bytes (`--quarantine-raw`).
  public var keepsRaw = false
  /// Where a JSON record lists who speaks, from a mapping file.
  public var participants: ParticipantRule?
  /// How many bytes of rows `--group` keeps in memory before it uses a file.
  public var groupMemory = 64 << 20

  /// Makes options that leave everything to be found out.
  public init() {}
}

/// One column, or a path in JSON, and the field it holds.
public struct ColumnRule: Sendable, Hashable {
  /// The source's name of the column, or a position from 1 such as `#3`.
  public var source: String
  /// What it holds.
  public var field: Field

  /// Makes a rule.
  public init(source: String, field: Field) {
    self.source = source
    self.field = field
  }
}

/// Where a JSON record lists its speakers, and what an entry says: names of members.
public struct ParticipantRule: Sendable, Hashable {
  /// Where the list is: names joined by dots.
  public var path: String
  /// The member that turns name a speaker by; `nil` if they give the place in the list, from 0.
  public var id: String?
  /// The member with the speaker's role.
  public var role: String?
  /// The member with the speaker's name.
  public var name: String?

  /// Makes a rule.
  public init(path: String) { self.path = path }
}

/// What one row of a table is.
public enum TableShape: String, Sendable, Hashable, CaseIterable {
  /// One turn of a conversation.
  case turns
  /// One conversation, its text in one cell.
  case conversation
  /// One text: a ticket, a call note.
  case note
  /// A text somebody published, with its rating.
  case review
}
