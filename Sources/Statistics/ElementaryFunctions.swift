#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

// The C library's functions under names of our own, so that only this file names the platform.

/// The natural logarithm.
public func logarithm(_ x: Double) -> Double { log(x) }

/// The natural logarithm of 1 + *x*, exact for small *x*.
public func logarithm1p(_ x: Double) -> Double { log1p(x) }

/// e to the power of *x*.
public func exponential(_ x: Double) -> Double { exp(x) }

/// The cosine of an angle in radians.
func cosine(_ x: Double) -> Double { cos(x) }

/// *base* to the power of *exponent*.
public func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// The complementary error function.
func complementaryError(_ x: Double) -> Double { erfc(x) }

/// ln |Γ(x)| by Lanczos' approximation (g = 7, n = 9; error below 1e-14 for x > 0).
///
/// The C library's `lgamma` writes a global sign and is not safe to call from several threads.
public func logGamma(_ x: Double) -> Double {
  let coefficients: InlineArray<9, Double> = [
    0.999_999_999_999_809_93, 676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_13,
    -176.615_029_162_140_59, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6,
    1.505_632_735_149_311_6e-7,
  ]
  if x < 0.5 { return log(.pi / abs(sin(.pi * x))) - logGamma(1 - x) }
  let shifted = x - 1
  var sum = coefficients[0]
  for index in 1..<9 { sum += coefficients[index] / (shifted + Double(index)) }
  let t = shifted + 7.5
  return 0.5 * log(2 * .pi) + (shifted + 0.5) * log(t) - t + log(sum)
}
