import Testing

@testable import QA

/// `unit:`, `all:`, `min_chars:` and roles.
@Suite struct UnitTests {
  private func both(_ rest: String) -> String { "{keyword: {all: [贷款, 利率]}, role: agent\(rest)}" }

  @Test func joinsWhatAUnitHolds() throws {
    try check(both(""), ["坐席: ▸贷款◂吗？▸利率◂低。"])
    try check(both(", unit: sentence"), ["坐席: 贷款吗？利率低。"])
    try check(both(", unit: sentence"), ["坐席: ▸贷款◂的▸利率◂低。好吗？"])
    try check(both(", unit: block"), ["坐席: ▸贷款◂", "坐席: ▸利率◂"])
    try check(both(", unit: block"), ["坐席: 贷款", "客户: 嗯", "坐席: 利率"])
    try check(both(", unit: block"), ["坐席: 贷款", "系统: 提示", "坐席: 利率"])
    try check(both(", unit: conversation"), ["坐席: ▸贷款◂", "客户: 嗯", "坐席: ▸利率◂"])
    try check(both(", unit: conversation"), ["坐席: 贷款", "客户: 利率"])
  }

  @Test func joinsWithinTheSection() throws {
    try check(both(", unit: conversation, in: first 1 turns"), ["坐席: 贷款", "坐席: 利率"])
  }

  @Test func asksEveryUnit() throws {
    let every = "{keyword: {any: [您]}, role: agent, all: true}"
    try check(every, ["坐席: ▸您◂好", "客户: 嗯", "坐席: ▸您◂说"])
    try check(every, ["坐席: 您好", "坐席: 说"])
    try check("{keyword: {any: [您]}, role: agent, all: true, in: turns 5..6}", ["坐席: 您好"], .notApplicable)
    try check("{keyword: {any: [您]}, role: agent, all: true, unit: sentence}", ["坐席: 您好。说。"])
    try check("{keyword: {any: [您]}, role: agent, all: true, min_chars: 3}", ["坐席: 好", "坐席: ▸您◂请说吧"])
    try check("{keyword: {any: [您]}, role: agent, all: true, min_chars: 9}", ["坐席: 您好"], .notApplicable)
    try check("{regex: {match: 您}, role: agent, all: true}", ["坐席: 您好", "坐席: 说"])
    try check("{similar: {to: [您好很高兴为您服务]}, role: agent, all: true}", ["坐席: ▸您好很高兴为您服务◂"])
  }

  /// An unnamed speaker may be of the role: "all of them" cannot be known then.
  @Test func cannotKnowAboutEverybody() throws {
    try check("{keyword: {any: [您]}, role: agent, all: true}", ["坐席: 您好", "???: 说"], .unknown)
  }

  @Test func skipsShortUnits() throws {
    try check("{keyword: {any: [好]}, role: agent, min_chars: 3}", ["坐席: 好", "坐席: ▸好◂的呢"])
    try check("{keyword: {any: [好]}, role: agent, min_chars: 3, unit: sentence}", ["坐席: 好。▸好◂的呢。"])
  }

  @Test func listensToRoles() throws {
    let talk = ["坐席: x", "客户: x", "机器人: x", "主管: x", "系统: x"]
    for (index, role) in ["agent", "customer", "bot", "supervisor", "system"].enumerated() {
      let book = try book(forbid: "{keyword: {any: [x]}, role: \(role)}")
      let evaluator = try Evaluator(book: book)
      evaluator.view.ruleResults[0] = .miss
      var conversation = Talk.conversation(talk)
      evaluator.view.load(&conversation)
      let result = book.rules[0].evaluate(Leg.whole(evaluator.view.utterances), of: evaluator.view)
      #expect(result.drafts.map { $0.hit?.utterance } == [index])
    }
    try check("{keyword: {any: [x]}, role: [agent, customer]}", ["坐席: ▸x◂", "客户: ▸x◂", "系统: x"])
    try check("{keyword: {any: [x]}, role: any}", ["坐席: ▸x◂", "客户: ▸x◂", "系统: ▸x◂"])
    try check("{keyword: {any: [x]}}", ["坐席: ▸x◂", "未知: ▸x◂"])
    try check("{keyword: {any: [x]}, role: unknown}", ["坐席: x", "未知: ▸x◂"])
  }

  @Test func saysWhyItDoesNotKnow() throws {
    func reason(_ condition: String, _ talk: [String]) throws -> Judgement {
      try book(forbid: condition).judge(talk).judgement
    }
    #expect(try reason("{keyword: {any: [x]}, role: agent}", ["客户: x"]) == Judgement(.notApplicable, .roleAbsent))
    #expect(try reason("{keyword: {any: [x]}, role: agent}", ["未知: x"]) == Judgement(.unknown, .roleUnmapped))
    #expect(try reason("{keyword: {any: [x]}, role: agent}", ["坐席: x", "未知: x"]) == .hit)
    #expect(try reason("{keyword: {any: [x]}, role: agent}", ["坐席: a", "未知: x"]) == Judgement(.unknown, .roleUnmapped))
    #expect(try reason("{keyword: {any: [x]}, role: agent, in: first 9s}", ["坐席: x"]) == Judgement(.unknown, .noTimes))
    #expect(try reason("{gap: {seconds: 9}}", ["坐席: a", "客户: b"]) == Judgement(.unknown, .noTimes))
    #expect(
      try reason("{response_time: {seconds: 9}}", ["客户: a", "坐席: b"]) == Judgement(.unknown, .noTimes))
    #expect(try reason("{metadata: {field: csat, one_of: [1]}}", ["坐席: a"]) == Judgement(.unknown, .metadataMissing))
  }
}
