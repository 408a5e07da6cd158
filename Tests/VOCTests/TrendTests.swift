import Statistics
import Testing
import VOC

@Suite struct TrendTests {
  /// Twelve calm topics of ten a day beside one with other counts on some days.
  static func portfolio(_ days: Int, volume: [Int: Double] = [:], _ special: (Int) -> Int) -> [CountSeries] {
    let exposure = (0..<days).map { 1000 * volume[$0, default: 1] }
    let calm = (0..<12).map { topic in
      CountSeries(
        topic: "calm\(topic)", counts: (0..<days).map { Int(exposure[$0] / 100) + ($0 * 7 + topic * 3) % 7 - 3 },
        exposure: exposure)
    }
    return [CountSeries(topic: "special", counts: (0..<days).map(special), exposure: exposure)] + calm
  }

  @Test("A burst is a spike on its first day, and one alarm as long as it lasts")
  func spike() throws {
    let replay = TrendReplay(Self.portfolio(80) { $0 >= 60 && $0 < 65 ? 40 : 9 + $0 % 3 })
    let alarms = replay.alarms(TrendThresholds())
    let alarm = try #require(alarms.first)
    #expect(alarms.count == 1)
    #expect(alarm.series == 0)
    #expect(alarm.kind == .spike)
    #expect(alarm.start == 60)
    #expect(alarm.end >= 64 && alarm.end < 75)
    #expect(try #require(alarm.score).observed == 40)
    #expect(abs(try #require(alarm.score).expected - 10) < 1)
  }

  @Test("Half as much again for weeks is sustained, not a spike")
  func sustained() throws {
    let replay = TrendReplay(Self.portfolio(90) { ($0 >= 60 && $0 < 75 ? 17 : 9) + $0 % 3 })
    let alarm = try #require(replay.alarms(TrendThresholds(scan: 1e-6)).first)
    #expect(alarm.kind == .sustained)
    #expect(alarm.start > 61 && alarm.start < 68)
  }

  @Test("A new topic needs three customers, not three contacts", arguments: [(1, 0), (2, 0), (3, 1), (9, 1)])
  func birth(customers: Int, alarms: Int) throws {
    var series = Self.portfolio(60) { $0 == 50 ? 9 : 0 }
    series[0].customers = series[0].counts.map { min($0, customers) }
    let found = TrendReplay(series).alarms(TrendThresholds())
    #expect(found.count == alarms)
    #expect(found.allSatisfy { $0.kind == .new && $0.start == 50 })
  }

  @Test("A day on which everything sells two and a half times as much is one alarm about the volume")
  func surge() throws {
    let replay = TrendReplay(Self.portfolio(80, volume: [70: 2.5]) { $0 == 70 ? 25 : 9 + $0 % 3 })
    let alarms = replay.alarms(TrendThresholds())
    #expect(alarms.map(\.kind) == [.globalVolume])
    #expect(alarms.map(\.start) == [70])
  }

  @Test("No score looks ahead")
  func causality() throws {
    let series = TrendSimulator(seed: 5).series().prefix(60).map(\.series)
    let whole = TrendReplay(Array(series))
    let cut = TrendReplay(
      series.map { CountSeries(topic: $0.topic, counts: Array($0.counts[..<70]), exposure: Array($0.exposure[..<70])) })
    for period in 0..<70 {
      for index in series.indices { #expect(whole[period, index] == cut[period, index]) }
    }
  }

  @Test("Short, empty and silent histories raise nothing", arguments: [0, 1, 13, 40])
  func shortHistory(days: Int) {
    let silent = CountSeries(
      topic: "a", counts: Array(repeating: 0, count: days), exposure: Array(repeating: 0, count: days))
    #expect(TrendReplay([silent]).alarms(TrendThresholds()).isEmpty)
    #expect(TrendReplay([]).alarms(TrendThresholds()).isEmpty)
    #expect(TrendCalibration(likeness: [silent], TrendSettings(), budget: 1, seed: 1).topicPeriods == 0)
  }

  @Test("Drawn counts have the mean and the scatter asked for")
  func draws() {
    // A calm portfolio of one stratum: variance over mean must be about two, as the simulator documents.
    var simulator = TrendSimulator(seed: 11)
    simulator.repeats = 0
    simulator.surges = []
    simulator.growth = 0
    let series = simulator.series().filter { $0.level == 20 }.map(\.series)
    var sum = 0.0
    var expected = 0.0
    var squares = 0.0
    for one in series {
      for (count, exposure) in zip(one.counts, one.exposure) {
        // The mean day of a week is 0.9357 of 2000.
        let mean = exposure / 93.5714
        sum += Double(count)
        expected += mean
        squares += (Double(count) - mean) * (Double(count) - mean) / mean
      }
    }
    let periods = Double(series.count * simulator.days)
    #expect(abs(sum / expected - 1) < 0.01)
    #expect(abs(squares / periods - 1.96) < 0.12)
  }

  @Test("At a calibrated false alarm in 1,000 topic-days the stated shares are found", arguments: [UInt64(21)])
  func power(seed: UInt64) throws {
    var simulator = TrendSimulator(seed: seed)
    simulator.repeats = 20
    simulator.calm = 40
    let trial = TrendTrial(simulator)
    let series = trial.series.map(\.series)
    let settings = TrendSettings()
    let calibration = TrendCalibration(likeness: series, settings, budget: 1, seed: seed, topicPeriods: 50_000)
    #expect(calibration.achieved <= 1 && calibration.achieved > 0.9)
    let evaluation = TrendEvaluation(
      trial.series, truths: trial.truths, TrendReplay(series, settings), calibration.thresholds)
    func share(_ level: Double, _ multiple: Double) throws -> Double {
      try #require(
        evaluation.detections.first { $0.kind == .burst && $0.level == level && $0.multiple == multiple }?.found.value)
    }
    #expect(evaluation.overall.rate < 1.5)
    #expect(evaluation.calm.allSatisfy { $0.rate <= 3 })
    #expect(try share(20, 2) >= 0.95)
    #expect(try share(3, 3) >= 0.85)
    #expect(try share(0.5, 9) >= 0.95)
    #expect(evaluation.volumeAlarms.map(\.start) == [90, 125])
    #expect(evaluation.surgeAlarms <= 3)
    let births = evaluation.detections.filter { $0.kind == .birth }
    #expect(births.allSatisfy { $0.found.successes == $0.found.total && $0.delays.last ?? 9 <= 3 })
  }
}
