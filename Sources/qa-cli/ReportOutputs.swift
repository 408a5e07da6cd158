internal import Documents
internal import Foundation
internal import QA
internal import Reports
internal import Transcripts

/// The reports of a scoring run: transcripts to show, page, workbook, test report, summary.
final class ReportOutputs {
  /// Keeps the transcripts that the report will show.
  private(set) var keeper: TranscriptKeeper?
  /// Which of them it will be.
  var choice: TranscriptChoice?
  /// Records that are only needed for the reports, where no folder keeps them.
  let scratch: AtomicFile?

  private let transcripts: AtomicFile?
  private let nearMisses: AtomicFile?
  private let metricsFile: AtomicFile?
  private let html: AtomicFile?
  private let workbook: AtomicFile?
  private let junit: AtomicFile?
  private let markdown: AtomicFile?
  private let previous: StoredResults?
  private let decoding: DecodingOptions
  private let force: Bool
  private var shards: [AtomicFile] = []

  /// Opens the files, or gives `nil` if there is nothing to report to.
  init?(_ command: ScoreCommand, files: [InputFile]) throws {
    guard command.directory != nil || command.junit != nil else { return nil }
    let kinds = command.directory == nil ? [] : command.files
    func file(_ path: String) throws -> AtomicFile {
      try InputListing.check(output: path, against: files, directories: command.input.folders)
      return try AtomicFile(path: path, force: command.force)
    }
    func inFolder(_ name: String, _ isWanted: Bool) throws -> AtomicFile? {
      guard let directory = command.directory, isWanted else { return nil }
      return try file(directory + "/" + name)
    }
    transcripts = try inFolder(StoredResults.FileName.transcripts, true)
    nearMisses = try inFolder(StoredResults.FileName.nearMisses, true)
    metricsFile = try inFolder(StoredResults.FileName.metrics, true)
    html = try inFolder("report.html", kinds.contains(.html))
    workbook = try inFolder("results.xlsx", kinds.contains(.xlsx))
    markdown = try inFolder("report.md", kinds.contains(.markdown))
    junit = try command.junit.map(file) ?? inFolder("report.junit.xml", kinds.contains(.junit))
    scratch = command.directory == nil ? try command.junit.map { try file($0 + ".records") } : nil
    previous = try command.previous.map { try ResultFolder($0).results(showingContacts: false) }
    decoding = try command.input.decoding()
    force = command.force
  }

  /// Prepares for a rulebook.
  func begin(_ book: Rulebook) {
    guard transcripts != nil else { return }
    let keeper = TranscriptKeeper(book: book)
    self.keeper = keeper
    choice = TranscriptChoice(book: book, keeper: keeper)
  }

  /// Writes everything from the records; nothing appears before ``commit()``.
  func write(
    _ record: [UInt8], _ book: Rulebook, metrics: MetricsSummary, evaluations: String, quarantine: String?,
    language: Language, zone: ClockZone?
  ) throws {
    try writeTranscripts(book)
    if let metricsFile {
      var encoder = JSONRecordEncoder()
      MetricRecords(fields: metrics.fields).write(metrics, isPartial: false, into: &encoder)
      try metricsFile.write(encoder.bytes)
      try metricsFile.finish()
    }
    guard html != nil || workbook != nil || junit != nil || markdown != nil else { return }
    let results = try StoredResults(
      .init(
        run: record, evaluations: evaluations, transcripts: transcripts?.temporary, nearMisses: nearMisses?.temporary,
        quarantine: quarantine, metrics: metricsFile?.temporary), showingContacts: html != nil || markdown != nil)
    let words = ReportLanguage(language)
    if let html {
      try html.write(
        HTMLReport.render(ConversationReport.document(results, previous: previous, language: words, zone: zone)))
      try html.finish()
    }
    if let markdown {
      try markdown.write(
        Array(MarkdownReport.render(DailySummary.document(results, previous: previous, language: words)).utf8))
      try markdown.finish()
    }
    if let workbook { try ReportFiles.write(results, words, to: workbook) }
    if let junit {
      let files = JUnitReport.render(try RuleTestReport.report(results, language: words))
      try junit.write(files[0])
      shards = try ReportFiles.shards(files, beside: junit.path, force: force)
    }
  }

  private func writeTranscripts(_ book: Rulebook) throws {
    guard let transcripts, let nearMisses, let choice else { return }
    var lines: [UInt8] = []
    for transcript in choice.transcripts { lines += transcript }
    try transcripts.write(lines)
    try transcripts.finish()
    let evaluator = try Evaluator(book: book)
    var encoder = JSONRecordEncoder()
    try StoredConversations.forEach(transcripts.temporary) { conversation in
      var conversation = conversation
      let reports = evaluator.nearMisses(in: &conversation)
      NearMissRecords.write(reports, of: conversation.id, book: book, into: &encoder)
    }
    try nearMisses.write(encoder.bytes)
    try nearMisses.finish()
  }

  /// Puts every file in its place.
  func commit() throws {
    for file in [transcripts, nearMisses, metricsFile, html, workbook, junit, markdown].compactMap({ $0 }) + shards {
      try file.commit()
    }
  }

  /// Removes what was begun.
  func abandon() {
    for file in [transcripts, nearMisses, metricsFile, html, workbook, junit, markdown, scratch] { file?.abandon() }
    for file in shards { file.abandon() }
  }
}

/// How reports become files.
enum ReportFiles {
  /// Writes a workbook over an unfinished file, which keeps its mode and place.
  static func write(_ results: StoredResults, _ language: ReportLanguage, to file: AtomicFile) throws {
    var writer = try WorkbookWriter(path: file.temporary)
    try ResultSheets.write(results, language: language, into: &writer)
    try writer.close()
  }

  /// The further files of a report that is too large for one: `name-2.xml`, `name-3.xml`.
  static func shards(_ files: [[UInt8]], beside path: String, force: Bool) throws -> [AtomicFile] {
    let dot = path.hasSuffix(".xml") ? path.index(path.endIndex, offsetBy: -4) : path.endIndex
    return try files.dropFirst().enumerated().map { index, bytes in
      let file = try AtomicFile(path: "\(path[..<dot])-\(index + 2)\(path[dot...])", force: force)
      try file.write(bytes)
      return file
    }
  }
}

extension ReportLanguage {
  /// The language of the tool's words as the language of a report.
  init(_ language: Language) { self = language == .zh ? .zh : .en }
}
