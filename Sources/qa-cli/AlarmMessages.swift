internal import Delivery
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// What people are told of alarms.
struct AlarmMessages {
  let language: Language
  let offset: Int
  let quotes: [String: [AlarmQuote]]
  let redactor: Redactor

  /// The messages of a tick; a storm of new alarms is one message.
  func messages(_ notices: [AlarmBook.Notice], storm: Int) -> [Message] {
    let new = notices.filter { $0.kind == .firing }
    guard new.count > storm else { return notices.map(message) }
    return [summary(new)] + notices.filter { $0.kind != .firing }.map(message)
  }

  /// One alarm, with the same type, key and severity from its beginning to its end, so that a receiver knows it again.
  func message(_ notice: AlarmBook.Notice) -> Message {
    let alarm = notice.alarm
    var facts: [Message.Fact] = []
    func fact(_ zh: String, _ en: String, _ value: String) { facts.append(.init(language(zh, en), value)) }
    fact("级别", "level", AlarmTables.level(alarm.level, language))
    switch notice.kind {
    case .repeated: fact("提醒", "reminder", language("仍在持续，无人确认", "still firing, not acknowledged"))
    case .escalated: fact("升级", "escalated", language("超时无人确认", "nobody has acknowledged it"))
    case .updated: fact("更新", "update", language("又有客户提到", "further customers"))
    case .firing, .resolved: break
    }
    if let observed = alarm.observed {
      let expected = alarm.expected.map { TrendTables.figure($0) } ?? "—"
      fact(
        "实际/预期", "observed/expected",
        "\(TrendTables.figure(observed)) / \(expected) (\(alarm.window) \(AlarmTables.word(alarm.period, language)))")
    }
    if let place = alarm.place {
      fact("来源", "where", "\(place.attribute)=\(place.value) \(Int((place.share * 100).rounded()))%")
    }
    if alarm.customers > 0 { fact("客户数", "customers", "\(alarm.customers)") }
    if let p = alarm.p { fact("p", "p", AlarmTables.scientific(p)) }
    if let owner = alarm.owner { fact("责任部门", "owner", owner) }
    fact("开始", "since", AlarmTables.time(alarm.began, offset))
    fact("编号", "fingerprint", alarm.fingerprint)
    let state: Message.State = notice.kind == .resolved ? .resolved : .firing
    let part = notice.kind == .firing || notice.kind == .resolved ? "" : "/\(notice.number)"
    return Message(
      type: "voc.alarm", groupKey: "alarm/\(alarm.fingerprint)", window: "\(alarm.started)\(part)", state: state,
      severity: severity(alarm), title: title(alarm), facts: facts,
      quotes: (quotes[alarm.episode] ?? []).map { .init(redacted: $0.text, conversation: $0.conversation) },
      startedAt: alarm.began)
  }

  /// The severity at the beginning: what was raised since is a fact.
  private func severity(_ alarm: AlarmRow) -> Message.Severity {
    let place = (AlarmLevel.allCases.firstIndex(of: alarm.level) ?? 3) + alarm.escalations
    return [.critical, .major, .minor, .info][min(3, place)]
  }

  /// One line without what customers said: a topic's given name, or its id and class.
  private func title(_ alarm: AlarmRow) -> String {
    let name = alarm.title.isEmpty ? language("全部会话", "all contacts") : alarm.title
    return "\(AlarmTables.kind(alarm.kind, language)): \(redactor.redacted(name))"
  }

  private func summary(_ notices: [AlarmBook.Notice]) -> Message {
    let first = notices[0].alarm
    return Message(
      type: "voc.alarm_storm", groupKey: "alarm-storm", window: "\(notices.map(\.alarm.started).max() ?? 0)",
      severity: severity(first), title: language("\(notices.count) 条新预警", "\(notices.count) new alarms"),
      facts: notices.prefix(10).map { notice in
        .init(
          AlarmTables.level(notice.alarm.level, language) + " " + title(notice.alarm),
          "\(TrendTables.figure(notice.alarm.observed ?? 0)) / \(TrendTables.figure(notice.alarm.expected ?? 0)) \(notice.alarm.fingerprint)"
        )
      }, startedAt: notices.map(\.alarm.began).min() ?? 0)
  }
}
