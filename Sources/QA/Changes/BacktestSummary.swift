/// The totals of a trial: hits by rule, month, group and agent, samples, agreement with labels, effect on scores.
public struct BacktestSummary: Sendable {
  /// Contacts and hits of a part of the history.
  public struct Part: Sendable, Hashable {
    /// Contacts.
    public var contacts = 0
    /// Contacts with a finding of a rule on trial.
    public var hit = 0
    /// Findings.
    public var findings = 0
  }

  /// One rule's totals.
  public struct RuleTotal: Sendable {
    /// Contacts with a finding.
    public var contacts = 0
    /// Findings.
    public var findings = 0
    /// Agreement with labels, contact by contact.
    public var accuracy = RuleAccuracy()
    /// A sample of findings that does not depend on the order of the input.
    public var samples: [TrialFinding] = []
  }

  /// Words of a rule with their occurrences by cause.
  public struct WordTotal: Sendable, Hashable {
    /// Occurrences by cause.
    public var causes: [OccurrenceCause: Int] = [:]
    /// Occurrences the rule counts, by cause.
    public var counted: [OccurrenceCause: Int] = [:]
    /// All occurrences.
    public var total: Int { causes.values.reduce(0, +) }
    /// Counted occurrences that something speaks against.
    public var doubtful: Int { counted.filter { $0.key != .plain }.values.reduce(0, +) }
  }

  /// An innocent longer word that the words of a rule are part of.
  public struct Suggestion: Sendable, Hashable {
    /// The longer words: 确保本月.
    public var phrase: String
    /// How often the rule counts it.
    public var counted: Int
    /// The word in it.
    public var word: String
    /// A sentence with it.
    public var sentence: String
  }

  /// Everything together.
  public private(set) var all = Part()
  /// By rule index.
  public private(set) var rules: [Int: RuleTotal] = [:]
  /// By month.
  public private(set) var months: [String: Part] = [:]
  /// By the values of the fields.
  public private(set) var groups: [[String]: Part] = [:]
  /// Findings by agent.
  public private(set) var agents: [String: Int] = [:]
  /// Occurrences by rule index and word.
  public private(set) var words: [Int: [String: WordTotal]] = [:]
  /// The effect on scores.
  public private(set) var changes = ChangeSummary()
  private var suggestions: [Int: [String: Suggestion]] = [:]
  private let sampleSize: Int
  private let labels: [String: [String: Bool]]
  private let ids: [Int: String]

  /// Makes an empty summary.
  ///
  /// - Parameters:
  ///   - rules: Ids of the rules on trial by index.
  ///   - labels: What people said: by record id, whether a rule (or, under an empty id, any of them) is right to hit.
  ///   - sampleSize: Findings kept as samples for each rule.
  public init(rules: [Int: String], labels: [String: [String: Bool]] = [:], sampleSize: Int = 5) {
    ids = rules
    self.labels = labels
    self.sampleSize = sampleSize
    for index in rules.keys { self.rules[index] = RuleTotal() }
  }

  /// Adds one contact.
  public mutating func add(_ result: TrialResult) {
    let hits = result.findings.count
    func count(_ part: inout Part) {
      part.contacts += 1
      part.findings += hits
      if hits > 0 { part.hit += 1 }
    }
    count(&all)
    count(&months[result.month, default: Part()])
    if !result.groups.isEmpty { count(&groups[result.groups, default: Part()]) }
    for finding in result.findings {
      agents[finding.agent, default: 0] += 1
      rules[finding.rule]?.findings += 1
      keep(finding)
    }
    let hitRules = Set(result.findings.map(\.rule))
    for rule in hitRules { rules[rule]?.contacts += 1 }
    if let said = labels[result.conversation] {
      for (rule, id) in ids {
        guard let isRight = said[id] ?? said[""] else { continue }
        rules[rule]?.accuracy.add(isPositive: isRight, isHit: hitRules.contains(rule))
      }
    }
    for change in result.changes { changes.add(change) }
    for occurrence in result.occurrences { add(occurrence) }
  }

  private mutating func add(_ occurrence: Occurrence) {
    words[occurrence.rule, default: [:]][occurrence.word, default: WordTotal()].causes[occurrence.cause, default: 0] +=
      1
    guard occurrence.isCounted else { return }
    words[occurrence.rule, default: [:]][occurrence.word, default: WordTotal()].counted[occurrence.cause, default: 0] +=
      1
    guard occurrence.cause == .insideWord, occurrence.around != occurrence.word, !occurrence.around.isEmpty else {
      return
    }
    suggestions[occurrence.rule, default: [:]][
      occurrence.around,
      default: Suggestion(
        phrase: occurrence.around, counted: 0, word: occurrence.word, sentence: occurrence.sentence)
    ].counted += 1
  }

  /// Keeps the findings whose ids hash lowest: the same sample in any order of the input.
  private mutating func keep(_ finding: TrialFinding) {
    guard sampleSize > 0, var total = rules[finding.rule],
      !total.samples.contains(where: { $0.conversation == finding.conversation && $0.turn == finding.turn })
    else { return }
    let place = total.samples.firstIndex { Self.rank(finding) < Self.rank($0) } ?? total.samples.count
    guard place < sampleSize else { return }
    total.samples.insert(finding, at: place)
    if total.samples.count > sampleSize { total.samples.removeLast() }
    rules[finding.rule] = total
  }

  private static func rank(_ finding: TrialFinding) -> (UInt64, String) {
    // The ids are hashes already; one more multiplication keeps the sample apart from other uses of them.
    (finding.id &* 0x9E37_79B9_7F4A_7C15, finding.conversation)
  }

  /// The exclusions that would take back most doubtful findings of a rule, the most frequent first.
  public func suggestions(of rule: Int) -> [Suggestion] {
    (suggestions[rule] ?? [:]).values.sorted { ($1.counted, $0.phrase) < ($0.counted, $1.phrase) }
  }

  /// Occurrences by cause over all words of all rules: all, and those that are counted.
  public var causes: [(cause: OccurrenceCause, total: Int, counted: Int)] {
    OccurrenceCause.allCases.compactMap { cause in
      let all = words.values.flatMap(\.values)
      let total = all.reduce(0) { $0 + ($1.causes[cause] ?? 0) }
      return total == 0 ? nil : (cause, total, all.reduce(0) { $0 + ($1.counted[cause] ?? 0) })
    }
  }
}
