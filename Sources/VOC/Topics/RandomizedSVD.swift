internal import Statistics

/// The leading singular vectors of a sparse matrix by randomized subspace iteration.
///
/// Halko, Martinsson and Tropp, *Finding structure with randomness*, 2011. The test vectors of a column come from its
/// own hash and the seed, and signs are fixed, so that the result does not depend on the order of anything.
struct RandomizedSVD: Sendable {
  /// Extra directions that are thrown away at the end.
  static let oversampling = 8
  /// Power iterations.
  static let iterations = 3

  /// The right singular vectors: one row a column of the matrix.
  let rightVectors: Matrix
  /// The singular values, largest first.
  let singularValues: [Double]

  /// Decomposes a matrix whose columns have these hashes.
  init(_ matrix: SparseMatrix, columnHashes: [UInt64], rank: Int, seed: UInt64, jobs: Int) {
    let width = max(1, min(rank + Self.oversampling, matrix.columnCount, matrix.rowCount))
    var start = Matrix(rows: matrix.columnCount, columns: width)
    for column in 0..<matrix.columnCount {
      var generator = SeededGenerator(seed: columnHashes[column] ^ (seed &* 0x9E37_79B9_7F4A_7C15))
      var bits: UInt64 = 0
      for k in 0..<width {
        if k % 64 == 0 { bits = generator.next() }
        start[column, k] = bits & 1 == 1 ? 1 : -1
        bits >>= 1
      }
    }
    let transposed = matrix.transposed()
    var basis = Self.orthonormal(start, jobs)
    for _ in 0..<Self.iterations {
      let projected = matrix.times(basis, jobs: jobs)
      basis = Self.orthonormal(transposed.times(projected, jobs: jobs), jobs)
    }
    let projected = matrix.times(basis, jobs: jobs)
    let eigen = SymmetricEigen(projected.gram(jobs: jobs))
    let kept = min(rank, width)
    var rotation = eigen.vectors.map { Array($0.prefix(kept)) }
    // Directions without weight are noise.
    let largest = max(eigen.values.first ?? 0, 0)
    for k in 0..<kept where eigen.values[k] <= largest * 1e-9 || eigen.values[k] <= 0 {
      for row in rotation.indices { rotation[row][k] = 0 }
    }
    var vectors = basis.times(rotation, jobs: jobs)
    Self.fixSigns(&vectors)
    rightVectors = vectors
    singularValues = eigen.values.prefix(kept).map { max($0, 0).squareRoot() }
  }

  /// An orthonormal basis of the columns: `Y · V · Λ^(-1/2)` of its Gram matrix; directions without weight become zero.
  private static func orthonormal(_ matrix: Matrix, _ jobs: Int) -> Matrix {
    let eigen = SymmetricEigen(matrix.gram(jobs: jobs))
    let largest = max(eigen.values.first ?? 0, 0)
    let factors = eigen.values.map { $0 > largest * 1e-9 && $0 > 0 ? 1 / $0.squareRoot() : 0 }
    return matrix.times(eigen.vectors.map { row in zip(row, factors).map { $0 * $1 } }, jobs: jobs)
  }

  /// Makes the largest entry of every column positive; of equal ones the first counts.
  private static func fixSigns(_ matrix: inout Matrix) {
    for column in 0..<matrix.columnCount {
      var largest: Float = 0
      for row in 0..<matrix.rowCount where matrix[row, column].magnitude > largest.magnitude {
        largest = matrix[row, column]
      }
      if largest < 0 { for row in 0..<matrix.rowCount { matrix[row, column] = -matrix[row, column] } }
    }
  }
}
