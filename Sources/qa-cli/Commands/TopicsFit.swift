internal import ArgumentParser
internal import Reports
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// `qa-cli topics fit`: finds the topics of what customers say.
struct TopicsFitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", abstract: "Find the topics of what customers say, and keep them as a model.",
    discussion: """
      Every public message of a customer is a text; texts that differ only in width, case, punctuation or digits are one.

      Examples:
        qa-cli topics fit chats.ndjson.gz --out topics.model --format table
        qa-cli topics fit chats.ndjson.gz --store voice.db     # topics with memory: refresh, name, digest
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, ndjson }

  @OptionGroup var input: InputOptions
  @OptionGroup var options: TopicOptions
  @Option(help: "The file for the model.") var out: String?
  @Option(help: "A store that keeps contacts and topics with their ids between runs; see 'topics refresh'.")
  var store: String?
  @OptionGroup var voice: VoiceOptions
  @OptionGroup(title: "Embeddings") var embeddings: EmbeddingOptions
  @Flag(help: "Replace an existing model.") var force = false
  @Flag(help: "Take personal data out of quotes.") var redact = false
  @Option(help: "table or ndjson. Default: table on a terminal, else ndjson.") var format: Format?
  @Option(name: .customLong("lang"), help: "Language of the headings.") var language = Language.en

  func run() throws {
    let fitting = try options.fitting()
    let dictionary = try options.words()
    if let store {
      guard out == nil else {
        throw ToolError("E-USAGE", what: "--out and --store exclude one another", exitCode: .usage)
      }
      return try VoiceStore.fit(
        store, input, fitting, dictionary, embeddings, competitors: voice.competitors,
        format.map { $0 == .table ? .table : .ndjson }, language)
    }
    let files = try input.files()
    if let out { try InputListing.check(output: out, against: files, directories: input.folders) }
    var pass = CustomerTexts()
    var collection = TextCollection()
    try pass.run(files, input) { _, _, text in collection.add(text) }
    let vectors = try embeddings.table(for: collection, sample: fitting.largestSample, language)
    let model = fitting.fit(collection, dictionary: dictionary, embeddings: vectors)
    if let out {
      let file = try AtomicFile(path: out, force: force)
      try file.write(model.encoded())
      try file.commit()
    }
    let topics = TopicDescriber().describe(model, collection, dictionary: dictionary, jobs: fitting.jobs)
    let output = CheckedOutput.standardOutput()
    let redactor = redact ? try Redactor(.label(chinese: language == .zh)) : nil
    func shown(_ quote: [UInt8]) -> String {
      let text = String(decoding: quote, as: UTF8.self)
      return redactor?.redacted(text) ?? text
    }
    if (format ?? (Console.isTerminal(1) ? .table : .ndjson)) == .ndjson {
      var encoder = JSONRecordEncoder()
      for (number, topic) in topics.enumerated() {
        encoder.begin("topic_found/1")
        encoder.field("topic", number)
        encoder.field("label", topic.label)
        encoder.field("texts", topic.textCount)
        encoder.field("units", topic.unitCount)
        encoder.beginList("channels")
        for channel in EmbeddingOptions.channels(vectors) { encoder.item(channel) }
        encoder.endList()
        encoder.beginList("phrases")
        for phrase in topic.phrases {
          encoder.beginItem()
          encoder.field("text", phrase)
          encoder.endItem()
        }
        encoder.endList()
        encoder.beginList("quotes")
        for quote in topic.quotes {
          encoder.beginItem()
          encoder.field("text", shown(quote.text))
          encoder.endItem()
        }
        encoder.endList()
        encoder.end()
      }
      try output.write(encoder.bytes)
    } else {
      var table = TextTable([
        .init(language("主题", "Topic"), isNumeric: true), .init(language("文本数", "Texts"), isNumeric: true),
        .init(language("说的是", "About"), isFlexible: true), .init(language("原话", "In their words"), isFlexible: true),
      ])
      for (number, topic) in topics.enumerated() {
        let quote = topic.quotes.first.map { shown($0.text) } ?? ""
        table.add([String(number), String(topic.textCount), topic.label, quote])
      }
      try output.write(table.rendered(width: Console.width))
    }
    try output.flush()
    Console.say(
      language(
        "\(collection.total) 条文本, \(collection.units.count) 条不同, \(model.topics.count) 个主题",
        "\(collection.total) texts, \(collection.units.count) different, \(model.topics.count) topics"))
    try pass.finish(files, input, language)
  }
}

/// `qa-cli topics assign`: assigns what customers say to the topics of a model.
struct TopicsAssignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "Assign what customers say to the topics of a model.",
    discussion: """
      One record a message. Without a topic, `reason` says why: too_short, ambiguous or novel.

      Example: qa-cli topics assign today.ndjson --model topics.model > assigned.ndjson
      """)

  @OptionGroup var input: InputOptions
  @Option(help: "The model that `topics fit` wrote.") var model: String?
  @Option(help: "A store instead of a model: takes the conversations in and assigns them there.") var store: String?
  @OptionGroup var voice: VoiceOptions
  @Option(help: "A file of your own words, the same as in `topics fit`; may be given several times.")
  var dictionary: [String] = []
  @Option(name: .customLong("lang"), help: "Language of remarks.") var language = Language.en

  func run() throws {
    let words = try UserDictionaries.load(dictionary)
    if let store {
      guard model == nil else {
        throw ToolError("E-USAGE", what: "--model and --store exclude one another", exitCode: .usage)
      }
      return try VoiceStore.assign(store, input, words, competitors: voice.competitors, language)
    }
    guard let model else {
      throw ToolError("E-USAGE", what: "neither --model nor --store", how: "name one of them", exitCode: .usage)
    }
    let files = try input.files()
    let bytes = try InputFile(model).contents(limit: 2 << 30)
    var assigner = TopicAssigner(try TopicModel(encoded: bytes, file: model), dictionary: words)
    let output = CheckedOutput.standardOutput()
    var pass = CustomerTexts()
    var encoder = JSONRecordEncoder()
    var reasons: [String: Int] = [:]
    try pass.run(files, input) { conversation, turn, text in
      let assignment = assigner.assign(text)
      encoder.begin("topic_assignment/1")
      encoder.field("conversation_id", conversation)
      encoder.field("turn", turn)
      if let topic = assignment.topic { encoder.field("topic", topic) } else { encoder.fieldNull("topic") }
      if let reason = assignment.reason {
        encoder.field("reason", reason.rawValue)
        reasons[reason.rawValue, default: 0] += 1
      } else {
        encoder.fieldNull("reason")
      }
      if let nearest = assignment.nearest { encoder.field("nearest", nearest) } else { encoder.fieldNull("nearest") }
      encoder.end()
      if encoder.bytes.count > 1 << 16 {
        try output.write(encoder.bytes)
        encoder = JSONRecordEncoder()
      }
    }
    try output.write(encoder.bytes)
    try output.flush()
    let open = TopicModel.Reason.allCases.map { "\($0.rawValue) \(reasons[$0.rawValue] ?? 0)" }.joined(separator: ", ")
    Console.say(language("\(pass.texts) 条文本, 未归类: \(open)", "\(pass.texts) texts, without a topic: \(open)"))
    try pass.finish(files, input, language)
  }
}

/// Reads the public messages of customers out of conversations.
struct CustomerTexts {
  private(set) var texts = 0
  private var ledger = ConservationLedger()
  private var report: InputReport?

  /// Calls `body` with conversation, turn from 1 and text of every message.
  mutating func run(
    _ files: [InputFile], _ input: InputOptions,
    _ body: (_ conversation: String, _ turn: Int, _ text: [UInt8]) throws -> Void
  ) throws {
    var detector = DuplicateDetector()
    var ledger = ConservationLedger()
    var texts = 0
    report = try ConversationPass.run(
      files, input,
      setAside: { _ in
        ledger.read += 1
        ledger.quarantined += 1
      }
    ) { conversation in
      ledger.read += 1
      switch detector.insert(conversation.fingerprint) {
      case .duplicate: return ledger.duplicates += 1
      case .conflict: return ledger.quarantined += 1
      case .new, .unchecked: break
      }
      ledger.scored += 1
      var number = 0
      for turn in conversation.turns where turn.counts {
        number += 1
        guard turn.role == .customer else { continue }
        texts += 1
        try body(conversation.id, number, Array(conversation.text[turn.range]))
      }
    }
    self.ledger = ledger
    self.texts = texts
  }

  /// Says how many records were read, and ends with the exit code of what went wrong.
  func finish(_ files: [InputFile], _ input: InputOptions, _ language: Language) throws {
    report?.tell(files, language)
    Console.say(
      language(
        "读入 \(ledger.read) = 采用 \(ledger.scored) + 异常 \(ledger.quarantined) + 重复 \(ledger.duplicates)",
        "read \(ledger.read) = used \(ledger.scored) + quarantined \(ledger.quarantined) + duplicates \(ledger.duplicates)"
      ))
    var code = ToolExit.success
    if !ledger.balanced { code = code.combined(with: .internalError) }
    for entry in report?.entries ?? [] {
      if let failure = entry.failure { code = code.combined(with: failure.exitCode) }
    }
    if ledger.read == 0, input.requireInput { code = code.combined(with: .inputRefused) }
    if ledger.quarantined > 0 { code = code.combined(with: .quarantined) }
    if let signal = Signals.exitCode { code = code.combined(with: signal) }
    if code != .success { throw Failure(code: code) }
  }
}
