import TestSupport
import Testing
import Transcripts

@testable import QA

/// Evidence lands on the words as they were written, whatever folding did to them.
@Suite struct SpanTests {
  /// A word of the rulebook and a text with the words it must cover.
  @Test(arguments: [
    ("VIP", "👍您是▸ＶＩＰ◂客户"), ("ＶＩＰ", "您是▸vip◂"), ("保证", "我們▸保證◂到賬"), ("保證", "我们▸保证◂到账"), ("123", "订单▸１２３◂号"),
    ("123", "رقم ▸١٢٣◂"), ("fit", "a ▸ﬁt◂ one"), ("office", "my ▸oﬃce◂"), ("会社", "▸㍿◂です"),
    ("café", "un ▸cafe\u{301}◂ noir"),
    ("cafe\u{301}", "un ▸café◂ noir"), ("アイウ", "▸ｱｲｳ◂ です"), ("ガ", "▸ｶﾞ◂"), ("straße", "▸STRASSE◂ 1"),
    ("strasse", "▸Straße◂ 1"),
    ("保本", "👨‍👩‍👧▸保本◂👍🏽▸保本◂🇨🇳"), ("ok", "▸OK◂☺️▸ok◂"), ("한국", "▸한국◂어"),
    ("한국", "▸\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}◂어"),
    ("kΩ", "10 ▸KΩ◂"), ("km", "10 ▸㎞◂"), ("1", "第▸①◂条"), ("你好", "é\u{301}\u{302}▸你好◂e\u{301}"), ("𠮷", "x▸𠮷◂y"),
  ])
  func covers(_ word: String, _ text: String) throws {
    let marked = MarkedText(text)
    for prefix in ["", "客户: 👩‍⚕️ﬁ"] {
      let talk = (prefix.isEmpty ? [] : [prefix]) + ["坐席: \(marked.plain)"]
      let rule = try book(forbid: "{keyword: {any: ['\(word)'], boundary: none}, role: agent}")
      let found = try rule.judge(talk).findings
      #expect(found.map(\.text) == marked.words)
      #expect(found.map(\.bytes) == marked.bytes)
      #expect(found.map(\.characters) == marked.characters)
    }
  }

  /// Matches of patterns, on folded and on original text.
  @Test(arguments: [
    ("保.", "", "👍我▸保證◂到賬"), ("[a-z]+", "", "繁體▸ＡＢＣ◂é"), ("证.$", "", "保▸證的◂"), ("\\d{3}", "", "▸１２３◂４"),
    ("[A-Z]{3}", "sensitive", "😀繁體▸ABC◂abc"), ("證", "sensitive", "保▸證◂证"), ("e\u{301}", "sensitive", "caf▸e\u{301}◂ é"),
  ])
  func coversMatches(_ pattern: String, _ flags: String, _ text: String) throws {
    let marked = MarkedText(text)
    let flag = flags.isEmpty ? "" : ", flags: \(flags)"
    let found = try book(forbid: "{regex: {match: '\(pattern)'\(flag)}, role: agent}").judge(["坐席: \(marked.plain)"])
      .findings
    #expect(found.map(\.text) == marked.words)
    #expect(found.map(\.bytes) == marked.bytes)
    #expect(found.map(\.characters) == marked.characters)
  }

  /// Whatever the text, bytes, code points and words of a finding say the same.
  @Test func agreesOnRandomTexts() throws {
    let pieces = [
      "保本", "保", "本", "ＡＢ", "ab", "ﬁ", "é", "e\u{301}", "👍🏽", "👨‍👩‍👧", "證", "㍿", " ", "，", "ß", "１", "١", "\u{200B}", "İ",
      "🇨🇳",
    ]
    let words = ["保本", "ab", "fi", "é", "证", "株式会社", "ss", "1"]
    let rule = try book(forbid: "{keyword: {any: [\(words.joined(separator: ", "))], boundary: none}, role: agent}")
    let evaluator = try Evaluator(book: rule)
    var generator = SeededGenerator(seed: 99)
    for _ in 0..<500 {
      var texts: [String] = []
      for _ in 0..<3 {
        var text = "x"
        for _ in 0..<Int.random(in: 1...12, using: &generator) { text += pieces.randomElement(using: &generator) ?? "" }
        texts.append(text)
      }
      var conversation = Talk.conversation(texts.map { "坐席: \($0)" })
      for finding in evaluator.judge(0, on: &conversation, ignoringApplicability: true).findings {
        let text = texts[(finding.turn ?? 1) - 1]
        let bytes = try #require(finding.bytes)
        let characters = try #require(finding.characters)
        #expect(String(decoding: Array(text.utf8)[bytes], as: UTF8.self) == finding.text)
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: Array(text.unicodeScalars)[characters])
        #expect(Array(String(scalars).utf8) == Array(finding.text.utf8))
        #expect(!finding.text.isEmpty)
      }
    }
  }
}
