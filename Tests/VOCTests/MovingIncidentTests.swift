import Testing

@testable import VOC

/// Incidents whose texts change topics from day to day.
@Suite struct MovingIncidentTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    /// Days on which the first and the second series hold the incident's texts.
    var first: ClosedRange<Int>?
    var second: ClosedRange<Int>?
    /// Alarms by series and day, each three days long.
    var alarms: [(series: Int, day: Int)]
    var found: Int?
    var falseAlarms: Int
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "the topic that holds it on the day", first: 20...21, second: 22...30, alarms: [(0, 21), (1, 22)],
      found: 21, falseAlarms: 0),
    Case(name: "only the new topic", first: nil, second: 22...30, alarms: [(1, 22)], found: 22, falseAlarms: 0),
    Case(
      name: "a topic that held it before is a stranger again", first: 5...10, second: 20...30, alarms: [(0, 24)],
      found: nil, falseAlarms: 1),
    Case(
      name: "an open alarm counts from the day it shows the incident", first: nil, second: 22...30, alarms: [(1, 21)],
      found: 22, falseAlarms: 1),
  ]

  @Test(arguments: cases) func finds(_ one: Case) {
    var places: [Int: [Int]] = [:]
    for day in 0..<40 {
      places[day] = [one.first, one.second].enumerated().compactMap { $1?.contains(day) ?? false ? $0 : nil }
    }
    let truth = SeriesTruth(kind: .birth, start: 20, end: 28, multiple: 1, places: places)
    let series = CountSeries(
      topic: "t", counts: [Int](repeating: 5, count: 40), exposure: [Double](repeating: 100, count: 40))
    let labelled = (0..<2).map { _ in LabelledSeries(series: series, level: 0, truth: nil) }
    let evaluation = TrendEvaluation(
      labelled, truths: [[truth], []],
      alarms: one.alarms.map {
        TrendAlarm(series: $0.series, kind: .spike, start: $0.day, end: $0.day + 2, score: nil)
      }, periods: 40, perDay: 1, minimumCustomers: 3
    ) { _, _ in true }
    #expect(evaluation.incidents.first?.alarm?.start == one.found)
    #expect(evaluation.falseAlarms.count == one.falseAlarms)
  }
}
