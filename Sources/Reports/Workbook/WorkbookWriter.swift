internal import CXLSXWriter
public import Documents
internal import TextAnalysis
public import Transcripts

/// Writes a workbook (XLSX) row by row in constant memory, through libxlsxwriter.
///
/// Text is always text: nothing from the data becomes a formula or a link to elsewhere. A sheet that is full goes on
/// in another one, `会话 (2)`; text beyond a cell's 32,767 characters is cut and says so; links beyond a sheet's 65,530
/// become plain text. The same rows give the same bytes.
@safe public final class WorkbookWriter: SheetSink {
  /// What one sheet and one cell can hold.
  public struct Limits: Sendable {
    /// Rows of a sheet, the heading included.
    public var rows = 1_048_576
    /// UTF-16 units of a cell.
    public var characters = 32_767
    /// Links of a sheet.
    public var links = 65_530

    /// The limits of the format.
    public init() {}
  }

  private let path: String
  private let limits: Limits
  private var book: OpaquePointer?
  private var head = SheetHead("", columns: [])
  private var row: UInt32 = 0
  private var part = 1
  private var links = 0

  /// Starts a workbook at a path; temporary files lie beside it.
  public init(path: String, limits: Limits = Limits()) throws(ToolError) {
    self.path = path
    self.limits = limits
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    guard let book = unsafe cxlsx_create(path, folder.isEmpty ? "/" : folder) else {
      throw ToolError("E-OUTPUT-WRITE", file: path, what: "the workbook cannot be started", exitCode: .inputOutput)
    }
    unsafe self.book = book
  }

  deinit { abandon() }

  /// Starts a sheet.
  public func beginSheet(_ sheet: SheetHead) throws(ToolError) {
    endSheet()
    head = sheet
    part = 1
    try openPart()
  }

  /// Adds a row, on another sheet if this one is full.
  public func append(_ cells: [SheetCell]) throws(ToolError) {
    if Int(row) >= limits.rows {
      endSheet()
      part += 1
      try openPart()
    }
    for (column, cell) in cells.enumerated() { try write(cell, UInt16(column)) }
    row += 1
  }

  /// Writes the file.
  public func close() throws(ToolError) {
    endSheet()
    guard let closing = unsafe book else { return }
    unsafe book = nil
    try check(unsafe cxlsx_close(closing))
  }

  /// Gives the workbook up.
  public func abandon() {
    if let open = unsafe book { unsafe cxlsx_abandon(open) }
    unsafe book = nil
  }

  /// The name of a sheet's part: `会话`, `会话 (2)`.
  static func name(_ name: String, part: Int) -> String { part == 1 ? name : "\(name) (\(part))" }

  private func openPart() throws(ToolError) {
    try check(unsafe cxlsx_begin_sheet(book, Self.name(head.name, part: part)))
    for (column, title) in head.columns.enumerated() {
      try check(unsafe cxlsx_set_column(book, UInt16(column), cut(title.title), title.width))
    }
    unsafe cxlsx_end_head(book)
    row = 1
    links = 0
  }

  private func endSheet() {
    guard unsafe book != nil, row > 0, !head.columns.isEmpty else { return }
    unsafe cxlsx_set_filter(book, row - 1, UInt16(head.columns.count - 1))
    row = 0
  }

  private func write(_ cell: SheetCell, _ column: UInt16) throws(ToolError) {
    let tone = Self.tone(cell.tone)
    switch cell.value {
    case .empty: return
    case .text(let text), .quote(let text), .code(let text):
      if let target = cell.target, links < limits.links, !text.isEmpty {
        links += 1
        let place = Self.place(target, limits)
        // A link's text has a smaller limit than a cell's.
        return try check(unsafe cxlsx_write_link(book, row, column, place, cut(text, to: 255), tone))
      }
      let kind = head.columns[Int(column)].isWrapped ? CXLSX_WRAPPED : CXLSX_TEXT
      try check(unsafe cxlsx_write_text(book, row, column, cut(text), Int32(kind.rawValue), tone))
    case .passage(let before, let words, let after):
      try write(SheetCell(.text(before + words + after), tone: cell.tone, target: cell.target), column)
    case .integer(let value): try number(Double(value), CXLSX_INTEGER, column, tone)
    case .number(let value, _): try number(value, CXLSX_DECIMAL, column, tone)
    case .share(let value): try number(value, CXLSX_PERCENT, column, tone)
    }
  }

  private func number(_ value: Double, _ kind: cxlsx_kind, _ column: UInt16, _ tone: Int32) throws(ToolError) {
    guard value.isFinite else { return }
    try check(unsafe cxlsx_write_number(book, row, column, value, Int32(kind.rawValue), tone))
  }

  private static func place(_ target: SheetCell.Target, _ limits: Limits) -> String {
    let perSheet = limits.rows - 1
    let sheet = name(target.sheet, part: target.row / perSheet + 1).replacing("'", with: "''")
    return "internal:'\(sheet)'!A\(target.row % perSheet + 2)"
  }

  /// Text as a cell can hold it: cut at a whole character, and without what XML forbids.
  private func cut(_ text: String, to limit: Int? = nil) -> String {
    let limit = limit ?? limits.characters
    var text = text
    // Zero ends a C string, and U+FFFE and U+FFFF are no characters of XML.
    if text.unicodeScalars.contains(where: { $0.value == 0 || $0.value == 0xFFFE || $0.value == 0xFFFF }) {
      text = String(
        String.UnicodeScalarView(
          text.unicodeScalars.map { $0.value == 0 || $0.value >= 0xFFFE && $0.value <= 0xFFFF ? "\u{FFFD}" : $0 }))
    }
    guard text.utf16.count > limit else { return text }
    let marker = "…"
    var kept = 0
    var end = text.startIndex
    while end < text.endIndex {
      let next = text.index(after: end)
      let size = text[end..<next].utf16.count
      if kept + size > limit - marker.utf16.count { break }
      kept += size
      end = next
    }
    return text[..<end] + marker
  }

  private static func tone(_ tone: Tone) -> Int32 {
    switch tone {
    case .plain, .info: Int32(CXLSX_PLAIN.rawValue)
    case .good: Int32(CXLSX_GOOD.rawValue)
    case .warning: Int32(CXLSX_WARNING.rawValue)
    case .bad: Int32(CXLSX_BAD.rawValue)
    case .muted: Int32(CXLSX_MUTED.rawValue)
    }
  }

  private func check(_ error: Int32) throws(ToolError) {
    guard error != 0 else { return }
    let message = unsafe cxlsx_message(error).map { unsafe String(cString: $0) } ?? "error \(error)"
    throw ToolError(
      "E-OUTPUT-WRITE", file: path, what: "the workbook cannot be written: \(message)", how: "more free space",
      exitCode: .inputOutput)
  }
}
