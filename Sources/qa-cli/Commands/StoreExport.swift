internal import ArgumentParser
internal import Foundation
internal import Store
internal import TextAnalysis
internal import Transcripts

/// `qa-cli store export`: every table as files.
struct StoreExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write every table as lines of JSON, a file a table.",
    discussion: """
      All tables are of one moment. The files are for their owner only (0600). Personal data is taken out of all texts
      unless --with-text is given; ids of conversations are texts too.

      Example: qa-cli store export --store voice.db --out export/
      """)

  @Option(help: "The store.") var store: String
  @Option(name: .customLong("out"), help: "The folder to write.") var out: String
  @Flag(help: "Write texts as they were said.") var withText = false
  @Flag(help: "Replace existing files.") var force = false
  @Option(name: .customLong("lang"), help: "Language of the tool's own words.") var language: Language = .en

  /// Columns with words of the tool's own.
  private static let plain: Set<String> = ["id", "sink", "state", "kind", "type", "reason", "told_in"]

  func run() throws {
    let opened = try StoreTables.open(store, .read)
    if !FileManager.default.fileExists(atPath: out) {
      try FileManager.default.createDirectory(
        atPath: out, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    let redactor = withText ? nil : try Redactor(.label(chinese: language == .zh))
    var files: [AtomicFile] = []
    let tables = try opened.export(
      text: { cell, text in
        guard let redactor, !Self.plain.contains(cell.column) else { return text }
        return redactor.redacted(text)
      },
      output: { table in
        let file = try AtomicFile(path: out + "/\(table).ndjson", force: force)
        files.append(file)
        return file.output
      }, finish: { _ in try files.last?.finish() })
    for file in files { try file.commit() }
    for table in tables { Console.say("\(table.name)  \(table.rows)") }
    let rows = tables.reduce(0) { $0 + $1.rows }
    Console.say(
      language("已导出 \(tables.count) 个表, \(rows) 行", "exported \(tables.count) tables, \(rows) rows")
        + (withText ? "" : language(" (个人信息已遮盖)", " (without personal data)")))
  }
}
