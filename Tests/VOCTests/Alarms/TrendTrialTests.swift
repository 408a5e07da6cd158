import Foundation
import TestSupport
import Testing
import Transcripts
import VOC

/// Every shape in which histories and their truth come.
@Suite struct TrendTrialTests {
  let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  /// Forty days of two topics, the second with a burst on days 30 to 32 and the third born on day 25.
  private static func units() -> [(day: Int, topic: String)] {
    (0..<40).flatMap { day -> [(day: Int, topic: String)] in
      let burst = (30...32).contains(day) ? 20 : 5
      return (0..<10).map { _ in (day, "calm") } + (0..<burst).map { _ in (day, "burst, \"quoted\"") }
        + (day >= 25 ? (0..<4).map { _ in (day, "born") } : [])
    }
  }

  private static func date(_ day: Int) -> String { VoiceTime.day(1_772_323_200_000 + Int64(day) * 86_400_000) }

  private static func file(_ shape: String) -> String {
    let units = units()
    func json(_ body: (Int, String) -> String) -> [String] {
      units.map { body($0.day, $0.topic.replacing("\"", with: "\\\"")) }
    }
    switch shape {
    case "ndjson": return json { #"{"day": \#($0), "label": "\#($1)"}"# }.joined(separator: "\n")
    case "times":
      return json { #"{"ts": "\#(date($0))T08:00:00Z", "intent": "\#($1)", "user_id": 7}"# }.joined(separator: "\n")
    case "list":
      return "[\n" + json { #"{"date": "\#(date($0))", "topic": "\#($1)"}"# }.joined(separator: ",\n") + "\n]"
    case "object": return #"{"data": ["# + json { #"{"day": \#($0), "topic": "\#($1)"}"# }.joined(separator: ",") + "]}"
    case "csv":
      return "Day,Label\r\n"
        + units.map { "\($0.day),\"\($0.topic.replacing("\"", with: "\"\""))\"" }.joined(separator: "\r\n")
    default:
      var lines = "date,topic,count\n"
      for day in 0..<40 {
        for topic in Set(units.map(\.topic)) {
          let count = units.count { $0.day == day && $0.topic == topic }
          if count > 0 { lines += "\(date(day)),\"\(topic.replacing("\"", with: "\"\""))\",\(count)\n" }
        }
      }
      return lines
    }
  }

  private static let truths = [
    #"[{"kind": "burst", "label": "burst, \"quoted\"", "start_day": 30, "end_day": 32, "multiplier": 4.0},"#
      + "\n" + #" {"kind": "new_topic", "label": "born", "start_day": 25, "end_day": 39}]"#,
    #"{"events": [{"type": "spike", "topic": "burst, \"quoted\"", "start": 30, "duration": 3}, {"type": "birth", "topic": "born", "start": 25}]}"#,
    "kind,label,start_day,end_day\nburst,\"burst, \"\"quoted\"\"\",\(date(30)),\(date(32))\nnew,born,\(date(25)),\n",
  ]

  @Test(arguments: ["ndjson", "times", "list", "object", "csv", "counts"], [0, 1, 2])
  func streams(shape: String, truth: Int) throws {
    // Whole days as numbers say nothing about dates.
    if truth == 2 && ["ndjson", "object", "csv"].contains(shape) { return }
    try folder.write(Array(Self.file(shape).utf8), to: "in")
    try folder.write(Array(Self.truths[truth].utf8), to: "truth")
    let trial = try TrendTrial(InputFile(folder.file("in")), truth: InputFile(folder.file("truth")))
    #expect(trial.isStream && !trial.findsTopics && trial.unknown == 0)
    #expect(trial.series.map(\.series.topic) == ["born", "burst, \"quoted\"", "calm"])
    #expect(trial.series.allSatisfy { $0.series.length == 40 })
    #expect(trial.series[1].series.counts[29...33] == [5, 20, 20, 20, 5])
    #expect(trial.truths[0].map { [$0.start, $0.end] } == [[25, 39]] && trial.truths[0].first?.kind == .birth)
    #expect(trial.truths[1].map { [$0.start, $0.end] } == [[30, 32]] && trial.truths[1].first?.kind == .burst)
    #expect((trial.series[2].series.customers != nil) == (shape == "times"))
  }

  @Test(arguments: [
    #"{"counts": [1,2,3], "totals": [10,10,10], "base": 2, "mult": 3, "start": 1, "dur": 2}"# + "\n"
      + #"{"counts": [0,0,1], "totals": [10,10,10], "base": 0.5, "mult": 1, "start": null, "dur": null}"#,
    "base,mult,start,dur,counts,totals\n2,3,1,2,1 2 3,10 10 10\n0.5,1,,,0 0 1,10 10 10\n",
    #"[{"counts": [1,2,3], "exposure": [10,10,10], "base": 2, "multiplier": 3, "start_day": 1, "end_day": 2}, {"counts": [0,0,1], "exposure": [10,10,10], "base": 0.5}]"#,
  ])
  func countSeries(text: String) throws {
    try folder.write(Array(text.utf8), to: "in")
    let trial = try TrendTrial(InputFile(folder.file("in")), truth: nil)
    #expect(!trial.isStream && trial.series.count == 2)
    #expect(trial.series[0].series.counts == [1, 2, 3] && trial.series[0].level == 2)
    #expect(trial.truths[0].first.map { [$0.start, $0.end] } == [1, 2] && trial.truths[0].first?.multiple == 3)
    #expect(trial.truths[1].isEmpty && trial.series[1].level == 0.5)
  }

  @Test(arguments: ["", "\n", "{\"label\": \"a\"}\n", "{\"day\": 1}\n", "{\"counts\": [1, 2], \"totals\": [1]}\n"])
  func refuses(text: String) throws {
    try folder.write(Array(text.utf8), to: "in")
    #expect(throws: ToolError.self) { try TrendTrial(InputFile(folder.file("in")), truth: nil) }
  }

  /// Without topics in the records the engine finds them, and labels of the truth are found in its topics.
  @Test func findsTopics() throws {
    let themes = [
      ["refund", "card", "bank", "money", "days", "credited"],
      ["login", "password", "code", "account", "locked", "reset"],
      ["parcel", "courier", "tracking", "delivery", "address", "locker"],
    ]
    var lines = ""
    var number = 0
    for day in 0..<30 {
      for (index, theme) in themes.enumerated() {
        for _ in 0..<(index == 2 && day >= 25 ? 9 : 3) {
          number += 1
          let words = (0..<4).map { theme[(number * 7 + $0 * (number % 5 + 1)) % theme.count] }.joined(separator: " ")
          lines += #"{"day": \#(day), "text": "my \#(words)", "label": "L\#(index)"}"# + "\n"
        }
      }
    }
    try folder.write(Array(lines.utf8), to: "in")
    try folder.write(Array(#"[{"kind": "burst", "label": "L2", "start_day": 25, "end_day": 29}]"#.utf8), to: "truth")
    var fitting = TopicFitting()
    fitting.topicCount = 3
    let topics = TrialTopics(fitting)
    let trial = try TrendTrial(
      InputFile(folder.file("in")), truth: InputFile(folder.file("truth")), always: true
    ) { topics.find($0) }
    #expect(trial.findsTopics && trial.unknown == 0)
    let burst = try #require(trial.truths.firstIndex { !$0.isEmpty })
    let places = [burst] + (trial.truths[burst].first?.others ?? [])
    func count(_ day: Int) -> Int { places.reduce(0) { $0 + trial.series[$1].series.counts[day] } }
    #expect(count(29) >= 6 && count(29) > count(20))
  }
}
