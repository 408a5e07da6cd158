internal import ArgumentParser
internal import Documents
internal import Foundation
internal import QA
internal import Reports
internal import Transcripts

/// `qa-cli rules import`: spreadsheets become a rulebook.
struct RulesImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a rulebook from a spreadsheet: a plain list of words, or 词库, 规则, 评分项, 用例.",
    discussion: """
      A workbook, a folder of CSV files (词库.csv, 规则.csv, 评分项.csv, 用例.csv, 设置.csv) or one CSV file. Without a
      sheet of rules it is a list of words: a column 词 (or word), perhaps 级别, 分类 and 备注. Every category becomes a
      draft rule with tests; the words go to a file beside the book.

      Examples:
        qa-cli rules import 敏感词.xlsx -o words.yaml
        qa-cli rules import sheets/ -o book.yaml
      """)

  @Argument(help: "A workbook (.xlsx), a folder of CSV files, or a CSV or TSV file.") var source: String
  @Option(name: [.short, .customLong("output")], help: "The rulebook to write.") var output: String
  @Option(help: "The rulebook's id. Default: the output's name.") var id: String?
  @Option(name: .customLong("lang"), help: "Language of generated titles and messages: zh or en.")
  var language: Language = .zh
  @Option(help: "Encoding of CSV files, if it cannot be told: gbk, big5, …") var encoding: String?
  @Flag(help: "Replace existing files.") var force = false

  func run() throws {
    let name = output.split(separator: "/").last.map(String.init) ?? output
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    let chosen = try encoding.map { word in
      guard let encoding = TextEncoding(name: word) else {
        throw ToolError("E-USAGE", what: "no encoding is named '\(word)'", how: "gbk, big5, utf-8, …", exitCode: .usage)
      }
      return encoding
    }
    let sheets = try SheetFolder.sheets(source, encoding: chosen)
    var importer = RulebookImport(
      path: source, sheets: sheets, identifier: id ?? stem, isChinese: language == .zh)
    let book: ImportedRulebook
    do {
      book = try importer.run()
    } catch let error as SheetProblems {
      for problem in error.problems.prefix(50) { Console.report(problem) }
      if error.problems.count > 50 { Console.say("… and \(error.problems.count - 50) more") }
      throw Failure(code: .inputRefused)
    }
    let folder = output.lastIndex(of: "/").map { String(output[...$0]) } ?? ""
    if !folder.isEmpty {
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    var files: [AtomicFile] = []
    for file in book.files {
      let path = folder + file.path
      let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
      try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      let written = try AtomicFile(path: path, force: force)
      try written.write(Array(file.text.utf8))
      files.append(written)
    }
    let written = try AtomicFile(path: output, force: force)
    try written.write(Array(book.yaml.utf8))
    for file in files + [written] { try file.commit() }
    for note in book.notes { Console.say("note: \(note)".escapingControls) }
    Console.say(
      language(
        "\(output)：\(book.wordCount) 个词，\(book.ruleCount) 条规则",
        "\(output): \(book.wordCount) words, \(book.ruleCount) rules"
      ).escapingControls)
    // What was written must be a rulebook; if not, the messages name its lines.
    _ = try RulebookOptions.uncached(output)
  }
}

/// `qa-cli rules export`: a rulebook becomes spreadsheets.
struct RulesExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a rulebook as sheets 设置, 词库, 规则, 评分项 and 用例, for people who live in spreadsheets.",
    discussion: """
      What the book inherits stays with its parents; comments are not kept. 'rules import' reads the sheets back.

      Examples:
        qa-cli rules export book.yaml -o book.xlsx
        qa-cli rules export book.yaml -o sheets/
      """)

  @Argument(help: "A rulebook file, or the id of a bundled book.") var book: String
  @Option(name: [.short, .customLong("output")], help: "A workbook (.xlsx), or the folder for CSV files.") var output:
    String
  @Option(name: .customLong("lang"), help: "Language of headings and values. Default: the rulebook's.")
  var language: Language?
  @Flag(help: "Replace existing files.") var force = false

  func run() throws {
    let loaded = try RulebookOptions.uncached(book)
    let words = language ?? (loaded.language.hasPrefix("zh") ? .zh : .en)
    let exporter = RulebookExport(sources: RulebookOptions.sources, isChinese: words == .zh)
    let isFile = FileManager.default.fileExists(atPath: book)
    guard let text = isFile ? RulebookOptions.sources.readFile(book) : BundledRules.text(book + ".yaml") else {
      throw ToolError("E-RULES", file: book, what: "it cannot be read", exitCode: .configuration)
    }
    let directory = isFile ? book.lastIndex(of: "/").map { String(book[...$0]) } ?? "" : nil
    let sheets = try exporter.sheets(text: text, name: book, directory: directory)
    try SheetFolder.write(sheets, to: output, force: force)
    let rows = sheets.map { "\($0.name) \($0.rows.count - 1)" }.joined(separator: ", ")
    Console.say("\(output): \(rows)".escapingControls)
  }
}

/// Folders of CSV files and workbooks.
enum SheetFolder {
  /// The sheets of a workbook, of a folder's CSV files, or of one CSV file.
  static func sheets(_ path: String, encoding: TextEncoding?) throws -> [SheetFile] {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ToolError("E-INPUT-MISSING", file: path, what: "there is no such file", exitCode: .inputMissing)
    }
    guard isFolder.boolValue else { return try SheetFile.sheets(at: path, encoding: encoding) }
    let names = try FileManager.default.contentsOfDirectory(atPath: path).filter {
      $0.hasSuffix(".csv") || $0.hasSuffix(".tsv")
    }.sorted()
    return try names.flatMap { try SheetFile.sheets(at: "\(path)/\($0)", encoding: encoding) }
  }

  /// Writes sheets as CSV files that spreadsheets open: with byte order mark and CRLF.
  static func write(_ sheets: [WrittenSheet], to folder: String, force: Bool) throws {
    if folder.lowercased().hasSuffix(".xlsx") { return try writeWorkbook(sheets, to: folder, force: force) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for sheet in sheets {
      var text = "\u{FEFF}"
      for row in sheet.rows { text += row.map(field).joined(separator: ",") + "\r\n" }
      let file = try AtomicFile(path: "\(folder)/\(sheet.name).csv", force: force)
      try file.write(Array(text.utf8))
      try file.commit()
    }
  }

  /// Writes sheets as one workbook; every cell is text, so nothing needs an apostrophe.
  private static func writeWorkbook(_ sheets: [WrittenSheet], to path: String, force: Bool) throws {
    let limit = WorkbookWriter.Limits().characters
    for sheet in sheets where sheet.rows.contains(where: { $0.contains { $0.utf16.count > limit } }) {
      throw ToolError(
        "E-USAGE", file: path, what: "a cell of sheet \(sheet.name) has more than \(limit) characters",
        how: "-o a folder: CSV files have no limit", exitCode: .usage)
    }
    let file = try AtomicFile(path: path, force: force)
    let writer = try WorkbookWriter(path: file.temporary)
    for sheet in sheets {
      let columns = (sheet.rows.first ?? []).map { SheetColumn($0, width: 24, isWrapped: true) }
      try writer.beginSheet(SheetHead(sheet.name, columns: columns))
      for row in sheet.rows.dropFirst() {
        try writer.append(row.map { SheetCell($0.isEmpty ? .empty : .text($0)) })
      }
    }
    try writer.close()
    try file.commit()
  }

  private static func field(_ cell: String) -> String {
    // An apostrophe keeps spreadsheets from reading a formula; import takes it off again.
    let text = cell.first.map { "=+-@".contains($0) } == true ? "'" + cell : cell
    guard text.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) || text != text.trimmedSpaces
    else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}

extension String {
  fileprivate var trimmedSpaces: String { trimmingCharacters(in: .whitespaces) }
}

extension RulebookOptions {
  /// Loads a book without keeping anything in the cache.
  static func uncached(_ name: String) throws -> Rulebook {
    var options = RulebookOptions()
    options.cache = false
    return try options.load(name)
  }
}
