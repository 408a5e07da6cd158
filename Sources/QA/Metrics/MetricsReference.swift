/// The reference page of the metrics, made from their definitions.
public enum MetricsReference {
  /// The page `docs/metrics.md`.
  ///
  /// - Parameter isChinese: Whether only Chinese (or only English) wordings are wanted; both without it.
  public static func page(isChinese: Bool? = nil) -> String {
    func text(_ text: BilingualText) -> String {
      switch isChinese {
      case true?: text.zh
      case false?: text.en
      case nil: text.en + "\n\n" + text.zh
      }
    }
    func title(_ text: BilingualText) -> String {
      switch isChinese {
      case true?: text.zh
      case false?: text.en
      case nil: "\(text.en) · \(text.zh)"
      }
    }
    var out = text(introductionTitle).split(separator: "\n").first.map { "# \($0)\n\n" } ?? ""
    out +=
      text(introduction) + "\n\n## " + title(.init("服务文件", "The service file")) + "\n\n" + text(serviceFile) + "\n\n"
    out += "```yaml\n\(example)```\n\n"
    out += "| key | |\n|---|---|\n"
    for key in ServiceFile.keys { out += "| `\(key.name)` | \(key.summary.replacing("|", with: "\\|")) |\n" }
    out += "\n## \(title(.init("指标", "Metrics")))\n\n"
    for definition in Metrics.definitions {
      out += "### `\(definition.id)`\n\n**\(title(definition.title))**\n\n\(text(definition.text))\n\n"
      var facts = ["unit: \(definition.unit.rawValue)", "of: \(scope(definition.scope))"]
      if definition.countsBusinessHours { facts.append("business hours where a calendar is given") }
      facts.append("source: \(definition.source)")
      out += "- " + facts.joined(separator: "\n- ") + "\n"
      out += reasons("n/a", definition.notApplicable, title)
      out += reasons("unknown", definition.unknown, title)
      out += "\n"
    }
    return out
  }

  private static func scope(_ scope: MetricScope) -> String {
    switch scope {
    case .leg: "each contact and each leg"
    case .conversation: "each contact; by agent it counts for the last leg's"
    case .history: "all contacts of a customer"
    }
  }

  private static func reasons(
    _ word: String, _ reasons: [MetricReason], _ title: (BilingualText) -> String
  ) -> String {
    if reasons.isEmpty { return "" }
    return "- \(word): " + reasons.map { "`\($0.rawValue)` \(title($0.text))" }.joined(separator: "; ") + "\n"
  }

  private static let introductionTitle = BilingualText("指标", "Metrics")

  private static let introduction = BilingualText(
    """
    `qa-cli metrics INPUT…` 计算以下全部指标；`score` 的记录、表格和汇总给出同样的数字。本页由程序自己的定义生成（`qa-cli metrics definitions`）。
    公开的消息才算一条：事件、内部备注和空消息不算，图片算。自动回复是机器人或系统的消息、标记为 `auto` 的消息，以及整句都在 auto_reply 词表（`rules/lexicons/service-phrases.tsv`）里的消息。
    时间以毫秒计算，记录里以秒给出。恰好等于阈值算达标。没有值时说明原因：n/a（问题不成立）、unknown（记录没有说明）；时钟走了而始终没有回复的算 never，在任何阈值之外。
    按坐席分组时每个人工段算一个单位。占比附 Wilson 95 % 区间，均值附 Student 区间；合计的百分位来自可合并的直方图：不同的时长不超过 1024 个时精确，否则误差在 0.4 % 以内。
    """,
    """
    `qa-cli metrics INPUT…` computes all of these; `score` gives the same figures in its records, tables and summary. This page is made from the program's own definitions (`qa-cli metrics definitions`).
    Only public messages are turns: events, internal notes and empty messages are none, pictures are. An automatic reply is a turn of a bot or the system, one marked `auto`, or one wholly in the auto_reply list (`rules/lexicons/service-phrases.tsv`).
    Times are computed in milliseconds and given in seconds. Exactly at a threshold is within it. Where there is no value the reason is given: n/a (the question does not arise) or unknown (the record does not tell); a clock that started and never stopped counts as never, which is over every threshold.
    By agent every human leg is a unit. Shares come with Wilson's 95 % interval, means with Student's. Percentiles of totals come from a histogram that can be merged: exact up to 1024 different times, within 0.4 % beyond.
    """)

  private static let serviceFile = BilingualText(
    """
    `--calendar FILE` 读取一个小的 YAML 文件，所有键都可省略。时段是该时区钟面上的读数，跨夏令时变化的夜班因此长短不同；`22:00-06:00` 延续到次日。没有时区的时间按该时区理解。
    """,
    """
    `--calendar FILE` reads one small YAML file; every key may be left out. Hours are readings of the zone's clocks, so a night shift over the change to summer time is shorter; `22:00-06:00` runs into the next day. Times without a zone are read on the zone's clocks.
    """)

  private static let example = """
    timezone: Asia/Shanghai
    hours:
      mon-fri: 09:00-18:00
      sat: [09:00-12:00, 13:00-17:00]
    holidays: [2026-01-01, 2026-02-16..2026-02-22]
    workdays: [2026-02-14]
    days: {2026-12-24: 09:00-12:00}
    levels:
      - 80% within 30s
      - 'queue_wait: 80% within 20s where queue=refund'
      - 'first_response_human: 95% within 30s where crm.tier=gold'
    within: [1s, 30s, 60s]
    dead_air: {calls: 20s, writing: 60s}
    fields: {customer_id: crm.uid}
    phrases: {auto_reply: [人工客服正在赶来]}

    """
}
