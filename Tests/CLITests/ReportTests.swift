import Foundation
import TestSupport
import Testing

/// Reports of a run, and the same reports made again from its records.
@Suite struct ReportTests {
  let work: TemporaryDirectory
  static let zh = Tool.package + "/transcripts/online-service-zh.ndjson"
  static let finance = Tool.package + "/transcripts/finance-zh.ndjson"

  init() throws { work = try TemporaryDirectory() }

  private func run(_ arguments: String...) throws -> Outcome { try Tool.run(arguments, in: work.path) }

  private func score(_ out: String, _ more: String...) throws {
    let outcome = try Tool.run(
      ["score", Self.finance, "--rules", "finance-compliance-zh", "--by", "product", "--out", out] + more, in: work.path
    )
    #expect(outcome.code == 0, "\(outcome.errors)")
  }

  /// Any number of threads writes the same reports, and rendering again changes nothing.
  @Test func isTheSameAgain() throws {
    try score("a", "--jobs", "1", "--files", "csv,html,xlsx,junit,markdown")
    let names = Files.all(in: work.file("a"))
    #expect(names.contains("report.junit.xml") && names.contains("report.md"))
    for jobs in ["2", "7"] {
      try score("b", "--jobs", jobs, "--files", "csv,html,xlsx,junit,markdown", "--force")
      for name in names { #expect(try work.read("a/" + name) == work.read("b/" + name), "\(name), \(jobs) threads") }
    }
    for name in names { #expect(try Files.mode(work.file("a/" + name)) == 0o600, "\(name)") }
    #expect(try run("report", "b").code == 0)
    #expect(try run("report", "b", "--format", "xlsx").code == 0)
    for name in ["report.html", "results.xlsx"] {
      #expect(try work.read("a/" + name) == work.read("b/" + name), "\(name)")
    }
    #expect(try run("report", "b", "--format", "junit").outputBytes == work.read("a/report.junit.xml"))
    #expect(try run("report", "b", "--format", "markdown").outputBytes == work.read("a/report.md"))
  }

  /// A small input cut and joined anywhere gives the same page: nothing depends on batches.
  @Test func showsWhatQAPeopleAskFor() throws {
    try score("a", "--tz", "Asia/Shanghai")
    let page = String(decoding: try work.read("a/report.html"), as: UTF8.self)
    // The fatal sentence with its words marked, the near miss with its reason, the searched window of an absence.
    #expect(page.contains("您放心，<mark class=\"bad\">零风险</mark>的"))
    #expect(page.contains("相近但未命中") && page.contains("属于排除的说法"))
    #expect(page.contains("检索了第 "))
    #expect(page.contains("读入 30 = 评分 30 + 筛除 0 + 异常 0 + 未处理 0 + 重复 0"))
    #expect(page.contains("Asia/Shanghai") && page.contains("规则哈希"))
    #expect(page.contains("不排名次"))
    // Every link leads somewhere.
    let targets = Set(page.matches(of: /\sid="([^"]+)"/).map { String($0.1) })
    for link in page.matches(of: /href="#([^"]+)"/) { #expect(targets.contains(String(link.1)), "\(link.1)") }
    let english = try run("report", "a", "--lang", "en", "--out", "-")
    #expect(english.output.contains("<html lang=\"en\">") && english.output.contains("Fatal findings"))
    #expect(english.output.contains("Close, but no finding"))
  }

  @Test(arguments: ["zh", "en"]) func summaryIsTheGoldenFile(_ language: String) throws {
    try score("a")
    let zh = try Tool.run(
      ["score", Self.zh, "--rules", "online-service-zh", "--by", "team", "--out", "b"], in: work.path)
    #expect(zh.code == 0)
    let outcome = try run("report", "b", "--format", "markdown", "--previous", "a", "--lang", language)
    try Golden.check(outcome.transcript, "report-markdown-\(language)")
    #expect(outcome.output.utf8.count < 4096, "it must fit a chat message")
    let short = try run("report", "b", "--format", "markdown", "--lang", language, "--max-bytes", "600")
    #expect(short.outputBytes.count <= 600 && short.output.contains(language == "zh" ? "另有" : "more lines"))
  }

  @Test func testReportIsTheGoldenFile() throws {
    try score("a")
    let outcome = try run("report", "a", "--format", "junit", "--min-severity", "critical")
    try Golden.check(outcome.transcript, "report-junit")
    let all = try run("report", "a", "--format", "junit", "--junit-cases", "all")
    // Twenty-nine legs under every active rule of the book that finds errors.
    let suites = all.output.matches(of: /<testsuite name="[^"]*" tests="(\d+)"/).map { String($0.1) }
    #expect(suites.count > 10 && Set(suites) == ["29"])
  }

  /// Records that could not be read are errors, in a test report without a folder too.
  @Test func testReportNeedsNoFolder() throws {
    try work.write(Samples.book, to: "book.yaml")
    try work.write(Samples.lines(7) + "{\"id\":\n", to: "a.ndjson")
    let outcome = try run("score", "a.ndjson", "--rules", "book.yaml", "--junit", "out.xml", "--quarantine", "q.ndjson")
    #expect(outcome.code == 2)
    let xml = String(decoding: try work.read("out.xml"), as: UTF8.self)
    #expect(xml.contains("<testsuite name=\"Bad word\" tests=\"4\" failures=\"3\""))
    #expect(xml.contains("errors=\"1\"") && xml.contains("a.ndjson:8") && !xml.contains(Samples.canary + " where"))
    #expect(try work.names() == ["a.ndjson", "book.yaml", "out.xml", "q.ndjson"])
  }

  @Test(arguments: [
    (["report", "nowhere"], 66, "there is no summary.json in it"),
    (["report", "a", "--by", "colour"], 64, "do not carry the field"),
    (["report", "a", "--max-bytes", "9"], 64, "--max-bytes"),
    (["report", "a", "--format", "xlsx", "--out", "-"], 64, "name a file"),
    (["report", "a", "--tz", "Mars"], 64, "no time zone is named"),
    (["report", "a", "--out", "a/summary.json"], 64, "--force"),
    (["report", "broken"], 65, "not a record"),
    (["score", "x", "--rules", "y", "--files", "pdf", "--out", "z"], 64, "no kind of file"),
  ]) func saysWhatIsWrong(_ arguments: [String], _ code: Int32, _ words: String) throws {
    try score("a", "--files", "none")
    try work.write(try work.read("a/summary.json"), to: "broken/summary.json")
    try work.write("not json \(Samples.canary)\n", to: "broken/evaluations.ndjson")
    let outcome = try Tool.run(arguments, in: work.path)
    #expect(outcome.code == code && outcome.errors.contains(words), "\(outcome.errors)")
    #expect(!outcome.errors.contains(Samples.canary))
  }

  /// Hostile names, ids and texts change nothing but the text of the page.
  @Test func hostileRecordsStayText() throws {
    let hostile = "<img src=x onerror=window.pwned=1>\\\"'</script><script>window.pwned=1</script>"
    func lines(_ text: String) -> String {
      """
      {"id":"1\(text)","metadata":{"team":"\(text)"},"participants":[{"id":"\(text)","role":"agent","name":"\(text)"}],\
      "turns":[{"role":"customer","text":"\(text)"},\
      {"role":"agent","participant":"\(text)","text":"that is forbidden and fatal \(text)"}]}

      """
    }
    for (name, text) in [("plain", "placeholder"), ("hostile", hostile)] {
      let book = Samples.book.replacing(
        "title: Bad word", with: "title: 'Bad \(text.replacing("'", with: "''").replacing("\\\"", with: "\""))'")
      try work.write(book, to: "\(name).yaml")
      try work.write(lines(text), to: "\(name == "plain" ? "plain" : "<svg onload=pwned=1>").ndjson")
    }
    _ = try run("score", "plain.ndjson", "--rules", "plain.yaml", "--by", "team", "--out", "plain")
    _ = try run("score", "<svg onload=pwned=1>.ndjson", "--rules", "hostile.yaml", "--by", "team", "--out", "hostile")
    func tags(_ name: String) throws -> [Substring] {
      String(decoding: try work.read("\(name)/report.html"), as: UTF8.self).matches(of: /<\/?[a-zA-Z]+/).map(\.0)
    }
    #expect(try tags("plain").count > 100)
    #expect(try tags("hostile") == tags("plain"))
  }
}
