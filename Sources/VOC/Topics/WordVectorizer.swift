internal import CVectorKernels
internal import Statistics

/// Channel two: word vectors learned from the corpus itself, averaged over a text.
///
/// Positive pointwise mutual information of words within ten words, contexts smoothed by the power 0.75 (Levy, Goldberg
/// and Dagan, 2015), reduced by SVD; a text is the mean of its words weighted by a / (a + p), a = 0.001, without the first
/// principal component (Arora, Liang and Ma, *A simple but tough-to-beat baseline*, 2017).
///
/// Unsafe code: rows are added through pointers; the index numbers the rows.
struct WordVectorizer: Sendable {
  static let window = 10
  static let contextPower = 0.75
  static let smoothing = 1e-3
  /// Words kept at most, the most frequent.
  static let largestVocabulary = 20_000
  /// Texts that word pairs are counted in at most.
  static let largestSample = 40_000
  /// Words of one text that pairs are counted in at most.
  static let longestText = 256

  private let index: HashIndex
  /// One row a word, already weighted.
  private let vectors: Matrix
  /// The first principal component of texts.
  private var component: [Float] = []

  var stride: Int { vectors.stride }

  /// Learns from texts in an order that does not depend on the input's.
  init(_ texts: [TextFeatures], rank: Int, seed: UInt64, jobs: Int) {
    let words = Self.vocabulary(texts)
    var index = HashIndex(capacity: words.count)
    for word in words { _ = index.insert(word.hash) }
    self.index = index
    guard words.count > 1 else {
      vectors = Matrix(rows: words.count, columns: rank)
      component = [Float](repeating: 0, count: vectors.stride)
      return
    }
    let information = Self.information(Self.pairCounts(texts, index), words.count)
    let svd = RandomizedSVD(
      information, columnHashes: words.map(\.hash), rank: rank, seed: seed ^ 0x5EED, jobs: jobs)
    var vectors = information.times(svd.rightVectors, jobs: jobs)
    let scale = svd.singularValues.map { $0 > 1e-6 ? Float(1 / $0.squareRoot()) : 0 }
    for row in 0..<vectors.rowCount {
      for column in 0..<vectors.columnCount { vectors[row, column] *= scale[column] }
    }
    vectors.normalizeRows()
    let total = Double(words.reduce(0) { $0 + $1.count })
    for (row, word) in words.enumerated() {
      let weight = Float(Self.smoothing / (Self.smoothing + Double(word.count) / total))
      for column in 0..<vectors.columnCount { vectors[row, column] *= weight }
    }
    self.vectors = vectors
    component = [Float](repeating: 0, count: vectors.stride)
    component = firstComponent(texts, jobs)
  }

  /// Reads what ``write(to:)`` wrote.
  init?(_ reader: inout ModelReader) {
    guard let keys = reader.numbers(), let vectors = reader.matrix(), let component = reader.floats(),
      keys.count == vectors.rowCount, component.count == vectors.stride
    else { return nil }
    index = HashIndex(keys: keys)
    guard index.count == keys.count else { return nil }
    self.vectors = vectors
    self.component = component
  }

  func write(to writer: inout ModelWriter) {
    writer.write(index.keysInOrder)
    writer.write(vectors)
    writer.write(component)
  }

  /// Adds the vector of a text, of length one or zero, at a place of `out`.
  ///
  /// - Parameter numbers: Room for the rows of the text's words; reused between texts.
  func transform(_ features: TextFeatures, _ numbers: inout [Int32], into out: inout [Float], at place: Int) {
    mean(features, &numbers, into: &out, at: place)
    unsafe out.withUnsafeMutableBufferPointer { out in
      unsafe component.withUnsafeBufferPointer { component in
        var product: Float = 0
        for column in 0..<stride { product += unsafe out[place + column] * component[column] }
        for column in 0..<stride { unsafe out[place + column] -= product * component[column] }
      }
    }
    Matrix.normalize(&out, place, stride)
  }

  private func mean(_ features: TextFeatures, _ numbers: inout [Int32], into out: inout [Float], at place: Int) {
    guard vectors.rowCount > 0 else { return }
    precondition(place >= 0 && place + stride <= out.count)
    numbers.removeAll(keepingCapacity: true)
    index.forEachNumber(of: features.words) { numbers.append($0) }
    unsafe out.withUnsafeMutableBufferPointer { out in
      unsafe vectors.values.withUnsafeBufferPointer { vectors in
        unsafe numbers.withUnsafeBufferPointer { numbers in
          guard let first = numbers.baseAddress else { return }
          unsafe cvector_add_rows(vectors.baseAddress!, stride, first, numbers.count, out.baseAddress! + place)
        }
      }
    }
    Matrix.normalize(&out, place, stride)
  }

  private func firstComponent(_ texts: [TextFeatures], _ jobs: Int) -> [Float] {
    let ranges = ParallelBlocks.ranges(texts.count, size: 1024)
    let blocks = ParallelBlocks.map(ranges.count, jobs: jobs) { block in
      var out = [Float](repeating: 0, count: ranges[block].count * stride)
      var numbers: [Int32] = []
      for (place, row) in ranges[block].enumerated() { mean(texts[row], &numbers, into: &out, at: place * stride) }
      return out
    }
    let eigen = SymmetricEigen(Matrix(blocks: blocks, rows: texts.count, columns: vectors.columnCount).gram(jobs: jobs))
    var component = [Float](repeating: 0, count: stride)
    for row in eigen.vectors.indices { component[row] = Float(eigen.vectors[row][0]) }
    return component
  }

  /// Words that occur at least three times, by ascending hash.
  private static func vocabulary(_ texts: [TextFeatures]) -> [(hash: UInt64, count: Int)] {
    var index = HashIndex(capacity: 1 << 14)
    var hashes: [UInt64] = []
    var counts: [Int] = []
    for text in texts {
      for word in text.words {
        let number = index.insert(word)
        if number == hashes.count {
          hashes.append(word)
          counts.append(0)
        }
        counts[number] += 1
      }
    }
    var kept = hashes.indices.filter { counts[$0] >= 3 }
    if kept.count > largestVocabulary {
      kept.sort { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : hashes[$0] < hashes[$1] }
      kept.removeLast(kept.count - largestVocabulary)
    }
    return kept.sorted { hashes[$0] < hashes[$1] }.map { (hashes[$0], counts[$0]) }
  }

  /// How often two words stand within the window: keys `smaller << 32 | larger`, ascending.
  private static func pairCounts(_ texts: [TextFeatures], _ index: HashIndex) -> [(key: UInt64, count: Int)] {
    var pairs = HashIndex(capacity: 1 << 18)
    var keys: [UInt64] = []
    var counts: [Int32] = []
    var numbers: [Int32] = []
    for text in texts.prefix(largestSample) {
      numbers.removeAll(keepingCapacity: true)
      for word in text.words.prefix(longestText) {
        let number = index.number(of: word)
        if number >= 0 { numbers.append(number) }
      }
      for first in numbers.indices {
        for second in first + 1..<min(first + window + 1, numbers.count) where second < numbers.count {
          let (a, b) = (UInt64(min(numbers[first], numbers[second])), UInt64(max(numbers[first], numbers[second])))
          let key = a << 32 | b
          let pair = pairs.insert(mixed(key))
          if pair == keys.count {
            keys.append(key)
            counts.append(0)
          }
          counts[pair] += 1
        }
      }
    }
    return keys.indices.sorted { keys[$0] < keys[$1] }.map { (keys[$0], Int(counts[$0])) }
  }

  /// Spreads a key's bits, one to one, so that it can be looked up.
  @inline(__always)
  private static func mixed(_ key: UInt64) -> UInt64 {
    let value = key &* 0x9E37_79B9_7F4A_7C15
    return value ^ (value >> 32)
  }

  /// The matrix of positive pointwise mutual information: ln(c(i,j) · Σ c(k)^0.75 / (c(i) · c(j)^0.75)).
  private static func information(_ pairs: [(key: UInt64, count: Int)], _ size: Int) -> SparseMatrix {
    var sums = [Double](repeating: 0, count: size)
    var rows = [[(column: Int32, count: Int)]](repeating: [], count: size)
    for pair in pairs {
      let (a, b) = (Int(pair.key >> 32), Int(pair.key & 0xFFFF_FFFF))
      sums[a] += Double(pair.count)
      sums[b] += Double(pair.count)
      rows[a].append((Int32(b), pair.count))
      if a != b { rows[b].append((Int32(a), pair.count)) }
    }
    let contexts = sums.map { $0 > 0 ? power($0, contextPower) : 0 }
    let total = contexts.reduce(0, +)
    var matrix = SparseMatrix(columns: size)
    for row in 0..<size {
      rows[row].sort { $0.column < $1.column }
      for (column, count) in rows[row] {
        // Both directions of a pair of equal words.
        let times = Int(column) == row ? 2 * count : count
        let value = logarithm(Double(times) * total / (sums[row] * contexts[Int(column)]))
        if value > 0 { matrix.append(column, Float(value)) }
      }
      matrix.endRow()
    }
    return matrix
  }
}
