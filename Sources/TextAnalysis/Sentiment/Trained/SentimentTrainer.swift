internal import Statistics

/// A folded text and the class people gave it.
public struct RatedText: Sendable {
  /// The folded text.
  public var bytes: [UInt8]
  /// Its class.
  public var label: SentimentLabel

  /// Makes a rated text.
  public init(_ bytes: [UInt8], _ label: SentimentLabel) {
    self.bytes = bytes
    self.label = label
  }
}

/// Trains sentiment models, and says how good they are on texts they have not seen.
public struct SentimentTrainer: Sendable {
  /// Number of folds of the cross-validation.
  public var folds = 5
  /// The seed of the folds.
  public var seed: UInt64 = 1
  /// The prior precision of a weight: larger keeps weights smaller.
  public var precision = 0.15

  /// Makes a trainer.
  public init(folds: Int = 5) { self.folds = folds }

  /// What cross-validation says.
  public struct Validation: Sendable {
    /// Classes over all held-out texts.
    public var report: ClassificationReport
    /// What logits must be divided by.
    public var temperature: Double
    /// The mean difference of confidence and accuracy, over ten bins (expected calibration error).
    public var calibrationError: Double
  }

  /// Trains a model, or goes on training an old one with new ratings only.
  ///
  /// - Parameters:
  ///   - texts: the ratings, at least one text of two classes.
  ///   - old: a model whose classes contain those of the texts.
  /// - Returns: the model, and its cross-validation if there are at least as many texts of each class as folds.
  public func train(_ texts: [RatedText], updating old: SentimentModel? = nil) -> (SentimentModel, Validation?) {
    let labels = old?.labels ?? SentimentLabel.allCases.filter { label in texts.contains { $0.label == label } }
    let (rows, classes) = rows(texts, labels)
    let validation = validate(rows, classes, labels, old)
    var model = fit(rows, classes, Array(0..<rows.count), labels, old)
    model.temperature = validation?.temperature ?? old?.temperature ?? 1
    for k in classes { model.ratings[k] += 1 }
    model.seal()
    return (model, validation)
  }

  /// Cross-validates without making a model.
  public func validate(_ texts: [RatedText]) -> Validation? {
    let labels = SentimentLabel.allCases.filter { label in texts.contains { $0.label == label } }
    let (rows, classes) = rows(texts, labels)
    return validate(rows, classes, labels, nil)
  }

  private func rows(_ texts: [RatedText], _ labels: [SentimentLabel]) -> (SparseRows, [Int]) {
    let counter = NgramCounter()
    let lexicon = SentimentLexicon.bundled.makeReader()
    var rows = SparseRows()
    var classes: [Int] = []
    for text in texts {
      guard let label = labels.firstIndex(of: text.label) else { continue }
      rows.append(counter, text.bytes, lexicon: lexicon)
      classes.append(label)
    }
    return (rows, classes)
  }

  // MARK: Cross-validation

  private func validate(
    _ rows: SparseRows, _ classes: [Int], _ labels: [SentimentLabel], _ old: SentimentModel?
  ) -> Validation? {
    guard folds >= 2 else { return nil }
    let sizes = labels.indices.map { k in classes.count { $0 == k } }
    guard sizes.filter({ $0 > 0 }).allSatisfy({ $0 >= folds }), sizes.count(where: { $0 > 0 }) >= 2 else { return nil }
    let fold = assignment(classes, labels.count)
    var logits = [[Double]](repeating: [], count: rows.count)
    for held in 0..<folds {
      let known = (0..<rows.count).filter { fold[$0] != held }
      let model = fit(rows, classes, known, labels, old, keepsEvidence: false)
      let asked = (0..<rows.count).filter { fold[$0] == held }
      let places = model.places()
      let idf = model.inverseFrequencies()
      let weighted = rows.weighted(asked, idf: idf, places: places)
      for (position, row) in asked.enumerated() { logits[row] = model.regression.logits(weighted, position) }
    }
    let temperature = Self.temperature(logits, classes)
    var report = ClassificationReport(labels: labels)
    var bins = [(count: Int, right: Int, confidence: Double)](repeating: (0, 0, 0), count: 10)
    for row in 0..<rows.count {
      var odds = logits[row].map { $0 / temperature }
      LogisticRegression.normalize(&odds, label: classes[row])
      var best = 0
      for k in odds.indices where odds[k] > odds[best] { best = k }
      report.add(given: labels[classes[row]], predicted: labels[best])
      let bin = min(Int(odds[best] * 10), 9)
      bins[bin].count += 1
      bins[bin].right += best == classes[row] ? 1 : 0
      bins[bin].confidence += odds[best]
    }
    let error = bins.reduce(0.0) { $0 + abs($1.confidence - Double($1.right)) } / Double(max(rows.count, 1))
    return Validation(report: report, temperature: temperature, calibrationError: error)
  }

  /// Deals the texts of each class to the folds in random order.
  private func assignment(_ classes: [Int], _ count: Int) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    var fold = [Int](repeating: 0, count: classes.count)
    var next = 0
    for k in 0..<count {
      var rows = classes.indices.filter { classes[$0] == k }
      generator.shuffle(&rows)
      for row in rows {
        fold[row] = next % folds
        next += 1
      }
    }
    return fold
  }

  /// The temperature of least loss, by golden-section search of its logarithm.
  static func temperature(_ logits: [[Double]], _ classes: [Int]) -> Double {
    func loss(_ exponent: Double) -> Double {
      let temperature = exponential(exponent)
      var sum = 0.0
      for (row, values) in logits.enumerated() {
        var odds = values.map { $0 / temperature }
        sum -= LogisticRegression.normalize(&odds, label: classes[row])
      }
      return sum
    }
    let ratio = 0.618_033_988_749_894_9
    var (low, high) = (-2.5, 2.5)
    var (a, b) = (high - ratio * (high - low), low + ratio * (high - low))
    var (valueA, valueB) = (loss(a), loss(b))
    for _ in 0..<24 {
      if valueA < valueB {
        high = b
        b = a
        valueB = valueA
        a = high - ratio * (high - low)
        valueA = loss(a)
      } else {
        low = a
        a = b
        valueA = valueB
        b = low + ratio * (high - low)
        valueB = loss(b)
      }
    }
    return exponential((low + high) / 2)
  }

  // MARK: Fitting

  private func fit(
    _ rows: SparseRows, _ classes: [Int], _ known: [Int], _ labels: [SentimentLabel], _ old: SentimentModel?,
    keepsEvidence: Bool = true
  ) -> SentimentModel {
    let bits = old?.bits ?? NgramCounter.defaultBits
    var frequencies = [UInt32](repeating: 0, count: (1 << bits) + LexiconEvidence.count)
    rows.addFrequencies(to: &frequencies, rows: known)
    // A feature seen once says nothing that others do not, except in very few texts.
    let least: UInt32 = known.count >= 500 ? 2 : 1
    var isOld = [Bool](repeating: false, count: frequencies.count)
    if let old {
      for (index, feature) in old.features.enumerated() {
        isOld[Int(feature)] = true
        frequencies[Int(feature)] += old.frequencies[index]
      }
    }
    let features = frequencies.indices.filter { isOld[$0] || frequencies[$0] >= least }.map { Int32($0) }
    var model = SentimentModel(
      labels: labels, ratings: old?.ratings ?? Array(repeating: 0, count: labels.count),
      generation: (old?.generation ?? 0) + 1, bits: bits, documents: (old?.documents ?? 0) + known.count,
      temperature: 1, precision: old?.precision ?? Float(precision), features: features,
      frequencies: features.map { frequencies[Int($0)] },
      regression: LogisticRegression(
        classes: labels.count, features: features.count, precision: old?.precision ?? Float(precision)))
    if let old { model.inherit(old) }
    let weighted = rows.weighted(known, idf: model.inverseFrequencies(), places: model.places())
    let mine = known.map { classes[$0] }
    let classWeights = Self.classWeights(mine, labels.count)
    model.regression.fit(weighted, mine, classWeights: classWeights)
    if keepsEvidence { model.regression.addEvidence(weighted, mine, classWeights: classWeights) }
    return model
  }

  /// Rare classes count more, by the square root of how rare they are: between the likeliest class and equal recall.
  private static func classWeights(_ classes: [Int], _ count: Int) -> [Double] {
    let sizes = (0..<count).map { k in classes.count { $0 == k } }
    let present = sizes.count { $0 > 0 }
    return sizes.map { $0 == 0 ? 1 : (Double(classes.count) / Double(present * $0)).squareRoot() }
  }
}

extension SentimentModel {
  /// The position of every hash place among the features, or −1.
  func places() -> [Int32] {
    var places = [Int32](repeating: -1, count: (1 << bits) + LexiconEvidence.count)
    for (index, feature) in features.enumerated() { places[Int(feature)] = Int32(index) }
    return places
  }

  /// Inverse document frequencies of every hash place; what is not among the features counts as seen once.
  func inverseFrequencies() -> [Float] {
    var all = [UInt32](repeating: 1, count: (1 << bits) + LexiconEvidence.count)
    for (index, feature) in features.enumerated() { all[Int(feature)] = max(frequencies[index], 1) }
    return SparseRows.inverseFrequencies(all, documents: documents)
  }

  /// Takes over the weights of an older model; as document frequencies moved, weights move against them.
  mutating func inherit(_ old: SentimentModel) {
    let classes = labels.count
    let places = places()
    let before = SparseRows.inverseFrequencies(old.frequencies, documents: old.documents)
    let after = SparseRows.inverseFrequencies(frequencies, documents: documents)
    for (index, feature) in old.features.enumerated() {
      let place = Int(places[Int(feature)])
      let ratio = feature < 1 << bits ? before[index] / after[place] : 1
      for k in 0..<classes {
        regression.weights[place * classes + k] = old.regression.weights[index * classes + k] * ratio
        regression.precisions[place * classes + k] = old.regression.precisions[index * classes + k]
      }
    }
    for k in 0..<classes {
      regression.weights[features.count * classes + k] = old.regression.weights[old.features.count * classes + k]
      regression.precisions[features.count * classes + k] = old.regression.precisions[old.features.count * classes + k]
    }
  }
}
