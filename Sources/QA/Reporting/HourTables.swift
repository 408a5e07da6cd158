internal import Documents

/// The hours of the week as heat maps: when contacts come, and when people wait.
enum HourTables {
  static func blocks(_ metrics: StoredMetrics, _ context: ReportContext) -> [Block] {
    let hours = metrics.summary.hours
    let busy = (0..<24).filter { hour in (0..<7).contains { hours[$0 * 24 + hour].contacts > 0 } }
    guard let first = busy.first, let last = busy.last else { return [] }
    let word = context.word
    var zone = metrics.summary.zoneName
    // Sources that carry +08:00 are told in UTC until somebody names the zone.
    if zone == "UTC" { zone += word("，--tz 可改", "; --tz names another") }
    let most = Double(hours.map(\.contacts).max() ?? 1)
    let contacts = table(
      word("会话开始的时刻（\(zone)）：会话数", "When conversations begin (\(zone)): conversations"), first...last, context
    ) { hour in
      guard hours[hour].contacts > 0 else { return .empty }
      var cell = TableCell.integer(hours[hour].contacts)
      cell.heat = Double(hours[hour].contacts) / most
      return cell
    }
    var blocks: [Block] = [.table(contacts)]
    let responses = hours.reduce(0) { $0 + $1.responses }
    guard responses > 0 else { return blocks }
    let mean = max(1, Double(hours.reduce(0) { $0 + $1.responseTime }) / Double(responses))
    let waits = table(
      word("平均人工首响（秒），下为样本数", "Mean first human response (seconds), cases below"), first...last, context
    ) { hour in
      guard hours[hour].responses > 0 else { return .empty }
      let time = Double(hours[hour].responseTime) / Double(hours[hour].responses)
      var cell = TableCell(.number(time / 1000, decimals: 0), detail: Digits.grouped(hours[hour].responses))
      // Three times the mean is as dark as it gets: one slow night must not bleach the rest.
      cell.heat = time / (3 * mean)
      return cell
    }
    blocks.append(.table(waits))
    return blocks
  }

  private static func table(
    _ caption: String, _ shown: ClosedRange<Int>, _ context: ReportContext, _ cell: (Int) -> TableCell
  ) -> ReportTable {
    let word = context.word
    let days = [
      word("周一", "Mon"), word("周二", "Tue"), word("周三", "Wed"), word("周四", "Thu"), word("周五", "Fri"),
      word("周六", "Sat"), word("周日", "Sun"),
    ]
    return ReportTable(
      caption, columns: [.text("")] + shown.map { .number(String($0)) },
      rows: days.enumerated().map { day, name in [.text(name)] + shown.map { cell(day * 24 + $0) } },
      isHeatMap: true, isSortable: false)
  }
}
