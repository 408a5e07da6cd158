public import Documents
public import Transcripts

/// A part of the report on conversations: one file and one line in ``ConversationReport/sections``.
protocol ReportSection: SendableMetatype {
  /// The section, or `nil` where there is nothing to say.
  static func section(_ context: ReportContext) -> DocumentSection?
}

/// The report on a run's conversations as a document.
public enum ConversationReport {
  /// The sections in reading order; a new one is a new file and a line here.
  static let sections: [any ReportSection.Type] = [
    OverviewSection.self,
    FatalSection.self,
    ErrorSection.self,
    ScoreSection.self,
    MetricsSection.self,
    SentimentSection.self,
    ItemSection.self,
    LeagueSection.self,
    OpenSection.self,
    NotScorableSection.self,
    ContactSection.self,
    MethodSection.self,
  ]

  /// The whole report; `zone` is the clock that people read.
  public static func document(
    _ results: StoredResults, previous: StoredResults? = nil, language: ReportLanguage, zone: ClockZone? = nil
  ) -> ReportDocument {
    let context = ReportContext(results, previous: previous, language: language, clock: ReportClock(zone: zone))
    let outline = results.outline
    return ReportDocument(
      title: language("质检报告：", "Quality report: ") + (outline.title.isEmpty ? outline.rulebook : outline.title),
      subtitle: subtitle(context), language: language, facts: facts(context),
      sections: sections.compactMap { $0.section(context) })
  }

  private static func subtitle(_ context: ReportContext) -> String {
    let outline = context.outline
    let count = Digits.grouped(context.tally.contacts)
    var text = context.word("\(count) 个会话", "\(count) conversations")
    if let period = period(outline) { text += context.word("，", ", ") + period }
    return text
  }

  /// The first and last day, or `nil` if unknown.
  static func period(_ outline: RunOutline) -> String? {
    let first = outline.firstStart.prefix(10)
    let last = outline.lastStart.prefix(10)
    guard !first.isEmpty else { return nil }
    return first == last ? String(first) : "\(first) – \(last)"
  }

  static func facts(_ context: ReportContext) -> [ReportDocument.Fact] {
    let outline = context.outline
    let word = context.word
    var facts = [
      ReportDocument.Fact(word("规则集", "Rulebook"), "\(outline.rulebook) \(outline.version)"),
      .init(word("规则哈希", "Rule hash"), String(outline.hash.prefix(16)), isCode: true),
      .init(word("工具", "Tool"), "qa-cli \(outline.toolVersion)"),
      .init(word("时区", "Time zone"), zone(context)),
    ]
    if !outline.inputs.isEmpty {
      let rest = outline.inputs.count - 3
      let more = rest > 0 ? word(" 等 \(outline.inputs.count) 个", " and \(rest) more") : ""
      facts.append(.init(word("输入", "Input"), outline.inputs.prefix(3).joined(separator: word("、", ", ")) + more))
    }
    facts.append(.init(word("守恒", "Conservation"), conservation(outline.ledger, word)))
    return facts
  }

  private static func zone(_ context: ReportContext) -> String {
    if let zone = context.clock.zone { return zone.name }
    return context.word("未指定（时刻为相对开始）", "none named (times count from the start)")
  }

  /// The conservation law with its numbers.
  static func conservation(_ ledger: ConservationLedger, _ word: ReportLanguage) -> String {
    func number(_ value: Int) -> String { Digits.grouped(value) }
    return "\(word("读入", "read")) \(number(ledger.read)) = \(word("评分", "scored")) \(number(ledger.scored)) + "
      + "\(word("筛除", "filtered")) \(number(ledger.filtered)) + "
      + "\(word("异常", "quarantined")) \(number(ledger.quarantined)) + "
      + "\(word("未处理", "pending")) \(number(ledger.pending)) + "
      + "\(word("重复", "duplicates")) \(number(ledger.duplicates))"
  }
}
