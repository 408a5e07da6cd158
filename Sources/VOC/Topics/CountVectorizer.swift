internal import Statistics
internal import TextAnalysis

/// The hashes of a text's features: words and pairs of words, and character n-grams.
struct TextFeatures: Sendable {
  private(set) var words: [UInt64] = []
  private(set) var grams: [UInt64] = []

  init() {}

  init(_ extractor: borrowing TermExtractor) { read(extractor) }

  /// Takes the features of another text.
  mutating func read(_ extractor: borrowing TermExtractor) {
    words.removeAll(keepingCapacity: true)
    words.reserveCapacity(extractor.terms.count)
    for term in extractor.terms { words.append(term.hash) }
    // A copy, not a share: a shared list would be allocated anew for the extractor's next text.
    grams.removeAll(keepingCapacity: true)
    grams.append(contentsOf: extractor.grams)
  }
}

/// Channel one: TF-IDF of words and pairs of words beside TF-IDF of character n-grams, each of length one, reduced by SVD.
///
/// Weight of a feature: (1 + ln tf) · (ln((1 + n) / (1 + df)) + 1). A feature in more than 30 % of the texts is left out,
/// and so is one in fewer than two (words) or three (n-grams).
struct CountVectorizer: Sendable {
  /// Features kept at most of each kind, the most frequent.
  static let largestVocabulary = 60_000
  /// Texts that directions are learned from at most.
  static let largestSample = 30_000

  /// Fewer texts than these keep features that stand in one of them only.
  static let handful = 10

  private let index: HashIndex
  private let weights: [Float]
  /// Features before this number are words.
  private let wordCount: Int
  /// One row a feature: where it points.
  private let projection: ScaledRows

  var stride: Int { projection.stride }

  /// Learns from texts, which must come in an order that does not depend on the input's.
  init(_ texts: [TextFeatures], rank: Int, seed: UInt64, jobs: Int) {
    let limit = max(1, texts.count * 3 / 10)
    // A handful of texts need not share anything to be about something.
    let isHandful = texts.count < Self.handful
    let words = Self.vocabulary(texts, minimum: isHandful ? 1 : 2, maximum: limit) { features, body in
      for word in features.words { body(word) }
      Self.pairs(features.words, body)
    }
    let grams = Self.vocabulary(texts, minimum: isHandful ? 1 : 3, maximum: limit) { features, body in
      for gram in features.grams { body(gram) }
    }
    var index = HashIndex(capacity: words.count + grams.count)
    let n = Double(texts.count)
    var weights: [Float] = []
    for feature in words + grams {
      // Words and n-grams are salted apart, so a key is never known.
      _ = index.insert(feature.hash)
      weights.append(Float(logarithm((1 + n) / (1 + Double(feature.count))) + 1))
    }
    self.index = index
    self.weights = weights
    wordCount = words.count
    let hashes = (words + grams).map(\.hash)
    let (table, idf, split) = (index, weights, words.count)
    // Texts come in the order of their hashes: the first are a sample.
    let ranges = ParallelBlocks.ranges(min(texts.count, Self.largestSample), size: 512)
    let blocks = ParallelBlocks.map(ranges.count, jobs: jobs) { block in
      var rows = SparseMatrix(columns: hashes.count)
      var counter = FeatureCounter()
      for row in ranges[block] {
        counter.count(texts[row], table, idf, split)
        for entry in 0..<counter.count { rows.append(counter.columns[entry], counter.values[entry]) }
        rows.endRow()
      }
      return rows
    }
    var matrix = SparseMatrix(columns: hashes.count)
    for block in blocks { matrix.append(rows: block) }
    guard !hashes.isEmpty else {
      projection = ScaledRows(Matrix(rows: 0, columns: rank))
      return
    }
    projection = ScaledRows(
      RandomizedSVD(matrix, columnHashes: hashes, rank: rank, seed: seed, jobs: jobs).rightVectors)
  }

  /// Reads what ``write(to:)`` wrote.
  init?(_ reader: inout ModelReader) {
    guard let keys = reader.numbers(), let weights = reader.floats(), let wordCount = reader.number(),
      let projection = reader.scaledRows(), keys.count == weights.count, keys.count == projection.rowCount,
      wordCount <= UInt64(keys.count)
    else { return nil }
    index = HashIndex(keys: keys)
    guard index.count == keys.count else { return nil }
    self.weights = weights
    self.wordCount = Int(wordCount)
    self.projection = projection
  }

  func write(to writer: inout ModelWriter) {
    writer.write(index.keysInOrder)
    writer.write(weights)
    writer.write(UInt64(wordCount))
    writer.write(projection)
  }

  /// Adds the vector of a text, of length one or zero, at a place of `out`.
  func transform(_ features: TextFeatures, _ counter: inout FeatureCounter, into out: inout [Float], at place: Int) {
    counter.count(features, index, weights, wordCount)
    projection.add(counter.columns, counter.values, counter.count, to: &out, at: place)
    Matrix.normalize(&out, place, stride)
  }

  /// Calls `body` with the hash of every two words that follow one another.
  static func pairs(_ words: [UInt64], _ body: (UInt64) -> Void) {
    guard words.count > 1 else { return }
    for index in 1..<words.count { body(TermHash.pair(words[index - 1], words[index])) }
  }

  /// Features by ascending hash with the number of texts they occur in.
  private static func vocabulary(
    _ texts: [TextFeatures], minimum: Int, maximum: Int,
    _ each: (TextFeatures, (UInt64) -> Void) -> Void
  ) -> [(hash: UInt64, count: Int)] {
    var index = HashIndex(capacity: 1 << 16)
    var hashes: [UInt64] = []
    var counts: [Int32] = []
    var lastText: [Int32] = []
    for (number, text) in texts.enumerated() {
      each(text) { hash in
        let feature = index.insert(hash)
        if feature == hashes.count {
          hashes.append(hash)
          counts.append(0)
          lastText.append(-1)
        }
        if lastText[feature] != Int32(number) {
          lastText[feature] = Int32(number)
          counts[feature] += 1
        }
      }
    }
    var kept = hashes.indices.filter { Int(counts[$0]) >= minimum && Int(counts[$0]) <= max(maximum, minimum) }
    if kept.count > largestVocabulary {
      kept.sort { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : hashes[$0] < hashes[$1] }
      kept.removeLast(kept.count - largestVocabulary)
    }
    return kept.sorted { hashes[$0] < hashes[$1] }.map { (hashes[$0], Int(counts[$0])) }
  }
}
