/// One measure compared between groups: each figure with its interval, every pair, and what can be told apart.
///
/// Every pair is tested (Fisher's exact test for shares; for means Welch's or Student's, the more cautious) with Holm's correction, and each group is
/// tested against all others taken together. No rank is given that the data do not carry: from the pairs that differ
/// follows the range of ranks a group can have (Al Mohamad, Goeman, van Zwet, *Simultaneous confidence intervals for
/// ranks*, 2022), and groups with fewer than ``minimumCount`` cases are never ranked.
public struct MeasureComparison: Sendable, Hashable {
  /// A group's figure and place.
  public struct Figure: Sendable, Hashable {
    /// The group's name.
    public var name: String
    /// Cases observed.
    public var count: Int
    /// The share 0 … 1 or the mean; `nil` without cases.
    public var value: Double?
    /// Its interval.
    public var interval: Interval?
    /// The difference to all other groups taken together, corrected over all groups.
    public var fromOthers: GroupDifference?
    /// Where the group stands against all others taken together.
    public var standing: Standing
    /// The best and the worst rank the pairs allow, 1 being best; `nil` without cases or if pairs were not compared.
    public var ranks: ClosedRange<Int>?
    /// Whether the group has too few cases to be ranked.
    public var isSmall: Bool

    /// The rank, if the data fix it and the group is large enough to be ranked.
    public var rank: Int? {
      guard let ranks, ranks.count == 1, !isSmall else { return nil }
      return ranks.lowerBound
    }
  }

  /// Where a group stands against the others together.
  public enum Standing: String, Sendable, Hashable, CaseIterable {
    /// Better than the others.
    case better
    /// Worse than the others.
    case worse
    /// It cannot be told.
    case notSeparable = "not_separable"
  }

  /// Two groups.
  public struct Pair: Sendable, Hashable {
    /// Index of the first.
    public var first: Int
    /// Index of the second.
    public var second: Int
    /// First minus second.
    public var difference: GroupDifference
  }

  /// The groups, best value first, then by name; groups without cases last.
  public private(set) var figures: [Figure]
  /// All pairs with data, in the order of ``figures``; empty above ``mostGroupsForPairs`` groups.
  public private(set) var pairs: [Pair] = []
  /// Runs of neighbours, longest possible, in which no two groups can be told apart.
  public private(set) var indistinguishable: [Range<Int>] = []
  /// Whether pairs were compared.
  public private(set) var comparesPairs: Bool
  /// The chance of any false difference that was accepted, for example 0.05.
  public let level: Double
  /// The least cases for a rank.
  public let minimumCount: Int
  /// Whether a larger value is the better one.
  public let higherIsBetter: Bool

  /// Above this number of groups only differences to the others together are tested.
  public static let mostGroupsForPairs = 100

  /// Compares groups.
  ///
  /// - Parameters:
  ///   - samples: one sample a group, all shares or all means.
  ///   - higherIsBetter: whether a larger value is better; `false` for times and for rates of errors.
  ///   - level: the chance of any false difference.
  ///   - minimumCount: the least cases for a rank; 30 is the practice of service centres.
  ///   - bounds: the values a mean can have, for example 0 … 100 for a score; its interval is cut there.
  public init(
    _ samples: [GroupSample], higherIsBetter: Bool = true, level: Double = 0.05, minimumCount: Int = 30,
    bounds: ClosedRange<Double>? = nil
  ) {
    self.level = level
    self.minimumCount = minimumCount
    self.higherIsBetter = higherIsBetter
    let ordered = samples.sorted { a, b in
      switch (a.value, b.value) {
      case (nil, nil): a.name < b.name
      case (nil, _): false
      case (_, nil): true
      case (let x?, let y?): x == y ? a.name < b.name : (x > y) == higherIsBetter
      }
    }
    let filled = ordered.prefix { $0.value != nil }
    comparesPairs = filled.count <= Self.mostGroupsForPairs
    figures = ordered.map { sample in
      var interval = sample.interval(confidence: 1 - level)
      if let bounds, let whole = interval {
        interval = Interval(low: max(bounds.lowerBound, whole.low), high: min(bounds.upperBound, whole.high))
      }
      return Figure(
        name: sample.name, count: sample.count, value: sample.value, interval: interval, fromOthers: nil,
        standing: .notSeparable, ranks: nil, isSmall: sample.count < minimumCount)
    }
    compareWithOthers(Array(filled))
    if comparesPairs { comparePairs(Array(filled)) }
  }

  private mutating func compareWithOthers(_ samples: [GroupSample]) {
    guard samples.count > 1 else { return }
    var found: [(group: Int, difference: GroupDifference)] = []
    for (index, sample) in samples.enumerated() {
      let others = samples.enumerated().lazy.filter { $0.offset != index }.map(\.element)
      if let pool = GroupSample.pooled(others), let difference = sample.difference(from: pool, confidence: 1 - level) {
        found.append((index, difference))
      }
    }
    let adjusted = MultipleTesting.holm(found.map(\.difference.p))
    for (entry, p) in zip(found, adjusted) {
      var difference = entry.difference
      difference.adjustedP = p
      figures[entry.group].fromOthers = difference
      if difference.isSeparable(level: level) {
        figures[entry.group].standing = (difference.value > 0) == higherIsBetter ? .better : .worse
      }
    }
  }

  private mutating func comparePairs(_ samples: [GroupSample]) {
    guard !samples.isEmpty else { return }
    for first in samples.indices {
      for second in samples.indices.dropFirst(first + 1) {
        if let difference = samples[first].difference(from: samples[second], confidence: 1 - level) {
          pairs.append(Pair(first: first, second: second, difference: difference))
        }
      }
    }
    let adjusted = MultipleTesting.holm(pairs.map(\.difference.p))
    var better = Array(repeating: 0, count: samples.count)
    var worse = better
    var separable: Set<[Int]> = []
    for index in pairs.indices {
      pairs[index].difference.adjustedP = adjusted[index]
      guard pairs[index].difference.isSeparable(level: level) else { continue }
      separable.insert([pairs[index].first, pairs[index].second])
      // Figures are in order, so the first of a pair that differs is the better one.
      worse[pairs[index].first] += 1
      better[pairs[index].second] += 1
    }
    for index in samples.indices { figures[index].ranks = 1 + better[index]...samples.count - worse[index] }
    var end = 0
    for start in samples.indices {
      let before = end
      end = max(end, start + 1)
      while end < samples.count, (start..<end).allSatisfy({ !separable.contains([$0, end]) }) { end += 1 }
      if end > before, end - start > 1 { indistinguishable.append(start..<end) }
    }
  }

  /// Pairs that can be told apart, the surest first.
  public var separablePairs: [Pair] {
    pairs.filter { $0.difference.isSeparable(level: level) }.enumerated().sorted {
      ($0.element.difference.adjustedP, $0.element.difference.p, $0.offset)
        < ($1.element.difference.adjustedP, $1.element.difference.p, $1.offset)
    }.map(\.element)
  }

  /// Whether the data show any difference at all.
  public var showsAnyDifference: Bool {
    figures.contains { $0.standing != .notSeparable } || pairs.contains { $0.difference.isSeparable(level: level) }
  }
}
