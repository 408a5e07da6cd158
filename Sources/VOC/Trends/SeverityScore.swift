internal import Statistics

/// Whether more of a topic's contacts are negative than usual: a beta-binomial tail over several windows.
struct SeverityScore: Sendable, Hashable {
  /// Length of the window with the least p-value, in periods.
  var window: Int
  /// Negative contacts in the window.
  var observed: Int
  /// Negative contacts to be expected.
  var expected: Double
  /// All contacts of the topic in the window.
  var total: Int
  /// Probability of as many by chance, corrected for the windows.
  var p: Double

  /// Judges the last period of two series; `nil` without a baseline of twenty contacts.
  ///
  /// The share's prior is Beta(k + ½, n − k + ½) from the baseline, worth no more contacts than the scatter of its
  /// periods allows: with Pearson's φ of periods of m contacts the intra-class correlation is (φ − 1)/(m − 1).
  init?(negative: [Int], all: [Int], _ settings: TrendSettings) {
    let last = all.count - 1
    let end = last - settings.gap
    let start = max(0, end - settings.baseline)
    guard end > start, last >= 0 else { return nil }
    var successes = 0
    var trials = 0
    for period in start..<end {
      successes += min(negative[period], all[period])
      trials += all[period]
    }
    guard trials >= 20 else { return nil }
    let share = (Double(successes) + 0.5) / (Double(trials) + 1)
    var pearson = 0.0
    var used = 0
    var size = 0.0
    for period in start..<end where all[period] > 1 {
      let n = Double(all[period])
      let deviation = Double(min(negative[period], all[period])) - n * share
      pearson += deviation * deviation / (n * share * (1 - share))
      used += 1
      size += n
    }
    var worth = Double(trials) + 1
    if used > 3 {
      let phi = pearson / Double(used - 1)
      let mean = size / Double(used)
      let correlation = max(0, (phi - 1) / max(mean - 1, 1))
      if correlation > 0 { worth = min(worth, max(2, 1 / correlation - 1)) }
    }
    window = 1
    observed = negative[last]
    expected = share * Double(all[last])
    total = all[last]
    p = 1
    for length in settings.windows where length <= all.count {
      let k = negative[(last - length + 1)...].reduce(0, +)
      let n = all[(last - length + 1)...].reduce(0, +)
      guard k >= 5, Double(k) > share * Double(n) else { continue }
      let tail = Self.upperTail(k, of: n, share * worth, (1 - share) * worth)
      let corrected = min(1, tail * Double(settings.windows.count))
      if corrected < p { (p, window, observed, expected, total) = (corrected, length, k, share * Double(n), n) }
    }
  }

  /// P(K ≥ k) of the beta-binomial distribution.
  static func upperTail(_ k: Int, of n: Int, _ alpha: Double, _ beta: Double) -> Double {
    guard k > 0 else { return 1 }
    guard k <= n else { return 0 }
    let (x, m) = (Double(k), Double(n))
    var term = exponential(
      logGamma(m + 1) - logGamma(x + 1) - logGamma(m - x + 1) + logGamma(x + alpha) + logGamma(m - x + beta)
        - logGamma(m + alpha + beta) + logGamma(alpha + beta) - logGamma(alpha) - logGamma(beta))
    var sum = term
    for next in k..<max(k, n) {
      let i = Double(next)
      term *= (m - i) / (i + 1) * (i + alpha) / (m - i - 1 + beta)
      sum += term
    }
    return min(1, sum)
  }
}

/// Whether a topic's share grows over weeks: a score test of a log-linear trend against exposure, with scatter.
struct RisingScore: Sendable, Hashable {
  /// P of a slope as steep by chance, one-sided.
  var p: Double
  /// Contacts in the later half.
  var observed: Int
  /// What the rate of the earlier half makes of the later half's exposure.
  var expected: Double
  /// Exposure of the later half.
  var exposure: Double

  /// Judges the last four weeks; `nil` with fewer than twenty contacts.
  init?(_ series: CountSeries, length: Int = 28) {
    let end = series.length
    guard end >= length else { return nil }
    let range = (end - length)..<end
    let total = range.reduce(0) { $0 + series.counts[$1] }
    let volume = range.reduce(0.0) { $0 + max(0, series.exposure[$1]) }
    guard total >= 20, volume > 0 else { return nil }
    let rate = Double(total) / volume
    let centre = range.reduce(0.0) { $0 + Double($1) * max(0, series.exposure[$1]) } / volume
    var score = 0.0
    var variance = 0.0
    var pearson = 0.0
    for period in range {
      let mean = rate * max(0, series.exposure[period])
      let time = Double(period) - centre
      score += time * (Double(series.counts[period]) - mean)
      variance += time * time * mean
      if mean > 0 { pearson += (Double(series.counts[period]) - mean) * (Double(series.counts[period]) - mean) / mean }
    }
    guard variance > 0 else { return nil }
    let phi = max(1, pearson / Double(length - 1))
    p = Normal.upperTail(score / (phi * variance).squareRoot())
    let middle = range.lowerBound + length / 2
    let before = (range.lowerBound..<middle).reduce(0) { $0 + series.counts[$1] }
    let beforeVolume = (range.lowerBound..<middle).reduce(0.0) { $0 + max(0, series.exposure[$1]) }
    observed = total - before
    exposure = volume - beforeVolume
    expected = beforeVolume > 0 ? (Double(before) + 0.5) / beforeVolume * exposure : 0
  }
}
