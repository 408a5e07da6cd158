internal import Documents
internal import Statistics

/// Groups side by side by a share, with sample sizes and intervals, and in plain sentences what can be told apart.
///
/// Places are ranges where the data allow no more, and groups below thirty cases have none.
struct ShareLeague {
  /// A group.
  struct Row {
    var name: String
    var share: Proportion
    /// Further cells, one a column of ``ShareLeague/columns``.
    var cells: [TableCell] = []
  }

  /// The most groups that are compared and shown; the largest ones.
  static let limit = 60

  var field: String
  var caption: String
  /// What the share measures, for sentences.
  var measure: String
  /// The heading of the share.
  var heading: String
  /// The heading of the number of cases.
  var cases: String
  var columns: [ReportTable.Column] = []
  var higherIsBetter = true
  var rows: [Row]

  /// A table and what it proves; nothing for fewer than two groups with cases.
  func blocks(_ context: ReportContext) -> [Block] {
    let filled = rows.filter { $0.share.total > 0 }
      .sorted { ($1.share.total, $0.name) < ($0.share.total, $1.name) }
    guard filled.count > 1 else { return [] }
    let word = context.word
    func name(_ row: Row) -> String { row.name.isEmpty ? word("（空）", "(none)") : row.name }
    let shown = Array(filled.prefix(Self.limit))
    let comparison = MeasureComparison(
      shown.map { GroupSample(name($0), $0.share) }, higherIsBetter: higherIsBetter)
    let isOrdered = comparison.showsAnyDifference
    let byName = Dictionary(shown.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
    let figures = Dictionary(comparison.figures.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let order = isOrdered ? comparison.figures.compactMap { byName[$0.name] } : shown
    var columns: [ReportTable.Column] = [.text(context.name(ofField: field)), .number(cases), .number(heading)]
    if isOrdered { columns.append(.text(word("名次", "Place"))) }
    let table = ReportTable(
      caption, columns: columns + self.columns,
      rows: order.map { row in
        var share = context.share(row.share)
        if let value = row.share.value, let interval = row.share.interval() {
          share.bar = value
          share.span = interval.low...interval.high
        }
        var cells: [TableCell] = [.text(name(row)), .integer(row.share.total), share]
        if isOrdered { cells.append(figures[name(row)].map { Self.place($0, context) } ?? .empty) }
        return cells + row.cells
      }, omitted: filled.count - shown.count)
    let sentences = ComparisonSentences(
      comparison, measure: measure, unit: .percent, noun: word("组", "groups"),
      language: word == .zh ? .zh : .en
    ).sentences
    return [.table(table), .note(sentences.joined(separator: word("", " ")), tone: isOrdered ? .info : .plain)]
  }

  private static func place(_ figure: MeasureComparison.Figure, _ context: ReportContext) -> TableCell {
    if figure.isSmall { return .text("n < 30", tone: .muted) }
    let tone: Tone =
      switch figure.standing {
      case .better: .good
      case .worse: .warning
      case .notSeparable: .plain
      }
    guard let ranks = figure.ranks else { return .empty }
    return .text(ranks.count == 1 ? "\(ranks.lowerBound)" : "\(ranks.lowerBound)–\(ranks.upperBound)", tone: tone)
  }
}
