import Statistics
import TestSupport
import Testing
import TextAnalysis
import Transcripts

@testable import VOC

@Suite struct TopicFittingTests {
  /// Texts about four things in many wordings, with the thing as label.
  static let texts: [(label: Int, text: String)] = {
    let subjects = [
      ["快递", "物流", "包裹", "派送", "快递员"], ["退款", "退钱", "退货款", "退款金额"], ["密码", "登录", "账号", "验证码"],
      ["delivery", "parcel", "courier", "package"],
    ]
    let tails = [
      ["一直没有收到", "三天了还没更新", "送错地址了", "什么时候到"], ["还没有到账", "少了一部分", "什么时候到我卡里", "申请被拒绝"],
      ["忘记了怎么找回", "提示错误", "收不到短信", "被锁定了"],
      ["has not arrived", "was left at the wrong door", "is late again", "tracking is stuck"],
    ]
    let heads = [
      ["你好，", "请问", "我的", "我买的东西"], ["我要", "麻烦", "订单", "平台"], ["手机", "我的", "客户端", "网页"],
      ["my", "the", "our", "hello, the"],
    ]
    var texts: [(Int, String)] = []
    for label in 0..<4 {
      for head in heads[label] {
        for subject in subjects[label] {
          for tail in tails[label] { texts.append((label, "\(head) \(subject) \(tail)")) }
        }
      }
    }
    return texts
  }()

  private func collection(_ texts: [String]) -> TextCollection {
    var collection = TextCollection()
    for text in texts { collection.add(Array(text.utf8)) }
    return collection
  }

  private func model(_ collection: TextCollection, topics: Int? = nil, jobs: Int = 1, seed: UInt64 = 1) -> TopicModel {
    var fitting = TopicFitting()
    fitting.topicCount = topics
    fitting.jobs = jobs
    fitting.seed = seed
    fitting.dimensions = 16
    return fitting.fit(collection)
  }

  @Test func findsWhatTextsAreAbout() {
    let evaluation = TopicEvaluation(
      texts: Self.texts.map { Array($0.text.utf8) }, labels: Self.texts.map { String($0.label) },
      fitting: {
        var fitting = TopicFitting()
        fitting.topicCount = 4
        return fitting
      }(), dictionary: .bundled)
    #expect(evaluation.topicsFound == 4)
    #expect(evaluation.agreement.normalizedMutualInformation > 0.8)
    #expect(evaluation.unassignedShare == 0)
  }

  /// Order, number of threads and shards make no difference to a single byte.
  @Test(arguments: [1, 2]) func sameBytesWhateverTheOrder(_ shuffle: UInt64) {
    let texts = Self.texts.map(\.text)
    let expected = model(collection(texts)).encoded()
    var generator = Statistics.SeededGenerator(seed: shuffle)
    var shuffled = texts
    generator.shuffle(&shuffled)
    #expect(model(collection(shuffled), jobs: Int(shuffle) + 1).encoded() == expected)
    var merged = TextCollection()
    for shard in 0..<4 {
      merged.merge(collection(shuffled.enumerated().filter { $0.offset % 4 == shard }.map(\.element)))
    }
    #expect(model(merged, jobs: 2).encoded() == expected)
  }

  @Test func seedsMatter() {
    let texts = collection(Self.texts.map(\.text))
    #expect(model(texts, seed: 1).encoded() != model(texts, seed: 2).encoded())
  }

  @Test func repeatedTextsAreOneUnit() {
    let texts = collection(["怎么退款？", "怎么退款", "怎麼退款!", "怎么 退款 ？", "怎么退货"])
    #expect(texts.total == 5)
    #expect(texts.units.map(\.count).sorted() == [1, 4])
  }

  @Test func modelSurvivesTheFile() throws {
    let texts = collection(Self.texts.map(\.text))
    let fitted = model(texts)
    let bytes = fitted.encoded()
    let read = try TopicModel(encoded: bytes)
    #expect(read.encoded() == bytes)
    var (a, b) = (TopicAssigner(fitted), TopicAssigner(read))
    for (_, text) in Self.texts.prefix(30) {
      #expect(a.assign(Array(text.utf8)).nearest == b.assign(Array(text.utf8)).nearest)
    }
    for damage in [0, 9, bytes.count / 2, bytes.count - 1] {
      var torn = bytes
      torn[damage] ^= 1
      #expect(throws: ToolError.self) { try TopicModel(encoded: torn) }
    }
    #expect(throws: ToolError.self) { try TopicModel(encoded: Array(bytes.dropLast(40))) }
    #expect(throws: ToolError.self) { try TopicModel(encoded: []) }
  }

  @Test func givesReasons() {
    let fitted = model(collection(Self.texts.map(\.text)), topics: 4)
    var assigner = TopicAssigner(fitted)
    #expect(assigner.assign(Array("。。。".utf8)).reason == .tooShort)
    #expect(assigner.assign([]).reason == .tooShort)
    #expect(assigner.assign(Array("火星上有没有生命".utf8)).reason != nil)
    #expect(assigner.assign(Array("请问 包裹 一直没有收到".utf8)).topic != nil)
  }

  /// Labels stand in the texts byte for byte; quotes are texts of the topic.
  @Test func describesInTheirWords() {
    let texts = collection(Self.texts.map(\.text))
    let fitted = model(texts, topics: 4)
    let topics = TopicDescriber().describe(fitted, texts)
    #expect(topics.count == 4)
    #expect(topics.reduce(0) { $0 + $1.textCount } == texts.total)
    let all = Self.texts.map(\.text)
    for (number, topic) in topics.enumerated() {
      #expect(!topic.phrases.isEmpty)
      for phrase in topic.phrases { #expect(all.contains { $0.contains(phrase) }, "\(phrase)") }
      for quote in topic.quotes { #expect(fitted.fittedTopic(key: texts.units[quote.unit].key) == number) }
      #expect(Set(topic.quotes.map(\.unit)).count == topic.quotes.count)
    }
  }

  /// Odd collections give a clear result.
  @Test(arguments: [[], [""], ["退款"], ["退款", "退款"], ["a", "b"], ["。", "！"], Array(repeating: "同一句话", count: 50)])
  func oddCollections(_ texts: [String]) {
    for topics in [nil, 1, 3] {
      let fitted = model(collection(texts), topics: topics)
      #expect(fitted.topics.count <= max(1, Set(texts).count))
      #expect(TopicDescriber().describe(fitted, collection(texts)).count == fitted.topics.count)
    }
  }

  @Test func distinctWordsDoNotExplode() {
    let fitted = model(collection((0..<400).map { "word\($0 / 26)\(Character(UnicodeScalar(UInt8(97 + $0 % 26))))" }))
    #expect(fitted.topics.count <= 400)
  }

  @Test func oneHugeText() {
    let fitted = model(collection([String(repeating: "我要退款 refund ", count: 2_000), "退款"]))
    #expect(fitted.topics.count <= 2)
  }
}

@Suite struct ClusterAgreementTests {
  /// Values of scikit-learn 1.9 (normalized_mutual_info_score, adjusted_rand_score).
  @Test(arguments: [
    ([0, 0, 1, 1], [0, 0, 1, 1], 1.0, 1.0), ([0, 0, 1, 1], [0, 1, 0, 1], 0.0, -0.5),
    ([0, 0, 1, 2], [0, 0, 1, 1], 0.8, 0.5714285714285714), ([0, 0, 0, 0], [0, 0, 0, 0], 1.0, 1.0),
    ([0, 0, 0, 1, 1, 1, 2, 2], [0, 0, 1, 1, 2, 2, 2, 2], 0.5300257549140327, 0.18181818181818182),
  ])
  func agreesWithScikitLearn(_ labels: [Int], _ clusters: [Int], _ nmi: Double, _ ari: Double) {
    let agreement = ClusterAgreement(labels: labels, clusters: clusters)
    #expect(abs(agreement.normalizedMutualInformation - nmi) < 1e-12)
    #expect(abs(agreement.adjustedRandIndex - ari) < 1e-12)
  }

  @Test func purity() {
    #expect(ClusterAgreement(labels: [0, 0, 1, 1], clusters: [0, 0, 0, 1]).purity == 0.75)
  }
}

@Suite struct TopicMathematicsTests {
  /// The decomposition gives the matrix back, and its vectors are orthonormal.
  @Test func eigenvectors() {
    var generator = Statistics.SeededGenerator(seed: 5)
    let n = 12
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    for i in 0..<n { for j in i..<n { matrix[i][j] = generator.nextNormal(); matrix[j][i] = matrix[i][j] } }
    let eigen = SymmetricEigen(matrix)
    for i in 0..<n {
      for j in 0..<n {
        let value = (0..<n).reduce(0.0) { $0 + eigen.vectors[i][$1] * eigen.values[$1] * eigen.vectors[j][$1] }
        #expect(abs(value - matrix[i][j]) < 1e-9)
        let product = (0..<n).reduce(0.0) { $0 + eigen.vectors[$1][i] * eigen.vectors[$1][j] }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-9)
      }
    }
  }

  /// A matrix of rank two is found again.
  @Test func singularValues() {
    var sparse = SparseMatrix(columns: 6)
    for row in 0..<10 {
      for column in 0..<6 { sparse.append(Int32(column), column % 2 == row % 2 ? Float(row + 1) : 0) }
      sparse.endRow()
    }
    let svd = RandomizedSVD(sparse, columnHashes: (0..<6).map { UInt64($0) &* 77 }, rank: 4, seed: 3, jobs: 2)
    // Odd rows hold 2, 4 … 10 in three columns, even rows 1, 3 … 9 in the others.
    let odd: Double = 3 * (4 + 16 + 36 + 64 + 100)
    let even: Double = 3 * (1 + 9 + 25 + 49 + 81)
    let expected: [Double] = [odd.squareRoot(), even.squareRoot(), 0, 0]
    for (value, wanted) in zip(svd.singularValues, expected) {
      let difference: Double = value - wanted
      #expect(difference.magnitude < 1e-2)
    }
  }

  /// Two cliques joined by one edge are two communities, at any seed.
  @Test(arguments: 1...5) func communities(_ seed: UInt64) {
    var matrix = Matrix(rows: 20, columns: 8)
    var generator = Statistics.SeededGenerator(seed: seed)
    for row in 0..<20 {
      matrix[row, row < 10 ? 0 : 1] = 1
      for column in 2..<8 { matrix[row, column] = Float(generator.nextUnit()) * 0.1 }
    }
    matrix.normalizeRows()
    let found = CommunityDetection(NeighbourGraph(matrix, seed: seed, jobs: 1), resolution: 1, seed: seed)
    #expect(found.count == 2)
    #expect(Set(found.communities[0..<10]).count == 1 && Set(found.communities[10..<20]).count == 1)
  }

  /// How many topics are found does not hang on the seed.
  ///
  /// Sixteen matters of twelve words each; every text has five of them among words that all matters share.
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func findsAboutAsManyTopicsWithEverySeed(_ seed: UInt64) {
    var generator = Statistics.SeededGenerator(seed: 77)
    var texts: [[UInt8]] = []
    var labels: [String] = []
    for matter in 0..<16 {
      for _ in 0..<40 {
        var words = (0..<5).map { _ in "m\(matter)w\(generator.next(below: 12))x" }
        words += (0..<3).map { _ in "common\(generator.next(below: 30))" }
        generator.shuffle(&words)
        texts.append(Array(words.joined(separator: " ").utf8))
        labels.append(String(matter))
      }
    }
    var fitting = TopicFitting()
    fitting.seed = seed
    let evaluation = TopicEvaluation(texts: texts, labels: labels, fitting: fitting, dictionary: .bundled)
    #expect((15...17).contains(evaluation.topicsFound))
    #expect(evaluation.agreement.adjustedRandIndex > 0.75)
  }
}
