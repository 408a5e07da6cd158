import TestSupport
import Testing
import Transcripts

@testable import QA

@Suite struct BacktestTests {
  private static let text = """
    rulebook: b
    language: zh
    rules:
      - id: words
        status: draft
        forbid: { keyword: { any: [保本, 滚, 不知道, 投诉] }, role: agent, negation: drop, quotation: drop, exclude: [投诉电话] }
    scorecard:
      sections: [ { id: s, items: [ { rule: words, deduct: 20 } ] } ]
    """

  private func trial(_ status: RuleStatus) throws -> Rulebook {
    let loader = RulebookLoader(
      sources: RulebookSources(readFile: { _ in nil }), status: { id, written in id == "words" ? status : written })
    return try loader.load(text: Self.text, name: "t.yaml")
  }

  private func results(_ talks: [[String]]) throws -> [TrialResult] {
    let tester = try Backtester(
      base: trial(.retired), trial: trial(.active), rules: [0], fields: ["agent"], wantsOccurrences: true)
    return talks.enumerated().map { index, lines in
      var conversation = Talk.conversation(["客户: 请问"] + lines)
      conversation.id = "c\(index)"
      return tester.judge(&conversation)
    }
  }

  static let causes: [([String], OccurrenceCause, Bool, String)] = [
    (["坐席: 放心，保本"], .plain, true, ""),
    (["客户: 保本吗", "坐席: 您好"], .customer, false, ""),
    (["机器人: 保本产品介绍", "坐席: 您好"], .otherSpeaker, false, ""),
    (["坐席: 我们会确保本月到账"], .insideWord, true, "确保本月"),
    (["坐席: 这个确保本金安全"], .insideWord, true, "确保本金"),
    (["坐席: 轻微的滚动声是正常的"], .insideWord, true, "滚动"),
    (["坐席: 我们不能承诺保本"], .negated, false, ""),
    (["客户: 你们说保本", "坐席: 您刚才说的“保本”是误会"], .quoted, false, ""),
    (["坐席: 投诉电话是多少多少"], .excluded, false, ""),
    (["坐席: 您想投诉吗？"], .question, true, ""),
  ]

  @Test(arguments: causes) func tellsTheCause(
    _ talk: [String], _ cause: OccurrenceCause, _ isCounted: Bool, _ around: String
  ) throws {
    let found = try #require(try results([talk])[0].occurrences.last)
    #expect(found.cause == cause)
    #expect(found.isCounted == isCounted)
    #expect(found.around == around)
  }

  /// What is counted is exactly what the rule finds.
  @Test func countsWhatTheRuleFinds() throws {
    for result in try results(Self.causes.map(\.0)) {
      #expect(result.occurrences.count(where: \.isCounted) == result.findings.count)
    }
  }

  @Test func comparesWithNothingDeducted() throws {
    let changes = try results([["坐席: 保本"], ["坐席: 您好"]]).flatMap(\.changes)
    #expect(changes.map(\.before.score) == [10000, 10000])
    #expect(changes.map(\.after.score) == [8000, 10000])
    #expect(changes.map(\.isChanged) == [true, false])
  }

  @Test func summarisesInAnyOrder() throws {
    let all = try results(Self.causes.map(\.0))
    let labels = ["c0": ["words": true], "c3": ["": false], "c9": ["words": false], "c1": ["other": true]]
    func summary(_ results: [TrialResult]) -> BacktestSummary {
      var summary = BacktestSummary(rules: [0: "words"], labels: labels, sampleSize: 3)
      for result in results { summary.add(result) }
      return summary
    }
    let (a, b) = (summary(all), summary(all.reversed()))
    #expect(a.rules[0]?.samples == b.rules[0]?.samples)
    #expect(a.suggestions(of: 0) == b.suggestions(of: 0))
    #expect(Set(a.suggestions(of: 0).map(\.phrase)) == ["确保本月", "确保本金", "滚动"])
    let accuracy = try #require(a.rules[0]?.accuracy)
    #expect(accuracy.total == 3 && accuracy.hits == 3 && accuracy.truePositives == 1)
    var encoder = JSONRecordEncoder()
    let records = BacktestRecords(book: try trial(.active), fields: [])
    records.write(a, rule: 0, into: &encoder)
    try checkSchema(encoder.bytes, "backtest-1", least: 1)
    encoder.removeAll()
    for result in all {
      for occurrence in result.occurrences { records.write(occurrence, of: result.conversation, into: &encoder) }
    }
    try checkSchema(encoder.bytes, "occurrence-1", least: Self.causes.count)
  }
}
