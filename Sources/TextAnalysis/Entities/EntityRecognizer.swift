public import Transcripts

/// Finds personal data and secrets in a conversation.
///
/// Numbers are proved by check digits and issuers where they have them, and told apart from order numbers by the words
/// around them; names and addresses are found by cues, and exactly where the record names its customer. A number may be
/// written in full-width digits, with separators, said as words, or spread over turns of one speaker. A worker owns one.
public final class EntityRecognizer {
  private var scan = EntityScan()
  private var found: [Entity] = []
  private var freeNames = FreeNames()

  /// Makes a recogniser.
  public init() {}

  /// The personal data of a conversation, in order of place, without overlaps; secrets win, then the longer one.
  ///
  /// - Parameter folded: the folded text of the same conversation.
  /// - Complexity: O(*n*) in the length of the text.
  public func entities(in conversation: Conversation, _ folded: FoldedText) -> [Entity] {
    found.removeAll(keepingCapacity: true)
    let names = Self.names(in: conversation)
    var asked: (cue: EntityCue?, secret: EntityKind?, role: Role)?
    var chains: [SplitNumber] = []
    for index in conversation.turns.indices {
      let turn = conversation.turns[index]
      let range = folded.turnRange(index)
      guard !range.isEmpty, turn.kind != .event else { continue }
      let question = asked.flatMap { $0.role != turn.role ? $0 : nil }
      look(at: range, folded, conversation, names, question?.cue)
      if let secret = question?.secret, !scan.tokens.isEmpty,
        let answer = SecretRecognizer.answer(TurnCharacters(folded.bytes, range), to: secret)
      {
        found.append(answer)
      }
      SplitNumber.extend(&chains, by: turn.role, range, scan, folded.bytes, into: &found)
      if scan.traits.contains(.secret) || turn.role != .customer {
        asked = (
          EntityCues.last(in: folded.bytes, max(range.lowerBound, range.upperBound - 120)..<range.upperBound),
          scan.traits.contains(.secret) ? SecretRecognizer.asks(TurnCharacters(folded.bytes, range)) : nil, turn.role
        )
      } else if question == nil || range.count > 12 {
        asked = nil
      }
    }
    return Self.resolved(found)
  }

  private func look(
    at range: Range<Int>, _ folded: FoldedText, _ conversation: Conversation, _ names: [[UInt32]], _ asked: EntityCue?
  ) {
    let text = folded.bytes
    scan.scan(text, range)
    let traits = scan.traits
    if !scan.tokens.isEmpty {
      // Only a turn that is mostly the number answers a question about it.
      let answered = scan.tokens[0].start - range.lowerBound <= 24 ? asked : nil
      let numbers = NumberRecognizer(text: text, turn: range, asked: answered)
      for run in NumberRun.runs(of: scan.tokens, in: text) {
        if let address = NetworkRecognizer.address(run, in: text, turn: range) {
          found.append(address)
        } else if run.range.count >= 7 {
          found += numbers.entities(in: run)
        }
      }
      for token in scan.tokens where !token.isNumber && token.count >= 4 {
        if let account = WordlikeRecognizer.account(token, in: text, turn: range) { found.append(account) }
        if let code = WordlikeRecognizer.code(token, in: text, turn: range, asked: answered) { found.append(code) }
      }
      if traits.contains(.stars) || scan.tokens.contains(where: { !$0.isNumber && $0.count >= 11 }) {
        found += WordlikeRecognizer.masked(in: text, range)
      }
      if traits.contains(.plate) { found += WordlikeRecognizer.plates(in: text, range) }
    }
    if traits.contains(.spoken) { found += SpokenDigits.entities(in: text, range, asked: asked) }
    if traits.contains(.at) { found += NetworkRecognizer.emails(in: text, range) }
    if traits.contains(.colons), !scan.tokens.isEmpty { found += NetworkRecognizer.sixes(in: text, range) }
    guard !names.isEmpty || !traits.isDisjoint(with: [.name, .address, .secret, .surname]) else { return }
    let characters = TurnCharacters(text, range)
    let original = { (range: Range<Int>) in conversation.text[folded.original(range)] }
    if traits.contains(.secret), !scan.tokens.isEmpty || range.count < 400 {
      found += SecretRecognizer.entities(characters, original: original)
    }
    if traits.contains(.name) { found += EnglishNames.entities(characters, original: original) }
    if !traits.isDisjoint(with: [.surname, .name]) {
      found += NameRecognizer.entities(characters, original: original)
      found += NameRecognizer.entities(at: freeNames.names(characters, text), characters)
    }
    if traits.contains(.address) {
      found += AddressRecognizer.entities(characters)
      found += EnglishAddresses.entities(characters, original: original)
    }
    if !names.isEmpty { found += NameRecognizer.entities(named: names, characters) }
  }

  /// The names the record gives its customer: participants and the usual metadata.
  private static func names(in conversation: Conversation) -> [[UInt32]] {
    var names: [String] = conversation.participants.filter { $0.role == .customer }.compactMap(\.name)
    for field in ["customer_name", "customer", "name", "客户姓名", "姓名", "收件人"] {
      if case .string(let name)? = conversation.metadata[field] { names.append(name) }
    }
    return names.map { $0.lowercased().codes }.filter { name in
      let han = name.count { TurnCharacters.isHan($0) }
      return (han >= 2 && han == name.count && name.count <= 15)
        || (han == 0 && name.count >= 3 && name.contains { (0x61...0x7A).contains($0) })
    }.filter { !generic.contains($0) }
  }

  /// Display names that name nobody.
  private static let generic: Set<[UInt32]> = Set(
    [
      "客户", "用户", "顾客", "买家", "访客", "匿名", "匿名用户", "游客", "customer", "client", "user", "visitor", "guest", "caller",
      "anonymous",
    ].map(\.codes))

  /// One entity a place: secrets first, then verified ones, then the longest.
  private static func resolved(_ entities: [Entity]) -> [Entity] {
    let ranked = entities.sorted { a, b in
      let left = (a.kind.isSecret ? 0 : 1, a.isVerified ? 0 : 1, -a.parts.reduce(0) { $0 + $1.count }, a.start)
      let right = (b.kind.isSecret ? 0 : 1, b.isVerified ? 0 : 1, -b.parts.reduce(0) { $0 + $1.count }, b.start)
      return left == right ? a.kind.rawValue < b.kind.rawValue : left < right
    }
    // Bytes that an entity has, between the first and the last.
    let first = entities.lazy.flatMap(\.parts).map(\.lowerBound).min() ?? 0
    let end = entities.lazy.flatMap(\.parts).map(\.upperBound).max() ?? 0
    var isTaken = [Bool](repeating: false, count: max(end - first, 0))
    var kept: [Entity] = []
    for entity in ranked where !entity.parts.contains(where: { $0.contains { isTaken[$0 - first] } }) {
      for part in entity.parts { for place in part { isTaken[place - first] = true } }
      kept.append(entity)
    }
    return kept.sorted { $0.start < $1.start }
  }
}
