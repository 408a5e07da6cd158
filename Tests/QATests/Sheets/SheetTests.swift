import Foundation
import TestSupport
import Testing
import Transcripts

@testable import QA

@Suite struct SheetTests {
  private func sheets(_ written: [WrittenSheet]) -> [SheetFile] {
    written.compactMap { sheet in
      SheetFile(
        name: sheet.name, rows: sheet.rows.enumerated().map { SheetFile.Row(line: $0 + 1, cells: $1) })
    }
  }

  private func run(_ sheets: [SheetFile], isChinese: Bool = true) throws -> ImportedRulebook {
    var importer = RulebookImport(path: "sheets", sheets: sheets, identifier: "book", isChinese: isChinese)
    do {
      return try importer.run()
    } catch let error as SheetProblems {
      throw BrokenBook(report: error.problems.map(\.rendered).joined(separator: "\n"))
    }
  }

  private func problems(_ sheets: [SheetFile]) -> [String] {
    var importer = RulebookImport(path: "sheets", sheets: sheets, identifier: "book", isChinese: true)
    do {
      _ = try importer.run()
      return []
    } catch {
      return (error as? SheetProblems)?.problems.map(\.rendered) ?? ["\(error)"]
    }
  }

  private func sheet(_ name: String, _ rows: [[String]]) -> SheetFile? {
    SheetFile(name: name, rows: rows.enumerated().map { SheetFile.Row(line: $0 + 1, cells: $1) })
  }

  /// A book survives the way to sheets and back, in either language: same sheets again, same results of every test.
  @Test(arguments: BundledRules.books.flatMap { book in [(book, true), (book, false)] })
  func survivesTheRoundTrip(_ name: String, _ isChinese: Bool) throws {
    let sources = RulebookSources(readFile: { _ in nil }, readBundled: BundledRules.text)
    let text = try #require(BundledRules.text(name + ".yaml"))
    let written = try RulebookExport(sources: sources, isChinese: isChinese).sheets(
      text: text, name: name, directory: nil)
    let imported = try run(sheets(written))
    let files = Dictionary(uniqueKeysWithValues: imported.files.map { ("x/" + $0.path, $0.text) })
    let back = RulebookSources(readFile: { files[$0] }, readBundled: BundledRules.text)
    let again = try RulebookExport(sources: back, isChinese: isChinese).sheets(
      text: imported.yaml, name: name, directory: "x/")
    #expect(again == written)
    let book = try RulebookLoader(sources: back).load(text: imported.yaml, name: "x/book.yaml")
    let original = try Bundled.book(name)
    #expect(book.rules.map(\.id) == original.rules.map(\.id))
    guard isChinese else { return }
    let (a, b) = (try Evaluator(book: original).runTests(), try Evaluator(book: book).runTests())
    #expect(a.map { "\($0.rule) \($0.actual) \($0.detail)" } == b.map { "\($0.rule) \($0.actual) \($0.detail)" })
  }

  @Test func keepsWhatIsAwkward() throws {
    let text = """
      rulebook: odd
      language: zh
      extends: [online-service-zh]
      lexicons:
        thanks: { any+: ["a;b", "=1+1"], any-: [谢啦] }
        odd: ["[x]", "a, b", "#c", "'q'", "12"]
      rules:
        - id: "r:1"
          tags: [甲, "乙；丙"]
          valid: { from: 2026-01-01 }
          forbid: { keyword: { any: ["x;y"] }, role: [agent, bot], exclude: ["(a|b);"] }
          tests: [ { expect: hit, kind: evasion, at: [2], times: [0, 3], talk: ["客户: a;b", "坐席: x;y \\"z\\""], metadata: { p: [a, b] }, todo: true } ]
        - id: r2
          find: { a: { keyword: { any: [b] }, role: agent }, c: { gap: { seconds: 30s }, role: agent, after: { of: a } } }
          when: a && !c
      """
    let sources = RulebookSources(readFile: { _ in nil }, readBundled: BundledRules.text)
    for isChinese in [true, false] {
      let exporter = RulebookExport(sources: sources, isChinese: isChinese)
      let written = try exporter.sheets(text: text, name: "t", directory: "")
      let imported = try run(sheets(written))
      #expect(try exporter.sheets(text: imported.yaml, name: "t", directory: "") == written)
      let (a, b) = (FlowYAML.read(text)?["rules"], FlowYAML.read(imported.yaml)?["rules"])
      #expect(b?.elements[0]["tests"]?.elements[0]["kind"]?.text == "evasion")
      #expect(a?.elements[1]["when"]?.text == b?.elements[1]["when"]?.text)
      #expect(
        RulePromotion.same(a?.elements[0]["tests"]?.elements[0]["talk"], b?.elements[0]["tests"]?.elements[0]["talk"]))
      #expect(RulePromotion.same(a?.elements[0]["forbid"]?["exclude"], b?.elements[0]["forbid"]?["exclude"]))
    }
  }

  static let mistakes: [([[String]], [[String]], [String])] = [
    ([["编号", "级别", "词语"], ["r", "严种", "保本"]], [], ["sheets:2", "sheet 规则", "级别", "严种"]),
    ([["编号", "词语"], ["", "保本"]], [], ["sheets:2", "编号", "no id"]),
    ([["编号", "词语"], ["r", "保本"], ["r", "保息"]], [], ["sheets:3", "stands twice"]),
    ([["编号", "词语", "颜色"], ["r", "保本", "红"]], [], ["sheets:1", "颜色", "no such column"]),
    ([["编号", "条件"], ["r", "{ keyword: "]], [], ["sheets:2", "条件", "no YAML"]),
    ([["编号", "角色"], ["r", "坐席"]], [], ["sheets:2", "词语"]),
    ([["编号", "词语", "角色"], ["r", "保本", "老板"]], [], ["sheets:2", "角色", "老板"]),
    (
      [["编号", "词语"], ["r", "保本"]], [["规则", "预期", "对话"], ["x", "命中", "坐席: 保本"]], ["sheet 用例", "no rule is named 'x'"]
    ),
    ([["编号", "词语"], ["r", "保本"]], [["规则", "预期", "对话"], ["r", "命钟", "坐席: 保本"]], ["sheets:2", "sheet 用例", "命钟"]),
    ([["编号", "词语"], ["r", "保本"]], [["规则", "预期", "对话"], ["r", "命中", "保本"]], ["sheets:2", "sheet 用例", "对话"]),
  ]

  @Test(arguments: mistakes) func namesSheetRowAndColumn(_ rules: [[String]], _ tests: [[String]], _ words: [String])
    throws
  {
    let found = problems([sheet("规则", rules), sheet("用例", tests)].compactMap { $0 })
    let text = found.joined(separator: "\n")
    #expect(!found.isEmpty)
    for word in words { #expect(text.contains(word), "\(word) in \(text)") }
  }

  // MARK: Word lists

  @Test(arguments: [
    [["词"], ["保本"], ["零风险"]], [["保本"], ["零风险"]], [["Word", "Note"], ["保本", ""], ["零风险", "x"]],
    [["序号", "敏感词"], ["1", "保本"], ["2", "零风险"]],
  ]) func readsAPlainList(_ rows: [[String]]) throws {
    let imported = try run([sheet("Sheet1", rows)].compactMap { $0 })
    #expect(imported.wordCount == 2 && imported.ruleCount == 1)
    let files = Dictionary(uniqueKeysWithValues: imported.files.map { ($0.path, $0.text) })
    let book = try book(imported.yaml, files: files)
    #expect(book.lint().isEmpty)
    #expect(try Evaluator(book: book).runTests().allSatisfy(\.passes))
    #expect(try book.judge(["坐席: 零风险"]).judgement.truth == .hit)
  }

  @Test func groupsByCategoryAndLevel() throws {
    let rows = [
      ["词", "级别", "分类", "备注"], ["保本", "严重", "承诺", ""], ["保 息", "高", "承诺", "空格"], ["绝对", "轻微", "", ""],
      ["ＡＢ", "", "用语", ""], ["ab", "", "用语", "重复"], ["滚", "怪", "用语", ""],
    ]
    let imported = try run([sheet("词库", rows)].compactMap { $0 })
    #expect(imported.wordCount == 5 && imported.ruleCount == 3)
    #expect(imported.notes.count == 3, "doubled, short, unknown level: \(imported.notes)")
    let files = Dictionary(uniqueKeysWithValues: imported.files.map { ($0.path, $0.text) })
    let book = try book(imported.yaml, files: files)
    #expect(book.rules.map(\.severity) == [.critical, .minor, .major])
    #expect(book.lint().isEmpty)
    #expect(try Evaluator(book: book).runTests().allSatisfy(\.passes))
    #expect(book.lexiconSizes.map(\.words).reduce(0, +) == 5)
  }

  @Test func refusesNothing() {
    #expect(!problems([]).isEmpty)
    #expect(!problems([sheet("x", [["a", "b"], ["1", "2"]])].compactMap { $0 }).isEmpty)
  }
}
