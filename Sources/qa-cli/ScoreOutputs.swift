internal import Foundation
internal import QA
internal import Reports
internal import Transcripts

/// Where the streams of a scoring run go: standard output, and files in a folder.
final class ScoreOutputs {
  /// A stream and the places it is written to.
  struct Stream {
    var kind: RecordKind
    var format: Format
    var file: AtomicFile?
    var toStandardOutput: Bool
  }

  enum Format: Equatable {
    case ndjson
    case csv(CSVDialect)
  }

  private(set) var streams: [Stream] = []
  let standardOutput = CheckedOutput.standardOutput()
  let directory: String?
  let quarantine: AtomicFile?
  let summary: AtomicFile?
  let reports: ReportOutputs?

  /// Opens the outputs, and refuses those that would overwrite an input or, without `--force`, anything.
  init(_ command: ScoreCommand, files: [InputFile]) throws {
    directory = command.directory
    var quarantine: AtomicFile?
    var summary: AtomicFile?
    if let directory = command.directory {
      try InputListing.check(
        output: directory + "/evaluations.ndjson", against: files, directories: command.input.folders)
      do {
        try FileManager.default.createDirectory(
          atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        throw ToolError(
          "E-OUTPUT-WRITE", file: directory, what: "the folder cannot be made", how: "another --out",
          exitCode: .inputOutput)
      }
      func file(_ name: String) throws -> AtomicFile {
        try InputListing.check(output: directory + "/" + name, against: files, directories: command.input.folders)
        return try AtomicFile(path: directory + "/" + name, force: command.force)
      }
      let dialect = command.dialect ?? .excel
      for (kind, name) in [(RecordKind.evaluation, "evaluations"), (.item, "items"), (.finding, "findings")] {
        streams.append(Stream(kind: kind, format: .ndjson, file: try file(name + ".ndjson"), toStandardOutput: false))
        if kind != .item, command.files.contains(.csv) {
          streams.append(
            Stream(kind: kind, format: .csv(dialect), file: try file(name + ".csv"), toStandardOutput: false))
        }
      }
      quarantine = try file("quarantine.ndjson")
      summary = try file("summary.json")
    }
    if let path = command.quarantineFile {
      try InputListing.check(output: path, against: files, directories: command.input.folders)
      let others = streams.compactMap { $0.file?.path } + (summary.map { [$0.path] } ?? [])
      if others.contains(where: { Self.place(of: $0) == Self.place(of: path) }) {
        throw ToolError(
          "E-USAGE", file: path, what: "--out writes another result there", how: "another path", exitCode: .usage)
      }
      quarantine = try AtomicFile(path: path, force: command.force)
    }
    self.quarantine = quarantine
    self.summary = summary
    reports = try ReportOutputs(command, files: files)
    if directory == nil, let scratch = reports?.scratch {
      streams.append(Stream(kind: .evaluation, format: .ndjson, file: scratch, toStandardOutput: false))
    }
    switch command.outputFormat {
    case .table: break
    case .ndjson: streams.append(Stream(kind: .evaluation, format: .ndjson, file: nil, toStandardOutput: true))
    case .csv:
      streams.append(
        Stream(kind: .evaluation, format: .csv(command.dialect ?? .rfc4180), file: nil, toStandardOutput: true))
    }
  }

  /// A path without links and dots, to see whether two name the same file.
  private static func place(of path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }

  /// The streams as the workers need them.
  func recordStreams(_ book: Rulebook, _ fields: [String]) -> [RecordStream] {
    streams.map { stream in
      switch stream.format {
      case .ndjson: return RecordStream(stream.kind) { JSONRecordEncoder() }
      case .csv(let dialect):
        let columns = ResultColumns.columns(of: stream.kind, book: book, fields: fields)
        return RecordStream(stream.kind) {
          CSVRecordEncoder(
            columns: columns, dialect: dialect,
            pivot: .init(list: "items", key: "item", value: "result", prefix: "item."))
        }
      }
    }
  }

  /// Writes the header lines of the tables.
  func writeHeaders(_ book: Rulebook, _ fields: [String]) throws {
    for (index, stream) in streams.enumerated() {
      guard case .csv(let dialect) = stream.format else { continue }
      let columns = ResultColumns.columns(of: stream.kind, book: book, fields: fields)
      try write(CSVRecordEncoder.header(columns: columns, dialect: dialect), to: index)
    }
  }

  /// Writes bytes to a stream.
  func write(_ bytes: [UInt8], to index: Int) throws {
    if streams[index].toStandardOutput {
      try standardOutput.write(bytes)
    } else {
      try streams[index].file?.write(bytes)
    }
  }

  /// Renders the reports from the records, before any file appears.
  func writeReports(
    _ record: [UInt8], _ book: Rulebook, metrics: MetricsSummary, language: Language, zone: ClockZone?
  ) throws {
    guard let reports,
      let evaluations = streams.first(where: { $0.kind == .evaluation && $0.format == .ndjson && $0.file != nil })?.file
    else { return }
    // Everything else is written: reports get by with few descriptors.
    for stream in streams { try stream.file?.finish() }
    try quarantine?.finish()
    try summary?.finish()
    try reports.write(
      record, book, metrics: metrics, evaluations: evaluations.temporary, quarantine: quarantine?.temporary,
      language: language, zone: zone)
  }

  /// Puts every file in its place.
  func commit() throws {
    try standardOutput.flush()
    for stream in streams {
      if let file = stream.file, file === reports?.scratch { file.abandon() } else { try stream.file?.commit() }
    }
    try reports?.commit()
    try quarantine?.commit()
    try summary?.commit()
  }

  /// Removes what was begun.
  func abandon() {
    for stream in streams { stream.file?.abandon() }
    reports?.abandon()
    quarantine?.abandon()
    summary?.abandon()
  }
}

/// The columns of the tables.
enum ResultColumns {
  static func columns(of kind: RecordKind, book: Rulebook, fields: [String]) -> [String] {
    let groups = fields.map { "by." + $0 }
    let provenance = ["rulebook", "rulebook_version", "rulebook_hash"]
    switch kind {
    case .evaluation:
      let items = book.scorecard?.sections.flatMap(\.items).map { "item." + $0.id } ?? []
      return ["conversation_id", "channel"] + groups + [
        "unit", "leg", "legs", "agent", "turns", "verdict", "not_scorable", "score", "score_min", "score_max",
        "score_before_fatal", "fatal", "band",
        "sentiment.score", "sentiment.first", "sentiment.last", "sentiment.shift", "sentiment.lowest",
        "sentiment.lowest_turn", "findings_count", "open_items", "tags",
      ] + items + Metrics.definitions.filter { $0.scope != .history }.map { "metrics." + $0.id } + provenance
    case .finding:
      return ["conversation_id", "channel"] + groups + [
        "agent", "id", "rule", "title", "severity", "class", "as", "status", "tags", "leg", "turn", "seq", "bytes",
        "chars",
        "text", "message", "measure",
      ] + provenance
    case .item:
      return ["conversation_id", "channel"] + groups + [
        "leg", "agent", "section", "item", "title", "rule", "result", "reason", "findings_count", "points",
      ] + provenance
    }
  }
}
