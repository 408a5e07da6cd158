internal import Statistics

/// How fine topics are cut when their number is found by itself.
public enum Granularity: String, Sendable, CaseIterable {
  /// Few, broad topics.
  case coarse
  /// The finest cut that halves of the texts agree on.
  case standard
  /// Many, narrow topics.
  case fine

  /// How many steps of the ladder of resolutions it lies above the stable one.
  var steps: Int {
    switch self {
    case .coarse: -3
    case .standard: 0
    case .fine: 3
    }
  }
}

/// Cuts the graph of texts into topics.
struct TopicPartition: Sendable {
  /// Resolutions of modularity from coarse to fine, about √2 apart.
  static let ladder: [Double] = [0.1, 0.14, 0.2, 0.28, 0.4, 0.56, 0.8, 1.1, 1.6, 2.2, 3.2, 4.5, 6.4, 9, 12.8]
  /// The coarsest and the finest rung that are chosen by themselves.
  static let trialRungs = 2...13
  /// Parts that a cut into a given number has more, at most, before they are joined.
  static let extraParts = 20
  /// Partitions of the same texts that stability is judged by.
  static let repetitions = 3
  /// Texts that stability is judged by at most.
  static let largestTrial = 4_000
  /// Texts up to which the best of several partitions is taken.
  static let largestRepetition = 30_000
  /// A resolution is stable if its agreement is at least this share of the best one.
  static let tolerance = 0.98
  /// Topics of all texts for one of those that stability is judged by, at most.
  static let largestGrowth = 1.5

  /// The topic of every row.
  let topics: [Int32]
  /// How many there are.
  let count: Int
  /// The resolution used.
  let resolution: Double
  /// The mean adjusted Rand index of halves at that resolution, if it was chosen by stability.
  let stability: Double?

  /// Finds the number of topics: the finest resolution at which partitions of random halves agree with the whole about as
  /// well as at the best one (Ben-Hur, Elisseeff and Guyon, 2002), moved by the granularity.
  init(_ vectors: Matrix, graph: NeighbourGraph, granularity: Granularity, seed: UInt64, jobs: Int) {
    let trials = Self.trials(vectors, seed, jobs)
    let agreements = trials.map(\.agreement)
    let best = agreements.max() ?? 0
    let stable = (agreements.lastIndex { $0 >= best * Self.tolerance } ?? 0) + Self.trialRungs.lowerBound
    var rung = max(0, min(Self.ladder.count - 1, stable + granularity.steps))
    // The same resolution cuts a larger graph into more parts, which nobody has checked: coarser until it is about as many.
    let trial = trials[max(0, min(trials.count - 1, rung - Self.trialRungs.lowerBound))]
    var single: CommunityDetection?
    while trial.count > 0, vectors.rowCount > Self.largestTrial {
      let found = CommunityDetection(graph, resolution: Self.ladder[rung], seed: seed)
      single = found
      let excess = Double(Self.largeCount(found)) / (Self.largestGrowth * Double(trial.count))
      if excess <= 1 || rung == 0 { break }
      // Twice the resolution, two rungs, cuts into somewhat less than twice the parts.
      rung = max(0, rung - max(1, Int(1.5 * logarithm(excess) / logarithm(2))))
      single = nil
    }
    let found =
      single.flatMap { vectors.rowCount > Self.largestRepetition ? $0 : nil }
      ?? CommunityDetection.best(of: 3, graph, resolution: Self.ladder[rung], seed: seed, jobs: jobs)
    topics = found.communities
    count = found.count
    resolution = Self.ladder[rung]
    stability = Self.trialRungs.contains(rung) ? agreements[rung - Self.trialRungs.lowerBound] : nil
  }

  /// Cuts into a given number of topics, or nothing if the graph cannot give so many.
  init?(_ vectors: Matrix, _ graph: NeighbourGraph, count wanted: Int, seed: UInt64, jobs: Int) {
    // A cut finer than wanted, whose parts are joined: modularity cuts large topics before it lets small ones stand alone.
    let target = wanted + min(2 * wanted, Self.extraParts)
    var low = -6.0
    var high = 7.0
    var best: (found: CommunityDetection, resolution: Double)?
    var closest: (found: CommunityDetection, resolution: Double)?
    for _ in 0..<9 {
      let middle = (low + high) / 2
      var resolution = 1.0
      // 2^middle in steps that are the same on every machine.
      let whole = middle.rounded(.down)
      for _ in 0..<Int(whole.magnitude) { resolution *= whole < 0 ? 0.5 : 2 }
      resolution *= 1 + (middle - whole)
      let found = CommunityDetection(graph, resolution: resolution, seed: seed)
      let large = Self.largeCount(found)
      if large >= target {
        if large <= Self.largeCount(best?.found) || best == nil { best = (found, resolution) }
        high = middle
        if large == target { break }
      } else {
        if large >= wanted { closest = (found, resolution) }
        low = middle
      }
    }
    guard let best = best ?? closest else { return nil }
    // Of several seeds the partition whose texts lie nearest to their centroids.
    let candidates = ParallelBlocks.map(4, jobs: jobs) { number in
      let found =
        number == 0
        ? best.found : CommunityDetection(graph, resolution: best.resolution, seed: seed &+ UInt64(number) &* 7919)
      guard found.count >= wanted else { return (topics: [Int32](), objective: -Double.infinity) }
      let topics = CommunityMerging.merged(found, graph, vectors, to: wanted)
      return (topics, Self.objective(vectors, topics, wanted))
    }
    var chosen = 0
    for number in candidates.indices where candidates[number].objective > candidates[chosen].objective {
      chosen = number
    }
    topics = candidates[chosen].topics
    count = wanted
    resolution = best.resolution
    stability = nil
  }

  /// The sum of the lengths of the sums of each topic's vectors: Σ cosine of texts to the centroid of their topic.
  private static func objective(_ vectors: Matrix, _ topics: [Int32], _ count: Int) -> Double {
    let centroids = SphericalKMeans.centroids(
      vectors, topics, previous: Matrix(rows: count, columns: vectors.columnCount))
    var sum = 0.0
    unsafe vectors.values.withUnsafeBufferPointer { values in
      unsafe centroids.values.withUnsafeBufferPointer { centers in
        for row in topics.indices {
          sum += unsafe Double(
            VectorKernels.dot(
              values.baseAddress! + row * vectors.stride, centers.baseAddress! + Int(topics[row]) * vectors.stride,
              vectors.stride))
        }
      }
    }
    return sum
  }

  /// Communities that are large enough to be a topic.
  private static func largeCount(_ found: CommunityDetection?) -> Int {
    guard let found else { return .max }
    let least = TopicFitting.leastSize(found.communities.count)
    var sizes = [Int](repeating: 0, count: found.count)
    for community in found.communities { sizes[Int(community)] += 1 }
    return sizes.count { $0 >= least }
  }

  /// For each of ``trialRungs``: how well partitions of halves agree with that of the whole, and how many topics that has.
  private static func trials(_ vectors: Matrix, _ seed: UInt64, _ jobs: Int) -> [(agreement: Double, count: Int)] {
    // Rows are ordered by hash: every k-th is a sample.
    let step = max(1, (vectors.rowCount + largestTrial - 1) / largestTrial)
    let rows = Array(stride(from: 0, to: vectors.rowCount, by: step))
    // Too few texts to halve: modularity at resolution one.
    guard rows.count >= 40 else { return [(agreement: Double, count: Int)](repeating: (1, 0), count: 6) }
    let whole = NeighbourGraph(vectors.selecting(rows), seed: seed, jobs: 1)
    var halves: [(places: [Int], graph: NeighbourGraph)] = []
    for split in [1, 2, 4] {
      for side in [0, 1] {
        let places = rows.indices.filter { ($0 / split) % 2 == side }
        halves.append((places, NeighbourGraph(vectors.selecting(places.map { rows[$0] }), seed: seed, jobs: 1)))
      }
    }
    let trials = halves
    let raw = ParallelBlocks.map(trialRungs.count, jobs: jobs) { number in
      let rung = number + trialRungs.lowerBound
      // Where a partition ends is half an accident: the mean over several tells resolutions apart.
      var sum = 0.0
      var sizes: [Int] = []
      for repetition in 0..<repetitions {
        let start = seed &+ UInt64(repetition) &* 7919
        let found = CommunityDetection(whole, resolution: ladder[rung], seed: start)
        sizes.append(largeCount(found))
        for trial in trials {
          let half = CommunityDetection(trial.graph, resolution: ladder[rung], seed: start &+ 1).communities
          sum +=
            ClusterAgreement(labels: trial.places.map { Int(found.communities[$0]) }, clusters: half.map { Int($0) })
            .adjustedRandIndex
        }
      }
      return (agreement: sum / Double(trials.count * repetitions), count: sizes.sorted()[repetitions / 2])
    }
    // Neighbouring rungs are nearly the same cut: the mean of three is less of an accident.
    return raw.indices.map { index in
      let around = raw[max(0, index - 1)...min(raw.count - 1, index + 1)].map(\.agreement)
      return ((raw[index].agreement + around.reduce(0, +)) / Double(around.count + 1), raw[index].count)
    }
  }
}

extension Matrix {
  /// Some of the rows.
  func selecting(_ rows: [Int]) -> Matrix {
    var blocks: [[Float]] = []
    blocks.reserveCapacity(rows.count)
    for row in rows { blocks.append(Array(values[row * stride..<(row + 1) * stride])) }
    return Matrix(blocks: blocks, rows: rows.count, columns: columnCount)
  }
}

/// Joins communities until so many are left.
enum CommunityMerging {
  /// Communities that are joined pair by pair at most; memory grows with the square, time with the cube.
  static let largestCount = 1_000

  /// Joins the two communities with the most weight between them for their own weights, again and again.
  ///
  /// Texts that are near no other are communities of their own, and there may be tens of thousands: the texts of all but the
  /// largest communities go to the nearest of the largest first.
  static func merged(_ found: CommunityDetection, _ graph: NeighbourGraph, _ vectors: Matrix, to wanted: Int) -> [Int32]
  {
    let count = min(found.count, max(wanted, largestCount))
    guard found.count > wanted else { return found.communities }
    var communities = found.communities
    if count < found.count {
      // Communities are numbered by size: what follows the largest is counted nowhere while their centroids are summed.
      let large = communities.map { Int($0) < count ? $0 : -1 }
      let centroids = SphericalKMeans.centroids(
        vectors, large, previous: Matrix(rows: count, columns: vectors.columnCount))
      let small = communities.indices.filter { large[$0] < 0 }
      let nearest = SphericalKMeans.nearest(vectors.selecting(small), centroids, 1)
      for (place, row) in small.enumerated() { communities[row] = nearest[place].cluster }
    }
    guard count > wanted else { return communities }
    var links = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    var strengths = [Double](repeating: 0, count: count)
    for node in 0..<graph.nodeCount {
      let a = Int(communities[node])
      for edge in graph.starts[node]..<graph.starts[node + 1] {
        let b = Int(communities[Int(graph.targets[edge])])
        strengths[a] += Double(graph.weights[edge])
        if a != b { links[a][b] += Double(graph.weights[edge]) }
      }
    }
    var target = (0..<count).map { $0 }
    var alive = Set(0..<count).sorted()
    while alive.count > wanted {
      var best: (affinity: Double, a: Int, b: Int)?
      for (place, a) in alive.enumerated() {
        for b in alive[(place + 1)...] {
          // Communities without any edge join last, the smallest first.
          let affinity =
            links[a][b] > 0 ? links[a][b] / max(strengths[a] * strengths[b], 1e-12) : -(strengths[a] + strengths[b])
          if affinity > best?.affinity ?? -.infinity { best = (affinity, a, b) }
        }
      }
      guard let best else { break }
      for other in alive where other != best.a && other != best.b {
        links[best.a][other] += links[best.b][other]
        links[other][best.a] += links[other][best.b]
      }
      strengths[best.a] += strengths[best.b]
      target[best.b] = best.a
      alive.removeAll { $0 == best.b }
    }
    func root(_ community: Int) -> Int {
      var community = community
      while target[community] != community { community = target[community] }
      return community
    }
    var names: [Int: Int32] = [:]
    for (name, community) in alive.enumerated() { names[community] = Int32(name) }
    return communities.map { names[root(Int($0))]! }
  }
}
