internal import Documents
internal import Statistics

/// The tables of the report's section on service metrics.
enum MetricTables {
  /// The times people ask for first; the others are folded away.
  private static let mainTimes: Set<String> = [
    "first_response", "first_response_automatic", "first_response_human", "response_time_average",
    "customer_wait_average", "agent_greeting_time", "queue_wait", "handle_time",
  ]

  /// The main times with mean, interval and percentiles.
  static func times(_ metrics: StoredMetrics, _ context: ReportContext) -> [Block] {
    let rows = filled(metrics).filter { $0.definition.unit == .seconds && mainTimes.contains($0.definition.id) }
    return rows.isEmpty ? [] : [.table(times(rows, context.word("时长", "Times"), context))]
  }

  private static func times(
    _ rows: [(definition: MetricDefinition, tally: MetricTally)], _ caption: String, _ context: ReportContext
  ) -> ReportTable {
    let word = context.word
    return ReportTable(
      caption,
      columns: [
        .text(word("指标", "Metric")), .number("n"), .number(word("均值", "Mean")), .number(word("中位", "Median")),
        .number("P90"), .number("P95"), .number(word("最长", "Longest")), .number(word("未应答", "Never")),
      ],
      rows: rows.map { definition, tally in
        var mean = secondsCell(tally.mean(.seconds), context)
        if let interval = tally.interval(.seconds) {
          mean.detail = "\(seconds(interval.low, context))–\(seconds(interval.high, context))"
        }
        return [
          .text(word(definition.title.zh, definition.title.en)), .integer(tally.count), mean,
          timeCell(tally.histogram.median, context), timeCell(tally.histogram.percentile(90), context),
          timeCell(tally.histogram.percentile(95), context), timeCell(tally.most.map(Int64.init), context),
          tally.never > 0 ? .integer(tally.never, tone: .warning) : .empty,
        ]
      })
  }

  /// The share within every threshold.
  static func thresholds(_ metrics: StoredMetrics, _ context: ReportContext) -> [Block] {
    let word = context.word
    let wanted = [
      "first_response", "first_response_automatic", "first_response_human", "first_response_human_from_question",
      "queue_wait",
    ]
    let rows = filled(metrics).filter { wanted.contains($0.definition.id) }
    guard !rows.isEmpty, !metrics.summary.thresholds.isEmpty else { return [] }
    let table = ReportTable(
      word("在时限之内的占比", "Shares within a time"),
      columns: [.text(word("指标", "Metric")), .number("n")]
        + metrics.summary.thresholds.map { .number("≤ " + ServiceLevel.seconds($0)) },
      rows: rows.map { definition, tally in
        [.text(word(definition.title.zh, definition.title.en)), .integer(tally.count + tally.never)]
          + metrics.summary.thresholds.indices.map { context.share(tally.share(within: $0)) }
      }, isSortable: false)
    return [.table(table)]
  }

  /// Service levels of all contacts and of the groups.
  static func levels(_ metrics: StoredMetrics, _ context: ReportContext) -> [Block] {
    let word = context.word
    var rows: [[TableCell]] = []
    for (index, level) in metrics.summary.levels.enumerated() {
      for group in [metrics.total] + metrics.groups.prefix(60) {
        let tally = group.levels[index]
        guard tally.proportion.total > 0 else { continue }
        let name =
          group.values.isEmpty
          ? word("全部", "all") : group.values.map { $0.isEmpty ? "—" : $0 }.joined(separator: " · ")
        rows.append([
          .text(level.text), .text(name), .integer(tally.proportion.total), context.share(tally.proportion),
          judgement(tally.judgement(level), context),
        ])
      }
    }
    guard !rows.isEmpty else { return [] }
    let table = ReportTable(
      word("服务水平", "Service levels"),
      columns: [
        .text(word("目标", "Level")), .text(word("组", "Group")), .number("n"), .number(word("达标率", "Share")),
        .text(word("结论", "Judgement")),
      ], rows: rows)
    return [.table(table)]
  }

  private static func judgement(_ judgement: LevelTally.Judgement?, _ context: ReportContext) -> TableCell {
    let word = context.word
    switch judgement {
    case .met: return .text(word("达标", "met"), tone: .good)
    case .missed: return .text(word("未达标", "missed"), tone: .bad)
    case .metUncertain: return .text(word("达标，样本不足以确定", "met, not certain"), tone: .muted)
    case .missedUncertain: return .text(word("未达标，样本不足以确定", "missed, not certain"), tone: .warning)
    case nil: return .empty
    }
  }

  /// The other times, shares, counts and yes-or-no figures, folded away.
  static func others(_ metrics: StoredMetrics, _ context: ReportContext) -> [Block] {
    let word = context.word
    var blocks: [Block] = []
    let times = filled(metrics).filter { $0.definition.unit == .seconds && !mainTimes.contains($0.definition.id) }
    if !times.isEmpty { blocks.append(.table(self.times(times, word("其他时长", "Other times"), context))) }
    let rows = filled(metrics).filter { $0.definition.unit != .seconds }
    let table = ReportTable(
      word("次数与占比", "Counts and shares"),
      columns: [.text(word("指标", "Metric")), .number("n"), .number(word("均值/占比", "Mean or share"))],
      rows: rows.map { definition, tally in
        var value = TableCell.empty
        if definition.unit == .count {
          value = tally.mean(.count).map { TableCell(.number($0, decimals: 2)) } ?? .empty
          if let interval = tally.interval(.count) {
            value.detail = "\(Digits.decimal(interval.low, places: 2))–\(Digits.decimal(interval.high, places: 2))"
          }
        } else {
          value = context.share(tally.proportion(definition.unit))
        }
        return [.text(word(definition.title.zh, definition.title.en)), .integer(tally.count), value]
      })
    if !rows.isEmpty { blocks.append(.table(table)) }
    return blocks.isEmpty ? [] : [.details(Details(summary: word("其他指标", "Other metrics"), blocks: blocks))]
  }

  private static func filled(_ metrics: StoredMetrics) -> [(definition: MetricDefinition, tally: MetricTally)] {
    zip(Metrics.definitions, metrics.total.tallies).filter { $1.count + $1.never > 0 }.map { ($0, $1) }
  }

  // MARK: Times in words

  /// Seconds below two minutes, else minutes, hours or days.
  static func seconds(_ value: Double, _ context: ReportContext) -> String {
    let word = context.word
    switch value {
    case ..<120: return Digits.decimal(value, places: 1) + word(" 秒", " s")
    case ..<7200: return Digits.decimal(value / 60, places: 1) + word(" 分", " min")
    case ..<172_800: return Digits.decimal(value / 3600, places: 1) + word(" 时", " h")
    default: return Digits.decimal(value / 86_400, places: 1) + word(" 天", " d")
    }
  }

  /// A time in milliseconds in words.
  static func time(_ milliseconds: Int64?, _ context: ReportContext) -> String {
    milliseconds.map { seconds(Double($0) / 1000, context) } ?? "—"
  }

  static func timeCell(_ milliseconds: Int64?, _ context: ReportContext) -> TableCell {
    secondsCell(milliseconds.map { Double($0) / 1000 }, context)
  }

  /// A time in words that is sorted by its seconds.
  static func secondsCell(_ value: Double?, _ context: ReportContext) -> TableCell {
    guard let value else { return .empty }
    var cell = TableCell(.text(seconds(value, context)))
    cell.order = value
    return cell
  }
}
