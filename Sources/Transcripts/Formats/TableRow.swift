/// One cell of a table.
public enum Cell: Sendable, Hashable {
  /// Nothing.
  case empty
  /// A text.
  case text(String)
  /// A number.
  case number(Double)
  /// A truth value.
  case bool(Bool)
  /// Milliseconds since 1970 of a wall clock without zone.
  case date(Int64)
}

/// One row of a table with its place in the source.
public struct TableRow: Sendable {
  /// The cells from the first column; columns behind the last filled one may be missing.
  public var cells: [Cell]
  /// The row's number in the source, from 1.
  public var number: Int
  /// Where the row's first byte lies in the unfolded source.
  public var byteOffset: Int
  /// How many bytes it has.
  public var byteLength: Int

  /// Makes a row.
  public init(cells: [Cell], number: Int, byteOffset: Int, byteLength: Int) {
    self.cells = cells
    self.number = number
    self.byteOffset = byteOffset
    self.byteLength = byteLength
  }
}

/// Gives the rows of one table in order, in constant memory.
public protocol RowSource {
  /// The next row, or `nil` at the end.
  mutating func nextRow() throws(ToolError) -> TableRow?
}
