import Foundation
import TestSupport
import Testing
import Transcripts

@testable import QA

/// Totals: histograms, merging, levels, the history of customers.
@Suite struct SummaryTests {
  private func times(_ count: Int, seed: UInt64, spread: UInt64) -> [Int64] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Int64(generator.next() % spread) }
  }

  @Test(arguments: [(500, UInt64(300)), (5000, 10_000_000), (2000, 1500)])
  func histogramsMergeInAnyOrder(_ example: (count: Int, spread: UInt64)) {
    let all = times(example.count, seed: 7, spread: example.spread)
    var whole = DurationHistogram()
    for time in all { whole.add(time) }
    for parts in [2, 3, 7] {
      var pieces = Array(repeating: DurationHistogram(), count: parts)
      for (index, time) in all.enumerated() { pieces[index % parts].add(time) }
      var forward = DurationHistogram()
      for piece in pieces { forward.merge(piece) }
      var backward = DurationHistogram()
      for piece in pieces.reversed() { backward.merge(piece) }
      #expect(forward == whole)
      #expect(backward == whole)
    }
    let sorted = all.sorted()
    for percent in [1, 25, 50, 90, 95, 99, 100] {
      let exact = sorted[max(1, (all.count * percent + 99) / 100) - 1]
      let found = try! #require(whole.percentile(percent))
      #expect(whole.isExact ? found == exact : abs(found - exact) <= max(1, exact / 256))
    }
    #expect(whole.isExact == (Set(all).count <= DurationHistogram.exactLimit))
  }

  @Test func levelsSayHowSureTheyAre() throws {
    let level = try ServiceLevel("80% within 30s")
    for (met, missed, expected) in [
      (80, 20, LevelTally.Judgement.metUncertain), (100, 0, .met), (79, 21, .missedUncertain), (10, 90, .missed),
      (3, 0, .metUncertain),
    ] {
      var tally = LevelTally()
      for _ in 0..<met { tally.add(.duration(30_000), level) }
      for _ in 0..<missed { tally.add(.duration(30_001), level) }
      #expect(tally.judgement(level) == expected)
    }
    var never = LevelTally()
    never.add(.never(.noReply), level)
    #expect(never.missed == 1 && never.never == 1 && never.met == 0)
    #expect(LevelTally().judgement(level) == nil)
  }

  @Test(arguments: [
    "first_response_human: 80% within 30s", "queue_wait: 99.5% within 0.5s where queue=refund,crm.tier=gold",
  ]) func levelsReadWhatTheyWrite(_ text: String) throws { #expect(try ServiceLevel(text).text == text) }

  // MARK: History

  private static let day: Int64 = 86_400_000

  private func visit(_ customer: UInt64, day: Double, marks: ContactHistory.Visit.Marks = []) -> ContactHistory.Visit {
    ContactHistory.Visit(
      customer: customer, contact: UInt64(day * 100), start: Int64(day * Double(Self.day)), followed: Int64.min,
      marks: marks.rawValue, group: -1)
  }

  private func outcomes(_ visits: [ContactHistory.Visit]) -> [[MetricValue]] {
    var history = ContactHistory()
    for visit in visits { history.add(visit) }
    var result: [(Int64, [MetricValue])] = []
    history.forEachOutcome(repeatDays: 7, followUpDays: 3) { visit, values in
      result.append((visit.start, [values.0, values.1, values.2, values.3]))
    }
    return result.sorted { $0.0 < $1.0 }.map(\.1)
  }

  @Test func repeatsAreSeenWithinTheWindow() {
    // Exactly seven days is within; the end of the data is day 40.
    let values = outcomes([visit(1, day: 0), visit(1, day: 7), visit(1, day: 20), visit(2, day: 40)])
    #expect(values.map { $0[0] } == [.flag(true), .flag(false), .flag(false), .notApplicable(.immature)])
    #expect(
      values.map { $0[1] } == [
        .flag(false), .notApplicable(.followsAnother), .flag(true), .notApplicable(.immature),
      ])
  }

  @Test func outboundContactsAreNoRepeats() {
    let values = outcomes([visit(1, day: 0), visit(1, day: 1, marks: .outbound), visit(2, day: 40)])
    #expect(values[0][0] == .flag(false))
    #expect(values[1][0] == .notApplicable(.outbound))
  }

  @Test func callBacksAndFollowUpsCount() {
    let values = outcomes([
      visit(1, day: 0, marks: [.abandoned, .serious]), visit(1, day: 2, marks: .outbound),
      visit(2, day: 5, marks: .abandoned), visit(2, day: 5.5, marks: .outbound), visit(3, day: 39, marks: .serious),
      visit(4, day: 39.5, marks: [.abandoned, .calledBack]), visit(5, day: 40),
    ])
    #expect(values[0][2] == .flag(false))
    #expect(values[0][3] == .flag(true))
    #expect(values[2][2] == .flag(true))
    #expect(values[4][3] == .notApplicable(.immature))
    #expect(values[5][2] == .flag(true))
  }

  /// What is kept of too many customers depends on them alone, not on their order.
  @Test func samplesDoNotDependOnOrder() {
    let visits = (0..<4000).map { visit(StableHash.hash("c\($0 % 1500)"), day: Double($0) / 10) }
    func kept(_ order: [ContactHistory.Visit]) -> Set<ContactHistory.Visit> {
      var history = ContactHistory(capacity: 1000)
      for visit in order { history.add(visit) }
      #expect(history.visits.count <= 1000)
      #expect(history.sampledShare < 1)
      return Set(history.visits)
    }
    let forward = kept(visits)
    #expect(forward.count > 200)
    #expect(forward == kept(visits.reversed()))
  }

  @Test func manyGroupsAreRefused() throws {
    var summary = MetricsSummary(settings: try MetricSettings(), fields: ["id"])
    var contact = try Measured.metrics(Talk.conversation(["客户: a"]), fields: ["id"])
    for index in 0..<MetricsSummary.groupLimit {
      contact.groups = ["\(index)"]
      try summary.add(contact)
    }
    contact.groups = ["one more"]
    #expect(throws: ToolError.self) { try summary.add(contact) }
  }

  // MARK: Pages and records

  @Test func referencePageIsCurrent() throws {
    let path = repository.appendingPathComponent("docs/metrics.md")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(MetricsReference.page().utf8).write(to: path)
      Issue.record("recorded docs/metrics.md; look at the change and run again without RECORD")
    }
    #expect(
      try String(contentsOf: path, encoding: .utf8) == MetricsReference.page(),
      "docs/metrics.md is old: qa-cli metrics definitions > docs/metrics.md")
  }

  @Test func recordsFitTheirSchemas() throws {
    var settings = try MetricSettings()
    settings.levels = [try ServiceLevel("80% within 30s"), try ServiceLevel("queue_wait: 80% within 20s")]
    settings.fields.set(.customer, to: "participant")
    let fields = ["channel", "agent"]
    let worker = try MetricsWorker(
      reader: MetricsReader(settings: settings, fields: fields), fields: fields, detail: .leg,
      decoding: DecodingOptions())
    var summary = MetricsSummary(settings: settings, fields: fields)
    var encoder = JSONRecordEncoder()
    for name in ["finance-zh", "online-service-zh", "online-service-en"] {
      let path = repository.appendingPathComponent("transcripts/\(name).ndjson").path
      let source = ConversationSource([InputFile(path)], limits: .default)
      while let batch = try source.next() {
        let measured = worker.process(batch)
        encoder.writer.append(
          lines: { () -> JSONWriter in
            var writer = JSONWriter()
            writer.raw(Array(measured.text.dropLast()))
            writer.newline()
            return writer
          }())
        for entry in measured.entries { try summary.add(entry.metrics) }
      }
    }
    let records = MetricRecords(fields: fields)
    records.write(summary, isPartial: false, into: &encoder)
    records.write(summary, isPartial: true, into: &encoder)
    var seen: [String: Int] = [:]
    for line in encoder.bytes.split(separator: 0x0A) {
      let value = try JSONTree(line)
      let name = try #require(value["schema"]?.string).replacing("/", with: "-")
      seen[name, default: 0] += 1
      let schema = try JSONSchema(
        Data(contentsOf: repository.appendingPathComponent("docs/schemas/\(name).schema.json")))
      let problems = schema.problems(with: value)
      #expect(problems.isEmpty, "\(name): \(problems.joined(separator: "; "))")
      #expect(Set(value.members.keys).isSubset(of: schema.propertyNames))
    }
    #expect(
      Set(seen.keys) == [
        "metrics-1", "metric-1", "metrics_run-1", "service_level-1", "metric_hour-1", "metric_visits-1",
      ])
    // What was written reads back as the same summary.
    var part = JSONRecordEncoder()
    records.write(summary, isPartial: true, into: &part)
    var again = JSONRecordEncoder()
    records.write(try MetricsSummaryReader.read(part.bytes, name: "part"), isPartial: true, into: &again)
    #expect(part.bytes == again.bytes)
  }

  @Test(arguments: [
    "{}", "not json", "{\"schema\":\"metric/1\"}", "{\"schema\":\"metrics_run/1\"}",
    "{\"schema\":\"metrics_run/1\",\"fields\":[],\"within\":[\"soon\"],\"levels\":[],\"repeat_days\":7,\"follow_up_days\":3,\"zone\":\"UTC\",\"business_hours\":false}",
    "",
  ]) func brokenPartsAreRefused(_ line: String) {
    #expect(throws: ToolError.self) { try MetricsSummaryReader.read(Array(line.utf8), name: "part") }
  }
}
