import Foundation
import Statistics
import Store
import Testing
import TextAnalysis
import Transcripts

@testable import VOC

/// What has grown within topics: new content that a near topic would swallow, and what must not become a topic.
@Suite struct TopicGrowthTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("growth-\(UUID().uuidString)").path

  private static let themes = [
    ["refund", "money", "bank", "credited", "pending", "return"],
    ["parcel", "courier", "tracking", "locker", "late", "depot"],
    ["password", "login", "code", "locked", "account", "reset"],
    ["invoice", "tax", "receipt", "company", "number", "mail"],
  ]
  /// Words of its own, said in the sentences of the first theme.
  private static let news = ["voucher", "coupon", "expired", "checkout", "discount"]

  /// What comes in the last two days beside the usual.
  enum Change: String, CaseIterable, Sendable {
    case newContent, nothing, wholeTopic, oneCustomer, lockedTopic, noTimes
  }

  private static func contact(
    _ number: Int, _ text: String, day: Double?, customer: String, _ reader: ContactReader
  ) -> Contact {
    var conversation = Conversation()
    conversation.id = "c\(number)"
    if let day {
      conversation.startedAt = 1_772_000_000_000 + Int64(day * 86_400_000)
      conversation.timeBasis = .absolute
    }
    conversation.participants = [Participant(id: customer, role: .customer)]
    conversation.fingerprint = Fingerprint(identifier: StableHash.hash(conversation.id), content: 1)
    conversation.append(Turn(start: 0, end: 0, role: .customer, participant: 0), text: text.utf8)
    return reader.read(conversation)
  }

  /// Thirty days of four themes, twelve contacts a day, and what changes in the last two.
  private static func contacts(_ change: Change) throws -> (before: [Contact], late: [Contact]) {
    var generator = SeededGenerator(seed: 11)
    var (before, late): ([Contact], [Contact]) = ([], [])
    let reader = try ContactReader()
    var number = 0
    func say(_ words: [String], _ more: [String], _ day: Int, customer: String? = nil) {
      number += 1
      let said = [words, words, more, more].map { $0[generator.next(below: $0.count)] }
      let text = "my " + said.joined(separator: " ")
      let at = change == .noTimes ? nil : Double(day) + Double(number % 23) / 24
      let one = contact(number, text, day: at, customer: customer ?? "u\(number)", reader)
      if day < 28 { before.append(one) } else { late.append(one) }
    }
    for day in 0..<30 {
      for place in 0..<12 { say(themes[place % 4], themes[place % 4], day) }
      guard day >= 28, change != .nothing else { continue }
      for _ in 0..<8 {
        switch change {
        case .wholeTopic: say(themes[0], themes[0], day)
        case .oneCustomer: say(themes[0], news, day, customer: "the same")
        default: say(themes[0], news, day)
        }
      }
    }
    return (before, late)
  }

  @Test(arguments: Change.allCases) func growth(_ change: Change) throws {
    let registry = TopicRegistry(
      try Store(path: "\(folder)/\(change.rawValue).db", schema: StoreSchema(VoiceSchema.migrations)))
    let (before, late) = try Self.contacts(change)
    try registry.take(before)
    var fitting = TopicFitting()
    fitting.topicCount = 4
    _ = try registry.fit(fitting)
    if change == .lockedTopic { for topic in try registry.topics() { try registry.lock(topic.id, true) } }
    // As alarms do: new contacts join the topics there are before anybody looks for new ones.
    try registry.take(late)
    _ = try registry.assign()
    try #require(try VoiceTable(registry).mentions.count > 350)
    let swallowed = try VoiceTable(registry).mentions.count { $0.text.contains("voucher") && $0.topic != nil }
    let run = try registry.refresh(fitting)
    let found = run.events.filter { $0.kind == .born || $0.kind == .split }
    guard change == .newContent else {
      #expect(found.isEmpty, "\(change): \(found)")
      return
    }
    #expect(swallowed > 0)
    let new = try #require(found.first)
    #expect(found.count == 1)
    let texts = try VoiceTable(registry).mentions.filter { $0.topic == new.topic }.map(\.text)
    let own = texts.count { text in Self.news.contains { text.contains($0) } }
    #expect(own >= 12 && Double(own) >= 0.9 * Double(texts.count), "\(texts)")
    #expect(Double(run.kept) >= 0.93 * Double(run.before))
  }

  /// Texts of no change give groups about as often as the level says at most; order and threads make no difference.
  @Test func staysWithinItsLevel() {
    var found = 0
    let scans = 40
    for seed in 0..<scans {
      var generator = SeededGenerator(seed: UInt64(seed) + 1)
      var rows = Matrix(rows: 600, columns: 16)
      var ages: [[Int32]] = []
      for row in 0..<600 {
        let theme = generator.next(below: 12)
        for column in 0..<16 { rows[row, column] = Float(generator.nextNormal()) * 0.25 + (column == theme ? 1 : 0) }
        ages.append([Int32(generator.next(below: 30))])
      }
      rows.normalizeRows()
      let volume = (0..<30).map { age in ages.count { $0 == [Int32(age)] } }
      func scan(_ jobs: Int) -> [GrowthScan.Group] {
        GrowthScan(
          rows, slots: [Int32](repeating: -1, count: 600), ages: ages, volume: volume, dispersion: 1, jobs: jobs
        ).groups()
      }
      let groups = scan(1)
      #expect(groups.map(\.rows) == scan(3).map(\.rows))
      found += groups.isEmpty ? 0 : 1
    }
    // Twice the level and more would be seen one time in a hundred (binomial, 40 scans at 0.05: six or more).
    #expect(found <= 5)
  }

  /// A stream as it was on a day does not depend on what came later.
  @Test func nothingLooksAhead() {
    var generator = SeededGenerator(seed: 3)
    var texts: [TrialText] = []
    for day in 0..<24 {
      for place in 0..<12 {
        let words = Self.themes[place % 4]
        texts.append(
          TrialText(text: (0..<4).map { _ in words[generator.next(below: 6)] }.joined(separator: " "), day: day))
      }
      for _ in 0..<(day >= 20 ? 8 : 0) {
        texts.append(
          TrialText(text: (0..<4).map { _ in Self.news[generator.next(below: 5)] }.joined(separator: " "), day: day))
      }
    }
    var fitting = TopicFitting()
    fitting.topicCount = 4
    let engine = TrialTopics(fitting)
    let whole = engine.find(texts)
    let part = engine.find(texts.filter { $0.day <= 21 })
    #expect(part.scores.keys.max() == 21 && part.scores.keys.min() == TrendSettings().minimumHistory)
    for day in part.scores.keys { #expect(part.scores[day] == whole.scores[day], "day \(day)") }
    let new = texts.indices.first { place in Self.news.contains { texts[place].text.contains($0) } }!
    let topic = whole.topic(of: new, on: 21)
    // Born with the first texts: five new ones a day do not go on in an old topic.
    #expect((topic ?? 0) >= 4 && whole.topic(of: new, on: 19) == nil)
    let score = topic.flatMap { whole.scores[21]?[$0] }
    #expect(score.map { $0.isNew && $0.p < 1e-6 } ?? false)
  }
}
