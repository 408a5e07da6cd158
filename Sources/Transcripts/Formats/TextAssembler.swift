/// Makes turns of the lines of transcripts by a grammar.
struct TextAssembler {
  let grammar: LineGrammar
  let times: TimeColumn
  /// Lines before the first turn that nobody spoke.
  private(set) var orphanCount = 0
  /// Lines that look like a new speaker's and were read as text.
  private(set) var doubtfulCount = 0
  /// Speakers without a role, by name.
  private(set) var unknownSpeakers: Set<String> = []

  private var roles: RoleFinder
  private let hasSubaccounts: Bool
  private var day: Int64?
  private var lastReading = Int64.min
  private var blankLines = 0

  /// Makes an assembler; `subaccounts` tells that names such as `shop:clerk` are agents and all others customers.
  init(_ grammar: LineGrammar, _ times: TimeColumn, roles: RoleFinder, subaccounts: Bool) {
    self.grammar = grammar
    self.times = times
    self.roles = roles
    hasSubaccounts = subaccounts
  }

  /// Whether the names of a sample have the form `shop:clerk` of a shop's sub-accounts.
  static func hasSubaccounts(_ grammar: LineGrammar, _ lines: [ArraySlice<UInt8>]) -> Bool {
    guard grammar.style == .nameTime || grammar.style == .timeName else { return false }
    var roles = RoleFinder(map: RoleMap())
    return lines.contains { line in grammar.header(line, &roles).map { LineGrammar.isSubaccount($0.name) } ?? false }
  }

  /// Starts a transcript; clocks without a date belong to `day`.
  mutating func begin(day: Int64?) {
    self.day = day
    lastReading = .min
    blankLines = 0
  }

  /// Whether a line begins a turn.
  mutating func begins(_ line: ArraySlice<UInt8>) -> Bool { grammar.header(line, &roles) != nil }

  /// Reads one line.
  mutating func read(_ line: ArraySlice<UInt8>, into builder: inout ConversationBuilder) {
    guard let header = grammar.header(line, &roles) else { return goOn(line, &builder) }
    blankLines = 0
    var entry = ConversationBuilder.Entry()
    entry.name = header.name
    entry.speaker = header.name
    entry.role = role(of: header)
    entry.time = time(header.time, &builder)
    builder.add(entry, text: header.text)
  }

  private mutating func goOn(_ line: ArraySlice<UInt8>, _ builder: inout ConversationBuilder) {
    let text = line.trimmedSpace
    if text.isEmpty {
      blankLines += 1
      return
    }
    guard !builder.conversation.turns.isEmpty else {
      if !readHeading(text, &builder) { orphanCount += 1 }
      return
    }
    if grammar.style == .nameText, let name = LineGrammar.nameFirst(line)?.name, name.count <= 24 { doubtfulCount += 1 }
    builder.extend(line.drop { $0 == 0x20 || $0 == 0x09 })
    blankLines = 0
  }

  /// Reads a line such as `技能组: 售后` before the first turn as a field of the conversation; false if it is none.
  private func readHeading(_ text: ArraySlice<UInt8>, _ builder: inout ConversationBuilder) -> Bool {
    guard text.count < 400, let heading = LineGrammar.nameFirst(text), !heading.text.isEmpty, heading.time == nil,
      let field = ColumnSynonyms.field(of: String(decoding: heading.name, as: UTF8.self))
    else { return false }
    let value = String(decoding: heading.text, as: UTF8.self)
    switch field {
    case .channel: builder.conversation.channel = value
    case .language: builder.conversation.language = value
    case .queue: builder.conversation.queue = value
    case .agent, .agentName, .customer, .subject, .rating, .metadata:
      if builder.conversation.metadata[field.word] == nil {
        builder.conversation.metadata.append(field.word, .string(value))
      }
    default: return false
    }
    return true
  }

  private mutating func role(of header: LineGrammar.Header) -> Role {
    var role = header.role.isEmpty ? Role.unknown : roles.role(ofWord: header.role)
    if role == .unknown { role = roles.role(ofName: header.name) }
    if role == .unknown, hasSubaccounts { role = LineGrammar.isSubaccount(header.name) ? .agent : .customer }
    if role == .unknown, roles.map.otherwise == nil, unknownSpeakers.count < 1000 {
      unknownSpeakers.insert(String(decoding: header.name, as: UTF8.self))
    }
    return role
  }

  /// The time of a line; clocks without a date go on past midnight.
  private mutating func time(_ loose: LooseTime?, _ builder: inout ConversationBuilder) -> Timestamp? {
    guard let loose else { return nil }
    if loose.hasDate {
      guard let time = loose.timestamp(times.order) else {
        builder.fail(
          RecordProblem(.badTime, path: "time", detail: "a line's date is none in this order of day and month"))
        return nil
      }
      day = Timestamp.split(time.reading).day
      lastReading = time.reading
      return time
    }
    guard let day, var time = loose.timestamp(nil, day: day) else { return nil }
    if lastReading != .min, time.reading < lastReading - 43_200_000 {
      time.reading += 86_400_000
      self.day = day + 1
    }
    lastReading = time.reading
    return time
  }
}
