import Statistics
import Testing

/// Every expected value was computed with SciPy 1.17 (the call is beside it).
@Suite struct StatisticsTests {
  @Test(arguments: [
    (0.3, 2.0, 5.0, 0.579825),  // special.betainc(2, 5, 0.3)
    (0.9, 50.0, 10.0, 0.9334105544171287),
    (0.5, 0.5, 0.5, 0.5),
  ])
  func incompleteBeta(_ x: Double, _ a: Double, _ b: Double, _ expected: Double) {
    #expect(abs(regularizedBeta(x, a, b) - expected) < 1e-9)
    #expect(abs(regularizedBeta(x, a, b) + regularizedBeta(1 - x, b, a) - 1) < 1e-12)
  }

  @Test func normalQuantileInvertsTheDistribution() {
    for p in [1e-12, 1e-6, 0.01, 0.025, 0.3, 0.5, 0.8, 0.975, 0.999999] {
      #expect(abs(Normal.cumulative(Normal.quantile(p)) / p - 1) < 1e-9)
    }
    #expect(abs(Normal.quantile(0.975) - 1.959963984540054) < 1e-12)
  }

  @Test(arguments: [
    (0.975, 4.0, 2.7764451051977987), (0.995, 30.0, 2.7499956535670305), (0.9, 1.0, 3.0776835371752536),
  ])
  func studentQuantile(_ p: Double, _ freedom: Double, _ expected: Double) {
    #expect(abs(StudentT.quantile(p, freedom: freedom) - expected) < 1e-9)
  }

  @Test func chiSquaredTail() {
    #expect(abs(ChiSquared.upperTail(3.841458820694124, freedom: 1) - 0.05) < 1e-12)
    #expect(abs(ChiSquared.upperTail(40, freedom: 20) - 0.004995412308) < 1e-9)
  }

  /// The tails equal one minus the sum of the probabilities below, computed term by term.
  @Test(arguments: [(5, 2.0, 3.0), (40, 20.0, 4.0), (12, 0.5, 0.5)])
  func negativeBinomialTailIsASum(_ count: Int, _ mean: Double, _ size: Double) {
    let p = size / (size + mean)
    var term = power(p, size)
    var sum = 0.0
    for k in 0..<count {
      sum += term
      term *= (size + Double(k)) / Double(k + 1) * (1 - p)
    }
    #expect(abs(NegativeBinomial.upperTail(count, mean: mean, size: size) - (1 - sum)) < 1e-10)
  }

  /// Garwood's table, as epidemiologists print it.
  @Test(arguments: [(0, 0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.390), (100, 81.364, 121.627)])
  func poissonInterval(count: Int, low: Double, high: Double) {
    let interval = Poisson.interval(count)
    #expect(abs(interval.low - low) < 1e-3)
    #expect(abs(interval.high - high) < 1e-3)
  }

  @Test func poissonTailIsASum() {
    var term = exponential(-3.5)
    var sum = 0.0
    for k in 0..<7 {
      sum += term
      term *= 3.5 / Double(k + 1)
    }
    #expect(abs(Poisson.upperTail(7, mean: 3.5) - (1 - sum)) < 1e-12)
    #expect(abs(NegativeBinomial.upperTail(7, mean: 3.5, size: 1e12) - (1 - sum)) < 1e-9)
  }

  @Test func wilson() throws {
    let interval = try #require(Proportion(8, of: 10).interval())
    #expect(abs(interval.low - 0.4901625) < 1e-6 && abs(interval.high - 0.9433178) < 1e-6)
    #expect(Proportion(0, of: 0).interval() == nil)
    #expect(Proportion(0, of: 5).interval()?.low == 0 && Proportion(5, of: 5).interval()?.high == 1)
  }

  @Test func newcombe() throws {
    // Newcombe 1998, table II, case (a): 56/70 and 48/80.
    let interval = try #require(Proportion(56, of: 70).difference(from: Proportion(48, of: 80)))
    #expect(abs(interval.low - 0.0524) < 1e-4 && abs(interval.high - 0.3339) < 1e-4)
  }

  @Test func fisher() {
    // stats.fisher_exact([[8, 2], [1, 5]])
    #expect(abs(Proportion(8, of: 10).fisherP(against: Proportion(1, of: 6)) - 0.03496503496503495) < 1e-9)
    #expect(Proportion(3, of: 3).fisherP(against: Proportion(3, of: 3)) == 1)
  }

  @Test func momentsMergeInAnyOrder() throws {
    let values = [3.0, 1, 4, 1, 5, 9, 2, 6]
    var left = Moments(values[..<3])
    left.merge(Moments(values[3...]))
    let whole = Moments(values)
    #expect(abs(left.mean - whole.mean) < 1e-12)
    #expect(abs((left.variance ?? 0) - (whole.variance ?? 1)) < 1e-12)
    // stats.ttest_ind([3, 1, 4, 1, 5], [9, 2, 6], equal_var=False).pvalue
    let result = try #require(Moments(values[..<5]).difference(from: Moments(values[5...])))
    #expect(abs(result.p - 0.29104862512740765) < 1e-9)
  }

  @Test func benjaminiHochbergAndHolm() {
    let p = [0.04, 0.001, 0.03, 0.5]
    #expect(MultipleTesting.falseDiscoveryRates(p).map { ($0 * 1e6).rounded() } == [53333, 4000, 53333, 500000])
    #expect(MultipleTesting.holm(p).map { ($0 * 1e6).rounded() } == [90000, 4000, 90000, 500000])
  }

  @Test func seededNumbersNeverChange() {
    var generator = SeededGenerator(seed: 42)
    #expect(generator.next() == 13_679_457_532_755_275_413)
    #expect((0..<5).map { _ in generator.next(below: 10) }.allSatisfy { 0..<10 ~= $0 })
    var list = Array(0..<10)
    generator.shuffle(&list)
    #expect(list.sorted() == Array(0..<10))
  }
}
