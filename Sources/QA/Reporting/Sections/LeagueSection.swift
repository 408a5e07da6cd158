internal import Documents
internal import Statistics

/// Groups side by side with sample sizes and intervals; an order only where there is one.
enum LeagueSection: ReportSection {
  private static let rowLimit = 60

  static func section(_ context: ReportContext) -> DocumentSection? {
    let tally = context.tally
    let word = context.word
    guard context.outline.card != nil else { return nil }
    var blocks: [Block] = []
    for grouping in tally.groupings where grouping.groups.count > 1 || !(grouping.groups.first?.value.isEmpty ?? true) {
      blocks += self.blocks(grouping, context)
    }
    for grouping in tally.groupings {
      if let heat = heatMap(grouping, context) { blocks.append(.table(heat)) }
    }
    if tally.agents.groups.count > 1 { blocks += self.blocks(tally.agents, context) }
    guard !blocks.isEmpty else { return nil }
    return DocumentSection(
      id: "groups", title: word("班组与坐席", "Teams and agents"), shortTitle: word("班组", "Teams"),
      lead: word(
        "点是合格率，灰条是 95% 区间；样本少于 \(PassComparison.minimumCases) 不比较。",
        "The mark is the pass rate, the grey bar its 95% interval; fewer than \(PassComparison.minimumCases) are not compared."
      ), blocks: blocks)
  }

  private static func blocks(_ grouping: ResultTally.Grouping, _ context: ReportContext) -> [Block] {
    let comparison = PassComparison(grouping.groups.map(\.passes))
    return [
      .table(table(grouping, comparison, context)),
      .note(sentence(grouping, comparison, context), tone: comparison.isSeparable ? .info : .plain),
    ]
  }

  /// The table of a grouping: by rate if the groups can be told apart, else by size.
  static func table(
    _ grouping: ResultTally.Grouping, _ comparison: PassComparison, _ context: ReportContext
  ) -> ReportTable {
    let word = context.word
    let groups = grouping.groups
    let isAgents = grouping.field == "agent"
    let order = groups.indices.sorted { a, b in
      if comparison.isSeparable, comparison.isPairwise {
        let small = (groups[a].scored < PassComparison.minimumCases, groups[b].scored < PassComparison.minimumCases)
        if small.0 != small.1 { return small.1 }
        let rates = (groups[a].passes.value ?? 0, groups[b].passes.value ?? 0)
        if rates.0 != rates.1 { return rates.0 > rates.1 }
      }
      return (groups[b].scored, groups[a].value) < (groups[a].scored, groups[b].value)
    }
    let shown = order.prefix(rowLimit)
    let low = shown.compactMap { groups[$0].passes.interval()?.low }.min() ?? 0
    let floor = (low * 10).rounded(.down) / 10
    func place(_ share: Double) -> Double { floor >= 1 ? 0 : (share - floor) / (1 - floor) }
    var columns: [ReportTable.Column] = [
      .text(context.name(ofField: grouping.field)),
      .number(isAgents ? word("坐席段", "Legs") : word("会话", "Conversations")),
      .number(word("合格率", "Pass rate")),
    ]
    if comparison.isSeparable { columns.append(.text(word("名次", "Place"))) }
    columns += [.number(word("致命", "Fatal")), .number(word("平均分", "Mean score"))]
    return ReportTable(
      word("按\(context.name(ofField: grouping.field))", "By \(context.name(ofField: grouping.field))"),
      columns: columns,
      rows: shown.map { index in
        let group = groups[index]
        var rate = context.share(group.passes)
        if let value = group.passes.value, let interval = group.passes.interval() {
          rate.bar = place(value)
          rate.span = place(interval.low)...place(interval.high)
        }
        var row: [TableCell] = [.text(group.value), .integer(group.scored), rate]
        if comparison.isSeparable { row.append(standing(index, group, comparison, context)) }
        return row + [
          .integer(group.fatal, tone: group.fatal > 0 ? .bad : .plain),
          group.mean.map { TableCell(.number($0, decimals: 1)) } ?? .empty,
        ]
      }, omitted: order.count - shown.count + (grouping.overflow > 0 ? 1 : 0), restIn: "evaluations.csv")
  }

  private static func standing(
    _ index: Int, _ group: ResultTally.Group, _ comparison: PassComparison, _ context: ReportContext
  ) -> TableCell {
    if group.scored < PassComparison.minimumCases { return .text("n < \(PassComparison.minimumCases)", tone: .muted) }
    if comparison.above.contains(index) { return .text(context.word("高于其余", "above the rest"), tone: .good) }
    if comparison.below.contains(index) { return .text(context.word("低于其余", "below the rest"), tone: .warning) }
    guard let places = comparison.places[index] else { return .empty }
    return .text(places.count == 1 ? "\(places.lowerBound)" : "\(places.lowerBound)–\(places.upperBound)")
  }

  /// What the table proves, in a sentence.
  static func sentence(
    _ grouping: ResultTally.Grouping, _ comparison: PassComparison, _ context: ReportContext
  ) -> String {
    let word = context.word
    let field = context.name(ofField: grouping.field)
    let count = comparison.compared.count
    let groups = grouping.groups
    func name(_ index: Int) -> String { groups[index].value.isEmpty ? word("（空）", "(none)") : groups[index].value }
    guard count > 1 else {
      return word(
        "样本达到 \(PassComparison.minimumCases) 的\(field)不足两个，不作比较，也不排名次。",
        "Fewer than two groups have \(PassComparison.minimumCases) cases: nothing is compared or ranked.")
    }
    guard comparison.isSeparable else {
      return word(
        "\(count) 个\(field)的合格率差异与偶然波动不能区分，因此不排名次。",
        "The pass rates of these \(count) groups cannot be told apart from chance, so there is no ranking.")
    }
    if comparison.isPairwise {
      let said = comparison.pairs.prefix(4).map {
        word("\(name($0.better)) 高于 \(name($0.worse))", "\(name($0.better)) above \(name($0.worse))")
      }
      let more = comparison.pairs.count > 4 ? word("等", ", …") : ""
      return word(
        "可以确定的差异：\(said.joined(separator: "，"))\(more)。其余两两之间不能区分；名次写成范围。",
        "Certain: \(said.joined(separator: ", "))\(more). The other pairs cannot be told apart; places are ranges.")
    }
    return word(
      "\(count) 个\(field)中，\(comparison.above.count) 个确定高于其余，\(comparison.below.count) 个确定低于其余，其他不能区分，不排名次。",
      "Of \(count) groups \(comparison.above.count) are surely above and \(comparison.below.count) surely below the rest; the others cannot be told apart and have no place."
    )
  }

  /// Failure rates of the items that fail most, by group.
  private static func heatMap(_ grouping: ResultTally.Grouping, _ context: ReportContext) -> ReportTable? {
    let word = context.word
    let items = context.outline.card?.items.map(\.entry) ?? []
    let counts = context.tally.itemCounts
    let failed = items.indices.filter { counts[$0].fail > 0 }
      .sorted { (counts[$1].fail, $0) < (counts[$0].fail, $1) }.prefix(8)
    let groups = grouping.groups.indices.sorted {
      (grouping.groups[$1].scored, grouping.groups[$0].value) < (grouping.groups[$0].scored, grouping.groups[$1].value)
    }.prefix(20)
    guard groups.count > 1, failed.count > 1 else { return nil }
    let field = context.name(ofField: grouping.field)
    return ReportTable(
      word("\(field) × 评分项：不合格率", "\(field) × item: failure rate"),
      columns: [.text(field)] + failed.map { .text(items[$0].title) },
      rows: groups.map { group in
        let entry = grouping.groups[group]
        return [.text(entry.value)]
          + failed.map { item in
            let share = Proportion(entry.items[item].fail, of: entry.items[item].judged)
            return share.value.map { TableCell(.share($0), detail: "\(share.successes)/\(share.total)") } ?? .empty
          }
      }, omitted: grouping.groups.count - groups.count, isHeatMap: true)
  }
}
