internal import Statistics

/// Finds what has grown lately in the content of texts, whatever topics they lie in.
///
/// The nearest texts of every recent text make balls of several sizes, and each ball is judged as a topic is
/// (``TrendScore``): contacts of the last days against a baseline that ends a week earlier. A topic may be too wide to show
/// what only a part of it does; a ball is as wide as what has grown. Bonferroni over texts, sizes and windows, which is
/// close to the truth: balls of texts whose days are shuffled reach the level about as often as it says.
struct GrowthScan: Sendable {
  /// Texts in a ball.
  static let sizes = [4, 5, 6, 8, 10, 12, 16, 20, 25, 32, 40, 50, 64]
  /// The chance that a scan of texts without change finds something, at most.
  static let level = 0.05
  /// The chance below which a topic as a whole has grown suspiciously: inside it fewer tests are corrected for.
  static let suspicion = 0.01
  /// Recent texts whose surroundings are looked at, at most, and groups that are given.
  static let largestSeeds = 4_000
  static let mostGroups = 8
  /// The share of the most evidence that an extent needs to be taken for being purer.
  static let purity = 0.7
  /// Texts of a group at most.
  static let largestGroup = 2_000

  /// Texts that have grown together.
  struct Group: Sendable {
    /// Rows of the texts, the nearest to their middle first.
    var rows: [Int]
    /// Length of the window with the least chance, in days.
    var window: Int
    /// Contacts in the window, in the baseline, and how many were to be expected in the window.
    var recent: Int
    var usual: Int
    var expected: Double
    /// The chance of the ball that it grew from, corrected for all that was tried.
    var p: Double

    /// The evidence: the logarithm of how much better the data fit a raised rate.
    var gain: Double {
      let count = Double(recent)
      return count > expected ? count * logarithm(count / expected) - (count - expected) : 0
    }

    /// How many times as many as expected.
    var factor: Double { Double(recent) / expected }
  }

  private let vectors: UnitRows
  private let matrix: Matrix
  private let settings: TrendSettings
  private let dispersion: Double
  private let jobs: Int
  /// Rows with a mention that counts, and whose numbers stand in the lists below.
  private let active: [Int32]
  private let recent: [[Int32]]
  private let usual: [Int32]
  private let slots: [Int32]
  private let exposures: [Double]
  private let baseline: Double
  private let days: Int

  /// Takes texts.
  ///
  /// - Parameters:
  ///   - matrix: one row a text, of length one.
  ///   - slots: the topic of each text, or −1.
  ///   - ages: of each text, how many days before the last day its mentions lie.
  ///   - volume: mentions of all texts by age.
  ///   - dispersion: variance over mean of the counts of topics.
  init(
    _ matrix: Matrix, slots: [Int32], ages: [[Int32]], volume: [Int], dispersion: Double,
    settings: TrendSettings = TrendSettings(), jobs: Int
  ) {
    self.matrix = matrix
    self.settings = settings
    self.dispersion = max(1, dispersion)
    self.jobs = jobs
    let oldest = settings.gap + settings.baseline
    let active = ages.indices.filter { ages[$0].contains { $0 <= oldest } }.map { Int32($0) }
    self.active = active
    vectors = UnitRows(UnitRows(matrix), active)
    recent = settings.windows.map { window in
      active.map { row in Int32(ages[Int(row)].count { $0 < window }) }
    }
    usual = active.map { row in Int32(ages[Int(row)].count { $0 > settings.gap && $0 <= oldest }) }
    self.slots = active.map { slots[Int($0)] }
    exposures = settings.windows.map { window in Double(volume.prefix(window).reduce(0, +)) }
    baseline = Double(volume.dropFirst(settings.gap + 1).prefix(settings.baseline).reduce(0, +))
    days = volume.count
  }

  /// Groups that have grown, the surest first; none share a text.
  func groups() -> [Group] {
    guard days > settings.minimumHistory, baseline > 0, let longest = recent.last else { return [] }
    // Rows come in the order of their hashes: the first are a sample.
    let seeds = Array(active.indices.filter { longest[$0] > 0 }.prefix(Self.largestSeeds))
    guard !seeds.isEmpty else { return [] }
    // Inside a topic that has grown as a whole only its own texts are tried.
    var counts: [Int32: Int] = [:]
    for seed in seeds { counts[slots[seed], default: 0] += 1 }
    let hot = Set(counts.keys.filter { $0 >= 0 && hasGrown($0) })
    let tries = seeds.map { seed in
      let texts = hot.contains(slots[seed]) ? counts[slots[seed]]! : seeds.count
      return Double(texts * Self.sizes.count * settings.windows.count)
    }
    let ranges = ParallelBlocks.ranges(seeds.count, size: 32)
    let candidates = ParallelBlocks.map(ranges.count, jobs: jobs) { block in
      var products = [Int32](repeating: 0, count: vectors.rowCount)
      return ranges[block].compactMap { candidate(seeds[$0], tries[$0], &products) }
    }.flatMap { $0 }.sorted { ($0.p, $0.seed) < ($1.p, $1.seed) }
    var groups: [Group] = []
    var isUsed = [Bool](repeating: false, count: active.count)
    for candidate in candidates where !candidate.ball.contains(where: { isUsed[$0] }) {
      guard groups.count < Self.mostGroups else { break }
      guard var group = grown(candidate) else { continue }
      for place in candidate.ball + group.rows { isUsed[place] = true }
      group.rows = group.rows.map { Int(active[$0]) }
      groups.append(group)
    }
    return groups
  }

  private struct Candidate: Sendable {
    var seed: Int
    var window: Int
    var ball: [Int]
    var p: Double
  }

  private func expected(_ usual: Int, _ window: Int) -> Double {
    (Double(usual) + 1) / baseline * exposures[window]
  }

  private func tail(_ count: Int, _ usual: Int, _ window: Int) -> Double {
    let mean = expected(usual, window)
    guard mean > 0, Double(count) > mean else { return 1 }
    let excess = max(dispersion - 1 + dispersion * mean / (Double(usual) + 0.5), 1e-9)
    return NegativeBinomial.upperTail(count, mean: mean, size: mean / excess)
  }

  /// Whether a topic as a whole has grown suspiciously.
  private func hasGrown(_ slot: Int32) -> Bool {
    let own = active.indices.filter { slots[$0] == slot }
    let before = own.reduce(0) { $0 + Int(usual[$1]) }
    return settings.windows.indices.contains { window in
      let count = own.reduce(0) { $0 + Int(recent[window][$1]) }
      return tail(count, before, window) * Double(settings.windows.count) <= Self.suspicion
    }
  }

  /// The least likely ball around a text, if its chance, corrected for what was tried, is small enough.
  private func candidate(_ seed: Int, _ tries: Double, _ products: inout [Int32]) -> Candidate? {
    vectors.products(with: vectors, row: seed, into: &products)
    let near = Self.nearest(products, Self.sizes.last ?? 0)
    var best = Candidate(seed: seed, window: 0, ball: [], p: .infinity)
    for window in settings.windows.indices where recent[window][seed] > 0 {
      var (count, before, length) = (0, 0, 0)
      for size in Self.sizes where size <= near.count {
        while length < size {
          count += Int(recent[window][near[length]])
          before += Int(usual[near[length]])
          length += 1
        }
        guard count >= settings.minimumCustomers else { continue }
        let p = tail(count, before, window)
        if p < best.p { best = Candidate(seed: seed, window: window, ball: Array(near[..<size]), p: p) }
      }
    }
    best.p *= tries
    return best.p <= Self.level ? best : nil
  }

  /// The places of the largest numbers, the largest first; of equal ones the first.
  private static func nearest(_ products: [Int32], _ count: Int) -> [Int] {
    var best: [(product: Int32, place: Int)] = []
    best.reserveCapacity(count + 1)
    var least = Int32(NeighbourGraph.leastCosine / UnitRows.unit)
    for (place, product) in products.enumerated() where product > least {
      var at = best.count
      while at > 0, best[at - 1].product < product { at -= 1 }
      best.insert((product, place), at: at)
      if best.count > count { best.removeLast() }
      if best.count == count { least = best[count - 1].product }
    }
    return best.map(\.place)
  }

  /// The texts around the middle of a ball that have grown the most, found by moving the middle a few times.
  private func grown(_ candidate: Candidate) -> Group? {
    let window = candidate.window
    var best: Group?
    var members = candidate.ball
    var products = [Int32](repeating: 0, count: vectors.rowCount)
    for _ in 0..<4 {
      var middle = Matrix(rows: 1, columns: matrix.columnCount)
      for place in members where recent[window][place] > 0 {
        for (column, value) in matrix.row(Int(active[place])).enumerated() { middle[0, column] += value }
      }
      middle.normalizeRows()
      vectors.products(with: UnitRows(middle), row: 0, into: &products)
      let least = Int32(NeighbourGraph.leastCosine / UnitRows.unit)
      let order = products.indices.filter { products[$0] > least }.sorted {
        products[$0] != products[$1] ? products[$0] > products[$1] : $0 < $1
      }.prefix(Self.largestGroup)
      var extents: [Group] = []
      var (count, before) = (0, 0)
      for (length, place) in order.enumerated() {
        count += Int(recent[window][place])
        before += Int(usual[place])
        guard recent[window][place] > 0, count >= settings.minimumCustomers else { continue }
        extents.append(
          Group(
            rows: [length], window: settings.windows[window], recent: count, usual: before,
            expected: expected(before, window), p: candidate.p))
      }
      // Of extents with about as much evidence the purest: what is new, and not what it stands beside.
      let most = (extents.map(\.gain).max() ?? 0) * Self.purity
      let purest = extents.filter { $0.gain >= most }.max { ($0.factor, $1.recent) < ($1.factor, $0.recent) }
      guard var next = purest, next.gain > (best?.gain ?? 0) * (1 + 1e-9) else { break }
      next.rows = Array(order.prefix(next.rows[0] + 1))
      members = next.rows
      best = next
    }
    return best
  }
}
