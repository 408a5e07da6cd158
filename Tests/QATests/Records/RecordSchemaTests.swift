import Foundation
import TestSupport
import Testing
import Transcripts

@testable import QA

/// Every record the toolkit writes fits the schema that is published for it.
@Suite struct RecordSchemaTests {
  static let names = [
    "evaluation-1",
    "finding-1",
    "item-1",
    "question-1",
    "quarantine-1",
    "run-1",
    "difference-1",
    "backtest-1",
    "occurrence-1",
    "comparison-1",
    "near_miss-1",
    "sentiment-1",
    "sentiment-evaluation-1",
    "sentiment-model-1",
  ]

  private func schema(_ name: String) throws -> JSONSchema {
    try JSONSchema(Data(contentsOf: repository.appendingPathComponent("docs/schemas/\(name).schema.json")))
  }

  private func check(_ lines: [UInt8], _ name: String, least: Int = 1) throws {
    let schema = try schema(name)
    var seen: Set<String> = []
    var count = 0
    for line in lines.split(separator: 0x0A) {
      let value = try JSONTree(line)
      let problems = schema.problems(with: value)
      #expect(problems.isEmpty, "\(problems.joined(separator: "\n")) in \(String(decoding: line, as: UTF8.self))")
      seen.formUnion(value.members.keys)
      count += 1
    }
    #expect(count >= least)
    #expect(
      seen.isSubset(of: schema.propertyNames), "fields nobody described: \(seen.subtracting(schema.propertyNames))")
  }

  @Test func areAllThere() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: repository.appendingPathComponent("docs/schemas").path)
    let described = files.filter {
      $0.hasSuffix(".schema.json") && !$0.hasPrefix("conversation") && !$0.hasPrefix("rulebook")
    }
    let metrics = ["metrics-1", "metric-1", "metrics_run-1", "service_level-1", "metric_hour-1", "metric_visits-1"]
    #expect(Set(described).isSuperset(of: (Self.names + metrics).map { $0 + ".schema.json" }))
    for name in Self.names { #expect(try schema(name).problems(with: .object([:])).isEmpty == false) }
  }

  @Test(arguments: ["finance-zh", "online-service-zh", "online-service-en"]) func describeResults(_ name: String) throws
  {
    let book = try Bundled.book(name == "finance-zh" ? "finance-compliance-zh" : name)
    let streams = RecordKind.allCases.map { kind in RecordStream(kind) { JSONRecordEncoder() } }
    let worker = try ScoringWorker(
      book: book, streams: streams, fields: ["team"], decoding: DecodingOptions(),
      metrics: MetricsReader(settings: MetricSettings()))
    let path = repository.appendingPathComponent("transcripts/\(name).ndjson").path
    let source = ConversationSource([InputFile(path)], limits: .default)
    var out: [[UInt8]] = [[], [], []]
    while let batch = try source.next() {
      let scored = worker.process(batch)
      for index in out.indices { out[index] += scored.streams[index] }
      #expect(scored.quarantined.isEmpty)
    }
    for (index, kind) in RecordKind.allCases.enumerated() { try check(out[index], "\(kind.rawValue)-1", least: 15) }
  }

  /// Records with everything rare: keys, unknown times, fatal and open items, absences, near misses.
  @Test func describeRareFields() throws {
    let book = try book(
      """
      rulebook: t
      version: 1
      rules:
        - {id: a, forbid: {keyword: {any: [保本]}, role: agent, negation: drop}}
        - {id: b, require: {similar: {to: [请问还有其他可以帮您]}, role: agent}}
        - {id: c, forbid: {gap: {seconds: 1}}}
        - {id: d, as: tag, forbid: {keyword: {any: [投诉]}, role: customer}}
        - {id: e, as: merit, forbid: {keyword: {any: [谢谢]}, role: agent}}
      scorecard:
        bonus_cap: 1
        bands: {优: 95}
        sections:
          - id: s
            cap: 10
            items: [{rule: a, fatal: evaluation}, {rule: b, deduct: 20}, {rule: c, deduct: 1, per: finding, max: 1}, {rule: e, add: 3}]
          - {id: t, items: [{id: q, ask: 好吗, answers: {是: 0, 否: 5, 不适用: n/a}}]}
      """)
    let records = ResultRecords(book: book, fields: ["team"])
    let evaluator = try Evaluator(book: book)
    var encoders = Array(repeating: JSONRecordEncoder(), count: 3)
    for (talk, times) in [
      (["客户: 我要投诉", "坐席: 保本", "坐席: 不能承诺保本，请问还有别的可以帮到您"], [0, 9, 99]), (["客户: 在", "坐席: 谢谢"], []),
      (["坐席: 您好"], []), (["客户: 在", "坐席1: 您好", "坐席2: 保本"], []),
    ] as [([String], [Int])] {
      var conversation = Talk.conversation(talk, times: times)
      conversation.key = Array("{\"k\":[1,null]}".utf8)
      let evaluations = evaluator.evaluate(&conversation)
      for evaluation in evaluations {
        records.write(evaluation, of: conversation, into: &encoders[0])
        records.writeItems(evaluation, of: conversation, into: &encoders[1])
        records.writeFindings(evaluation, of: conversation, into: &encoders[2])
      }
    }
    for (index, name) in ["evaluation-1", "item-1", "finding-1"].enumerated() { try check(encoders[index].bytes, name) }
    let text = String(decoding: encoders[0].bytes, as: UTF8.self)
    for part in [
      "\"nearest\"", "\"similarity\"", "\"searched\"", "\"tags\":[\"d\"]", "\"kind\":\"fatal\"", "\"ask\"",
      "\"measure\"",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func describeQuarantine() throws {
    let bytes = Array("{\"id\":1,\"turns\":[{\"text\":7}]}\nnot json\n{\"id\":\"\u{1}".utf8) + [0xFF, 0x0A]
    let chunk = LineChunk(bytes)
    var writer = QuarantineWriter(inputs: [InputFile("a.ndjson")])
    let decoder = ConversationDecoder()
    var conversation = Conversation()
    for (index, line) in chunk.lines.enumerated() {
      do throws(RecordProblem) {
        try decoder.decode(line, of: chunk, into: &conversation)
        Issue.record("line \(index + 1) is good")
      } catch {
        writer.append(QuarantinedRecord(line, of: chunk, problem: error, keepingRaw: index == 0))
      }
    }
    try check(writer.writer.bytes, "quarantine-1", least: 3)
  }

  /// Totals and comparisons, as the command line wrote them for the bundled conversations.
  @Test(arguments: [("run-1", "run-1.json"), ("comparison-1", "comparison-1.ndjson")])
  func describeSamples(_ name: String, _ file: String) throws {
    let url = repository.appendingPathComponent("Tests/QATests/Golden/\(file)")
    try check(Array(Data(contentsOf: url)), name)
  }

  /// Near misses fit their schema, name their guard and stand where they say.
  @Test func describeNearMisses() throws {
    let book = try Bundled.book("finance-compliance-zh")
    let evaluator = try Evaluator(book: book)
    var encoder = JSONRecordEncoder()
    var refusals: Set<String> = []
    try StoredConversations.forEach(repository.appendingPathComponent("transcripts/finance-zh.ndjson").path) {
      var conversation = $0
      let reports = evaluator.nearMisses(in: &conversation)
      NearMissRecords.write(reports, of: conversation.id, book: book, into: &encoder)
      for report in reports {
        refusals.insert(report.refusedBy)
        let turn = try #require(Passage.turn(report.turn, of: conversation))
        let scalars = Array(conversation.string(of: turn).unicodeScalars)
        if let range = report.characters {
          #expect(String(String.UnicodeScalarView(scalars[range])) == report.text)
        }
      }
    }
    #expect(refusals.isSuperset(of: ["role", "exclude"]), "\(refusals)")
    try check(encoder.bytes, "near_miss-1", least: 5)
  }
}
