internal import TextAnalysis

/// Both channels side by side: a text becomes one vector of length one, or zero if nothing in it is known.
struct TextVectorizer: Sendable {
  private let counts: CountVectorizer
  private let words: WordVectorizer

  /// How many numbers a vector has.
  var dimensions: Int { counts.stride + words.stride }

  /// Learns from the features of texts in an order that does not depend on the input's.
  init(_ texts: [TextFeatures], rank: Int, seed: UInt64, jobs: Int) {
    counts = CountVectorizer(texts, rank: rank, seed: seed, jobs: jobs)
    words = WordVectorizer(texts, rank: rank, seed: seed, jobs: jobs)
  }

  /// Reads what ``write(to:)`` wrote.
  init?(_ reader: inout ModelReader) {
    guard let counts = CountVectorizer(&reader), let words = WordVectorizer(&reader) else { return nil }
    self.counts = counts
    self.words = words
  }

  func write(to writer: inout ModelWriter) {
    counts.write(to: &writer)
    words.write(to: &writer)
  }

  /// Writes the vector of a text at a place of `out`, which holds zeros there.
  func transform(_ features: TextFeatures, _ counter: inout FeatureCounter, into out: inout [Float], at place: Int) {
    counts.transform(features, &counter, into: &out, at: place)
    words.transform(features, &counter.wordRows, into: &out, at: place + counts.stride)
    Matrix.normalize(&out, place, dimensions)
  }

  /// The vectors of texts.
  func transform(_ texts: [TextFeatures], jobs: Int) -> Matrix {
    let ranges = ParallelBlocks.ranges(texts.count, size: 512)
    let blocks = ParallelBlocks.map(ranges.count, jobs: jobs) { block in
      var out = [Float](repeating: 0, count: ranges[block].count * dimensions)
      var counter = FeatureCounter()
      for (place, row) in ranges[block].enumerated() {
        transform(texts[row], &counter, into: &out, at: place * dimensions)
      }
      return out
    }
    return Matrix(blocks: blocks, rows: texts.count, columns: dimensions)
  }
}
