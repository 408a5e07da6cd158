internal import Statistics

/// Thresholds that keep a budget of false alarms on a history without incidents.
public struct TrendCalibration: Sendable, Hashable {
  /// The thresholds found.
  public var thresholds: TrendThresholds
  /// The budget asked for: false alarms in 1,000 topic-periods.
  public var budget: Double
  /// What the thresholds let through in the history they were found on: alarms in 1,000 topic-periods.
  public var achieved: Double
  /// How many topic-periods the history has.
  public var topicPeriods: Int

  /// Finds thresholds on histories without incidents: two fifths of the budget for the scan, the rest for the gain.
  ///
  /// - Parameters:
  ///   - histories: the owner's own history without known incidents, or simulations of it.
  ///   - budget: false alarms in 1,000 topic-periods.
  public init(_ histories: [TrendReplay], budget: Double) {
    self.budget = budget
    topicPeriods = histories.reduce(0) { sum, replay in
      sum + replay.series.indices.reduce(0) { $0 + replay.judged($1) }
    }
    let allowed = budget * Double(topicPeriods) / 1000
    func count(_ thresholds: TrendThresholds) -> Int {
      histories.reduce(0) { $0 + $1.alarms(thresholds).count { $0.series != nil } }
    }
    /// The loosest setting within a share of the budget; `at` grows looser with its argument.
    func loosest(_ share: Double, _ low: Double, _ high: Double, _ at: (Double) -> TrendThresholds) -> Double {
      var (low, high) = (low, high)
      for _ in 0..<14 {
        let middle = (low + high) / 2
        if Double(count(at(middle))) <= allowed * share { low = middle } else { high = middle }
      }
      return low
    }
    let scan = loosest(0.4, -9, -1) { TrendThresholds(scan: power(10, $0), gain: .infinity) }
    let gain = -loosest(0.6, -25, -2) { TrendThresholds(scan: 0, gain: -$0) }
    // The two often alarm together; what they share is given back to both.
    let slack = loosest(1, 0, 1) { TrendThresholds(scan: power(10, scan + 0.5 * $0), gain: gain * (1 - 0.3 * $0)) }
    thresholds = TrendThresholds(scan: power(10, scan + 0.5 * slack), gain: gain * (1 - 0.3 * slack))
    achieved = topicPeriods == 0 ? 0 : Double(count(thresholds)) / Double(topicPeriods) * 1000
  }

  /// Adds the calibration of another history: what was achieved is averaged, the thresholds are those of the first.
  public mutating func add(_ other: TrendCalibration) {
    let all = topicPeriods + other.topicPeriods
    guard all > 0 else { return }
    achieved = (achieved * Double(topicPeriods) + other.achieved * Double(other.topicPeriods)) / Double(all)
    topicPeriods = all
  }

  /// Finds thresholds by a parametric bootstrap: calm histories drawn with the rates, scatter and volumes of the owner's own.
  ///
  /// A history of a few weeks holds too few topic-days to see one event in a thousand, and its incidents would count as
  /// chance; drawn histories are long enough and calm by construction.
  ///
  /// - Parameters:
  ///   - history: what is known so far.
  ///   - topicPeriods: how many topic-periods to draw at least.
  public init(
    likeness history: [CountSeries], _ settings: TrendSettings, budget: Double, seed: UInt64, topicPeriods: Int = 60_000
  ) {
    var generator = SeededGenerator(seed: seed)
    let models = history.compactMap { series -> (whole: Baseline, series: CountSeries)? in
      guard var whole = Baseline(series, 0..<series.length, winsorisation: settings.winsorisation), whole.events > 0
      else { return nil }
      whole.dispersion = Self.calmDispersion(series, settings) ?? whole.dispersion
      return (whole, series)
    }
    let dispersions = PortfolioDispersion.shrunk(models.map(\.whole), weight: settings.dispersionWeight)
    let each = models.reduce(0) { $0 + max(0, $1.series.length - settings.minimumHistory) }
    var replays: [TrendReplay] = []
    for _ in 0..<(each == 0 ? 0 : (topicPeriods + each - 1) / each) {
      replays.append(
        TrendReplay(
          models.enumerated().map { index, model in
            var drawn = model.series
            drawn.customers = nil
            drawn.counts = drawn.exposure.map { exposure in
              generator.nextCount(mean: model.whole.rate * max(exposure, 0), dispersion: dispersions[index])
            }
            return drawn
          }, settings))
    }
    self.init(replays, budget: budget)
  }

  /// The median dispersion of stretches of twenty periods: an incident in one of them does not count.
  private static func calmDispersion(_ series: CountSeries, _ settings: TrendSettings) -> Double? {
    let length = 20
    let stretches = stride(from: series.length % length, to: series.length, by: length).compactMap { start in
      Baseline(series, start..<(start + length), winsorisation: settings.winsorisation)
    }
    let found = stretches.filter { $0.events > 0 }.map(\.dispersion).sorted()
    return found.isEmpty ? nil : found[(found.count - 1) / 2]
  }
}
