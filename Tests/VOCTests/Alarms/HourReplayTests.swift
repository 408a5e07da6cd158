import Statistics
import Testing
import VOC

/// Ticks by hour over a drawn history, small: what they find, and that they are as calm as the budget says.
@Suite struct HourReplayTests {
  static func trial() -> TrendTrial {
    var simulator = TrendSimulator(seed: 5)
    (simulator.days, simulator.start, simulator.duration) = (49, 46, 3)
    (simulator.repeats, simulator.calm, simulator.surges, simulator.perDay) = (1, 2, [], 24)
    return TrendTrial(simulator)
  }

  @Test("Hours add up to days, and incidents lie in hours")
  func shape() throws {
    let trial = Self.trial()
    #expect(trial.series.allSatisfy { $0.series.length == 49 * 24 })
    let day = try #require(trial.days.first)
    #expect(day.counts.count == 49 && day.exposure.count == 49)
    #expect(day.counts[7] == trial.series[0].series.counts[168..<192].reduce(0, +))
    #expect(trial.truths.joined().allSatisfy { $0.start == 46 * 24 })
    // Nights are quiet.
    let volume = trial.series[0].series.exposure
    #expect(volume[3] * 4 < volume[10])
  }

  @Test("A ninefold rate is told within hours, and calm series are left alone")
  func detection() throws {
    let trial = Self.trial()
    let evaluation = try TrendEvaluation(hoursOf: trial, first: 45, TrendThresholds())
    #expect(evaluation.perDay == 24 && evaluation.periods == 49)
    // Judged in days: four days of two calm series in each stratum, one of what has an incident.
    #expect(evaluation.overall.topicPeriods == 4 * (2 * 4 + 4 * 1) + 2 * 1)
    #expect(evaluation.overall.alarms <= 1)
    func found(_ level: Double) throws -> TrendEvaluation.Detection {
      try #require(evaluation.detections.first { $0.kind == .burst && $0.level == level && $0.multiple == 9 })
    }
    for level in [20.0, 100] {
      let detection = try found(level)
      #expect(detection.found.successes == 1)
      // Two looks confirm.
      #expect(try #require(detection.delays.first) <= 24)
    }
    #expect(evaluation.detections.contains { $0.found.successes == 0 })
  }
}
