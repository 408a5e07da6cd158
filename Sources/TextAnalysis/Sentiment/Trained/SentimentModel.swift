internal import Statistics

/// A model trained on rated texts: hashed n-grams, TF-IDF, the lexicon's score, logistic regression, calibrated.
public struct SentimentModel: SentimentEngine {
  /// The classes it knows, ascending.
  public let labels: [SentimentLabel]
  /// Ratings it was trained on, by class, over all trainings.
  public internal(set) var ratings: [Int]
  /// How many trainings there were: 1, and one more for each update.
  public internal(set) var generation: Int
  /// What gave a result, for records.
  public internal(set) var identity = "model:"

  /// log₂ of the number of hash places.
  let bits: Int
  /// Texts behind `frequencies`.
  var documents: Int
  /// What logits are divided by so that probabilities are calibrated (Guo et al., 2017).
  var temperature: Double
  /// The prior precision of a new weight.
  var precision: Float
  /// The features, ascending.
  var features: [Int32]
  /// In how many texts each occurred.
  var frequencies: [UInt32]
  /// Weights and precisions of the features, and of the biases.
  var regression: LogisticRegression

  /// Whether the lexicon's score is among the features; not so in models of the first releases.
  public var usesLexicon: Bool { features.last.map { $0 >= 1 << bits } ?? false }

  /// Number of features.
  public var featureCount: Int { features.count }

  /// Makes a reader with buffers of its own.
  public func makeReader() -> any SentimentReader { SentimentModelReader(ModelTable(self)) }
}

/// A model laid out for reading: four numbers a feature, in one load.
struct ModelTable: Sendable {
  let labels: [SentimentLabel]
  let bits: Int
  let biases: SIMD4<Double>
  let temperature: Double
  /// Scaled weight × idf of up to three classes, and idf².
  let rows: [SIMD4<Int16>]
  let scale: Double
  static let squareScale = 100.0
  /// Weights of the lexicon's features by class, or nothing.
  let evidence: [SIMD4<Double>]

  init(_ model: SentimentModel) {
    let classes = model.labels.count
    labels = model.labels
    bits = model.bits
    temperature = model.temperature
    func weights(_ index: Int) -> SIMD4<Double> {
      var row = SIMD4<Double>()
      for k in 0..<classes { row[k] = Double(model.regression.weights[index * classes + k]) }
      return row
    }
    biases = weights(model.features.count)
    let idf = SparseRows.inverseFrequencies(model.frequencies, documents: model.documents)
    let unseen = SparseRows.inverseFrequencies([1], documents: model.documents)[0]
    var largest: Float = 1e-6
    let grams = model.features.prefix { $0 < 1 << model.bits }.count
    evidence = (grams..<model.features.count).map(weights)
    for index in 0..<grams {
      for k in 0..<classes { largest = max(largest, abs(model.regression.weights[index * classes + k] * idf[index])) }
    }
    let factor = 32_000 / largest
    scale = Double(largest) / 32_000
    func square(_ value: Float) -> Int16 {
      Int16(min(max((Double(value * value) * Self.squareScale).rounded(), 0), 32_000))
    }
    var rows = [SIMD4<Int16>](repeating: SIMD4(0, 0, 0, square(unseen)), count: 1 << model.bits)
    for (index, feature) in model.features.prefix(grams).enumerated() {
      var row = SIMD4<Int16>(0, 0, 0, square(idf[index]))
      for k in 0..<classes {
        row[k] = Int16((model.regression.weights[index * classes + k] * idf[index] * factor).rounded())
      }
      rows[Int(feature)] = row
    }
    self.rows = rows
  }
}

/// Reads texts with a model; one a worker.
///
/// Unsafe code: the rows are read by the counter's features, of which there are as many as rows.
final class SentimentModelReader: SentimentReader {
  private let table: ModelTable
  private let counter: NgramCounter
  private let frequencies: [Float]
  private let lexicon: (any SentimentReader)?

  init(_ table: ModelTable) {
    self.table = table
    lexicon = table.evidence.isEmpty ? nil : SentimentLexicon.bundled.makeReader()
    counter = NgramCounter(bits: table.bits)
    frequencies = [0] + (1...255).map { Float(1 + logarithm(Double($0))) }
    precondition(table.rows.count == counter.placeCount)
  }

  func read(_ bytes: [UInt8], in range: Range<Int>) -> SentimentReading {
    var sums = SIMD4<Float>()
    var isEmpty = true
    unsafe table.rows.withUnsafeBufferPointer { rows in
      counter.forEach(in: bytes, range) { feature, count in
        var row = unsafe SIMD4<Float>(rows[feature])
        // Most features of a text occur once.
        if count > 1 {
          let tf = frequencies[min(count, 255)]
          row *= SIMD4(tf, tf, tf, tf * tf)
        }
        sums += row
        isEmpty = false
      }
    }
    guard !isEmpty else { return SentimentReading() }
    let reading = lexicon?.read(bytes, in: range)
    let norm = (Double(sums[3]) / ModelTable.squareScale).squareRoot()
    // Three classes at most; the fourth lane means nothing.
    var odds = table.biases
    if norm > 0 { odds += SIMD4<Double>(sums) * table.scale / norm }
    if let reading {
      let evidence = LexiconEvidence(reading)
      for index in 0..<min(LexiconEvidence.count, table.evidence.count) {
        odds += Double(evidence[index]) * table.evidence[index]
      }
    }
    var result = Self.reading(probabilities(odds / table.temperature), table.labels)
    if let reading { result.emotions = reading.emotions }
    return result
  }

  /// The probabilities that logits stand for.
  private func probabilities(_ logits: SIMD4<Double>) -> SIMD4<Double> {
    let classes = table.labels.count
    var largest = logits[0]
    for k in 1..<classes { largest = max(largest, logits[k]) }
    var result = SIMD4<Double>()
    var sum = 0.0
    for k in 0..<classes {
      result[k] = exponential(logits[k] - largest)
      sum += result[k]
    }
    return result / sum
  }

  /// The reading that class probabilities stand for.
  static func reading(_ probabilities: SIMD4<Double>, _ labels: [SentimentLabel]) -> SentimentReading {
    var score = 0.0
    var best = 0
    for (k, label) in labels.enumerated() {
      if label == .positive { score += probabilities[k] }
      if label == .negative { score -= probabilities[k] }
      if probabilities[k] > probabilities[best] { best = k }
    }
    // A model that never saw a neutral text is unsure where its classes are close.
    let isUnsure = !labels.contains(.neutral) && abs(score) < Valence.neutralBand
    return SentimentReading(score: min(max(score, -1), 1), label: isUnsure ? .neutral : labels[best])
  }
}
