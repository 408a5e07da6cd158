import TestSupport
import Testing
import Transcripts

@Suite struct SpreadsheetReaderTests {
  /// The rows of a workbook: numbers and cells.
  static func rows(
    _ workbook: Xlsx, sheet: String? = nil, limits: InputLimits = .default
  ) throws -> [(number: Int, cells: [Cell])] {
    try rows(of: workbook.bytes, sheet: sheet, limits: limits)
  }

  static func rows(
    of bytes: [UInt8], sheet: String? = nil, limits: InputLimits = .default
  ) throws -> [(number: Int, cells: [Cell])] {
    let directory = try TemporaryDirectory()
    let path = try directory.write(bytes, to: "x.xlsx")
    var reader = try SpreadsheetReader(InputFile(path), sheet: sheet, limits: limits)
    var rows: [(Int, [Cell])] = []
    while let row = try reader.nextRow() { rows.append((row.number, row.cells)) }
    return rows
  }

  /// The cells of the only row.
  static func cells(_ row: String, _ change: (inout Xlsx) -> Void = { _ in }) throws -> [Cell] {
    var workbook = Xlsx(rows: "<row>\(row)</row>")
    change(&workbook)
    let rows = try rows(workbook)
    #expect(rows.count == 1)
    return rows.first?.cells ?? []
  }

  static let content: [(String, Cell)] = [
    (#"<c t="inlineStr"><is><t>您好 &amp; &#x1F600;</t></is></c>"#, .text("您好 & 😀")),
    (#"<c t="inlineStr"><is><t> a </t></is></c>"#, .text("a")),
    (#"<c t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>"#, .text(" a ")),
    (
      #"<c t="inlineStr"><is><r><t>a</t></r><r><rPr><b/></rPr><t xml:space="preserve"> b</t></r></is></c>"#,
      .text("a b")
    ),
    (#"<c t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>"#, .text("東京")),
    (#"<c t="inlineStr"><is><t>a_x000D_b_x005F_x41_</t></is></c>"#, .text("a\rb_x41_")),
    (#"<c t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c>"#, .text("a<b")),
    (#"<c t="str"><f>A1&amp;"x"</f><v>ax</v></c>"#, .text("ax")), (#"<c><f>1+1</f><v>2</v></c>"#, .text("2")),
    (#"<c t="b"><v>1</v></c>"#, .bool(true)), (#"<c t="b"><v>0</v></c>"#, .bool(false)),
    (#"<c t="e"><v>#N/A</v></c>"#, .text("#N/A")),
    (#"<c t="d"><v>2024-05-06T07:08:09</v></c>"#, .text("2024-05-06T07:08:09")),
    (#"<c t="n"><v>1.3800138E10</v></c>"#, .text("13800138000")),
    (#"<c><v>1.38001380001E+11</v></c>"#, .text("138001380001")),
    (#"<c><v>6217000012345678901</v></c>"#, .text("6217000012345678901")), (#"<c><v>007</v></c>"#, .text("007")),
    (#"<c><v>-3</v></c>"#, .text("-3")), (#"<c><v>0.25</v></c>"#, .number(0.25)),
    (#"<c><v>1E300</v></c>"#, .number(1e300)),
    (#"<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:v>5</x:v></x:c>"#, .text("5")),
  ]

  @Test(arguments: 0..<content.count) func readsCells(_ index: Int) throws {
    let (xml, expected) = Self.content[index]
    #expect(try Self.cells(xml) == [expected], "\(xml)")
  }

  @Test func keepsColumnsOfSparseRowsAndPassesOverEmptyOnes() throws {
    let rows = try Self.rows(
      Xlsx(
        rows:
          #"<row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c><c r="F2" s="3"/></row><row r="3"/><row r="5"><c r="A5" t="str"><v></v></c></row><row r="9"><c r="AA9"><v>3</v></c></row>"#
      ))
    #expect(rows.map(\.number) == [2, 9])
    #expect(rows[0].cells == [.empty, .text("1"), .text("2")])
    #expect(rows[1].cells == Array(repeating: .empty, count: 26) + [.text("3")])
  }

  @Test func readsSharedTexts() throws {
    let strings = "<si><t>一</t></si><si><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></si><si><t/></si>"
    let cells = try Self.cells(#"<c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>0</v></c>"#) {
      $0.strings = strings
    }
    #expect(cells == [.text("ab"), .empty, .text("一")])
    let error = #expect(throws: ToolError.self) {
      try Self.cells(#"<c t="s"><v>3</v></c>"#) { $0.strings = strings }
    }
    #expect(error?.exitCode == .inputRefused)
    #expect(throws: ToolError.self) { try Self.cells(#"<c t="s"><v>0</v></c>"#) }
    var limits = InputLimits()
    limits.maximumSharedStringBytes = 16
    var workbook = Xlsx()
    workbook.strings = strings
    let full = #expect(throws: ToolError.self) { try Self.rows(workbook, limits: limits) }
    #expect(full?.how.contains("--max-shared-strings") == true)
  }

  /// Serials under a format, and what they mean from 1970 in milliseconds in both systems.
  static let dates: [(Double, Int64, Int64)] = [
    (45_292.5, 1_704_110_400_000, 1_830_427_200_000), (61, -2_203_891_200_000, -2_077_574_400_000),
    (59, -2_203_977_600_000, -2_077_747_200_000), (1, -2_208_988_800_000, -2_082_758_400_000),
    (45_292.000_011_574_07, 1_704_067_201_000, 1_830_384_001_000),
  ]

  @Test(arguments: 0..<dates.count) func readsDates(_ index: Int) throws {
    let (serial, from1900, from1904) = Self.dates[index]
    let styles = """
      <numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>\
      <numFmt numFmtId="165" formatCode="0&quot;day&quot;"/><numFmt numFmtId="166" formatCode="[$-409]h:mm AM/PM"/>\
      <numFmt numFmtId="167" formatCode="[Red]0.00_h;[Blue]\\y0"/><numFmt numFmtId="168" formatCode="[hh]:00"/></numFmts>\
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/>\
      <xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="46"/>\
      <xf numFmtId="168"/><xf numFmtId="2"/></cellXfs>
      """
    let row = (0...8).map { "<c s=\"\($0)\"><v>\(serial)</v></c>" }.joined()
    for (properties, expected) in [("", from1900), (#"<workbookPr date1904="1"/>"#, from1904)] {
      let cells = try Self.cells(row) {
        $0.styles = styles
        $0.properties = properties
      }
      #expect([1, 2, 4, 6, 7].map { cells[$0] } == Array(repeating: .date(expected), count: 5))
      let plain = serial == serial.rounded() ? Cell.text(String(Int(serial))) : .number(serial)
      #expect([0, 3, 5, 8].map { cells[$0] } == Array(repeating: plain, count: 4))
    }
  }

  @Test func repeatsMergedCells() throws {
    var workbook = Xlsx(
      rows:
        #"<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>4</v></c></row><row r="2"><c r="A2"><v>5</v></c></row><row r="3"><c r="B3"><v>6</v></c></row><row r="4"><c r="B4"><v>7</v></c></row>"#
    )
    workbook.afterRows = #"<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="A1:C1"/></mergeCells>"#
    let rows = try Self.rows(workbook).map(\.cells)
    #expect(rows[0] == [.text("1"), .text("1"), .text("1"), .text("4")])
    #expect(rows[1...] == [[.text("5")], [.text("5"), .text("6")], [.empty, .text("7")]])
  }

  @Test func choosesSheets() throws {
    var workbook = Xlsx(rows: "<row><c><v>1</v></c></row>")
    workbook.sheets = """
      <sheet name="chart" sheetId="1" r:id="rId4"/><sheet name="old" sheetId="2" state="hidden" r:id="rId1"/>\
      <sheet name="older" sheetId="3" state="veryHidden" r:id="rId1"/><sheet name="会话" sheetId="4" r:id="rId1"/>
      """
    let directory = try TemporaryDirectory()
    let file = InputFile(try directory.write(workbook.bytes, to: "x.xlsx"))
    #expect(try SpreadsheetReader(file).sheet == SpreadsheetReader(file, sheet: "会话").sheet)
    #expect(try SpreadsheetReader(file).sheets.map(\.isHidden) == [true, true, false])
    #expect(try SpreadsheetReader(file, sheet: "1").sheet.name == "old")
    let error = #expect(throws: ToolError.self) { try SpreadsheetReader(file, sheet: "4") }
    #expect(error?.exitCode == .usage)
    workbook.sheets = #"<sheet name="old" sheetId="2" state="hidden" r:id="rId1"/>"#
    #expect(throws: ToolError.self) { try Self.rows(workbook) }
  }

  @Test func tellsWhereRowsLie() throws {
    let rows = [#"<row><c><v>1</v></c></row>"#, #"<row r="7"><c><v>2</v></c></row>"#]
    let workbook = Xlsx(rows: rows.joined())
    let directory = try TemporaryDirectory()
    var reader = try SpreadsheetReader(InputFile(try directory.write(workbook.bytes, to: "x.xlsx")))
    let sheet = workbook.entries.first { $0.name == Array("xl/worksheets/sheet1.xml".utf8) }!.data
    for text in rows {
      let row = try #require(try reader.nextRow())
      #expect(String(decoding: sheet[row.byteOffset..<row.byteOffset + row.byteLength], as: UTF8.self) == text)
    }
  }
}
