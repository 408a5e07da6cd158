/// Reads the rows of one sheet of an `.xlsx` workbook in order, in constant memory.
///
/// Rows without a value are passed over. Formulas give the value the workbook holds; whole numbers become text, because
/// most are identifiers and phone numbers; numbers under a date format become ``Cell/date(_:)``; merged cells repeat
/// their value. A row's `byteOffset` counts in the sheet's XML.
///
/// ```swift
/// var reader = try SpreadsheetReader(InputFile("chats.xlsx"))
/// while let row = try reader.nextRow() { print(row.number, row.cells.count) }
/// ```
public struct SpreadsheetReader: RowSource {
  /// The sheet that is read.
  public let sheet: SheetInfo
  /// All sheets with cells.
  public let sheets: [SheetInfo]

  private let workbook: WorkbookFile
  private let reader: XMLPullReader
  private var merged: MergedCells
  private var isInCells = false
  private var lastRow = 0
  private var work = 0

  /// Opens a workbook at a sheet given by name or number, or else at the first sheet that people see.
  ///
  /// The sheet is read once to its end before the first row is given, so a broken one gives none.
  ///
  /// - Throws: `E-INPUT-XLSX`, `E-INPUT-ZIP`, `E-INPUT-LIMIT` (65), `E-INPUT-SHEET` (64), and what opening a file throws.
  public init(_ file: InputFile, sheet: String? = nil, limits: InputLimits = .default) throws(ToolError) {
    workbook = try WorkbookFile(file, limits: limits)
    let chosen = try workbook.sheet(sheet)
    self.sheet = chosen
    sheets = workbook.sheets
    merged = MergedCells(try SheetScan.mergedRanges(workbook.openSheet(chosen.number)))
    reader = XMLPullReader(try workbook.openSheet(chosen.number), texts: [.v, .t])
  }

  /// The next row that has a value, or `nil` at the end.
  public mutating func nextRow() throws(ToolError) -> TableRow? {
    while true {
      let before = reader.offset
      guard let event = try reader.next() else { return nil }
      switch event {
      case .start(.sheetData): isInCells = true
      case .end(.sheetData): isInCells = false
      case .start(.row) where isInCells:
        lastRow = reader.number(.r) ?? lastRow + 1
        guard (1...CellPlace.rowLimit).contains(lastRow) else { throw reader.refusal("a row number is not valid") }
        var cells = try readCells()
        guard cells.contains(where: { $0 != .empty }) else { continue }
        work += cells.count + merged.fill(&cells, row: lastRow)
        guard work < Self.workLimit else {
          throw reader.refusal("its cells lie too far apart", how: "remove empty and merged columns")
        }
        return TableRow(cells: cells, number: lastRow, byteOffset: before, byteLength: reader.offset - before)
      default: break
      }
    }
  }

  /// How many cells may be filled in, empty ones included: a sheet of 1,048,576 rows and 1024 columns.
  private static let workLimit = 1 << 30

  // MARK: Cells

  private func readCells() throws(ToolError) -> [Cell] {
    var cells: [Cell] = []
    var text = CellText()
    var column = 0
    var kind = CellKind.number
    var style = 0
    while let event = try reader.next() {
      switch event {
      case .end(.row): return cells
      case .start(.c):
        column = try place(after: column)
        kind = reader.withAttribute(.t) { CellKind($0) } ?? .number
        style = reader.number(.s) ?? 0
        text.clear()
      case .text(.v): text.append(reader)
      case .end(.c):
        let cell = try value(kind, style, &text)
        if cell == .empty { continue }
        while cells.count < column { cells.append(.empty) }
        cells[column - 1] = cell
      default: text.read(event, reader)
      }
    }
    return cells
  }

  private func place(after column: Int) throws(ToolError) -> Int {
    guard let place = reader.withAttribute(.r, { CellPlace($0) }) else {
      guard column < CellPlace.columnLimit else { throw reader.refusal("a row has too many cells") }
      return column + 1
    }
    guard let place, place.row == lastRow else { throw reader.refusal("a cell reference is not valid") }
    return place.column
  }

  private func value(_ kind: CellKind, _ style: Int, _ text: inout CellText) throws(ToolError) -> Cell {
    if text.bytes.isEmpty { return .empty }
    switch kind {
    case .shared:
      guard let index = text.number, let string = workbook.strings.text(at: index) else {
        throw reader.refusal("a cell refers to a shared text that is not there")
      }
      return string.isEmpty ? .empty : .text(string)
    case .text:
      text.unescape()
      return .text(text.string)
    case .bool: return .bool(text.string == "1" || text.string == "true")
    case .other: return .text(text.string)
    case .number: return number(text.string, isDate: workbook.styles.isDate(style))
    }
  }

  private func number(_ string: String, isDate: Bool) -> Cell {
    if isDate, let serial = Double(string), let time = SerialDate.milliseconds(serial, workbook.dates) {
      return .date(time)
    }
    // Digits stay as they are: identifiers may have more of them than a number can hold.
    if string.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return .text(string) }
    guard let number = Double(string), number.isFinite else { return .text(string) }
    if let whole = Int64(exactly: number), whole.magnitude < 1 << 53 { return .text(String(whole)) }
    return .number(number)
  }
}

/// What the content of a cell is.
private enum CellKind {
  case number, shared, text, bool, other

  init(_ type: Span<UInt8>) {
    switch (type.count, type.isEmpty ? 0 : type[0]) {
    case (1, 0x73): self = .shared
    case (3, 0x73), (9, 0x69): self = .text
    case (1, 0x62): self = .bool
    case (1, 0x6E): self = .number
    default: self = .other
    }
  }
}

extension CellText {
  /// The text as a string.
  fileprivate var string: String { String(decoding: bytes, as: UTF8.self) }

  /// The text as a number from 0, if it is digits only.
  fileprivate var number: Int? {
    var number = 0
    for byte in bytes {
      guard (0x30...0x39).contains(byte), number < 1 << 40 else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return number
  }
}
