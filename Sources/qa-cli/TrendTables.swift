internal import Reports
internal import Statistics
internal import Transcripts
internal import VOC

/// Figures about alarms as tables for people.
enum TrendTables {
  static func evaluation(
    _ evaluation: TrendEvaluation, _ trial: TrendTrial, _ calibration: TrendCalibration, width: Int,
    _ language: Language
  ) -> String {
    let overall = evaluation.overall
    let isMany = evaluation.histories > 1
    var text = language(
      "误报预算 \(figure(calibration.budget))/千话题日；校准所得 \(figure(calibration.achieved))"
        + "（模拟 \(calibration.topicPeriods) 话题日）\n"
        + "误报 \(overall.alarms) 次 / \(overall.topicPeriods) 话题日 = \(figure(overall.rate))/千话题日\n",
      "budget \(figure(calibration.budget)) false alarms per 1,000 topic-days; calibrated to "
        + "\(figure(calibration.achieved)) on \(calibration.topicPeriods) drawn topic-days\n"
        + "false alarms \(overall.alarms) in \(overall.topicPeriods) topic-days = \(figure(overall.rate)) per 1,000\n")
    if isMany {
      text =
        language("\(evaluation.histories) 段模拟历史合计\n", "\(evaluation.histories) simulated histories together\n") + text
    }
    if !evaluation.volumeAlarms.isEmpty {
      let days = Set(evaluation.volumeAlarms.map(\.start)).sorted().map { String($0) }.joined(separator: ", ")
      text += language(
        "总量激增：第 \(days) 天；其间话题误报 \(evaluation.surgeAlarms) 次 / \(evaluation.surgeTopicPeriods) 话题日\n",
        "all contacts surge: day \(days); topic alarms then: \(evaluation.surgeAlarms) in "
          + "\(evaluation.surgeTopicPeriods) topic-days\n")
    }
    text += "\n" + targets(evaluation.targets(budget: calibration.budget, isStream: trial.isStream), width, language)
    if evaluation.calm.count > 1 {
      var table = TextTable([
        .init(language("日均", "Per day"), isNumeric: true), .init(language("话题日", "Topic-days"), isNumeric: true),
        .init(language("误报", "False alarms"), isNumeric: true), .init("/1000", isNumeric: true),
      ])
      for one in evaluation.calm {
        table.add([figure(one.level), String(one.topicPeriods), String(one.alarms), figure(one.rate)])
      }
      text += "\n" + table.rendered(width: width)
    }
    let isNamed = evaluation.incidents.count <= 100
    text += "\n" + (isNamed ? incidents(evaluation, trial, width, language) : detections(evaluation, width, language))
    return text
  }

  private static func targets(_ targets: [TrendTarget], _ width: Int, _ language: Language) -> String {
    var table = TextTable([
      .init(language("指标", "Figure"), isFlexible: true), .init(language("实测", "Value"), isNumeric: true),
      .init("95 %"), .init(language("目标", "Goal"), isNumeric: true),
      .init(language("发现/共", "Found/of"), isNumeric: true),
      .init(language("达标", "Met")),
    ])
    var isChance = false
    for target in targets {
      guard let value = target.value, let isMet = target.isMet, let isStrict = target.isMetStrictly else { continue }
      isChance = isChance || isMet != isStrict
      table.add([
        word(target.name, language), figure(value, 3), target.interval.map { range($0) } ?? "—",
        (target.isMost ? "≤ " : "≥ ") + figure(target.goal),
        target.cases.map { "\($0.successes)/\($0.total)" } ?? "—",
        isStrict ? language("是", "yes") : isMet ? language("是*", "yes*") : language("否", "no"),
      ])
    }
    let note = language(
      "* 预算按平均值计：高出部分未超出偶然范围（泊松单侧5%），记为达标。\n",
      "* A budget is kept on average: above it by no more than chance (Poisson, one-sided, 5 %).\n")
    return table.rendered(width: width) + (isChance ? note : "")
  }

  /// An interval in words.
  private static func range(_ interval: Interval) -> String { "\(figure(interval.low, 3))–\(figure(interval.high, 3))" }

  private static func word(_ target: String, _ language: Language) -> String {
    switch target {
    case "false_alarms_per_1000_topic_days": language("误报/千话题日", "false alarms per 1,000 topic-days")
    case "worst_stratum_over_budget": language("最差层/预算", "worst stratum over budget")
    case "doubling_at_20_a_day": language("日均20翻倍", "doubling at 20 a day")
    case "tripling_at_3_a_day": language("日均3三倍", "tripling at 3 a day")
    case "half_to_4.5_a_day": language("日均0.5升至4.5", "0.5 to 4.5 a day")
    case "topic_alarms_a_surge_day_per_1000_topics":
      language("激增日话题预警/千话题", "topic alarms a surge day per 1,000 topics")
    case "births_within_2_days_of_evidence": language("新话题：证据充分后2天内", "births within 2 days of evidence")
    case "bursts_found": language("激增发现", "bursts found")
    case "false_alarms_in_60_days": language("60天误报", "false alarms in 60 days")
    default: target
    }
  }

  private static func detections(_ evaluation: TrendEvaluation, _ width: Int, _ language: Language) -> String {
    var table = TextTable([
      .init(language("事件", "Incident")), .init(language("日均", "Per day"), isNumeric: true),
      .init(language("倍数", "Times"), isNumeric: true), .init(language("发现", "Found"), isNumeric: true),
      .init(language("共", "Of"), isNumeric: true), .init(language("比例", "Share"), isNumeric: true), .init("95 %"),
      .init(
        evaluation.perDay == 1 ? language("延迟（天）", "Delay, days") : language("延迟（小时）", "Delay, hours"),
        isNumeric: true),
    ])
    for one in evaluation.detections {
      table.add([
        word(one.kind, language), figure(one.level), figure(one.multiple), String(one.found.successes),
        String(one.found.total), figure(one.found.value ?? 0, 3), one.found.interval().map { range($0) } ?? "—",
        one.delays.isEmpty ? "—" : String(one.delays[one.delays.count / 2]),
      ])
    }
    return table.rendered(width: width)
  }

  private static func incidents(
    _ evaluation: TrendEvaluation, _ trial: TrendTrial, _ width: Int, _ language: Language
  ) -> String {
    var table = TextTable([
      .init(language("话题", "Topic"), isFlexible: true), .init(language("事件", "Incident")),
      .init(language("开始日", "Begins"), isNumeric: true), .init(language("预警日", "Alarm"), isNumeric: true),
      .init(language("类别", "Class")), .init(language("实际", "Observed"), isNumeric: true),
      .init(language("预期", "Expected"), isNumeric: true),
    ])
    for one in evaluation.incidents {
      let alarm = one.alarm
      table.add([
        trial.series[one.series].series.topic, word(one.truth.kind, language),
        String(one.truth.start / evaluation.perDay),
        alarm.map { String($0.start / evaluation.perDay) } ?? language("未发现", "missed"), alarm?.kind.rawValue ?? "—",
        alarm?.score.map { String($0.observed) } ?? "—", alarm?.score.map { figure($0.expected) } ?? "—",
      ])
    }
    return table.rendered(width: width)
  }

  private static func word(_ kind: SeriesTruth.Kind, _ language: Language) -> String {
    switch kind {
    case .burst: language("激增", "burst")
    case .birth: language("新话题", "new topic")
    }
  }

  /// A number with two decimals at most, or as many as are asked for.
  static func figure(_ value: Double, _ decimals: Int = 2) -> String {
    let unit = (0..<decimals).reduce(1) { unit, _ in unit * 10 }
    let parts = Int((value * Double(unit)).rounded())
    if parts % unit == 0 { return String(parts / unit) }
    let rest = String(parts % unit)
    return "\(parts / unit)." + String(repeating: "0", count: decimals - rest.count) + rest
  }
}
