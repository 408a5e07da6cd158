internal import Statistics

extension ResultTally {
  /// How often an item came to what.
  struct ItemCount {
    var pass = 0
    var fail = 0
    var earned = 0
    var notApplicable = 0
    var unknown = 0
    var open = 0

    /// How many legs it could be judged on.
    var judged: Int { pass + fail }

    /// The share of legs on which it failed.
    var failures: Proportion { Proportion(fail, of: judged) }
  }

  /// A group of contacts or legs.
  struct Group {
    var value: String
    var scored = 0
    var passed = 0
    var fatal = 0
    var scoreSum: Hundredths = 0
    var withScore = 0
    /// Contacts in which the customer's feeling could be read, and those that ended displeased.
    var withFeeling = 0
    var displeased = 0
    /// Failures and judgements of items; empty for agents.
    var items: [(fail: Int, judged: Int)] = []

    /// The share that passed.
    var passes: Proportion { Proportion(passed, of: scored) }
    /// The mean score, in points.
    var mean: Double? { withScore == 0 ? nil : Double(scoreSum) / Double(withScore) / 100 }
  }

  /// Groups by the values of one field, in order of first appearance.
  struct Grouping {
    var field: String
    var groups: [Group] = []
    private var index: [String: Int] = [:]
    /// Contacts whose value came after the list was full.
    var overflow = 0

    static let limit = 5_000

    init(field: String) { self.field = field }

    mutating func place(of value: String, itemCount: Int) -> Int? {
      if let known = index[value] { return known }
      guard groups.count < Self.limit else {
        overflow += 1
        return nil
      }
      index[value] = groups.count
      groups.append(Group(value: value, items: Array(repeating: (0, 0), count: itemCount)))
      return groups.count - 1
    }
  }

  /// What is kept of a rule.
  struct RuleCount {
    var contacts = 0
    var findings = 0
    var samples: [Sample] = []
  }

  /// A finding's words, with their place.
  struct Sample {
    var contact: Int
    var conversation: String
    var agent: String
    var turn: Int?
    var characters: Range<Int>?
    var text: String
    var message: String
  }

  /// A contact with a fatal finding.
  struct FatalContact {
    var contact: Int
    var conversation: String
    var agent: String
    var groups: [String]
    var findings: [Sample]
    var rules: [Int]
  }
}
