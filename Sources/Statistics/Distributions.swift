/// The standard normal distribution.
public enum Normal {
  /// P(Z ≤ z).
  public static func cumulative(_ z: Double) -> Double { 0.5 * complementaryError(-z / 2.0.squareRoot()) }

  /// P(Z > z), exact far out in the tail.
  public static func upperTail(_ z: Double) -> Double { 0.5 * complementaryError(z / 2.0.squareRoot()) }

  /// P(|Z| > |z|): the two-sided p-value.
  public static func twoSided(_ z: Double) -> Double { complementaryError(abs(z) / 2.0.squareRoot()) }

  /// The z with P(Z ≤ z) = p (Acklam's rational approximation with one step of Halley; error below 1e-14).
  public static func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p <= 0 ? -.infinity : .infinity }
    if p > 0.5 { return -quantile(1 - p) }
    var z: Double
    if p < 0.02425 {
      let q = (-2 * logarithm(p)).squareRoot()
      let numerator =
        ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q - 2.549732539343734) * q
          + 4.374664141464968) * q + 2.938163982698783
      let denominator =
        (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1
      z = numerator / denominator
    } else {
      let q = p - 0.5
      let r = q * q
      let numerator =
        (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
          + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239) * q
      let denominator =
        ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
          + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1
      z = numerator / denominator
    }
    let error = cumulative(z) - p
    let step = error * (2 * Double.pi).squareRoot() * exponential(z * z / 2)
    z -= step / (1 + z * step / 2)
    return z
  }
}

/// Student's t distribution.
public enum StudentT {
  /// P(|T| > |t|) with *freedom* degrees of freedom.
  public static func twoSided(_ t: Double, freedom: Double) -> Double {
    regularizedBeta(freedom / (freedom + t * t), freedom / 2, 0.5)
  }

  /// The t with P(T ≤ t) = p, found by bisection to full precision.
  public static func quantile(_ p: Double, freedom: Double) -> Double {
    guard p > 0, p < 1 else { return p <= 0 ? -.infinity : .infinity }
    if p < 0.5 { return -quantile(1 - p, freedom: freedom) }
    var low = 0.0
    var high = 1.0
    while 1 - twoSided(high, freedom: freedom) / 2 < p && high < 1e15 { high *= 2 }
    for _ in 0..<200 where high - low > high * 1e-15 {
      let middle = (low + high) / 2
      if 1 - twoSided(middle, freedom: freedom) / 2 < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

/// The χ² distribution.
public enum ChiSquared {
  /// P(X > x) with *freedom* degrees of freedom.
  public static func upperTail(_ x: Double, freedom: Double) -> Double { regularizedUpperGamma(freedom / 2, x / 2) }
}

/// The Poisson distribution.
public enum Poisson {
  /// P(N ≥ count) for a mean.
  public static func upperTail(_ count: Int, mean: Double) -> Double {
    count <= 0 ? 1 : max(0, 1 - regularizedUpperGamma(Double(count), mean))
  }

  /// The exact interval of the mean that a count was drawn with (Garwood 1936): the means for which as many, or as few,
  /// are no rarer than half of what the confidence leaves.
  public static func interval(_ count: Int, confidence: Double = 0.95) -> Interval {
    let rest = (1 - confidence) / 2
    let most = Double(count) + 20 + 20 * Double(count + 1).squareRoot()
    /// The mean where P(N ≥ k), which grows with it, reaches a value.
    func mean(_ k: Int, _ value: Double) -> Double {
      var (low, high) = (0.0, most)
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if upperTail(k, mean: middle) < value { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
    return Interval(low: count == 0 ? 0 : mean(count, rest), high: mean(count + 1, 1 - rest))
  }
}

/// The negative binomial distribution as counts use it: a mean and a size; variance = mean + mean² / size.
///
/// It is a Poisson count whose rate itself varies (gamma); an infinite size is Poisson.
public enum NegativeBinomial {
  /// P(N ≥ count) = I_{mean/(mean+size)}(count, size).
  public static func upperTail(_ count: Int, mean: Double, size: Double) -> Double {
    if count <= 0 { return 1 }
    if mean <= 0 { return 0 }
    if size > 1e9 { return Poisson.upperTail(count, mean: mean) }
    return regularizedBeta(mean / (mean + size), Double(count), size)
  }
}
