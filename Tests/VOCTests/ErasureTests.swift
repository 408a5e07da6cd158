import Foundation
import GRDB
import Store
import Testing
import TextAnalysis
import Transcripts
import VOC

/// Erasing customers from a registry: labels, phrases, shared texts, and never coming back.
@Suite struct ErasureTests {
  private let store: Store
  private let registry: TopicRegistry

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("erase-\(UUID().uuidString)").path
    store = try Store(path: "\(folder)/v.db", schema: StoreSchema(VoiceSchema.migrations))
    registry = TopicRegistry(store)
  }

  private func contact(_ id: String, _ customer: String, _ text: String, day: Int = 0) throws -> Contact {
    var conversation = Conversation()
    conversation.id = id
    conversation.startedAt = 1_772_000_000_000 + Int64(day) * 86_400_000
    conversation.timeBasis = .absolute
    conversation.participants = [Participant(id: customer, role: .customer)]
    conversation.fingerprint = Fingerprint(identifier: StableHash.hash(id), content: 1)
    conversation.append(Turn(start: 0, end: 0, role: .customer, participant: 0), text: text.utf8)
    return try ContactReader().read(conversation)
  }

  private func topic(_ label: String, _ phrases: [String]) throws {
    try store.write {
      try $0.execute(
        sql: "INSERT INTO topic(label, phrases) VALUES (?, ?)", arguments: [label, phrases.joined(separator: "\n")])
    }
  }

  private func texts(_ table: String) throws -> [String] {
    try store.read { try Data.fetchAll($0, sql: "SELECT text FROM \(table) ORDER BY text") }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// Phrases that others say too stay; those that only the erased customer said go, and with them the label.
  @Test func wordsOfTopicsGoWithTheirOnlySpeaker() throws {
    try registry.take([
      contact("c1", "a", "黄鹂紫电的退款没到账"), contact("c2", "b", "退款 没到账怎么办"),
      contact("c3", "a", "Where is my Zyzzyva order"),
    ])
    try topic("黄鹂紫电 / 退款 没到账", ["黄鹂紫电", "退款 没到账"])
    try topic("Where is my Zyzzyva or\u{FFFD}", [])
    try topic("别的", ["别的"])
    let erasure = try store.write {
      try TopicRegistry.erase(customer: "a", conversations: [], refusing: false, in: $0)
    }
    #expect(
      erasure.conversations == ["c1", "c3"] && erasure.mentions == 2 && erasure.units == 2 && erasure.topics == 2)
    #expect(Set(erasure.words).isSuperset(of: ["黄鹂紫电", "Where is my Zyzzyva or\u{FFFD}"]))
    #expect(!erasure.words.contains("退款 没到账"))
    let topics = try registry.topics()
    #expect(topics.map(\.label) == ["退款 没到账", "", "别的"])
    #expect(topics.map(\.phrases) == [["退款 没到账"], [], ["别的"]])
    #expect(try texts("voice_unit") == ["退款 没到账怎么办"])
    #expect(try store.read { try TopicRegistry.problems(in: $0) } == [])
  }

  /// A text stands for all that differ in digits only: it keeps the wording of somebody who is still there.
  @Test func sharedTextsKeepAnothersWording() throws {
    try registry.take([contact("c1", "a", "退款请打13911112222"), contact("c2", "b", "退款请打13900001111")])
    #expect(try texts("voice_unit").count == 1)
    for (conversation, left) in [("c1", "退款请打13900001111"), ("c2", "")] {
      _ = try store.write {
        try TopicRegistry.erase(customer: nil, conversations: [conversation], refusing: false, in: $0)
      }
      #expect(try texts("voice_unit") == (left.isEmpty ? [] : [left]))
    }
  }

  @Test func whatWasErasedDoesNotComeBack() throws {
    let old = try contact("c1", "a", "退款没到账怎么办")
    let new = try contact("c2", "a", "退款没到账怎么办呀")
    try registry.take([old])
    func erase(_ refusing: Bool) throws {
      _ = try store.write {
        try TopicRegistry.erase(customer: "a", conversations: [], refusing: refusing, in: $0)
      }
    }
    try erase(false)
    let intake = try registry.take([old, new])
    #expect(intake.refused == 1 && intake.added == 1, "the erased contact stays away, a later one is taken")
    try erase(true)
    #expect(try registry.take([old, new, contact("c3", "a", "又来了怎么办"), contact("c4", "b", "退款")]).refused == 3)
    // Nothing that could be read or tried out is kept of them.
    let rows = try store.read { try Data.fetchAll($0, sql: "SELECT subject FROM voice_erased") }
    #expect(rows.count == 3 && rows.allSatisfy { $0.count == 16 })
  }

  /// Words older than the limit go, and a text that is still said keeps the wording of whoever says it.
  @Test func oldWordsAreForgotten() throws {
    try registry.take([
      contact("c1", "a", "退款请打13911112222", day: 0), contact("c2", "b", "退款请打13900001111", day: 20),
      contact("c3", "c", "快递没收到怎么办", day: 1),
    ])
    let limit: Int64 = 1_772_000_000_000 + 10 * 86_400_000
    let pruning = try store.write { try TopicRegistry.prune(textsBefore: limit, contactsBefore: nil, in: $0) }
    #expect(pruning.mentions == 2 && pruning.units == 1 && pruning.contacts == 0)
    #expect(try texts("voice_unit") == ["", "退款请打13900001111"])
    #expect(try texts("voice_mention") == ["", "", "退款请打13900001111"])
    #expect(try VoiceTable(registry).mentions.count == 3)
    let again = try store.write { try TopicRegistry.prune(textsBefore: limit, contactsBefore: limit, in: $0) }
    #expect(again.mentions == 0 && again.contacts == 2)
    #expect(try texts("voice_unit") == ["退款请打13900001111"])
  }
}
