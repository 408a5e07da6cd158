internal import Statistics

/// The evidence on one topic in one period: everything an alarm says about itself.
public struct TrendScore: Sendable, Hashable {
  /// Length of the window with the least p-value, in periods; it ends at the tested one.
  public var window: Int
  /// Units in the window.
  public var observed: Int
  /// Units that were to be expected in the window.
  public var expected: Double
  /// Exposure in the window.
  public var exposure: Double
  /// Distinct customers in the window, or units where customers are unknown.
  public var customers: Int
  /// Probability of as many units or more by chance in the best window, corrected for the number of windows.
  public var p: Double
  /// Accumulated log-likelihood gain of a rate raised by one of ``TrendSettings/gainFactors``.
  public var gain: Double
  /// Variance over mean that was used.
  public var dispersion: Double
  /// Whether the baseline holds no unit of the topic.
  public var isNew: Bool

  /// The scan: a negative binomial tail over several windows, Bonferroni over them.
  ///
  /// The predicted count of a window with mean m has variance m·φ·(1 + m/(S + ½)): scatter of the counts and
  /// uncertainty of a rate estimated from S units that scatter alike.
  init(
    _ series: CountSeries, at period: Int, _ baseline: Baseline, dispersion: Double, gain: inout TrendGain,
    _ settings: TrendSettings
  ) {
    window = 1
    p = 1
    observed = series.counts[period]
    exposure = max(series.exposure[period], 0)
    expected = baseline.rate * exposure
    customers = series.customers?[period] ?? observed
    self.dispersion = dispersion
    isNew = baseline.events == 0
    let usual = baseline.exposure / Double(baseline.periods)
    var count = 0
    var volume = 0.0
    var people = 0
    var length = 0
    for wanted in settings.windows where wanted <= period + 1 {
      while length < wanted {
        let at = period - length
        count += series.counts[at]
        people += series.customers?[at] ?? series.counts[at]
        volume += max(series.exposure[at], 0)
        length += 1
      }
      let mean = baseline.rate * volume
      guard mean > 0, Double(count) > mean else { continue }
      // On a day of surge the scatter grows with the volume too.
      let surge = max(1, volume / (usual * Double(length)))
      let scatter = 1 + (dispersion - 1) * surge
      let excess = max(scatter - 1 + dispersion * mean / (baseline.events + 0.5), 1e-9)
      let tail = NegativeBinomial.upperTail(count, mean: mean, size: mean / excess)
      let corrected = min(1, tail * Double(settings.windows.count))
      if corrected < p {
        (p, window, observed, expected, exposure, customers) = (corrected, length, count, mean, volume, people)
      }
    }
    let mean = baseline.rate * max(series.exposure[period], 0)
    gain.take(series.counts[period], mean: mean, baseline, dispersion: dispersion, settings)
    self.gain = gain.best
  }
}
