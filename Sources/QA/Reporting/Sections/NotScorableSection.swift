internal import Documents
internal import Statistics

/// Contacts that were not scored, by reason: never a pass and never a fail.
enum NotScorableSection: ReportSection {
  static func section(_ context: ReportContext) -> DocumentSection? {
    let word = context.word
    let reasons = context.tally.notScorable.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard !reasons.isEmpty else { return nil }
    let table = ReportTable(
      word("不可评分的原因", "Reasons"),
      columns: [.text(word("原因", "Reason")), .number(word("会话", "Conversations")), .number(word("占比", "Share"))],
      rows: reasons.map { reason, count in
        [
          .text(context.reason(reason)), .integer(count),
          .share(Proportion(count, of: context.tally.contacts).value),
        ]
      })
    return DocumentSection(
      id: "not-scorable", title: word("不可评分", "Not scorable"),
      lead: word("这些会话既不算合格也不算不合格。", "These conversations are neither a pass nor a fail."), blocks: [.table(table)])
  }
}
