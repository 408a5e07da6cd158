internal import Documents

/// How scores are distributed.
enum ScoreSection: ReportSection {
  static func section(_ context: ReportContext) -> DocumentSection? {
    let tally = context.tally
    let word = context.word
    guard let card = context.outline.card, tally.withScore > 0 else { return nil }
    let pass = Double(card.pass) / 100
    let points = tally.scores.enumerated().map { index, count in
      let low = index * 5
      return ReportChart.Point(
        index == 19 ? "95–100" : "\(low)–\(low + 4)", Double(count), label: Digits.grouped(count),
        tone: Double(low) >= pass ? .good : .bad)
    }
    // Empty steps at the low end say nothing.
    let first = min(tally.scores.firstIndex { $0 > 0 } ?? 0, Int(pass / 5), 15)
    let mark = Int(pass / 5) - first
    let below = tally.scores.enumerated().filter { Double($0.offset * 5 + 4) < pass }.reduce(0) { $0 + $1.element }
    let chart = ReportChart(
      .columns, title: word("得分分布", "Distribution of scores"),
      summary: word(
        "\(Digits.grouped(tally.withScore)) 个会话有得分，平均 \(Digits.decimal(tally.mean ?? 0, places: 1))，其中 \(below) 个在合格线以下的分数段。",
        "\(Digits.grouped(tally.withScore)) conversations have a score, mean \(Digits.decimal(tally.mean ?? 0, places: 1)); \(below) lie in steps below the pass mark."
      ), nameTitle: word("分数段", "Score"), valueTitle: word("会话", "Conversations"),
      points: Array(points[first...]),
      mark: .init(before: mark, label: word("合格线 \(Digits.points(pass))", "pass mark \(Digits.points(pass))")))
    return DocumentSection(
      id: "scores", title: word("得分", "Scores"), lead: chart.summary, blocks: [.chart(chart)])
  }
}
