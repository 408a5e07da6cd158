internal import Statistics

/// What can be said about the order of groups by their pass rates, and what cannot.
///
/// Groups below thirty cases are not compared. Up to twenty groups are compared pair by pair, more of them each with all
/// others; p-values are corrected for the number of comparisons (Holm), so that one wrong claim is unlikely in the whole
/// table. A place is a range: from one behind everybody who is surely better to one before everybody surely worse.
struct PassComparison {
  /// Cases that a group needs to be compared.
  static let minimumCases = 30
  /// The chance of a wrong claim that is accepted for the whole table.
  static let level = 0.05
  private static let pairwiseLimit = 20

  /// Whether pairs were compared, or each group with the rest.
  let isPairwise: Bool
  /// Indices of the groups that were compared.
  let compared: [Int]
  /// The places a group can have, from 1; `nil` if nothing is sure.
  private(set) var places: [ClosedRange<Int>?]
  /// Pairs whose first is surely better.
  private(set) var pairs: [(better: Int, worse: Int)] = []
  /// Groups surely better, or worse, than the rest.
  private(set) var above: [Int] = []
  private(set) var below: [Int] = []

  /// Compares groups by the share of cases that passed.
  init(_ groups: [Proportion]) {
    compared = groups.indices.filter { groups[$0].total >= Self.minimumCases }
    places = Array(repeating: nil, count: groups.count)
    isPairwise = compared.count <= Self.pairwiseLimit
    guard compared.count > 1 else { return }
    if isPairwise { comparePairs(groups) } else { compareWithRest(groups) }
  }

  /// Whether anything is sure.
  var isSeparable: Bool { !pairs.isEmpty || !above.isEmpty || !below.isEmpty }

  private mutating func comparePairs(_ groups: [Proportion]) {
    var candidates: [(Int, Int)] = []
    for (position, a) in compared.enumerated() {
      for b in compared[(position + 1)...] { candidates.append((a, b)) }
    }
    let holm = MultipleTesting.holm(candidates.map { Self.pValue(groups[$0.0], groups[$0.1]) })
    for (pair, p) in zip(candidates, holm) where p < Self.level {
      let first = groups[pair.0].value ?? 0
      let second = groups[pair.1].value ?? 0
      pairs.append(first > second ? (pair.0, pair.1) : (pair.1, pair.0))
    }
    guard !pairs.isEmpty else { return }
    for group in compared {
      let better = pairs.count { $0.worse == group }
      let worse = pairs.count { $0.better == group }
      if better + worse > 0 { places[group] = better + 1...compared.count - worse }
    }
  }

  private mutating func compareWithRest(_ groups: [Proportion]) {
    let all = compared.reduce(into: Proportion(0, of: 0)) { sum, index in
      sum.successes += groups[index].successes
      sum.total += groups[index].total
    }
    let rest = compared.map { Proportion(all.successes - groups[$0].successes, of: all.total - groups[$0].total) }
    let holm = MultipleTesting.holm(zip(compared, rest).map { Self.pValue(groups[$0.0], $0.1) })
    for (position, p) in holm.enumerated() where p < Self.level {
      let index = compared[position]
      if groups[index].value ?? 0 > rest[position].value ?? 0 { above.append(index) } else { below.append(index) }
    }
  }

  /// Fisher's exact test; for large groups the pooled normal approximation, which then agrees with it.
  static func pValue(_ a: Proportion, _ b: Proportion) -> Double {
    guard a.total + b.total > 4_000 else { return a.fisherP(against: b) }
    let pooled = Double(a.successes + b.successes) / Double(a.total + b.total)
    let variance = pooled * (1 - pooled) * (1 / Double(a.total) + 1 / Double(b.total))
    guard variance > 0, let first = a.value, let second = b.value else { return 1 }
    let least = min(Double(a.total), Double(b.total)) * min(pooled, 1 - pooled)
    guard least >= 5 else { return a.fisherP(against: b) }
    return Normal.twoSided((first - second) / variance.squareRoot())
  }
}
