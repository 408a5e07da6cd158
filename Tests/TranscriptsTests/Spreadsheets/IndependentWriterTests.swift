import TestSupport
import Testing
import Transcripts

/// Files written by programs that are not ours; where there is no Python, there is nothing to test.
@Suite(.enabled(if: Python.isThere)) struct IndependentWriterTests {
  /// A workbook of inline texts, deflated; the arguments are the path, how often the row comes, and what follows.
  static let workbook = """
    import sys, zipfile
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = {
      'xl/workbook.xml': f'<workbook {main} xmlns:r="urn:r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Type="urn:x/worksheet" Target="worksheets/a.xml"/></Relationships>',
      'xl/worksheets/a.xml': f'<worksheet {main}><sheetData>' + '<row><c><v>7</v></c></row>' * int(sys.argv[2]) + '</sheetData></worksheet>',
    }
    with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as file:
      for name in parts: file.writestr(name, parts[name])
    """

  @Test func readsTheLongestSheetInConstantMemory() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("x.xlsx")
    #expect(Python.run(Self.workbook, [path, "1048576"]))
    await #expect(processExitsWith: .success) { [path = path as String] in
      var limits = InputLimits()
      limits.maximumInflateRatio = 2000
      let before = SystemCalls.peakMemory()
      var reader = try SpreadsheetReader(InputFile(path), limits: limits)
      var count = 0
      while let row = try reader.nextRow() {
        count += 1
        if row.number != count || row.cells != [.text("7")] { break }
      }
      #expect(count == 1_048_576)
      #expect(SystemCalls.peakMemory() - before < 64 << 20)
    }
    #expect(Python.run(Self.workbook, [path, "1048577"]))
    let error = #expect(throws: ToolError.self) {
      var limits = InputLimits()
      limits.maximumInflateRatio = 2000
      var reader = try SpreadsheetReader(InputFile(path), limits: limits)
      while try reader.nextRow() != nil {}
    }
    #expect(error?.what.contains("row number") == true)
  }

  @Test func readsArchivesOfAnotherProgram() throws {
    let directory = try TemporaryDirectory()
    let script = """
      import sys, zipfile
      text = ''.join('{"id":"%d","turns":[]}\\n' % n for n in range(int(sys.argv[2])))
      with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as file:
        file.writestr('stored/聊天.ndjson', text, compress_type=zipfile.ZIP_STORED)
        with file.open('zip64.ndjson', 'w', force_zip64=True) as entry: entry.write(text.replace('"id":"', '"id":"z').encode())
      class Pipe:
        def __init__(self, file): self.file = file
        def write(self, data): return self.file.write(data)
        def flush(self): self.file.flush()
      with open(sys.argv[1] + '.streamed.zip', 'wb') as out, zipfile.ZipFile(Pipe(out), 'w', zipfile.ZIP_DEFLATED) as file:
        file.writestr('streamed.ndjson', text)
      """
    let path = directory.file("x.zip")
    #expect(Python.run(script, [path, "3000"]))
    let files = try InputListing.expand([path, path + ".streamed.zip"])
    #expect(
      files.map(\.name) == [path + "/stored/聊天.ndjson", path + "/zip64.ndjson", path + ".streamed.zip/streamed.ndjson"])
    #expect(try outcomes(ConversationSource(files)).count == 9000)
  }

  @Test(.enabled(if: Python.writesWorkbooks)) func readsWorkbooksOfAnotherProgram() throws {
    let directory = try TemporaryDirectory()
    let script = """
      import sys, datetime, openpyxl
      book = openpyxl.Workbook()
      sheet = book.active
      sheet.append(['会话', None, '时间', '内容'])
      sheet.merge_cells('A1:B1')
      sheet.append([13800138000, 0.5, datetime.datetime(2024, 1, 1, 12), ' 您好 '])
      sheet.append([True, '=1+1', datetime.datetime(1900, 1, 1), 'a\\nb'])
      book.create_sheet('hidden', 0).sheet_state = 'hidden'
      book.save(sys.argv[1])
      """
    let path = directory.file("x.xlsx")
    #expect(Python.run(script, [path]))
    var reader = try SpreadsheetReader(InputFile(path))
    var rows: [[Cell]] = []
    while let row = try reader.nextRow() { rows.append(row.cells) }
    #expect(
      rows == [
        [.text("会话"), .text("会话"), .text("时间"), .text("内容")],
        [.text("13800138000"), .number(0.5), .date(1_704_110_400_000), .text(" 您好 ")],
        [.bool(true), .empty, .date(-2_208_988_800_000), .text("a\nb")],
      ])
  }
}
