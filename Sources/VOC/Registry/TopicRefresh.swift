internal import Statistics
internal import TextAnalysis

/// A warm start: old texts keep their topics, new ones join them, and what the texts say has changed becomes an event.
///
/// The texts are clustered afresh at the model's resolution, and the fresh clusters are compared with the old topics by
/// the texts they share. Only clear differences count: a birth, a split, a merge. The order of texts makes no difference.
struct TopicRefresh: Sendable {
  /// An old topic.
  struct Held: Sendable {
    /// Whether a person has locked it: it is neither split nor merged.
    var isLocked: Bool
  }

  /// A text.
  struct Unit: Sendable {
    /// The place of its topic in the list of old topics, or −1.
    var slot: Int32
    /// Whether a person put it there.
    var isPinned: Bool
    /// Hashes of customers who said it, three at most.
    var customers: [UInt64]
    /// How many days before the last day of all its mentions lie; empty if no day is known.
    var ages: [Int32] = []
  }

  /// What happened to topics, by slots; new slots follow the old ones.
  enum Event: Sendable, Hashable {
    case born(Int)
    case split(from: Int, into: Int)
    case merged(Int, into: Int)
  }

  /// What came out.
  struct Outcome: Sendable {
    var model: TopicModel
    /// The slot of every unit of the collection, −1 for none.
    var slots: [Int32]
    /// Why a unit has none.
    var reasons: [TopicModel.Reason?]
    var events: [Event]
    /// Old texts that a clearly nearer topic took over.
    var moved: Int
  }

  /// Texts a birth needs at least, and customers who said them.
  static let leastBirth = (units: 4, customers: 3)
  /// The share of a fresh cluster that must be new, or of one old topic.
  static let dominance = 0.6
  /// The cosine of centroids above which two topics are one, and below which two parts are not.
  static let merging: Float = 0.9
  static let splitting: Float = 0.5
  /// The cosine of a birth's centroid to the nearest old one, at most.
  static let novelty: Float = 0.8
  /// The share of old texts that corrections may move at most, and that splits and merges may.
  static let largestMove = 0.01
  static let largestChange = 0.02

  var fitting: TopicFitting
  /// Whether births, splits and merges may happen.
  var isStructural = true

  func run(
    _ collection: TextCollection, units: [Unit], held: [Held], resolution: Double, dictionary: WordDictionary
  ) -> Outcome {
    let sample = collection.sample(fitting.largestSample)
    let texts = TopicFitting.read(sample, of: collection, dictionary, fitting.jobs)
    let features = texts.map(\.features)
    let twins = oldTwins(sample, NearDuplicates(texts.map(\.core)), units)
    let vectorizer = TextVectorizer(features, rank: max(1, fitting.dimensions), seed: fitting.seed, jobs: fitting.jobs)
    let vectors = vectorizer.transform(features, jobs: fitting.jobs)
    let known = (0..<vectors.rowCount).filter { vectors.row($0).contains { $0 != 0 } }
    let rows = vectors.selecting(known)
    let members = known.map { sample[$0] }
    var state = State(rows: rows, slots: members.map { units[$0].slot }, count: held.count, jobs: fitting.jobs)
    var events: [Event] = []
    if isStructural, rows.rowCount > 1 {
      events += growths(members, units, held, &state)
      let old = state.slots
      let graph = NeighbourGraph(rows, seed: fitting.seed, jobs: fitting.jobs)
      let fresh = CommunityDetection.best(
        of: 3, graph, resolution: resolution > 0 ? resolution : 1, seed: fitting.seed, jobs: fitting.jobs)
      let parts = Parts(fresh.communities, count: fresh.count, slots: old)
      events += births(parts, members, units, twins, &state)
      var budget = Int(Double(old.count { $0 >= 0 }) * Self.largestChange)
      events += splits(parts, held, &budget, &state)
      events += merges(parts, held, members.map { units[$0].ages }, &budget, &state)
    }
    let moved = correct(members, units, &state)
    let thresholds = state.thresholds()
    var slots = units.map(\.slot)
    var reasons = [TopicModel.Reason?](repeating: nil, count: units.count)
    for place in units.indices where slots[place] < 0 { reasons[place] = .tooShort }
    for (row, unit) in members.enumerated() { if state.slots[row] >= 0 { slots[unit] = state.slots[row] } }
    let model = makeModel(vectorizer, state, thresholds, collection, members, resolution)
    for (unit, twin) in twins where slots[unit] < 0 && slots[twin] >= 0 {
      slots[unit] = slots[twin]
      reasons[unit] = nil
    }
    join(collection, model, dictionary, &slots, &reasons)
    for event in events {
      if case .merged(let from, let into) = event {
        for place in slots.indices where slots[place] == Int32(from) { slots[place] = Int32(into) }
      }
    }
    return Outcome(model: model, slots: slots, reasons: reasons, events: events, moved: moved)
  }

  /// New texts that say what an old one says, in nearly the same words: they follow it wherever it goes.
  private func oldTwins(_ sample: [Int], _ duplicates: NearDuplicates, _ units: [Unit]) -> [Int: Int] {
    var old: [Int: Int] = [:]
    for (place, first) in duplicates.representatives.enumerated()
    where units[sample[place]].slot >= 0 && old[first] == nil { old[first] = sample[place] }
    var twins: [Int: Int] = [:]
    for (place, first) in duplicates.representatives.enumerated() where units[sample[place]].slot < 0 {
      twins[sample[place]] = old[first]
    }
    return twins
  }

  /// Fresh clusters of mostly new texts far from every old topic.
  private func births(
    _ parts: Parts, _ members: [Int], _ units: [Unit], _ twins: [Int: Int], _ state: inout State
  ) -> [Event] {
    var events: [Event] = []
    let old = state.centroids()
    for part in 0..<parts.count {
      let rows = parts.rows[part]
      let new = rows.filter { state.slots[$0] < 0 && twins[members[$0]] == nil }
      guard new.count >= max(Self.leastBirth.units, TopicFitting.leastSize(members.count)),
        Double(new.count) >= Self.dominance * Double(rows.count)
      else { continue }
      var customers: Set<UInt64> = []
      for row in new { customers.formUnion(units[members[row]].customers) }
      guard customers.count >= Self.leastBirth.customers else { continue }
      let slot = state.count
      state.add(new)
      let centroid = state.centroids()
      let cosine = (0..<old.rowCount).map { State.cosine(old, $0, centroid, slot) }.max() ?? -1
      if cosine > Self.novelty {
        for row in new { state.slots[row] = -1 }
        state.count -= 1
      } else {
        events.append(.born(slot))
      }
    }
    return events
  }

  /// Old topics whose texts lie in two fresh clusters that are theirs and far from one another.
  private func splits(_ parts: Parts, _ held: [Held], _ budget: inout Int, _ state: inout State) -> [Event] {
    var events: [Event] = []
    for slot in held.indices where !held[slot].isLocked {
      let size = parts.sizes[slot] ?? 0
      guard size >= 40 else { continue }
      let own = parts.shares(of: slot).filter {
        Double($0.count) >= Self.dominance * Double(parts.old[$0.part]) && Double($0.count) >= 0.25 * Double(size)
      }
      guard own.count >= 2 else { continue }
      let (first, second) = (own[0].part, own[1].part)
      // Two themes that were always there are for people to split; a split by itself needs a part that has grown.
      func new(_ part: Int) -> Int { parts.rows[part].count - parts.old[part] }
      let growth = Proportion(new(second), of: new(first) + new(second))
      let size2 = Proportion(own[1].count, of: own[0].count + own[1].count)
      guard (growth.value ?? 0) > (size2.value ?? 1), growth.fisherP(against: size2) < 0.01, own[1].count <= budget
      else {
        continue
      }
      let rows = parts.rows[second].filter { state.slots[$0] == Int32(slot) || state.slots[$0] < 0 }
      let before = rows.map { state.slots[$0] }
      let next = state.count
      state.add(rows)
      let centroids = state.centroids()
      if State.cosine(centroids, slot, centroids, next) < Self.splitting {
        events.append(.split(from: slot, into: next))
        budget -= own[1].count
      } else {
        for (row, old) in zip(rows, before) { state.slots[row] = old }
        state.count -= 1
      }
    }
    return events
  }

  /// Pairs of old topics in one fresh cluster, with nearly the same centroid; the older one stays.
  private func merges(
    _ parts: Parts, _ held: [Held], _ ages: [[Int32]], _ budget: inout Int, _ state: inout State
  ) -> [Event] {
    var events: [Event] = []
    let centroids = state.centroids()
    var gone: Set<Int> = []
    for first in held.indices where !held[first].isLocked && !gone.contains(first) {
      guard let home = parts.home(of: first) else { continue }
      for second in held.indices where second > first && !held[second].isLocked && !gone.contains(second) {
        guard parts.home(of: second) == home, State.cosine(centroids, first, centroids, second) >= Self.merging,
          Self.areAlike(first, second, ages, state.slots)
        else { continue }
        guard parts.sizes[second] ?? 0 <= budget else { continue }
        budget -= parts.sizes[second] ?? 0
        gone.insert(second)
        for row in state.slots.indices where state.slots[row] == Int32(second) { state.slots[row] = Int32(first) }
        events.append(.merged(second, into: first))
      }
    }
    return events
  }

  /// Moves the few old texts that have come to lie outside their topic and well inside another.
  private func correct(_ members: [Int], _ units: [Unit], _ state: inout State) -> Int {
    guard isStructural, state.count > 1 else { return 0 }
    let centroids = state.centroids()
    let thresholds = state.thresholds()
    let nearest = SphericalKMeans.nearest(state.rows, centroids, fitting.jobs)
    var gains: [(row: Int, gain: Float)] = []
    for row in state.slots.indices where state.slots[row] >= 0 && !units[members[row]].isPinned {
      let own = Int(state.slots[row])
      let cosine = State.cosine(state.rows, row, centroids, own)
      let gain = nearest[row].cosine - cosine
      if Int(nearest[row].cluster) != own, cosine < thresholds[own], gain > 0.15 { gains.append((row, gain)) }
    }
    gains.sort { $0.gain != $1.gain ? $0.gain > $1.gain : $0.row < $1.row }
    let moved = gains.prefix(Int(Double(state.slots.count) * Self.largestMove))
    for entry in moved { state.slots[entry.row] = nearest[entry.row].cluster }
    return moved.count
  }

  private func makeModel(
    _ vectorizer: TextVectorizer, _ state: State, _ thresholds: [Float], _ collection: TextCollection, _ members: [Int],
    _ resolution: Double
  ) -> TopicModel {
    var topics = [TopicModel.Topic](repeating: .init(), count: state.count)
    var keys: [UInt64] = []
    var fitted: [Int32] = []
    for (row, unit) in members.enumerated() where state.slots[row] >= 0 {
      let slot = Int(state.slots[row])
      topics[slot].unitCount += 1
      topics[slot].textCount += collection.units[unit].count
      keys.append(collection.units[unit].key)
      fitted.append(state.slots[row])
    }
    for slot in topics.indices { topics[slot].threshold = thresholds[slot] }
    return TopicModel(
      resolution: resolution, vectorizer: vectorizer, centroids: state.centroids(), topics: topics,
      fitted: HashIndex(keys: keys), fittedTopics: fitted)
  }

  /// Assigns what has no topic yet.
  private func join(
    _ collection: TextCollection, _ model: TopicModel, _ dictionary: WordDictionary, _ slots: inout [Int32],
    _ reasons: inout [TopicModel.Reason?]
  ) {
    let open = slots.indices.filter { slots[$0] < 0 }
    let ranges = ParallelBlocks.ranges(open.count, size: 1024)
    let found = ParallelBlocks.map(ranges.count, jobs: fitting.jobs) { block in
      var assigner = TopicAssigner(model, dictionary: dictionary)
      return ranges[block].map { assigner.assign(collection.text(collection.units[open[$0]])) }
    }.flatMap { $0 }
    for (place, assignment) in zip(open, found) {
      slots[place] = assignment.topic.map { Int32($0) } ?? -1
      reasons[place] = assignment.reason
    }
  }
}

extension TopicRefresh {
  /// Vectors and the slots they are in.
  struct State {
    let rows: Matrix
    var slots: [Int32]
    var count: Int
    let jobs: Int

    mutating func add(_ members: [Int]) {
      for row in members { slots[row] = Int32(count) }
      count += 1
    }

    func centroids() -> Matrix {
      let inside = slots.indices.filter { slots[$0] >= 0 }
      return SphericalKMeans.centroids(
        rows.selecting(inside), inside.map { slots[$0] }, previous: Matrix(rows: count, columns: rows.columnCount))
    }

    /// The cosine that 95 % of a slot's texts reach.
    func thresholds() -> [Float] {
      let centroids = centroids()
      var cosines = [[Float]](repeating: [], count: count)
      for row in slots.indices where slots[row] >= 0 {
        cosines[Int(slots[row])].append(Self.cosine(rows, row, centroids, Int(slots[row])))
      }
      return cosines.map { list in list.isEmpty ? 2 : list.sorted()[list.count / 20] }
    }

    static func cosine(_ a: Matrix, _ row: Int, _ b: Matrix, _ other: Int) -> Float {
      zip(a.row(row), b.row(other)).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  /// Fresh clusters beside old slots.
  struct Parts {
    let count: Int
    /// Rows of every fresh cluster.
    private(set) var rows: [[Int]]
    /// How many rows of a fresh cluster had a slot.
    private(set) var old: [Int]
    /// How many rows an old slot has.
    private(set) var sizes: [Int: Int] = [:]
    private var overlaps: [Int: [Int: Int]] = [:]

    init(_ communities: [Int32], count: Int, slots: [Int32]) {
      self.count = count
      rows = [[Int]](repeating: [], count: count)
      old = [Int](repeating: 0, count: count)
      for (row, community) in communities.enumerated() {
        rows[Int(community)].append(row)
        guard slots[row] >= 0 else { continue }
        old[Int(community)] += 1
        sizes[Int(slots[row]), default: 0] += 1
        overlaps[Int(slots[row]), default: [:]][Int(community), default: 0] += 1
      }
    }

    /// The fresh clusters of a slot, the largest first.
    func shares(of slot: Int) -> [(part: Int, count: Int)] {
      (overlaps[slot] ?? [:]).map { (part: $0.key, count: $0.value) }.sorted {
        ($1.count, $0.part) < ($0.count, $1.part)
      }
    }

    /// The fresh cluster that holds most of a slot.
    func home(of slot: Int) -> Int? {
      guard let first = shares(of: slot).first, let size = sizes[slot], Double(first.count) >= 0.7 * Double(size) else {
        return nil
      }
      return first.part
    }
  }
}
