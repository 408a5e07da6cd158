/// Receives the sheets of a workbook row by row, so that a million rows need no memory.
///
/// The order is fixed: a sheet begins, its rows follow, the next sheet begins.
public protocol SheetSink {
  /// Starts a sheet; its rows follow.
  mutating func beginSheet(_ sheet: SheetHead) throws

  /// Adds a row; it has a cell a column.
  mutating func append(_ row: [SheetCell]) throws
}

/// The head of a sheet.
public struct SheetHead: Sendable {
  /// The sheet's name, at most 31 characters.
  public var name: String
  /// The columns.
  public var columns: [SheetColumn]

  /// Makes a head.
  public init(_ name: String, columns: [SheetColumn]) {
    self.name = name
    self.columns = columns
  }
}

/// A column of a sheet.
public struct SheetColumn: Sendable, Hashable {
  /// The heading.
  public var title: String
  /// The width in characters of the default font.
  public var width: Double
  /// Whether long text is wrapped.
  public var isWrapped: Bool

  /// Makes a column.
  public init(_ title: String, width: Double = 12, isWrapped: Bool = false) {
    self.title = title
    self.width = width
    self.isWrapped = isWrapped
  }
}

/// A cell of a sheet: a value, what it means, and a row elsewhere that it leads to.
public struct SheetCell: Sendable, Hashable {
  /// The value.
  public var value: TableCell.Value
  /// What it means.
  public var tone: Tone
  /// The row of another sheet that it leads to, or `nil`.
  public var target: Target?

  /// Makes a cell.
  public init(_ value: TableCell.Value, tone: Tone = .plain, target: Target? = nil) {
    self.value = value
    self.tone = tone
    self.target = target
  }

  /// A row of a sheet.
  public struct Target: Sendable, Hashable {
    /// The sheet's name, as begun.
    public var sheet: String
    /// The row below the heading, from 0.
    public var row: Int

    /// Makes a target.
    public init(sheet: String, row: Int) {
      self.sheet = sheet
      self.row = row
    }
  }
}
