import TestSupport
import Testing

@testable import TextAnalysis

@Suite struct NewWordFinderTests {
  /// Reviews in many wordings about a thing whose name no dictionary knows.
  private static let texts: [String] = {
    let things = ["小熊酷宝", "蓝博格机"]
    let heads = ["我的", "刚买的", "这台", "新款", "上周收到", "楼下那个", "朋友送"]
    let tails = ["坏了", "真好用", "声音很大", "不能充电", "还没有发货", "比以前贵", "颜色太深"]
    var texts: [String] = []
    for head in heads { for tail in tails { for thing in things { texts.append(head + thing + tail) } } }
    return texts
  }()

  private func words(_ texts: [String], _ dictionary: WordDictionary = .bundled) -> [NewWord] {
    var finder = NewWordFinder(dictionary)
    // So few texts cannot hold more information than log₂(symbols / count).
    finder.leastCohesion = 3
    for text in texts { finder.add(Array(text.utf8)) }
    return finder.words()
  }

  @Test func findsWhatNoDictionaryKnows() {
    let found = words(Self.texts)
    #expect(found.map(\.text).contains("小熊酷宝"))
    #expect(found.map(\.text).contains("蓝博格机"))
    // Parts of a found word are not found beside it.
    #expect(!found.map(\.text).contains("熊酷宝"))
    let word = found.first { $0.text == "小熊酷宝" }
    #expect(word?.count == 49)
    #expect(word?.texts == 49)
  }

  @Test func whatIsInTheDictionaryIsNotNew() {
    var dictionary = WordDictionary.bundled
    dictionary.add("小熊酷宝")
    #expect(!words(Self.texts, dictionary).map(\.text).contains("小熊酷宝"))
  }

  @Test func theOrderOfTextsMakesNoDifference() {
    #expect(words(Self.texts) == words(Self.texts.reversed()))
  }

  @Test func namesOfSeveralLetters() {
    let cities = ["in", "near", "from", "to", "outside", "around", "past", "before"]
    let more = ["today", "again", "tomorrow", "by bus", "with friends", "at night"]
    let texts = cities.flatMap { place in more.map { "we went \(place) Notting Hill \($0)" } }
    let others = (0..<1500).map { "please send me the invoice of order number \($0) soon" }
    #expect(words(texts + others).map(\.text).contains("Notting Hill"))
  }

  /// The cohesion of 蓝博 in texts of that alone, computed by hand: log₂(count · total / (count · count)).
  @Test func cohesionByHand() {
    let others = ["天", "地", "人", "和", "山", "水", "风", "云"]
    let texts = others.flatMap { a in others.map { b in "\(a)蓝曌\(b)" } }
    #expect(!words(texts).map(\.text).contains("蓝曌"))
    var finder = NewWordFinder()
    finder.leastCohesion = 1.9
    finder.leastFreedom = 0
    for text in texts { finder.add(Array(text.utf8)) }
    let found = finder.words().first { $0.text == "蓝曌" }
    // 64 texts of four symbols: log₂(64 · 256 / (64 · 64)) = 2; eight equal neighbours on both sides: 3 bits.
    #expect(found.map { abs($0.cohesion - 2) < 1e-9 && abs($0.freedom - 3) < 1e-9 } == true)
  }

  @Test(arguments: ["", "。", "a", "好", "\u{0}", "😀😀😀😀😀😀😀😀"]) func bearsWhatSaysNothing(_ text: String) {
    #expect(words([text]).isEmpty)
    #expect(words([]).isEmpty)
  }
}
