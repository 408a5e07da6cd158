public import Statistics

/// Which items and metrics go with high ratings: measures of rank, and a logistic model that knows the confounders.
///
/// It finds what goes together. It does not find causes, and it sees only contacts that were rated.
public struct DriverAnalysis: Sendable {
  /// What was found for one feature.
  public struct Finding: Sendable {
    /// The feature.
    public var feature: DriverFeature
    /// Rated contacts with a value.
    public var count: Int
    /// The chance that a contact with a high rating has the larger value.
    public var area: RankMeasures.AreaUnderCurve
    /// The rank correlation with the rating itself, where ratings are numbers.
    public var correlation: (value: Double, interval: Interval)?
    /// For yes and no: high ratings where yes, and where no.
    public var shares: (yes: Proportion, no: Proportion)?
    /// The two-sided p-value: Fisher's exact test for yes and no, Mann–Whitney for numbers.
    public var p: Double
    /// The false-discovery rate at which it would be reported.
    public var q: Double
    /// The odds ratio (yes against no, or per standard deviation) with the confounders held, and its interval.
    public var odds: (value: Double, interval: Interval)?
    /// The same with the other features of the joint model held too; `nil` where it is not among them.
    public var jointOdds: (value: Double, interval: Interval)?

    /// Whether it is reported: q at most 0.05, and with the confounders held the direction stands.
    public var isReported: Bool {
      guard q <= 0.05 else { return false }
      guard let odds else { return true }
      return (odds.value > 1) == (area.value > 0.5) && !odds.interval.contains(1)
    }

    /// Whether it seemed so until the confounders were held.
    public var isExplainedByConfounders: Bool { q <= 0.05 && !isReported }
  }

  /// Least rated contacts for a feature, and in each of its groups.
  public static let leastCount = 20
  /// Least contacts with a high and with a lower rating.
  public static let leastGroup = 5

  /// What counts as a high rating, in words: `>= 5` or a value.
  public let high: String
  /// Rated contacts that were looked at.
  public let count: Int
  /// Of them, with a high rating.
  public let highCount: Int
  /// The confounders that were held, with the number of their values.
  public let confounders: [(field: String, values: Int)]
  /// Confounders that could not be held: one value only.
  public let constantConfounders: [String]
  /// The features by q, then by how far their area lies from one half.
  public let findings: [Finding]
  /// Features without enough values.
  public let tooFew: Int

  /// Analyses a table.
  ///
  /// - Parameter threshold: What counts as high: a number is a least value, a word an equal one; the largest if `nil`.
  /// - Returns: `nil` where too few ratings are high or too few are not.
  public init?(_ table: DriverTable, threshold: String? = nil) {
    let rows = table.rows.sorted { ($0.hash, $0.rating) < ($1.hash, $1.rating) }
    let numbers = rows.map { Double($0.rating) }
    let areNumbers = numbers.allSatisfy { $0?.isFinite == true }
    let isHigh: [Bool]
    if let threshold, let least = Double(threshold), areNumbers {
      isHigh = numbers.map { ($0 ?? 0) >= least }
      high = ">= \(threshold)"
    } else if let threshold {
      isHigh = rows.map { $0.rating == threshold }
      high = threshold
    } else if areNumbers, let most = numbers.compactMap({ $0 }).max() {
      isHigh = numbers.map { $0 == most }
      high = ">= \(most == most.rounded() ? String(Int(most)) : String(most))"
    } else {
      return nil
    }
    count = rows.count
    highCount = isHigh.count { $0 }
    guard highCount >= Self.leastGroup, count - highCount >= Self.leastGroup else { return nil }

    let (design, held, constant) = Self.confounderColumns(rows, table.confounders)
    confounders = held
    constantConfounders = constant
    var findings: [Finding] = []
    var columns: [Int: [Double]] = [:]
    var few = 0
    for index in table.features.indices {
      let present = rows.indices.filter { !rows[$0].values[index].isNaN }
      let values = present.map { Double(rows[$0].values[index]) }
      let positive = present.map { isHigh[$0] }
      let highs = positive.count { $0 }
      guard present.count >= Self.leastCount, highs >= Self.leastGroup, positive.count - highs >= Self.leastGroup,
        values.contains(where: { $0 != values[0] }),
        let area = RankMeasures.areaUnderCurve(values, isPositive: positive)
      else {
        few += 1
        continue
      }
      var finding = Finding(feature: table.features[index], count: present.count, area: area, p: area.p, q: 1)
      if areNumbers { finding.correlation = RankMeasures.spearman(values, present.map { numbers[$0] ?? 0 }) }
      if table.features[index].unit == .flag {
        let yes = Proportion(zip(values, positive).count { $0 == 1 && $1 }, of: values.count { $0 == 1 })
        let no = Proportion(zip(values, positive).count { $0 != 1 && $1 }, of: values.count { $0 != 1 })
        finding.shares = (yes, no)
        finding.p = yes.fisherP(against: no)
      }
      let isFlag = table.features[index].unit == .flag
      let scaled = isFlag ? values : Self.standardized(values)
      finding.odds = Self.odds([scaled] + design.map { column in present.map { column[$0] } }, positive)
      // In the joint model a missing value stands at the mean, which says nothing either way.
      let mean = scaled.reduce(0, +) / Double(scaled.count)
      var whole = Array(repeating: mean, count: rows.count)
      for (place, row) in present.enumerated() { whole[row] = scaled[place] }
      columns[index] = whole
      findings.append(finding)
    }
    tooFew = few
    let q = MultipleTesting.falseDiscoveryRates(findings.map(\.p))
    for index in findings.indices { findings[index].q = q[index] }
    let order = findings.indices.sorted {
      let (a, b) = (findings[$0], findings[$1])
      if a.q != b.q { return a.q < b.q }
      if abs(a.area.value - 0.5) != abs(b.area.value - 0.5) { return abs(a.area.value - 0.5) > abs(b.area.value - 0.5) }
      return a.feature.id < b.feature.id
    }
    findings = order.map { findings[$0] }
    Self.fitJointly(&findings, table.features, columns, design, isHigh)
    self.findings = findings
  }

  // MARK: Models

  /// The joint model: features in order of q, none that says the same as one before it, one for ten of the rarer outcome.
  private static func fitJointly(
    _ findings: inout [Finding], _ features: [DriverFeature], _ columns: [Int: [Double]], _ design: [[Double]],
    _ isHigh: [Bool]
  ) {
    let rarer = min(isHigh.count { $0 }, isHigh.count { !$0 })
    let room = min(20, rarer / 10 - design.count)
    guard room > 0 else { return }
    var chosen: [(finding: Int, column: [Double])] = []
    for (place, finding) in findings.enumerated() where chosen.count < room && finding.q <= 0.2 {
      guard let index = features.firstIndex(of: finding.feature), let column = columns[index] else { continue }
      let repeats = chosen.contains { abs(correlation($0.column, column)) > 0.8 }
      if !repeats { chosen.append((place, column)) }
    }
    guard !chosen.isEmpty,
      let model = LogisticRegression(
        columns: chosen.map(\.column) + design, outcomes: isHigh,
        penalties: Array(repeating: 1, count: chosen.count + design.count))
    else { return }
    for (column, choice) in chosen.enumerated() { findings[choice.finding].jointOdds = odds(of: model, column + 1) }
  }

  /// The odds ratio of the first column with the others held.
  private static func odds(_ columns: [[Double]], _ outcomes: [Bool]) -> (value: Double, interval: Interval)? {
    guard
      let model = LogisticRegression(
        columns: columns, outcomes: outcomes, penalties: Array(repeating: 1, count: columns.count))
    else { return nil }
    return odds(of: model, 1)
  }

  private static func odds(of model: LogisticRegression, _ column: Int) -> (value: Double, interval: Interval) {
    let interval = model.interval(column)
    return (
      exponential(model.coefficients[column]),
      Interval(low: exponential(interval.low), high: exponential(interval.high))
    )
  }

  /// A column a value of each confounder but the commonest; rare values (under 10) are one, at most 12 a field.
  private static func confounderColumns(
    _ rows: [DriverTable.Row], _ fields: [String]
  ) -> (columns: [[Double]], held: [(field: String, values: Int)], constant: [String]) {
    var columns: [[Double]] = []
    var held: [(field: String, values: Int)] = []
    var constant: [String] = []
    for (position, field) in fields.enumerated() {
      var counts: [String: Int] = [:]
      for row in rows { counts[row.confounders[position], default: 0] += 1 }
      let common = counts.filter { $0.value >= 10 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12)
      guard counts.count > 1, let first = common.first, first.value < rows.count else {
        constant.append(field)
        continue
      }
      held.append((field, counts.count))
      let named = Set(common.map(\.key))
      for value in common.dropFirst() {
        columns.append(rows.map { $0.confounders[position] == value.key ? 1 : 0 })
      }
      if counts.keys.contains(where: { !named.contains($0) }) {
        columns.append(rows.map { named.contains($0.confounders[position]) ? 0 : 1 })
      }
    }
    return (columns, held, constant)
  }

  private static func standardized(_ values: [Double]) -> [Double] {
    let moments = Moments(values)
    let deviation = (moments.variance ?? 0).squareRoot()
    return deviation > 0 ? values.map { ($0 - moments.mean) / deviation } : values.map { _ in 0 }
  }

  private static func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let x = standardized(a)
    let y = standardized(b)
    return zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } / Double(max(1, x.count - 1))
  }
}
