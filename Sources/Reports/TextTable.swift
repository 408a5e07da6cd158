internal import TextAnalysis

/// A table for a terminal, right for wide characters: columns are measured by East Asian width.
public struct TextTable: Sendable {
  /// A column.
  public struct Column: Sendable {
    /// The heading.
    public var title: String
    /// Whether cells are flush right.
    public var isNumeric: Bool
    /// Whether the column gives way when the line is too long.
    public var isFlexible: Bool

    /// Makes a column.
    public init(_ title: String, isNumeric: Bool = false, isFlexible: Bool = false) {
      self.title = title
      self.isNumeric = isNumeric
      self.isFlexible = isFlexible
    }
  }

  /// The columns.
  public var columns: [Column]
  /// The rows; every row has a cell a column.
  public private(set) var rows: [[String]] = []

  /// Makes an empty table.
  public init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row.
  public mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The table as lines of at most `width` columns; flexible columns are cut where there is no room.
  public func rendered(width: Int) -> String {
    let cells = ([columns.map(\.title)] + rows).map { $0.map(DisplayWidth.escaped) }
    var widths = columns.indices.map { column in cells.map { DisplayWidth.width(of: $0[column]) }.max() ?? 0 }
    var excess = widths.reduce(0, +) + 2 * (columns.count - 1) - width
    while excess > 0 {
      // The widest flexible column gives first, but keeps eight columns to be readable.
      let candidates = columns.indices.filter { columns[$0].isFlexible && widths[$0] > 8 }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    var lines = cells.map { row in line(row, widths) }
    lines.insert(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "), at: 1)
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ row: [String], _ widths: [Int]) -> String {
    var out = ""
    for (column, cell) in row.enumerated() {
      let text = DisplayWidth.truncate(cell, to: widths[column])
      let pad = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.width(of: text)))
      if column > 0 { out += "  " }
      out += columns[column].isNumeric ? pad + text : text + (column + 1 == row.count ? "" : pad)
    }
    return out
  }
}
