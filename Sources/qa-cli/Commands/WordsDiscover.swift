internal import ArgumentParser
internal import Documents
internal import Reports
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// `qa-cli words`: what customers have begun to say, and words no dictionary knows.
struct WordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "words", abstract: "Find words and phrases that are new or said more than before.",
    discussion: """
      Without a subcommand: 'rising', which compares a period of a store with everything before it.

      Examples:
        qa-cli words --store voice.db --since 7d --lang zh
        qa-cli words discover chats.ndjson --format list > words.txt
      """,
    subcommands: [WordsRisingCommand.self, WordsDiscoverCommand.self], defaultSubcommand: WordsRisingCommand.self)
}

/// `qa-cli words discover`: words of the customers that no dictionary knows.
struct WordsDiscoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discover", abstract: "Find words that no dictionary knows in what customers say; needs no store.",
    discussion: """
      By mutual information (cohesion) and branching entropy (freedom), both in bits: two to five ideographs, or two or three
      words of letters. --format list gives lines of a dictionary for --dictionary of other commands; read it before you use it.

      Examples:
        qa-cli words discover chats.ndjson --top 30 --lang zh
        qa-cli words discover chats.ndjson --format list > words.txt
        qa-cli segment --dictionary words.txt < chats.txt
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, ndjson, csv, list }

  @OptionGroup var input: InputOptions
  @Option(help: "How many words.") var top = 100
  @Option(help: "How often a word must occur.") var min = 5
  @Option(help: "The least mutual information of a word's parts, in bits.") var cohesion = 5.0
  @Option(help: "The least entropy of a word's neighbours, in bits.") var freedom = 1.5
  @Option(help: "A file of words you know already; may be given several times.") var dictionary: [String] = []
  @Flag(help: "Leave out what holds personal data.") var redact = false
  @Option(help: "table, ndjson, csv or list. Default: table on a terminal, else ndjson.") var format: Format?
  @Option(name: .customLong("lang"), help: "Language of the headings: zh or en.") var language = Language.en

  func run() throws {
    guard top >= 0 else { throw ToolError("E-USAGE", what: "--top must not be negative", exitCode: .usage) }
    guard min >= 2 else { throw ToolError("E-USAGE", what: "--min must be 2 or more", exitCode: .usage) }
    let files = try input.files(language)
    var finder = NewWordFinder(try UserDictionaries.load(dictionary))
    finder.leastCount = min
    finder.leastCohesion = cohesion
    finder.leastFreedom = freedom
    // The same text twice, such as a template, says nothing twice.
    var texts = TextCollection()
    var pass = CustomerTexts()
    try pass.run(files, input) { _, _, text in texts.add(text) }
    let chosen = texts.sample(NewWordFinder.largestSample)
    for unit in chosen { finder.add(texts.text(texts.units[unit])) }
    var found = finder.words()
    if redact {
      let redactor = try Redactor(.label(chinese: language == .zh))
      found.removeAll { redactor.redacted($0.text) != $0.text }
    }
    let words = Array(found.prefix(top))
    let usual: Format = Console.isTerminal(1) ? .table : .ndjson
    if (format ?? usual) == .list {
      let output = CheckedOutput.standardOutput()
      // A word with a blank in it is no entry of a dictionary.
      for word in words where !word.text.contains(" ") { try output.write(Array("\(word.text) \(word.count)\n".utf8)) }
      try output.flush()
    } else {
      try print(words, (format ?? usual) == .table ? .table : (format ?? usual) == .csv ? .csv : .ndjson)
    }
    Console.say(
      language(
        "\(texts.total) 条文本, \(texts.units.count) 条不同, 读了 \(chosen.count) 条; 新词 \(words.count) 个",
        "\(texts.total) texts, \(texts.units.count) different, \(chosen.count) read; \(words.count) new words"))
    try pass.finish(files, input, language)
  }

  private func print(_ words: [NewWord], _ format: VoiceFormat) throws {
    try RecordOutput.print(
      words, format, columns: ["text", "count", "texts", "cohesion", "freedom"],
      table: [
        .init(language("词", "Word"), isFlexible: true), .init(language("次数", "Count"), isNumeric: true),
        .init(language("文本", "Texts"), isNumeric: true), .init(language("凝固度", "Cohesion"), isNumeric: true),
        .init(language("自由度", "Freedom"), isNumeric: true),
      ], json: { VoiceRecords.write($0, into: &$1) }, csv: { VoiceRecords.write($0, into: &$1) },
      row: { word in
        [
          word.text, String(word.count), String(word.texts), Digits.decimal(word.cohesion, places: 1),
          Digits.decimal(word.freedom, places: 1),
        ]
      })
  }
}
