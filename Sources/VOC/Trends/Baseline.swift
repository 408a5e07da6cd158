internal import Statistics

/// What is usual for a topic: its rate against exposure, how sure the rate is, and how much counts scatter around it.
public struct Baseline: Sendable, Hashable {
  /// Winsorised events in the baseline.
  public var events: Double
  /// Exposure in the baseline.
  public var exposure: Double
  /// Number of periods.
  public var periods: Int
  /// Pearson's dispersion of the counts: variance over mean, estimated from this topic alone.
  public var dispersion: Double

  /// Events per exposure: the mean of the Gamma posterior with Jeffreys' prior of half an independent event.
  ///
  /// Contacts come in clumps of two or so, which is what their dispersion says, so that half an event is one contact.
  public var rate: Double { (events + 1) / exposure }
  /// Expected events in a period of mean exposure.
  public var level: Double { rate * exposure / Double(periods) }

  /// Reads a stretch of a series; `nil` if it has no exposure.
  public init?(_ series: CountSeries, _ range: Range<Int>, winsorisation: Double) {
    var rates: [Double] = []
    rates.reserveCapacity(range.count)
    exposure = 0
    for period in range where series.exposure[period] > 0 {
      exposure += series.exposure[period]
      rates.append(Double(series.counts[period]) / series.exposure[period])
    }
    guard exposure > 0 else { return nil }
    periods = rates.count
    rates.sort()
    var pilot = rates[rates.count / 2]
    if pilot <= 0 {
      // More than half of the periods are empty: the mean without the highest tenth.
      let kept = rates.count - rates.count / 10
      pilot = rates[..<kept].reduce(0, +) / Double(kept)
    }
    events = 0
    var kept: [(count: Double, exposure: Double)] = []
    kept.reserveCapacity(periods)
    for period in range where series.exposure[period] > 0 {
      let usual = pilot * series.exposure[period]
      // Small counts scatter more than threefold by themselves; the cap must not cut that, or the mean would sink.
      let cap = max(winsorisation * usual, usual + 6 * usual.squareRoot() + 3)
      let count = min(Double(series.counts[period]), cap)
      events += count
      kept.append((count, series.exposure[period]))
    }
    let mean = events / exposure
    var sum = 0.0
    if mean > 0 {
      for (count, exposure) in kept {
        let expected = mean * exposure
        sum += (count - expected) * (count - expected) / expected
      }
    }
    dispersion = mean > 0 && periods > 1 ? sum / Double(periods - 1) : 1
  }
}

/// Dispersion of many topics at a time: each topic's own estimate drawn towards that of its peers.
enum PortfolioDispersion {
  /// Own estimates shrunk to the trimmed mean of the (at most 101) topics of like level; never below Poisson's 1.
  ///
  /// Own estimates count by what they are worth: Pearson's statistic of n counts with mean μ and dispersion φ scatters
  /// as if there were n / (1 + (6(φ − 1) + 1/φ) / 2μ) of them (from the fourth cumulant of the negative binomial).
  static func shrunk(_ baselines: [Baseline?], weight: Double) -> [Double] {
    let order = baselines.indices.filter { (baselines[$0]?.events ?? 0) >= 1 }
      .sorted { (baselines[$0]!.level, $0) < (baselines[$1]!.level, $1) }
    var result = [Double](repeating: 1, count: baselines.count)
    guard !order.isEmpty else { return result }
    let reach = 50
    var peers = 1.0
    var range = 0..<0
    for (position, index) in order.enumerated() {
      let first = max(0, min(position - reach, order.count - 2 * reach - 1))
      let wanted = first..<min(order.count, first + 2 * reach + 1)
      if wanted != range {
        range = wanted
        let sorted = wanted.map { baselines[order[$0]]!.dispersion }.sorted()
        // Small counts have skewed estimates, so that only the highest, which may be incidents, are left out.
        let kept = sorted[..<(sorted.count - sorted.count / 20)]
        peers = max(1, kept.reduce(0, +) / Double(kept.count))
      }
      let own = baselines[index]!
      let worth = 1 + (6 * (peers - 1) + 1 / peers) / (2 * own.level)
      let freedom = Double(max(own.periods - 1, 1)) / worth
      result[index] = max(1, (freedom * own.dispersion + weight * peers) / (freedom + weight))
    }
    return result
  }
}
