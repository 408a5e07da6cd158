import Testing

@testable import QA

@Suite struct MessageTests {
  private func message(_ template: String, _ talk: [String], times: [Int] = []) throws -> String? {
    let text = """
      rulebook: t
      rules:
        - id: r
          title: 标题
          message: '\(template)'
          find:
            p: {keyword: {any: [P]}, role: agent}
            slow: {gap: {seconds: 1}, role: agent}
            none: {keyword: {any: [N]}, role: agent}
          when: p && !none || slow && none
      """
    return try book(text).judge(talk, times: times).findings.first?.message
  }

  @Test(arguments: [
    ("第 {turn} 句：{text}", "第 2 句：P"), ("{rule} {title}", "r 标题"), ("{agent}", "坐席"), ("{p.turn}/{p.text}", "2/P"),
    ("{slow.value} 秒", "3 秒"), ("{none.turn}{none.text}{none.value}", "———"), ("{value}", "—"), ("没有占位", "没有占位"),
    ("{turn", "{turn"), ("turn}", "turn}"), ("{turn}{turn}", "22"),
  ])
  func fills(_ template: String, _ expected: String) throws {
    #expect(try message(template, ["客户: 在", "坐席: 有P"], times: [0, 3]) == expected)
  }

  @Test(
    arguments: [
      (0, "0"), (2.5, "2.5"), (2.04, "2"), (2.05, "2.1"), (100, "100"), (0.96, "1"), (-1.5, "-1.5"), (-0.3, "-0.3"),
    ] as [(Double, String)])
  func writesDecimals(_ value: Double, _ expected: String) { #expect(Evaluator.decimal(value) == expected) }

  @Test func neverFillsWordsTwice() throws {
    let text = "rulebook: t\nrules: [{id: r, message: '{text}', forbid: {keyword: {any: ['{turn}']}, role: agent}}]\n"
    #expect(try book(text).judge(["坐席: {turn}"]).findings.first?.message == "{turn}")
  }

  @Test func usesTheTitleWithoutAMessage() throws {
    let text = "rulebook: t\nrules: [{id: r, title: 标题, forbid: {keyword: {any: [x]}, role: agent}}]\n"
    #expect(try book(text).judge(["坐席: x"]).findings.first?.message == "标题")
  }

  @Test func explainsRules() throws {
    let book = try book(
      "rulebook: t\nrules: [{id: r, title: 标题, forbid: {keyword: {any: [x]}, role: agent, negation: drop, exclude: [y]}}]\n"
    )
    let text = book.rules[0].explanation
    for part in ["r: 标题", "status active", "t.yaml:2", "it: keyword (role agent, negation drop, 1 exclusions)"] {
      #expect(text.contains(part), "\(part)")
    }
  }
}
