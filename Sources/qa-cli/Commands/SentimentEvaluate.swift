internal import ArgumentParser
internal import Reports
internal import TextAnalysis
internal import Transcripts

/// `qa-cli sentiment evaluate`: how often the engine agrees with people.
struct SentimentEvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Compare scores with the ratings of a table of texts.",
    discussion: """
      Ratings are positive, negative and neutral, 1 and 0, or grades of 1 to 5. Where a table knows only two classes, the
      sign of the score decides; a text without evidence counts as negative in Chinese, positive in English. With --folds a model is trained and
      tested on the table itself, by cross-validation.

      Examples:
        qa-cli sentiment evaluate reviews.csv --format json
        qa-cli sentiment evaluate reviews.csv.gz --text-column review --label-column stars --folds 5
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  @Argument(help: "A table with texts and ratings: CSV or TSV, also .gz.") var file: String
  @OptionGroup var engineOptions: SentimentEngineOptions
  @Option(help: "Cross-validate a model trained on the table, in this many folds.") var folds: Int?
  @Option(help: "The seed of the folds.") var seed: UInt64 = 1
  @Option(help: "The column of the texts.") var textColumn: String?
  @Option(help: "The column of the ratings.") var labelColumn: String?
  @Option(help: "table or json. Default: table on a terminal, else json.") var format: Format?
  @Option(name: .customLong("lang"), help: "Language of the headings.") var language = Language.en

  func validate() throws {
    if let folds, !(2...100).contains(folds) { throw ValidationError("--folds must lie between 2 and 100") }
    if folds != nil && engineOptions.model != nil {
      throw ValidationError("--folds trains a model of its own; leave --model out")
    }
  }

  func run() throws {
    let input = try InputListing.expand([file])[0]
    guard let table = try RatedTextFile(input, text: textColumn, label: labelColumn) else {
      throw ToolError(
        "E-INPUT-COLUMNS", file: file, line: 1, what: "the header names no column of texts or of ratings",
        how: "--text-column and --label-column", exitCode: .inputRefused)
    }
    let (texts, unrated) = try table.rated(file: input, folder: try Folder())
    guard !texts.isEmpty else {
      throw ToolError("E-INPUT-EMPTY", file: file, what: "it has no rated text", exitCode: .inputRefused)
    }
    var evaluation = try SentimentEvaluation(texts)
    if let folds {
      var trainer = SentimentTrainer()
      trainer.folds = folds
      trainer.seed = seed
      guard let validation = trainer.validate(texts) else {
        throw ToolError(
          "E-INPUT-FEW", file: file, what: "a class has fewer texts than there are folds",
          how: "fewer --folds, or more ratings", exitCode: .inputRefused)
      }
      evaluation.take(validation, folds: folds)
      let (model, _) = SentimentTrainer(folds: 0).train(texts)
      evaluation.time(table.rows.map(\.text), with: model.makeReader(), clock: { Console.processorTime })
    } else {
      let engine = try engineOptions.engine()
      evaluation.compare(texts, with: engine)
      evaluation.time(table.rows.map(\.text), with: engine.makeReader(), clock: { Console.processorTime })
    }
    let output = CheckedOutput.standardOutput()
    if (format ?? (Console.isTerminal(1) ? .table : .json)) == .json {
      var encoder = JSONRecordEncoder()
      evaluation.write(into: &encoder)
      try output.write(encoder.bytes)
    } else {
      try output.write(SentimentTables.evaluation(evaluation, language))
    }
    try output.flush()
    Console.say(
      language(
        "读入 \(table.rows.count) = 评估 \(texts.count) + 无标签 \(unrated)",
        "read \(table.rows.count) = evaluated \(texts.count) + without rating \(unrated)"))
  }
}
