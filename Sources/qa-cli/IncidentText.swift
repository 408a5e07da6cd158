internal import TextAnalysis
internal import Transcripts
internal import VOC

/// An incident as a page of Markdown.
struct IncidentText {
  private let book: AlarmBook
  private let incident: AlarmIncident
  private let alarms: [AlarmRow]
  private let options: AlarmStoreOptions
  private let language: Language

  init(_ book: AlarmBook, _ id: Int64, _ options: AlarmStoreOptions) throws {
    self.book = book
    incident = try book.incident(id)
    alarms = try book.alarms(of: id)
    self.options = options
    language = options.language
  }

  func page(isReview: Bool) throws -> String {
    let redactor = try options.redactor()
    var text =
      "# " + plain(language("事件 \(incident.id)：\(incident.title)", "Incident \(incident.id): \(incident.title)"))
      + "\n\n"
    func item(_ zh: String, _ en: String, _ value: String) { text += "- \(language(zh, en)): \(plain(value))\n" }
    item("状态", "State", Self.state(incident.state, language))
    item("负责", "Owner", incident.owner ?? "—")
    item("开始", "Opened", time(incident.opened))
    if let closed = incident.closed { item("关闭", "Closed", time(closed)) }
    if let first = alarms.map(\.began).min() { item("首个异常时段", "First unusual period", time(first)) }
    if isReview {
      let told = try book.log(incident: incident.id)
      if let start = alarms.map(\.began).min() {
        if let alarm = told.first(where: { $0.kind == "firing" }) {
          item("发现用时", "Time to alarm", span(start, alarm.at))
        }
        if let ack = told.first(where: { $0.kind == "acknowledged" }) {
          item("确认用时", "Time to acknowledge", span(start, ack.at))
        }
        if let issued = incident.statementAt { item("发布口径用时", "Time to statement", span(start, issued)) }
        if let end = alarms.compactMap(\.resolved).max(), alarms.allSatisfy({ $0.state == .resolved }) {
          item("恢复用时", "Time to resolve", span(start, end))
        }
      }
      var customers: Set<String> = []
      for alarm in alarms { customers.formUnion(try book.affected(alarm).map(\.customer)) }
      item("涉及客户", "Customers concerned", String(customers.count))
    }
    if let statement = incident.statement { item("口径", "Statement", statement) }
    if let cause = incident.cause { item("原因", "Cause", cause) }
    text += "\n## " + language("预警", "Alarms") + "\n\n"
    text += language(
      "| 级别 | 类别 | 对象 | 实际 | 预期 | 客户 | 来源 | 状态 | 编号 |\n",
      "| Level | Class | About | Seen | Usual | Customers | Where | State | Fingerprint |\n")
    text += "|---|---|---|---:|---:|---:|---|---|---|\n"
    for alarm in alarms {
      let title = alarm.title.isEmpty ? language("全部会话", "all contacts") : redactor.redacted(alarm.title)
      let observed = alarm.observed.map { TrendTables.figure($0) } ?? "—"
      let expected = alarm.expected.map { TrendTables.figure($0) } ?? "—"
      let place = alarm.place.map { "\($0.value) \(Int(($0.share * 100).rounded()))%" } ?? "—"
      let cells: [String] = [
        AlarmTables.level(alarm.level, language), AlarmTables.kind(alarm.kind, language), title, observed, expected,
        String(alarm.customers), place, AlarmTables.state(alarm, language), alarm.fingerprint,
      ]
      text += "| " + cells.map(plain).joined(separator: " | ") + " |\n"
    }
    let quotes = try alarms.flatMap { try book.quotes($0, limit: 3, redactor) }
    if !quotes.isEmpty {
      text += "\n## " + language("客户原话（已脱敏）", "What customers said (redacted)") + "\n\n"
      for quote in quotes.prefix(8) { text += "> \(plain(quote.text)) ×\(quote.mentions)\n>\n" }
    }
    text += "\n## " + language("时间线", "Timeline") + "\n\n"
    for entry in try book.log(incident: incident.id) {
      let what = [kind(entry.kind), entry.fingerprint ?? "", entry.note].filter { !$0.isEmpty }.joined(separator: " · ")
      text += "- \(time(entry.at)) \(plain(entry.by)): \(plain(what))\n"
    }
    guard isReview else { return text }
    text += "\n## " + language("复盘", "Review") + "\n\n"
    let questions =
      language == .zh
      ? ["为什么会发生？", "为什么没有更早发现？", "口径是否及时、准确？", "客户是否都得到答复？", "改进措施、责任人、期限："]
      : [
        "Why did it happen?", "Why was it not seen earlier?", "Was the statement in time and right?",
        "Has every customer been answered?", "What changes, who does it, by when:",
      ]
    for question in questions { text += "- [ ] \(question)\n" }
    return text
  }

  private func time(_ instant: Int64) -> String { AlarmTables.time(instant, options.offset) }

  private func span(_ from: Int64, _ to: Int64) -> String {
    let minutes = max(0, to - from) / 60_000
    if minutes < 120 { return language("\(minutes) 分钟", "\(minutes) min") }
    if minutes < 2_880 { return language("\(minutes / 60) 小时", "\(minutes / 60) h") }
    return language("\(minutes / 1_440) 天", "\(minutes / 1_440) d")
  }

  private func kind(_ kind: String) -> String {
    guard language == .zh else { return kind }
    let words = [
      "firing": "预警", "resolved": "解除", "escalated": "升级", "acknowledged": "确认", "opened": "立案", "added": "并入预警",
      "assigned": "指派", "cause": "原因", "note": "记录", "statement": "发布口径", "mitigated": "已控制", "closed": "关闭",
      "open": "重新打开", "silenced": "屏蔽", "silence_ended": "解除屏蔽",
    ]
    return words[kind] ?? kind
  }

  static func state(_ state: AlarmIncident.State, _ language: Language) -> String {
    switch state {
    case .open: language("处理中", "open")
    case .mitigated: language("已控制", "mitigated")
    case .closed: language("已关闭", "closed")
    }
  }

  /// Text that Markdown shows as it is.
  private func plain(_ text: String) -> String {
    var result = ""
    for character in text.escapingControls {
      if "\\`*_[]<>|#".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
