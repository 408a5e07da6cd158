/// One group's data on one measure.
public struct GroupSample: Sendable, Hashable {
  /// What was observed of a group.
  public enum Values: Sendable, Hashable {
    /// How many cases have a property.
    case share(Proportion)
    /// Numbers, for example scores or seconds.
    case mean(Moments)
  }

  /// The group's name.
  public var name: String
  /// What was observed.
  public var values: Values

  /// Makes a sample of a share.
  public init(_ name: String, _ share: Proportion) {
    self.name = name
    values = .share(share)
  }

  /// Makes a sample of numbers.
  public init(_ name: String, _ mean: Moments) {
    self.name = name
    values = .mean(mean)
  }

  /// Cases observed.
  public var count: Int {
    switch values {
    case .share(let share): share.total
    case .mean(let mean): mean.count
    }
  }

  /// The share 0 … 1 or the mean, or `nil` without cases.
  public var value: Double? {
    switch values {
    case .share(let share): share.value
    case .mean(let mean): mean.count == 0 ? nil : mean.mean
    }
  }

  /// The interval of the value: Wilson's for a share, Student's for a mean.
  public func interval(confidence: Double = 0.95) -> Interval? {
    switch values {
    case .share(let share): share.interval(confidence: confidence)
    case .mean(let mean): mean.interval(confidence: confidence)
    }
  }

  /// All cases of several samples in one; the samples must be of one kind.
  static func pooled(_ samples: some Sequence<GroupSample>) -> GroupSample? {
    var pool: GroupSample?
    for sample in samples {
      switch (pool?.values, sample.values) {
      case (nil, _): pool = sample
      case (.share(let a)?, .share(let b)):
        pool?.values = .share(Proportion(a.successes + b.successes, of: a.total + b.total))
      case (.mean(var a)?, .mean(let b)):
        a.merge(b)
        pool?.values = .mean(a)
      default: preconditionFailure("shares and means cannot be compared")
      }
    }
    return pool
  }

  /// The difference to another sample: Newcombe and Fisher for shares, Welch for means.
  ///
  /// Welch's test trusts a variance that two or three equal numbers cannot support, so its p-value is never below that
  /// of the most extreme split of the two samples, 2 / C(n + m, n), the least any exact test on them can give.
  func difference(from other: GroupSample, confidence: Double) -> GroupDifference? {
    guard let a = value, let b = other.value else { return nil }
    switch (values, other.values) {
    case (.share(let x), .share(let y)):
      guard let interval = x.difference(from: y, confidence: confidence) else { return nil }
      return GroupDifference(value: a - b, interval: interval, p: x.fisherP(against: y))
    case (.mean(let x), .mean(let y)):
      guard let test = x.difference(from: y, confidence: confidence) else { return nil }
      return GroupDifference(value: a - b, interval: test.interval, p: max(test.p, Self.leastP(x.count, y.count)))
    default: return nil
    }
  }

  private static func leastP(_ n: Int, _ m: Int) -> Double {
    var choices = 1.0
    for step in 1...max(1, min(n, m)) {
      choices *= Double(n + m - step + 1) / Double(step)
      if choices > 1e12 { return 0 }
    }
    return min(1, 2 / choices)
  }
}

/// A difference between two groups, and how sure it is.
public struct GroupDifference: Sendable, Hashable {
  /// First minus second.
  public var value: Double
  /// Its interval, for this one difference alone.
  public var interval: Interval
  /// The two-sided p-value that there is no difference.
  public var p: Double
  /// The p-value after Holm's correction for all differences that were looked at together.
  public var adjustedP = 1.0

  /// Whether the difference stands at a level after the correction.
  public func isSeparable(level: Double) -> Bool { value != 0 && adjustedP < level }
}
