import Testing
import Transcripts

@testable import QA

/// Whom a finding charges when a contact is handed over.
@Suite struct TransferTests {
  static let rules = """
    rulebook: t
    rules:
      - {id: greeting, require: {keyword: {any: [您好]}, role: agent, in: first 1 turns}}
      - {id: rude, forbid: {keyword: {any: [滚]}, role: agent}}
      - {id: asked, over: conversation, forbid: {keyword: {any: [投诉]}, role: customer}}
      - {id: solved, over: conversation, require: {keyword: {any: [解决]}, role: agent}}
    scorecard:
      sections:
        - id: all
          items:
            - {rule: greeting, deduct: 5}
            - {rule: rude, deduct: 10}
            - {rule: asked, deduct: 3}
            - {rule: solved, deduct: 7}
    """

  /// Rule ids and turns of an evaluation's findings.
  private func findings(_ evaluation: Evaluation, _ book: Rulebook) -> [String] {
    evaluation.findings.map { "\(book.rules[$0.rule].id) \($0.leg) \($0.turn.map(String.init) ?? "-")" }
  }

  @Test func chargesTheLegInWhichItHappened() throws {
    let book = try book(Self.rules)
    let all = try book.evaluate(["客户: 在吗", "坐席1: 您好", "坐席2: 滚", "客户: 我要投诉", "坐席2: 您好，解决了"])
    #expect(all.map(\.leg) == [1, 2, 0])
    #expect(all.map(\.agent) == ["坐席1", "坐席2", ""])
    #expect(all.map(\.unit) == [.leg, .leg, .conversation])
    #expect(all.map { findings($0, book) } == [[], ["greeting 2 -", "rude 2 3", "asked 2 4"], []])
    #expect(all.map(\.score) == [10_000, 8_200, (10_000 * 2 + 8_200 * 3 + 2) / 5])
    #expect(all.map(\.turns) == [2, 3, 5])
  }

  @Test func chargesAnAbsenceToTheLastLeg() throws {
    let book = try book(Self.rules)
    let all = try book.evaluate(["客户: 在吗", "坐席1: 您好", "坐席2: 您好"])
    #expect(all.map { findings($0, book) } == [[], ["solved 2 -"], []])
  }

  /// What the customer told the bot is charged to the person who took over, once.
  @Test func chargesABotsTurnsToTheNextPerson() throws {
    let book = try book(Self.rules)
    let all = try book.evaluate(["客户: 我要投诉", "机器人: 请稍候", "坐席1: 您好，解决了", "坐席2: 您好"])
    #expect(all.map { findings($0, book) } == [["asked 1 1"], [], []])
    let last = try book.evaluate(["客户: 在吗", "坐席1: 您好，解决了", "机器人: 请评价", "客户: 我要投诉"])
    #expect(last.map { findings($0, book) } == [["asked 1 4"]])
  }

  @Test func scoresTheBotsPartOfNobody() throws {
    let book = try book(Self.rules)
    let all = try book.evaluate(["客户: 在吗", "机器人: 滚", "客户: 转人工", "坐席1: 您好，解决了"])
    #expect(all.count == 1)
    #expect(all[0].findings.isEmpty)
    #expect(all[0].turns == 1)
    let only = try book.evaluate(["客户: 在吗", "机器人: 滚"])
    #expect(only.map(\.notScorable) == ["bot_only"])
  }

  @Test func scoresTheWholeContactIfAsked() throws {
    let book = try book(Self.rules.replacing("scorecard:", with: "scorecard:\n  unit: conversation"))
    let all = try book.evaluate(["客户: 在吗", "坐席1: 您好", "坐席2: 滚", "坐席2: 解决"])
    #expect(all.count == 1)
    #expect(all[0].unit == .conversation)
    #expect(findings(all[0], book) == ["rude 1 3"])
    #expect(all[0].score == 9_000)
  }

  @Test(arguments: [
    (["坐席: 您好"], "customer_silent"), (["客户: 在吗"], "no_agent"), (["客户: 在吗", "系统: 排队"], "no_agent"),
    (["客户: 在吗", "未知: 您好"], "role_unmapped"), (["客户: 在吗", "机器人: 您好"], "bot_only"), ([], "no_content"),
    (["客户: ", "坐席: "], "no_content"), (["坐席1: 在吗", "坐席2: 在"], "internal"),
  ])
  func doesNotScore(_ talk: [String], _ reason: String) throws {
    let all = try book(Self.rules).evaluate(talk)
    #expect(all.map(\.notScorable) == [reason])
    #expect(all.map(\.verdict) == [.notScorable])
    #expect(all[0].score == nil && all[0].findings.isEmpty && all[0].items.isEmpty)
  }

  @Test(arguments: [["test": "true"], ["tags": "测试"], ["internal": "1"]]) func doesNotScoreMarked(
    _ fields: [String: String]
  ) throws {
    let metadata = fields.mapValues { MetadataValue.string($0) }
    let all = try book(Self.rules).evaluate(["客户: 在吗", "坐席: 您好"], metadata: metadata)
    #expect(all.map(\.verdict) == [.notScorable])
  }

  @Test func leavesRulesDecide() throws {
    let text = Self.rules.replacing("scorecard:", with: "scorecard:\n  not_scorable: [rude, customer_left]")
    let book = try book(text)
    #expect(try book.evaluate(["客户: 在吗", "坐席: 滚"]).map(\.notScorable) == ["rude"])
    let left = try book.evaluate(["客户: 在吗", "坐席: 您好"], metadata: ["ended_by": .string("timeout")])
    #expect(left.map(\.notScorable) == ["customer_left"])
    #expect(try book.evaluate(["坐席: 您好，解决"]).map(\.notScorable) == [nil])
  }
}
