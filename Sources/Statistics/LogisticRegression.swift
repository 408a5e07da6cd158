/// Logistic regression with a ridge (L2) penalty, fitted by iteratively reweighted least squares.
///
/// Deterministic: no random start, a fixed order of sums. For tables of some ten columns; see Hastie, Tibshirani,
/// Friedman, *The Elements of Statistical Learning*, 4.4, and le Cessie, van Houwelingen 1992 for the penalty.
public struct LogisticRegression: Sendable {
  /// The coefficients, the intercept first.
  public let coefficients: [Double]
  /// Their standard errors from the inverse of the penalised information: with a penalty they are those of a posterior
  /// with a normal prior, shrunken like the coefficients themselves.
  public let standardErrors: [Double]
  /// Whether the iteration came to rest.
  public let hasConverged: Bool

  /// Fits a model.
  ///
  /// - Parameters:
  ///   - columns: The columns, all of one length, best standardised; the intercept is added here and not penalised.
  ///   - outcomes: What happened.
  ///   - penalties: The penalty of each column: λ in λβ²/2.
  /// - Returns: `nil` where the equations have no solution.
  public init?(columns: [[Double]], outcomes: [Bool], penalties: [Double]) {
    let size = columns.count + 1
    let count = outcomes.count
    guard count > 0, columns.allSatisfy({ $0.count == count }), penalties.count == columns.count else { return nil }
    let ridge = [0.0] + penalties
    var beta = Array(repeating: 0.0, count: size)
    let positives = Double(outcomes.count { $0 })
    guard positives > 0, positives < Double(count) else { return nil }
    beta[0] = logarithm(positives / (Double(count) - positives))
    var row = Array(repeating: 1.0, count: size)

    func objective(_ beta: [Double]) -> Double {
      var sum = 0.0
      for index in 0..<count {
        var eta = beta[0]
        for column in 1..<max(1, size) { eta += beta[column] * columns[column - 1][index] }
        let signed = outcomes[index] ? -eta : eta
        sum -= signed > 30 ? signed : logarithm1p(exponential(signed))
      }
      for column in 0..<size { sum -= ridge[column] * beta[column] * beta[column] / 2 }
      return sum
    }

    var current = objective(beta)
    var converged = false
    var factor: [[Double]] = []
    for _ in 0..<60 {
      var gradient = (0..<size).map { -ridge[$0] * beta[$0] }
      var information = Array(repeating: Array(repeating: 0.0, count: size), count: size)
      for index in 0..<count {
        var eta = beta[0]
        for column in 1..<max(1, size) {
          row[column] = columns[column - 1][index]
          eta += beta[column] * row[column]
        }
        let p = 1 / (1 + exponential(-eta))
        let weight = p * (1 - p)
        let residual = (outcomes[index] ? 1 : 0) - p
        for a in 0..<size {
          gradient[a] += residual * row[a]
          let scaled = weight * row[a]
          for b in 0...a { information[a][b] += scaled * row[b] }
        }
      }
      for column in 0..<size { information[column][column] += ridge[column] }
      guard let root = Self.cholesky(information) else { return nil }
      factor = root
      let step = Self.solve(root, gradient)
      if step.allSatisfy({ abs($0) < 1e-9 }) {
        converged = true
        break
      }
      // A full step may overshoot far from the optimum; half of it until it helps.
      var scale = 1.0
      var next = beta
      var reached = current
      repeat {
        for column in 0..<size { next[column] = beta[column] + scale * step[column] }
        reached = objective(next)
        scale /= 2
      } while reached < current - 1e-12 && scale > 1e-6
      beta = next
      current = reached
    }
    coefficients = beta
    hasConverged = converged
    standardErrors = (0..<size).map { column in
      var unit = Array(repeating: 0.0, count: size)
      unit[column] = 1
      return max(0, Self.solve(factor, unit)[column]).squareRoot()
    }
  }

  /// The 95 % interval of a coefficient.
  public func interval(_ column: Int, confidence: Double = 0.95) -> Interval {
    let half = Normal.quantile(0.5 + confidence / 2) * standardErrors[column]
    return Interval(low: coefficients[column] - half, high: coefficients[column] + half)
  }

  /// The lower triangular root of a symmetric positive matrix, given by its lower half.
  private static func cholesky(_ matrix: [[Double]]) -> [[Double]]? {
    var root = matrix
    for a in matrix.indices {
      for b in 0...a {
        var sum = matrix[a][b]
        for c in 0..<b { sum -= root[a][c] * root[b][c] }
        if a == b {
          guard sum > 1e-12 else { return nil }
          root[a][a] = sum.squareRoot()
        } else {
          root[a][b] = sum / root[b][b]
        }
      }
    }
    return root
  }

  private static func solve(_ root: [[Double]], _ right: [Double]) -> [Double] {
    var x = right
    for a in x.indices {
      for b in 0..<a { x[a] -= root[a][b] * x[b] }
      x[a] /= root[a][a]
    }
    for a in x.indices.reversed() {
      for b in a + 1..<max(a + 1, x.count) { x[a] -= root[b][a] * x[b] }
      x[a] /= root[a][a]
    }
    return x
  }
}
