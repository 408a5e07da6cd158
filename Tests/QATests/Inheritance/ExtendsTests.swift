import Testing

@testable import QA

@Suite struct ExtendsTests {
  private static let base = """
    rulebook: base
    lexicons:
      polite: [您好, 谢谢]
    rules:
      - id: greeting
        title: 问候
        severity: minor
        require: {keyword: {lexicon: polite}, role: agent, in: first 2 turns}
        tests:
          - {expect: miss, talk: ['坐席: 您好']}
      - {id: rude, forbid: {keyword: {any: [滚, 烦]}, role: agent}}
    scorecard:
      sections: [{id: s, items: [{rule: greeting, deduct: 5}, {rule: rude, deduct: 10}]}]
    """

  private func child(_ text: String) throws -> Rulebook {
    try book("rulebook: child\nextends: [base]\n" + text, files: ["base.yaml": Self.base])
  }

  @Test func takesEverythingOver() throws {
    let book = try child("")
    #expect(book.id == "child")
    #expect(book.rules.map(\.id) == ["greeting", "rude"])
    #expect(book.scorecard?.sections.flatMap(\.items).map(\.id) == ["greeting", "rude"])
    #expect(book.rules[0].location.file == "base.yaml")
    #expect(book.lexiconSizes.map { "\($0.name) \($0.words)" } == ["polite 2"])
  }

  /// A card without sections of its own changes the inherited one; with them it stands alone.
  @Test func changesTheScorecard() throws {
    func card(_ text: String) throws -> Scorecard { try #require(try child("scorecard:\n" + text).scorecard) }
    let stricter = try card("  pass: 95\n  bands: {优: 97}\n")
    #expect(stricter.pass == 9_500 && stricter.bands.map(\.name) == ["优"])
    #expect(stricter.sections.flatMap(\.items).map(\.id) == ["greeting", "rude"])
    let changed = try card(
      """
        sections+:
          - {id: s, cap: 8, items+: [{rule: greeting, deduct: 3}], items-: [rude]}
          - {id: conduct, items: [{rule: rude, fatal: evaluation}]}

      """)
    #expect(changed.sections.map(\.id) == ["s", "conduct"] && changed.sections[0].cap == 800)
    #expect(changed.sections[0].items.map(\.deduct) == [300])
    #expect(changed.sections[1].items.map(\.fatal) == [.evaluation])
    let own = try card("  sections: [{id: t, items: [{rule: rude, deduct: 1}]}]\n")
    #expect(own.sections.map(\.id) == ["t"] && own.pass == 8_500)
    #expect(throws: (any Error).self) {
      try book(
        "rulebook: t\nrules: [{id: r, forbid: {keyword: {any: [a]}, role: agent}}]\nscorecard: {sections+: []}\n")
    }
  }

  @Test func changesLexicons() throws {
    func hits(_ lexicon: String, _ word: String) throws -> Bool {
      let book = try child("lexicons:\n  polite: \(lexicon)\n")
      return try book.judge(["坐席: \(word)"], rule: "greeting").judgement.truth == .miss
    }
    #expect(try hits("{any+: [早上好]}", "早上好") && hits("{any+: [早上好]}", "您好"))
    #expect(try !hits("{any-: [谢谢]}", "谢谢") && hits("{any-: [谢谢]}", "您好"))
    #expect(try hits("[早上好]", "早上好") && !hits("[早上好]", "您好"))
    #expect(try hits("{any: [早上好], any+: [晚上好]}", "晚上好") && !hits("{any: [早上好]}", "您好"))
  }

  @Test func overridesRules() throws {
    let book = try child(
      """
      rules:
        - {id: greeting, severity: critical, require: {in: first 1 turns}}
        - {id: rude, forbid: {keyword: {any+: [蠢], any-: [烦]}}}
        - {id: new, forbid: {keyword: {any: [x]}, role: agent}}
      """)
    #expect(book.rules.map(\.id) == ["greeting", "rude", "new"])
    #expect(book.rules[0].severity == .critical && book.rules[0].title == "问候" && book.rules[0].tests.count == 1)
    #expect(book.rules[0].conditions[0].scope.section == .first(1, .turns))
    #expect(try book.judge(["坐席: 蠢"], rule: "rude").judgement == .hit)
    #expect(try book.judge(["坐席: 滚"], rule: "rude").judgement == .hit)
    #expect(try book.judge(["坐席: 烦"], rule: "rude").judgement == .miss)
  }

  @Test func replacesTheKindOfARule() throws {
    let book = try child("rules:\n  - {id: greeting, forbid: {keyword: {any: [喂]}, role: agent}}\n")
    #expect(!book.rules[0].isRequirement)
    #expect(try book.judge(["坐席: 喂"], rule: "greeting").judgement == .hit)
    let found = try child("rules:\n  - id: rude\n    find: {p: {keyword: {any: [滚]}, role: agent}}\n    when: p\n")
    #expect(try found.judge(["坐席: 滚"], rule: "rude").judgement == .hit)
  }

  @Test func replacesTheScorecard() throws {
    let book = try child("scorecard:\n  sections: [{id: t, items: [{rule: rude, deduct: 1}]}]\n")
    #expect(book.scorecard?.sections.map(\.id) == ["t"])
  }

  @Test func addsTests() throws {
    let book = try child("rules:\n  - {id: greeting, tests+: [{expect: hit, talk: ['坐席: 喂']}]}\n")
    #expect(book.rules[0].tests.map(\.expect) == [.miss, .hit])
  }

  /// A book that two parents share is applied once: the second parent must not undo the first one's changes.
  @Test func joinsADiamondOnce() throws {
    let files = [
      "base.yaml": Self.base,
      "left.yaml":
        "rulebook: left\nextends: [base]\nlexicons: {polite: {any+: [早]}}\nrules: [{id: rude, severity: critical}]\n",
      "right.yaml": "rulebook: right\nextends: [base]\nrules: [{id: greeting, severity: major}]\n",
    ]
    let book = try book("rulebook: child\nextends: [left, right]\n", files: files)
    #expect(book.rules.map(\.severity) == [.major, .critical])
    #expect(book.lexiconSizes.map(\.words) == [3])
    #expect(book.rules.count == 2)
  }

  @Test func findsParentsBesideTheBookFirst() throws {
    let sources = RulebookSources(
      readFile: { ["dir/a.yaml": "rulebook: a\nextends: [base]\n", "dir/base.yaml": Self.base][$0] },
      readBundled: { $0 == "base.yaml" ? "rulebook: base\nrules: [{id: bundled, forbid: {rule: {id: bundled}}}]" : nil }
    )
    #expect(try RulebookLoader(sources: sources).load("dir/a.yaml").rules.map(\.id) == ["greeting", "rude"])
    let bundled = RulebookSources(readFile: { _ in nil }, readBundled: { $0 == "base.yaml" ? Self.base : nil })
    #expect(try RulebookLoader(sources: bundled).load("base").rules.count == 2)
    #expect(throws: RulebookError.self) { try RulebookLoader(sources: bundled).load("base.yaml") }
  }

  @Test func hashesEverythingItIsMadeOf() throws {
    let one = try child("")
    #expect(try one.contentHash == child("").contentHash)
    #expect(one.contentHash.count == 64)
    #expect(try one.contentHash != child("# 注释\n").contentHash)
    let other = try book(
      "rulebook: child\nextends: [base]\n", files: ["base.yaml": Self.base.replacing("deduct: 5", with: "deduct: 6")])
    #expect(one.contentHash != other.contentHash)
  }
}
