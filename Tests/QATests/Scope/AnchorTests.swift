import Testing

@testable import QA

/// `after`, `before`, `around`, `same` and how far they reach.
@Suite struct AnchorTests {
  /// A rule whose condition q is tied to p; findings stand at p.
  private func tied(_ anchor: String, role: String = "agent", when: String = "p && q") -> String {
    """
    find:
      p: {keyword: {any: [P]}, role: agent}
      q: {keyword: {any: [Q]}, role: \(role), \(anchor)}
    when: \(when)
    """
  }

  @Test func looksAfter() throws {
    try check(rule: tied("after: {of: p}"), ["坐席: ▸P◂", "客户: 嗯", "坐席: 嗯", "坐席: Q"])
    try check(rule: tied("after: {of: p}"), ["坐席: Q", "坐席: P"])
    try check(rule: tied("after: {of: p}"), ["坐席: Q P"])
    try check(rule: tied("after: {of: p, within: 0 turns}"), ["坐席: ▸P◂ Q"])
    try check(rule: tied("after: {of: p, within: 0 turns}"), ["坐席: P", "坐席: Q"])
  }

  /// The rest of the anchor's turn and the next n turns of the condition's own role.
  @Test func countsTurnsOfItsRole() throws {
    try check(rule: tied("after: {of: p, within: 1 turns}"), ["坐席: ▸P◂", "客户: a", "客户: b", "坐席: Q"])
    try check(rule: tied("after: {of: p, within: 1 turn}"), ["坐席: P", "坐席: a", "坐席: Q"])
    try check(rule: tied("after: {of: p, within: 2 turns}"), ["坐席: ▸P◂", "坐席: a", "坐席: Q"])
    try check(rule: tied("after: {of: p, within: 1 turns}", role: "customer"), ["坐席: ▸P◂", "坐席: a", "客户: Q"])
    try check(rule: tied("after: {of: p, within: 1 turns}", role: "customer"), ["坐席: P", "客户: a", "客户: Q"])
    try check(rule: tied("before: {of: p, within: 1 turns}"), ["坐席: Q", "客户: a", "坐席: ▸P◂"])
    try check(rule: tied("before: {of: p, within: 1 turns}"), ["坐席: Q", "坐席: a", "坐席: P"])
    try check(rule: tied("before: {of: p, within: 0 turns}"), ["坐席: Q ▸P◂"])
    try check(rule: tied("before: {of: p, within: 0 turns}"), ["坐席: P Q"])
  }

  @Test func looksAround() throws {
    try check(rule: tied("around: {of: p, within: 1 turns}"), ["坐席: Q", "坐席: ▸P◂"])
    try check(rule: tied("around: {of: p, within: 1 turns}"), ["坐席: ▸P◂", "坐席: Q"])
    try check(rule: tied("around: {of: p, within: 1 turns}"), ["坐席: Q", "坐席: a", "坐席: P", "坐席: a", "坐席: Q"])
    try check(rule: tied("around: {of: p}"), ["坐席: Q", "坐席: a", "坐席: a", "坐席: ▸P◂"])
  }

  /// The rest of the anchor's block and the next n blocks.
  @Test func countsBlocks() throws {
    try check(rule: tied("after: {of: p, within: 1 blocks}"), ["坐席: ▸P◂", "客户: a", "坐席: b", "坐席: c", "坐席: Q"])
    try check(rule: tied("after: {of: p, within: 1 block}"), ["坐席: P", "客户: a", "坐席: b", "客户: c", "坐席: Q"])
    try check(rule: tied("after: {of: p, within: 1 blocks}"), ["坐席: ▸P◂", "坐席: a", "客户: b", "坐席: Q"])
    try check(rule: tied("after: {of: p, within: 0 blocks}"), ["坐席: ▸P◂", "坐席: a", "坐席: Q"])
    try check(rule: tied("after: {of: p, within: 0 blocks}"), ["坐席: P", "客户: a", "坐席: Q"])
    try check(rule: tied("before: {of: p, within: 0 blocks}"), ["坐席: Q", "坐席: a", "坐席: ▸P◂"])
    try check(rule: tied("after: {of: p, within: 1 blocks}", role: "customer"), ["坐席: ▸P◂", "客户: a", "客户: Q"])
  }

  @Test func measuresTime() throws {
    let rule = tied("after: {of: p, within: 30s}")
    try check(rule: rule, ["坐席: ▸P◂", "坐席: Q"], times: [10, 40])
    try check(rule: rule, ["坐席: P", "坐席: Q"], times: [10, 41])
    try check(rule: rule, ["坐席: P", "坐席: Q"], .unknown)
    try check(rule: tied("before: {of: p, within: 30s}"), ["坐席: Q", "坐席: ▸P◂"], times: [10, 40])
    try check(rule: tied("before: {of: p, within: 30s}"), ["坐席: Q", "坐席: P"], times: [10, 41])
    try check(rule: tied("around: {of: p, within: 1m}"), ["坐席: Q", "坐席: ▸P◂"], times: [0, 60])
  }

  @Test func sharesAUnit() throws {
    try check(rule: tied("same: {of: p}"), ["坐席: Q ▸P◂"])
    try check(rule: tied("same: {of: p}"), ["坐席: Q", "坐席: P"])
    try check(rule: tied("same: {of: p, unit: sentence}"), ["坐席: 有P。有Q。"])
    try check(rule: tied("same: {of: p, unit: sentence}"), ["坐席: 有▸P◂和Q。好。"])
    try check(rule: tied("same: {of: p, unit: block}"), ["坐席: ▸P◂", "坐席: Q"])
    try check(rule: tied("same: {of: p, unit: block}"), ["坐席: P", "客户: a", "坐席: Q"])
    try check(rule: tied("same: {of: p, unit: conversation}"), ["坐席: ▸P◂", "客户: a", "坐席: Q"])
  }

  @Test func combinesWithASection() throws {
    try check(rule: tied("after: {of: p}, in: last 1 turns"), ["坐席: ▸P◂", "坐席: a", "坐席: Q"])
    try check(rule: tied("after: {of: p}, in: last 1 turns"), ["坐席: P", "坐席: Q", "坐席: a"])
    try check(rule: tied("after: {of: p}, in: first 1 turns"), ["坐席: P", "坐席: Q"])
  }

  @Test(arguments: ["3", "3 words", "-1 turns", "turns", "3 turns please", "abc", "1.5 turns", ""])
  func refuses(_ extent: String) throws {
    #expect(AnchorExtent(extent) == nil)
    let text = "rulebook: t\nrules:\n  - id: r\n    find:\n      p: {keyword: {any: [P]}, role: agent}\n"
    let found = try complaints(
      text + "      q: {keyword: {any: [Q]}, after: {of: p, within: '\(extent)'}}\n    when: p && q")
    #expect(found.map(\.message) == ["'within' cannot be '\(extent)'"])
  }
}
