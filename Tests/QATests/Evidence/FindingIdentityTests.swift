import Testing
import Transcripts

@testable import QA

/// A finding keeps its id as long as rule, record and words are the same.
@Suite struct FindingIdentityTests {
  private static let rules = """
    rulebook: t
    rules:
      - {id: a, forbid: {keyword: {any: [甲]}, role: agent}}
      - {id: b, forbid: {keyword: {any: [乙]}, role: agent}}
      - {id: absent, require: {keyword: {any: [丁]}, role: agent}}
      - {id: slow, forbid: {gap: {seconds: 30}}}
    """

  private func ids(_ text: String, _ talk: [String], times: [Int] = [], id: String = "c1") throws -> [String: [UInt64]]
  {
    let book = try book(text)
    var conversation = Talk.conversation(talk, times: times)
    conversation.id = id
    let findings = try Evaluator(book: book).evaluate(&conversation).flatMap(\.findings)
    return Dictionary(grouping: findings) { book.rules[$0.rule].id }.mapValues { $0.map(\.id) }
  }

  private let talk = ["客户: 在吗", "坐席: 甲甲乙", "坐席: 甲"]
  private let times = [0, 100, 200]

  @Test func areUnique() throws {
    let all = try ids(Self.rules, talk, times: times).values.joined()
    #expect(all.count == 7)
    #expect(Set(all).count == 7)
  }

  @Test func doNotDependOnOtherRules() throws {
    let before = try ids(Self.rules, talk, times: times)
    let other = """
      rulebook: other
      rules:
        - {id: first, forbid: {keyword: {any: [在]}, role: customer}}
        - {id: a, title: 新标题, message: '{text}', severity: critical, forbid: {keyword: {any: [甲, 丙]}, role: agent}}
      """
    #expect(try ids(other, talk)["a"] == before["a"])
  }

  @Test func doNotDependOnLaterTurns() throws {
    let before = try ids(Self.rules, talk, times: times)
    let after = try ids(Self.rules, talk + ["客户: 好", "坐席: 甲"], times: times + [201, 202])
    #expect(after["a"]?.prefix(3) == before["a"]?.prefix(3))
    #expect(after["absent"] == before["absent"])
  }

  /// A finding at a turn as such is the same finding when an earlier one is no longer found.
  @Test func doNotDependOnEarlierFindings() throws {
    let before = try ids(Self.rules, talk, times: times)
    let stricter = Self.rules.replacing("seconds: 30", with: "seconds: 99.5")
    #expect(try ids(stricter, talk, times: [0, 99, 200])["slow"] == before["slow"].map { [$0[1]] })
  }

  @Test func dependOnRecordAndRule() throws {
    let before = try ids(Self.rules, talk, times: times)
    #expect(try ids(Self.rules, talk, times: times, id: "c2")["a"] != before["a"])
    #expect(try ids(Self.rules.replacing("id: a,", with: "id: z,"), talk, times: times)["z"] != before["a"])
  }

  @Test func areTheSameInEveryRun() throws {
    let evaluator = try Evaluator(book: book(Self.rules))
    var seen: Set<[UInt64]> = []
    for _ in 0..<3 {
      var conversation = Talk.conversation(talk, times: times)
      seen.insert(evaluator.evaluate(&conversation).flatMap { $0.findings.map(\.id) })
    }
    #expect(seen.count == 1)
  }

  /// Ids go into files that people keep: they must not change from release to release.
  @Test func areThoseOfTheFirstRelease() throws {
    let found = try ids(
      "rulebook: t\nrules: [{id: a, forbid: {keyword: {any: [甲]}, role: agent}}]\n", ["客户: 在", "坐席: 甲"])
    #expect(found["a"] == [StableHash.hash("c1|a|1|1|0|3")])
  }
}
