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

  /// The difference to another sample: Newcombe and Fisher for shares, Welch or Student for means.
  ///
  /// Scores are skewed and now and then zero. A small group that had no such contact by luck has a small variance, which
  /// Welch's test trusts; Student's test with the common variance, close to the permutation test, does not. Of the two the
  /// more cautious one is taken. Neither may fall below the p-value of the most extreme split of the two samples,
  /// 2 / C(n + m, n), the least any exact test can give: two equal numbers prove nothing.
  func difference(from other: GroupSample, confidence: Double) -> GroupDifference? {
    guard let a = value, let b = other.value else { return nil }
    switch (values, other.values) {
    case (.share(let x), .share(let y)):
      guard let interval = x.difference(from: y, confidence: confidence) else { return nil }
      return GroupDifference(value: a - b, interval: interval, p: Self.sharesP(x, y))
    case (.mean(let x), .mean(let y)):
      guard let welch = x.difference(from: y, confidence: confidence),
        let student = Self.student(x, y, confidence: confidence)
      else { return nil }
      let test = student.p > welch.p ? student : welch
      return GroupDifference(value: a - b, interval: test.interval, p: max(test.p, Self.leastP(x.count, y.count)))
    default: return nil
    }
  }

  /// Fisher's exact test; for large samples the normal approximation with the common share and Yates' correction (1934).
  private static func sharesP(_ x: Proportion, _ y: Proportion) -> Double {
    let total = Double(x.total + y.total)
    let common = Double(x.successes + y.successes) / max(1, total)
    let least = Double(min(x.total, y.total)) * min(common, 1 - common)
    guard total > 10_000, least >= 20, let a = x.value, let b = y.value else { return x.fisherP(against: y) }
    let error = (common * (1 - common) * (1 / Double(x.total) + 1 / Double(y.total))).squareRoot()
    let correction = (1 / Double(x.total) + 1 / Double(y.total)) / 2
    return Normal.twoSided(max(0, abs(a - b) - correction) / error)
  }

  /// Student's test of two means with a common variance (1908).
  private static func student(_ x: Moments, _ y: Moments, confidence: Double) -> (interval: Interval, p: Double)? {
    guard let a = x.variance, let b = y.variance else { return nil }
    let freedom = Double(x.count + y.count - 2)
    let common = (a * Double(x.count - 1) + b * Double(y.count - 1)) / freedom
    let gap = x.mean - y.mean
    guard common > 0 else { return (Interval(low: gap, high: gap), gap == 0 ? 1 : 0) }
    let error = (common * (1 / Double(x.count) + 1 / Double(y.count))).squareRoot()
    let half = StudentT.quantile(0.5 + confidence / 2, freedom: freedom) * error
    return (Interval(low: gap - half, high: gap + half), StudentT.twoSided(gap / error, freedom: freedom))
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
