/// Count, mean and variance of numbers, gathered one by one and merged without loss of precision.
///
/// Welford's update; the merge is Chan, Golub, LeVeque 1983.
public struct Moments: Sendable, Hashable {
  /// How many numbers.
  public private(set) var count = 0
  /// Their mean; 0 without numbers.
  public private(set) var mean = 0.0
  private var squares = 0.0

  /// Makes an empty set.
  public init() {}

  /// Makes the moments of a list.
  public init(_ values: some Sequence<Double>) { for value in values { add(value) } }

  /// Adds a number.
  public mutating func add(_ value: Double) {
    count += 1
    let distance = value - mean
    mean += distance / Double(count)
    squares += distance * (value - mean)
  }

  /// Adds all numbers of another set.
  public mutating func merge(_ other: Moments) {
    guard other.count > 0 else { return }
    let all = count + other.count
    let distance = other.mean - mean
    squares += other.squares + distance * distance * Double(count) * Double(other.count) / Double(all)
    mean += distance * Double(other.count) / Double(all)
    count = all
  }

  /// The variance of the population the numbers are a sample of (n − 1), or `nil` below two numbers.
  public var variance: Double? { count < 2 ? nil : squares / Double(count - 1) }

  /// Student's interval of the mean, or `nil` below two numbers.
  public func interval(confidence: Double = 0.95) -> Interval? {
    guard let variance else { return nil }
    let t = StudentT.quantile(0.5 + confidence / 2, freedom: Double(count - 1))
    let half = t * (variance / Double(count)).squareRoot()
    return Interval(low: mean - half, high: mean + half)
  }

  /// The interval of the difference of two means and the two-sided p-value that they are equal (Welch 1947).
  public func difference(from other: Moments, confidence: Double = 0.95) -> (interval: Interval, p: Double)? {
    guard let a = variance, let b = other.variance else { return nil }
    let va = a / Double(count)
    let vb = b / Double(other.count)
    let gap = mean - other.mean
    guard va + vb > 0 else { return (Interval(low: gap, high: gap), gap == 0 ? 1 : 0) }
    let freedom = (va + vb) * (va + vb) / (va * va / Double(count - 1) + vb * vb / Double(other.count - 1))
    let half = StudentT.quantile(0.5 + confidence / 2, freedom: freedom) * (va + vb).squareRoot()
    return (
      Interval(low: gap - half, high: gap + half),
      StudentT.twoSided(gap / (va + vb).squareRoot(), freedom: freedom)
    )
  }
}
