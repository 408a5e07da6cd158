import Statistics
import Testing

@testable import QA

/// What is said about the order of groups, and what is not.
@Suite struct PassComparisonTests {
  private func proportions(_ pairs: [(Int, Int)]) -> [Proportion] { pairs.map { Proportion($0.0, of: $0.1) } }

  @Test func smallGroupsAreNotCompared() {
    let comparison = PassComparison(proportions([(29, 29), (0, 29), (10, 30)]))
    #expect(comparison.compared == [2] && !comparison.isSeparable)
    #expect(comparison.places.allSatisfy { $0 == nil })
  }

  /// Thirty cases each and ten points apart: nothing can be said.
  @Test func chanceIsNoOrder() {
    let comparison = PassComparison(proportions([(27, 30), (24, 30), (26, 30)]))
    #expect(comparison.compared.count == 3 && !comparison.isSeparable)
  }

  @Test func placesAreRanges() {
    // 95 % and 94 % cannot be told apart; both are surely better than 70 %.
    let comparison = PassComparison(proportions([(140, 200), (190, 200), (188, 200), (5, 20)]))
    #expect(comparison.isSeparable && comparison.isPairwise)
    #expect(comparison.places == [3...3, 1...2, 1...2, nil])
    #expect(comparison.pairs.count == 2)
  }

  /// Twenty-one groups are compared with the rest; only the outlier stands out.
  @Test func manyGroupsAreComparedWithTheRest() {
    var groups = Array(repeating: Proportion(90, of: 100), count: 21)
    groups[7] = Proportion(50, of: 100)
    groups[3] = Proportion(88, of: 100)
    let comparison = PassComparison(groups)
    #expect(!comparison.isPairwise && comparison.below == [7] && comparison.above.isEmpty)
    #expect(comparison.places.allSatisfy { $0 == nil })
  }

  /// Among equal groups a wrong claim is as rare as promised: at most 5 % of tables, with room for chance.
  @Test func wrongClaimsAreRare() {
    var numbers = Statistics.SeededGenerator(seed: 7)
    var wrong = 0
    for _ in 0..<300 {
      let groups = (0..<6).map { _ in
        Proportion((0..<60).count { _ in Double.random(in: 0..<1, using: &numbers) < 0.85 }, of: 60)
      }
      if PassComparison(groups).isSeparable { wrong += 1 }
    }
    #expect(wrong <= 24, "\(wrong) of 300")
  }

  /// scipy.stats: fisher_exact for small groups, and for large ones within a twentieth of it.
  @Test(arguments: [
    (27, 30, 24, 30, 0.471645, 1e-6), (190, 200, 140, 200, 1.894e-11, 1e-13),
    (4_500, 5_000, 4_400, 5_000, 0.001547, 0.0002),
  ]) func agreesWithScipy(_ a: Int, _ m: Int, _ b: Int, _ n: Int, _ p: Double, _ tolerance: Double) throws {
    let samples = [GroupSample("a", Proportion(a, of: m)), GroupSample("b", Proportion(b, of: n))]
    let found = try #require(MeasureComparison(samples).pairs.first?.difference.p)
    #expect(abs(found - p) < tolerance)
  }
}
