internal import Statistics

/// Births and splits by what has grown.
extension TopicRefresh {
  /// The share of a topic's texts of late from which on what has grown is the topic itself.
  static let wholeShare = 0.5
  /// How many times as many as expected a part of a topic must have become to be split off.
  static let leastFactor = 3.0
  /// Days in which a text may still be taken over by a topic that has just been found.
  static let provisional: Int32 = 5

  /// Texts that have grown become a topic of their own, with the older texts like them, unless they are a topic already.
  func growths(_ members: [Int], _ units: [Unit], _ held: [Held], _ state: inout State) -> [Event] {
    let ages = members.map { units[$0].ages }
    guard ages.contains(where: { !$0.isEmpty }) else { return [] }
    let trends = TrendSettings()
    // What is older than the baseline counts no more.
    let oldest = min(units.lazy.flatMap(\.ages).max() ?? -1, Int32(trends.gap + trends.baseline))
    var volume = [Int](repeating: 0, count: Int(oldest) + 1)
    for unit in units { for age in unit.ages where age >= 0 && age <= oldest { volume[Int(age)] += 1 } }
    let scan = GrowthScan(
      state.rows, slots: state.slots, ages: ages, volume: volume, dispersion: dispersion(ages, volume, state),
      jobs: fitting.jobs)
    func isOpen(_ row: Int, _ state: State) -> Bool {
      let slot = Int(state.slots[row])
      return !units[members[row]].isPinned && (slot < 0 || slot >= held.count || !held[slot].isLocked)
    }
    func isFresh(_ row: Int) -> Bool { !ages[row].isEmpty && ages[row].allSatisfy { $0 < Self.provisional } }
    var events: [Event] = []
    for group in scan.groups() {
      var homes: [Int32: Int] = [:]
      for row in group.rows where state.slots[row] >= 0 { homes[state.slots[row], default: 0] += 1 }
      let home = homes.max { ($0.value, $1.key) < ($1.value, $0.key) }
      // A topic that has just been found grows on: it takes what is new and nothing else.
      let fresh = group.rows.filter { isOpen($0, state) && isFresh($0) }
      if let young = youngHome(of: fresh, ages, oldest, state) {
        guard Int(young) >= held.count || !held[Int(young)].isLocked else { continue }
        for row in fresh { state.slots[row] = young }
        settle(young, &state) { isFresh($0) && isOpen($0, $1) }
        continue
      }
      if let home {
        let size = state.slots.indices.count { row in
          state.slots[row] == home.key && ages[row].contains { $0 <= oldest }
        }
        if Double(home.value) >= Self.wholeShare * Double(size) { continue }
      }
      let rows = group.rows.filter { isOpen($0, state) }
      let isNew = Double(fresh.count) >= Self.dominance * Double(rows.count)
      // A part of a topic must have grown a good deal; less is for the count of the whole topic to show.
      guard isNew || group.factor >= Self.leastFactor else { continue }
      var customers: Set<UInt64> = []
      for row in fresh { customers.formUnion(units[members[row]].customers) }
      guard fresh.count >= Self.leastBirth.units, customers.count >= Self.leastBirth.customers else { continue }
      let slot = state.count
      state.add(rows)
      settle(Int32(slot), &state) { isFresh($0) && isOpen($0, $1) }
      if let home, !isNew {
        events.append(.split(from: Int(home.key), into: slot))
      } else {
        events.append(.born(slot))
      }
    }
    return events
  }

  /// The topic that most of some texts lie in, or one that they are near to, if that topic is young: half of its mentions
  /// of late lie in the later half of the time that half of all mentions lie in.
  private func youngHome(of rows: [Int], _ ages: [[Int32]], _ oldest: Int32, _ state: State) -> Int32? {
    guard !rows.isEmpty else { return nil }
    var own = [[Int32]](repeating: [], count: state.count)
    var all: [Int32] = []
    for row in ages.indices {
      for age in ages[row] where age <= oldest {
        all.append(age)
        if state.slots[row] >= 0 { own[Int(state.slots[row])].append(age) }
      }
    }
    func median(_ ages: [Int32]) -> Int32? { ages.isEmpty ? nil : ages.sorted()[ages.count / 2] }
    guard let usual = median(all) else { return nil }
    func isYoung(_ slot: Int) -> Bool { median(own[slot]).map { 2 * $0 <= usual } ?? false }
    var homes: [Int32: Int] = [:]
    for row in rows where state.slots[row] >= 0 { homes[state.slots[row], default: 0] += 1 }
    let home = homes.max { ($0.value, $1.key) < ($1.value, $0.key) }
    if let home, 3 * home.value >= rows.count, isYoung(Int(home.key)) { return home.key }
    let centroids = state.centroids()
    let middle = SphericalKMeans.centroids(
      state.rows.selecting(rows), rows.map { _ in 0 }, previous: Matrix(rows: 1, columns: state.rows.columnCount))
    let near = (0..<state.count).filter(isYoung).map { (slot: $0, cosine: State.cosine(middle, 0, centroids, $0)) }
    guard let nearest = near.max(by: { ($0.cosine, $1.slot) < ($1.cosine, $0.slot) }), nearest.cosine > Self.novelty
    else { return nil }
    return Int32(nearest.slot)
  }

  /// Fresh texts that are nearer to a topic that has just been found than to their own go over to it.
  private func settle(_ slot: Int32, _ state: inout State, _ mayMove: (Int, State) -> Bool) {
    let centroids = state.centroids()
    let cosines = state.slots.indices.filter { state.slots[$0] == slot }
      .map { State.cosine(state.rows, $0, centroids, Int(slot)) }.sorted()
    let threshold = cosines[cosines.count / 20]
    for row in state.slots.indices where state.slots[row] != slot && mayMove(row, state) {
      let cosine = State.cosine(state.rows, row, centroids, Int(slot))
      let own = state.slots[row]
      let bound =
        own < 0 ? threshold : State.cosine(state.rows, row, centroids, Int(own)) + TopicAssigner.leastMargin
      if cosine > bound { state.slots[row] = slot }
    }
  }

  /// How much the counts of topics by day scatter: the median of those with a count worth the name.
  private func dispersion(_ ages: [[Int32]], _ volume: [Int], _ state: State) -> Double {
    let days = volume.count
    var counts = [[Int]](repeating: [Int](repeating: 0, count: days), count: state.count)
    for row in ages.indices where state.slots[row] >= 0 {
      for age in ages[row] where age >= 0 && Int(age) < days { counts[Int(state.slots[row])][days - 1 - Int(age)] += 1 }
    }
    let settings = TrendSettings()
    let end = max(0, days - 1 - settings.gap)
    let exposure = volume.reversed().map { Double($0) }
    let found = counts.compactMap { counts in
      Baseline(
        CountSeries(topic: "", counts: counts, exposure: exposure), max(0, end - settings.baseline)..<end,
        winsorisation: settings.winsorisation)
    }.filter { $0.events >= 10 }.map(\.dispersion).sorted()
    return found.isEmpty ? 1 : found[found.count / 2]
  }

  /// Whether two topics rose and fell together, as far as their days are known: what has just begun is not one with what
  /// was always there.
  static func areAlike(_ first: Int, _ second: Int, _ ages: [[Int32]], _ slots: [Int32]) -> Bool {
    let late = Int32(TrendSettings().gap)
    func share(_ slot: Int) -> Proportion {
      var share = Proportion(0, of: 0)
      for row in slots.indices where slots[row] == Int32(slot) {
        share.total += ages[row].count
        share.successes += ages[row].count { $0 <= 2 * late }
      }
      return share
    }
    let (a, b) = (share(first), share(second))
    return a.total == 0 || b.total == 0 || a.fisherP(against: b) >= 0.01
  }
}
