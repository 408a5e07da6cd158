/// A small fast random generator whose sequence is fixed by its seed on every machine.
///
/// SplitMix64 (Steele, Lea, Flood: *Fast Splittable Pseudorandom Number Generators*, 2014). Whatever is random in the
/// toolkit takes its seed as a parameter, so that the same seed gives the same bytes.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Makes a generator from a seed.
  public init(seed: UInt64) { state = seed }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// A number in 0 ..< 1, evenly spread over 53 bits.
  public mutating func nextUnit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A whole number in `0 ..< bound`; the same on every machine, unlike `Int.random(in:using:)` across releases.
  ///
  /// - Precondition: `bound > 0`.
  public mutating func next(below bound: Int) -> Int {
    precondition(bound > 0, "an empty range has no random number")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number from the standard normal distribution (Box and Muller, 1958).
  public mutating func nextNormal() -> Double {
    let radius = (-2 * logarithm(max(nextUnit(), 0x1p-60))).squareRoot()
    return radius * cosine(2 * .pi * nextUnit())
  }

  /// Puts a list into random order (Fisher and Yates).
  public mutating func shuffle<Element>(_ list: inout [Element]) {
    guard list.count > 1 else { return }
    for index in stride(from: list.count - 1, to: 0, by: -1) { list.swapAt(index, next(below: index + 1)) }
  }
}
