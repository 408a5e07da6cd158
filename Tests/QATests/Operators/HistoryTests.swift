import Testing
import Transcripts

@testable import QA

/// Rules about other contacts of the same customer.
@Suite struct HistoryTests {
  private static let text = """
    rulebook: t
    rules:
      - { id: complaint, as: tag, forbid: { keyword: { any: [投诉] }, role: customer } }
      - { id: follow-up, as: tag, forbid: { keyword: { any: [回访] }, role: agent } }
      - { id: again, forbid: { history: { rule: complaint, within: 15d } } }
      - { id: thrice, forbid: { history: { rule: complaint, within: 30d, min: 2 } } }
      - { id: order, forbid: { history: { rule: complaint, within: 15d, same: order_id } } }
      - id: not-followed
        find:
          complains: { keyword: { any: [投诉] }, role: customer }
          followed: { history: { rule: follow-up, within: 3d, order: after } }
        when: complains && !followed
    """

  private struct Contact {
    var id: String
    var customer: String?
    /// Hours since the first contact.
    var hour: Int
    var customerSays = "你好"
    var agentSays = "您好"
    var order: String?

    var conversation: Conversation {
      var conversation = Talk.conversation(["客户: \(customerSays)", "坐席: \(agentSays)"], times: [0, 5])
      conversation.id = id
      conversation.timeBasis = .absolute
      conversation.startedAt = 1_770_000_000_000 + Int64(hour) * 3_600_000
      if let customer { conversation.metadata.append("customer_id", .string(customer)) }
      if let order { conversation.metadata.append("order_id", .string(order)) }
      return conversation
    }
  }

  private static let contacts = [
    Contact(id: "first", customer: "Z", hour: 0),
    Contact(id: "a-early", customer: "A", hour: 24 * 5),
    Contact(id: "a-complains", customer: "A", hour: 24 * 10, customerSays: "我要投诉", order: "7"),
    Contact(id: "a-follow", customer: "A", hour: 24 * 13, agentSays: "这是投诉的回访"),
    Contact(id: "a-edge", customer: "A", hour: 24 * 25),
    Contact(id: "a-late", customer: "A", hour: 24 * 25 + 1),
    Contact(id: "b-calm", customer: "B", hour: 24 * 20),
    Contact(id: "b-complains", customer: "B", hour: 24 * 30, customerSays: "投诉你们"),
    Contact(id: "b-again", customer: "B", hour: 24 * 31, customerSays: "还是投诉"),
    Contact(id: "b-third", customer: "B", hour: 24 * 32),
    Contact(id: "order", customer: "C", hour: 24 * 20, order: "7"),
    Contact(id: "nobody", hour: 24 * 20, customerSays: "投诉"),
    Contact(id: "b-open", customer: "D", hour: 24 * 39, customerSays: "投诉"),
    Contact(id: "last", customer: "Z", hour: 24 * 40),
  ]

  private static let expected: [(contact: String, rule: String, truth: Truth, reason: Reason)] = [
    ("a-early", "again", .unknown, .windowOpen),
    ("a-follow", "again", .hit, .none),
    ("a-edge", "again", .hit, .none),
    ("a-late", "again", .miss, .none),
    // A contact is no history of its own, and only the same customer counts.
    ("a-complains", "again", .unknown, .windowOpen),
    ("b-calm", "again", .miss, .none),
    ("b-complains", "again", .miss, .none),
    ("b-again", "again", .hit, .none),
    ("b-again", "thrice", .miss, .none),
    ("b-third", "thrice", .hit, .none),
    ("order", "order", .hit, .none),
    ("b-calm", "order", .unknown, .customerMissing),
    ("nobody", "again", .unknown, .customerMissing),
    ("a-complains", "not-followed", .miss, .none),
    ("b-complains", "not-followed", .hit, .none),
    ("b-open", "not-followed", .unknown, .windowOpen),
    ("b-calm", "not-followed", .miss, .none),
  ]

  private func index(_ book: Rulebook, _ contacts: [Contact]) throws -> ContactIndex {
    let questions = try #require(HistoryQuestions(book))
    let evaluator = try Evaluator(book: book)
    var index = ContactIndex(questions)
    for contact in contacts {
      var conversation = contact.conversation
      try index.add(questions.visits(of: &conversation, by: evaluator))
    }
    index.finish()
    return index
  }

  private func judge(_ book: Rulebook, _ index: ContactIndex?, _ contact: Contact, _ rule: String) throws -> Judgement {
    let evaluator = try Evaluator(book: book, history: index)
    var conversation = contact.conversation
    return evaluator.judge(
      try #require(book.index(ofRule: rule)), on: &conversation, ignoringApplicability: false
    ).judgement
  }

  /// Whatever the order in which contacts were gathered.
  @Test(arguments: [false, true]) func judgesByOtherContacts(_ isReversed: Bool) throws {
    let book = try book(Self.text)
    let index = try index(book, isReversed ? Self.contacts.reversed() : Self.contacts)
    for (id, rule, truth, reason) in Self.expected {
      let contact = try #require(Self.contacts.first { $0.id == id })
      let judgement = try judge(book, index, contact, rule)
      #expect(judgement.truth == truth, "\(id) \(rule)")
      if truth == .unknown { #expect(judgement.reason == reason, "\(id) \(rule)") }
    }
  }

  @Test func isUnknownWithoutAnIndex() throws {
    let book = try book(Self.text)
    let judgement = try judge(book, nil, Self.contacts[3], "again")
    #expect(judgement == Judgement(.unknown, .historyAbsent))
  }

  @Test func measuresTheDistanceInDays() throws {
    let book = try book(Self.text)
    let evaluator = try Evaluator(book: book, history: try index(book, Self.contacts))
    var conversation = Self.contacts[3].conversation
    let again = try #require(book.index(ofRule: "again"))
    let found = evaluator.evaluate(&conversation).flatMap(\.findings).filter { $0.rule == again }
    #expect(found.map(\.measure) == [3])
  }

  @Test func refusesHistoryOfHistory() throws {
    let problems = try complaints(
      Self.text + "\n  - { id: loop, forbid: { history: { rule: again, within: 1d } } }\n")
    #expect(problems.contains { $0.message.contains("asks about history itself") && $0.location.line == 13 })
    #expect(HistoryQuestions(try book(forbid: "{keyword: {any: [x]}}")) == nil)
  }
}

/// Response times in business hours, as an operator.
@Suite struct ResponseTimeCalendarTests {
  private static let hours =
    "calendar: {timezone: Asia/Shanghai, hours: {mon-fri: 09:00-18:00}, holidays: [2026-03-04]}"

  /// Question and answer by Shanghai's clocks, and the open minutes between.
  static let cases: [(from: String, to: String, minutes: Int)] = [
    ("2026-03-02T17:50:00+08:00", "2026-03-03T09:05:00+08:00", 15),
    ("2026-03-02T20:00:00+08:00", "2026-03-03T09:02:00+08:00", 2),
    ("2026-03-03T17:59:00+08:00", "2026-03-05T09:01:00+08:00", 2),
    ("2026-03-06T18:00:00+08:00", "2026-03-09T09:00:00+08:00", 0),
    ("2026-03-02T02:00:00Z", "2026-03-02T02:20:00Z", 20),
  ]

  @Test(arguments: cases, [TimeBasis.absolute, .local])
  func countsOpenMinutes(_ example: (from: String, to: String, minutes: Int), _ basis: TimeBasis) throws {
    for (bound, truth) in [(example.minutes, Truth.miss), (example.minutes - 1, .hit)] where bound >= 0 {
      let book = try book(forbid: "{response_time: {metric: first, seconds: \(bound)m, \(Self.hours)}}")
      var conversation = Talk.conversation(["客户: 在吗", "坐席: 您好"], times: [0, 1])
      conversation.timeBasis = basis
      for (turn, text) in [example.from, example.to].enumerated() {
        let instant = try #require(try Timestamp(text).instant)
        conversation.turns[turn].time = basis == .absolute ? instant : instant + 8 * 3_600_000
      }
      let judged = try Evaluator(book: book).judge(0, on: &conversation, ignoringApplicability: false)
      #expect(judged.judgement.truth == truth, "\(example) \(bound)")
    }
  }
}
