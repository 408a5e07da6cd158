public import Transcripts

/// One sheet of rules, words or labels, read from a workbook or a file of comma- or tab-separated text.
public struct SheetFile: Sendable {
  /// A row with its place.
  public struct Row: Sendable {
    /// Line of the file or number of the row, from 1.
    public var line: Int
    /// The cells, without white space around them.
    public var cells: [String]

    /// The cell of a column; empty where the row is shorter.
    public subscript(column: Int) -> String { column < cells.count ? cells[column] : "" }
  }

  /// What errors call it: the file, and the sheet of a workbook.
  public var name: String
  /// The headings.
  public var head: [String]
  /// Line of the headings.
  public var headLine: Int
  /// The rows below, without empty ones.
  public var rows: [Row]

  /// Makes a sheet from its rows, the headings first; `nil` if there are none.
  init?(name: String, rows: [Row]) {
    guard let first = rows.first else { return nil }
    self.name = name
    head = first.cells
    headLine = first.line
    self.rows = Array(rows.dropFirst())
  }

  /// The column with one of the names, whatever their case.
  public func column(_ names: [String]) -> Int? {
    for name in names {
      if let index = head.firstIndex(where: { Self.plain($0) == Self.plain(name) }) { return index }
    }
    return nil
  }

  private static func plain(_ name: String) -> String {
    String(name.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "*" })
  }

  /// The table of a file: the first sheet of a workbook, or the file itself.
  ///
  /// - Throws: What opening and reading the file throws; `E-SHEET-EMPTY` (65) if it has no row.
  public static func table(at path: String, encoding: TextEncoding? = nil) throws -> SheetFile {
    guard let sheet = try sheets(at: path, encoding: encoding).first else {
      throw ToolError("E-SHEET-EMPTY", file: path, what: "it has no rows", exitCode: .inputRefused)
    }
    return sheet
  }

  /// The sheets of a workbook by name, or a file of text as one sheet under its own name.
  public static func sheets(at path: String, encoding: TextEncoding? = nil) throws -> [SheetFile] {
    let file = InputFile(path)
    if path.lowercased().hasSuffix(".xlsx") {
      let names = try SpreadsheetReader(file).sheets.map(\.name)
      return try names.compactMap { name in
        var reader = try SpreadsheetReader(file, sheet: name)
        var rows: [Row] = []
        while let row = try reader.nextRow() {
          let cells = row.cells.map(Self.string)
          if !cells.allSatisfy(\.isEmpty) { rows.append(Row(line: row.number, cells: cells)) }
        }
        return SheetFile(name: name, rows: rows)
      }
    }
    let text = try DecodedText.read(file, encoding: encoding)
    let rows = DelimitedText(text).rows.filter { !($0.cells[0].hasPrefix("#") && $0.cells.count == 1) }
    let base = path.split(separator: "/").last.map(String.init) ?? path
    let name = base.lastIndex(of: ".").map { String(base[..<$0]) } ?? base
    return SheetFile(name: name, rows: rows.map { Row(line: $0.line, cells: $0.cells.map(unguarded)) }).map { [$0] }
      ?? []
  }

  /// A cell without the apostrophe that keeps spreadsheets from reading it as a formula.
  private static func unguarded(_ cell: String) -> String {
    guard cell.first == "'", let second = cell.dropFirst().first, "=+-@".contains(second) else { return cell }
    return String(cell.dropFirst())
  }

  private static func string(_ cell: Cell) -> String {
    switch cell {
    case .empty: return ""
    case .text(let text): return text.trimmedBlank
    case .number(let number):
      return number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
    case .date(let milliseconds): return CivilDay.text(milliseconds: milliseconds)
    case .bool(let flag): return flag ? "true" : "false"
    }
  }
}

extension StringProtocol {
  /// The text without white space around it.
  var trimmedBlank: String {
    var rest = Substring(self)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
