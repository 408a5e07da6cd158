/// Who is near whom: for every vector its nearest others by cosine, and the undirected graph they make.
struct NeighbourGraph: Sendable {
  /// Neighbours a vector proposes.
  static let neighbours = 15
  /// The least cosine of an edge.
  static let leastCosine: Float = 0.2
  /// Up to so many vectors all pairs are compared; beyond, only those in the nearest cells.
  static let exactLimit = 3_000

  /// Where each node's edges begin, and last their number.
  let starts: [Int]
  /// The other ends of edges.
  let targets: [Int32]
  /// The weights of edges.
  let weights: [Float]

  var nodeCount: Int { starts.count - 1 }

  /// Joins every row with its nearest rows; an edge that both ends propose weighs double.
  init(_ vectors: Matrix, seed: UInt64, jobs: Int) {
    let lists = Self.nearest(vectors, seed, jobs)
    var degrees = [Int](repeating: 0, count: vectors.rowCount + 1)
    for (row, list) in lists.enumerated() {
      degrees[row + 1] += list.count
      for entry in list { degrees[Int(entry.row) + 1] += 1 }
    }
    for row in 0..<vectors.rowCount { degrees[row + 1] += degrees[row] }
    var places = degrees
    var ends = [Int32](repeating: 0, count: degrees.last ?? 0)
    var cosines = [Float](repeating: 0, count: ends.count)
    func add(_ a: Int, _ b: Int32, _ cosine: Float) {
      ends[places[a]] = b
      cosines[places[a]] = cosine
      places[a] += 1
    }
    for (row, list) in lists.enumerated() {
      for entry in list {
        let cosine = Float(entry.product) * UnitRows.unit
        add(row, entry.row, cosine * 0.5)
        add(Int(entry.row), Int32(row), cosine * 0.5)
      }
    }
    var starts = [0]
    starts.reserveCapacity(vectors.rowCount + 1)
    var targets: [Int32] = []
    var weights: [Float] = []
    for row in 0..<vectors.rowCount {
      let order = (degrees[row]..<degrees[row + 1]).sorted {
        ends[$0] != ends[$1] ? ends[$0] < ends[$1] : cosines[$0] < cosines[$1]
      }
      for index in order {
        if targets.count > starts[row], targets.last == ends[index] {
          weights[weights.count - 1] += cosines[index]
        } else {
          targets.append(ends[index])
          weights.append(cosines[index])
        }
      }
      starts.append(targets.count)
    }
    self.starts = starts
    self.targets = targets
    self.weights = weights
  }

  private struct Neighbour {
    var row: Int32
    /// The cosine in units of 2⁻²⁸.
    var product: Int32
  }

  /// ``leastCosine`` in units of 2⁻²⁸.
  private static let leastProduct = Int32(leastCosine / UnitRows.unit)

  /// The nearest rows of every row, nearest first, ties by number.
  private static func nearest(_ vectors: Matrix, _ seed: UInt64, _ jobs: Int) -> [[Neighbour]] {
    let n = vectors.rowCount
    guard n > 1 else { return [[Neighbour]](repeating: [], count: n) }
    let rows = UnitRows(vectors)
    if n <= exactLimit {
      let everyone = Array(Int32(0)..<Int32(n))
      return search(rows, cells: [everyone], probes: { _ in [0] }, jobs)
    }
    let cellCount = Int(Double(n).squareRoot())
    // Cells are learned from every few rows: rows are ordered by hash, so that these are a sample.
    let step = max(1, n / (cellCount * 40))
    let sample = vectors.selecting(Array(stride(from: 0, to: n, by: step)))
    let means = UnitRows(SphericalKMeans(sample, count: cellCount, seed: seed, iterations: 6, jobs: jobs).centroids)
    let homes = SphericalKMeans.nearest(rows, means, jobs)
    var cells = [[Int32]](repeating: [], count: cellCount)
    for row in 0..<n { cells[Int(homes[row].cluster)].append(Int32(row)) }
    let probeCount = min(cellCount, 10)
    return search(
      rows, cells: cells,
      probes: { row in
        var products = [Int32](repeating: 0, count: cellCount)
        means.products(with: rows, row: row, into: &products)
        return topIndices(products, probeCount)
      }, jobs)
  }

  private static func topIndices(_ values: [Int32], _ count: Int) -> [Int] {
    var best: [(value: Int32, index: Int)] = []
    best.reserveCapacity(count + 1)
    for (index, value) in values.enumerated() {
      if best.count == count, value <= best[count - 1].value { continue }
      var place = best.count
      while place > 0, best[place - 1].value < value { place -= 1 }
      best.insert((value, index), at: place)
      if best.count > count { best.removeLast() }
    }
    return best.map(\.index)
  }

  /// Compares every row with the rows of the cells it probes.
  private static func search(
    _ vectors: UnitRows, cells: [[Int32]], probes: @escaping @Sendable (Int) -> [Int], _ jobs: Int
  ) -> [[Neighbour]] {
    // Rows of one cell lie one after the other and are looked up one after the other: they share what they are compared with.
    let packed = cells.map { UnitRows(vectors, $0) }
    let order = cells.flatMap { $0 }
    let largest = cells.map(\.count).max() ?? 0
    let ranges = ParallelBlocks.ranges(order.count, size: 256)
    let found = ParallelBlocks.map(ranges.count, jobs: jobs) { block in
      var lists: [[Neighbour]] = []
      var products = [Int32](repeating: 0, count: largest)
      for row in order[ranges[block]] {
        var best: [Neighbour] = []
        best.reserveCapacity(neighbours + 1)
        var least = leastProduct
        for cell in probes(Int(row)) where !cells[cell].isEmpty {
          let members = cells[cell]
          packed[cell].products(with: vectors, row: Int(row), into: &products)
          for place in members.indices where products[place] >= least && members[place] != row {
            keep(Neighbour(row: members[place], product: products[place]), in: &best)
            if best.count == neighbours { least = best[neighbours - 1].product }
          }
        }
        lists.append(best)
      }
      return lists
    }
    var lists = [[Neighbour]](repeating: [], count: vectors.rowCount)
    for (range, some) in zip(ranges, found) {
      for (row, list) in zip(order[range], some) { lists[Int(row)] = list }
    }
    return lists
  }

  @inline(__always)
  private static func keep(_ candidate: Neighbour, in best: inout [Neighbour]) {
    guard candidate.product > leastProduct else { return }
    if best.count == neighbours, let last = best.last {
      if candidate.product < last.product || (candidate.product == last.product && candidate.row > last.row) { return }
    }
    var place = best.count
    while place > 0,
      best[place - 1].product < candidate.product
        || (best[place - 1].product == candidate.product && best[place - 1].row > candidate.row)
    {
      place -= 1
    }
    best.insert(candidate, at: place)
    if best.count > neighbours { best.removeLast() }
  }
}
