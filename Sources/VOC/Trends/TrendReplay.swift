internal import Statistics

/// Scores of many series over many periods, computed as they would have been on the day: nothing looks ahead.
public struct TrendReplay: Sendable {
  /// The series, in the order given.
  public let series: [CountSeries]
  /// The settings.
  public let settings: TrendSettings
  /// Number of periods: the length of the longest series.
  public let periods: Int
  /// Volume alarms, by period.
  public let volumes: [VolumeScore?]
  private let scores: [TrendScore?]
  /// What was usual before the last period, and the dispersion used there, for shorter windows at its end.
  let usual: [(baseline: Baseline, dispersion: Double)?]

  /// Plays a history.
  ///
  /// - Parameter first: the first period that is scored; gains start from nothing there.
  public init(_ series: [CountSeries], _ settings: TrendSettings = TrendSettings(), from first: Int = 0) {
    self.series = series
    self.settings = settings
    let periods = series.map(\.length).max() ?? 0
    self.periods = periods
    var scores = [TrendScore?](repeating: nil, count: periods * series.count)
    var gains = [TrendGain](repeating: TrendGain(settings), count: series.count)
    let births = series.map { Self.birth($0, settings) }
    var usual = [(baseline: Baseline, dispersion: Double)?](repeating: nil, count: series.count)
    for period in max(0, first)..<max(periods, first, 0) {
      let end = period - settings.gap
      guard end >= settings.minimumHistory || period >= settings.minimumHistory else { continue }
      var baselines = [Baseline?](repeating: nil, count: series.count)
      for (index, one) in series.enumerated() where period < one.length {
        var start = max(0, end - settings.baseline)
        // Before its birth a topic had no rate; what came before says nothing once it has been learnt.
        if let birth = births[index], period >= birth + settings.learning { start = max(start, birth) }
        guard end > start else { continue }
        baselines[index] = Baseline(one, start..<end, winsorisation: settings.winsorisation)
      }
      let dispersions = PortfolioDispersion.shrunk(baselines, weight: settings.dispersionWeight)
      for (index, one) in series.enumerated() {
        guard let baseline = baselines[index] else { continue }
        if period == periods - 1 { usual[index] = (baseline, dispersions[index]) }
        let score = TrendScore(
          one, at: period, baseline, dispersion: dispersions[index], gain: &gains[index], settings)
        scores[period * series.count + index] = score
      }
    }
    self.scores = scores
    self.usual = usual
    volumes = VolumeScore.replay(Self.totals(series, periods), settings, from: first)
  }

  /// Takes what was known on each day of series whose texts have changed hands since.
  init(_ series: [CountSeries], _ settings: TrendSettings, known scores: (Int, Int) -> TrendScore?) {
    self.series = series
    self.settings = settings
    let periods = series.map(\.length).max() ?? 0
    self.periods = periods
    self.scores = (0..<periods).flatMap { period in series.indices.map { scores(period, $0) } }
    usual = []
    volumes = VolumeScore.replay(Self.totals(series, periods), settings)
  }

  /// What was known of a series in a period; `nil` without enough history.
  public subscript(period: Int, index: Int) -> TrendScore? { scores[period * series.count + index] }

  /// Periods of all series that could be judged, by series index.
  public func judged(_ index: Int, in range: Range<Int>? = nil) -> Int {
    (range ?? 0..<periods).clamped(to: 0..<periods).count { self[$0, index] != nil }
  }

  /// q-values of a period: the false-discovery rate over all topics and scopes (Benjamini and Hochberg 1995).
  public func falseDiscoveryRates(_ period: Int) -> [Double] {
    MultipleTesting.falseDiscoveryRates(series.indices.map { self[period, $0]?.p ?? 1 })
  }

  /// The period of the first unit of a topic that was absent while it could already have been seen.
  static func birth(_ series: CountSeries, _ settings: TrendSettings) -> Int? {
    guard let first = series.counts.firstIndex(where: { $0 > 0 }), first >= settings.minimumHistory else { return nil }
    return first
  }

  /// The volume of each period: the exposure that the unscoped series share.
  private static func totals(_ series: [CountSeries], _ periods: Int) -> [Double] {
    let whole = series.filter(\.scope.isEmpty)
    return (0..<periods).map { period in
      let known = whole.filter { period < $0.length }.map { $0.exposure[period] }.sorted()
      return known.isEmpty ? 0 : known[known.count / 2]
    }
  }
}
