/// A chart: a few named values, drawn one way or another.
///
/// Every sink can show it as a table too.
public struct ReportChart: Sendable {
  /// How the values are drawn.
  public enum Kind: Sendable, Hashable {
    /// Horizontal bars, one below the other; for names that take room.
    case bars
    /// Columns side by side; for values along a scale.
    case columns
    /// Parts of a whole on one bar.
    case parts
    /// A small line; for values over time.
    case sparkline
  }

  /// What the chart shows.
  public var title: String
  /// What it shows in a sentence, for who cannot see it.
  public var summary: String
  /// How it is drawn.
  public var kind: Kind
  /// What the names are, as a table's heading.
  public var nameTitle: String
  /// What the values are, as a table's heading.
  public var valueTitle: String
  /// The values.
  public var points: [Point]
  /// A line across columns before the point with this index, with its name.
  public var mark: Mark?

  /// Makes a chart.
  public init(
    _ kind: Kind, title: String, summary: String, nameTitle: String, valueTitle: String, points: [Point],
    mark: Mark? = nil
  ) {
    self.kind = kind
    self.title = title
    self.summary = summary
    self.nameTitle = nameTitle
    self.valueTitle = valueTitle
    self.points = points
    self.mark = mark
  }

  /// A named value.
  public struct Point: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: Double
    /// The value, ready to read.
    public var label: String
    /// The interval of the value, or `nil`.
    public var interval: ClosedRange<Double>?
    /// What it means.
    public var tone: Tone

    /// Makes a point.
    public init(
      _ name: String, _ value: Double, label: String, interval: ClosedRange<Double>? = nil, tone: Tone = .plain
    ) {
      self.name = name
      self.value = value
      self.label = label
      self.interval = interval
      self.tone = tone
    }
  }

  /// A line across the columns.
  public struct Mark: Sendable, Hashable {
    /// The index of the point before which it stands.
    public var index: Int
    /// Its name.
    public var label: String

    /// Makes a mark.
    public init(before index: Int, label: String) {
      self.index = index
      self.label = label
    }
  }

  /// The same values as a table.
  public var table: ReportTable {
    let hasIntervals = points.contains { $0.interval != nil }
    var columns: [ReportTable.Column] = [.text(nameTitle), .number(valueTitle)]
    if hasIntervals { columns.append(.text("95%")) }
    return ReportTable(
      title, columns: columns,
      rows: points.map { point in
        var row: [TableCell] = [.text(point.name), .text(point.label)]
        if hasIntervals {
          row.append(
            .text(point.interval.map { "\(Digits.percent($0.lowerBound)) – \(Digits.percent($0.upperBound))" } ?? ""))
        }
        return row
      }, isSortable: false)
  }
}
