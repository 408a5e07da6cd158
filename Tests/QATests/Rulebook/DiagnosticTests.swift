import TestSupport
import Testing

@testable import QA

@Suite struct DiagnosticTests {
  /// Every broken book with everything the loader says about it.
  @Test func saysWhatIsWrong() throws {
    var report = ""
    for test in BrokenBookCase.all {
      let found = try complaints(test.text, files: test.files)
      #expect(!found.isEmpty, "\(test.name)")
      #expect(found.allSatisfy { $0.severity == .error && $0.location.line > 0 && $0.location.column > 0 })
      report += "=== \(test.name)\n" + found.map { $0.rendered + "\n" }.joined() + "\n"
    }
    let difference = try GoldenFile("diagnostics.txt", in: "QATests").difference(from: report)
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test func knowsManyBrokenBooks() {
    #expect(BrokenBookCase.all.count >= 30)
    #expect(Set(BrokenBookCase.all.map(\.name)).count == BrokenBookCase.all.count)
  }

  @Test func reportsEveryMistakeInOneRun() throws {
    let found = try complaints(
      "rulebook: t\nrules:\n  - {id: a, forbid: {keywrod: {}}}\n  - {id: b, forbid: {regex: {match: '('}, role: agent}}\n  - {id: c}\n"
    )
    #expect(found.map(\.location.line) == [3, 4, 5])
  }

  @Test func warnsAndGoesOn() throws {
    let book = try book(
      """
      rulebook: t
      rules:
        - {id: a, forbid: {regex: {match: '(a+)+(?=!)'}, role: agent}}
        - id: b
          find:
            p: {keyword: {any: [x]}, role: agent}
            q: {keyword: {any: [y]}, role: agent}
          when: p
      scorecard:
        mode: weighted
        sections:
          - {id: s, weight: 60, items: [{rule: a}, {rule: b}]}
      """)
    let rendered = book.warnings.map(\.rendered).joined(separator: "\n") + "\n"
    let difference = try GoldenFile("warnings.txt", in: "QATests").difference(from: rendered)
    #expect(difference == nil, "\(difference ?? "")")
    #expect(book.warnings.allSatisfy { $0.severity == .warning })
  }

  /// Words that only look empty, or only look different, are words.
  @Test(arguments: ["ＶＩＰ", "１２３", "①", "ﬁ", "e\u{301}", "👍", "？", "C++"]) func takesWords(_ word: String) throws {
    #expect(
      try complaints("rulebook: t\nrules:\n  - {id: a, forbid: {keyword: {any: ['\(word)']}, role: agent}}\n").isEmpty)
  }

  /// An alias bomb and endless nesting are refused at once, not after a walk.
  @Test(.timeLimit(.minutes(1))) func refusesBombs() throws {
    var bomb = "rulebook: t\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<40 {
      let alias = "*a\(level - 1)"
      bomb += "a\(level): &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
    }
    let start = ContinuousClock.now
    #expect(try complaints(bomb).isEmpty == false)
    #expect(ContinuousClock.now - start < .seconds(5))
    let deep = "rulebook: t\nrules: " + String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(try complaints(deep).first?.message.contains("levels") == true)
  }

  @Test(arguments: ["[", "{a: ", "- "]) func survivesEndlessNesting(_ opening: String) throws {
    let deep = "rulebook: t\nrules:\n  " + String(repeating: opening, count: 100_000)
    #expect(try complaints(deep).isEmpty == false)
  }

  @Test(arguments: ["\n", "\r\n"]) func showsLinesOfWindowsFiles(_ lineBreak: String) throws {
    let lines = ["rulebook: t", "rules:", "  - id: a", "    title: 一", "    title: 二", ""]
    let found = try complaints(lines.joined(separator: lineBreak))
    #expect(found.map(\.excerpt) == ["    title: 二"])
    #expect(found.map(\.location.line) == [5])
  }

  @Test func readsFilesWithAByteOrderMark() throws {
    let found = try complaints(
      "\u{FEFF}rulebook: t\r\nrules:\r\n  - {id: a, forbid: {keyword: {any: [x]}, role: agent}}\r\n")
    #expect(found.isEmpty, "\(found.map(\.rendered))")
  }

  @Test func putsTheCaretUnderWideCharacters() {
    let diagnostic = Diagnostic(
      severity: .error, location: RulebookLocation(file: "a.yaml", line: 12, column: 4), message: "m", hint: "h",
      excerpt: "保\t本x")
    #expect(diagnostic.rendered == "a.yaml:12:4: error: m\n 12 | 保\t本x\n    |   \t  ^ h")
    let blank = Diagnostic(
      severity: .warning, location: RulebookLocation(file: "a.yaml", line: 1, column: 1), message: "m", hint: "h",
      excerpt: "")
    #expect(blank.rendered == "a.yaml:1:1: warning: m; h")
  }

  @Test(
    arguments: [
      ("keywrod", "keyword"), ("keyword", "keyword"), ("KEYWORD", nil), ("x", nil), ("", nil), ("regexp", "regex"),
      ("承若", "承诺"), ("nera", "near"), ("gapp", "gap"),
    ] as [(String, String?)])
  func suggestsTheNearest(_ word: String, _ expected: String?) {
    #expect(Nearest.word(to: word, among: ["keyword", "regex", "near", "gap", "承诺"]) == expected)
  }
}
