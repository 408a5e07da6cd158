internal import Documents
internal import Statistics

/// Where points are lost: sections, and the items that fail most.
enum ItemSection: ReportSection {
  static func section(_ context: ReportContext) -> DocumentSection? {
    let tally = context.tally
    let word = context.word
    guard let card = context.outline.card, !card.sections.isEmpty, tally.legs > 0 else { return nil }
    var blocks: [Block] = []
    if card.mode == "deduct" { blocks.append(.table(sections(card, context))) }
    let items = card.items
    let failed = items.indices.filter { tally.itemCounts[$0].fail > 0 }
      .sorted { (tally.itemCounts[$1].fail, $0) < (tally.itemCounts[$0].fail, $1) }
    if !failed.isEmpty { blocks.append(.chart(chart(failed, items.map(\.entry), context))) }
    blocks.append(.details(Details(summary: word("全部评分项", "All items"), blocks: [.table(table(card, context))])))
    return DocumentSection(
      id: "items", title: word("评分段与评分项", "Sections and items"), shortTitle: word("评分项", "Items"),
      lead: word(
        "按坐席段统计（\(Digits.grouped(tally.legs)) 段）；不合格率只算能判断的段。",
        "By leg (\(Digits.grouped(tally.legs)) of them); failure rates count legs on which the item could be judged."),
      blocks: blocks)
  }

  private static func sections(_ card: RunOutline.Card, _ context: ReportContext) -> ReportTable {
    let word = context.word
    let tally = context.tally
    let all = tally.sectionLosses.reduce(0) { $0 + max(0, $1) }
    let largest = Double(tally.sectionLosses.max() ?? 0)
    return ReportTable(
      word("各段失分（不含致命项清零）", "Points lost by section (without what fatal items zeroed)"),
      columns: [
        .text(word("评分段", "Section")), .number(word("平均每段失分", "Mean points lost")),
        .number(word("占全部失分", "Share of all lost")),
      ],
      rows: card.sections.enumerated().map { index, section in
        let lost = Double(max(0, tally.sectionLosses[index]))
        return [
          .text(section.title),
          TableCell(
            .number(lost / 100 / Double(tally.legs), decimals: 2), bar: largest > 0 ? lost / largest : 0),
          all > 0 ? .share(lost / Double(all)) : .empty,
        ]
      })
  }

  private static func chart(
    _ failed: [Int], _ items: [RunOutline.ItemEntry], _ context: ReportContext
  ) -> ReportChart {
    let word = context.word
    let points = failed.prefix(10).map { index in
      let rate = context.tally.itemCounts[index].failures
      let interval = rate.interval()
      return ReportChart.Point(
        items[index].title, rate.value ?? 0,
        label: "\(Digits.percent(rate.value ?? 0)) (\(Digits.grouped(rate.successes))/\(Digits.grouped(rate.total)))",
        interval: interval.map { $0.low...$0.high }, tone: items[index].fatal.isEmpty ? .plain : .bad)
    }
    return ReportChart(
      .bars, title: word("不合格最多的评分项", "Items that fail most"),
      summary: word("横条是不合格率，细线是 95% 区间。", "Bars are failure rates, thin lines their 95% intervals."),
      nameTitle: word("评分项", "Item"), valueTitle: word("不合格率", "Failure rate"), points: points)
  }

  private static func table(_ card: RunOutline.Card, _ context: ReportContext) -> ReportTable {
    let word = context.word
    return ReportTable(
      word("评分项", "Items"),
      columns: [
        .text(word("评分项", "Item")), .text(word("评分段", "Section")), .number(word("判断", "Judged")),
        .number(word("不合格", "Failed")), .number(word("不合格率", "Rate")), .number(word("不适用", "n/a")),
        .number(word("无法判断", "Unknown")), .number(word("待人工", "Open")),
      ],
      rows: card.items.enumerated().map { index, item in
        let count = context.tally.itemCounts[index]
        return [
          TableCell(.text(item.entry.title), detail: item.entry.fatal.isEmpty ? "" : word("致命项", "fatal")),
          .text(card.sections[item.section].title), .integer(count.judged),
          .integer(count.fail, tone: count.fail > 0 && !item.entry.fatal.isEmpty ? .bad : .plain),
          context.share(count.failures), .integer(count.notApplicable), .integer(count.unknown),
          .integer(count.open),
        ]
      })
  }
}
