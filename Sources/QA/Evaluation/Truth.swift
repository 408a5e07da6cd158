/// The four values of a condition and of a rule (RULES.md §4).
public enum Truth: UInt8, Sendable, Hashable, CaseIterable {
  /// The condition holds.
  case hit
  /// The condition does not hold.
  case miss
  /// It cannot be known: data is missing or a limit was reached.
  case unknown
  /// The question does not arise.
  case notApplicable

  /// The value's word in records: `hit`, `miss`, `unknown`, `na`.
  public var name: StaticString {
    switch self {
    case .hit: "hit"
    case .miss: "miss"
    case .unknown: "unknown"
    case .notApplicable: "na"
    }
  }
}

/// Why a value is unknown or not applicable.
public enum Reason: String, Sendable, Hashable, CaseIterable {
  /// Nothing to explain.
  case none
  /// The turns carry no times.
  case noTimes = "no_times"
  /// The turns carry no end times.
  case noDurations = "no_durations"
  /// The times carry no zone and an instant is needed.
  case noZone = "no_zone"
  /// A speaker's role is not known.
  case roleUnmapped = "role_unmapped"
  /// Nobody of the asked role speaks.
  case roleAbsent = "role_absent"
  /// A pattern reached its limit of match steps.
  case ruleLimit = "rule_limit"
  /// The condition it depends on never hit.
  case anchorAbsent = "anchor_absent"
  /// The scope holds no unit.
  case emptyScope = "empty_scope"
  /// A metadata field is missing.
  case metadataMissing = "metadata_missing"
  /// Other contacts of the customer were not gathered: the run judges each contact by itself.
  case historyAbsent = "history_absent"
  /// The contact names no customer.
  case customerMissing = "customer_missing"
  /// The data do not cover the whole window that is asked about.
  case windowOpen = "window_open"
  /// The rule does not apply to this contact.
  case doesNotApply = "does_not_apply"
  /// The contact lies outside the rule's validity.
  case outsideValidity = "outside_validity"
  /// A person has to answer.
  case openQuestion = "open_question"
}

/// A value with the reason for it.
public struct Judgement: Sendable, Hashable {
  /// The value.
  public var truth: Truth
  /// Why it is unknown or not applicable.
  public var reason: Reason

  /// Makes a judgement.
  public init(_ truth: Truth, _ reason: Reason = .none) {
    self.truth = truth
    self.reason = reason
  }

  /// Holds.
  public static let hit = Judgement(.hit)
  /// Does not hold.
  public static let miss = Judgement(.miss)

  /// NOT: swaps hit and miss, keeps the rest.
  public static prefix func ! (a: Judgement) -> Judgement {
    switch a.truth {
    case .hit: .miss
    case .miss: .hit
    case .unknown, .notApplicable: a
    }
  }

  /// AND: the first present of miss, unknown, n/a, hit; n/a for nothing at all.
  public static func all(_ values: some Sequence<Judgement>) -> Judgement { first(of: conjunctionRank, in: values) }

  /// OR: the first present of hit, unknown, n/a, miss; n/a for nothing at all.
  public static func any(_ values: some Sequence<Judgement>) -> Judgement { first(of: disjunctionRank, in: values) }

  /// The place of a truth in the order of AND.
  static func conjunctionRank(_ truth: Truth) -> Int {
    switch truth {
    case .miss: 0
    case .unknown: 1
    case .notApplicable: 2
    case .hit: 3
    }
  }

  /// The place of a truth in the order of OR.
  static func disjunctionRank(_ truth: Truth) -> Int {
    switch truth {
    case .hit: 0
    case .unknown: 1
    case .notApplicable: 2
    case .miss: 3
    }
  }

  /// `any(…) ⋈ n`: counts hits with bounds; unknown may count or not, n/a counts 0.
  public static func count(_ values: some Sequence<Judgement>, _ comparison: Comparison, _ bound: Int) -> Judgement {
    var low = 0
    var open = 0
    var reason = Reason.none
    for value in values {
      if value.truth == .hit { low += 1 }
      if value.truth == .unknown {
        open += 1
        if reason == .none { reason = value.reason }
      }
    }
    let outcomes = Set((low...(low + open)).map { comparison.holds(Double($0), Double(bound)) })
    if outcomes.count > 1 { return Judgement(.unknown, reason) }
    return outcomes.first == true ? .hit : .miss
  }

  private static func first(of rank: (Truth) -> Int, in values: some Sequence<Judgement>) -> Judgement {
    values.min { rank($0.truth) < rank($1.truth) } ?? Judgement(.notApplicable, .emptyScope)
  }
}

/// A comparison of two numbers.
public enum Comparison: String, Sendable, Hashable, CaseIterable {
  /// Less than.
  case less = "<"
  /// At most.
  case atMost = "<="
  /// Equal.
  case equal = "=="
  /// Not equal.
  case notEqual = "!="
  /// At least.
  case atLeast = ">="
  /// Greater than.
  case greater = ">"

  /// Whether `a ⋈ b` holds.
  public func holds(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .less: a < b
    case .atMost: a <= b
    case .equal: a == b
    case .notEqual: a != b
    case .atLeast: a >= b
    case .greater: a > b
    }
  }

  static let words = allCases.map(\.rawValue)
}
