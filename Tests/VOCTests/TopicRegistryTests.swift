import Foundation
import Statistics
import Store
import Testing
import TextAnalysis
import Transcripts
import VOC

/// The registry on real stores: identity, what people decide, and counts that add up.
@Suite struct TopicRegistryTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("voice-\(UUID().uuidString)").path

  private func registry(_ name: String = "v.db") throws -> TopicRegistry {
    TopicRegistry(
      try Store(path: "\(folder)/\(name)", schema: StoreSchema(VoiceSchema.migrations)))
  }

  private static let themes = [
    ["退款", "没到账", "银行卡", "原路退回", "三个工作日", "钱"], ["快递", "没收到", "驿站", "物流", "不更新", "派送"],
    ["登录", "验证码", "收不到", "密码", "账号", "短信"], ["发票", "抬头", "开票", "税号", "邮箱", "电子发票"],
  ]

  /// Contacts of a few themes; each text is a random choice of its theme's words.
  static func contacts(_ range: Range<Int>, themes chosen: [Int] = [0, 1, 2, 3]) throws -> [Contact] {
    let reader = try ContactReader()
    return range.map { number in
      var generator = SeededGenerator(seed: UInt64(number) + 7)
      let theme = themes[chosen[number % chosen.count]]
      let words = (0..<4).map { _ in theme[generator.next(below: theme.count)] }
      var conversation = Conversation()
      conversation.id = "c\(number)"
      conversation.channel = number % 2 == 0 ? "app" : "web"
      conversation.startedAt = 1_772_000_000_000 + Int64(number) * 3_600_000
      conversation.timeBasis = .absolute
      conversation.participants = [Participant(id: "u\(number % 50)", role: .customer)]
      conversation.fingerprint = Fingerprint(identifier: StableHash.hash(conversation.id), content: 1)
      conversation.append(
        Turn(start: 0, end: 0, role: .customer, participant: 0), text: "我的\(words.joined(separator: "，"))怎么办".utf8)
      return reader.read(conversation)
    }
  }

  private var fitting: TopicFitting {
    var fitting = TopicFitting()
    fitting.topicCount = 4
    return fitting
  }

  @Test func keepsIdsWhenDataGrows() throws {
    let registry = try registry()
    try registry.take(Self.contacts(0..<240))
    let first = try registry.fit(fitting)
    #expect(first.topics == 4)
    try registry.take(Self.contacts(240..<300))
    let run = try registry.refresh(fitting)
    #expect(run.before == first.units)
    #expect(Double(run.kept) >= 0.97 * Double(run.before))
    #expect(run.units == run.assigned + run.pending.reduce(0) { $0 + $1.units })
  }

  @Test func theSameConversationCountsOnce() throws {
    let registry = try registry()
    let contacts = try Self.contacts(0..<60)
    #expect(try registry.take(contacts).added == 60)
    let again = try registry.take(contacts)
    #expect(again.known == 60 && again.mentions == 0)
    var changed = contacts[0]
    changed.fingerprint.content = 2
    let third = try registry.take([changed])
    #expect(third.replaced == 1)
    #expect(try VoiceTable(registry).contacts.count == 60)
  }

  @Test func orderAndThreadsMakeNoDifference() throws {
    let contacts = try Self.contacts(0..<160)
    func titles(_ name: String, _ contacts: [Contact], jobs: Int) throws -> [String] {
      let registry = try registry(name)
      try registry.take(contacts)
      var fitting = fitting
      fitting.jobs = jobs
      _ = try registry.fit(fitting)
      let table = try VoiceTable(registry)
      return table.mentions.map { "\($0.topic ?? 0) \($0.text)" } + table.topics.map { "\($0)" }
    }
    var shuffled = contacts
    var generator = SeededGenerator(seed: 5)
    generator.shuffle(&shuffled)
    #expect(try titles("a.db", contacts, jobs: 1) == titles("b.db", shuffled, jobs: 3))
  }

  @Test func whatPeopleDecideSurvives() throws {
    let registry = try registry()
    try registry.take(Self.contacts(0..<200))
    _ = try registry.fit(fitting)
    let ids = try registry.topics().map(\.id)
    try registry.name(ids[0], "退款")
    try registry.map(ids[0], product: "钱包", owner: "支付部")
    try registry.forbid(ids[1], true)
    try registry.merge([ids[2]], into: ids[3])
    try registry.take(Self.contacts(200..<260))
    _ = try registry.refresh(fitting)
    let after = try registry.topics()
    #expect(after[0].name == "退款" && after[0].owner == "支付部" && after[0].product == "钱包" && after[0].isLocked)
    #expect(after[1].state == .forbidden)
    #expect(after[2].state == .merged && after[2].mergedInto == ids[3])
    #expect(try VoiceTable(registry).mentions.allSatisfy { $0.topic != ids[2] })
    #expect(throws: ToolError.self) { try registry.name(ids[2], "x") }
    #expect(throws: ToolError.self) { try registry.lock(999, true) }
  }

  @Test func splitsByWords() throws {
    let registry = try registry()
    try registry.take(Self.contacts(0..<160))
    _ = try registry.fit(fitting)
    let table = try VoiceTable(registry)
    let mention = try #require(table.mentions.first { $0.text.contains("抬头") && $0.topic != nil })
    let new = try registry.split(try #require(mention.topic), words: ["抬头"], name: nil, fitting: fitting)
    #expect(new > (try #require(mention.topic)))
    let after = try VoiceTable(registry).mentions.filter { $0.topic == new }
    #expect(!after.isEmpty && after.allSatisfy { $0.text.contains("抬头") })
    #expect(throws: ToolError.self) { _ = try registry.split(new, words: ["没有这个词"], name: nil, fitting: fitting) }
  }

  @Test func aNewThemeIsBorn() throws {
    let registry = try registry()
    try registry.take(Self.contacts(0..<150, themes: [0, 1, 2]))
    var fitting = fitting
    fitting.topicCount = 3
    _ = try registry.fit(fitting)
    try registry.take(Self.contacts(150..<200, themes: [3]))
    let run = try registry.refresh(fitting)
    #expect(run.events.contains { $0.kind == .born }, "\(run)")
    #expect(run.kept == run.before)
  }

  @Test func countsReconcile() throws {
    let registry = try registry()
    try registry.take(Self.contacts(0..<200))
    _ = try registry.fit(fitting)
    let table = try VoiceTable(registry)
    let perTopic = table.topics.map { topic in TopicCounts(table.mentions.filter { $0.topic == topic.id }, of: table) }
    let open = table.mentions.count { $0.topic == nil }
    #expect(perTopic.reduce(open) { $0 + $1.mentions } == table.mentions.count)
    for counts in perTopic {
      #expect(counts.types.reduce(0, +) == counts.mentions)
      #expect(counts.customers <= counts.conversations && counts.conversations <= counts.mentions)
      #expect((0...100).contains(counts.severity))
    }
    let digest = Digest(table, length: 86_400_000)
    #expect(digest.mentions.all == digest.mentions.shown + digest.mentions.hidden + digest.mentions.open)
    for entry in digest.entries { #expect(entry.history.last == entry.now.conversations) }
    let journeys = JourneyTable(table, window: 7 * 86_400_000)
    #expect(journeys.firstContacts.reduce(0) { $0 + $1.customers } == journeys.customers)
  }

  @Test(arguments: [0, 1, 3]) func bearsFewContacts(_ count: Int) throws {
    let registry = try registry()
    try registry.take(Self.contacts(0..<count))
    let run = try registry.fit(TopicFitting())
    #expect(run.units <= count)
    _ = try registry.refresh(TopicFitting())
    let table = try VoiceTable(registry)
    #expect(Digest(table, length: 86_400_000).mentions.all == table.mentions.count)
    #expect(RisingWords(table, from: 0).words.isEmpty)
    _ = Reputation.scores(table, period: 86_400_000, count: 3, byTopic: true)
  }

  @Test func refusesWithoutTopicsAndTwice() throws {
    let registry = try registry()
    #expect(throws: ToolError.self) { _ = try registry.refresh(TopicFitting()) }
    _ = try registry.fit(TopicFitting())
    #expect(throws: ToolError.self) { _ = try registry.fit(TopicFitting()) }
  }
}
