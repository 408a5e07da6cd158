import Testing
import Transcripts

@testable import QA

/// What a score comes to: verdicts, bands, review, gathering.
@Suite struct VerdictTests {
  private static let rules = """
    rulebook: t
    rules:
      - {id: a, forbid: {keyword: {any: [甲]}, role: agent}}
      - {id: b, forbid: {keyword: {any: [乙]}, role: agent}}
      - {id: slow, forbid: {response_time: {seconds: 30}}}
      - {id: merit, as: merit, forbid: {keyword: {any: [优]}, role: agent}}
      - {id: trial, status: shadow, forbid: {keyword: {any: [丙]}, role: agent}}
      - {id: gold, applies: {metadata: {tier: gold}}, forbid: {keyword: {any: [甲]}, role: agent}}

    """

  private func evaluate(
    _ items: String, _ head: String, _ talk: [String], times: [Int] = [], metadata: [String: MetadataValue] = [:]
  ) throws -> Evaluation {
    let text = Self.rules + "scorecard:\n  \(head)\n  sections:\n    - {id: s, cap: 100, items: [\(items)]}\n"
    let all = try book(text).evaluate(talk, times: times, metadata: metadata)
    return try #require(all.last)
  }

  private func evaluate(_ items: String, _ talk: [String], metadata: [String: MetadataValue] = [:]) throws -> Evaluation
  {
    try evaluate(items, "pass: 85", talk, metadata: metadata)
  }

  private let talk = ["客户: 在吗", "坐席: 您好"]

  @Test func passesAndFails() throws {
    #expect(try evaluate("{rule: a, deduct: 15}", talk).verdict == .pass)
    #expect(try evaluate("{rule: a, deduct: 15}", ["客户: 在", "坐席: 甲"]).verdict == .pass)
    #expect(try evaluate("{rule: a, deduct: 15.01}", ["客户: 在", "坐席: 甲"]).verdict == .fail)
    let fatal = try evaluate("{rule: a, fatal: evaluation}", ["客户: 在", "坐席: 甲"])
    #expect(fatal.verdict == .fail && fatal.score == 0 && fatal.scoreBeforeFatal == 10_000 && fatal.isFatal)
  }

  @Test func namesBands() throws {
    let bands = "bands: {中: 70, 优: 95, 良: 85}"
    for (points, band) in [(0, "优"), (5, "优"), (6, "良"), (15, "良"), (30, "中"), (31, nil)] as [(Int, String?)] {
      #expect(try evaluate("{rule: a, deduct: \(points)}", bands, ["客户: 在", "坐席: 甲"]).band == band)
    }
  }

  @Test func reviewsWhatIsOpen() throws {
    let open = "{id: q, ask: 是否安抚, answers: {是: 0, 否: 20, 不适用: n/a}}"
    let review = try evaluate("{rule: a, deduct: 5}, \(open)", talk)
    #expect(review.verdict == .review)
    #expect(review.score == 10_000 && review.scoreMinimum == 8_000 && review.scoreMaximum == 10_000)
    #expect(review.items.map(\.outcome) == [.pass, .open])
    #expect(review.items[1].reason == .openQuestion)
    #expect(try evaluate("{rule: a, deduct: 5}, \(open)", "pass: 80", talk).verdict == .pass)
    #expect(try evaluate("{rule: a, deduct: 16}, \(open)", ["客户: 在", "坐席: 甲"]).verdict == .fail)
  }

  @Test func neverPassesAnUnknownFatal() throws {
    let unknown = try evaluate("{rule: slow, fatal: evaluation}, {rule: a, deduct: 5}", talk)
    #expect(unknown.verdict == .review)
    #expect(unknown.score == 10_000 && unknown.scoreMinimum == 0 && unknown.scoreMaximum == 10_000)
    #expect(unknown.unknownRules.contains { $0.rule == 2 && $0.reason == .noTimes })
    #expect(try evaluate("{rule: slow, deduct: 5}", talk).verdict == .pass)
    #expect(try evaluate("{rule: slow, deduct: 16}", talk).verdict == .review)
    #expect(try evaluate("{rule: slow, deduct: 16}", talk).score == nil)
    #expect(try evaluate("{rule: slow, fatal: evaluation}", "pass: 0", talk).verdict == .review)
  }

  @Test func leavesOutWhatDoesNotApply() throws {
    let gold = try evaluate("{rule: gold, deduct: 20}", ["客户: 在", "坐席: 甲"])
    #expect(gold.verdict == .notApplicable && gold.score == nil)
    #expect(gold.unknownRules.contains { $0.rule == 5 && $0.reason == .metadataMissing })
    let metadata: [String: MetadataValue] = ["tier": .string("gold")]
    #expect(try evaluate("{rule: gold, deduct: 20}", ["客户: 在", "坐席: 甲"], metadata: metadata).verdict == .fail)
    let basic: [String: MetadataValue] = ["tier": .string("basic")]
    let other = try evaluate("{rule: gold, deduct: 20}", ["客户: 在", "坐席: 甲"], metadata: basic)
    #expect(other.verdict == .notApplicable && !other.unknownRules.contains { $0.rule == 5 })
  }

  @Test func neverScoresTrials() throws {
    let trial = try evaluate("{rule: trial, deduct: 20}, {rule: a, deduct: 1}", ["客户: 在", "坐席: 丙"])
    #expect(trial.score == 10_000)
    #expect(trial.findings.count == 1)
    #expect(trial.items[0].outcome == .notApplicable)
  }

  @Test func praisesMerits() throws {
    let merit = try evaluate("{rule: a, deduct: 4}, {rule: merit, add: 3}", "bonus_cap: 2", ["客户: 在", "坐席: 优甲"])
    #expect(merit.score == 9_800)
    #expect(merit.items.map(\.outcome) == [.fail, .earned])
    #expect(try evaluate("{rule: merit, add: 3}", "bonus_cap: 5", talk).score == nil)
  }

  @Test func gathersLegsByTurns() throws {
    let legs = ["客户: 在", "坐席1: 甲", "坐席1: 好", "坐席2: 您好"]
    let whole = try evaluate("{rule: a, deduct: 20}", legs)
    #expect(whole.unit == .conversation && whole.turns == 4 && whole.legs == 2)
    #expect(whole.score == 8_500 && whole.verdict == .pass)
    let fatal = try evaluate("{rule: a, fatal: evaluation}", "pass: 10", legs)
    #expect(fatal.isFatal && fatal.verdict == .fail && fatal.score == 2_500)
    let review = try evaluate(
      "{rule: slow, fatal: evaluation}", "pass: 0", ["客户: 在", "坐席1: a", "客户: 在", "坐席2: b", "坐席1: b"])
    #expect(review.verdict == .review)
  }
}
