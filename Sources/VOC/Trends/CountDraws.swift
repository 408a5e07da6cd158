internal import Statistics

extension SeededGenerator {
  /// A draw from Gamma(shape, 1): Marsaglia and Tsang, *A Simple Method for Generating Gamma Variables*, 2000.
  mutating func nextGamma(shape: Double) -> Double {
    if shape < 1 { return nextGamma(shape: shape + 1) * power(max(nextUnit(), 0x1p-60), 1 / shape) }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = nextNormal()
      let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
      guard v > 0 else { continue }
      if logarithm(max(nextUnit(), 0x1p-60)) < 0.5 * x * x + d - d * v + d * logarithm(v) { return d * v }
    }
  }

  /// A draw from a Poisson distribution: products of uniform numbers, in parts of mean 30 at most (Knuth).
  mutating func nextPoisson(mean: Double) -> Int {
    var rest = mean
    var count = 0
    while rest > 0 {
      let part = min(rest, 30)
      rest -= part
      let limit = exponential(-part)
      var product = nextUnit()
      while product > limit {
        count += 1
        product *= nextUnit()
      }
    }
    return count
  }

  /// A negative binomial count: a Poisson count whose mean is itself a draw; variance = dispersion × mean.
  mutating func nextCount(mean: Double, dispersion: Double) -> Int {
    guard mean > 0 else { return 0 }
    guard dispersion > 1.000_001 else { return nextPoisson(mean: mean) }
    let scale = dispersion - 1
    return nextPoisson(mean: nextGamma(shape: mean / scale) * scale)
  }
}
