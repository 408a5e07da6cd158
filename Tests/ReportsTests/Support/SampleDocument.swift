import Documents

/// A document with everything a document can have; the text of every place is made by `text`.
func sampleDocument(_ language: ReportLanguage = .zh, text: (String) -> String = { $0 }) -> ReportDocument {
  let table = ReportTable(
    text("错误最多的规则"),
    columns: [.text(text("规则")), .text(text("原话")), .number(text("会话")), .number(text("占比"))],
    rows: [
      [
        .text(text("承诺保本"), link: "c1"), TableCell(.quote(text("零风险，稳赚不赔")), tone: .bad), .integer(1_234),
        TableCell(.share(0.125), detail: text("95%: 10%–15%"), bar: 0.5, span: 0.25...0.75),
      ],
      [
        TableCell(.code(text("closing")), detail: text("结束语")),
        TableCell(.passage(before: text("您"), words: text("放心"), after: text("吧"))), .integer(7), .empty,
      ],
    ], omitted: 3, restIn: text("findings.csv"))
  let bars = ReportChart(
    .bars, title: text("不合格最多"), summary: text("横条是不合格率"), nameTitle: text("评分项"), valueTitle: text("率"),
    points: [
      .init(text("保本"), 0.2, label: text("20.0% (2/10)"), interval: 0.05...0.5, tone: .bad),
      .init(text("结束语"), 0.1, label: text("10.0%")),
    ])
  let columns = ReportChart(
    .columns, title: text("得分"), summary: text("分布"), nameTitle: text("分数段"), valueTitle: text("会话"),
    points: [
      .init("80–84", 2, label: text("2"), tone: .bad), .init("85–89", 5, label: text("5"), tone: .good),
    ],
    mark: .init(before: 1, label: text("合格线")))
  let parts = ReportChart(
    .parts, title: text("结论"), summary: text("合格 5"), nameTitle: text("结论"), valueTitle: text("会话"),
    points: [.init(text("合格"), 5, label: text("5"), tone: .good), .init(text("不合格"), 0, label: text("0"), tone: .bad)])
  let line = ReportChart(
    .sparkline, title: text("趋势"), summary: text("上升"), nameTitle: text("日"), valueTitle: text("量"),
    points: [.init(text("一"), 1, label: text("1")), .init(text("二"), 3, label: text("3"))])
  let excerpt = Excerpt(
    title: text("会话"),
    turns: [
      ExcerptTurn(
        id: "c1t1", number: 1, speaker: text("客户"), side: .customer, time: text("09:00:00"), text: text("安全吗？"),
        isSearched: true),
      ExcerptTurn(
        id: "c1t2", number: 2, speaker: text("坐席"), side: .centre, text: text("放心，零风险的"), flags: [text("自动")],
        marks: [TextMark(0..<2, tone: .bad, label: text("承诺保本"), reference: text("1"), link: "c1f1")],
        remarks: [.init(text("检索第 1–2 句"), tone: .warning, link: "c1f1")]),
      ExcerptTurn(number: nil, speaker: text("系统"), side: .middle, text: text("会话结束")),
    ], omitted: 2)
  return ReportDocument(
    title: text("质检报告"), subtitle: text("两个会话"), language: language,
    facts: [.init(text("规则集"), text("small 1")), .init(text("哈希"), text("abc123"), isCode: true)],
    sections: [
      DocumentSection(
        id: "overview", title: text("概览"), lead: text("一句话"),
        blocks: [
          .figures([Figure(text("会话"), text("2"), detail: text("评分 2"), tone: .bad)]), .paragraph(text("一段话")),
          .note(text("注意"), tone: .warning), .chart(parts), .chart(bars), .chart(columns), .chart(line),
        ]),
      DocumentSection(
        id: "errors", title: text("差错"), shortTitle: text("错"),
        blocks: [
          .table(table),
          .list([
            ListItem(
              text("承诺保本"),
              quotes: [.init(text("零风险"), before: text("您放心，"), source: text("c-1 第 2 句"), link: "c1")])
          ]),
          .table(
            ReportTable(
              text("热图"), columns: [.text(text("组")), .text(text("项"))],
              rows: [[.text(text("甲")), .share(0.3)], [.text(text("乙")), .share(0)]], isHeatMap: true)),
        ]),
      DocumentSection(
        id: "conversations", title: text("会话"),
        blocks: [
          .details(
            Details(
              id: "c1", summary: text("c-1 · a-7"), badges: [Badge(text("不合格"), .bad)],
              blocks: [
                .details(Details(id: "c1f1", summary: text("1. 承诺保本"), blocks: [.paragraph(text("因为"))])),
                .excerpt(excerpt),
              ], isOpen: true))
        ]),
    ])
}
