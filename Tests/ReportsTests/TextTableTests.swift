import Reports
import TestSupport
import Testing
import TextAnalysis

@Suite struct TextTableTests {
  private var table: TextTable {
    var table = TextTable([
      .init("规则"), .init("名称", isFlexible: true), .init("会话", isNumeric: true),
      .init("Rules that hit", isFlexible: true),
    ])
    table.add(["greeting", "未使用规范开场白", "1", "greeting thanks closing"])
    table.add(["promise-principal", "承诺保本保收益（一票否决）", "12345", "promise-principal"])
    table.add(["emoji", "👨‍👩‍👧 👍🏽 ☺️ 🇨🇳 表情与组合字符 e\u{301}", "—", "ﬁ ＡＢＣ ｱｲｳ 한국어"])
    table.add(["hostile", "a\u{1B}[31mred\u{7}\nline\u{202E}txt\u{200B}", "", "\t"])
    return table
  }

  /// A table reaches its width only where flexible columns have room to give.
  @Test(arguments: [80, 60, 40]) func looksAsRecorded(_ width: Int) throws {
    let rendered = table.rendered(width: width)
    let difference = try GoldenFile("table-\(width).txt", in: "ReportsTests").difference(from: rendered)
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test func staysWithinItsWidth() {
    for width in 60...120 {
      for line in table.rendered(width: width).split(separator: "\n") {
        #expect(DisplayWidth.width(of: String(line)) <= width)
      }
    }
  }

  @Test func keepsEightColumnsOfEverything() {
    var narrow = TextTable([.init("a", isFlexible: true), .init("b", isFlexible: true)])
    narrow.add([String(repeating: "中", count: 20), String(repeating: "x", count: 20)])
    #expect(narrow.rendered(width: 1).split(separator: "\n").last.map { DisplayWidth.width(of: String($0)) } == 18)
  }

  @Test func drawsEmptyTables() {
    #expect(TextTable([.init("id"), .init("n", isNumeric: true)]).rendered(width: 80) == "id  n\n──  ─\n")
  }

  @Test func hidesControls() {
    let text = table.rendered(width: 200)
    #expect(!text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || $0.value == 0x202E })
    #expect(text.contains("\\u{1b}[31m") && text.contains("\\u{a}line"))
  }
}
