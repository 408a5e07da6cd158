/// Where a cell lies: column and row from 1.
struct CellPlace: Hashable {
  /// The columns of the widest sheet: XFD.
  static let columnLimit = 16_384
  /// The rows of the longest sheet.
  static let rowLimit = 1_048_576

  /// The column, from 1.
  var column: Int
  /// The row, from 1.
  var row: Int

  /// Reads a reference such as `B7` or `$B$7`.
  init?(_ text: Span<UInt8>) { self.init(text, 0..<text.count) }

  /// Reads a reference from a part of a text.
  init?(_ text: Span<UInt8>, _ range: Range<Int>) {
    column = 0
    row = 0
    for index in range {
      switch text[index] {
      case let byte where (0x41...0x5A).contains(byte & 0xDF) && row == 0:
        column = column * 26 + Int(byte & 0xDF) - 0x40
        if column > Self.columnLimit { return nil }
      case let byte where (0x30...0x39).contains(byte) && column > 0:
        row = row * 10 + Int(byte) - 0x30
        if row == 0 || row > Self.rowLimit { return nil }
      case 0x24: continue
      default: return nil
      }
    }
    if column == 0 || row == 0 { return nil }
  }
}

/// A rectangle of cells.
struct CellRange: Hashable {
  /// The first column and row.
  var first: CellPlace
  /// The last column and row.
  var last: CellPlace

  /// Reads a reference such as `A1:C1`.
  init?(_ text: Span<UInt8>) {
    guard let colon = text.indices.first(where: { text[$0] == 0x3A }),
      let first = CellPlace(text, 0..<colon), let last = CellPlace(text, colon + 1..<text.count),
      first.column <= last.column, first.row <= last.row
    else { return nil }
    self.first = first
    self.last = last
  }
}
