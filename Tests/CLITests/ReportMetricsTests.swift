import Foundation
import TestSupport
import Testing

/// Service metrics and sentiment in reports, against the figures that other commands give.
@Suite struct ReportMetricsTests {
  let work: TemporaryDirectory
  private static let talks = Tool.package + "/transcripts/online-service-zh.ndjson"

  init() throws { work = try TemporaryDirectory() }

  private func score(_ more: String...) throws {
    let outcome = try Tool.run(
      ["score", Self.talks, "--rules", "online-service-zh", "--by", "team", "--out", "out"] + more, in: work.path)
    #expect(outcome.code == 0, "\(outcome.errors)")
  }

  /// The stored metrics are what `qa-cli metrics` says of the same input.
  @Test func storesWhatMetricsSays() throws {
    try score("--level", "80% within 30s")
    let direct = try Tool.run(
      ["metrics", Self.talks, "--by", "team", "--level", "80% within 30s", "--format", "ndjson"], in: work.path)
    let stored = String(decoding: try work.read("out/metrics.ndjson"), as: UTF8.self)
    func figures(_ text: some StringProtocol) -> [Substring] {
      text.split(separator: "\n").filter { $0.contains(#""schema":"metric/1""#) || $0.contains("service_level/1") }
        .map { Substring($0) }
    }
    #expect(!figures(stored).isEmpty)
    #expect(figures(stored) == figures(direct.output))
  }

  @Test(arguments: ["zh", "en"]) func showsMetricsAndSentiment(_ language: String) throws {
    try score("--level", "80% within 30s")
    let page = try Tool.run(["report", "out", "--lang", language, "--out", "-"], in: work.path).output
    let words =
      language == "zh"
      ? ["人工首响时长的分布", "服务水平", "80% within 30s", "会话开始的时刻", "客户离开时的情绪", "最低点", "按班组：首次人工响应"]
      : [
        "How long first human responses took", "Service levels", "When conversations begin", "How customers leave",
        "Lowest points", "First human response by team",
      ]
    for word in words { #expect(page.contains(word), "\(word)") }
    #expect(page.contains(#"id="metrics""#) && page.contains(#"id="sentiment""#))
    // Teams of this size cannot be ranked by response.
    #expect(!page.contains(language == "zh" ? "能排定的名次只有" : "Ranks the data fix"))
    let summary = try Tool.run(["report", "out", "--format", "markdown", "--lang", language], in: work.path).output
    #expect(summary.contains(language == "zh" ? "人工首响中位" : "Median first response"))
  }

  /// The share that left displeased, counted again from the records.
  @Test func countsEndingsFromRecords() throws {
    try score()
    var contacts: [String: Double] = [:]
    for line in String(decoding: try work.read("out/evaluations.ndjson"), as: UTF8.self).split(separator: "\n") {
      let record = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let isContact = record["unit"] as? String == "conversation" || (record["legs"] as? Int ?? 0) <= 1
      guard isContact, let id = record["conversation_id"] as? String,
        let last = (record["sentiment"] as? [String: Any])?["last"] as? Double
      else { continue }
      contacts[id] = last
    }
    let displeased = contacts.values.count { $0 <= -0.05 }
    let page = try Tool.run(["report", "out", "--lang", "en", "--out", "-"], in: work.path).output
    let shown = try #require(page.firstMatch(of: /Leave displeased[\s\S]{0,200}?(\d+)\/(\d+), 95%/))
    #expect(Int(shown.2) == contacts.count)
    // The neutral band is that of the tool; from outside only its bounds are known.
    #expect(abs((Int(shown.1) ?? -1) - displeased) <= contacts.count / 5)
  }

  /// Folders of earlier versions have no metrics; their reports lack the section.
  @Test func readsFoldersWithoutMetrics() throws {
    try score()
    try FileManager.default.removeItem(atPath: work.file("out/metrics.ndjson"))
    let page = try Tool.run(["report", "out", "--out", "-"], in: work.path)
    #expect(page.code == 0)
    #expect(!page.output.contains(#"id="metrics""#) && page.output.contains(#"id="sentiment""#))
  }

  /// Rules about other contacts: two reads, the same bytes for any number of threads, unknown in a pipe.
  @Test func historyNeedsFiles() throws {
    try work.write(
      """
      rulebook: h
      version: "1"
      rules:
        - { id: complaint, as: tag, status: active, forbid: { keyword: { any: [投诉] }, role: customer } }
        - { id: again, status: active, forbid: { history: { rule: complaint, within: 15d } } }
      """, to: "book.yaml")
    let days = [("x", 1, "你好"), ("c1", 10, "投诉"), ("c1", 20, "你好"), ("x", 31, "你好")]
    let lines = days.enumerated().map { number, contact in
      """
      {"id":"h-\(number)","started_at":"2026-03-\(contact.1 < 10 ? "0" : "")\(contact.1)T10:00:00+08:00",\
      "metadata":{"customer_id":"\(contact.0)"},"turns":[{"role":"customer","text":"\(contact.2)"},{"role":"agent","text":"您好"}]}

      """
    }.joined()
    try work.write(lines, to: "talks.ndjson")
    let arguments = ["score", "talks.ndjson", "--rules", "book.yaml", "--format", "ndjson"]
    let one = try Tool.run(arguments + ["--jobs", "1"], in: work.path)
    let three = try Tool.run(arguments + ["--jobs", "3"], in: work.path)
    #expect(one.code == 0, "\(one.errors)")
    #expect(one.outputBytes == three.outputBytes)
    let hits = one.lines.filter { $0.contains(#""rule":"again","title""#) }
    #expect(hits.count == 1 && hits.allSatisfy { $0.contains("h-2") })
    let piped = try Tool.run(
      ["score", "-", "--rules", "book.yaml", "--format", "ndjson"], in: work.path, input: .text(lines))
    #expect(piped.lines.count == 4 && piped.lines.allSatisfy { $0.contains("history_absent") })
    #expect(piped.errors.contains("history_absent"))
  }

  /// A book survives the way to a workbook and back: the sheets of both are the same.
  @Test(arguments: ["online-service-zh", "finance-compliance-zh", "online-service-en"])
  func workbookRoundTrip(_ book: String) throws {
    #expect(try Tool.run(["rules", "export", book, "-o", "book.xlsx"], in: work.path).code == 0)
    #expect(try Tool.run(["rules", "export", book, "-o", "sheets"], in: work.path).code == 0)
    let imported = try Tool.run(["rules", "import", "book.xlsx", "-o", "x/again.yaml", "--id", book], in: work.path)
    #expect(imported.code == 0, "\(imported.errors)")
    #expect(try Tool.run(["rules", "export", "x/again.yaml", "-o", "back"], in: work.path).code == 0)
    let names = Files.all(in: work.file("sheets"))
    #expect(names == Files.all(in: work.file("back")))
    for name in names { #expect(try work.read("sheets/" + name) == work.read("back/" + name), "\(name)") }
    let second = try Tool.run(["rules", "export", book, "-o", "book.xlsx"], in: work.path)
    #expect(second.code != 0, "an existing file is not replaced")
  }
}
