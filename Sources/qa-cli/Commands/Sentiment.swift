internal import ArgumentParser
internal import TextAnalysis
internal import Transcripts

/// `qa-cli sentiment`: scores, trains and evaluates.
struct SentimentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sentiment", abstract: "Score what customers feel, and train the score on your own ratings.",
    discussion: """
      Examples:
        qa-cli sentiment score chats.ndjson --format table
        qa-cli sentiment train chats.ndjson --labels csat -o csat.model
        qa-cli sentiment train reviews.csv --labels stars -o reviews.model
        qa-cli sentiment evaluate reviews.csv --model reviews.model --format json
      """,
    subcommands: [SentimentScoreCommand.self, SentimentTrainCommand.self, SentimentEvaluateCommand.self])
}

/// Which engine reads the texts.
struct SentimentEngineOptions: ParsableArguments {
  @Option(help: "A model of `sentiment train`. Default: the lexicon inside the program.") var model: String?
  @Option(help: ArgumentHelp("A lexicon file with entries of your own; may be repeated.", valueName: "file"))
  var lexicon: [String] = []

  /// The engine of the scores.
  func engine() throws -> any SentimentEngine {
    if let model { return try SentimentModel(reading: InputFile(model)) }
    return try dictionary()
  }

  /// The lexicon, which also finds the emotions.
  func dictionary() throws -> SentimentLexicon { try .bundled(adding: lexicon.map { InputFile($0) }) }

  /// A reader of scores and emotions.
  func reader(_ engine: any SentimentEngine) throws -> any SentimentReader {
    // A model that uses the lexicon reads the emotions with it.
    if lexicon.isEmpty, (engine as? SentimentModel)?.usesLexicon ?? true { return engine.makeReader() }
    guard model != nil else { return engine.makeReader() }
    return EmotionalReader(scores: engine.makeReader(), emotions: try dictionary().makeReader())
  }
}
