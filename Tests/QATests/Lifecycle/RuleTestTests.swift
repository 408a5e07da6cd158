import Testing
import Transcripts

@testable import QA

/// What a test inside a rule means.
@Suite struct RuleTestTests {
  private func results(_ tests: String, _ keys: String = "") throws -> [RuleTestResult] {
    let text = "rulebook: t\nrules:\n  - id: r\n\(keys)    forbid: {keyword: {any: [甲, 乙]}, role: agent}\n    tests:\n"
    let lines = tests.split(separator: "\n").map { "      - \($0)\n" }.joined()
    return try Evaluator(book: book(text + lines)).runTests()
  }

  @Test func comparesTruth() throws {
    let all = try results(
      """
      {name: 一, expect: hit, talk: ['坐席: 甲']}
      {expect: miss, talk: ['坐席: 丙']}
      {expect: na, talk: ['客户: 甲']}
      {expect: unknown, talk: ['未知: 甲']}
      {expect: miss, talk: ['坐席: 甲']}
      {expect: hit, talk: ['坐席: 丙']}
      """)
    #expect(all.map(\.passes) == [true, true, true, true, false, false])
    #expect(all.map(\.name) == ["一", "test 2", "test 3", "test 4", "test 5", "test 6"])
    #expect(all.map(\.actual) == [.hit, .miss, .notApplicable, .unknown, .hit, .miss])
    #expect(all.map(\.location.line) == [6, 7, 8, 9, 10, 11])
  }

  @Test func comparesTurnsAndWords() throws {
    let all = try results(
      """
      {expect: hit, at: 2, talk: ['客户: 甲', '坐席: 甲']}
      {expect: hit, at: [3, 2], talk: ['客户: 甲', '坐席: 甲', '坐席: 乙']}
      {expect: hit, at: [1], talk: ['客户: 甲', '坐席: 甲']}
      {expect: hit, at: [2], talk: ['客户: 甲', '坐席: 甲', '坐席: 乙']}
      {expect: hit, span: 甲, talk: ['坐席: 甲，乙']}
      {expect: hit, span: 乙, talk: ['坐席: 甲，乙']}
      """)
    #expect(all.map(\.passes) == [true, true, false, false, true, false])
    #expect(all[2].detail == "the findings stand at turn 2, expected 1")
    #expect(all[3].detail == "the findings stand at turn 2, 3, expected 2")
    #expect(all[5].detail == "the finding covers '甲', expected '乙'")
  }

  @Test func keepsKnownGaps() throws {
    let all = try results("{expect: hit, todo: true, talk: ['坐席: 丙']}")
    #expect(all[0].isTodo && !all[0].passes)
  }

  /// A test without metadata runs as if `applies` held.
  @Test func asksAppliesOnlyWithMetadata() throws {
    let all = try results(
      """
      {expect: hit, talk: ['坐席: 甲']}
      {expect: hit, metadata: {tier: gold}, talk: ['坐席: 甲']}
      {expect: na, metadata: {tier: basic}, talk: ['坐席: 甲']}
      {expect: na, metadata: {other: gold}, talk: ['坐席: 甲']}
      {expect: hit, metadata: {tier: [basic, gold]}, talk: ['坐席: 甲']}
      """, "    applies: {metadata: {tier: gold}}\n")
    #expect(all.map(\.passes) == Array(repeating: true, count: 5))
  }

  @Test func readsTalks() throws {
    #expect(Talk.split("坐席: 您好")?.text == "您好")
    #expect(Talk.split("坐席：您好")?.role == .agent)
    #expect(Talk.split("客 户 : a:b")?.text == "a:b")
    #expect(Talk.split("坐席2: x")?.participant == "坐席2")
    #expect(Talk.split("Agent 12: x")?.participant == "agent12")
    #expect(Talk.split("经理: x") == nil && Talk.split("您好") == nil)
    let talk = Talk.conversation(["坐席1: a", "客户: b", "坐席1: c"], times: [0, 5, 9])
    #expect(talk.participants.map(\.id) == ["坐席1", "客户"])
    #expect(talk.turns.map(\.time) == [0, 5_000, 9_000])
    #expect(talk.timeBasis == .offset)
  }

  @Test func usesTimes() throws {
    let text = """
      rulebook: t
      rules:
        - id: r
          forbid: {gap: {seconds: 30}}
          tests:
            - {expect: hit, at: 2, times: [0, 31], talk: ['客户: 在', '坐席: 在']}
            - {expect: miss, times: [0, 30], talk: ['客户: 在', '坐席: 在']}
            - {expect: unknown, talk: ['客户: 在', '坐席: 在']}
      """
    #expect(try Evaluator(book: book(text)).runTests().allSatisfy(\.passes))
  }

  @Test func lintsUntestedRules() throws {
    let found = try book(
      """
      rulebook: t
      rules:
        - {id: a, forbid: {keyword: {any: [x]}}}
        - {id: b, forbid: {keyword: {any: [x]}, role: agent}, tests: [{expect: hit, talk: ['坐席: x']}, {expect: miss, talk: ['坐席: y']}]}
        - {id: c, require: {keyword: {any: [x]}, role: agent}, tests: [{expect: miss, talk: ['坐席: x']}, {expect: hit, talk: ['坐席: y']}]}
        - {id: d, status: retired, forbid: {keyword: {any: [x]}}}
      """
    ).lint().map(\.message)
    #expect(
      found == [
        "rule 'a' has no test that must hit", "rule 'a' has no test that must miss",
        "the condition 'it' of 'a' listens to everybody",
        "rule 'c' requires what 'b' forbids, or the other way round",
      ])
  }
}
