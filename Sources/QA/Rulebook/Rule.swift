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
///
/// Conditions and rules are immutable classes: judging passes them around for every conversation, and copying a
/// structure of a dozen references costs more than most rules do.
final class Condition: Sendable {
  let name: String
  let operatorName: String
  let operation: any Operator
  let scope: Scope
  let location: RulebookLocation

  init(name: String, operatorName: String, operation: any Operator, scope: Scope, location: RulebookLocation) {
    self.name = name
    self.operatorName = operatorName
    self.operation = operation
    self.scope = scope
    self.location = location
  }
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

  /// Whether the rule applies to every contact.
  var isUniversal: Bool {
    metadata.isEmpty && channels.isEmpty && languages.isEmpty && validFrom.isEmpty && validTo.isEmpty
  }
}

/// One rule of a rulebook, compiled.
public final class Rule: Sendable {
  /// The rule's id, unique in its book.
  public let id: String
  /// What people call it.
  public let title: String
  /// Where it stands in its life.
  public let status: RuleStatus
  /// How grave a finding is.
  public let severity: Severity
  /// Whose interest it touches.
  public let findingClass: FindingClass
  /// What a hit means.
  public let effect: RuleEffect
  /// The finding's message with placeholders.
  public let message: String
  /// What the author says about false positives.
  public let falsePositives: String
  /// The precision the rule must have shown before it scores, 0…1.
  public let targetPrecision: Double?
  /// Words that receivers of findings sort by, such as `safety`; findings carry them, and `alarm` or `预警` makes them
  /// alarms at the first occurrence.
  public let tags: [String]
  /// Where it stands in the file.
  public let location: RulebookLocation

  let conditions: [Condition]
  let expression: WhenExpression
  /// Whether the rule is written as `require:`.
  let isRequirement: Bool
  /// Whether the rule looks beyond its leg.
  let isOverConversation: Bool
  let applicability: Applicability
  let tests: [RuleTest]
  /// The condition whose hits the findings stand at: the root anchor, else the first positive condition.
  let primary: Int?
  /// Whether other conditions depend on the primary one, so that `when` is replayed for every hit of it.
  let replays: Bool
  /// By condition: whether nobody asks for more than its first hit.
  let isFirstEnough: [Bool]

  init(
    id: String, title: String, status: RuleStatus, severity: Severity, findingClass: FindingClass, effect: RuleEffect,
    message: String, falsePositives: String, targetPrecision: Double?, tags: [String], location: RulebookLocation,
    conditions: [Condition], expression: WhenExpression, isRequirement: Bool, isOverConversation: Bool,
    applicability: Applicability, tests: [RuleTest], primary: Int?, replays: Bool
  ) {
    self.id = id
    self.title = title
    self.status = status
    self.severity = severity
    self.findingClass = findingClass
    self.effect = effect
    self.message = message
    self.falsePositives = falsePositives
    self.targetPrecision = targetPrecision
    self.tags = tags
    self.location = location
    self.conditions = conditions
    self.expression = expression
    self.isRequirement = isRequirement
    self.isOverConversation = isOverConversation
    self.applicability = applicability
    self.tests = tests
    self.primary = primary
    self.replays = replays
    let anchors = Set(conditions.compactMap { $0.scope.anchor?.condition })
    // Without a replay the findings stand at the hits of positive conditions.
    let places = replays ? [] : Set(expression.mentions.filter(\.isPositive).map(\.condition))
    isFirstEnough = conditions.indices.map { !anchors.contains($0) && !places.contains($0) && $0 != primary }
  }
}

extension Rule {
  /// Whether the rule runs: drafts and retired rules do not.
  var isRunning: Bool { status == .active || status == .shadow }

  /// Whether a condition is the primary one or depends on it.
  func dependsOnPrimary(_ index: Int) -> Bool {
    var place = index
    while place != primary {
      guard let anchor = conditions[place].scope.anchor else { return false }
      place = anchor.condition
    }
    return true
  }

  /// What the scan must have found for the rule to need a closer look, or `nil` if it always needs one.
  var triggers: Triggers? {
    guard applicability.isUniversal else { return nil }
    var all = Triggers()
    for condition in conditions where condition.scope.anchor == nil {
      guard !condition.scope.requiresAll, condition.scope.unit != .block, let own = condition.operation.triggers
      else { return nil }
      all.sets += own.sets
      all.patterns += own.patterns
    }
    return all
  }
}

/// What a test inside a rule stands for.
enum RuleTestKind: String, Sendable, CaseIterable {
  /// The rule as it is meant.
  case plain
  /// Somebody tries to slip past the rule: spelling, homophones, other words, a guard that hides a hit.
  case evasion
  /// Innocent words that a naive rule would take for guilty ones, or the other way round for something required.
  case falsePositive = "false_positive"
}

/// A test inside a rule.
struct RuleTest: Sendable {
  var name: String
  var kind: RuleTestKind
  var expect: Truth
  /// Expected turns of the findings, or `nil` if any will do.
  var at: [Int]?
  /// The exact words of the first finding, or `nil`.
  var span: String?
  var talk: [String]
  var times: [Int]
  var ends: [Int]
  /// The date and time that the seconds count from, or `nil`.
  var starts: Timestamp?
  var metadata: [String: MetadataValue]
  /// A known gap: reported, never failing.
  var isTodo: Bool
  var location: RulebookLocation
}
