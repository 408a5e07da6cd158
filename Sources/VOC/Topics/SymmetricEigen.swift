/// Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations.
///
/// Golub and Van Loan, *Matrix Computations*, §8.5. The order of rotations is fixed; eigenvalues come largest first, ties
/// by their column.
struct SymmetricEigen: Sendable {
  /// The eigenvalues, largest first.
  let values: [Double]
  /// The eigenvectors as columns: `vectors[row][k]`.
  let vectors: [[Double]]

  /// Decomposes a symmetric matrix.
  init(_ matrix: [[Double]]) {
    let n = matrix.count
    var a = matrix.flatMap { $0 }
    var v = [Double](repeating: 0, count: n * n)
    for index in 0..<n { v[index * n + index] = 1 }
    var scale = 0.0
    for value in a { scale += value * value }
    for _ in 0..<60 {
      var off = 0.0
      for row in 0..<n { for column in row + 1..<max(n, row + 1) { off += a[row * n + column] * a[row * n + column] } }
      if off <= 1e-22 * scale || n < 2 { break }
      for p in 0..<n - 1 {
        for q in p + 1..<n {
          let apq = a[p * n + q]
          if apq == 0 { continue }
          let theta = (a[q * n + q] - a[p * n + p]) / (2 * apq)
          let t = (theta >= 0 ? 1.0 : -1.0) / (theta.magnitude + (theta * theta + 1).squareRoot())
          let c = 1 / (t * t + 1).squareRoot()
          let s = t * c
          Self.rotate(&a, &v, n, p, q, c, s)
        }
      }
    }
    let order = (0..<n).sorted { a[$0 * n + $0] != a[$1 * n + $1] ? a[$0 * n + $0] > a[$1 * n + $1] : $0 < $1 }
    values = order.map { a[$0 * n + $0] }
    let columns = v
    vectors = (0..<n).map { row in order.map { columns[row * n + $0] } }
  }

  /// Rotates rows and columns p and q; eigenvectors lie in the rows of `v` while rotating columns of the result.
  private static func rotate(
    _ a: inout [Double], _ v: inout [Double], _ n: Int, _ p: Int, _ q: Int, _ c: Double, _ s: Double
  ) {
    for k in 0..<n {
      let (x, y) = (a[p * n + k], a[q * n + k])
      a[p * n + k] = c * x - s * y
      a[q * n + k] = s * x + c * y
    }
    for k in 0..<n {
      let (x, y) = (a[k * n + p], a[k * n + q])
      a[k * n + p] = c * x - s * y
      a[k * n + q] = s * x + c * y
    }
    for k in 0..<n {
      let (x, y) = (v[k * n + p], v[k * n + q])
      v[k * n + p] = c * x - s * y
      v[k * n + q] = s * x + c * y
    }
  }
}
