public import Statistics

/// How far a service level is kept in one group.
public struct LevelTally: Sendable, Hashable {
  /// Contacts within the time.
  public var met = 0
  /// Contacts over it, the unanswered among them.
  public var missed = 0
  /// Of those, the ones that were never answered.
  public var never = 0

  /// Makes an empty tally.
  public init() {}

  mutating func add(_ value: MetricValue, _ level: ServiceLevel) {
    switch value {
    case .duration(let time): if time <= level.within { met += 1 } else { missed += 1 }
    case .never:
      missed += 1
      never += 1
    default: break
    }
  }

  /// Adds another tally of the same level.
  public mutating func merge(_ other: LevelTally) {
    met += other.met
    missed += other.missed
    never += other.never
  }

  /// The share within the time.
  public var proportion: Proportion { Proportion(met, of: met + missed) }

  /// What can be said of a level.
  public enum Judgement: String, Sendable, Hashable {
    /// The share reaches the target, and so does its whole interval.
    case met
    /// The share and its whole interval lie below the target.
    case missed
    /// The share reaches the target; too few contacts to be sure.
    case metUncertain = "met_uncertain"
    /// The share lies below the target; too few contacts to be sure.
    case missedUncertain = "missed_uncertain"
  }

  /// The judgement on a level; `nil` without contacts.
  public func judgement(_ level: ServiceLevel) -> Judgement? {
    let share = proportion
    guard let interval = share.interval() else { return nil }
    // In whole numbers: 80 of 100 reaches 80 % whatever the binary fraction says.
    let reaches = share.successes * 10_000 >= level.target * share.total
    let target = Double(level.target) / 10_000
    if reaches { return interval.low >= target ? .met : .metUncertain }
    return interval.high < target ? .missed : .missedUncertain
  }
}
