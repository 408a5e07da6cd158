public import Statistics

/// What is known of one metric in one group; it can be merged with another of the same metric.
public struct MetricTally: Sendable, Hashable {
  /// Contacts or legs with a value.
  public var count = 0
  /// Those whose clock started and never stopped: over every threshold.
  public var never = 0
  /// Why others have none, and how many.
  public var notApplicable: [MetricReason: Int] = [:]
  /// Why others cannot be told, and how many.
  public var unknown: [MetricReason: Int] = [:]
  /// The sum of the values: milliseconds, counts, the parts of shares, contacts that say yes.
  public var sum = 0
  /// The sum of what shares are of.
  public var whole = 0
  /// The sum of squares of times and counts.
  public var squares: UInt128 = 0
  /// The smallest and the largest value.
  public var least: Int?
  /// The largest value.
  public var most: Int?
  /// The times.
  public var histogram = DurationHistogram()
  /// How many times lie within each threshold.
  public var within: [Int]

  /// Makes an empty tally for some thresholds.
  public init(thresholds: Int) { within = Array(repeating: 0, count: thresholds) }

  /// Adds a value.
  mutating func add(_ value: MetricValue, thresholds: [Int64]) {
    switch value {
    case .duration(let time):
      add(Int(time))
      histogram.add(time)
      for (index, threshold) in thresholds.enumerated() where time <= threshold { within[index] += 1 }
    case .count(let number): add(number)
    case .share(let part, let all):
      count += 1
      sum += part
      whole += all
    case .flag(let flag):
      count += 1
      if flag { sum += 1 }
    case .never(let reason):
      never += 1
      notApplicable[reason, default: 0] += 1
    case .notApplicable(let reason): notApplicable[reason, default: 0] += 1
    case .unknown(let reason): unknown[reason, default: 0] += 1
    }
  }

  private mutating func add(_ value: Int) {
    count += 1
    sum += value
    squares += UInt128(value.magnitude) * UInt128(value.magnitude)
    least = min(least ?? value, value)
    most = max(most ?? value, value)
  }

  /// Adds everything another tally of the same metric and thresholds knows.
  public mutating func merge(_ other: MetricTally) {
    count += other.count
    never += other.never
    notApplicable.merge(other.notApplicable, uniquingKeysWith: +)
    unknown.merge(other.unknown, uniquingKeysWith: +)
    sum += other.sum
    whole += other.whole
    squares += other.squares
    if let value = other.least { least = min(least ?? value, value) }
    if let value = other.most { most = max(most ?? value, value) }
    histogram.merge(other.histogram)
    for index in within.indices where index < other.within.count { within[index] += other.within[index] }
  }

  /// Contacts and legs without a value, those that never ended left out.
  public var missing: Int {
    notApplicable.values.reduce(0, +) + unknown.values.reduce(0, +) - never
  }

  // MARK: Figures

  /// The mean of times (seconds) and counts; for shares and flags the share over all; `nil` without values.
  public func mean(_ unit: MetricUnit) -> Double? {
    if count == 0 { return nil }
    switch unit {
    case .seconds: return Double((2 * sum + count) / (2 * count)) / 1000
    case .count: return Double(sum) / Double(count)
    case .share, .flag: return proportion(unit).value
    }
  }

  /// The share of a flag, or of the things that a share counts.
  public func proportion(_ unit: MetricUnit) -> Proportion { Proportion(sum, of: unit == .share ? whole : count) }

  /// The 95 % interval of the mean: Student's for times (seconds) and counts, Wilson's for shares and flags.
  ///
  /// A share's interval takes its questions (or characters) for independent; it is too narrow where they are not.
  public func interval(_ unit: MetricUnit) -> Interval? {
    switch unit {
    case .share, .flag: return proportion(unit).interval()
    case .seconds, .count:
      guard count > 1 else { return nil }
      let scale = unit == .seconds ? 1000.0 : 1
      // n Σx² − (Σx)² in whole numbers, so that nothing is lost and the order does not matter.
      let spread = UInt128(count) * squares - UInt128(sum.magnitude) * UInt128(sum.magnitude)
      let variance = Double(spread) / (Double(count) * Double(count - 1))
      let half = StudentT.quantile(0.975, freedom: Double(count - 1)) * (variance / Double(count)).squareRoot()
      let mean = Double(sum) / Double(count)
      return Interval(low: max(0, mean - half) / scale, high: (mean + half) / scale)
    }
  }

  /// The share within a threshold of all whose clock started, the unanswered among them.
  public func share(within index: Int) -> Proportion { Proportion(within[index], of: count + never) }

  /// The share within a threshold of those that were answered at all.
  public func shareOfAnswered(within index: Int) -> Proportion { Proportion(within[index], of: count) }
}
