/// What a column, or a member of a JSON record, holds.
public enum Field: Sendable, Hashable {
  /// The conversation's identifier.
  case id
  /// The turn's identifier.
  case turnID
  /// When the turn was.
  case time
  /// The day of the turn, where the clock stands in another column.
  case date
  /// Milliseconds or seconds since the start.
  case offset
  /// How long the turn lasted.
  case duration
  /// Who speaks: a word for the role.
  case role
  /// Who speaks: an account or number.
  case speaker
  /// Who speaks: a name for people.
  case speakerName
  /// The text of the turn, or of the whole record.
  case text
  /// The agent's account or number.
  case agent
  /// The agent's name.
  case agentName
  /// The customer's account, number or name.
  case customer
  /// What the entry is: message, event, picture.
  case kind
  /// Who can see the entry.
  case visibility
  /// When the contact began.
  case startedAt
  /// When the contact ended.
  case endedAt
  /// The channel.
  case channel
  /// The language.
  case language
  /// The queue or skill group.
  case queue
  /// A title.
  case subject
  /// A rating the customer gave.
  case rating
  /// The zone of the times.
  case zone
  /// Anything else, under this name.
  case metadata(String)
  /// Nothing that is wanted.
  case ignored

  /// The field of a word in a mapping file or in `--columns`: `id`, `time`, `text`, …; other words are metadata.
  public init(word: String) { self = Self.words[word.lowercased()] ?? .metadata(word) }

  /// The word for people and mapping files.
  public var word: String {
    if case .metadata(let name) = self { return name }
    return Self.words.first { $0.value == self && !Self.aliases.contains($0.key) }?.key ?? ""
  }

  private static let aliases: Set<String> = ["conversation_id", "participant", "at", "content", "_"]

  private static let words: [String: Field] = [
    "id": .id, "conversation_id": .id, "turn_id": .turnID, "time": .time, "at": .time, "date": .date,
    "offset": .offset, "duration": .duration, "role": .role, "speaker": .speaker, "participant": .speaker,
    "name": .speakerName, "text": .text, "content": .text, "agent": .agent, "agent_name": .agentName,
    "customer": .customer, "kind": .kind, "visibility": .visibility, "started_at": .startedAt, "ended_at": .endedAt,
    "channel": .channel, "language": .language, "queue": .queue, "subject": .subject, "rating": .rating, "tz": .zone,
    "ignore": .ignored, "_": .ignored,
  ]

  /// The field of a column's name: by the user's rules, else by the words people use for it, else `nil`.
  static func of(name: String, rules: [ColumnRule] = [], position: Int? = nil) -> Field? {
    if let ruled = rule(for: name, rules, position: position) { return ruled }
    let field = ColumnSynonyms.field(of: name)
    // Inside the array of turns an identifier is the turn's.
    return field == .id && name.contains("[].") ? .turnID : field
  }

  /// The field the user says a column holds, or `nil`.
  static func rule(for name: String, _ rules: [ColumnRule], position: Int? = nil) -> Field? {
    let plain = name.contains("[]") ? name.replacing("[]", with: "") : name
    for rule in rules {
      let source = rule.source
      if source == name || position.map({ source == "#\($0 + 1)" }) == true { return rule.field }
      // `conversations[].id` is the same place with and without the brackets.
      if source.contains("[]"), source.replacing("[]", with: "") == plain { return rule.field }
    }
    return nil
  }
}
