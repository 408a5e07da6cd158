import Foundation
import TestSupport
import Testing

/// The second first day: my list of 500 words, from the spreadsheet to a changed rule that moves nothing else.
@Suite struct WordListTests {
  private static let planted = ["保本", "滚", "不知道", "最好", "免费", "退一赔三"]

  /// 500 words: six that occur, the rest made of two syllables each.
  private static let words: [String] = {
    let first = Array("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
    let second = Array("赤橙黄绿青蓝紫灰黑白金银铜铁锡铅汞砷硅硼磷硫")
    let made = first.flatMap { a in second.map { "\(a)\($0)" } } + (0..<10).map { "第\($0)号词" }
    return planted + made.prefix(494)
  }()

  /// 120 conversations in three teams; what is planted repeats every ten.
  private static let chats: String = {
    let talks: [(customer: String, agent: String)] = [
      ("多久到账", "我们会确保本月到账"), ("安全吗", "放心，这个保本的"), ("是不是保本", "不能承诺保本，投资有风险"),
      ("声音大", "轻微的滚动声是正常的"), ("怎么办", "不知道您是否方便留个电话？"), ("多少钱", "这个活动免费"), ("滚", "非常抱歉给您添麻烦"),
      ("在吗", "您好，请讲"), ("什么时候发货", "预计明天"), ("谢谢", "不客气，再见"),
    ]
    var text = "会话ID,时间,角色,发言人,内容,团队\n"
    for index in 0..<120 {
      let talk = talks[index % 10]
      let day = String(format: "2026-%02d-%02d", 4 + index / 60, 1 + index % 28)
      text += "c\(index),\(day) 09:00:00,客户,客户\(index),\(talk.customer),队\(index % 3)\n"
      text += "c\(index),\(day) 09:00:20,坐席,a\(index % 7),\(talk.agent),队\(index % 3)\n"
    }
    return text
  }()

  @Test func fromTheSpreadsheetToAChangedRule() throws {
    let folder = try TemporaryDirectory()
    func tool(_ arguments: String..., code: Int32 = 0) throws -> Outcome {
      let outcome = try Tool.run(arguments, in: folder.path)
      #expect(outcome.code == code, "\(arguments): \(outcome.errors)")
      return outcome
    }
    try Self.chats.write(toFile: folder.file("chats.csv"), atomically: true, encoding: .utf8)
    #expect(Set(Self.words).count == 500)
    let rows = (["敏感词"] + Self.words).enumerated().map { index, word in
      "<row r=\"\(index + 1)\"><c r=\"A\(index + 1)\" t=\"inlineStr\"><is><t>\(word)</t></is></c></row>"
    }
    try Data(Xlsx(rows: rows.joined()).bytes).write(to: URL(fileURLWithPath: folder.file("words.xlsx")))

    #expect(try tool("rules", "import", "words.xlsx", "-o", "words.yaml").errors.contains("500 个词，1 条规则"))
    #expect(try tool("rules", "lint", "--strict", "words.yaml").errors.contains("0 warnings"))
    #expect(try tool("rules", "test", "words.yaml").output.contains("2 of 2 tests pass"))

    // Twelve of each: counted are 确保本月, 保本的, 滚动, 不知道…？ and 免费; negated and the customer's are not.
    let csv = try tool("rules", "backtest", "words.yaml", "chats.csv", "--causes", "--format", "csv").output
    var causes: [String: Int] = [:]
    for line in csv.split(whereSeparator: \.isNewline).dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      causes["\(cells[2]) \(cells[3]) \(cells[4])", default: 0] += 1
    }
    #expect(
      causes == [
        "保本 inside_word true": 12, "保本 plain true": 12, "保本 negated false": 12, "保本 customer false": 12,
        "滚 inside_word true": 12, "滚 customer false": 12, "不知道 question true": 12, "免费 plain true": 12,
      ])
    let table = try tool(
      "rules", "backtest", "words.yaml", "chats.csv", "--causes", "--by", "team", "--format", "table")
    for line in ["词库共 500 词，其中 4 词", "确保本月  words", "滚动", "2026-04", "2026-05", "队2", "平均分 100 → "] {
      #expect(table.output.contains(line), "\(line) in \(table.output)")
    }
    for line in table.output.split(separator: "\n") { #expect(columns(line) <= 80, "\(line)") }
    let one = try tool("rules", "backtest", "words.yaml", "chats.csv", "--causes", "--format", "csv", "--jobs", "1")
    #expect(one.output == csv)

    // An appeal becomes a test, the rule changes, and nothing else moves.
    try FileManager.default.copyItem(atPath: folder.file("words.yaml"), toPath: folder.file("old.yaml"))
    let promoted = try tool(
      "rules", "promote", "c0", "words", "chats.csv", "--rules", "words.yaml", "--expect", "miss")
    #expect(promoted.errors.contains("3 tests now, 1 of them fail"))
    let text = try String(contentsOfFile: folder.file("words.yaml"), encoding: .utf8)
    let changed = text.replacing("      role: agent", with: "      exclude: ['确保本(月|次)', 滚动]\n      role: agent")
    try changed.write(toFile: folder.file("words.yaml"), atomically: true, encoding: .utf8)
    #expect(try tool("rules", "test", "words.yaml").output.contains("3 of 3 tests pass"))
    let diff = try tool("rules", "diff", "old.yaml", "words.yaml", "chats.csv", "--drafts", "--only", "words")
    #expect(diff.lines.count == 24 && diff.errors.contains("没有任何变化"))
    #expect(
      diff.lines.allSatisfy { $0.contains("\"gained\":0,\"lost\":1") && $0.contains("\"verdict_after\":\"pass\"") })
    _ = try tool("rules", "diff", "old.yaml", "words.yaml", "chats.csv", "--only", "nothing", code: 64)

    // A second change that touches another rule is noticed.
    try (changed.replacing("        base: 100", with: "        base: 99").replacing("  base: 100", with: "  base: 99"))
      .write(toFile: folder.file("other.yaml"), atomically: true, encoding: .utf8)
    let moved = try tool(
      "rules", "diff", "words.yaml", "other.yaml", "chats.csv", "--drafts", "--only", "words", code: 1)
    #expect(moved.errors.contains("120"))
  }

  /// The width of a line on a terminal: Han and full-width characters take two columns.
  private func columns(_ line: Substring) -> Int {
    line.unicodeScalars.reduce(0) { width, scalar in
      let isWide =
        (0x2E80...0x9FFF).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value)
        || (0x3000...0x303F).contains(scalar.value)
      return width + (isWide ? 2 : 1)
    }
  }
}
