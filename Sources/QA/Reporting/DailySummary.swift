public import Documents
internal import Statistics
internal import Transcripts

/// A run on one page to paste into a chat (日报/周报): how many, how good, what was fatal, what was wrong most often.
public enum DailySummary {
  /// The summary as a document.
  public static func document(
    _ results: StoredResults, previous: StoredResults? = nil, language: ReportLanguage
  ) -> ReportDocument {
    let context = ReportContext(results, previous: previous, language: language, clock: ReportClock(zone: nil))
    // The transcripts are read for the sentences around the words.
    var sections = [
      DocumentSection(id: "figures", title: language("总量与合格率", "Volume and pass rate"), blocks: figures(context))
    ]
    if let fatal = fatal(context) { sections.append(fatal) }
    if let errors = errors(context) { sections.append(errors) }
    sections += teams(context)
    let outline = results.outline
    return ReportDocument(
      title: "\(name(outline, language)) \(ConversationReport.period(outline) ?? "")".trimmedEnd,
      subtitle: outline.title.isEmpty ? outline.rulebook : outline.title, language: language,
      facts: [
        .init(language("规则集", "Rulebook"), "\(outline.rulebook) \(outline.version)".trimmedEnd),
        .init(language("哈希", "hash"), String(outline.hash.prefix(12)), isCode: true),
      ], sections: sections)
  }

  /// What the summary is called by the days it covers.
  private static func name(_ outline: RunOutline, _ word: ReportLanguage) -> String {
    guard let first = day(outline.firstStart), let last = day(outline.lastStart) else {
      return word("质检简报", "Quality summary")
    }
    switch last - first {
    case 0: return word("质检日报", "Daily quality summary")
    case 1...7: return word("质检周报", "Weekly quality summary")
    default: return word("质检简报", "Quality summary")
    }
  }

  /// A day's number, good enough to count days of a month or two apart.
  private static func day(_ text: String) -> Int? {
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    let (year, month) = parts[1] > 2 ? (parts[0], parts[1] - 3) : (parts[0] - 1, parts[1] + 9)
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + parts[2]
  }

  private static func figures(_ context: ReportContext) -> [Block] {
    var figures =
      OverviewSection.figures(context) + MetricsSection.figures(context) + SentimentSection.figures(context)
    let quarantined = context.outline.ledger.quarantined
    if quarantined > 0 {
      figures.append(Figure(context.word("异常数据", "Quarantined"), Digits.grouped(quarantined)))
    }
    return [.figures(figures)]
  }

  private static func fatal(_ context: ReportContext) -> DocumentSection? {
    let word = context.word
    guard context.tally.fatalCount > 0 else { return nil }
    let limit = 10
    var items = context.tally.fatal.prefix(limit).map { contact -> ListItem in
      let titles = contact.rules.reduce(into: [String]()) { list, rule in
        let title = context.outline.rules[rule].title
        if !list.contains(title) { list.append(title) }
      }
      let who = ([contact.conversation, contact.agent] + contact.groups).filter { !$0.isEmpty }
      return ListItem(
        who.joined(separator: " · ") + word("：", ": ") + titles.joined(separator: word("、", ", ")),
        quotes: contact.findings.prefix(2).map { finding in
          let passage = context.passage(finding)
          return .init(
            passage.words, before: passage.before, after: passage.after,
            source: finding.turn.map { word("第 \($0) 句", "turn \($0)") } ?? "")
        })
    }
    let rest = context.tally.fatalCount - items.count
    if rest > 0 { items.append(ListItem(word("另有 \(rest) 个会话", "and \(rest) more conversations"))) }
    return DocumentSection(
      id: "fatal", title: word("致命清单（\(context.tally.fatalCount)）", "Fatal (\(context.tally.fatalCount))"),
      blocks: [.list(items)])
  }

  private static func errors(_ context: ReportContext) -> DocumentSection? {
    let rules = context.tally.rulesByContacts(.violation).prefix(5)
    guard !rules.isEmpty else { return nil }
    return DocumentSection(
      id: "errors", title: context.word("TOP\(rules.count) 差错", "Top \(rules.count) errors"),
      blocks: [.list(ErrorSection.items(rules, quotes: 1, context))])
  }

  private static func teams(_ context: ReportContext) -> [DocumentSection] {
    guard context.outline.card != nil else { return [] }
    return context.tally.groupings.filter { $0.groups.count > 1 }.map { grouping in
      let comparison = PassComparison(grouping.groups.map(\.passes))
      var table = LeagueSection.table(grouping, comparison, context)
      let limit = 8
      table.omitted += max(0, table.rows.count - limit)
      table.rows = Array(table.rows.prefix(limit))
      let title = context.word("按\(context.name(ofField: grouping.field))", "By \(grouping.field)")
      return DocumentSection(
        id: "groups", title: title,
        blocks: [.table(table), .paragraph(LeagueSection.sentence(grouping, comparison, context))])
    }
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
