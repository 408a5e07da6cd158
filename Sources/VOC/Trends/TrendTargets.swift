public import Statistics

/// The figures that an evaluation is judged by, each with what is to be reached.
public struct TrendTarget: Sendable, Hashable {
  /// A name for programs.
  public var name: String
  /// What was measured; `nil` where the data have no such case.
  public var value: Double?
  /// What is to be reached.
  public var goal: Double
  /// Whether the goal is a most and not a least.
  public var isMost: Bool
  /// How often, of how many, where it is a share.
  public var cases: Proportion?

  /// Where the true figure lies with 95 % confidence: Wilson's interval of a share, Garwood's of a rate.
  public var interval: Interval?
  /// Whether the goal is kept on average and the figure above it by no more than chance allows; `nil` for figures that
  /// are compared as they are.
  var isWithinChance: Bool?

  /// Whether the figure itself is on the right side of its goal; `nil` where the data have no such case.
  public var isMetStrictly: Bool? { value.map { isMost ? $0 <= goal + 1e-9 : $0 >= goal - 1e-9 } }

  /// Whether it is reached: strictly, or, for a budget, not above it by more than chance.
  public var isMet: Bool? { isMetStrictly.map { $0 || isWithinChance ?? false } }
}

extension TrendEvaluation {
  /// The figures, those of streams of texts or those of count series.
  public func targets(budget: Double, isStream: Bool) -> [TrendTarget] {
    isStream ? streamTargets() : seriesTargets(budget)
  }

  private func seriesTargets(_ budget: Double) -> [TrendTarget] {
    func share(_ name: String, _ level: Double, _ multiple: Double, _ goal: Double) -> TrendTarget {
      let found = detections.first { $0.kind == .burst && $0.level == level && $0.multiple == multiple }?.found
      return TrendTarget(
        name: name, value: found?.value, goal: goal, isMost: false, cases: found, interval: found?.interval())
    }
    let surges = volumeAlarms.reduce(0) { $0 + $1.end - $1.start + 1 }
    let calmSeries = surges == 0 ? 0 : Double(surgeTopicPeriods) / Double(surges)
    let perSurge = calmSeries == 0 ? nil : Double(surgeAlarms) / Double(surges) / calmSeries * 1000
    // A budget is kept on average: as many false alarms or more must not be rarer than one time in twenty.
    let expected = budget * Double(overall.topicPeriods) / 1000
    let isWithinChance = Poisson.upperTail(overall.alarms, mean: expected) >= 0.05
    let days = Double(overall.topicPeriods) / 1000
    let rates = Poisson.interval(overall.alarms)
    return [
      TrendTarget(
        name: "false_alarms_per_1000_topic_days", value: overall.topicPeriods == 0 ? nil : overall.rate, goal: budget,
        isMost: true,
        interval: overall.topicPeriods == 0 ? nil : Interval(low: rates.low / days, high: rates.high / days),
        isWithinChance: isWithinChance),
      TrendTarget(
        name: "worst_stratum_over_budget", value: calm.map { $0.rate / budget }.max(), goal: 3, isMost: true),
      share("doubling_at_20_a_day", 20, 2, 0.98), share("tripling_at_3_a_day", 3, 3, 0.9),
      share("half_to_4.5_a_day", 0.5, 9, 0.99),
      TrendTarget(name: "topic_alarms_a_surge_day_per_1000_topics", value: perSurge, goal: 2, isMost: true),
    ]
  }

  private func streamTargets() -> [TrendTarget] {
    func share(_ kind: SeriesTruth.Kind, _ name: String, _ goal: (Int) -> Double, _ isFound: (TrendIncident) -> Bool)
      -> TrendTarget
    {
      let all = incidents.filter { $0.truth.kind == kind }
      let found = Proportion(all.count(where: isFound), of: all.count)
      return TrendTarget(
        name: name, value: found.value, goal: goal(all.count), isMost: false, cases: found,
        interval: found.interval())
    }
    return [
      share(.birth, "births_within_2_days_of_evidence", { _ in 1 }) { $0.delay.map { $0 <= 2 } ?? false },
      // One in six may be missed.
      share(.burst, "bursts_found", { $0 == 0 ? 0 : Double($0 - $0 / 6) / Double($0) }) { $0.alarm != nil },
      TrendTarget(
        name: "false_alarms_in_60_days",
        value: periods == 0 ? nil : Double(overall.alarms) * 60 / Double(max(60, periods)), goal: 2, isMost: true),
    ]
  }
}
