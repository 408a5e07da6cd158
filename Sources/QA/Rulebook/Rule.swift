internal import Transcripts

/// How grave a finding is.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
  /// 轻微
  case minor
  /// 一般
  case major
  /// 严重
  case critical

  /// Orders minor before critical.
  public static func < (a: Severity, b: Severity) -> Bool {
    (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
  }
}

/// Whose interest a finding touches: the basis of critical-error accuracy.
public enum FindingClass: String, Sendable, Hashable, CaseIterable {
  /// A regulator's or the law's.
  case compliance
  /// The customer's.
  case customer
  /// The business's.
  case business
}

/// Where a rule stands in its life.
public enum RuleStatus: String, Sendable, Hashable, CaseIterable {
  /// Being written; runs only in tests.
  case draft
  /// Runs and is reported, never scores (试运行).
  case shadow
  /// Runs and scores.
  case active
  /// Kept for the record; does not run.
  case retired
}

/// What a hit of the rule means.
public enum RuleEffect: String, Sendable, Hashable, CaseIterable {
  /// Something went wrong.
  case violation
  /// Something deserves praise (加分).
  case merit
  /// A label without points.
  case tag
}

/// A named condition of a rule: one operator with its scope and guards.
struct Condition: Sendable {
  var name: String
  var operatorName: String
  var operation: any Operator
  var scope: Scope
  var location: RulebookLocation
}

/// What a contact must be like for a rule to apply.
struct Applicability: Sendable {
  /// Metadata fields and the values they may have.
  var metadata: [(field: String, values: [String])] = []
  var channels: [String] = []
  var languages: [String] = []
  /// First and last day of validity, as `YYYY-MM-DD`; empty for open ends.
  var validFrom = ""
  var validTo = ""
}

/// One rule of a rulebook, compiled.
public struct Rule: Sendable {
  /// The rule's id, unique in its book.
  public var id: String
  /// What people call it.
  public var title: String
  /// Where it stands in its life.
  public var status: RuleStatus
  /// How grave a finding is.
  public var severity: Severity
  /// Whose interest it touches.
  public var findingClass: FindingClass
  /// What a hit means.
  public var effect: RuleEffect
  /// The finding's message with placeholders.
  public var message: String
  /// What the author says about false positives.
  public var falsePositives: String
  /// The precision the rule must have shown before it scores, 0…1.
  public var targetPrecision: Double?
  /// Where it stands in the file.
  public var location: RulebookLocation

  var conditions: [Condition]
  var expression: WhenExpression
  /// Whether the rule is written as `require:`.
  var isRequirement: Bool
  /// Whether the rule looks beyond its leg.
  var isOverConversation: Bool
  var applicability: Applicability
  var tests: [RuleTest]
  /// The condition whose hits the findings stand at: the root anchor, else the first positive condition.
  var primary: Int?
  /// Whether other conditions depend on the primary one, so that `when` is replayed for every hit of it.
  var replays: Bool
}

/// A test inside a rule.
struct RuleTest: Sendable {
  var name: String
  var expect: Truth
  /// Expected turns of the findings, or `nil` if any will do.
  var at: [Int]?
  /// The exact words of the first finding, or `nil`.
  var span: String?
  var talk: [String]
  var times: [Int]
  var metadata: [String: MetadataValue]
  /// A known gap: reported, never failing.
  var isTodo: Bool
  var location: RulebookLocation
}
