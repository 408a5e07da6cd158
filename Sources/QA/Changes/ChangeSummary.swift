/// What changed over many contacts: counts by rule, verdict and group.
public struct ChangeSummary: Sendable {
  /// Findings of one rule that came and went.
  public struct RuleChange: Sendable, Hashable {
    /// Findings only the new book has.
    public var gained = 0
    /// Findings only the old book has.
    public var lost = 0
    /// Contacts with such findings.
    public var contacts = 0
  }

  /// Contacts of one group under both books.
  public struct GroupChange: Sendable, Hashable {
    /// The group's values.
    public var values: [String]
    /// Contacts.
    public var contacts = 0
    /// Contacts in which something moved.
    public var changed = 0
    /// Findings that came.
    public var gained = 0
    /// Findings that went.
    public var lost = 0
    /// Contacts with a score under both books.
    public var scored = 0
    /// Sum of the old scores, in hundredths.
    public var sumBefore = 0
    /// Sum of the new scores.
    public var sumAfter = 0
    /// Contacts that passed under the old book.
    public var passedBefore = 0
    /// Contacts that pass under the new one.
    public var passedAfter = 0
    /// Contacts with a failed fatal item under the old book.
    public var fatalBefore = 0
    /// The same under the new one.
    public var fatalAfter = 0

    /// The mean score under the old book, in hundredths.
    public var meanBefore: Hundredths? { scored == 0 ? nil : Scorecard.rounded(sumBefore, by: scored) }
    /// The mean score under the new one.
    public var meanAfter: Hundredths? { scored == 0 ? nil : Scorecard.rounded(sumAfter, by: scored) }

    mutating func add(_ change: EvaluationChange) {
      contacts += 1
      if change.isChanged { changed += 1 }
      gained += change.gained.count
      lost += change.lost.count
      if let before = change.before.score, let after = change.after.score {
        scored += 1
        sumBefore += before
        sumAfter += after
      }
      if change.before.verdict == .pass { passedBefore += 1 }
      if change.after.verdict == .pass { passedAfter += 1 }
      if change.before.isFatal { fatalBefore += 1 }
      if change.after.isFatal { fatalAfter += 1 }
    }
  }

  /// Everything together.
  public private(set) var all = GroupChange(values: [])
  /// Counts by rule id.
  public private(set) var rules: [String: RuleChange] = [:]
  /// Verdicts that flipped, as old and new.
  public private(set) var flips: [[Verdict]: Int] = [:]
  /// Groups by their values.
  public private(set) var groups: [[String]: GroupChange] = [:]
  /// Contacts in which something moved that none of the expected rules explains.
  public private(set) var unexpected = 0
  /// Ids of the first such contacts.
  public private(set) var unexpectedContacts: [String] = []
  private let expected: Set<String>?

  /// Makes an empty summary.
  ///
  /// - Parameter expected: Rules that are meant to change; a change elsewhere is counted as unexpected.
  public init(expected: Set<String>? = nil) { self.expected = expected }

  /// Adds one contact.
  public mutating func add(_ change: EvaluationChange) {
    all.add(change)
    if !change.groups.isEmpty {
      groups[change.groups, default: GroupChange(values: change.groups)].add(change)
    }
    guard change.isChanged else { return }
    for finding in change.gained { rules[finding.rule, default: RuleChange()].gained += 1 }
    for finding in change.lost { rules[finding.rule, default: RuleChange()].lost += 1 }
    let touched = Set((change.gained + change.lost).map(\.rule))
    for rule in touched { rules[rule, default: RuleChange()].contacts += 1 }
    if change.before.verdict != change.after.verdict {
      flips[[change.before.verdict, change.after.verdict], default: 0] += 1
    }
    // A score may move only where a finding of an expected rule moved.
    if let expected, touched.isEmpty || !touched.isSubset(of: expected) {
      unexpected += 1
      if unexpectedContacts.count < 20 { unexpectedContacts.append(change.conversation) }
    }
  }
}
