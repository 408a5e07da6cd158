/// A kind of file conversations come in.
///
/// A new one is one file with a type of this protocol, and one line in ``TranscriptFormats/all``.
protocol TranscriptFormat: Sendable {
  /// The word for `--input-format` and for people.
  var name: String { get }

  /// How much the first text looks like this format, from 0 to 1.
  func likelihood(of head: TextHead) -> Double

  /// Starts reading an input of this format.
  func reader(_ source: TextSource, _ context: ReadingContext) throws(ToolError) -> any TranscriptReader
}

/// Reads one input, piece by piece, in bounded memory.
protocol TranscriptReader: AnyObject {
  /// The next piece, or `nil` at the end.
  func next() throws(ToolError) -> InputBatch.Payload?
}

/// What a reader needs beside its source.
struct ReadingContext {
  /// Index into the run's list of inputs.
  var input: Int
  /// What records without an identifier are called by.
  var stem: String
  /// The user's wishes.
  var options: ReadingOptions
  /// What is believed.
  var limits: InputLimits
  /// Blocks for chunks of lines.
  var pool: BlockPool
  /// Where findings are told.
  var report: InputReport

  /// Tells people something about the input.
  func note(_ english: String, zh chinese: String) {
    report.update(input) { $0.notes.append(InputNote(english, zh: chinese)) }
  }

  /// Changes what is known of the input.
  func update(_ change: (inout InputReport.Entry) -> Void) { report.update(input, change) }
}

/// Every format.
enum TranscriptFormats {
  /// The formats, those first that are told most surely.
  static let all: [any TranscriptFormat] = [
    WebVTTFormat(),
    JSONLinesFormat(),
    JSONDocumentFormat(),
    SubRipFormat(),
    YouTubeCaptionFormat(),
    DelimitedFormat(),
    PlainTextFormat(),
    // Workbooks are no text: see ConversationSource.openWorkbook.
  ]

  /// The words for `--input-format`.
  static var names: [String] { all.map(\.name) }

  /// The format of an input: the one named, or the likeliest.
  static func format(of source: TextSource, options: ReadingOptions) throws(ToolError) -> any TranscriptFormat {
    if let name = options.format {
      guard let found = all.first(where: { $0.name == name }) else {
        throw ToolError(
          "E-USAGE", what: "no format is named '\(name)'", how: names.joined(separator: ", "), exitCode: .usage)
      }
      return found
    }
    let head = source.head
    if head.text.isEmpty { return JSONLinesFormat() }
    guard let best = likeliest(for: head), best.likelihood >= 0.3 else {
      // Where the text says nothing its name does: what is no record is then set aside line by line.
      if source.file.name.contains(".ndjson") || source.file.name.contains(".jsonl") { return JSONLinesFormat() }
      throw ToolError(
        "E-INPUT-FORMAT", file: source.file.name, what: "not a format that is known",
        how: "--input-format with one of \(names.joined(separator: ", ")), or a mapping file", exitCode: .inputRefused)
    }
    return best.format
  }

  /// The format that the first text looks most like, or `nil`.
  static func likeliest(for head: TextHead) -> (format: any TranscriptFormat, likelihood: Double)? {
    var best: (format: any TranscriptFormat, likelihood: Double)?
    for format in all {
      let likelihood = format.likelihood(of: head)
      if likelihood > best?.likelihood ?? 0 { best = (format, likelihood) }
      if likelihood >= 1 { break }
    }
    return best
  }
}

extension ReadingOptions {
  /// The names of the formats that can be read.
  public static var formatNames: [String] { TranscriptFormats.names }
}
