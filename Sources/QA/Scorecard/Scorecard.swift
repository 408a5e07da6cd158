/// Points in hundredths: scores are added as whole numbers, so ledgers add up exactly.
public typealias Hundredths = Int

/// How findings become a score.
public struct Scorecard: Sendable {
  /// What is scored.
  public enum Unit: String, Sendable, Hashable { case leg, conversation }

  /// How points are counted.
  public enum Mode: String, Sendable, Hashable {
    /// Start from the base and take points away (扣分制).
    case deduct
    /// Sections are weighted shares of points earned.
    case weighted
    /// 100 · earned / possible.
    case points
  }

  /// A named range of scores, from its lowest score up.
  public struct Band: Sendable, Hashable {
    /// The band's name.
    public var name: String
    /// The lowest score of the band.
    public var minimum: Hundredths
  }

  /// What is scored.
  public var unit = Unit.leg
  /// How points are counted.
  public var mode = Mode.deduct
  /// The score without deductions.
  public var base: Hundredths = 10_000
  /// The lowest score.
  public var floor: Hundredths = 0
  /// The score that passes.
  public var pass: Hundredths = 8_500
  /// Bands, highest first.
  public var bands: [Band] = []
  /// The most that merits can add.
  public var bonusCap: Hundredths = 0
  /// What keeps a contact out of the scores.
  var notScorable: [NotScorable] = [.customerSilent, .botOnly, .test, .internalTalk]
  /// The sections.
  public var sections: [Section] = []

  /// The band of a score, or `nil` below the lowest.
  public func band(of score: Hundredths) -> String? { bands.first { score >= $0.minimum }?.name }
}

/// A group of items with its own limit or weight.
public struct Section: Sendable {
  /// The section's id.
  public var id: String
  /// What people call it.
  public var title: String
  /// The most the section can lose.
  public var cap: Hundredths?
  /// The section's weight in weighted mode, in hundredths.
  public var weight: Hundredths
  /// The items.
  public var items: [Item]
}

/// What a failed item zeroes.
public enum FatalScope: String, Sendable, Hashable { case item, section, evaluation }

/// One thing a scorecard asks.
public struct Item: Sendable {
  /// Who answers.
  public enum Source: Sendable {
    /// A rule of the book, by index.
    case rule(Int)
    /// A person: the question and its answers with their points, `nil` for not applicable.
    case question(String, answers: [(label: String, points: Hundredths?)])
  }

  /// The item's id.
  public var id: String
  /// What people call it.
  public var title: String
  /// Who answers.
  public var source: Source
  /// Points a failure costs (deduct mode).
  public var deduct: Hundredths
  /// Points a pass earns (points and weighted mode).
  public var points: Hundredths
  /// Points a merit adds.
  public var add: Hundredths
  /// Whether every finding counts.
  public var isPerFinding: Bool
  /// The most the item can cost or add.
  public var maximum: Hundredths?
  /// What a failure zeroes.
  public var fatal: FatalScope?
}

/// What keeps a contact out of the scores.
enum NotScorable: Sendable, Hashable {
  /// No public customer turn.
  case customerSilent
  /// A bot and no person spoke for the centre.
  case botOnly
  /// Marked as a test.
  case test
  /// No customer takes part, or marked as internal.
  case internalTalk
  /// The customer never came back after the centre's first words.
  case customerLeft
  /// A rule of the book hit.
  case rule(Int)

  static let words: [(word: String, value: NotScorable)] = [
    ("customer_silent", .customerSilent), ("bot_only", .botOnly), ("test", .test), ("internal", .internalTalk),
    ("customer_left", .customerLeft),
  ]
}
