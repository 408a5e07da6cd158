/// A closed range of plausible values for a figure, with its confidence.
public struct Interval: Sendable, Hashable {
  /// The lower bound.
  public var low: Double
  /// The upper bound.
  public var high: Double

  /// Makes an interval.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// Whether a value lies inside.
  public func contains(_ value: Double) -> Bool { low <= value && value <= high }
}

/// A share: how many of a number of cases have a property.
public struct Proportion: Sendable, Hashable {
  /// Cases with the property.
  public var successes: Int
  /// All cases.
  public var total: Int

  /// Makes a share.
  public init(_ successes: Int, of total: Int) {
    self.successes = successes
    self.total = total
  }

  /// The share, 0 … 1, or `nil` without cases.
  public var value: Double? { total == 0 ? nil : Double(successes) / Double(total) }

  /// Wilson's score interval; `nil` without cases.
  ///
  /// Wilson, *Probable Inference, the Law of Succession, and Statistical Inference*, JASA 1927. It holds its confidence
  /// for small numbers and for shares near 0 and 1, where p ± z·se does not.
  public func interval(confidence: Double = 0.95) -> Interval? {
    guard let share = value else { return nil }
    let z = Normal.quantile(0.5 + confidence / 2)
    let n = Double(total)
    let centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return Interval(
      low: successes == 0 ? 0 : max(0, centre - half), high: successes == total ? 1 : min(1, centre + half))
  }

  /// The interval of the difference `self − other` (Newcombe 1998, method 10: built from the two Wilson intervals).
  public func difference(from other: Proportion, confidence: Double = 0.95) -> Interval? {
    guard let a = value, let b = other.value, let ia = interval(confidence: confidence),
      let ib = other.interval(confidence: confidence)
    else { return nil }
    let down = ((a - ia.low) * (a - ia.low) + (ib.high - b) * (ib.high - b)).squareRoot()
    let up = ((ia.high - a) * (ia.high - a) + (b - ib.low) * (b - ib.low)).squareRoot()
    return Interval(low: a - b - down, high: a - b + up)
  }

  /// The two-sided p-value that two shares are equal: Fisher's exact test.
  public func fisherP(against other: Proportion) -> Double {
    let row = total
    let column = successes + other.successes
    let all = total + other.total
    guard row > 0, other.total > 0, column > 0, column < all else { return 1 }
    func logChoose(_ n: Int, _ k: Int) -> Double {
      logGamma(Double(n + 1)) - logGamma(Double(k + 1)) - logGamma(Double(n - k + 1))
    }
    let whole = logChoose(all, row)
    func logP(_ k: Int) -> Double { logChoose(column, k) + logChoose(all - column, row - k) - whole }
    let observed = logP(successes)
    var sum = 0.0
    for k in max(0, row - (all - column))...min(row, column) {
      let p = logP(k)
      if p <= observed + 1e-9 { sum += exponential(p) }
    }
    return min(1, sum)
  }
}
