internal import Statistics

/// Alarms recomputed from the mentions in a store: the same store and settings always give the same alarms.
public struct VoiceAlarms: Sendable {
  /// How finely counts are taken.
  public enum Period: String, Sendable, CaseIterable {
    case day, hour
    /// Milliseconds of a period.
    public var length: Int64 { self == .day ? 86_400_000 : 3_600_000 }
    var perDay: Int { self == .day ? 1 : 24 }
  }

  /// The alarms, by start.
  public private(set) var alarms: [VoiceAlarm] = []
  /// The calibration of the thresholds.
  public let calibration: TrendCalibration
  /// The replay behind the alarms, for explanations.
  public let replay: TrendReplay
  /// Start of the first period in milliseconds.
  public let origin: Int64
  /// The period.
  public let period: Period
  /// Contacts that have no time and are not counted.
  public let undated: Int

  private let topics: [TopicRecord]

  /// Counts conversations by topic and period, calibrates and replays.
  ///
  /// - Parameters:
  ///   - budget: false alarms in 1,000 topic-days.
  ///   - offset: milliseconds of the local zone ahead of UTC, so that days begin at midnight there.
  ///   - quotes: how many quotes an alarm carries.
  public init(
    _ table: VoiceTable, period: Period, budget: Double, seed: UInt64, offset: Int64, quotes: Int
  ) {
    self.period = period
    let length = period.length
    func number(_ time: Int64) -> Int64 {
      let local = time + offset
      return local >= 0 ? local / length : -((length - 1 - local) / length)
    }
    let dated = table.contacts.compactMap(\.startedAt)
    undated = table.contacts.count - dated.count
    let first = dated.min().map(number) ?? 0
    let count = min(Int((dated.max().map(number) ?? first - 1) - first) + 1, 100_000)
    origin = first * length - offset
    let seen = Set(table.mentions.compactMap(\.topic))
    topics = table.topics.filter { seen.contains($0.id) && $0.state != .forbidden }
    var place: [Int64: Int] = [:]
    for (index, topic) in topics.enumerated() { place[topic.id] = index }

    var volume = [Double](repeating: 0, count: count)
    var at = [Int?](repeating: nil, count: table.contacts.count)
    for (index, contact) in table.contacts.enumerated() {
      guard let time = contact.startedAt else { continue }
      let number = Int(number(time) - first)
      guard number < count else { continue }
      at[index] = number
      volume[number] += 1
    }
    // A conversation counts once a topic however often it comes back to it.
    var counts = [[Int]](repeating: [Int](repeating: 0, count: count), count: topics.count)
    var people = [[Set<UInt64>]](repeating: [Set<UInt64>](repeating: [], count: count), count: topics.count)
    var byTopic = [[VoiceTable.Mention]](repeating: [], count: topics.count)
    var last = [Int](repeating: -1, count: topics.count)
    for mention in table.mentions {
      guard let index = mention.topic.flatMap({ place[$0] }), let number = at[mention.contact] else { continue }
      byTopic[index].append(mention)
      guard last[index] != mention.contact else { continue }
      last[index] = mention.contact
      counts[index][number] += 1
      people[index][number].insert(table.contacts[mention.contact].customer)
    }
    let ids = topics.map(\.id)
    let series = ids.indices.map { index in
      CountSeries(
        topic: String(ids[index]), counts: counts[index], exposure: volume,
        customers: people[index].map(\.count))
    }
    var settings = TrendSettings()
    settings.scale(by: period.perDay)
    calibration = TrendCalibration(
      likeness: series, settings, budget: budget / Double(period.perDay), seed: seed,
      topicPeriods: period == .day ? 60_000 : 100_000)
    replay = TrendReplay(series, settings)
    for alarm in replay.alarms(calibration.thresholds) {
      var voice = VoiceAlarm(
        fingerprint: "", kind: alarm.kind, level: .blue, isFiring: alarm.end == count - 1,
        topic: alarm.series.map { topics[$0] }, startedAt: origin + Int64(alarm.start) * length,
        lastAt: origin + Int64(alarm.end + 1) * length, score: alarm.score, q: nil,
        volume: alarm.series == nil ? replay.volumes[alarm.start] : nil, scope: nil, quotes: [], customers: 0)
      voice.fingerprint = Self.fingerprint(
        "\(alarm.series.map { String(topics[$0].id) } ?? "volume")/\(alarm.kind.rawValue)/\(voice.startedAt)")
      voice.level = Self.level(alarm)
      if let index = alarm.series, let score = alarm.score {
        voice.q = replay.falseDiscoveryRates(alarm.start)[index]
        let window = (alarm.start - score.window + 1)...alarm.end
        let inside = byTopic[index].filter { window.contains(at[$0.contact]!) }
        voice.quotes = TopicQuote.choose(quotes, from: inside, medoid: nil, of: table)
        voice.customers = Set(inside.map { table.contacts[$0.contact].customer }).count
        voice.scope = Self.scope(
          byTopic[index], table, at, window: (alarm.start - score.window + 1)...alarm.start, volume: volume, score,
          settings)
      }
      alarms.append(voice)
    }
  }

  /// The series of a topic's alarm and the periods around it, for explanations.
  public func series(of alarm: VoiceAlarm) -> (index: Int, periods: Range<Int>)? {
    guard let topic = alarm.topic, let index = topics.firstIndex(where: { $0.id == topic.id }) else { return nil }
    let start = Int((alarm.startedAt - origin) / period.length)
    let end = Int((alarm.lastAt - origin) / period.length)
    return (index, max(0, start - 7)..<min(replay.periods, end + 3))
  }

  /// The levels: by how unlikely chance is; what only grows slowly is blue.
  private static func level(_ alarm: TrendAlarm) -> AlarmLevel {
    guard let score = alarm.score else { return .orange }
    if score.p < 1e-9 && score.customers >= 10 { return .red }
    if score.p < 1e-6 { return .orange }
    return alarm.kind == .sustained ? .blue : .yellow
  }

  /// The value of channel, product or region with the largest share of the excess, if it has half of it or more.
  private static func scope(
    _ mentions: [VoiceTable.Mention], _ table: VoiceTable, _ at: [Int?], window: ClosedRange<Int>, volume: [Double],
    _ score: TrendScore, _ settings: TrendSettings
  ) -> AlarmScope? {
    let excess = Double(score.observed) - score.expected
    guard excess > 0 else { return nil }
    let end = max(0, window.upperBound - settings.gap)
    let baseline = max(0, end - settings.baseline)..<end
    let usual = baseline.reduce(0.0) { $0 + volume[$1] }
    guard usual > 0 else { return nil }
    var best: AlarmScope?
    for attribute in 0..<3 {
      var inside: [String: Set<Int>] = [:]
      var before: [String: Set<Int>] = [:]
      for mention in mentions {
        guard let number = at[mention.contact] else { continue }
        let value = table.contacts[mention.contact].attributes[attribute]
        guard !value.isEmpty else { continue }
        if window.contains(number) { inside[value, default: []].insert(mention.contact) }
        if baseline.contains(number) { before[value, default: []].insert(mention.contact) }
      }
      // An attribute with one value only says nothing.
      guard Set(inside.keys).union(before.keys).count > 1 else { continue }
      for value in inside.keys.sorted() {
        let expected = Double(before[value]?.count ?? 0) / usual * score.exposure
        let share = min(1, (Double(inside[value]!.count) - expected) / excess)
        if share >= 0.5, share > best?.share ?? 0 {
          best = AlarmScope(attribute: VoiceTable.Attribute.allCases[attribute].rawValue, value: value, share: share)
        }
      }
    }
    return best
  }

  /// FNV-1a, 64 bits: the same on every machine.
  private static func fingerprint(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension TrendSettings {
  /// Stretches what is counted in days to periods of which a day has several; windows and quiet stay short.
  mutating func scale(by perDay: Int) {
    baseline *= perDay
    gap *= perDay
    minimumHistory *= perDay
    learning *= perDay
    cycle = 7 * perDay
  }
}
