import Foundation
import Statistics
import Store
import TestSupport
import Testing
import Transcripts

@testable import VOC

/// What must hold whatever the order, the threads and the shards: the same bytes, and ids that stay.
@Suite struct TopicRegistryPropertyTests {
  /// The bundled complaints, which a program has written.
  private static let contacts: [String: [Contact]] = {
    var contacts: [String: [Contact]] = [:]
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    for language in ["zh", "en"] {
      let file = package.appendingPathComponent("transcripts/complaints-\(language).ndjson")
      guard let reader = try? ContactReader(), let text = try? String(contentsOf: file, encoding: .utf8) else {
        continue
      }
      contacts[language] = text.split(separator: "\n").compactMap { try? reader.read(decode(String($0))) }
    }
    return contacts
  }()

  private let work: TemporaryDirectory

  init() throws { work = try TemporaryDirectory() }

  private func registry(_ name: String) throws -> TopicRegistry {
    TopicRegistry(try Store(path: work.file(name), schema: StoreSchema(VoiceSchema.migrations)))
  }

  private func fitting(jobs: Int = 1) -> TopicFitting {
    var fitting = TopicFitting()
    fitting.dimensions = 24
    fitting.jobs = jobs
    return fitting
  }

  private func shuffled(_ contacts: [Contact], _ seed: UInt64) -> [Contact] {
    var contacts = contacts
    var generator = Statistics.SeededGenerator(seed: seed)
    generator.shuffle(&contacts)
    return contacts
  }

  /// Everything a reader of the store sees: topics, where every mention is, the model, the digest.
  private func content(_ registry: TopicRegistry) throws -> [String] {
    let table = try VoiceTable(registry)
    let model = try registry.store.read { try registry.model($0).0.encoded() }
    let digest = Digest(table, length: 7 * 86_400_000)
    var encoder = JSONRecordEncoder()
    for entry in digest.entries { DigestRecords.write(entry, of: digest, into: &encoder) }
    let mentions = table.mentions.map { mention in
      "\(table.contacts[mention.contact].conversation) \(mention.turn) \(mention.span) \(mention.topic ?? 0) \(mention.reason ?? "")"
    }
    return table.topics.map { "\($0)" } + mentions.sorted() + [
      "\(SHA256.hash(model))", String(decoding: encoder.bytes, as: UTF8.self),
    ]
  }

  /// A store filled in order with one thread, and one filled shuffled, in four shards, with several threads.
  @Test(arguments: ["zh", "en"]) func theSameStoreWhateverTheOrder(_ language: String) throws {
    let contacts = Array(try #require(Self.contacts[language]).prefix(500))
    #expect(contacts.count == 500)
    let reference = try registry("a.db")
    try reference.take(Array(contacts[..<400]))
    _ = try reference.fit(fitting())
    try reference.take(Array(contacts[400...]))
    _ = try reference.refresh(fitting())
    let expected = try content(reference)
    for seed in 1...2 as ClosedRange<UInt64> {
      let other = try registry("b\(seed).db")
      let first = shuffled(Array(contacts[..<400]), seed)
      for shard in 0..<4 { try other.take(first.enumerated().filter { $0.offset % 4 == shard }.map(\.element)) }
      _ = try other.fit(fitting(jobs: Int(seed) + 1))
      let second = shuffled(Array(contacts[400...]), seed)
      for shard in 0..<4 { try other.take(second.enumerated().filter { $0.offset % 4 == shard }.map(\.element)) }
      _ = try other.refresh(fitting(jobs: Int(seed) + 1))
      let found = try content(other)
      #expect(found.count == expected.count)
      #expect(zip(found, expected).first { $0 != $1 } == nil)
    }
  }

  /// A quarter more data, and at least 97 % of the old texts keep their topic's id.
  @Test(arguments: ["zh", "en"], [1, 2, 3] as [UInt64]) func idsStay(_ language: String, _ seed: UInt64) throws {
    let contacts = shuffled(Array(try #require(Self.contacts[language]).prefix(700)), seed)
    let cut = contacts.count * 4 / 5
    let registry = try registry("v.db")
    try registry.take(Array(contacts[..<cut]))
    let first = try registry.fit(fitting(jobs: 2))
    let before = try VoiceTable(registry).mentions.reduce(into: [UInt64: Int64]()) { $0[$1.key] = $1.topic }
    try registry.take(Array(contacts[cut...]))
    let run = try registry.refresh(fitting(jobs: 2))
    let after = try VoiceTable(registry).mentions.reduce(into: [UInt64: Int64]()) { $0[$1.key] = $1.topic }
    #expect(run.units > first.units && run.before == first.assigned)
    let kept = before.count { after[$0.key] == $0.value }
    #expect(Double(kept) >= 0.97 * Double(before.count), "\(kept) of \(before.count)")
    #expect(kept == run.kept)
  }
}

extension SHA256 {
  /// The hash of bytes.
  fileprivate static func hash(_ bytes: [UInt8]) -> [UInt8] {
    let hash = SHA256()
    hash.update(bytes.span)
    return Array(hash.finish())
  }
}
