internal import ArgumentParser
internal import Documents
internal import Reports
internal import Statistics
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// `qa-cli words rising`: what customers have begun to say.
struct WordsRisingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rising", abstract: "Find words and phrases that are new or said more than before.",
    discussion: """
      The last --since of the store is compared with everything before it, by conversations: Fisher's exact test, corrected
      for the number of words. At least three customers must say a word.

      Example: qa-cli words --store voice.db --since 7d --lang zh
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var days: DayOptions
  @Option(help: "The length of the period: 24h, 7d, 4w.") var since = "7d"
  @Option(help: "How many words.") var top = 50
  @Option(help: "Customers who must say a word.") var customers = 3
  @Option(help: "A file of your own words; may be given several times.") var dictionary: [String] = []
  @Flag(help: "Take personal data out of words and examples.") var redact = false
  @Option(help: "table, ndjson or csv. Default: table on a terminal, else ndjson.") var format: VoiceFormat?
  @Option(name: .customLong("lang"), help: "Language of the headings: zh or en.") var language = Language.en

  func run() throws {
    guard top >= 0 else { throw ToolError("E-USAGE", what: "--top must not be negative", exitCode: .usage) }
    let table = try VoiceTable(try store.registry())
    let start = VoicePeriods(length: try DigestCommand.length(since), zone: try days.zone(), latest: table.end).start(0)
    let found = RisingWords(
      table, from: start, leastCustomers: customers, dictionary: try UserDictionaries.load(dictionary))
    var words = Array(found.words.prefix(top))
    if redact {
      let redactor = try Redactor(.label(chinese: language == .zh))
      for index in words.indices {
        words[index].text = redactor.redacted(words[index].text)
        words[index].example = redactor.redacted(words[index].example)
      }
    }
    try RecordOutput.print(
      words, format,
      columns: [
        "text", "new", "conversations", "share", "conversations_before", "share_before", "customers", "q", "example",
        "conversation_id",
      ],
      table: [
        .init(language("词", "Word"), isFlexible: true), .init(language("新", "New")),
        .init(language("本期", "Now"), isNumeric: true), .init(language("之前", "Before"), isNumeric: true),
        .init(language("客户", "Customers"), isNumeric: true), .init(language("原话", "Example"), isFlexible: true),
      ], json: { VoiceRecords.write($0, into: &$1) }, csv: { VoiceRecords.write($0, into: &$1) },
      row: { word in
        [
          word.text, word.isNew ? language("是", "yes") : "", Digits.percent(word.now.value ?? 0),
          Digits.percent(word.before.value ?? 0), String(word.customers), word.example,
        ]
      })
    Console.say(
      language(
        "本期 \(found.conversations.now) 个会话, 之前 \(found.conversations.before) 个; 检验了 \(found.tested) 个词",
        "\(found.conversations.now) conversations in the period, \(found.conversations.before) before; \(found.tested) words tested"
      ))
  }
}

/// `qa-cli reputation`: what customers' own words say of products.
struct ReputationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reputation", abstract: "Score products, and topics within them, by customers' own words over time.",
    discussion: """
      0 to 100: 50 + 50 × (favourable − unfavourable) / conversations; docs/voice.md has the definition.

      Example: qa-cli reputation --store voice.db --every 7d --periods 8 --by-topic
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var days: DayOptions
  @Option(help: "The length of a period: 24h, 7d, 4w.") var every = "7d"
  @Option(help: "How many periods, counted back from the latest contact.") var periods = 8
  @Flag(help: "Also by topic.") var byTopic = false
  @Option(help: "table, ndjson or csv. Default: table on a terminal, else ndjson.") var format: VoiceFormat?
  @Option(name: .customLong("lang"), help: "Language of the headings: zh or en.") var language = Language.en

  func run() throws {
    guard periods >= 1 else { throw ToolError("E-USAGE", what: "--periods must be 1 or more", exitCode: .usage) }
    let table = try VoiceTable(try store.registry())
    let zone = try days.zone()
    let scores = Reputation.scores(
      table, period: try DigestCommand.length(every), count: periods, byTopic: byTopic, zone: zone)
    try RecordOutput.print(
      scores, format,
      columns: [
        "product", "topic", "title", "from", "conversations", "favourable", "unfavourable", "score", "score_low",
        "score_high",
        "rating", "rated",
      ],
      table: [
        .init(language("产品", "Product")), .init(language("主题", "Topic"), isFlexible: true),
        .init(language("起", "From")),
        .init(language("会话", "Contacts"), isNumeric: true), .init(language("口碑", "Score"), isNumeric: true),
        .init("95%"), .init(language("评分", "Rating"), isNumeric: true),
      ], json: { VoiceRecords.write($0, table.topics, zone: zone, into: &$1) },
      csv: { VoiceRecords.write($0, table.topics, zone: zone, into: &$1) },
      row: { score in
        [
          score.product.isEmpty ? language("未知", "unknown") : score.product,
          score.topic.map { "T\($0) \(table.topic($0)?.title ?? "")" } ?? language("全部", "all"),
          VoiceTime.day(score.start, zone),
          String(score.conversations), Digits.decimal(score.score, places: 1),
          score.interval.map { "\(Digits.decimal($0.low, places: 0))–\(Digits.decimal($0.high, places: 0))" } ?? "—",
          score.rating.map { Digits.decimal($0, places: 1) } ?? "—",
        ]
      })
  }
}
