import Testing

@testable import QA

/// `in:` and what it counts.
@Suite struct SectionTests {
  private func x(_ section: String) -> String { "{keyword: {any: [x]}, role: agent, in: \(section)}" }

  @Test func countsTurnsOfTheRole() throws {
    let talk = ["客户: x", "坐席: ▸x◂", "客户: x", "坐席: ▸x◂", "坐席: x"]
    try check(x("first 2 turns"), talk)
    try check(x("turns 1..2"), talk)
    try check(x("first 50%"), talk)
    try check(x("all"), ["坐席: ▸x◂", "客户: x", "坐席: ▸x◂"])
    try check(x("first turn"), ["客户: x", "坐席: ▸x◂", "坐席: x"])
    try check(x("last turn"), ["坐席: x", "坐席: ▸x◂", "客户: x"])
    try check(x("last 2 turns"), ["坐席: x", "坐席: ▸x◂", "客户: x", "坐席: ▸x◂", "客户: x"])
    try check(x("last 1%"), ["坐席: x", "坐席: ▸x◂"])
    try check(x("first 100%"), ["坐席: ▸x◂", "坐席: ▸x◂"])
    try check(x("turns 2..3"), ["坐席: x", "客户: x", "坐席: ▸x◂", "坐席: ▸x◂", "坐席: x"])
    try check(x("turns 2..9"), ["坐席: x", "坐席: ▸x◂"])
    try check(x("turns 3..9"), ["坐席: x", "坐席: x"])
    try check(x("first 9 turns"), ["坐席: ▸x◂", "坐席: ▸x◂"])
    try check(x("last 9 turns"), ["坐席: ▸x◂", "坐席: ▸x◂"])
  }

  @Test func countsTurnsOfEverybody() throws {
    try check("{keyword: {any: [x]}, role: agent, in: first 2 turns, absolute: true}", ["客户: x", "坐席: ▸x◂", "坐席: x"])
    try check("{keyword: {any: [x]}, role: agent, in: last 2 turns, absolute: true}", ["坐席: x", "坐席: ▸x◂", "客户: x"])
    try check("{keyword: {any: [x]}, role: agent, in: turns 2..2, absolute: true}", ["客户: a", "坐席: ▸x◂", "坐席: x"])
    try check("{keyword: {any: [x]}, role: agent, in: turns 1..1, absolute: true}", ["客户: x", "坐席: x"])
  }

  @Test func countsSentences() throws {
    try check(x("first 2 sentences"), ["客户: x。x。", "坐席: ▸x◂一。", "坐席: ▸x◂二。x三。"])
    try check(x("last 2 sentences"), ["坐席: x一。▸x◂二。", "客户: x。", "坐席: ▸x◂三。"])
    try check(x("first sentence"), ["坐席: ▸x◂一。x二。"])
    try check(x("last sentence"), ["坐席: x一。▸x◂二。"])
    try check(x("first 9 sentences"), ["坐席: ▸x◂一。▸x◂二。"])
  }

  @Test func countsBlocks() throws {
    let block = ["坐席: ▸x◂", "坐席: ▸x◂", "客户: x", "坐席: x"]
    try check(x("first block"), block)
    try check(x("first 1 blocks"), block)
    try check(x("first 2 blocks"), ["坐席: ▸x◂", "坐席: ▸x◂", "客户: 嗯", "坐席: ▸x◂", "客户: 嗯", "坐席: x"])
    try check(x("last block"), ["坐席: x", "客户: 嗯", "坐席: ▸x◂", "坐席: ▸x◂", "客户: x"])
    try check(x("first 9 blocks"), ["坐席: ▸x◂", "客户: 嗯", "坐席: ▸x◂"])
  }

  @Test func measuresTime() throws {
    try check(x("first 30s"), ["坐席: ▸x◂", "坐席: ▸x◂", "坐席: x"], times: [0, 30, 31])
    try check(x("last 30s"), ["坐席: x", "坐席: ▸x◂", "坐席: ▸x◂"], times: [0, 1, 31])
    try check(x("first 1m"), ["坐席: ▸x◂", "坐席: x"], times: [0, 61])
    try check(x("first 30s"), ["坐席: x"], .unknown)
    try check(x("last 30s"), ["坐席: x"], .unknown)
  }

  @Test(arguments: [
    "", "some", "first", "first 0 turns", "first -1 turns", "turns 0..2", "turns 3..2", "turns 2", "turns a..b",
    "first 0%",
    "last 101%", "first 30", "first 3 words", "FIRST 3 turns", "last 2 turns now", "first 1.5 turns", "first NaNs",
  ])
  func refuses(_ text: String) throws {
    #expect(ScopeSection(text) == nil)
    let found = try complaints(
      "rulebook: t\nrules:\n  - {id: r, forbid: {keyword: {any: [x]}, role: agent, in: '\(text)'}}")
    #expect(found.map(\.message) == ["'in' cannot be '\(text)'"])
  }
}
