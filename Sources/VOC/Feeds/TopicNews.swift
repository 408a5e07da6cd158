public import Documents
internal import Statistics

/// Topics as news: what is new, grows or falls in a period, one item a topic and period.
public enum TopicNews {
  /// What is told.
  public struct Settings: Sendable {
    /// The length of a period in milliseconds.
    public var length: Int64 = 7 * 86_400_000
    /// How many periods are told of, the one of the latest contact included.
    public var periods = 8
    /// How far local time is ahead of UTC, in milliseconds: where periods begin.
    public var offset: Int64 = 0
    /// Quotes a topic at most.
    public var quotes = 0
    /// The largest topics that are told of where nothing can be compared.
    public var largest = 10

    /// Makes the usual settings.
    public init() {}

    /// The start of the period of a time; weeks begin on Monday.
    func start(of time: Int64) -> Int64 {
      // 1970-01-05 was a Monday.
      let origin = 4 * 86_400_000 - offset
      let place = Double(time - origin) / Double(length)
      return origin + Int64(place.rounded(.down)) * length
    }
  }

  /// The items, the latest period first, in it the largest topic first.
  ///
  /// - Parameter known: Keys of items that were told before: they stay, whatever their figures are now.
  public static func items(
    _ table: VoiceTable, _ settings: Settings, known: Set<String>, _ language: ReportLanguage
  ) -> [FeedItem] {
    guard let latest = table.end else { return [] }
    var items: [FeedItem] = []
    var start = settings.start(of: latest)
    for _ in 0..<settings.periods {
      let digest = Digest(table, length: settings.length, end: start + settings.length, quotes: settings.quotes)
      let until = min(latest, start + settings.length - 1)
      let period = VoiceTime.day(start + settings.offset)
      var largest = 0
      for entry in digest.entries where entry.topic.state != .forbidden && entry.topic.state != .merged {
        let key = "\(entry.topic.identifier)/\(period)"
        var isTold = entry.kind != .steady || known.contains(key)
        if !digest.hasHistory, entry.now.mentions > 0, largest < settings.largest {
          isTold = true
          largest += 1
        }
        if isTold {
          items.append(item(entry, digest, key: key, period: period, offset: settings.offset, at: until, language))
        }
      }
      if !digest.hasHistory { break }
      start -= settings.length
    }
    return items
  }

  private static func item(
    _ entry: Digest.Entry, _ digest: Digest, key: String, period: String, offset: Int64, at time: Int64,
    _ language: ReportLanguage
  ) -> FeedItem {
    let topic = entry.topic
    let kind: String
    switch entry.kind {
    case .new: kind = language("新出现", "New")
    case .growing: kind = language("上升", "Growing")
    case .falling: kind = language("下降", "Falling")
    case .steady: kind = digest.hasHistory ? language("平稳", "Steady") : language("最多", "Largest")
    }
    let change = DigestDocument.change(entry, language)
    var facts: [FeedItem.Fact] = [
      .init(language("时段", "Period"), "\(period) – \(VoiceTime.day(digest.period.upperBound - 1 + offset))"),
      .init(language("会话", "Conversations"), "\(entry.now.conversations)"),
      .init(language("客户", "Customers"), "\(entry.now.customers)"),
      .init(language("上期会话", "Conversations before"), "\(entry.before.conversations)"),
      .init(language("占比变化 (95%)", "Change of the share (95%)"), change),
      .init(language("严重度", "Severity"), "\(Int(entry.now.severity.rounded()))"),
    ]
    if let owner = topic.owner { facts.append(.init(language("责任部门", "Owner"), owner)) }
    if let product = topic.product { facts.append(.init(language("产品", "Product"), product)) }
    var figures: [(name: String, value: Double)] = [
      ("conversations", Double(entry.now.conversations)), ("customers", Double(entry.now.customers)),
      ("mentions", Double(entry.now.mentions)), ("conversations_before", Double(entry.before.conversations)),
      ("q", entry.q), ("severity", (entry.now.severity * 10).rounded() / 10),
    ]
    if let ratio = entry.ratio { figures.append(("ratio", ratio)) }
    return FeedItem(
      key: key, title: "[\(kind)] \(topic.title)",
      summary: language(
        "\(topic.identifier) \(topic.title)：\(entry.now.conversations) 个会话、\(entry.now.customers) 位客户提到，上期 \(entry.before.conversations) 个会话。",
        "\(topic.identifier) \(topic.title): \(entry.now.conversations) conversations of \(entry.now.customers) customers, \(entry.before.conversations) conversations in the period before."
      ), facts: facts, quotes: entry.quotes.map(\.text),
      tags: [entry.kind.rawValue, topic.identifier] + [topic.owner, topic.product].compactMap { $0 }, figures: figures,
      at: time)
  }

  /// Topics and what they count in the latest period as metrics; the largest topics only, so that there are few series.
  public static func metrics(_ table: VoiceTable, _ settings: Settings, topics limit: Int = 50) -> [MetricFamily] {
    var open = 0
    for mention in table.mentions where mention.topic == nil { open += 1 }
    var families = [
      MetricFamily("voc_contacts", "Contacts in the store.", [.init(Double(table.contacts.count))]),
      MetricFamily(
        "voc_mentions", "What customers said, with and without a topic.",
        [
          .init(Double(table.mentions.count - open), [("state", "assigned")]),
          .init(Double(open), [("state", "pending")]),
        ]),
      MetricFamily(
        "voc_topics", "Topics by state.",
        TopicRecord.State.allCases.map { state in
          .init(Double(table.topics.count { $0.state == state }), [("state", state.rawValue)])
        }),
    ]
    guard let latest = table.end else { return families }
    families.append(
      MetricFamily(
        "voc_latest_contact_timestamp_seconds", "Start of the latest contact: old when no data arrives.",
        [.init(Double(latest) / 1000)]))
    let digest = Digest(
      table, length: settings.length, end: settings.start(of: latest) + settings.length, quotes: 0)
    let largest = digest.entries.filter { $0.now.mentions > 0 }.prefix(limit)
    families.append(
      MetricFamily(
        "voc_topic_conversations", "Conversations of a topic in the latest period.",
        largest.map { .init(Double($0.now.conversations), [("topic", $0.topic.identifier)]) }))
    families.append(
      MetricFamily(
        "voc_topic_info", "Titles and owners of topics.",
        largest.map {
          .init(1, [("topic", $0.topic.identifier), ("title", $0.topic.title), ("owner", $0.topic.owner ?? "")])
        }))
    return families
  }
}
