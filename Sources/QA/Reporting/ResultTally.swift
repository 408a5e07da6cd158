internal import Statistics
internal import TextAnalysis
internal import Transcripts

/// The totals of stored evaluations: what a report counts, and which contacts it shows.
///
/// Contacts are counted once, by the record that stands for the whole contact; items, sections and agents by leg.
struct ResultTally {
  let outline: RunOutline
  let fields: [String]
  let rules: RuleIndex
  let items: ItemIndex
  var contacts = 0
  var verdicts: [Verdict: Int] = [:]
  var notScorable: [String: Int] = [:]
  var fatalCount = 0
  var fatal: [FatalContact] = []
  var scores = Array(repeating: 0, count: 20)
  var scoreSum: Hundredths = 0
  var withScore = 0
  var legs = 0
  var itemCounts: [ItemCount]
  /// Points lost by section, over all legs.
  var sectionLosses: [Hundredths]
  var ruleCounts: [RuleCount]
  var groupings: [Grouping]
  var agents = Grouping(field: "agent")
  var openContacts = 0
  var sentiment = SentimentTally()
  var shown: ShownContacts<[StoredRecords.Place]>

  private let fatalRules: Set<Int>
  private let sectionIndex: [String: Int]
  private var lines: [(head: EvaluationHead, place: StoredRecords.Place)] = []
  private var contactRules: [Int] = []
  private var contactFailures: [(item: Int, failed: Bool)] = []
  private var contactGroups: [String] = []
  private var contactFatal: [Sample] = []
  private var contactFatalRules: [Int] = []

  static let fatalLimit = 200
  static let samplesPerRule = 3

  init(_ outline: RunOutline, fields: [String]) {
    self.outline = outline
    self.fields = fields
    rules = RuleIndex(outline)
    items = ItemIndex(outline)
    itemCounts = Array(repeating: ItemCount(), count: items.count)
    sectionLosses = Array(repeating: 0, count: outline.card?.sections.count ?? 0)
    ruleCounts = Array(repeating: RuleCount(), count: outline.rules.count)
    groupings = fields.map { Grouping(field: $0) }
    shown = ShownContacts(ruleCount: outline.rules.count)
    fatalRules = Set((outline.card?.items ?? []).filter { !$0.entry.fatal.isEmpty }.compactMap(\.entry.rule))
    sectionIndex = Dictionary(
      (outline.card?.sections ?? []).enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Adds a record; the records of a contact follow each other.
  mutating func add(_ record: StoredValue, _ place: StoredRecords.Place) {
    var members = record.members
    let head = EvaluationHead(&members)
    if let last = lines.last, last.head.conversation != head.conversation || last.head.isContact { endContact() }
    if lines.isEmpty { readGroups(record, head) }
    lines.append((head, place))
    if head.verdict != .notScorable, !(head.isWhole && head.legs > 1) { addLeg(&members, head) }
  }

  /// Counts the last contact.
  mutating func finish() { endContact() }

  private mutating func readGroups(_ record: StoredValue, _ head: EvaluationHead) {
    contactGroups.removeAll(keepingCapacity: true)
    guard !fields.isEmpty else { return }
    var channel: String { record["channel"]?.string ?? "" }
    let stored = record["by"]
    for field in fields {
      var value: String?
      stored?.forEachMember { name, stored in if name == field { value = stored.string ?? "" } }
      contactGroups.append(value ?? (field == "channel" ? channel : ""))
    }
  }

  // MARK: Legs

  private mutating func addLeg(_ members: inout StoredMembers, _ head: EvaluationHead) {
    legs += 1
    var hint = 0
    members["items"]?.forEachElement { value in
      var members = value.members
      guard let item = members["item"].flatMap({ items.index($0, hint: hint) }), let result = members["result"] else {
        return
      }
      hint = item + 1
      count(item, result)
    }
    members["ledger"]?.forEachElement { value in
      var members = value.members
      guard let section = members["section"]?.string.flatMap({ sectionIndex[$0] }) else { return }
      sectionLosses[section] -= members["points"]?.hundredths ?? 0
    }
    members["findings"]?.forEachElement { addFinding($0, head) }
    guard !head.agent.isEmpty, let place = agents.place(of: head.agent, itemCount: 0) else { return }
    Self.count(head, &agents.groups[place])
  }

  private mutating func count(_ item: Int, _ result: StoredValue) {
    if result.isText("pass") {
      itemCounts[item].pass += 1
      contactFailures.append((item, false))
    } else if result.isText("fail") {
      itemCounts[item].fail += 1
      contactFailures.append((item, true))
    } else if result.isText("na") {
      itemCounts[item].notApplicable += 1
    } else if result.isText("open") {
      itemCounts[item].open += 1
    } else if result.isText("unknown") {
      itemCounts[item].unknown += 1
    } else {
      itemCounts[item].earned += 1
    }
  }

  private mutating func addFinding(_ value: StoredValue, _ head: EvaluationHead) {
    var members = value.members
    guard let rule = members["rule"].flatMap(rules.index) else { return }
    ruleCounts[rule].findings += 1
    if contactRules.last != rule { contactRules.append(rule) }
    let wantsSample = ruleCounts[rule].samples.count < Self.samplesPerRule
    let isFatal = head.isFatal && fatalRules.contains(rule) && fatal.count < Self.fatalLimit
    guard wantsSample || isFatal else { return }
    let sample = Sample(
      contact: contacts, conversation: head.conversation, agent: head.agent, turn: members["turn"]?.integer,
      characters: members["chars"].flatMap(StoredFinding.range), text: members["text"]?.string ?? "",
      message: members["message"]?.string ?? "")
    // The same words again teach nothing.
    if wantsSample, !ruleCounts[rule].samples.contains(where: { $0.text == sample.text && !sample.text.isEmpty }) {
      ruleCounts[rule].samples.append(sample)
    }
    if isFatal {
      contactFatal.append(sample)
      contactFatalRules.append(rule)
    }
  }

  // MARK: Contacts

  private mutating func endContact() {
    guard let contact = lines.last(where: \.head.isContact) ?? lines.last else { return }
    let head = contact.head
    verdicts[head.verdict, default: 0] += 1
    if let reason = head.notScorable { notScorable[reason, default: 0] += 1 }
    let hit = Set(contactRules).sorted()
    for rule in hit { ruleCounts[rule].contacts += 1 }
    if lines.contains(where: { $0.head.openItems > 0 }) { openContacts += 1 }
    if head.isFatal {
      fatalCount += 1
      if fatal.count < Self.fatalLimit {
        let agent = contactFatal.first?.agent ?? head.agent
        fatal.append(
          FatalContact(
            contact: contacts, conversation: head.conversation, agent: agent, groups: contactGroups,
            findings: contactFatal, rules: contactFatalRules))
      }
    }
    if let score = head.score {
      scores[min(max(score / 500, 0), 19)] += 1
      scoreSum += score
      withScore += 1
    }
    if let feeling = head.sentiment {
      sentiment.add(feeling, contact: contacts, conversation: head.conversation)
    }
    addToGroups(head)
    let places = lines.map(\.place)
    shown.add(
      contacts, .init(verdict: head.verdict, isFatal: head.isFatal, score: head.score, rules: hit), places)
    contacts += 1
    lines.removeAll(keepingCapacity: true)
    contactRules.removeAll(keepingCapacity: true)
    contactFailures.removeAll(keepingCapacity: true)
    contactFatal.removeAll()
    contactFatalRules.removeAll()
  }

  private mutating func addToGroups(_ head: EvaluationHead) {
    guard head.verdict != .notScorable, head.verdict != .notApplicable else { return }
    for index in groupings.indices {
      guard let place = groupings[index].place(of: contactGroups[index], itemCount: items.count) else { continue }
      Self.count(head, &groupings[index].groups[place])
      if let last = head.sentiment?.last {
        groupings[index].groups[place].withFeeling += 1
        if SentimentTrajectory.label(of: last) == .negative { groupings[index].groups[place].displeased += 1 }
      }
      for entry in contactFailures {
        groupings[index].groups[place].items[entry.item].judged += 1
        if entry.failed { groupings[index].groups[place].items[entry.item].fail += 1 }
      }
    }
  }

  private static func count(_ head: EvaluationHead, _ group: inout Group) {
    guard head.verdict != .notScorable, head.verdict != .notApplicable else { return }
    group.scored += 1
    if head.verdict == .pass { group.passed += 1 }
    if head.isFatal { group.fatal += 1 }
    if let score = head.score {
      group.scoreSum += score
      group.withScore += 1
    }
  }

  // MARK: Figures

  /// Contacts that were scored.
  var scored: Int { contacts - (verdicts[.notScorable] ?? 0) - (verdicts[.notApplicable] ?? 0) }

  /// The share of scored contacts that passed.
  var passes: Proportion { Proportion(verdicts[.pass] ?? 0, of: scored) }

  /// The mean score in points.
  var mean: Double? { withScore == 0 ? nil : Double(scoreSum) / Double(withScore) / 100 }

  /// Rules that people should look at, most contacts first.
  func rulesByContacts(_ effect: RuleEffect) -> [Int] {
    ruleCounts.indices.filter { ruleCounts[$0].contacts > 0 && outline.rules[$0].effect == effect }
      .sorted { (ruleCounts[$1].contacts, $0) < (ruleCounts[$0].contacts, $1) }
  }
}
