internal import QA
internal import Reports
internal import Statistics

/// The metrics of a run for people.
struct MetricsText {
  var summary: MetricsSummary
  var language: Language

  /// All tables, at most `width` columns wide.
  func table(width: Int) -> String {
    let (total, groups) = summary.finished()
    var parts = [heading(total), figures(total, width), thresholds(total, width)]
    if !summary.levels.isEmpty { parts.append(levels(total, groups, width)) }
    if !groups.isEmpty { parts.append(league(groups, width)) }
    parts.append(notes(total))
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The handful of figures that stand beside scores, and the service levels; empty if none has a value.
  func brief(width: Int) -> String {
    let (total, groups) = summary.finished()
    let wanted = [
      "first_response_automatic", "first_response_human", "response_time_average", "effective_response_rate",
      "unanswered_messages", "handle_time",
    ]
    guard wanted.contains(where: { Metrics.index(of: $0).map { total.tallies[$0].count > 0 } ?? false }) else {
      return ""
    }
    var parts = [figures(total, width, only: wanted)]
    if !summary.levels.isEmpty { parts.append(levels(total, groups, width)) }
    return parts.joined(separator: "\n")
  }

  private func heading(_ total: MetricsSummary.Group) -> String {
    let hours =
      summary.hasCalendar
      ? language("响应时长只算营业时间（\(summary.zoneName)）", "response times in business hours (\(summary.zoneName))")
      : language("响应时长按自然时间", "response times around the clock")
    return language("\(total.units) 个会话；\(hours)", "\(total.units) contacts; \(hours)") + "\n"
  }

  // MARK: All metrics

  private func figures(_ group: MetricsSummary.Group, _ width: Int, only wanted: [String]? = nil) -> String {
    var table = TextTable([
      .init(language("指标", "Metric"), isFlexible: true), .init("n", isNumeric: true),
      .init(language("均值/占比", "Mean"), isNumeric: true), .init(language("95% 区间", "95% interval")),
      .init(language("中位数", "Median"), isNumeric: true), .init("P90", isNumeric: true),
      .init(language("未应答", "Never"), isNumeric: true),
    ])
    for (definition, tally) in zip(Metrics.definitions, group.tallies)
    where tally.count + tally.never > 0 && wanted?.contains(definition.id) != false {
      let isTime = definition.unit == .seconds
      table.add([
        title(definition), String(tally.count), figure(tally.mean(definition.unit), definition.unit),
        interval(tally.interval(definition.unit), definition.unit),
        isTime ? time(tally.histogram.median) : "", isTime ? time(tally.histogram.percentile(90)) : "",
        tally.never > 0 ? String(tally.never) : "",
      ])
    }
    return table.rendered(width: width)
  }

  private func thresholds(_ group: MetricsSummary.Group, _ width: Int) -> String {
    let wanted = [
      "first_response", "first_response_automatic", "first_response_human", "first_response_human_from_question",
      "queue_wait",
    ]
    var table = TextTable(
      [.init(language("在…之内", "Within"), isFlexible: true), .init("n", isNumeric: true)]
        + summary.thresholds.map { .init(ServiceLevel.seconds($0), isNumeric: true) })
    var hasRows = false
    for (definition, tally) in zip(Metrics.definitions, group.tallies)
    where wanted.contains(definition.id) && tally.count + tally.never > 0 {
      hasRows = true
      table.add(
        [title(definition), String(tally.count + tally.never)]
          + summary.thresholds.indices.map { percent(tally.share(within: $0).value) })
    }
    return hasRows && !summary.thresholds.isEmpty ? table.rendered(width: width) : ""
  }

  // MARK: Levels

  private func levels(_ total: MetricsSummary.Group, _ groups: [MetricsSummary.Group], _ width: Int) -> String {
    var table = TextTable([
      .init(language("服务水平", "Service level"), isFlexible: true), .init(language("组", "Group"), isFlexible: true),
      .init("n", isNumeric: true), .init(language("达标率", "Share"), isNumeric: true),
      .init(language("95% 区间", "95% interval")), .init(language("结论", "Judgement")),
    ])
    for (index, level) in summary.levels.enumerated() {
      for group in [total] + groups {
        let tally = group.levels[index]
        guard tally.proportion.total > 0 else { continue }
        table.add([
          level.text, group.values.isEmpty ? language("全部", "all") : name(group), String(tally.proportion.total),
          percent(tally.proportion.value), interval(tally.proportion.interval(), .flag),
          judgement(tally.judgement(level)),
        ])
      }
    }
    return table.rendered(width: width)
  }

  private func judgement(_ judgement: LevelTally.Judgement?) -> String {
    switch judgement {
    case .met: language("达标", "met")
    case .missed: language("未达标", "missed")
    case .metUncertain: language("达标，样本不足以确定", "met, not certain")
    case .missedUncertain: language("未达标，样本不足以确定", "missed, not certain")
    case nil: ""
    }
  }

  // MARK: Groups

  private func league(_ groups: [MetricsSummary.Group], _ width: Int) -> String {
    let threshold =
      summary.thresholds.indices.first { summary.thresholds[$0] >= 30_000 } ?? summary.thresholds.indices.last
    let limit = threshold.map { ServiceLevel.seconds(summary.thresholds[$0]) } ?? ""
    var table = TextTable([
      .init(summary.fields.joined(separator: " · "), isFlexible: true), .init("n", isNumeric: true),
      .init(language("人工首响中位", "FRT median"), isNumeric: true), .init("P90", isNumeric: true),
      .init("≤" + limit, isNumeric: true), .init(language("95% 区间", "95% interval")),
      .init(language("平均响应", "Response"), isNumeric: true), .init(language("有效回应", "Effective"), isNumeric: true),
    ])
    func tally(_ group: MetricsSummary.Group, _ id: String) -> MetricTally {
      group.tallies[Metrics.index(of: id) ?? 0]
    }
    for group in groups.prefix(50) {
      let first = tally(group, "first_response_human")
      let share = threshold.map { first.share(within: $0) }
      table.add([
        name(group), String(group.units), time(first.histogram.median), time(first.histogram.percentile(90)),
        percent(share?.value), interval(share?.interval(), .flag),
        figure(tally(group, "response_time_average").mean(.seconds), .seconds),
        percent(tally(group, "effective_response_rate").mean(.share)),
      ])
    }
    let rest = groups.count - 50
    return table.rendered(width: width)
      + (rest > 0 ? language("……另有 \(rest) 组，见 csv 或 ndjson\n", "… and \(rest) more groups in csv or ndjson\n") : "")
  }

  private func notes(_ total: MetricsSummary.Group) -> String {
    var lines: [String] = []
    if let index = Metrics.index(of: "repeat_contact") {
      let tally = total.tallies[index]
      let immature = tally.notApplicable[.immature] ?? 0
      let nameless = tally.unknown[.noCustomerId] ?? 0
      if immature > 0 {
        lines.append(
          language(
            "重复来访：\(immature) 个会话距数据末尾不足 \(summary.repeatDays) 天，未计入。",
            "Repeat contact: \(immature) contacts lie within \(summary.repeatDays) days of the data's end and are not counted."
          ))
      }
      if nameless > 0 && nameless == total.units {
        lines.append(
          language(
            "没有客户编号，无法计算重复来访和首次解决；用 --customer 指明字段。",
            "No customer ids: repeat contact and first-contact resolution need --customer FIELD."))
      }
    }
    lines.append(
      language(
        "占比的分母包含始终未应答的会话；区间不重叠才谈得上差别，n < 30 的组不宜排名。",
        "Shares count contacts that were never answered. Groups whose intervals overlap, or with n < 30, are not to be ranked."
      ))
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Words and numbers

  private func title(_ definition: MetricDefinition) -> String { language(definition.title.zh, definition.title.en) }

  private func name(_ group: MetricsSummary.Group) -> String {
    group.values.map { $0.isEmpty ? "—" : $0 }.joined(separator: " · ")
  }

  private func figure(_ value: Double?, _ unit: MetricUnit) -> String {
    guard let value else { return "—" }
    switch unit {
    case .seconds: return time(Int64((value * 1000).rounded()))
    case .count: return decimal(value, 2)
    case .share, .flag: return percent(value)
    }
  }

  private func interval(_ interval: Interval?, _ unit: MetricUnit) -> String {
    guard let interval else { return "" }
    return "\(figure(interval.low, unit))–\(figure(interval.high, unit))"
  }

  private func percent(_ share: Double?) -> String { share.map { decimal($0 * 100, 1) + "%" } ?? "—" }

  /// Seconds below two minutes, else minutes, hours or days.
  private func time(_ milliseconds: Int64?) -> String {
    guard let milliseconds else { return "—" }
    let seconds = Double(milliseconds) / 1000
    switch seconds {
    case ..<120: return decimal(seconds, 1) + language("秒", "s")
    case ..<7200: return decimal(seconds / 60, 1) + language("分", "min")
    case ..<172_800: return decimal(seconds / 3600, 1) + language("时", "h")
    default: return decimal(seconds / 86_400, 1) + language("天", "d")
    }
  }

  private func decimal(_ value: Double, _ places: Int) -> String {
    let factor = places == 1 ? 10.0 : 100.0
    let scaled = (value * factor).rounded()
    if scaled.truncatingRemainder(dividingBy: factor) == 0 { return String(Int(scaled / factor)) }
    return "\(scaled / factor)"
  }
}
