internal import Statistics

/// What can be said about the order of groups by their pass rates, and what cannot: ``MeasureComparison`` as reports
/// use it.
///
/// Groups below thirty cases are not compared. Up to twenty groups are compared pair by pair, more of them each with all
/// others; p-values are corrected for the number of comparisons (Holm), so that one wrong claim is unlikely in the whole
/// table. A place is a range: from one behind everybody who is surely better to one before everybody surely worse.
struct PassComparison {
  /// Cases that a group needs to be compared.
  static let minimumCases = 30
  /// The chance of a wrong claim that is accepted for the whole table.
  static let level = 0.05
  /// Above this number of groups a reader is told only who stands out from the rest.
  private static let pairwiseLimit = 20

  /// Whether pairs were compared, or each group with the rest.
  let isPairwise: Bool
  /// Indices of the groups that were compared.
  let compared: [Int]
  /// The places a group can have, from 1; `nil` if nothing is sure.
  private(set) var places: [ClosedRange<Int>?]
  /// Pairs whose first is surely better, the surest first.
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
    // Names of one length are in the order of the groups, which decides between equal rates.
    let width = String(groups.count).count
    func name(_ index: Int) -> String {
      String(repeating: "0", count: width - String(index).count) + String(index)
    }
    let comparison = MeasureComparison(
      compared.map { GroupSample(name($0), groups[$0]) }, level: Self.level, minimumCount: Self.minimumCases)
    let index = comparison.figures.map { Int($0.name) ?? 0 }
    if isPairwise {
      pairs = comparison.separablePairs.map { (index[$0.first], index[$0.second]) }
      for (place, figure) in comparison.figures.enumerated() {
        if let ranks = figure.ranks, ranks != 1...compared.count { places[index[place]] = ranks }
      }
    } else {
      for (place, figure) in comparison.figures.enumerated() {
        switch figure.standing {
        case .better: above.append(index[place])
        case .worse: below.append(index[place])
        case .notSeparable: break
        }
      }
    }
  }

  /// Whether anything is sure.
  var isSeparable: Bool { !pairs.isEmpty || !above.isEmpty || !below.isEmpty }
}
