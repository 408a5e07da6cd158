internal import Reports
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// Alarms as tables for people.
enum AlarmTables {
  static func list(_ alarms: [VoiceAlarm], offset: Double, width: Int, _ language: Language) -> String {
    var table = TextTable([
      .init(language("级别", "Level")), .init(language("开始", "Start")), .init(language("话题", "Topic"), isFlexible: true),
      .init(language("类别", "Class")), .init(language("实际", "Observed"), isNumeric: true),
      .init(language("预期", "Expected"), isNumeric: true), .init(language("主要来源", "Where"), isFlexible: true),
      .init(language("状态", "State")), .init(language("编号", "Fingerprint")),
    ])
    for alarm in alarms {
      table.add([
        level(alarm.level, language), time(alarm.startedAt, offset), title(alarm, language), kind(alarm.kind, language),
        TrendTables.figure(alarm.score.map { Double($0.observed) } ?? alarm.volume?.observed ?? 0),
        TrendTables.figure(alarm.score?.expected ?? alarm.volume?.expected ?? 0),
        alarm.scope.map { "\($0.value) \(Int(($0.share * 100).rounded()))%" } ?? "—",
        alarm.isFiring ? language("持续中", "firing") : language("已解除", "resolved"), alarm.fingerprint,
      ])
    }
    return table.rendered(width: width)
  }

  static func explanation(
    _ alarm: VoiceAlarm, _ found: VoiceAlarms, offset: Double, width: Int, _ language: Language
  ) -> String {
    var text = list([alarm], offset: offset, width: width, language) + "\n"
    text += language("涉及客户 \(alarm.customers) 位\n", "\(alarm.customers) customers\n")
    for quote in alarm.quotes { text += "  " + DisplayWidth.escaped("\(quote.text) ×\(quote.count)") + "\n" }
    let thresholds = found.calibration.thresholds
    text += language(
      "阈值：p ≤ \(scientific(thresholds.scan))，或累积增益 ≥ \(TrendTables.figure(thresholds.gain))\n\n",
      "alarms at p ≤ \(scientific(thresholds.scan)), or at a gain ≥ \(TrendTables.figure(thresholds.gain))\n\n")
    guard let (index, periods) = found.series(of: alarm) else { return text }
    var table = TextTable([
      .init(language("时间", "Time")), .init(language("会话", "Count"), isNumeric: true),
      .init(language("总量", "Volume"), isNumeric: true), .init(language("窗口", "Window"), isNumeric: true),
      .init(language("实际", "Observed"), isNumeric: true), .init(language("预期", "Expected"), isNumeric: true),
      .init("p", isNumeric: true), .init(language("增益", "Gain"), isNumeric: true),
      .init(language("预警", "Alarm")),
    ])
    for number in periods {
      let score = found.replay[number, index]
      table.add([
        time(found.origin + Int64(number) * found.period.length, offset),
        String(found.replay.series[index].counts[number]),
        TrendTables.figure(found.replay.series[index].exposure[number]), score.map { String($0.window) } ?? "—",
        score.map { String($0.observed) } ?? "—", score.map { TrendTables.figure($0.expected) } ?? "—",
        score.map { scientific($0.p) } ?? "—", score.map { TrendTables.figure($0.gain) } ?? "—",
        found.replay.alarmClass(number, index, thresholds).map { kind($0, language) } ?? "",
      ])
    }
    return text + table.rendered(width: width)
  }

  private static func title(_ alarm: VoiceAlarm, _ language: Language) -> String {
    alarm.topic?.title ?? language("全部会话", "all conversations")
  }

  private static func level(_ level: AlarmLevel, _ language: Language) -> String {
    switch level {
    case .red: language("红", "red")
    case .orange: language("橙", "orange")
    case .yellow: language("黄", "yellow")
    case .blue: language("蓝", "blue")
    }
  }

  private static func kind(_ kind: TrendClass, _ language: Language) -> String {
    switch kind {
    case .spike: language("突增", "spike")
    case .sustained: language("持续偏高", "sustained")
    case .new: language("新话题", "new")
    case .globalVolume: language("总量激增", "global_volume")
    }
  }

  /// Local day and hour.
  private static func time(_ instant: Int64, _ offset: Double) -> String {
    String(VoiceTime.text(instant + Int64(offset * 3_600_000)).prefix(16).map { $0 == "T" ? " " : $0 })
  }

  private static func scientific(_ value: Double) -> String {
    guard value > 0 else { return "0" }
    if value >= 0.01 { return TrendTables.figure(value) }
    var mantissa = value
    var exponent = 0
    while mantissa < 1 && exponent < 330 {
      mantissa *= 10
      exponent += 1
    }
    return "\(Int(mantissa.rounded()))e-\(exponent)"
  }
}
