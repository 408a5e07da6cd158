import Testing
import Transcripts

@testable import QA

/// Status, `applies` and `valid`.
@Suite struct ApplicabilityTests {
  private func judge(_ keys: String, _ change: (inout Conversation) -> Void = { _ in }) throws -> Judgement {
    let book = try book("rulebook: t\nrules:\n  - {id: r, \(keys), forbid: {keyword: {any: [x]}, role: agent}}\n")
    let evaluator = try Evaluator(book: book)
    var conversation = Talk.conversation(["客户: 在", "坐席: x"])
    change(&conversation)
    return evaluator.judge(0, on: &conversation, ignoringApplicability: false).judgement
  }

  @Test func asksForMetadata() throws {
    let keys = "applies: {metadata: {product: [fund, insurance]}}"
    #expect(try judge(keys) == Judgement(.notApplicable, .metadataMissing))
    #expect(try judge(keys) { $0.metadata.append("product", .string("fund")) } == .hit)
    #expect(
      try judge(keys) { $0.metadata.append("product", .string("loan")) } == Judgement(.notApplicable, .doesNotApply))
    #expect(try judge(keys) { $0.metadata.append("product", .list([.string("loan"), .string("fund")])) } == .hit)
    #expect(try judge(keys) { $0.metadata.append("product", .null) } == Judgement(.notApplicable, .metadataMissing))
    #expect(try judge("applies: {metadata: {tier: 3}}") { $0.metadata.append("tier", .integer(3)) } == .hit)
  }

  @Test func asksForChannelAndLanguage() throws {
    #expect(try judge("applies: {channel: chat}") { $0.channel = "chat" } == .hit)
    #expect(try judge("applies: {channel: chat}") { $0.channel = "call" } == Judgement(.notApplicable, .doesNotApply))
    #expect(try judge("applies: {channel: chat}") == Judgement(.notApplicable, .metadataMissing))
    #expect(try judge("applies: {language: zh}") { $0.language = "zh-CN" } == .hit)
    #expect(try judge("applies: {language: zh}") { $0.language = "zha" } == Judgement(.notApplicable, .doesNotApply))
    #expect(try judge("applies: {language: zh}") == Judgement(.notApplicable, .metadataMissing))
  }

  @Test func holdsBetweenDays() throws {
    func on(_ milliseconds: Int64, _ keys: String) throws -> Judgement {
      try judge(keys) {
        $0.startedAt = milliseconds
        $0.timeBasis = .absolute
      }
    }
    let day: Int64 = 1_767_225_600_000  // 2026-01-01T00:00:00Z
    let outside = Judgement(.notApplicable, .outsideValidity)
    #expect(try on(day, "valid: {from: 2026-01-01}") == .hit)
    #expect(try on(day - 1, "valid: {from: 2026-01-01}") == outside)
    #expect(try on(day + 86_399_999, "valid: {to: 2026-01-01}") == .hit)
    #expect(try on(day + 86_400_000, "valid: {to: 2026-01-01}") == outside)
    #expect(try on(day, "valid: {from: 2025-12-01, to: 2026-02-01}") == .hit)
    #expect(try judge("valid: {from: 2026-01-01}") == Judgement(.unknown, .noTimes))
    // Days are those of the contact's clock: 2025-12-31T17:00Z is already 2026 in Shanghai.
    let there = try judge("valid: {from: 2026-01-01}") {
      $0.startedAt = day - 7 * 3_600_000
      $0.timeBasis = .absolute
      $0.clockOffset = 8 * 3600
    }
    #expect(there == .hit)
  }

  @Test(
    arguments: [
      (0, "1970-01-01"), (86_399_999, "1970-01-01"), (-1, "1969-12-31"), (951_782_400_000, "2000-02-29"),
      (1_709_251_199_999, "2024-02-29"), (1_735_689_599_999, "2024-12-31"), (4_107_542_400_000, "2100-03-01"),
    ] as [(Int64, String)])
  func knowsTheCalendar(_ time: Int64, _ expected: String) { #expect(CivilDay.text(milliseconds: time) == expected) }

  @Test func runsByStatus() throws {
    let text = """
      rulebook: t
      rules:
        - {id: draft, status: draft, forbid: {keyword: {any: [x]}, role: agent}}
        - {id: shadow, status: shadow, forbid: {keyword: {any: [x]}, role: agent}}
        - {id: active, forbid: {keyword: {any: [x]}, role: agent}}
        - {id: retired, status: retired, forbid: {keyword: {any: [x]}, role: agent}}
        - {id: asks, forbid: {rule: {id: retired, result: na}}}
      """
    let book = try book(text)
    let found = try book.evaluate(["客户: 在", "坐席: x"])[0].findings
    #expect(found.map { book.rules[$0.rule].id } == ["shadow", "active", "asks"])
  }

  @Test func asksOtherRules() throws {
    let text = """
      rulebook: t
      rules:
        - id: asks
          find: {a: {rule: {id: rude}}, b: {keyword: {any: [好]}, role: agent}}
          when: a && b
        - {id: rude, forbid: {keyword: {any: [滚]}, role: agent}}
        - {id: slow, forbid: {gap: {seconds: 9}}}
        - {id: waits, forbid: {rule: {id: slow}}}
      """
    let book = try book(text)
    let result = try book.evaluate(["客户: 在", "坐席: 滚", "坐席: 好"])[0]
    #expect(result.findings.map { book.rules[$0.rule].id } == ["asks", "rude"])
    #expect(result.unknownRules.map { book.rules[$0.rule].id } == ["slow", "waits"])
  }
}
