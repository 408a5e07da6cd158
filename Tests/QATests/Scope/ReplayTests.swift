import Testing

@testable import QA

/// Which hits of an anchor count, and one finding for each.
@Suite struct ReplayTests {
  private func rule(_ hit: String, _ when: String) -> String {
    """
    find:
      p: {keyword: {any: [P]}, role: agent}
      q: {keyword: {any: [Q]}, role: agent, after: {of: p, hit: \(hit), within: 1 turns}}
    when: \(when)
    """
  }

  @Test func replaysForEveryHit() throws {
    try check(rule: rule("every", "p && !q"), ["坐席: P", "坐席: Q", "坐席: ▸P◂", "坐席: a", "坐席: ▸P◂"])
    try check(rule: rule("every", "p && q"), ["坐席: ▸P◂", "坐席: Q", "坐席: P", "坐席: a"])
    try check(rule: rule("every", "p && !q"), ["坐席: P", "坐席: Q P", "坐席: Q"])
  }

  @Test func acceptsAnyHit() throws {
    try check(rule: rule("any", "p && !q"), ["坐席: P", "坐席: Q", "坐席: P", "坐席: a"])
    try check(rule: rule("any", "p && !q"), ["坐席: ▸P◂", "坐席: a", "坐席: ▸P◂", "坐席: a"])
  }

  @Test func picksOneHit() throws {
    let talk = ["坐席: ▸P◂", "坐席: a", "坐席: P", "坐席: Q"]
    try check(rule: rule("first", "p && !q"), talk)
    try check(rule: rule("1", "p && !q"), talk)
    try check(rule: rule("last", "p && !q"), ["坐席: P", "坐席: a", "坐席: P", "坐席: Q"])
    try check(rule: rule("last", "p && !q"), ["坐席: P", "坐席: Q", "坐席: ▸P◂", "坐席: a"])
    try check(rule: rule("2", "p && !q"), ["坐席: P", "坐席: Q", "坐席: ▸P◂", "坐席: a"])
    try check(rule: rule("3", "p && !q"), ["坐席: P", "坐席: P"], .notApplicable)
  }

  /// An absence accuses nobody where its anchor never came.
  @Test func dependsOnTheAnchor() throws {
    try check(rule: rule("every", "'!q'"), ["坐席: a"], .notApplicable)
    try check(rule: rule("every", "p && !q"), ["坐席: a"], .miss)
    try check(rule: rule("every", "p && !q"), ["坐席: a", "未知: P"], .unknown)
    try check(rule: rule("every", "'!q'"), ["坐席: a", "未知: P"], .unknown)
    try check(rule: rule("every", "p && !q"), ["客户: P"], .notApplicable)
  }

  @Test func fillsTheMessageForEveryHit() throws {
    let text = "rulebook: t\nrules:\n  - id: r\n    message: '{p.turn} {p.text} {turn} {q.turn}'\n"
    let body = rule("every", "p && !q").split(separator: "\n").map { "    \($0)\n" }.joined()
    let found = try book(text + body).judge(["坐席: P", "坐席: a", "坐席: P", "坐席: b"]).findings
    #expect(found.map(\.message) == ["1 P 1 —", "3 P 3 —"])
    #expect(found.map(\.turn) == [1, 3])
    #expect(found.map { $0.trace.map(\.turn) } == [[1, nil], [3, nil]])
    #expect(found.map { $0.trace.last?.searched } == [1...2, 3...4])
  }

  @Test func chainsAnchors() throws {
    let chain = """
      find:
        p: {keyword: {any: [P]}, role: agent}
        q: {keyword: {any: [Q]}, role: customer, after: {of: p, within: 1 turns}}
        r: {keyword: {any: [R]}, role: agent, after: {of: q, within: 1 turns}}
      when: p && q && !r
      """
    try check(rule: chain, ["坐席: ▸P◂", "客户: Q", "坐席: a", "坐席: R"])
    try check(rule: chain, ["坐席: P", "客户: Q", "坐席: R"])
    try check(rule: chain, ["坐席: P", "客户: a", "坐席: R"])
  }

  /// Where the logic is an "or", the branches that hold have findings, and the others none.
  @Test func findsTheHitsOfBranchesThatHold() throws {
    let either = """
      find:
        p: {keyword: {any: [P]}, role: agent}
        q: {keyword: {any: [Q]}, role: agent}
        r: {keyword: {any: [R]}, role: agent}
      when: p || q && r
      """
    try check(rule: either, ["坐席: ▸P◂", "坐席: Q"])
    try check(rule: either, ["坐席: a", "坐席: ▸Q◂", "坐席: R"])
    try check(rule: either, ["坐席: ▸P◂", "坐席: ▸Q◂", "坐席: R"])
    let lines = either.split(separator: "\n").map { "    \($0)\n" }.joined()
    let text = "rulebook: t\nrules:\n  - id: r\n    message: '{p.turn} {q.turn} {turn}'\n" + lines
    let found = try book(text).judge(["坐席: P", "坐席: Q", "坐席: R"]).findings
    #expect(found.map(\.message) == ["1 2 1", "1 2 2"])
  }

  @Test func findsEachHitWithoutAnchors() throws {
    let both = """
      find:
        p: {keyword: {any: [P]}, role: agent}
        q: {keyword: {any: [Q]}, role: agent}
      when: p && q
      """
    try check(rule: both, ["坐席: ▸P◂ ▸P◂", "坐席: Q", "坐席: ▸P◂"])
    try check(rule: "require: {keyword: {any: [P]}, role: agent}", ["坐席: a"], .hit)
    let absence = try book("rulebook: t\nrules:\n  - id: r\n    require: {keyword: {any: [P]}, role: agent}\n")
    let found = try absence.judge(["客户: P", "坐席: a"]).findings
    #expect(found.count == 1)
    #expect(found.first?.turn == nil && found.first?.bytes == nil && found.first?.text == "")
    #expect(found.first?.trace.first?.searched == 1...2)
    // What the customer said is no near miss of what the agent left out.
    #expect(found.first?.trace.first?.nearest == nil)
  }
}
