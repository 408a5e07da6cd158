internal import Documents
internal import Statistics

/// What went wrong most often, with the words; then praise and labels.
enum ErrorSection: ReportSection {
  static func section(_ context: ReportContext) -> DocumentSection? {
    let word = context.word
    let errors = context.tally.rulesByContacts(.violation)
    let others = context.tally.rulesByContacts(.merit) + context.tally.rulesByContacts(.tag)
    var blocks: [Block] = []
    if errors.isEmpty {
      blocks.append(.note(word("没有命中任何差错规则。", "No rule found anything wrong."), tone: .good))
    } else {
      blocks.append(.table(table(errors, word("差错", "Errors"), context)))
      blocks.append(.details(samples(errors, context)))
    }
    if !others.isEmpty { blocks.append(.table(table(others, word("加分与标签", "Merits and tags"), context))) }
    return DocumentSection(
      id: "errors", title: word("差错最多的规则", "Most frequent errors"), shortTitle: word("差错", "Errors"),
      lead: word(
        "按出现差错的会话数排列；占比的分母是评分会话。", "By conversations with the error; shares are of scored conversations."),
      blocks: blocks)
  }

  private static func table(_ rules: [Int], _ caption: String, _ context: ReportContext) -> ReportTable {
    let word = context.word
    let limit = 60
    return ReportTable(
      caption,
      columns: [
        .text(word("规则", "Rule")), .text(word("级别", "Severity")), .number(word("会话", "Conversations")),
        .number(word("占比", "Share")), .number(word("命中", "Findings")), .text(word("例句", "Example")),
      ],
      rows: rules.prefix(limit).map { index in
        let rule = context.outline.rules[index]
        let count = context.tally.ruleCounts[index]
        let kind = context.kind(rule)
        return [
          TableCell(.text(rule.title), detail: rule.id), .text(kind.text, tone: kind.tone), .integer(count.contacts),
          context.share(Proportion(count.contacts, of: context.tally.scored)), .integer(count.findings),
          count.samples.first.map { example($0, context) } ?? .empty,
        ]
      }, omitted: max(0, rules.count - limit), restIn: "findings.csv")
  }

  private static func example(_ sample: ResultTally.Sample, _ context: ReportContext) -> TableCell {
    context.passage(sample).cell(isWords: !sample.text.isEmpty, tone: .plain, link: context.link(sample.contact))
  }

  /// The beginning of a text, cut at a whole character.
  static func shortened(_ text: String, to count: Int) -> String {
    text.count <= count ? text : text.prefix(count - 1) + "…"
  }

  private static func samples(_ rules: [Int], _ context: ReportContext) -> Details {
    Details(
      summary: context.word("前 10 项差错的原话", "The words behind the ten most frequent errors"),
      blocks: [.list(items(rules.prefix(10), quotes: 3, context))])
  }

  /// Rules with the words that hit; the daily summary shows the same.
  static func items(_ rules: some Sequence<Int>, quotes: Int, _ context: ReportContext) -> [ListItem] {
    let word = context.word
    return rules.map { index in
      let rule = context.outline.rules[index]
      let count = context.tally.ruleCounts[index]
      let share = Proportion(count.contacts, of: context.tally.scored).value.map { " (\(Digits.percent($0)))" } ?? ""
      return ListItem(
        "\(rule.title) · \(context.kind(rule).text) · "
          + word("\(count.contacts) 个会话", "\(count.contacts) conversations") + share,
        quotes: count.samples.prefix(quotes).map { sample in
          var source = sample.conversation
          if !sample.agent.isEmpty { source += " · \(sample.agent)" }
          if let turn = sample.turn { source += word(" · 第 \(turn) 句", " · turn \(turn)") }
          let passage = context.passage(sample)
          return .init(
            passage.words, before: passage.before, after: passage.after, source: source,
            link: context.link(sample.contact))
        })
    }
  }
}
