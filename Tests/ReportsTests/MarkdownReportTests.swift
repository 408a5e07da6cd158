import Documents
import Reports
import TestSupport
import Testing

/// The text for chats: what it looks like, its budget, and that nothing in it is markup.
@Suite struct MarkdownReportTests {
  @Test(arguments: ReportLanguage.allCases) func isTheGoldenFile(_ language: ReportLanguage) throws {
    let text = MarkdownReport.render(sampleDocument(language))
    let difference = try GoldenFile("document-\(language.rawValue).md", in: "ReportsTests").difference(from: text)
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// Whatever the budget, the text fits, is a beginning of the whole and says how much is missing.
  @Test func keepsItsBudget() {
    let whole = MarkdownReport.render(sampleDocument { $0 + "👨‍👩‍👧‍👦é" })
    for budget in 200..<whole.utf8.count + 10 {
      let text = MarkdownReport.render(sampleDocument { $0 + "👨‍👩‍👧‍👦é" }, budget: budget)
      #expect(text.utf8.count <= budget)
      guard text != whole else {
        #expect(budget >= whole.utf8.count)
        continue
      }
      guard let tail = text.firstRange(of: "\n……另有 ") else {
        Issue.record("no tail within \(budget)")
        return
      }
      let kept = text[..<tail.lowerBound]
      #expect(whole.hasPrefix(kept))
      let shown = kept.split(separator: "\n").count
      let missing = Int(text[tail.upperBound...].prefix { $0.isNumber }) ?? -1
      #expect(shown + missing == whole.split(separator: "\n").count)
    }
  }

  @Test(arguments: ["<@all>", "@所有人", "[x](http://evil.example)", "a|b", "# x", "`x`", "<script>", "1\n2", "![x](y)"])
  func textIsNoMarkup(_ payload: String) {
    let text = MarkdownReport.render(sampleDocument { _ in payload })
    let plain = MarkdownReport.render(sampleDocument { _ in "placeholder" })
    // What is left when escaped characters and code are taken out.
    let bare = text.replacing(/\\./, with: "").replacing(/`[^`\n]*`/, with: "")
    #expect(!bare.contains(payload))
    #expect(text.split(separator: "\n").count == plain.split(separator: "\n").count)
    #expect(!text.contains("<"))
  }
}
