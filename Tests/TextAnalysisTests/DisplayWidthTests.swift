import Testing
import TextAnalysis

@Suite struct DisplayWidthTests {
  static let widths: [(String, Int)] = [
    ("abc", 3), ("保本", 4), ("ａ", 2), ("ｱ", 1), ("é", 1), ("e\u{301}", 1), ("👍", 2), ("👨‍👩‍👧", 2), ("👍🏽", 2), ("❤️", 2),
    ("❤", 1), ("🇨🇳", 2), ("", 0),
    ("\u{200B}", 0), ("한", 2), ("。", 2), ("…", 1), ("①", 1), ("\u{1100}\u{1161}", 2), ("a\u{300}\u{301}", 1),
  ]

  @Test(arguments: widths) func columns(_ text: String, _ expected: Int) {
    #expect(DisplayWidth.width(of: text) == expected)
  }

  static let cuts: [(String, Int, String)] = [
    ("保本产品", 8, "保本产品"), ("保本产品", 7, "保本产…"), ("保本产品", 6, "保本…"), ("保本产品", 1, "…"), ("保本产品", 0, ""),
    ("hello", 4, "hel…"), ("👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧…"),
    ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
  ]

  @Test(arguments: cuts) func truncates(_ text: String, _ columns: Int, _ expected: String) {
    let cut = DisplayWidth.truncate(text, to: columns)
    #expect(cut == expected)
    #expect(DisplayWidth.width(of: cut) <= columns)
    #expect(DisplayWidth.width(of: DisplayWidth.pad(cut, to: columns)) == columns)
  }

  static let escapes: [(String, String)] = [
    ("保本 ok", "保本 ok"), ("a\u{1B}[31mb", "a\\u{1b}[31mb"), ("a\nb", "a\\u{a}b"), ("\u{202E}x", "\\u{202e}x"),
    ("\u{0}", "\\u{0}"), ("\u{9B}", "\\u{9b}"),
    ("\u{2028}", "\\u{2028}"), ("\u{E000}", "\\u{e000}"), ("\u{2066}a\u{2069}", "\\u{2066}a\\u{2069}"),
    ("\u{7F}", "\\u{7f}"), ("👨‍👩‍👧", "👨‍👩‍👧"),
  ]

  @Test(arguments: escapes) func escapesControls(_ text: String, _ expected: String) {
    #expect(DisplayWidth.escaped(text) == expected)
  }
}
