internal import Documents
internal import Statistics

/// Service times and rates: how fast people were answered, how often within the promised time, and when.
enum MetricsSection: ReportSection {
  static func section(_ context: ReportContext) -> DocumentSection? {
    guard let metrics = context.results.metrics, metrics.total.units > 0 else { return nil }
    let word = context.word
    var blocks: [Block] = []
    let figures = figures(context)
    if !figures.isEmpty { blocks.append(.figures(figures)) }
    if let first = metrics["first_response_human"] {
      blocks.append(.chart(distribution(first, context)))
    } else {
      blocks.append(
        .note(
          word(
            "没有时间或没有人工回复：响应时长算不出来。", "Without times or human replies there are no response times."), tone: .muted))
    }
    blocks += MetricTables.times(metrics, context)
    blocks += MetricTables.thresholds(metrics, context)
    blocks += MetricTables.levels(metrics, context)
    for field in metrics.summary.fields where isAsked(field, context) { blocks += league(field, metrics, context) }
    blocks += HourTables.blocks(metrics, context)
    blocks += MetricTables.others(metrics, context)
    let clock =
      metrics.summary.hasCalendar
      ? word("只算营业时间（\(metrics.summary.zoneName)）", "in business hours (\(metrics.summary.zoneName))")
      : word("按自然时间", "around the clock")
    return DocumentSection(
      id: "metrics", title: word("服务指标", "Service metrics"), shortTitle: word("指标", "Metrics"),
      lead: word(
        "响应时长\(clock)；占比的分母包含始终未应答的会话；均值和占比附 95% 区间。",
        "Response times \(clock); shares count contacts that were never answered; means and shares have 95% intervals."),
      blocks: blocks)
  }

  private static func isAsked(_ field: String, _ context: ReportContext) -> Bool {
    field == "agent" || context.tally.fields.contains(field)
  }

  /// The key figures; the daily summary shows the same.
  static func figures(_ context: ReportContext) -> [Figure] {
    guard let metrics = context.results.metrics else { return [] }
    let word = context.word
    var figures: [Figure] = []
    if let first = metrics["first_response_human"] {
      figures.append(
        Figure(
          word("人工首响中位", "Median first response"), MetricTables.time(first.histogram.median, context),
          detail: "P90 " + MetricTables.time(first.histogram.percentile(90), context)))
      if let index = metrics.comparedThreshold {
        let share = first.share(within: index)
        let limit = ServiceLevel.seconds(metrics.summary.thresholds[index])
        figures.append(
          Figure(
            word("\(limit) 内人工首响", "Answered within \(limit)"), share.value.map(Digits.percent) ?? "—",
            detail: "95%: " + ReportContext.words(share.interval()), tone: .info))
      }
    }
    if let tally = metrics["effective_response_rate"] {
      let share = tally.proportion(.share)
      figures.append(
        Figure(
          word("有效回应率", "Effective responses"), share.value.map(Digits.percent) ?? "—",
          detail: "\(Digits.grouped(share.successes))/\(Digits.grouped(share.total))"))
    }
    return figures
  }

  /// How long first responses took, in steps that grow.
  private static func distribution(_ tally: MetricTally, _ context: ReportContext) -> ReportChart {
    let word = context.word
    let steps: [(Int64, String, String)] = [
      (1_000, "≤1秒", "≤1 s"), (5_000, "≤5秒", "≤5 s"), (10_000, "≤10秒", "≤10 s"), (30_000, "≤30秒", "≤30 s"),
      (60_000, "≤1分", "≤1 min"), (120_000, "≤2分", "≤2 min"), (300_000, "≤5分", "≤5 min"),
      (900_000, "≤15分", "≤15 min"), (3_600_000, "≤1时", "≤1 h"), (.max, ">1时", ">1 h"),
    ]
    var counts = Array(repeating: 0, count: steps.count)
    for (time, count) in zip(tally.histogram.keys, tally.histogram.counts) {
      counts[steps.firstIndex { time <= $0.0 } ?? steps.count - 1] += count
    }
    var points = steps.enumerated().map { index, step in
      ReportChart.Point(
        word(step.1, step.2), Double(counts[index]), label: Digits.grouped(counts[index]),
        tone: index < 4 ? .good : index < 7 ? .plain : .warning)
    }
    points.append(
      .init(word("未应答", "never"), Double(tally.never), label: Digits.grouped(tally.never), tone: .bad))
    return ReportChart(
      .columns, title: word("人工首响时长的分布", "How long first human responses took"),
      summary: word(
        "\(Digits.grouped(tally.count)) 个会话有人工首响，\(Digits.grouped(tally.never)) 个始终没有。每一档从上一档的上限起。",
        "\(Digits.grouped(tally.count)) conversations got a human response, \(Digits.grouped(tally.never)) never did. Every step begins where the one before ends."
      ), nameTitle: word("时长", "Time"), valueTitle: word("会话", "Conversations"), points: points)
  }

  private static func league(_ field: String, _ metrics: StoredMetrics, _ context: ReportContext) -> [Block] {
    guard let threshold = metrics.comparedThreshold else { return [] }
    let word = context.word
    let limit = ServiceLevel.seconds(metrics.summary.thresholds[threshold])
    let name = context.name(ofField: field)
    let average = metrics.groups(by: field, "response_time_average").map(\.tally)
    let effective = metrics.groups(by: field, "effective_response_rate").map(\.tally)
    let rows = metrics.groups(by: field, "first_response_human").enumerated().map { index, group in
      ShareLeague.Row(
        name: group.value, share: group.tally.share(within: threshold),
        cells: [
          MetricTables.timeCell(group.tally.histogram.median, context),
          MetricTables.timeCell(group.tally.histogram.percentile(90), context),
          MetricTables.secondsCell(average[index].mean(.seconds), context),
          .share(effective[index].proportion(.share).value),
        ])
    }
    return ShareLeague(
      field: field, caption: word("按\(name)：首次人工响应", "First human response by \(name)"),
      measure: word("\(limit) 内人工首响占比", "First human response within \(limit)"),
      heading: word("\(limit) 内", "Within \(limit)"), cases: "n",
      columns: [
        .number(word("中位", "Median")), .number("P90"), .number(word("平均响应", "Mean response")),
        .number(word("有效回应", "Effective")),
      ], rows: rows
    ).blocks(context)
  }
}
