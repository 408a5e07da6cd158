/// Small tables that lie beside a rulebook: comma- or tab-separated text with a heading line (RFC 4180).
struct DelimitedText {
  struct Row {
    /// Line of the file, from 1.
    var line: Int
    /// The cells, without white space around them.
    var cells: [String]
  }

  /// The rows, the heading first; empty lines are left out.
  private(set) var rows: [Row] = []

  /// Reads a table; a tab in the first line makes it tab-separated.
  init(_ text: String) {
    var bytes = Array(text.utf8)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let separator: UInt8 = bytes.prefix { $0 != 0x0A }.contains(0x09) ? 0x09 : 0x2C
    var line = 1
    var start = 1
    var cells: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var index = bytes.startIndex
    func trimmed(_ cell: [UInt8]) -> String {
      var rest = cell[...]
      while let first = rest.first, first == 0x20 || first == 0x0D { rest = rest.dropFirst() }
      while let last = rest.last, last == 0x20 || last == 0x0D { rest = rest.dropLast() }
      return String(decoding: rest, as: UTF8.self)
    }
    func endRow(_ rows: inout [Row]) {
      cells.append(trimmed(cell))
      cell = []
      if !cells.allSatisfy(\.isEmpty) { rows.append(Row(line: start, cells: cells)) }
      cells = []
    }
    while index < bytes.endIndex {
      let byte = bytes[index]
      if isQuoted {
        if byte == 0x22 {
          if index + 1 < bytes.endIndex, bytes[index + 1] == 0x22 {
            cell.append(byte)
            index += 1
          } else {
            isQuoted = false
          }
        } else {
          if byte == 0x0A { line += 1 }
          cell.append(byte)
        }
      } else if byte == 0x22, cell.isEmpty {
        isQuoted = true
      } else if byte == separator {
        cells.append(trimmed(cell))
        cell = []
      } else if byte == 0x0A {
        endRow(&rows)
        line += 1
        start = line
      } else {
        cell.append(byte)
      }
      index += 1
    }
    if !cell.isEmpty || !cells.isEmpty { endRow(&rows) }
  }
}
