public import Statistics
public import Transcripts

/// What changed between two periods of the same length: what is new, what grows, what falls, what is largest.
public struct Digest: Sendable {
  /// A topic in both periods.
  public struct Entry: Sendable {
    /// The topic.
    public var topic: TopicRecord
    /// What it counts in the period.
    public var now: TopicCounts
    /// What it counted in the period before.
    public var before: TopicCounts
    /// How many times the share of conversations it had before; nothing without any before.
    public var ratio: Double?
    /// The interval of ``ratio`` at 95 %.
    public var interval: Interval?
    /// The false discovery rate of the change, over all topics of the digest.
    public var q: Double
    /// What it is.
    public var kind: Kind
    /// Conversations in the last eight periods, the latest last.
    public var history: [Int]
    /// Words of customers in the period.
    public var quotes: [TopicQuote]
  }

  /// What a topic is in a digest.
  public enum Kind: String, Sendable, CaseIterable {
    /// First mentioned in the period.
    case new
    /// A larger share of conversations than before, q ≤ 0.05.
    case growing
    /// A smaller share.
    case falling
    /// Neither.
    case steady
  }

  /// The period, in milliseconds: from, until and not with.
  public var period: Range<Int64>
  /// The zone whose days were counted and are shown, or nothing for UTC.
  public var zone: ClockZone?
  /// Conversations in which customers said something, in the period and before.
  public var conversations: (now: Int, before: Int)
  /// Mentions in the period: all, with a shown topic, of hidden topics, without a topic.
  public var mentions: (all: Int, shown: Int, hidden: Int, open: Int)
  /// Whether the store holds anything from before the period.
  public var hasHistory: Bool
  /// Topics, the largest first.
  public var entries: [Entry]

  /// Topics of a kind, the largest first; falling ones by what they were.
  public func entries(_ kind: Kind) -> [Entry] {
    let chosen = entries.filter { $0.kind == kind }
    guard kind == .falling else { return chosen }
    return chosen.sorted { ($1.before.conversations, $0.topic.id) < ($0.before.conversations, $1.topic.id) }
  }

  /// Makes a digest.
  ///
  /// - Parameters:
  ///   - length: The period in milliseconds.
  ///   - end: Where it ends, not with; nothing for just after the latest contact.
  ///   - zone: Whose days are counted, see ``VoicePeriods``.
  ///   - owner: Only topics of this owner, `-` for those without one.
  public init(
    _ table: VoiceTable, length: Int64, end: Int64? = nil, zone: ClockZone? = nil, owner: String? = nil,
    product: String? = nil, quotes: Int = 3
  ) {
    let periods = VoicePeriods(length: length, zone: zone, end: end, latest: table.end)
    period = periods.start(0)..<periods.end
    self.zone = zone
    // How many periods ago a contact was; 0 is the period itself.
    let ages = table.contacts.map { contact in
      contact.startedAt.flatMap { periods.age(of: $0) }
    }
    var exposure = [Set<Int>](repeating: [], count: 2)
    var byTopic: [Int64: [Int: [VoiceTable.Mention]]] = [:]
    var firstAge: [Int64: Int] = [:]
    mentions = (0, 0, 0, 0)
    let hidden = Set(table.topics.filter { $0.state == .forbidden }.map(\.id))
    var hasHistory = false
    for mention in table.mentions {
      guard let age = ages[mention.contact] else { continue }
      if age >= 1 { hasHistory = true }
      if age < 2 { exposure[age].insert(mention.contact) }
      if age == 0 { mentions.all += 1 }
      guard let topic = mention.topic else {
        if age == 0 { mentions.open += 1 }
        continue
      }
      if hidden.contains(topic) {
        if age == 0 { mentions.hidden += 1 }
        continue
      }
      if age == 0 { mentions.shown += 1 }
      firstAge[topic] = max(firstAge[topic] ?? 0, age)
      if age < 8 { byTopic[topic, default: [:]][age, default: []].append(mention) }
    }
    self.hasHistory = hasHistory
    conversations = (exposure[0].count, exposure[1].count)
    entries = []
    var pValues: [Double] = []
    for topic in table.topics {
      guard let groups = byTopic[topic.id] else { continue }
      if let owner, (topic.owner ?? "-") != owner { continue }
      if let product, topic.product != product { continue }
      let now = TopicCounts(groups[0] ?? [], of: table)
      let before = TopicCounts(groups[1] ?? [], of: table)
      guard now.mentions + before.mentions > 0 else { continue }
      let medoid = topic.medoid.flatMap { key in Self.unit(key, groups) }
      let p = Proportion(now.conversations, of: exposure[0].count).fisherP(
        against: Proportion(before.conversations, of: exposure[1].count))
      pValues.append(p)
      let (ratio, interval) = Self.ratio(now.conversations, before.conversations, exposure[0].count, exposure[1].count)
      entries.append(
        Entry(
          topic: topic, now: now, before: before, ratio: ratio, interval: interval, q: p,
          kind: hasHistory && firstAge[topic.id] == 0 ? .new : .steady,
          history: (0..<8).reversed().map { age in Set((groups[age] ?? []).map(\.contact)).count },
          quotes: TopicQuote.choose(quotes, from: groups[0] ?? [], medoid: medoid, of: table)))
    }
    for (index, q) in MultipleTesting.falseDiscoveryRates(pValues).enumerated() {
      entries[index].q = q
      guard entries[index].kind == .steady, q <= 0.05, conversations.before > 0 else { continue }
      let grows =
        entries[index].now.conversations * conversations.before > entries[index].before.conversations
        * conversations.now
      entries[index].kind = grows ? .growing : .falling
    }
    entries.sort {
      ($1.now.conversations, $1.now.mentions, $0.topic.id) < ($0.now.conversations, $0.now.mentions, $1.topic.id)
    }
  }

  private static func unit(_ key: UInt64, _ groups: [Int: [VoiceTable.Mention]]) -> Int64? {
    for mention in groups[0] ?? [] where mention.key == key { return mention.unit }
    return nil
  }

  /// The ratio of two shares, and its interval from the conditional binomial: given all n conversations of both periods,
  /// those of the period are binomial with odds ratio·exposures (Przyborowski and Wilenski, 1940), Wilson's interval.
  static func ratio(_ now: Int, _ before: Int, _ exposureNow: Int, _ exposureBefore: Int) -> (Double?, Interval?) {
    guard now + before > 0, exposureNow > 0, exposureBefore > 0 else { return (nil, nil) }
    let scale = Double(exposureBefore) / Double(exposureNow)
    func odds(_ share: Double) -> Double { share >= 1 ? .infinity : share / (1 - share) * scale }
    let interval = Proportion(now, of: now + before).interval().map { Interval(low: odds($0.low), high: odds($0.high)) }
    return (before == 0 ? nil : Double(now) / Double(before) * scale, interval)
  }
}
