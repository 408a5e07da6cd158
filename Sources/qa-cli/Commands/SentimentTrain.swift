internal import ArgumentParser
internal import Reports
internal import TextAnalysis
internal import Transcripts

/// `qa-cli sentiment train`: a model of one's own ratings.
struct SentimentTrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a sentiment model on rated conversations or texts.",
    discussion: """
      Ratings come from a field of the conversations (csat) or a column of a table; the text of a conversation is what the
      customer says in it. --update goes on with an old model and the new ratings only.

      Examples:
        qa-cli sentiment train chats.ndjson --labels csat -o csat.model
        qa-cli sentiment train march.csv --labels stars -o new.model --update old.model
      """)

  @OptionGroup var input: InputOptions
  @Option(help: "The field or column with the ratings.") var labels: String?
  @Option(help: "The column of the texts, in tables.") var textColumn: String?
  @Option(name: [.customShort("o"), .customLong("out")], help: "The model file to write.") var output: String
  @Option(help: "An older model to go on from.") var update: String?
  @Option(help: "Folds of the cross-validation; 0 for none.") var folds = 5
  @Option(help: "The seed of the folds.") var seed: UInt64 = 1
  @Flag(help: "Replace an existing file.") var force = false
  @Flag(help: "Print the report as JSON.") var json = false
  @Option(name: .customLong("lang"), help: "Language of the report.") var language = Language.en

  func validate() throws {
    guard folds == 0 || (2...100).contains(folds) else {
      throw ValidationError("--folds must be 0 or lie between 2 and 100")
    }
  }

  func run() throws {
    let files = try input.files()
    try InputListing.check(output: output, against: files, directories: input.folders)
    let old = try update.map { try SentimentModel(reading: InputFile($0)) }
    let collection = try RatedCollection(files, input, labels: labels, textColumn: textColumn)
    let texts = try collection.rated()
    try collection.check(texts, old)
    var trainer = SentimentTrainer(folds: folds)
    trainer.seed = seed
    let (model, validation) = trainer.train(texts, updating: old)
    let file = try AtomicFile(path: output, force: force)
    try file.write(model.encoded())
    try file.commit()
    let standardOutput = CheckedOutput.standardOutput()
    if json {
      var encoder = JSONRecordEncoder()
      SentimentEvaluation.write(model, validation, folds: folds, into: &encoder)
      try standardOutput.write(encoder.bytes)
    } else {
      try standardOutput.write(SentimentTables.training(model, validation, folds, language))
    }
    try standardOutput.flush()
    Console.say(
      language(
        "读入 \(collection.read) = 训练 \(texts.count) + 无标签 \(collection.read - texts.count - collection.quarantined) + 异常 \(collection.quarantined)；模型在 \(output)",
        "read \(collection.read) = trained \(texts.count) + without rating \(collection.read - texts.count - collection.quarantined) + quarantined \(collection.quarantined); the model is in \(output)"
      ).escapingControls)
    if collection.quarantined > 0 { throw Failure(code: .quarantined) }
  }
}
