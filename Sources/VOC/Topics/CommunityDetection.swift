internal import Statistics

/// Communities of a weighted graph by modularity with a resolution, after Leiden.
///
/// Q = Σ over communities of (inner weight − γ · (weight of its nodes)² / 4m) / 2m (Reichardt and Bornholdt, 2006), improved by
/// local moves from a queue, then refined so that no community falls apart, then aggregated (Traag, Waltman and van Eck,
/// *From Louvain to Leiden*, 2019). The refinement takes the best move instead of a random one; the order of nodes comes
/// from the seed, ties go to the smaller number.
struct CommunityDetection: Sendable {
  /// The community of every node, numbered by size, largest first, ties by their first node.
  let communities: [Int32]
  /// How many there are.
  let count: Int

  /// Finds communities.
  init(_ graph: NeighbourGraph, resolution: Double, seed: UInt64, rounds: Int = 2) {
    self.init(CommunityGraph(graph), resolution: resolution, seed: seed, rounds: rounds)
  }

  init(_ graph: CommunityGraph, resolution: Double, seed: UInt64, rounds: Int = 2) {
    var membership = Array(Int32(0)..<Int32(graph.nodeCount))
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<rounds {
      let before = membership
      membership = Self.improve(graph, membership, resolution, &generator)
      if membership == before { break }
    }
    var sizes = [Int](repeating: 0, count: graph.nodeCount)
    var first = [Int](repeating: .max, count: graph.nodeCount)
    for (node, community) in membership.enumerated() {
      sizes[Int(community)] += 1
      first[Int(community)] = min(first[Int(community)], node)
    }
    let order = sizes.indices.filter { sizes[$0] > 0 }
      .sorted { sizes[$0] != sizes[$1] ? sizes[$0] > sizes[$1] : first[$0] < first[$1] }
    var names = [Int32](repeating: 0, count: graph.nodeCount)
    for (name, community) in order.enumerated() { names[community] = Int32(name) }
    communities = membership.map { names[Int($0)] }
    count = order.count
  }

  /// The best of several seeds by quality; of equal ones the first.
  static func best(
    of count: Int, _ graph: NeighbourGraph, resolution: Double, seed: UInt64, jobs: Int
  ) -> CommunityDetection {
    let whole = CommunityGraph(graph)
    let found = ParallelBlocks.map(count, jobs: jobs) { number in
      let found = CommunityDetection(whole, resolution: resolution, seed: seed &+ UInt64(number) &* 7919)
      return (found, whole.quality(found.communities, resolution))
    }
    var best = 0
    for number in found.indices where found[number].1 > found[best].1 { best = number }
    return found[best].0
  }

  /// One round over all levels of aggregation.
  private static func improve(
    _ base: CommunityGraph, _ start: [Int32], _ resolution: Double, _ generator: inout SeededGenerator
  ) -> [Int32] {
    var graph = base
    var membership = start
    // The node of the current level that every node of the base is in.
    var place = Array(Int32(0)..<Int32(base.nodeCount))
    while true {
      graph.moveNodes(&membership, resolution, &generator)
      let refined = graph.refine(membership, resolution, &generator)
      let parts = Int(refined.max() ?? -1) + 1
      if parts == graph.nodeCount { return place.map { membership[Int($0)] } }
      var communityOfPart = [Int32](repeating: 0, count: parts)
      for node in 0..<graph.nodeCount { communityOfPart[Int(refined[node])] = membership[node] }
      for index in place.indices { place[index] = refined[Int(place[index])] }
      graph = graph.aggregated(by: refined, parts)
      membership = CommunityGraph.renumbered(communityOfPart)
    }
  }
}

/// A graph whose nodes may stand for many.
struct CommunityGraph: Sendable {
  private(set) var starts: [Int]
  private(set) var targets: [Int32]
  private(set) var weights: [Double]
  /// The weight of edges inside a node, both directions.
  private(set) var loops: [Double]
  /// The weight of all edges of a node.
  private(set) var strengths: [Double]
  /// 2m: the sum of all strengths.
  private(set) var total: Double

  var nodeCount: Int { loops.count }

  init(_ graph: NeighbourGraph) {
    starts = graph.starts
    targets = graph.targets
    weights = graph.weights.map(Double.init)
    loops = [Double](repeating: 0, count: graph.nodeCount)
    strengths = loops
    total = 0
    measure()
  }

  private mutating func measure() {
    total = 0
    for node in 0..<nodeCount {
      var sum = loops[node]
      for edge in starts[node]..<starts[node + 1] { sum += weights[edge] }
      strengths[node] = sum
      total += sum
    }
  }

  /// Modularity of a partition with a resolution.
  func quality(_ membership: [Int32], _ resolution: Double) -> Double {
    guard total > 0 else { return 0 }
    var inner = 0.0
    var sums = [Double](repeating: 0, count: nodeCount)
    for node in 0..<nodeCount {
      sums[Int(membership[node])] += strengths[node]
      inner += loops[node]
      for edge in starts[node]..<starts[node + 1] where membership[Int(targets[edge])] == membership[node] {
        inner += weights[edge]
      }
    }
    var expected = 0.0
    for sum in sums { expected += sum * sum }
    return (inner - resolution * expected / total) / total
  }

  /// Numbers without gaps in the order of first appearance.
  static func renumbered(_ membership: [Int32]) -> [Int32] {
    var names = [Int32](repeating: -1, count: (membership.max().map { Int($0) } ?? -1) + 1)
    var next: Int32 = 0
    return membership.map { community in
      if names[Int(community)] < 0 {
        names[Int(community)] = next
        next += 1
      }
      return names[Int(community)]
    }
  }

  /// Moves nodes to the neighbouring community that gains most, until no move gains.
  func moveNodes(_ membership: inout [Int32], _ resolution: Double, _ generator: inout SeededGenerator) {
    guard total > 0 else { return }
    var sums = [Double](repeating: 0, count: nodeCount)
    for node in 0..<nodeCount { sums[Int(membership[node])] += strengths[node] }
    var order = Array(Int32(0)..<Int32(nodeCount))
    generator.shuffle(&order)
    var queue = order
    var isQueued = [Bool](repeating: true, count: nodeCount)
    var links = [Double](repeating: 0, count: nodeCount)
    var seen: [Int32] = []
    var head = 0
    let factor = resolution / total
    while head < queue.count {
      let node = Int(queue[head])
      head += 1
      isQueued[node] = false
      let old = membership[node]
      seen.removeAll(keepingCapacity: true)
      for edge in starts[node]..<starts[node + 1] {
        let community = membership[Int(targets[edge])]
        if links[Int(community)] == 0 { seen.append(community) }
        links[Int(community)] += weights[edge]
      }
      sums[Int(old)] -= strengths[node]
      var best = old
      var bestGain = links[Int(old)] - factor * strengths[node] * sums[Int(old)]
      for community in seen where community != old {
        let gain = links[Int(community)] - factor * strengths[node] * sums[Int(community)]
        if gain > bestGain + 1e-12 || (gain > bestGain - 1e-12 && best != old && community < best) {
          best = community
          bestGain = gain
        }
      }
      for community in seen { links[Int(community)] = 0 }
      sums[Int(best)] += strengths[node]
      guard best != old else { continue }
      membership[node] = best
      for edge in starts[node]..<starts[node + 1] {
        let other = Int(targets[edge])
        if membership[other] != best, !isQueued[other] {
          isQueued[other] = true
          queue.append(Int32(other))
        }
      }
    }
  }

  /// Splits communities into parts that hang together: single nodes join the part that gains most.
  func refine(_ membership: [Int32], _ resolution: Double, _ generator: inout SeededGenerator) -> [Int32] {
    var parts = Array(Int32(0)..<Int32(nodeCount))
    guard total > 0 else { return parts }
    var sums = strengths
    var isAlone = [Bool](repeating: true, count: nodeCount)
    var links = [Double](repeating: 0, count: nodeCount)
    var seen: [Int32] = []
    var order = Array(Int32(0)..<Int32(nodeCount))
    generator.shuffle(&order)
    let factor = resolution / total
    for number in order {
      let node = Int(number)
      guard isAlone[node] else { continue }
      seen.removeAll(keepingCapacity: true)
      for edge in starts[node]..<starts[node + 1] where membership[Int(targets[edge])] == membership[node] {
        let part = parts[Int(targets[edge])]
        if links[Int(part)] == 0 { seen.append(part) }
        links[Int(part)] += weights[edge]
      }
      var best = parts[node]
      var bestGain = 0.0
      for part in seen where part != parts[node] {
        let gain = links[Int(part)] - factor * strengths[node] * sums[Int(part)]
        if gain > bestGain + 1e-12 {
          best = part
          bestGain = gain
        }
      }
      for part in seen { links[Int(part)] = 0 }
      guard best != parts[node] else { continue }
      sums[Int(parts[node])] -= strengths[node]
      sums[Int(best)] += strengths[node]
      parts[node] = best
      // The part's first node carries its number: it is alone no more either.
      isAlone[node] = false
      isAlone[Int(best)] = false
    }
    return Self.renumbered(parts)
  }

  /// The graph of parts.
  func aggregated(by parts: [Int32], _ count: Int) -> CommunityGraph {
    var members = [[Int32]](repeating: [], count: count)
    for node in 0..<nodeCount { members[Int(parts[node])].append(Int32(node)) }
    var result = self
    result.starts = [0]
    result.targets = []
    result.weights = []
    result.loops = [Double](repeating: 0, count: count)
    result.strengths = result.loops
    var links = [Double](repeating: 0, count: count)
    var seen: [Int32] = []
    for part in 0..<count {
      seen.removeAll(keepingCapacity: true)
      for member in members[part] {
        let node = Int(member)
        result.loops[part] += loops[node]
        for edge in starts[node]..<starts[node + 1] {
          let other = parts[Int(targets[edge])]
          if Int(other) == part {
            result.loops[part] += weights[edge]
            continue
          }
          if links[Int(other)] == 0 { seen.append(other) }
          links[Int(other)] += weights[edge]
        }
      }
      seen.sort()
      for other in seen {
        result.targets.append(other)
        result.weights.append(links[Int(other)])
        links[Int(other)] = 0
      }
      result.starts.append(result.targets.count)
    }
    result.measure()
    return result
  }
}
