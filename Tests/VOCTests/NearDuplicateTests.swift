import Statistics
import TestSupport
import Testing
import TextAnalysis

@testable import VOC

@Suite struct NearDuplicateTests {
  private func collection(_ texts: [String]) -> TextCollection {
    var collection = TextCollection()
    for text in texts { collection.add(Array(text.utf8)) }
    return collection
  }

  /// The groups of texts that stand behind one, as sorted texts.
  private func groups(_ texts: [String]) -> Set<[String]> {
    let collection = collection(texts)
    let sample = collection.sample(.max)
    let read = TopicFitting.read(sample, of: collection, .bundled, 1)
    var groups: [Int: [String]] = [:]
    for (place, first) in NearDuplicates(read.map(\.core)).representatives.enumerated() {
      groups[first, default: []].append(
        String(decoding: collection.text(collection.units[sample[place]]), as: UTF8.self))
    }
    return Set(groups.values.map { $0.sorted() })
  }

  private static let body = TopicFittingTests.texts.prefix(12).map(\.text).joined(separator: "，")
  private static let texts = [
    "怎么退款", "请问怎么退款呢", "我怎么退款", "怎么退货", "能退", "不能退", "快递没到", "我的快递没到啊", body, body + "，求回复", "各位领导，" + body,
    body + "，取消",
  ]

  @Test func standBehindOne() {
    #expect(
      groups(Self.texts)
        == Set(
          [
            ["怎么退款", "请问怎么退款呢", "我怎么退款"], ["怎么退货"], ["能退"], ["不能退"], ["快递没到", "我的快递没到啊"],
            [Self.body, Self.body + "，求回复", "各位领导，" + Self.body], [Self.body + "，取消"],
          ].map { $0.sorted() }))
  }

  /// Whatever the order, everyone is near the representative: what is near to a near one alone stays apart.
  @Test func chainsDoNotDrift() {
    let chain = (0..<12).map { Self.body + String(repeating: "，求回复", count: $0) }
    let expected = groups(chain)
    #expect(expected.count > 1)
    var generator = Statistics.SeededGenerator(seed: 3)
    for _ in 0..<5 {
      var shuffled = chain + Self.texts
      generator.shuffle(&shuffled)
      #expect(groups(shuffled) == groups(chain + Self.texts))
    }
    for group in expected {
      let read = TopicFitting.read(Array(group.indices), of: collection(group), .bundled, 1).map(\.core)
      #expect(read.contains { one in read.allSatisfy(one.isNear) })
    }
  }

  /// Near-duplicates share a topic, and every one of them is known to the model.
  @Test func shareATopic() {
    let doubled = TopicFittingTests.texts.map(\.text).flatMap { [$0, "麻烦" + $0 + "啊", $0 + "了，谢谢"] }
    let texts = collection(doubled)
    var fitting = TopicFitting()
    fitting.topicCount = 4
    fitting.dimensions = 16
    let model = fitting.fit(texts)
    #expect(model.topics.reduce(0) { $0 + $1.textCount } == texts.total)
    #expect(model.topics.reduce(0) { $0 + $1.unitCount } == texts.units.count)
    for text in TopicFittingTests.texts.map(\.text) {
      let topics = [text, "麻烦" + text + "啊"].map { model.fittedTopic(key: TermHash.text(Array($0.utf8))) }
      #expect(topics[0] != nil && topics[0] == topics[1], "\(text)")
    }
  }
}
