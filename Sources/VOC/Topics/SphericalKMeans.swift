internal import Statistics

/// K-means of vectors of length one by cosine: centroids are directions (Dhillon and Modha, 2001).
struct SphericalKMeans: Sendable {
  /// The cluster of every row.
  let clusters: [Int32]
  /// One row a cluster, of length one.
  let centroids: Matrix
  /// Σ cosine to the own centroid.
  let objective: Double

  /// Clusters rows; the best of several starts by objective, the first of equal ones.
  init(_ vectors: Matrix, count: Int, seed: UInt64, restarts: Int = 1, iterations: Int = 25, jobs: Int) {
    var best: (clusters: [Int32], centroids: Matrix, objective: Double)?
    let units = UnitRows(vectors)
    for restart in 0..<max(1, restarts) {
      var generator = SeededGenerator(seed: seed &+ UInt64(restart) &* 0x1000_0001)
      var centroids = Self.start(vectors, count, &generator)
      var clusters: [Int32] = []
      var objective = -Double.infinity
      for _ in 0..<iterations {
        let nearest = Self.nearest(units, UnitRows(centroids), jobs)
        objective = nearest.reduce(0) { $0 + Double($1.cosine) }
        let next = nearest.map(\.cluster)
        if next == clusters { break }
        clusters = next
        centroids = Self.centroids(vectors, clusters, previous: centroids)
      }
      if objective > best?.objective ?? -.infinity { best = (clusters, centroids, objective) }
    }
    clusters = best!.clusters
    centroids = best!.centroids
    objective = best!.objective
  }

  /// The nearest centroid of every row; of equal ones the first.
  static func nearest(_ vectors: Matrix, _ centroids: Matrix, _ jobs: Int) -> [(cluster: Int32, cosine: Float)] {
    nearest(UnitRows(vectors), UnitRows(centroids), jobs)
  }

  static func nearest(_ vectors: UnitRows, _ centroids: UnitRows, _ jobs: Int) -> [(cluster: Int32, cosine: Float)] {
    let ranges = ParallelBlocks.ranges(vectors.rowCount, size: 1024)
    return ParallelBlocks.map(ranges.count, jobs: jobs) { block in
      var out: [(cluster: Int32, cosine: Float)] = []
      out.reserveCapacity(ranges[block].count)
      var products = [Int32](repeating: 0, count: max(1, centroids.rowCount))
      for row in ranges[block] {
        centroids.products(with: vectors, row: row, into: &products)
        var best = 0
        for cluster in 1..<products.count where products[cluster] > products[best] { best = cluster }
        out.append((Int32(best), Float(products[best]) * UnitRows.unit))
      }
      return out
    }.flatMap { $0 }
  }

  /// The mean directions of clusters; an empty cluster keeps its previous one.
  static func centroids(_ vectors: Matrix, _ clusters: [Int32], previous: Matrix) -> Matrix {
    var sums = Matrix(rows: previous.rowCount, columns: previous.columnCount)
    var counts = [Int](repeating: 0, count: previous.rowCount)
    unsafe sums.values.withUnsafeMutableBufferPointer { sums in
      unsafe vectors.values.withUnsafeBufferPointer { vectors in
        for (row, cluster) in clusters.enumerated() where cluster >= 0 {
          counts[Int(cluster)] += 1
          unsafe VectorKernels.add(
            vectors.baseAddress! + row * previous.stride, times: 1,
            to: sums.baseAddress! + Int(cluster) * previous.stride, previous.stride)
        }
      }
    }
    sums.normalizeRows()
    for cluster in counts.indices where counts[cluster] == 0 {
      for column in 0..<previous.columnCount { sums[cluster, column] = previous[cluster, column] }
    }
    return sums
  }

  /// Spread starting points: k-means++ with the best of four candidates (Arthur and Vassilvitskii, 2007).
  private static func start(_ vectors: Matrix, _ count: Int, _ generator: inout SeededGenerator) -> Matrix {
    var centroids = Matrix(rows: count, columns: vectors.columnCount)
    let n = vectors.rowCount
    var distances = [Float](repeating: .infinity, count: n)
    func distance(_ row: Int, _ center: Int) -> Float {
      unsafe vectors.values.withUnsafeBufferPointer { values in
        let base = values.baseAddress!
        return unsafe max(
          0, 1 - VectorKernels.dot(base + row * vectors.stride, base + center * vectors.stride, vectors.stride))
      }
    }
    for cluster in 0..<count {
      var best: (total: Double, center: Int, distances: [Float])?
      let total = cluster == 0 ? 0 : distances.reduce(0.0) { $0 + Double($1) }
      for _ in 0..<(cluster == 0 ? 1 : 4) {
        var center = generator.next(below: n)
        if cluster > 0, total > 0 {
          var rest = generator.nextUnit() * total
          for row in 0..<n {
            rest -= Double(distances[row])
            if rest <= 0 {
              center = row
              break
            }
          }
        }
        let next = (0..<n).map { min(distances[$0], distance($0, center)) }
        let sum = next.reduce(0.0) { $0 + Double($1) }
        if sum < best?.total ?? .infinity { best = (sum, center, next) }
      }
      distances = best!.distances
      for column in 0..<vectors.columnCount { centroids[cluster, column] = vectors[best!.center, column] }
    }
    return centroids
  }
}
