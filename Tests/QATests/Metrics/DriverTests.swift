import Foundation
import Statistics
import TestSupport
import Testing
import Transcripts

@testable import QA

/// Drivers of ratings: what was planted is found, what was not is not, and confounders are named.
@Suite struct DriverTests {
  static let features = [
    DriverFeature(kind: .item, id: "asked", title: .init("询问", "Asked"), unit: .flag),
    DriverFeature(kind: .metric, id: "wait", title: .init("等待", "Wait"), unit: .seconds),
    DriverFeature(kind: .metric, id: "noise", title: .init("噪声", "Noise"), unit: .seconds),
    DriverFeature(kind: .item, id: "rare", title: .init("罕见", "Rare"), unit: .flag),
  ]

  /// Contacts whose rating depends on an item and on the wait, or on the channel alone.
  private func table(_ count: Int, seed: UInt64, byChannel: Bool, planted: Bool = true) -> DriverTable {
    var table = DriverTable(features: Self.features, confounders: ["channel", "product"])
    var generator = TestSupport.SeededGenerator(seed: seed)
    func chance() -> Double { Double.random(in: 0..<1, using: &generator) }
    for index in 0..<count {
      let channel = chance() < 0.5 ? "call" : "chat"
      var asked = chance() < 0.5
      let wait = chance() * 100 + (byChannel && channel == "call" ? 100 : 0)
      if byChannel { asked = chance() < (channel == "chat" ? 0.8 : 0.2) }
      var high = 0.5
      if byChannel {
        high = channel == "chat" ? 0.75 : 0.25
      } else if planted {
        high += (asked ? 0.15 : -0.15) - (wait - 50) / 250
      }
      let rating = chance() < high ? "5" : chance() < 0.5 ? "4" : "2"
      table.add(
        .init(
          hash: StableHash.hash("\(index)"), rating: rating,
          values: [asked ? 1 : 0, Float(wait), Float(chance()), index < 5 ? 1 : .nan],
          confounders: [channel, "one"]))
    }
    table.add(nil)
    return table
  }

  @Test func findsWhatWasPlanted() throws {
    let analysis = try #require(DriverAnalysis(table(1500, seed: 3, byChannel: false)))
    #expect(analysis.high == ">= 5")
    let found = Dictionary(uniqueKeysWithValues: analysis.findings.map { ($0.feature.id, $0) })
    let asked = try #require(found["asked"])
    #expect(asked.isReported && asked.area.value > 0.5 && (asked.odds?.value ?? 0) > 1)
    #expect((asked.jointOdds?.value ?? 0) > 1)
    let wait = try #require(found["wait"])
    #expect(wait.isReported && wait.area.value < 0.5 && (wait.correlation?.value ?? 0) < 0)
    #expect(found["noise"]?.isReported == false)
    #expect(found["rare"] == nil && analysis.tooFew == 1)
    #expect(analysis.confounders.map(\.field) == ["channel"])
    #expect(analysis.constantConfounders == ["product"])
    #expect(analysis.sentence(asked).zh.contains("「询问」为是时高分占"))
    #expect(analysis.sentence(wait).en.contains("smaller"))
    #expect(analysis.limits(contacts: 1501, rated: 1500).contains { $0.en.contains("1500 of 1501") })
  }

  /// What the channel explains is told as such.
  @Test func namesConfounders() throws {
    let analysis = try #require(DriverAnalysis(table(1500, seed: 5, byChannel: true)))
    for id in ["asked", "wait"] {
      let finding = try #require(analysis.findings.first { $0.feature.id == id })
      #expect(finding.q <= 0.05)
      #expect(finding.isExplainedByConfounders)
      #expect(analysis.sentence(finding).zh.contains("考虑channel之后不再成立"))
      #expect(analysis.sentence(finding).en.contains("once channel is held"))
    }
  }

  /// Where nothing was planted almost nothing is reported.
  @Test func seldomCriesWolf() throws {
    var reported = 0
    for seed in 0..<60 {
      let analysis = try #require(
        DriverAnalysis(table(200, seed: UInt64(seed) &* 7919, byChannel: false, planted: false)))
      if analysis.findings.contains(where: \.isReported) { reported += 1 }
    }
    #expect(reported <= 8)
  }

  @Test func needsBothKindsOfRating() {
    var table = DriverTable(features: Self.features, confounders: [])
    for index in 0..<100 {
      table.add(.init(hash: UInt64(index), rating: "5", values: [1, 2, 3, 4], confounders: []))
    }
    #expect(DriverAnalysis(table) == nil)
    #expect(DriverAnalysis(table, threshold: "good") == nil)
  }

  @Test func recordsFitTheirSchemas() throws {
    var encoder = JSONRecordEncoder()
    let table = table(300, seed: 9, byChannel: false)
    let analysis = try #require(DriverAnalysis(table))
    DriverRecords.write(
      analysis, label: "csat", contacts: table.contacts, rated: table.rated, isChinese: true, into: &encoder)
    var seen: Set<String> = []
    for line in encoder.bytes.split(separator: 0x0A) {
      let value = try JSONTree(line)
      let name = try #require(value["schema"]?.string).replacing("/", with: "-")
      seen.insert(name)
      let schema = try JSONSchema(
        Data(contentsOf: repository.appendingPathComponent("docs/schemas/\(name).schema.json")))
      #expect(schema.problems(with: value).isEmpty)
      #expect(Set(value.members.keys).isSubset(of: schema.propertyNames))
    }
    #expect(seen == ["drivers_run-1", "driver-1"])
  }
}
