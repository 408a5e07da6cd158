import TestSupport
import Testing
import Transcripts

/// Every hostile file is read in a process of its own: refused with the right words, in time and in little memory.
@Suite struct HostileContainerTests {
  /// A hostile file and what must be said about it.
  struct Row: Sendable {
    var name: String
    var isWorkbook = false
    var words: String
    /// An unoptimised build needs more for what is allowed.
    var seconds = 2
    var build: @Sendable () -> [UInt8]
  }

  static let lines: [Row] = [
    Row(name: "gzip bomb", words: "--max-inflate-ratio") { Gzip.bomb(compressedBytes: 10_000_000) },
    Row(name: "zstd bomb of 10 GB", words: "--max-inflate-ratio") { Zstd.bomb(blocks: 80_000) },
    Row(name: "zip bomb of 10 GB", words: "--max-inflate-ratio") {
      Zip.archive([.bomb("x.ndjson", compressedBytes: 10_000_000, size: 10_000_000_000)])
    },
    Row(name: "zip bomb that lies", words: "larger than its header says") {
      Zip.archive([.bomb("x.ndjson", compressedBytes: 10_000_000, size: 1_000_000)])
    },
    Row(name: "archives in archives", words: "archive in an archive") {
      let inner = Zip.archive((0..<16).map { Zip.Entry(Array("lib \($0).zip".utf8), Zip.archive([ZipTests.one])) })
      return Zip.archive((0..<16).map { Zip.Entry(Array("book \($0).zip".utf8), inner) })
    },
    Row(name: "overlapping entries", words: "overlap") {
      let kernel = Zip.Entry.bomb("0.ndjson", compressedBytes: 1_000_000, size: 150_000_000)
      return Zip.archive(
        [kernel]
          + (1..<200).map { index in
            var entry = Zip.Entry("\(index).ndjson")
            entry.offset = 0
            return entry
          })
    },
    Row(name: "a million entries", words: "--max-entries") {
      let count = 1_000_000
      let directory = Array(repeating: UInt8(0x50), count: count * 54)
      return ZipTests.one.local + directory + Zip.end(count, length: directory.count, start: ZipTests.one.local.count)
    },
    Row(name: "a million entries that are not promised", words: "--max-entries") {
      let directory = Array(repeating: UInt8(0x50), count: 54_000_000)
      return ZipTests.one.local + directory + Zip.end(1, length: directory.count, start: ZipTests.one.local.count)
    },
    Row(name: "100,000 entries", words: "no file that can be read", seconds: 20) {
      Zip.archive((0..<100_000).map { Zip.Entry("folder/picture \($0).png") })
    },
  ]

  static func sheet(_ name: String, _ words: String, _ xml: @escaping @Sendable () -> String) -> Row {
    Row(name: name, isWorkbook: true, words: words) {
      var workbook = Xlsx()
      workbook.sheet = xml()
      return workbook.bytes
    }
  }

  static func document(_ subset: String, _ text: String) -> String {
    "<?xml version=\"1.0\"?><!DOCTYPE worksheet \(subset)><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>\(text)</t></is></c></row></sheetData></worksheet>"
  }

  static func cell(_ text: String) -> String {
    "<worksheet><sheetData>\n<row><c t=\"inlineStr\"><is><t>\(text)</t></is></c></row></sheetData></worksheet>"
  }

  static let sheets: [Row] = [
    sheet("laughs", "DOCTYPE not allowed") {
      document(
        "[<!ENTITY a \"ha\">\((1...9).map { "<!ENTITY a\($0) \"&a\($0 == 1 ? "" : "\($0 - 1)");&a;\">" }.joined())]",
        "&a9;")
    },
    sheet("quadratic", "DOCTYPE not allowed") {
      document("[<!ENTITY a \"\(String(repeating: "a", count: 100_000))\">]", String(repeating: "&a;", count: 100_000))
    },
    sheet("parameter entity", "DOCTYPE not allowed") {
      document("[<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\"> %p;]", "x")
    },
    sheet("file entity", "DOCTYPE not allowed") { document("[<!ENTITY x SYSTEM \"file:///etc/passwd\">]", "&x;") },
    sheet("external DTD", "DOCTYPE not allowed") { document("SYSTEM \"http://127.0.0.1:9/x.dtd\"", "x") },
    sheet("DOCTYPE in UTF-8 with a mark", "DOCTYPE not allowed") { "\u{FEFF}" + document("[]", "x") },
    sheet("100,000 deep", "deeper than") {
      String(repeating: "<worksheet>", count: 100_000) + String(repeating: "</worksheet>", count: 100_000)
    },
    sheet("attribute of 10 MB", "longer than") {
      "<worksheet><sheetData><row><c r=\"\(String(repeating: "A", count: 10 << 20))\"/></row></sheetData></worksheet>"
    },
    sheet("text of 10 MB", "longer than") { cell(String(repeating: "a", count: 10 << 20)) },
    sheet("comment of 10 MB", "longer than") { cell("<!--\(String(repeating: "a", count: 10 << 20))-->") },
    sheet("undeclared entity", "not declared") { cell("a&nbsp;b") },
    sheet("nested wrongly", "nested wrongly") { cell("<b><i>x</b></i>") },
    sheet("truncated", "ends too early") { String(cell("x").dropLast(20)) },
    sheet("lying encoding", "encoding it names") { "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + cell("x") },
    sheet("unknown encoding", "encoding it names") { "<?xml version=\"1.0\" encoding=\"x-none\"?>" + cell("x") },
    sheet("control character", "not allowed") { cell("a\u{1}b") },
    sheet("control reference", "not allowed") { cell("a&#1;b") },
    sheet("no XML", "XML") { "secret" },
    sheet("bad reference", "reference is not valid") {
      "<worksheet><sheetData><row><c r=\"XFE1\"><v>1</v></c></row></sheetData></worksheet>"
    },
    sheet("row out of range", "row number") {
      "<worksheet><sheetData><row r=\"1048577\"><c><v>1</v></c></row></sheetData></worksheet>"
    },
    Row(name: "sheet bomb", isWorkbook: true, words: "--max-inflate-ratio") {
      let entries = Xlsx().entries.filter { $0.name != Array("xl/worksheets/sheet1.xml".utf8) }
      return Zip.archive(
        entries + [.bomb("xl/worksheets/sheet1.xml", compressedBytes: 10_000_000, size: 10_000_000_000)])
    },
    Row(name: "protected", isWorkbook: true, words: "protected with a password") {
      Ole.file(["EncryptionInfo", "EncryptedPackage"])
    },
    Row(name: "xls", isWorkbook: true, words: ".xls workbook") { Ole.file(["Workbook"]) },
    Row(name: "ole", isWorkbook: true, words: "OLE document") { Ole.file(["WordDocument"]) },
    Row(name: "csv called xlsx", isWorkbook: true, words: "not an .xlsx") { Array("a,b\n1,2\n".utf8) },
    Row(name: "xlsb", isWorkbook: true, words: ".xlsb") { Zip.archive([Zip.Entry("xl/workbook.bin")]) },
    Row(name: "OpenDocument", isWorkbook: true, words: "OpenDocument") { Zip.archive([Zip.Entry("content.xml")]) },
  ]

  static var rows: [Row] { lines + sheets }

  @Test(arguments: rows.indices) func refusesInTimeAndLittleMemory(_ index: Int) async throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Self.rows[index].build(), to: "hostile")
    await #expect(processExitsWith: .success, "\(Self.rows[index].name)") {
      [index = index as Int, path = path as String] in
      let row = HostileContainerTests.rows[index]
      let before = SystemCalls.peakMemory()
      let start = SystemCalls.processorSeconds()
      let error = #expect(throws: ToolError.self, "\(row.name)") {
        if row.isWorkbook {
          var reader = try SpreadsheetReader(InputFile(path))
          while try reader.nextRow() != nil {}
        } else {
          _ = try outcomes(ConversationSource(try InputListing.expand([path])))
        }
      }
      let time = SystemCalls.processorSeconds() - start
      let memory = SystemCalls.peakMemory() - before
      #expect(error?.rendered.contains(row.words) == true, "\(row.name): \(error?.rendered ?? "")")
      #expect(error?.exitCode == .inputRefused)
      #expect(error?.rendered.contains("secret") == false)
      #expect(time < Double(row.seconds), "\(row.name): \(time) s")
      #expect(memory < 64 << 20, "\(row.name): \(memory >> 20) MiB")
    }
  }
}

/// Makes OLE compound files: a header and a directory.
enum Ole {
  static func file(_ names: [String]) -> [UInt8] {
    var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 504)
    bytes[30] = 9
    for name in ["Root Entry"] + names {
      let units = Array(name.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      bytes += units + Array(repeating: 0, count: 128 - units.count)
    }
    return bytes + Array(repeating: 0, count: 512)
  }
}
