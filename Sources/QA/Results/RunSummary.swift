/// What a run keeps of one evaluation for its totals.
public struct EvaluationSummary: Sendable, Hashable {
  /// Index of the record in its batch.
  public var record: Int
  /// The contact's id.
  public var conversation: String
  /// What it covers.
  public var unit: EvaluationUnit
  /// The leg, from 1; 0 for the whole contact.
  public var leg: Int
  /// How many human legs the contact has.
  public var legs: Int
  /// The responsible agent.
  public var agent: String
  /// The verdict.
  public var verdict: Verdict
  /// Why the contact is not scorable.
  public var notScorable: String?
  /// The score.
  public var score: Hundredths?
  /// Whether a fatal item failed.
  public var isFatal: Bool
  /// Values of the `--by` fields.
  public var groups: [String]
  /// Findings by rule: index and count.
  public var findings: [RuleCount]
  /// Rules that could not be judged.
  public var unknownRules: [Int]
  /// Answers in scorecard order; kept only where the run groups contacts, and empty for records that gather legs.
  public var items: [ItemOutcome] = []

  /// A rule and how often it hit.
  public struct RuleCount: Sendable, Hashable {
    /// Index of the rule.
    public var rule: Int
    /// How many findings.
    public var count: Int
  }

  /// Whether the summary stands for the whole contact: its only leg, or the record that gathers its legs.
  public var isContact: Bool { unit == .conversation || legs <= 1 }
}

/// The totals of a run, in the order of the input.
public struct RunSummary: Sendable {
  /// A group of contacts with one value of the `--by` fields.
  public struct Group: Sendable, Hashable {
    /// The values.
    public var values: [String]
    /// Contacts that were scored.
    public var scored = 0
    /// Contacts that passed.
    public var passed = 0
    /// Contacts with a fatal finding.
    public var fatal = 0
    /// Sum of scores.
    public var scoreSum: Hundredths = 0
    /// Contacts with a score.
    public var withScore = 0
  }

  /// Contacts by verdict.
  public var verdicts: [Verdict: Int] = [:]
  /// Contacts that were not scored, by reason.
  public var notScorable: [String: Int] = [:]
  /// Contacts and findings by rule.
  public var rules: [(contacts: Int, findings: Int)]
  /// Contacts on which a rule could not be judged, by rule.
  public var unknown: [Int]
  /// Contacts with a fatal finding, first found first, at most ``keep``.
  public var fatal: [EvaluationSummary] = []
  /// How many contacts had a fatal finding.
  public var fatalCount = 0
  /// Contacts without a finding of severity critical in a class, by class.
  public var criticalErrors: [FindingClass: Int] = [:]
  /// The contacts with the lowest scores, worst first, at most ``keep``.
  public var worst: [EvaluationSummary] = []
  /// Sum of scores of contacts.
  public var scoreSum: Hundredths = 0
  /// Contacts with a score.
  public var withScore = 0
  /// Groups in order of first appearance.
  public var groups: [Group] = []
  /// How many contacts the lists keep.
  public let keep: Int

  private var groupIndex: [[String]: Int] = [:]
  private let ruleInfo: [(severity: Severity, findingClass: FindingClass, counts: Bool)]

  /// Makes empty totals for a book.
  public init(book: Rulebook, keep: Int = 10) {
    rules = Array(repeating: (0, 0), count: book.rules.count)
    unknown = Array(repeating: 0, count: book.rules.count)
    ruleInfo = book.rules.map { ($0.severity, $0.findingClass, $0.effect == .violation && $0.status == .active) }
    self.keep = keep
  }

  /// Adds the evaluations of one record.
  public mutating func add(_ evaluations: ArraySlice<EvaluationSummary>) {
    guard let contact = evaluations.last(where: \.isContact) ?? evaluations.last else { return }
    verdicts[contact.verdict, default: 0] += 1
    if let reason = contact.notScorable { notScorable[reason, default: 0] += 1 }
    var counts: [Int: Int] = [:]
    var unknownRules: Set<Int> = []
    for evaluation in evaluations {
      for entry in evaluation.findings { counts[entry.rule, default: 0] += entry.count }
      unknownRules.formUnion(evaluation.unknownRules)
    }
    var criticalClasses: Set<FindingClass> = []
    for (rule, count) in counts {
      rules[rule].contacts += 1
      rules[rule].findings += count
      if ruleInfo[rule].severity == .critical && ruleInfo[rule].counts {
        criticalClasses.insert(ruleInfo[rule].findingClass)
      }
    }
    for rule in unknownRules { unknown[rule] += 1 }
    for findingClass in criticalClasses { criticalErrors[findingClass, default: 0] += 1 }
    if contact.isFatal {
      fatalCount += 1
      if fatal.count < keep { fatal.append(contact) }
    }
    addToGroup(contact)
    guard let score = contact.score else { return }
    scoreSum += score
    withScore += 1
    if contact.verdict == .fail || contact.verdict == .review,
      worst.count < keep || score < worst[worst.count - 1].score ?? 0
    {
      let place = worst.firstIndex { ($0.score ?? 0) > score } ?? worst.count
      worst.insert(contact, at: place)
      if worst.count > keep { worst.removeLast() }
    }
  }

  private mutating func addToGroup(_ contact: EvaluationSummary) {
    guard !contact.groups.isEmpty, contact.verdict != .notScorable else { return }
    let index: Int
    if let known = groupIndex[contact.groups] {
      index = known
    } else {
      index = groups.count
      groupIndex[contact.groups] = index
      groups.append(Group(values: contact.groups))
    }
    groups[index].scored += 1
    if contact.verdict == .pass { groups[index].passed += 1 }
    if contact.isFatal { groups[index].fatal += 1 }
    if let score = contact.score {
      groups[index].scoreSum += score
      groups[index].withScore += 1
    }
  }

  /// Contacts read and judged.
  public var contacts: Int { verdicts.values.reduce(0, +) }

  /// Contacts that were scored: everything but not scorable and n/a.
  public var scored: Int { contacts - (verdicts[.notScorable] ?? 0) - (verdicts[.notApplicable] ?? 0) }

  /// The mean score of contacts, or `nil`.
  public var meanScore: Hundredths? { withScore == 0 ? nil : Scorecard.rounded(scoreSum, by: withScore) }
}
