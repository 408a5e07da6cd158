import TestSupport
import Testing

/// With `--redact` no personal value leaves the tool; on standard error none ever does.
@Suite struct PrivacyTests {
  static let values = [
    "13912345678", "11010519491231002X", "4111111111111111", "huaxiong.li@example.com", "欧阳震华", "8842-1100",
  ]
  private static let book = """
    rulebook: privacy
    version: "1"
    language: zh
    rules:
      - { id: promise, status: active, forbid: { keyword: { any: [保本] }, role: agent }, message: "{text}" }
      - { id: digits, status: shadow, forbid: { keyword: { any: [手机号] }, role: customer } }
      - { id: greeting, status: active, require: { keyword: { any: [您好] }, role: agent } }
    scorecard:
      unit: conversation
      mode: deduct
      base: 100
      pass: 85
      sections:
        - { id: s, title: S, items: [ { rule: promise, deduct: 20 }, { rule: greeting, deduct: 5 } ] }
    """
  static let talks = (0..<3).map { number in
    """
    {"id":"p-\(number)","channel":"chat","started_at":"2026-03-02T10:0\(number):00+08:00","metadata":{"customer_name":"欧阳震华",\
    "phone":"13912345678","team":"一组"},"participants":[{"id":"c","role":"customer","name":"欧阳震华"},{"id":"a","role":"agent"}],\
    "turns":[{"role":"customer","participant":"c","text":"我叫欧阳震华，手机号13912345678，身份证11010519491231002X怎么改？气死我了"},\
    {"role":"agent","participant":"a","text":"保本的，欧阳震华先生，卡号4111111111111111，邮箱huaxiong.li@example.com对吗"},\
    {"role":"customer","participant":"c","text":"验证码是8842-1100吗？手机号13912345678怎么改？"}]}

    """
  }.joined()

  static let commands: [[String]] = [
    ["score", "talks.ndjson", "--rules", "book.yaml", "--format", "ndjson"],
    ["score", "talks.ndjson", "--rules", "book.yaml", "--format", "csv"],
    ["score", "talks.ndjson", "--rules", "book.yaml", "--format", "table"],
    ["score", "-", "--rules", "book.yaml", "--stream"],
    ["questions", "talks.ndjson", "--format", "table"],
    ["questions", "talks.ndjson", "--format", "ndjson"],
    ["sentiment", "score", "talks.ndjson", "--format", "table", "--unit", "turn", "--role", "any"],
    ["sentiment", "score", "talks.ndjson", "--format", "ndjson"],
    ["rules", "why", "p-1", "promise", "talks.ndjson", "--rules", "book.yaml"],
    ["rules", "why", "p-1", "greeting", "talks.ndjson", "--rules", "book.yaml"],
    ["rules", "backtest", "book.yaml", "talks.ndjson", "--causes", "--format", "table"],
    ["rules", "backtest", "book.yaml", "talks.ndjson", "--causes", "--format", "csv"],
    ["rules", "backtest", "book.yaml", "talks.ndjson", "--rule", "promise", "--format", "ndjson"],
    ["rules", "diff", "empty.yaml", "book.yaml", "talks.ndjson", "--drafts", "--format", "ndjson"],
    ["rules", "diff", "empty.yaml", "book.yaml", "talks.ndjson", "--drafts", "--format", "table"],
    ["inspect", "talks.ndjson"],
    ["convert", "talks.ndjson"],
  ]

  let work: TemporaryDirectory

  init() throws {
    work = try TemporaryDirectory()
    try work.write(Self.talks, to: "talks.ndjson")
    try work.write(Self.book, to: "book.yaml")
    try work.write(Self.book.replacing("保本", with: "绝不会出现"), to: "empty.yaml")
  }

  private func run(_ arguments: [String]) throws -> Outcome {
    try Tool.run(arguments, in: work.path, input: arguments.contains("-") ? .text(Self.talks) : .none)
  }

  private func leaks(_ text: String) -> [String] { Self.values.filter { text.contains($0) } }

  @Test(arguments: commands) func showsStars(_ command: [String]) throws {
    let hidden = try run(command + ["--redact"])
    #expect([0, 1].contains(hidden.code), "\(hidden.errors)")
    #expect(leaks(hidden.output) == [])
    #expect(leaks(hidden.errors) == [])
    let open = try run(command)
    #expect(leaks(open.errors) == [])
  }

  /// The test would see a leak: without the flag the values are there.
  @Test func canariesSing() throws {
    let told = try run(["score", "talks.ndjson", "--rules", "book.yaml", "--format", "ndjson", "--out", "open"])
    #expect(told.code == 0)
    let page = String(decoding: try work.read("open/report.html"), as: UTF8.self)
    #expect(Set(leaks(page)).isSuperset(of: Self.values.dropLast()))
    #expect(try !leaks(run(["questions", "talks.ndjson"]).output).isEmpty)
    #expect(try !leaks(run(["rules", "why", "p-1", "promise", "talks.ndjson", "--rules", "book.yaml"]).output).isEmpty)
  }

  /// Every file of a folder of results, the workbook unpacked, and what is rendered again from it.
  @Test func filesOfAFolderToo() throws {
    let outcome = try run(
      [
        "score", "talks.ndjson", "--rules", "book.yaml", "--redact", "--out", "safe", "--files",
        "csv,html,xlsx,junit,markdown",
      ])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let names = Files.all(in: work.file("safe"))
    #expect(names.contains("transcripts.ndjson") && names.contains("near-misses.ndjson"))
    for name in names where !name.hasSuffix(".xlsx") {
      #expect(leaks(String(decoding: try work.read("safe/" + name), as: UTF8.self)) == [], "\(name)")
    }
    let again = try run(["report", "safe", "--out", "-"])
    #expect(again.code == 0)
    #expect(leaks(again.output) == [])
    #expect(try run(["inspect", "safe/results.xlsx"]).output.contains("保本") || names.contains("results.xlsx"))
    // Stars keep every place: the evidence is still marked in the page.
    #expect(again.output.contains("<mark"))
  }

  /// What was replaced is told in the reader's language; of a file that is not there nothing is told.
  @Test func redactTellsWhatItDid() throws {
    let zh = try run(["redact", "talks.ndjson", "--lang", "zh"])
    #expect(zh.code == 0 && zh.errors.contains("已替换：mobile "), "\(zh.errors)")
    let en = try run(["redact", "talks.ndjson", "--lang", "en"])
    #expect(en.code == 0 && en.errors.contains("replaced: mobile "), "\(en.errors)")
    let missing = try run(["redact", "gone.ndjson", "--lang", "en"])
    #expect(missing.code == 66 && !missing.errors.contains("personal data"), "\(missing.errors)")
  }
}
