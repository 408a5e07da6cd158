/// One cell of a table.
public enum Cell: Sendable, Hashable {
  /// Nothing.
  case empty
  /// Text.
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
  /// The cells from the first column on.
  public var cells: [Cell]
  /// The row's number, from 1.
  public var number: Int
  /// Offset of the row's first byte in the source.
  public var byteOffset: Int
  /// How many bytes it has there.
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
