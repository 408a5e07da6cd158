/// Measures of association that depend on order alone, so that no scale and no outlier decides.
public enum RankMeasures {
  /// The ranks of values from 1; equal values share the mean of theirs.
  public static func midranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = Array(repeating: 0.0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for position in start..<end { ranks[order[position]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }

  /// How well a number tells two groups apart.
  public struct AreaUnderCurve: Sendable, Hashable {
    /// The chance that a member of the first group has the larger value, ties counting half.
    public var value: Double
    /// Its 95 % interval.
    public var interval: Interval
    /// The two-sided p-value that it is one half.
    public var p: Double
  }

  /// The area under the ROC curve of `values` for `isPositive`; `nil` where a group has fewer than two members.
  ///
  /// Interval: DeLong, DeLong, Clarke-Pearson, Biometrics 1988, by midranks (Sun, Xu 2014). p: Mann–Whitney with the
  /// correction for ties.
  public static func areaUnderCurve(
    _ values: [Double], isPositive: [Bool], confidence: Double = 0.95
  ) -> AreaUnderCurve? {
    let positive = values.indices.filter { isPositive[$0] }
    let negative = values.indices.filter { !isPositive[$0] }
    guard positive.count > 1, negative.count > 1 else { return nil }
    let m = Double(positive.count)
    let n = Double(negative.count)
    let all = midranks(values)
    let ofPositive = midranks(positive.map { values[$0] })
    let ofNegative = midranks(negative.map { values[$0] })
    let sum = positive.reduce(0.0) { $0 + all[$1] }
    let area = (sum - m * (m + 1) / 2) / (m * n)
    let first = Moments(positive.indices.map { (all[positive[$0]] - ofPositive[$0]) / n })
    let second = Moments(negative.indices.map { 1 - (all[negative[$0]] - ofNegative[$0]) / m })
    let deviation = ((first.variance ?? 0) / m + (second.variance ?? 0) / n).squareRoot()
    let half = Normal.quantile(0.5 + confidence / 2) * deviation
    var ties = 0.0
    var start = 0
    let sorted = values.sorted()
    while start < sorted.count {
      var end = start
      while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
      let count = Double(end - start)
      ties += count * count * count - count
      start = end
    }
    let total = m + n
    let spread = (m * n / 12 * (total + 1 - ties / (total * (total - 1)))).squareRoot()
    let p = spread > 0 ? Normal.twoSided((area - 0.5) * m * n / spread) : 1
    return AreaUnderCurve(
      value: area, interval: Interval(low: max(0, area - half), high: min(1, area + half)), p: min(1, p))
  }

  /// Spearman's rank correlation with its interval; `nil` below four pairs or where one side is constant.
  ///
  /// Interval: Fisher's z with the variance (1 + ρ²/2) / (n − 3) of Bonett, Wright, Psychometrika 2000.
  public static func spearman(
    _ x: [Double], _ y: [Double], confidence: Double = 0.95
  ) -> (value: Double, interval: Interval)? {
    guard x.count == y.count, x.count > 3 else { return nil }
    let a = midranks(x)
    let b = midranks(y)
    let mean = Double(x.count + 1) / 2
    var xy = 0.0
    var xx = 0.0
    var yy = 0.0
    for index in a.indices {
      xy += (a[index] - mean) * (b[index] - mean)
      xx += (a[index] - mean) * (a[index] - mean)
      yy += (b[index] - mean) * (b[index] - mean)
    }
    guard xx > 0, yy > 0 else { return nil }
    let rho = max(-1, min(1, xy / (xx * yy).squareRoot()))
    guard abs(rho) < 1 else { return (rho, Interval(low: rho, high: rho)) }
    let z = (logarithm1p(rho) - logarithm1p(-rho)) / 2
    let half =
      Normal.quantile(0.5 + confidence / 2) * ((1 + rho * rho / 2) / Double(x.count - 3)).squareRoot()
    func back(_ z: Double) -> Double {
      let e = exponential(2 * z)
      return (e - 1) / (e + 1)
    }
    return (rho, Interval(low: back(z - half), high: back(z + half)))
  }
}
