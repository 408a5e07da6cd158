internal import Reports
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// Alarms as tables for people.
enum AlarmTables {
  static func list(_ alarms: [AlarmRow], offset: Int, width: Int, _ language: Language) -> String {
    var table = TextTable([
      .init(language("级别", "Level")), .init(language("状态", "State")), .init(language("开始", "Since")),
      .init(language("对象", "About"), isFlexible: true), .init(language("类别", "Class")),
      .init(language("实际", "Seen"), isNumeric: true), .init(language("预期", "Usual"), isNumeric: true),
      .init(language("编号", "Fingerprint")),
    ])
    for alarm in alarms {
      table.add([
        level(alarm.level, language), state(alarm, language), String(time(alarm.began, offset).dropFirst(5)),
        title(alarm, language), kind(alarm.kind, language),
        alarm.observed.map { TrendTables.figure($0) } ?? "—", alarm.expected.map { TrendTables.figure($0) } ?? "—",
        alarm.fingerprint,
      ])
    }
    return table.rendered(width: width)
  }

  static func explanation(
    _ report: AlarmReport, _ found: AlarmExplanation, _ thresholds: TrendThresholds, offset: Int, width: Int,
    _ language: Language
  ) -> String {
    let alarm = report.alarm
    var text = list([alarm], offset: offset, width: width, language) + "\n"
    func line(_ zh: String, _ en: String) { text += DisplayWidth.escaped(language(zh, en)) + "\n" }
    if let place = alarm.place {
      let share = Int((place.share * 100).rounded())
      line(
        "来源: \(attribute(place.attribute))=\(place.value)，占超出部分的 \(share)%",
        "where: \(place.attribute)=\(place.value), \(share)% of the excess")
    }
    line("涉及客户 \(alarm.customers) 位", "\(alarm.customers) customers")
    if let q = alarm.q {
      line("与全部话题一起看，误报率 q = \(scientific(q))", "false-discovery rate over all topics: q = \(scientific(q))")
    }
    if !alarm.phrases.isEmpty {
      line(
        "突出说法: \(alarm.phrases.joined(separator: "、"))",
        "said more than before: \(alarm.phrases.joined(separator: ", "))")
    }
    if let by = alarm.inhibitedBy { line("由预警 \(by) 解释，不单独通知", "explained by alarm \(by), not told") }
    if let by = alarm.acknowledgedBy { line("已由 \(by) 确认", "acknowledged by \(by)") }
    if let until = report.silencedUntil { line("屏蔽至 \(time(until, offset))", "silenced until \(time(until, offset))") }
    for quote in report.quotes { text += "  " + DisplayWidth.escaped("\(quote.text) ×\(quote.mentions)") + "\n" }
    if let p = found.p {
      line(
        "按库中计数重算: 实际 \(TrendTables.figure(found.observed ?? 0))，预期 \(TrendTables.figure(found.expected ?? 0))，偶然出现的概率 p = \(scientific(p))",
        "computed again from the stored counts: \(TrendTables.figure(found.observed ?? 0)) seen, \(TrendTables.figure(found.expected ?? 0)) usual, p by chance = \(scientific(p))"
      )
    }
    line(
      "阈值: p ≤ \(scientific(thresholds.scan))，或累积增益 ≥ \(TrendTables.figure(thresholds.gain))",
      "alarms at p ≤ \(scientific(thresholds.scan)), or at a gain ≥ \(TrendTables.figure(thresholds.gain))")
    guard !found.steps.isEmpty else { return text }
    var table = TextTable([
      .init(language("止于", "Until")), .init(language("会话", "Count"), isNumeric: true),
      .init(language("总量", "Volume"), isNumeric: true), .init(language("窗口/天", "Days"), isNumeric: true),
      .init(language("实际", "Seen"), isNumeric: true), .init(language("预期", "Usual"), isNumeric: true),
      .init("p", isNumeric: true), .init(language("增益", "Gain"), isNumeric: true),
    ])
    for step in found.steps {
      table.add([
        time(step.at, offset), String(step.count), TrendTables.figure(step.volume),
        step.score.map { String($0.window) } ?? "—", step.score.map { String($0.observed) } ?? "—",
        step.score.map { TrendTables.figure($0.expected) } ?? "—", step.score.map { scientific($0.p) } ?? "—",
        step.score.map { TrendTables.figure($0.gain) } ?? "—",
      ])
    }
    return text + "\n" + table.rendered(width: width)
  }

  static func title(_ alarm: AlarmRow, _ language: Language) -> String {
    let name = alarm.title.isEmpty ? language("全部会话", "all contacts") : alarm.title
    guard let place = alarm.place else { return name }
    return "\(name) (\(place.value) \(Int((place.share * 100).rounded()))%)"
  }

  static func state(_ alarm: AlarmRow, _ language: Language) -> String {
    switch alarm.state {
    case .pending: language("待确认", "pending")
    case .firing: alarm.acknowledgedBy == nil ? language("持续中", "firing") : language("处理中", "acked")
    case .resolved: language("已解除", "resolved")
    }
  }

  static func level(_ level: AlarmLevel, _ language: Language) -> String {
    switch level {
    case .red: language("红", "red")
    case .orange: language("橙", "orange")
    case .yellow: language("黄", "yellow")
    case .blue: language("蓝", "blue")
    }
  }

  static func word(_ period: AlarmSettings.Period, _ language: Language) -> String {
    period == .day ? language("天", "d") : language("小时", "h")
  }

  private static func attribute(_ name: String) -> String {
    switch name {
    case "channel": "渠道"
    case "product": "产品"
    case "region": "地区"
    default: name
    }
  }

  static func kind(_ kind: TrendClass, _ language: Language) -> String {
    switch kind {
    case .spike: language("突增", "spike")
    case .sustained: language("持续偏高", "sustained")
    case .new: language("新话题", "new")
    case .globalVolume: language("总量激增", "global_volume")
    case .severity: language("负面加重", "severity")
    case .keyword: language("即时预警", "keyword")
    case .noData: language("无数据", "no_data")
    case .rising: language("缓升", "rising")
    }
  }

  /// Local day and hour.
  static func time(_ instant: Int64, _ offset: Int) -> String {
    String(VoiceTime.text(instant + Int64(offset) * 3_600_000).prefix(16).map { $0 == "T" ? " " : $0 })
  }

  static func scientific(_ value: Double) -> String {
    guard value > 0 else { return "0" }
    if value >= 0.01 { return TrendTables.figure(value) }
    var mantissa = value
    var exponent = 0
    while mantissa < 1 && exponent < 330 {
      mantissa *= 10
      exponent += 1
    }
    // 9.96e-5 rounds to 1e-4, not to 10e-5.
    if mantissa.rounded() >= 10 { return exponent == 3 ? "0.01" : "1e-\(exponent - 1)" }
    return "\(Int(mantissa.rounded()))e-\(exponent)"
  }
}
