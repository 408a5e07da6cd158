internal import Statistics

/// How well clusters agree with known labels.
public struct ClusterAgreement: Sendable, Hashable {
  /// Mutual information over the arithmetic mean of both entropies, 0…1; 1 if both have one class only.
  public let normalizedMutualInformation: Double
  /// The Rand index corrected for chance, at most 1 (Hubert and Arabie, 1985).
  public let adjustedRandIndex: Double
  /// The share of items that carry the most frequent label of their cluster.
  public let purity: Double

  /// Compares two assignments of the same items.
  ///
  /// - Precondition: Both lists have the same length.
  public init(labels: [Int], clusters: [Int]) {
    precondition(labels.count == clusters.count, "both lists are about the same items")
    let n = Double(labels.count)
    var cells: [SIMD2<Int>: Int] = [:]
    for index in labels.indices { cells[SIMD2(clusters[index], labels[index]), default: 0] += 1 }
    // In a fixed order, so that sums of floating point numbers are always the same.
    let ordered = cells.sorted { $0.key.x != $1.key.x ? $0.key.x < $1.key.x : $0.key.y < $1.key.y }
    let (a, b) = (Self.counts(labels), Self.counts(clusters))
    guard n > 0 else {
      (normalizedMutualInformation, adjustedRandIndex, purity) = (1, 1, 1)
      return
    }
    let (entropyA, entropyB) = (Self.entropy(a, n), Self.entropy(b, n))
    var information = 0.0
    var pairs = 0.0
    var largest: [Int: Int] = [:]
    for (cell, count) in ordered {
      let x = Double(count)
      information += x / n * logarithm(n * x / (Double(b[cell.x]!) * Double(a[cell.y]!)))
      pairs += x * (x - 1) / 2
      largest[cell.x] = max(largest[cell.x] ?? 0, count)
    }
    let mean = (entropyA + entropyB) / 2
    normalizedMutualInformation = mean < 1e-15 ? 1 : max(0, min(1, information / mean))
    let (pairsA, pairsB) = (Self.pairs(a), Self.pairs(b))
    let all = n * (n - 1) / 2
    let expected = all > 0 ? pairsA * pairsB / all : 0
    let maximum = (pairsA + pairsB) / 2
    adjustedRandIndex = maximum - expected == 0 ? 1 : (pairs - expected) / (maximum - expected)
    purity = Double(largest.values.reduce(0, +)) / n
  }

  private static func counts(_ list: [Int]) -> [Int: Int] {
    var counts: [Int: Int] = [:]
    for item in list { counts[item, default: 0] += 1 }
    return counts
  }

  private static func entropy(_ counts: [Int: Int], _ n: Double) -> Double {
    counts.values.sorted().reduce(0) { $0 - Double($1) / n * logarithm(Double($1) / n) }
  }

  private static func pairs(_ counts: [Int: Int]) -> Double {
    counts.values.sorted().reduce(0) { $0 + Double($1) * Double($1 - 1) / 2 }
  }
}
