import Foundation
import Testing
import Transcripts

@testable import TextAnalysis

@Suite struct LexiconReaderTests {
  private static func read(_ text: String) throws -> SentimentReading {
    SentimentLexicon.bundled.makeReader().read(try Folder().fold(text))
  }

  @Test(arguments: [
    // Negation and its reach.
    ("很好", SentimentLabel.positive), ("不好", .negative), ("不是很好", .negative), ("一点都不难用", .positive),
    ("没有想象中的那么好", .negative), ("not good at all", .negative), ("not bad", .positive), ("never a problem", .positive),
    // What hides a word: 好像, 不好意思, 爱人.
    ("好像是昨天下的单", .neutral), ("你好，好的，好久", .neutral), ("我爱人的手机", .neutral), ("no doubt", .neutral),
    // Single characters need a degree: 小票, 显卡; 太小, 很卡.
    ("把小票和房卡给我", .neutral), ("房间太小", .negative), ("手机很卡", .negative),
    // Dimensions after an excess; needs after a negation.
    ("有点咸", .negative), ("热水都没有", .negative), ("没有发票", .negative), ("no refund, no reply", .negative),
    // Contrast, quibble, wish, question.
    ("位置不错，但是服务太差了", .negative), ("虽然有点贵，但是非常好用", .positive), ("性价比高，音质好，就是有点小", .positive),
    ("The room was nice but the staff was rude and the bed was filthy", .negative),
    ("如果质量好的话我再买", .neutral), ("质量好吗？", .neutral), ("Do you have a better plan?", .neutral),
    // Negators and words that share a character.
    ("味道也不错", .positive), ("服务和环境都不错", .positive), ("还是不错的", .positive), ("也不好吃", .negative),
    ("不过味道不错", .positive),
    // Quantities: much of a merit, little of a burden, and the other way round.
    ("性价比很高", .positive), ("性价比太低", .negative), ("价格有点高", .negative), ("效率低", .negative), ("噪音大", .negative),
    ("low quality", .negative), ("low prices", .positive), ("the price is very high", .negative),
    ("battery life is long", .positive), ("没有噪音", .positive),
    // A single character is a verdict at the end of its clause.
    ("送餐慢", .negative), ("房间小，别的没什么", .negative), ("慢车几点开", .neutral), ("我要办银行卡", .neutral), ("我想充值", .neutral),
    ("给您加急", .neutral), ("不脏", .positive),
    // Addresses, names and brackets are no feelings.
    ("see http://example.com/worst-removed for the form", .neutral), ("@worst_airline what time do you open", .neutral),
    ("如下:(1)订单号", .neutral), ("bad news :( again", .negative), ("订单丢了:(", .negative),
    // Manners beside a complaint.
    ("谢谢，但是你们的服务太垃圾了", .negative), ("谢谢您的帮助", .positive),
    // Stretching, emoji, traditional characters, two languages in one text.
    ("sooooo goooood", .positive), ("😡😡", .negative), ("👍", .positive), ("服務態度很差", .negative),
    ("你们的service真的很差", .negative), ("物流很fast，thank you", .positive),
    // Nothing.
    ("", .neutral), ("订单号 4412", .neutral), ("Where is my order?", .neutral), ("。。。", .neutral),
  ])
  func reads(_ text: String, _ label: SentimentLabel) throws {
    let reading = try Self.read(text)
    #expect(reading.label == label, "\(text): \(reading.score)")
  }

  @Test(arguments: [
    ("订单号 4412", SentimentLabel.negative), ("the order number is 4412", .positive), ("does not say when", .negative),
    ("很好", .positive), ("terrible", .negative), ("", .positive),
  ])
  func decidesWhereNeutralIsNoChoice(_ text: String, _ label: SentimentLabel) throws {
    let bytes = try Folder().fold(text)
    let reading = SentimentLexicon.bundled.makeReader().read(bytes)
    #expect(reading.polarity(of: bytes) == label, "\(text): \(reading.score)")
  }

  @Test(arguments: [
    ("好", "很好"), ("有点慢", "非常慢"), ("失望", "太失望了"), ("good", "extremely good"), ("slow", "incredibly slow"),
    ("很差", "很差！！！"),
  ])
  func degreesStrengthen(_ weak: String, _ strong: String) throws {
    let (strong, weak) = (try Self.read(strong).score, try Self.read(weak).score)
    #expect(abs(strong) > abs(weak))
  }

  @Test(arguments: [
    ("你们就是骗子，我要投诉！", Emotion.anger), ("我很着急，怎么办啊", .anxiety), ("太让人失望了", .disappointment),
    ("我没听懂，什么意思", .confusion), ("太感谢了", .gratitude), ("那我就放心了", .relief), ("you liars, this is a scam", .anger),
    ("I am really worried", .anxiety), ("I don't understand this", .confusion), ("what a relief", .relief),
  ])
  func findsEmotions(_ text: String, _ emotion: Emotion) throws {
    let emotions = try Self.read(text).emotions
    #expect(emotions[emotion] >= 0.2)
    #expect(emotions.strongest() == emotion, "\(text)")
  }

  @Test(arguments: ["我不是来投诉的", "没有失望", "I'm not worried", "I am not angry"])
  func deniedEmotionsAreNone(_ text: String) throws { #expect(try Self.read(text).emotions.strongest() == nil) }

  /// Scores are bounded, and a text reads the same wherever it lies in a buffer and whatever was read before.
  @Test func readsPiecesOfABuffer() throws {
    let folder = try Folder()
    let reader = SentimentLexicon.bundled.makeReader()
    var buffer: [UInt8] = []
    var pieces: [(Range<Int>, SentimentReading)] = []
    for row in try Gold.rows() {
      let bytes = folder.fold(row.text)
      let start = buffer.count
      buffer += bytes + [0x0A]
      let alone = SentimentLexicon.bundled.makeReader().read(bytes)
      #expect((-1...1).contains(alone.score))
      pieces.append((start..<start + bytes.count, alone))
    }
    for (range, alone) in pieces.reversed() { #expect(reader.read(buffer, in: range) == alone) }
  }

  /// Any bytes, also broken ones, are read without a trap.
  @Test func survivesAnyBytes() {
    var generator = SplitMix64(seed: 4)
    let reader = SentimentLexicon.bundled.makeReader()
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      #expect(reader.read(bytes).score.isFinite)
    }
  }

  /// The dev set was written with the lexicon: this guards against losses and claims nothing about other texts.
  @Test(arguments: ["zh", "en"]) func keepsItsDevelopmentSet(_ language: String) throws {
    let folder = try Folder()
    let texts = try Gold.rows().filter { $0.language == language }.map { RatedText(folder.fold($0.text), $0.label) }
    var evaluation = try SentimentEvaluation(texts)
    evaluation.compare(texts, with: SentimentLexicon.bundled)
    #expect(texts.count > 100)
    #expect(evaluation.report.macroF1 > 0.85)
  }
}

/// The development set.
enum Gold {
  static func rows() throws -> [(text: String, label: SentimentLabel, language: String)] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../Gold/sentiment.csv"
    ).standardized.path
    let table = try #require(try RatedTextFile(InputFile(path)))
    return table.rows.map { row in
      let text = String(decoding: row.text, as: UTF8.self)
      let label = SentimentLabel.allCases.first { "\($0.name)" == row.label } ?? .neutral
      return (text, label, text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } ? "zh" : "en")
    }
  }
}
