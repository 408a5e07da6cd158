import Foundation
import Testing
import Transcripts

@testable import QA

@Suite struct RuleLifeTests {
  // MARK: Starter books

  @Test(arguments: StarterBook.Trade.allCases, [true, false])
  func startersAreClean(_ trade: StarterBook.Trade, _ isChinese: Bool) throws {
    let book = try book(StarterBook.yaml(trade: trade, isChinese: isChinese))
    #expect(book.warnings.isEmpty && book.lint().isEmpty)
    let results = try Evaluator(book: book).runTests()
    #expect(results.count >= 10 && results.allSatisfy(\.passes))
    #expect(book.scorecard != nil)
  }

  // MARK: Promotion

  private static let conversation = {
    var conversation = Talk.conversation(
      ["客户: \"在吗\"", "坐席: 您好", "坐席2: 我来\n处理"], times: [10, 12, 15])
    conversation.id = "c-1"
    return conversation
  }()

  static let books = [
    // A block of tests, a flow list, an empty one, none at all, comments, the last rule.
    "rulebook: b\nrules:\n  - id: r\n    forbid: { keyword: { any: [x] }, role: agent }\n    tests:   # why\n      - { expect: hit, talk: [\"坐席: x\"] }\n  - id: s\n    forbid: { keyword: { any: [y] }, role: agent }\n",
    "rulebook: b\nrules:\n  - id: r\n    tests: [ { expect: hit, talk: [\"坐席: x\"] } ]  # end\n    forbid: { keyword: { any: [x] }, role: agent }\n",
    "rulebook: b\nrules:\n  - id: r\n    tests: []\n    forbid: { keyword: { any: [x] }, role: agent }",
    "rulebook: b\nrules:\n  # a comment\n  - id: r   # its id\n    forbid: { keyword: { any: [x] }, role: agent }\nscorecard:\n  sections: [ { id: s, items: [ { rule: r, deduct: 1 } ] } ]\n",
    "rulebook: b\r\nrules:\r\n  - id: r\r\n    forbid: { keyword: { any: [x] }, role: agent }\r\n",
    "rulebook: b\nrules:\n- title: first\n  id: r\n  tests:\n  - expect: hit\n    talk: [\"坐席: x\"]\n  forbid: { keyword: { any: [x] }, role: agent }\n",
    "rulebook: b\nrules:\n  - id: r\n    forbid: { keyword: { any: [x] }, role: agent }\n    tests: [\n      { expect: hit, talk: [\"坐席: x\"] } ]\n",
  ]

  @Test(arguments: books) func putsATestInItsPlace(_ text: String) throws {
    let test = RulePromotion.test(
      from: Self.conversation, expect: .miss, name: "c-1: 申诉", isChinese: true)
    let changed = try RulePromotion.splice(test: test, into: "r", of: text, name: "b.yaml")
    let old = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let new = changed.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // Whole lines are kept; at most one of them grew.
    #expect(old.count(where: { !new.contains($0) }) <= 1)
    let book = try book(changed)
    let added = try #require(book.rules[0].tests.first)
    #expect(added.name == "c-1: 申诉" && added.expect == .miss && added.times == [0, 2, 5])
    #expect(added.talk == ["客户: \"在吗\"", "坐席: 您好", "坐席2: 我来 处理"])
    #expect(try Evaluator(book: book).runTests(of: [0]).allSatisfy(\.passes))
  }

  static let refusals = [
    "rulebook: b\nrules: [ { id: r, forbid: { keyword: { any: [x] } } } ]\n", "rulebook: b\nrules:\n  - id: other\n",
    "rulebook: b\n", "{", "",
  ]

  @Test(arguments: refusals) func refusesWhatItCannotDo(_ text: String) {
    #expect(throws: RulePromotion.Refusal.self) {
      try RulePromotion.splice(test: "{ expect: hit, talk: [\"坐席: x\"] }", into: "r", of: text, name: "b.yaml")
    }
  }

  // MARK: Reference

  /// `docs/operators.md` says what the code says; `qa-cli rules reference > docs/operators.md` makes it again.
  @Test func referenceIsTrue() throws {
    let page = try String(contentsOf: repository.appendingPathComponent("docs/operators.md"), encoding: .utf8)
    #expect(page == OperatorReference.markdown, "run: qa-cli rules reference > docs/operators.md")
  }

  // MARK: Fact tables

  private static let factBook = """
    rulebook: b
    rules:
      - id: r
        forbid: { fact: { table: facts.csv, field: 年化, words: [年化, 收益率] }, role: agent }
        message: 说的是 {value}，应为 {expected}
    """

  static let tables = [
    "product,field,value,unit,valid_from,valid_to,note\nA,年化,3.5,%,,,\"a, b\"\nA,手续费,1,%,,,\n",
    "\u{FEFF}product\tfield\tvalue\r\nA\t年化\t３．５％\r\n", "product,field,value\n\nA,年化,百分之三点五\n",
  ]

  @Test(arguments: tables) func readsTablesBesideTheBook(_ table: String) throws {
    let book = try book(Self.factBook, files: ["facts.csv": table])
    let wrong = try book.judge(["坐席: 年化4%，很划算"], metadata: ["product": .string("a")])
    #expect(wrong.findings.map(\.message) == ["说的是 4，应为 3.5"])
    #expect(wrong.findings.first?.expected == 3.5 && wrong.findings.first?.trace.first?.expected == 3.5)
    #expect(try book.judge(["坐席: 收益率3.5%"], metadata: ["product": .string("A")]).judgement.truth == .miss)
  }

  @Test func knowsValuesByDay() throws {
    let table = "product,field,value,valid_from,valid_to\nA,年化,3%,,2026-01-31\nA,年化,4%,2026-02-01,\n"
    let book = try book(Self.factBook, files: ["facts.csv": table])
    for (day, value, truth) in [("2026-01-31", 3, Truth.miss), ("2026-02-01", 3, .hit), ("2026-02-01", 4, .miss)] {
      var conversation = Talk.conversation(["坐席: 年化\(value)%"], metadata: ["product": .string("A")])
      conversation.timeBasis = .local
      conversation.startedAt = try milliseconds(day)
      let evaluator = try Evaluator(book: book)
      #expect(evaluator.judge(0, on: &conversation, ignoringApplicability: false).judgement.truth == truth, "\(day)")
    }
  }

  private func milliseconds(_ day: String) throws -> Int64 {
    let date = try Date("\(day)T12:00:00Z", strategy: .iso8601)
    return Int64(date.timeIntervalSince1970 * 1000)
  }

  @Test(arguments: [
    ("product,field,value\nA,年化,高\n", "is no value"), ("product,field,value\nA,费率,3%\n", "no field '年化'"),
    ("product,field,value\nA,年化,3%\nB,年化,3天\n", "two kinds"), ("product,field,valu\nA,年化,3%\n", "unknown key 'valu'"),
    ("product,field,value,valid_from\nA,年化,3%,春天\n", "must be a day"), ("", "is empty"),
  ]) func tellsWhatIsWrongWithATable(_ table: String, _ words: String) throws {
    let found = try complaints(Self.factBook, files: ["facts.csv": table])
    #expect(found.contains { $0.message.contains(words) }, "\(found.map(\.message))")
  }

  @Test(arguments: [
    "{number: {kind: money, value: 很多}, role: agent}", "{number: {kind: percent, value: 3天}, role: agent}",
    "{number: {kind: date, value: 3月}, role: agent}", "{number: {kind: percent, currency: CNY}, role: agent}",
    "{number: {}, role: agent}", "{ended_by: {party: boss}}", "{answer: {within: soon}}", "{answer: {pairs: [x]}}",
    "{ratio: {value: 3, against: boss}}", "{fact: {table: missing.csv, field: x}, role: agent}",
    "{fact: {table: ../x.csv, field: x}, role: agent}",
  ]) func refusesWrongArguments(_ condition: String) throws {
    let found = try complaints("rulebook: t\nrules:\n  - id: r\n    forbid: \(condition)\n")
    #expect(found.contains { $0.severity == .error })
  }
}
