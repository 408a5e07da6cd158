internal import ArgumentParser
internal import Documents
internal import QA
internal import Reports
internal import Transcripts

/// `qa-cli report`: renders the results of a run again.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Render stored results as a page, a summary, a workbook or a test report.",
    discussion: """
      Reads the records that 'qa-cli score --out FOLDER' wrote; nothing is scored again.

      Examples:
        qa-cli report out                               # writes out/report.html again
        qa-cli report out --by team --lang en --out page.html
        qa-cli report today --format markdown --previous yesterday --max-bytes 4096
        qa-cli report out --format junit --min-severity major > findings.xml
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case html, markdown, xlsx, junit }

  @Argument(help: "A folder of results.") var folder: String
  @Option(help: "html, markdown, xlsx or junit.") var format = Format.html
  @Option(
    name: .customLong("out"),
    help: "The file to write, or - for standard output. Default: in the folder (html, xlsx), else standard output.")
  var output: String?
  @Option(name: .customLong("by"), help: "Fields to group by, of those the run was scored with. Default: all of them.")
  var groups: String?
  @Option(help: "A folder of earlier results to compare with.") var previous: String?
  @Option(name: .customLong("lang"), help: "zh or en. Default: the rulebook's.") var language: Language?
  @Option(name: .customLong("tz"), help: "The clock people read, for example Asia/Shanghai. Default: the run's.")
  var timeZone: String?
  @Option(name: .customLong("max-bytes"), help: "Markdown: leave out what does not fit and say so.") var budget: Int?
  @Option(name: .customLong("junit-cases"), help: "JUnit: list what failed, or all cases.") var cases = Cases.failing
  @Option(name: .customLong("min-severity"), help: "JUnit: minor, major or critical; the least that fails.")
  var severity = Least.minor
  @Flag(help: "Replace an existing file.") var force = false

  enum Cases: String, ExpressibleByArgument, CaseIterable { case failing, all }
  enum Least: String, ExpressibleByArgument, CaseIterable { case minor, major, critical }

  mutating func validate() throws {
    if let budget, budget < 200 { throw ValidationError("--max-bytes must be at least 200") }
    if budget != nil, format != .markdown { throw ValidationError("--max-bytes is for --format markdown") }
    if format == .xlsx, output == "-" { throw ValidationError("a workbook cannot go to standard output; name a file") }
  }

  func run() throws {
    let folder = try ResultFolder(folder)
    let earlier = try previous.map { try ResultFolder($0).results(showingContacts: false) }
    let fields = groups?.split(separator: ",").map { String($0) }.filter { !$0.isEmpty }
    let results = try folder.results(fields: fields, showingContacts: format == .html || format == .markdown)
    let words = ReportLanguage(language ?? (results.outline.language.hasPrefix("zh") ? .zh : .en))
    switch format {
    case .html:
      let document = ConversationReport.document(results, previous: earlier, language: words, zone: try zone(results))
      try write([HTMLReport.render(document)], usually: folder.path + "/report.html")
    case .markdown:
      let document = DailySummary.document(results, previous: earlier, language: words)
      try write([Array(MarkdownReport.render(document, budget: budget).utf8)], usually: nil)
    case .xlsx:
      let path = output ?? folder.path + "/results.xlsx"
      let file = try AtomicFile(path: path, force: force || output == nil)
      try ReportFiles.write(results, words, to: file)
      try file.commit()
    case .junit:
      let report = try RuleTestReport.report(
        results, cases: cases == .all ? .all : .failing,
        minimumSeverity: Severity(rawValue: severity.rawValue) ?? .minor, language: words)
      try write(
        JUnitReport.render(report, casesPerFile: output == nil || output == "-" ? .max : JUnitReport.casesPerFile),
        usually: nil)
    }
  }

  private func zone(_ results: StoredResults) throws -> ClockZone? {
    let name = timeZone ?? results.outline.timeZone
    guard !name.isEmpty else { return nil }
    guard let zone = ClockZone(name: name) else {
      throw ToolError(
        "E-USAGE", what: "no time zone is named '\(name)'", how: "a name such as Asia/Shanghai or UTC", exitCode: .usage
      )
    }
    return zone
  }

  /// Writes to the named file, the usual one, or standard output.
  ///
  /// What a run made itself may be replaced.
  private func write(_ files: [[UInt8]], usually usual: String?) throws {
    guard let path = output == "-" ? nil : output ?? usual else {
      let out = CheckedOutput.standardOutput()
      for bytes in files { try out.write(bytes) }
      return try out.flush()
    }
    let file = try AtomicFile(path: path, force: force || output == nil)
    try file.write(files[0])
    let shards = try ReportFiles.shards(files, beside: path, force: force)
    try file.commit()
    for shard in shards { try shard.commit() }
  }
}
