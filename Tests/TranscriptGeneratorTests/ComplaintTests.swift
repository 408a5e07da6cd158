import Foundation
import Testing
import TranscriptGenerator

@Suite struct ComplaintTests {
  private func generate(_ corpus: ComplaintCorpus, seed: UInt64) throws -> ComplaintGenerator.Output {
    let yaml = try String(
      contentsOf: SurveyTests.transcripts.appendingPathComponent(corpus.materialPath), encoding: .utf8)
    return try ComplaintGenerator(language: corpus.rawValue, yaml: yaml).generate(seed: seed)
  }

  private struct Record: Decodable {
    struct Turn: Decodable {
      var role: String
      var at: String
      var text: String
    }
    var id: String
    var startedAt: String
    var turns: [Turn]

    enum CodingKeys: String, CodingKey {
      case id, turns
      case startedAt = "started_at"
    }
  }

  private func records(_ bytes: [UInt8]) throws -> [String: Record] {
    let all = try bytes.split(separator: 0x0A).map { try JSONDecoder().decode(Record.self, from: Data($0)) }
    return Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
  }

  @Test(arguments: ComplaintCorpus.allCases) func isGenerated(_ corpus: ComplaintCorpus) throws {
    let output = try generate(corpus, seed: ComplaintCorpus.seed)
    let folder = SurveyTests.transcripts
    #expect(try Data(contentsOf: folder.appendingPathComponent(corpus.recordsPath)) == Data(output.records))
    #expect(
      try Data(contentsOf: folder.appendingPathComponent(corpus.truthPath)) == Data(ComplaintTruth.json(output)))
  }

  /// Every customer turn is in the truth once, with a known topic, and no other turn is.
  @Test(arguments: ComplaintCorpus.allCases, [ComplaintCorpus.seed, 3]) func everyUnitIsLabelled(
    _ corpus: ComplaintCorpus, _ seed: UInt64
  ) throws {
    let output = try generate(corpus, seed: seed)
    let records = try records(output.records)
    let labelled = Set(output.units.map { "\($0.conversation) \($0.turn)" })
    #expect(labelled.count == output.units.count)
    var customers: Set<String> = []
    for record in records.values {
      for (index, turn) in record.turns.enumerated() where turn.role == "customer" {
        customers.insert("\(record.id) \(index + 1)")
      }
    }
    #expect(labelled == customers)
    let topics = Set(output.topics.map(\.id))
    #expect(topics.isSuperset(of: output.units.compactMap(\.topic)))
    #expect(Set(output.units.compactMap(\.topic)) == topics)
    let wordings = Set(output.units.map { records[$0.conversation]?.turns[$0.turn - 1].text ?? "" })
    #expect(wordings.count * 10 > output.units.count * 6)
  }

  /// What the truth says happens, happens: a birth after silence, a burst within its hours, a split without overlap.
  @Test(arguments: ComplaintCorpus.allCases, [ComplaintCorpus.seed, 3]) func eventsHappen(
    _ corpus: ComplaintCorpus, _ seed: UInt64
  ) throws {
    let output = try generate(corpus, seed: seed)
    let records = try records(output.records)
    #expect(Set(output.events.map(\.type)) == ["born", "burst", "split"])
    func times(_ topic: String) -> [String] {
      output.units.filter { $0.topic == topic && $0.type == "complaint" }.compactMap {
        records[$0.conversation]?.startedAt
      }
    }
    for event in output.events {
      let times = times(event.topic)
      switch event.type {
      case "born":
        #expect(times.allSatisfy { $0 >= event.from } && times.count > 20)
      case "burst":
        let until = try #require(event.until)
        let inside = times.count { $0 >= event.from && $0 < until }
        #expect(inside > 2 * (times.count - inside))
        #expect(times.count > inside)
      default:
        #expect(times.allSatisfy { $0 < event.from } && !times.isEmpty)
        #expect(event.into.count == 2)
        for child in event.into { #expect(self.earliest(child, output, records) >= event.from) }
      }
    }
  }

  private func earliest(_ topic: String, _ output: ComplaintGenerator.Output, _ records: [String: Record]) -> String {
    output.units.filter { $0.topic == topic }.compactMap { records[$0.conversation]?.startedAt }.min() ?? ""
  }
}
