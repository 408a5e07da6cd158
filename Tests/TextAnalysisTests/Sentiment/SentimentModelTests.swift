import Foundation
import TestSupport
import Testing
import Transcripts

@testable import TextAnalysis

@Suite struct SentimentModelTests {
  /// Made-up words that the lexicon does not know: what a model knows of them it has learnt.
  private static func texts(_ count: Int, seed: UInt64, good: String = "bluma", bad: String = "krozz") throws
    -> [RatedText]
  {
    let folder = try Folder()
    var generator = SplitMix64(seed: seed)
    let filler = ["order", "phone", "today", "订单", "电话", "今天", "the", "my", "and", "再说"]
    return (0..<count).map { index in
      let label: SentimentLabel = index % 3 == 0 ? .negative : index % 3 == 1 ? .positive : .neutral
      var words = (0..<5).map { _ in filler[Int.random(in: 0..<filler.count, using: &generator)] }
      if label == .negative { words.insert(bad, at: Int.random(in: 0...5, using: &generator)) }
      if label == .positive { words.insert(good, at: Int.random(in: 0...5, using: &generator)) }
      return RatedText(folder.fold(words.joined(separator: " ")), label)
    }
  }

  private static let trained = Result { try SentimentTrainer(folds: 3).train(texts(90, seed: 1)) }

  @Test func learnsWhatTellsClassesApart() throws {
    let (model, validation) = try Self.trained.get()
    let report = try #require(validation).report
    #expect(report.macroF1 > 0.95)
    #expect(validation?.report.count == 90)
    let reader = model.makeReader()
    let fold = try Folder()
    #expect(reader.read(fold.fold("my phone bluma today")).label == .positive)
    #expect(reader.read(fold.fold("today krozz order")).score < -0.5)
    #expect(reader.read([]).label == .neutral && reader.read([]).score == 0)
  }

  /// The fast table gives what the plain formula gives.
  @Test func readsAsTheFormulaSays() throws {
    let (model, _) = try Self.trained.get()
    let reader = model.makeReader()
    let counter = NgramCounter()
    for text in try Self.texts(30, seed: 9) {
      var rows = SparseRows()
      rows.append(counter, text.bytes, lexicon: SentimentLexicon.bundled.makeReader())
      let weighted = rows.weighted([0], idf: model.inverseFrequencies(), places: model.places())
      var odds = model.regression.logits(weighted, 0).map { $0 / model.temperature }
      LogisticRegression.normalize(&odds, label: 0)
      #expect(abs(SentimentModelReader.reading(odds, model.labels).score - reader.read(text.bytes).score) < 0.01)
    }
  }

  /// What the lexicon knows, a model trained on other words knows too, if its ratings bear the lexicon out.
  @Test func trustsTheLexiconAsFarAsRatingsDo() throws {
    let folder = try Folder()
    let good = ["great", "excellent", "很好", "满意", "lovely", "非常喜欢"]
    let bad = ["awful", "terrible", "很差", "失望", "horrible", "太慢了"]
    func model(reversed: Bool) -> SentimentModel {
      let texts = (0..<60).map { index in
        let isGood = index % 2 == 0
        let word = (isGood ? good : bad)[index / 2 % 6]
        return RatedText(folder.fold("\(word) order \(index % 7)"), isGood != reversed ? .positive : .negative)
      }
      return SentimentTrainer(folds: 0).train(texts).0
    }
    let unseen = folder.fold("what a superb surprise, thank you")
    #expect(model(reversed: false).makeReader().read(unseen).score > 0.2)
    #expect(model(reversed: true).makeReader().read(unseen).score < -0.2)
    #expect(model(reversed: false).makeReader().read(unseen).emotions[.gratitude] > 0.2)
  }

  @Test func theFileIsTheModelAndTrainingIsDeterministic() throws {
    let (model, _) = try Self.trained.get()
    let bytes = model.encoded()
    let again = try SentimentModel(decoding: bytes)
    #expect(again.encoded() == bytes && again.identity == model.identity)
    let repeated = try SentimentTrainer(folds: 3).train(Self.texts(90, seed: 1)).0.encoded()
    #expect(repeated == bytes)
    for text in try Self.texts(20, seed: 3) {
      #expect(again.makeReader().read(text.bytes) == model.makeReader().read(text.bytes))
    }
  }

  @Test func refusesDamagedFiles() throws {
    let bytes = try Self.trained.get().0.encoded()
    for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 60)) {
      #expect(throws: ModelDamage.self) { try SentimentModel(decoding: Array(bytes[..<length])) }
    }
    var generator = SplitMix64(seed: 2)
    for _ in 0..<60 {
      var damaged = bytes
      damaged[Int.random(in: 0..<bytes.count, using: &generator)] ^= UInt8(
        1 << Int.random(in: 0..<8, using: &generator))
      #expect(throws: ModelDamage.self) { try SentimentModel(decoding: damaged) }
    }
    // Wrong numbers under a right checksum: sizes, classes and features are checked, never trusted.
    for place in 8..<64 {
      var forged = Array(bytes.dropLast(32))
      forged[place] = 0xFF
      let hash = SHA256()
      hash.update(forged.span)
      _ = try? SentimentModel(decoding: forged + hash.finish())
    }
  }

  @Test func updatesLearnAndRemember() throws {
    let (old, _) = try Self.trained.get()
    let (new, validation) = try SentimentTrainer(folds: 3).train(
      Self.texts(60, seed: 5, good: "vexil", bad: "morpu"), updating: old)
    #expect(validation != nil && new.generation == 2 && new.ratings.reduce(0, +) == 150)
    let reader = new.makeReader()
    let fold = try Folder()
    #expect(reader.read(fold.fold("my order vexil")).label == .positive)
    #expect(reader.read(fold.fold("my order morpu")).label == .negative)
    #expect(reader.read(fold.fold("my order bluma")).label == .positive)
    #expect(reader.read(fold.fold("my order krozz")).label == .negative)
  }

  @Test func temperatureIsTheLikeliest() {
    // Logits of ±2 that are right three times in four: the likeliest temperature is 4 / ln 3, as odds are e^(4/T).
    let logits = (0..<400).map { _ in [2.0, -2.0] }
    let classes = (0..<400).map { $0 % 4 == 0 ? 1 : 0 }
    #expect(abs(SentimentTrainer.temperature(logits, classes) - 4 / 1.098_612_288_668_11) < 0.01)
  }

  @Test func reportsAsTheBooksSay() {
    var report = ClassificationReport(labels: SentimentLabel.allCases)
    let counts = [[5, 1, 2], [0, 3, 1], [2, 0, 6]]
    for (row, columns) in counts.enumerated() {
      for (column, count) in columns.enumerated() {
        for _ in 0..<count { report.add(given: report.labels[row], predicted: report.labels[column]) }
      }
    }
    #expect(report.confusion == counts && report.count == 20)
    #expect(abs(report.accuracy - 0.7) < 1e-12)
    // 2·5/(8+7), 2·3/(4+4), 2·6/(8+9)
    #expect(abs(report.macroF1 - (10.0 / 15 + 6.0 / 8 + 12.0 / 17) / 3) < 1e-12)
  }
}

@Suite struct SentimentGradingTests {
  @Test(arguments: [
    (["1", "0", "1"], [SentimentLabel.positive, .negative, .positive]),
    (["1", "5", "3"], [.negative, .positive, .neutral]),
    (["-1", "0", "1"], [.negative, .neutral, .positive]), (["0", "1", "2"], [.negative, .neutral, .positive]),
    (["Positive", " neg ", "中性"], [.positive, .negative, .neutral]), (["好评", "差评", ""], [.positive, .negative, nil]),
    (["4 stars", "2星", "3"], [.positive, .negative, .neutral]), (["9", "2", "6"], [.positive, .negative, .neutral]),
    (["4.5", "1.0", "3.2"], [.positive, .negative, .neutral]),
  ])
  func readsRatings(_ values: [String], _ labels: [SentimentLabel?]) throws {
    #expect(try SentimentGrading.classes(of: values).get() == labels)
  }

  @Test func namesTheValueThatIsNone() {
    #expect(throws: SentimentGrading.Unreadable.self) { try SentimentGrading.classes(of: ["1", "maybe"]).get() }
  }
}

@Suite struct SentimentTrajectoryTests {
  private static func trajectory(_ scores: [Double]) -> SentimentTrajectory {
    SentimentTrajectory(scores.map { SentimentReading(score: $0) })
  }

  @Test func isWhatTheDefinitionsSay() throws {
    let t = Self.trajectory([0.5, 0.1, -0.2, -0.6, 0, 0.4, 0.2, 0.6])
    #expect(t.turns == 8)
    for (value, expected) in [(t.overall, 0.125), (t.first, 0.3), (t.last, 0.4), (t.shift, 0.1)] {
      let value = try #require(value)
      #expect(abs(value - expected) < 1e-12)
    }
    #expect(t.lowest?.score == -0.6 && t.lowest?.turn == 3)
  }

  @Test func fewTurns() {
    #expect(Self.trajectory([]).overall == nil && Self.trajectory([]).lowest == nil)
    let one = Self.trajectory([0.4])
    #expect(one.first == 0.4 && one.last == 0.4 && one.shift == nil && one.trend == nil)
    let two = Self.trajectory([0.4, -0.4])
    #expect(two.shift == -0.8 && two.quarters[1] == nil)
    #expect(Self.trajectory([0, 0.1, 0.2]).trend.map { abs($0 - 0.1) < 1e-12 } == true)
  }

  /// The slope against the textbook formula, on random scores.
  @Test func trendIsTheLeastSquaresSlope() throws {
    var generator = SplitMix64(seed: 8)
    for n in 3..<60 {
      let y = (0..<n).map { _ in Double.random(in: -1...1, using: &generator) }
      let x = (0..<n).map(Double.init)
      let sx = x.reduce(0, +)
      let sy = y.reduce(0, +)
      let sxy = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
      let sxx = x.reduce(0) { $0 + $1 * $1 }
      let slope = (Double(n) * sxy - sx * sy) / (Double(n) * sxx - sx * sx)
      let trend = try #require(Self.trajectory(y).trend)
      #expect(abs(trend - slope) < 1e-9)
    }
  }
}
