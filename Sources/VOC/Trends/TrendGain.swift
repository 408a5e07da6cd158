internal import Statistics

/// Evidence for a raised rate, gathered over periods: one cumulative sum for every factor (Page, *Continuous Inspection
/// Schemes*, 1954), each of exact log-likelihood ratios, so that one threshold serves all of them (Lorden 1971).
struct TrendGain: Sendable, Hashable {
  /// The sums, in the order of ``TrendSettings/gainFactors``.
  private var sums: [Double]

  init(_ settings: TrendSettings) { sums = [Double](repeating: 0, count: settings.gainFactors.count) }

  /// The evidence for the factor that explains the counts best.
  var best: Double { sums.max() ?? 0 }

  /// Takes a period in.
  ///
  /// The rate is uncertain in the same way through the five periods or so that an incident needs to show, and that
  /// counts as scatter: φ + 5φ·m/(S + ½) for a mean m and a rate estimated from S units.
  mutating func take(_ count: Int, mean: Double, _ baseline: Baseline, dispersion: Double, _ settings: TrendSettings) {
    guard mean > 0 else { return }
    let excess = max(dispersion - 1 + 5 * dispersion * mean / (baseline.events + 0.5), 1e-3)
    for (place, factor) in settings.gainFactors.enumerated() {
      let step = Self.logRatio(count, mean: mean, excess: excess, factor: factor)
      sums[place] = min(max(0, sums[place] + step), settings.gainCeiling)
    }
  }

  /// ln P(count | factor·mean) − ln P(count | mean) of negative binomials whose variance is (1 + excess) times the mean.
  ///
  /// With r = mean/excess it is Σ ln((s·r + j)/(r + j)) over j < count, less (s − 1)·r·ln(1 + excess).
  static func logRatio(_ count: Int, mean: Double, excess: Double, factor: Double) -> Double {
    let size = mean / excess
    var sum = 0.0
    if count > 200 {
      let k = Double(count)
      sum = logGamma(factor * size + k) - logGamma(factor * size) - logGamma(size + k) + logGamma(size)
    } else {
      var product = 1.0
      for j in 0..<max(0, count) {
        product *= (factor * size + Double(j)) / (size + Double(j))
        guard product > 1e200 else { continue }
        sum += logarithm(product)
        product = 1
      }
      sum += logarithm(product)
    }
    return sum - (factor - 1) * size * logarithm(1 + excess)
  }
}
