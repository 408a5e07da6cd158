import Documents
import Foundation
import Reports
import TestSupport
import Testing

/// Workbooks as another program reads them.
@Suite(.enabled(if: Python.writesWorkbooks)) struct WorkbookWriterTests {
  private let work: TemporaryDirectory

  init() throws { work = try TemporaryDirectory() }

  private func write(_ name: String, limits: WorkbookWriter.Limits = .init(), rows: [[SheetCell]]) throws {
    let writer = try WorkbookWriter(path: work.file(name), limits: limits)
    try writer.beginSheet(
      SheetHead("会话", columns: [SheetColumn("文本", width: 30, isWrapped: true), SheetColumn("值"), SheetColumn("链接")]))
    for row in rows { try writer.append(row) }
    try writer.beginSheet(SheetHead("规则", columns: [SheetColumn("规则")]))
    try writer.append([SheetCell(.text("保本"), tone: .bad)])
    try writer.close()
  }

  /// More than two hundred beginnings of formulas: every cell is text, and the text is what was written.
  @Test func textIsNeverAFormula() throws {
    #expect(HostileTexts.formulas.count >= 200)
    let texts = HostileTexts.formulas + HostileTexts.all
    try write(
      "a.xlsx", rows: texts.map { [SheetCell(.text($0)), SheetCell(.quote($0), tone: .warning), SheetCell(.code($0))] })
    try work.write(JSONSerialization.data(withJSONObject: texts).map { $0 }, to: "texts.json")
    #expect(
      Python.run(
        """
        import sys, json, re, openpyxl
        from openpyxl.utils.escape import unescape
        sheet = openpyxl.load_workbook(sys.argv[1])['会话']
        texts = json.load(open(sys.argv[2], encoding='utf-8'))
        rows = list(sheet.iter_rows(min_row=2))
        if len(rows) != len(texts): sys.exit(2)
        for text, row in zip(texts, rows):
            for cell in row:
                if cell.data_type != 's' or cell.hyperlink: sys.exit(3)
                value = unescape(cell.value)
                want = text.replace('\\0', '\\ufffd').replace('\\r\\n', '\\n')
                if value.replace('\\r', '\\n') != want.replace('\\r', '\\n'): sys.exit(4)
        """, [work.file("a.xlsx"), work.file("texts.json")]))
  }

  @Test func typesFiltersAndFrozenHeads() throws {
    try write(
      "a.xlsx",
      rows: [
        [
          SheetCell(.text("12345678901234567890")), SheetCell(.share(0.5)),
          SheetCell(.text("看"), target: .init(sheet: "规则", row: 0)),
        ],
        [SheetCell(.empty), SheetCell(.number(85.5, decimals: 2), tone: .good), SheetCell(.integer(7))],
      ])
    #expect(
      Python.run(
        """
        import sys, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        if book.sheetnames != ['会话', '规则']: sys.exit(2)
        sheet = book['会话']
        if sheet.freeze_panes != 'B2' or sheet.auto_filter.ref != 'A1:C3': sys.exit(3)
        if sheet['A2'].value != '12345678901234567890' or sheet['A2'].number_format != '@': sys.exit(4)
        if sheet['B2'].value != 0.5 or sheet['B2'].number_format != '0.0%': sys.exit(5)
        if sheet['B3'].value != 85.5 or sheet['C3'].value != 7 or sheet['A3'].value is not None: sys.exit(6)
        if sheet['C2'].hyperlink.location != "'规则'!A2": sys.exit(7)
        if book['规则']['A2'].fill.fgColor.rgb != 'FFFBE9E7': sys.exit(8)
        if sheet.column_dimensions['A'].width < 30: sys.exit(9)
        """, [work.file("a.xlsx")]))
  }

  /// A full sheet goes on in the next, links find their row there, and text and links keep their limits.
  @Test func limitsAreKept() throws {
    var limits = WorkbookWriter.Limits()
    limits.rows = 4
    limits.characters = 10
    limits.links = 2
    try write(
      "a.xlsx", limits: limits,
      rows: (0..<7).map { number in
        [
          SheetCell(.text("第\(number)行很长很长很长👨‍👩‍👧‍👦")), SheetCell(.integer(number)),
          SheetCell(.text("去"), target: .init(sheet: "会话", row: number)),
        ]
      })
    #expect(
      Python.run(
        """
        import sys, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        if book.sheetnames != ['会话', '会话 (2)', '会话 (3)', '规则']: sys.exit(2)
        values, links = [], []
        for name in book.sheetnames[:3]:
            sheet = book[name]
            if sheet['B1'].value != '值' or sheet.freeze_panes != 'B2': sys.exit(3)
            values += [row[1].value for row in sheet.iter_rows(min_row=2)]
            links.append([row[2].hyperlink.location for row in sheet.iter_rows(min_row=2) if row[2].hyperlink])
            for row in sheet.iter_rows(min_row=2):
                if row[2].value != '去' or not row[0].value.endswith('…') or len(row[0].value) > 10: sys.exit(4)
        if values != list(range(7)): sys.exit(5)
        if links != [["'会话'!A2", "'会话'!A3"], ["'会话 (2)'!A2", "'会话 (2)'!A3"], ["'会话 (3)'!A2"]]: sys.exit(6)
        """, [work.file("a.xlsx")]))
  }

  @Test func equalRowsAreEqualBytes() throws {
    let rows = [[SheetCell(.text("甲")), SheetCell(.integer(1)), SheetCell(.empty)]]
    try write("a.xlsx", rows: rows)
    try write("b.xlsx", rows: rows)
    #expect(try work.read("a.xlsx") == work.read("b.xlsx"))
    #expect(try work.names() == ["a.xlsx", "b.xlsx"], "temporary files are gone")
  }
}
