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

  /// N-grams as the model's version defines them, counted the plain way.
  private static func plainCounts(_ text: [UInt8]) -> [Int: Int] {
    var counts: [Int: Int] = [:]
    let prime: UInt64 = 0x0000_0100_0000_01B3
    func add(_ value: UInt64) {
      var hash = value &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
      counts[Int((hash &* 0xBF58_476D_1CE4_E5B9) >> 40 & 0x3FFFF), default: 0] += 1
    }
    var (index, lastWord): (Int, UInt64) = (0, 0)
    while index < text.count {
      let byte = text[index]
      if TermTable.isWordByte(byte) {
        let word = text[index...].prefix { TermTable.isWordByte($0) || $0 == 0x27 }
        let whole = word.reduce(0x5EED as UInt64) { ($0 ^ UInt64($1)) &* prime }
        add(whole &+ 7)
        if lastWord != 0 { add((lastWord ^ (whole >> 7)) &* prime &+ 11) }
        lastWord = whole
        let padded = [0x20] + word.prefix(64) + [0x20]
        for start in 0..<padded.count - 1 {
          var hash: UInt64 = 0xB0
          for (place, byte) in padded[start...].prefix(5).enumerated() {
            hash = (hash ^ UInt64(byte)) &* prime
            if place >= 1 { add(hash &+ UInt64(place + 1)) }
          }
        }
        index += word.count
      } else if byte < 0x80 {
        if byte > 0x20 { add(UInt64(byte) &+ 0x1000) }
        if [0x2E, 0x21, 0x3F].contains(byte) { lastWord = 0 }
        index += 1
      } else {
        let run = text[index...].prefix { $0 >= 0x80 }
        let codes = String(decoding: run, as: UTF8.self).unicodeScalars.map { scalar in
          Array(String(scalar).utf8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        }
        for (place, code) in codes.enumerated() {
          add(code &* 3 &+ 1)
          if place > 0 { add((codes[place - 1] &* prime ^ code) &* prime &+ 2) }
          if place > 1 { add(((codes[place - 2] &* prime ^ codes[place - 1]) &* prime ^ code) &* prime &+ 3) }
        }
        lastWord = 0
        index += run.count
      }
    }
    return counts
  }

  @Test(arguments: [
    "", "a", "i'm", "it is 4 ok", "don't. stop!? go on", "退款还没到账", "我要退款 now, 退款!退款", "é ab😀cd", "internationalisation",
    String(repeating: "x", count: 63) + " " + String(repeating: "yz", count: 40),
    String(repeating: "same word 退款 ", count: 900),
  ])
  func countsNgramsAsDefined(_ text: String) {
    let counter = NgramCounter()
    let bytes = Array(text.utf8)
    // Twice, because the counter must be clean after the first.
    for _ in 0..<2 {
      var counts: [Int: Int] = [:]
      counter.forEach(in: bytes, 0..<bytes.count) { feature, count in counts[feature, default: 0] += count }
      #expect(counts == Self.plainCounts(bytes))
    }
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
      var probabilities = SIMD4<Double>()
      for (k, value) in odds.enumerated() { probabilities[k] = value }
      let score = SentimentModelReader.reading(probabilities, model.labels).score
      #expect(abs(score - reader.read(text.bytes).score) < 0.01)
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
