public import Documents
internal import Transcripts

/// Alarms as news.
extension AlertRecord {
  /// The alarm as an item of a feed; its key is its fingerprint.
  ///
  /// - Parameter quotes: How many quotes are told at most.
  public func news(_ language: ReportLanguage, quotes limit: Int = 0) -> FeedItem {
    let words: MessageLanguage = language == .zh ? .zh : .en
    let name = title ?? topic ?? words.fact(.init("class", kind)).value
    let isOver = state == .resolved
    let severity = isOver ? language("已恢复", "resolved") : language(Self.levels[level] ?? level, level)
    let figure = { (name: String) in figures.first { $0.name == name }?.value }
    var summary = language("\(words.fact(.init("class", kind)).value)。", "Alarm: \(kind). ")
    if let observed = figure("observed"), let expected = figure("expected") {
      summary += language("实际 \(observed) 个会话，预期 \(expected)。", "\(observed) conversations, \(expected) expected. ")
    }
    summary += language(
      isOver ? "已于 \(Instant.text(lastAt)) 恢复。" : "仍在持续。",
      isOver ? "It ended at \(Instant.text(lastAt))." : "It goes on.")
    var item = FeedItem(
      key: id, title: "[\(severity)] \(name)", summary: summary,
      facts: message.facts.map { fact in
        let (name, value) = words.fact(fact)
        return .init(name, value)
      }, quotes: quotes.prefix(limit).map(\.redacted), tags: [kind, level] + [owner].compactMap { $0 },
      figures: figures.compactMap { fact in Double(fact.value).map { (fact.name, $0) } }, at: lastAt,
      isExpired: isOver)
    item.publishedAt = startedAt
    return item
  }

  private static let levels = ["red": "红", "orange": "橙", "yellow": "黄", "blue": "蓝"]

  /// What the event log keeps: no quotes.
  var data: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    for (name, value) in [
      ("id", id), ("fingerprint", fingerprint), ("class", kind), ("level", level), ("state", state.rawValue),
    ] {
      writer.key(string: name)
      writer.string(value)
    }
    for (name, value) in [("topic", topic), ("title", title), ("owner", owner)] {
      writer.key(string: name)
      if let value { writer.string(value) } else { writer.null() }
    }
    for figure in figures {
      writer.key(string: figure.name)
      if let value = Double(figure.value), value.isFinite { writer.number(value) } else { writer.null() }
    }
    writer.endObject()
    return writer.bytes
  }
}

/// Alarms and the outbox as metrics.
public enum DeliveryMetrics {
  /// Alarms by level and state, with every combination, so that nothing disappears when it is zero.
  public static func families(_ alerts: [AlertRecord]) -> [MetricFamily] {
    var samples: [MetricFamily.Sample] = []
    for level in ["red", "orange", "yellow", "blue"] {
      for state in Message.State.allCases {
        let count = alerts.count { $0.level == level && $0.state == state }
        samples.append(.init(Double(count), [("level", level), ("state", state.rawValue)]))
      }
    }
    return [MetricFamily("voc_alerts", "Alarms by level and state.", samples)]
  }

  /// The outbox by sink and state, and since when its oldest message waits.
  public static func families(_ entries: [Outbox.Entry]) -> [MetricFamily] {
    var counts: [MetricFamily.Sample] = []
    var oldest: [MetricFamily.Sample] = []
    for sink in Set(entries.map(\.sink)).sorted() {
      let own = entries.filter { $0.sink == sink }
      for state in Outbox.State.allCases {
        counts.append(
          .init(Double(own.count { $0.state == state }), [("sink", sink), ("state", state.rawValue)]))
      }
      if let first = own.filter({ $0.state == .pending }).map(\.created).min() {
        oldest.append(.init(Double(first) / 1000, [("sink", sink)]))
      }
    }
    return [
      MetricFamily("qa_outbox_messages", "Messages of the outbox by sink and state.", counts),
      MetricFamily(
        "qa_outbox_oldest_pending_timestamp_seconds", "When the oldest message that waits was put into the outbox.",
        oldest),
    ]
  }
}
