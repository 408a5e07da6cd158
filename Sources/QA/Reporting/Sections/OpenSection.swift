internal import Documents

/// What people still have to decide: open questions, and rules that could not run.
enum OpenSection: ReportSection {
  static func section(_ context: ReportContext) -> DocumentSection? {
    let word = context.word
    let tally = context.tally
    let items = context.outline.card?.items.map(\.entry) ?? []
    let open = items.indices.filter { tally.itemCounts[$0].open > 0 }
    let unknown = context.outline.rules.filter { $0.unknown > 0 }
    guard !open.isEmpty || !unknown.isEmpty else { return nil }
    var blocks: [Block] = []
    if !open.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            word("需要人工回答", "Questions for people"),
            columns: [.text(word("评分项", "Item")), .text(word("问题", "Question")), .number(word("坐席段", "Legs"))],
            rows: open.map { index in
              [
                .text(items[index].title), .text(items[index].question),
                .integer(tally.itemCounts[index].open),
              ]
            })))
    }
    if !unknown.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            word("无法判断的规则", "Rules that could not be judged"),
            columns: [.text(word("规则", "Rule")), .number(word("会话", "Conversations"))],
            rows: unknown.map { [TableCell(.text($0.title), detail: $0.id), .integer($0.unknown)] })))
      blocks.append(
        .note(
          word(
            "缺少时间、角色或字段时规则不作判断，既不算合格也不算不合格。",
            "A rule says nothing where times, roles or fields are missing: that is neither a pass nor a failure."),
          tone: .plain))
    }
    return DocumentSection(
      id: "open", title: word("待人工处理", "For people to decide"), shortTitle: word("待处理", "Open"),
      lead: word(
        "\(Digits.grouped(tally.openContacts)) 个会话有未定项；得分按未定项不适用计算，结论可能为待复核。",
        "\(Digits.grouped(tally.openContacts)) conversations have open items; scores leave them out, and verdicts may be ‘review’."
      ), blocks: blocks)
  }
}
