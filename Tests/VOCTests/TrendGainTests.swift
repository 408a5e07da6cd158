import Statistics
import Testing

@testable import VOC

@Suite struct TrendGainTests {
  /// ln of the negative binomial's probability, written out: variance is (1 + excess) times the mean.
  static func logProbability(_ count: Int, mean: Double, excess: Double) -> Double {
    let (k, r) = (Double(count), mean / excess)
    return logGamma(k + r) - logGamma(r) - logGamma(k + 1) - r * logarithm(1 + excess)
      + k * logarithm(excess / (1 + excess))
  }

  @Test(arguments: [(0, 0.5), (1, 0.5), (7, 3), (40, 20), (200, 90), (201, 90), (5000, 4000)])
  func ratio(count: Int, mean: Double) {
    for (excess, factor) in [(1.0, 2.2), (0.001, 3.5), (2.5, 3.5)] {
      let found = TrendGain.logRatio(count, mean: mean, excess: excess, factor: factor)
      let expected =
        Self.logProbability(count, mean: factor * mean, excess: excess)
        - Self.logProbability(count, mean: mean, excess: excess)
      #expect(abs(found - expected) < 1e-6 * max(1, abs(expected)))
    }
  }

  @Test("A rare topic nine times as frequent, a few at a time, is told by the second factor")
  func factors() throws {
    let exposure = [Double](repeating: 1000, count: 70)
    let baseline = try #require(
      Baseline(
        CountSeries(topic: "a", counts: (0..<70).map { $0 % 2 }, exposure: exposure), 0..<35, winsorisation: 3))
    func gain(_ factors: [Double]) -> Double {
      var settings = TrendSettings()
      settings.gainFactors = factors
      var gain = TrendGain(settings)
      for _ in 0..<6 { gain.take(4, mean: 0.5, baseline, dispersion: 2, settings) }
      return gain.best
    }
    #expect(gain([1.5]) < 5)
    #expect(gain([1.5, 3.5]) > 8)
  }

  @Test("Evaluations of several histories add up")
  func addition() {
    func evaluation(_ seed: UInt64) -> TrendEvaluation {
      var simulator = TrendSimulator(seed: seed)
      (simulator.repeats, simulator.calm, simulator.days, simulator.start) = (2, 5, 60, 40)
      simulator.surges = []
      let trial = TrendTrial(simulator)
      return TrendEvaluation(
        trial.series, truths: trial.truths, TrendReplay(trial.series.map(\.series)),
        TrendThresholds(scan: 0.01, gain: 4))
    }
    let (a, b) = (evaluation(1), evaluation(2))
    var both = a
    both.add(b)
    #expect(both.histories == 2 && both.overall.topicPeriods == a.overall.topicPeriods + b.overall.topicPeriods)
    #expect(both.overall.alarms == a.overall.alarms + b.overall.alarms && both.overall.alarms > 0)
    #expect(both.detections.count == a.detections.count)
    for (index, one) in both.detections.enumerated() {
      #expect(one.found.total == 4 && one.delays.count == one.found.successes)
      #expect(one.found.successes == a.detections[index].found.successes + b.detections[index].found.successes)
    }
  }

  @Test(
    "A budget is met strictly, by chance, or not",
    arguments: [(100, true, true), (115, false, true), (130, false, false)])
  func budget(alarms: Int, strictly: Bool, met: Bool) throws {
    var evaluation = TrendEvaluation([], truths: [], TrendReplay([]), TrendThresholds())
    evaluation.calm = [.init(level: 1, alarms: alarms, topicPeriods: 100_000)]
    let target = try #require(evaluation.targets(budget: 1, isStream: false).first)
    #expect(target.isMetStrictly == strictly && target.isMet == met)
    let interval = try #require(target.interval)
    #expect(interval.contains(Double(alarms) / 100) && interval.high - interval.low < 0.5)
  }
}
