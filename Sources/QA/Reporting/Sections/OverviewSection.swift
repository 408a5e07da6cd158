internal import Documents
internal import Statistics
internal import Transcripts

/// The key figures, the verdicts, and what limits them.
enum OverviewSection: ReportSection {
  static func section(_ context: ReportContext) -> DocumentSection? {
    let word = context.word
    var blocks: [Block] = [.figures(figures(context))]
    let verdicts = Verdict.allCases.filter { context.tally.verdicts[$0] ?? 0 > 0 }
    if !verdicts.isEmpty {
      blocks.append(.chart(chart(verdicts, context)))
    }
    blocks += notes(context)
    return DocumentSection(id: "overview", title: word("概览", "Overview"), blocks: blocks)
  }

  /// The key figures; the daily summary shows the same.
  static func figures(_ context: ReportContext) -> [Figure] {
    let tally = context.tally
    let word = context.word
    let reasons = tally.verdicts[.notScorable] ?? 0
    var figures = [
      Figure(
        word("会话", "Conversations"), Digits.grouped(tally.contacts),
        detail: word("评分 \(Digits.grouped(tally.scored))", "\(Digits.grouped(tally.scored)) scored")
          + (reasons > 0 ? word("，不可评分 \(reasons)", ", \(reasons) not scorable") : ""))
    ]
    if context.outline.card != nil {
      figures.append(
        Figure(
          word("合格率", "Pass rate"), tally.passes.value.map(Digits.percent) ?? "—", detail: passDetail(context),
          tone: .info))
      figures.append(
        Figure(
          word("致命会话", "Fatal"), Digits.grouped(tally.fatalCount),
          detail: share(tally.fatalCount, of: tally.scored, context), tone: tally.fatalCount > 0 ? .bad : .good))
      let review = tally.verdicts[.review] ?? 0
      figures.append(
        Figure(
          word("待复核", "To review"), Digits.grouped(review), detail: share(review, of: tally.scored, context),
          tone: review > 0 ? .warning : .plain))
      figures.append(
        Figure(
          word("平均分", "Mean score"), tally.mean.map { Digits.decimal($0, places: 1) } ?? "—",
          detail: word(
            "合格线 \(Digits.points(Double(context.outline.card?.pass ?? 0) / 100))",
            "pass mark \(Digits.points(Double(context.outline.card?.pass ?? 0) / 100))")))
    }
    return figures
  }

  private static func share(_ part: Int, of whole: Int, _ context: ReportContext) -> String {
    guard let share = Proportion(part, of: whole).value else { return "" }
    return context.word("占评分会话 \(Digits.percent(share))", "\(Digits.percent(share)) of scored")
  }

  private static func passDetail(_ context: ReportContext) -> String {
    var detail = context.tally.passes.interval().map { "95%: \(ReportContext.words($0))" } ?? ""
    if let change = change(context) { detail += (detail.isEmpty ? "" : context.word("；", "; ")) + change }
    return detail
  }

  /// How the pass rate moved since the run before, and whether that can be told from chance.
  static func change(_ context: ReportContext) -> String? {
    let word = context.word
    guard let previous = context.previous?.tally.passes, let before = previous.value,
      let now = context.tally.passes.value, let interval = context.tally.passes.difference(from: previous)
    else { return nil }
    let points = (now - before) * 100
    let sign = points < 0 ? "−" : "+"
    let amount = sign + Digits.decimal(abs(points), places: 1)
    let from = Digits.percent(before)
    guard interval.low > 0 || interval.high < 0 else {
      return word(
        "环比 \(amount) 个百分点（上期 \(from)），与偶然波动不能区分",
        "\(amount) points from \(from), not distinguishable from chance")
    }
    let range = "\(signed(interval.low)) … \(signed(interval.high))"
    return word(
      "环比 \(amount) 个百分点（上期 \(from)，95%：\(range)）", "\(amount) points from \(from) (95%: \(range))")
  }

  private static func signed(_ share: Double) -> String {
    (share < 0 ? "−" : "+") + Digits.decimal(abs(share) * 100, places: 1)
  }

  private static func chart(_ verdicts: [Verdict], _ context: ReportContext) -> ReportChart {
    let word = context.word
    let points = verdicts.map { verdict in
      let count = context.tally.verdicts[verdict] ?? 0
      let share = Proportion(count, of: context.tally.contacts).value ?? 0
      return ReportChart.Point(
        context.name(verdict), Double(count), label: "\(Digits.grouped(count)) (\(Digits.percent(share)))",
        tone: context.tone(verdict))
    }
    let said = points.map { "\($0.name) \($0.label)" }.joined(separator: word("，", ", "))
    return ReportChart(
      .parts, title: word("结论", "Verdicts"), summary: said, nameTitle: word("结论", "Verdict"),
      valueTitle: word("会话", "Conversations"), points: points)
  }

  /// What a reader must know before believing the figures.
  static func notes(_ context: ReportContext) -> [Block] {
    let word = context.word
    let ledger = context.outline.ledger
    var notes: [Block] = []
    if context.outline.card == nil {
      notes.append(
        .note(
          word("规则集没有评分卡：只有命中，没有分数。", "The rulebook has no scorecard: there are findings but no scores."), tone: .info))
    }
    if !context.outline.isComplete {
      notes.append(
        .note(word("运行被中断：只含读到的部分。", "The run was interrupted: only what was read is counted."), tone: .bad))
    }
    if !ledger.balanced {
      notes.append(.note(word("计数不守恒，请勿使用这份报告。", "The counts do not balance: do not use this report."), tone: .bad))
    }
    if ledger.quarantined > 0 {
      let reasons = context.outline.quarantineReasons.map { "\($0.reason) \($0.count)" }.joined(separator: ", ")
      notes.append(
        .note(
          word(
            "\(Digits.grouped(ledger.quarantined)) 条异常数据未评分（\(reasons)），见 quarantine.ndjson。",
            "\(Digits.grouped(ledger.quarantined)) records could not be read and were not scored (\(reasons)); see quarantine.ndjson."
          ),
          tone: .warning))
    }
    return notes
  }
}
