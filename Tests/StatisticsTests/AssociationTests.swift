import Testing

@testable import Statistics

/// Rank measures and logistic regression against values of SciPy 1.11 (`mannwhitneyu`, `spearmanr`) and a direct
/// solution of the penalised score equations by `scipy.optimize.fsolve`.
@Suite struct AssociationTests {
  private let x: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3]
  private let y = [1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0].map { $0 == 1 }

  private func near(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool { abs(a - b) <= tolerance }

  @Test func areaUnderCurve() throws {
    let area = try #require(RankMeasures.areaUnderCurve(x, isPositive: y))
    #expect(near(area.value, 0.84375))
    #expect(near(area.p, 0.019655009588781174))
    #expect(near(area.interval.low, 0.6528510458714127))
    #expect(area.interval.high == 1)
    let mirrored = try #require(RankMeasures.areaUnderCurve(x.map { -$0 }, isPositive: y))
    #expect(near(mirrored.value, 1 - 0.84375))
    #expect(near(mirrored.interval.high, 1 - 0.6528510458714127))
    #expect(RankMeasures.areaUnderCurve([1, 2], isPositive: [true, false]) == nil)
    #expect(RankMeasures.areaUnderCurve([1, 1, 1, 1], isPositive: [true, false, true, false])?.value == 0.5)
  }

  @Test func spearman() throws {
    let other = (0..<16).map { Double($0 % 5) }
    let rho = try #require(RankMeasures.spearman(x, other))
    #expect(near(rho.value, 0.10901360591111488))
    #expect(near(rho.interval.low, -0.4101239941370404))
    #expect(near(rho.interval.high, 0.5747969360864598))
    #expect(RankMeasures.spearman(x, x)?.value == 1)
    #expect(RankMeasures.spearman(x, Array(repeating: 2, count: 16)) == nil)
  }

  @Test func logisticRegression() throws {
    let columns = [x.map { ($0 - 5) / 2 }, (0..<16).map { Double($0 % 3) }]
    let model = try #require(LogisticRegression(columns: columns, outcomes: y, penalties: [1, 2]))
    #expect(model.hasConverged)
    for (found, expected) in zip(model.coefficients, [-0.425053710401861, 0.8219191146063469, 0.46363779836247787]) {
      #expect(near(found, expected, 1e-7))
    }
    for (found, expected) in zip(model.standardErrors, [0.7855996272947987, 0.4674953138053932, 0.5334197121677046]) {
      #expect(near(found, expected, 1e-7))
    }
  }

  /// Groups that a column tells apart entirely have no finite solution without a penalty; with one they do.
  @Test func separationIsHeld() throws {
    let column = (0..<40).map { $0 < 20 ? 0.0 : 1 }
    let outcomes = (0..<40).map { $0 >= 20 }
    let model = try #require(LogisticRegression(columns: [column], outcomes: outcomes, penalties: [1]))
    #expect(model.hasConverged)
    #expect((1.0...10).contains(model.coefficients[1]))
    #expect(LogisticRegression(columns: [column], outcomes: Array(repeating: true, count: 40), penalties: [1]) == nil)
  }
}
