internal import Statistics

/// Texts as rows of a sparse matrix: feature and weight.
struct SparseRows: Sendable {
  private(set) var starts: [Int32] = [0]
  private(set) var features: [Int32] = []
  private(set) var weights: [Float] = []

  var count: Int { starts.count - 1 }

  func range(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

  /// Counts how many rows hold each feature.
  func addFrequencies(to frequencies: inout [UInt32], rows: [Int]) {
    for row in rows { for index in range(row) { frequencies[Int(features[index])] += 1 } }
  }

  /// Adds a text with its term frequencies, 1 + ln(count), and what the lexicon reads in it.
  mutating func append(_ counter: NgramCounter, _ bytes: [UInt8], lexicon: any SentimentReader) {
    let evidence = LexiconEvidence(lexicon.read(bytes))
    for (index, value) in evidence.values.enumerated() {
      features.append(Int32(counter.placeCount + index))
      weights.append(value)
    }
    counter.forEach(in: bytes, 0..<bytes.count) { feature, count in
      features.append(Int32(feature))
      weights.append(Float(1 + logarithm(Double(count))))
    }
    starts.append(Int32(features.count))
  }

  /// The chosen rows, weighted by inverse document frequency and scaled to length 1; features are renumbered through
  /// `places`, and those with −1 are left out.
  ///
  /// The last two places are the lexicon's: they are taken as they are.
  func weighted(_ rows: [Int], idf: [Float], places: [Int32]) -> SparseRows {
    var result = SparseRows()
    for row in rows {
      let first = result.features.count
      var square = 0.0
      var evidence: [(place: Int32, weight: Float)] = []
      for index in range(row) {
        let feature = Int(features[index])
        guard feature < idf.count - LexiconEvidence.count else {
          if places[feature] >= 0 { evidence.append((places[feature], weights[index])) }
          continue
        }
        let weight = weights[index] * idf[feature]
        square += Double(weight * weight)
        guard places[feature] >= 0 else { continue }
        result.features.append(places[feature])
        result.weights.append(weight)
      }
      let norm = Float(square > 0 ? 1 / square.squareRoot() : 0)
      for index in first..<result.weights.count { result.weights[index] *= norm }
      for (place, weight) in evidence {
        result.features.append(place)
        result.weights.append(weight)
      }
      result.starts.append(Int32(result.features.count))
    }
    return result
  }

  /// Inverse document frequencies: ln((1 + n) / (1 + df)) + 1.
  static func inverseFrequencies(_ frequencies: [UInt32], documents: Int) -> [Float] {
    let base = logarithm(Double(1 + documents)) + 1
    return frequencies.map { Float(base - logarithm(Double(1 + $0))) }
  }
}
