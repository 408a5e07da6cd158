internal import ArgumentParser
internal import Reports
internal import TextAnalysis
internal import Transcripts

/// `qa-cli sentiment score`: sentiment of every turn and conversation.
struct SentimentScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Score the sentiment of turns and conversations, from -1 to 1.",
    discussion: """
      Examples:
        qa-cli sentiment score chats.ndjson --format table --lang zh
        qa-cli sentiment score chats.ndjson --unit turn --role any | jq 'select(.emotions.anger > 0.5)'
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, ndjson, csv }
  enum Unit: String, ExpressibleByArgument, CaseIterable { case turn, conversation, both }

  @OptionGroup var input: InputOptions
  @OptionGroup var engineOptions: SentimentEngineOptions
  @Option(help: "Records of each turn, of each conversation, or both.") var unit = Unit.both
  @Option(help: "Whose feeling: customer, agent, bot, …, or any.") var role = "customer"
  @Option(help: "table, ndjson or csv. Default: table on a terminal, else ndjson.") var format: Format?
  @Option(name: .customLong("lang"), help: "Language of the headings.") var language = Language.en

  @Flag(help: "Show stars for personal data in what customers and agents said.") var redact = false

  func validate() throws {
    guard role == "any" || Role(name: role) != nil else {
      throw ValidationError("'\(role)' is no --role; it is customer, agent, bot, supervisor, system, unknown or any")
    }
  }

  func run() throws {
    let files = try input.files()
    let roles = Role(name: role).map { [$0] } ?? [.customer, .agent, .bot, .supervisor, .unknown]
    let set = roles.reduce(into: RoleSet()) { $0.insert(RoleSet($1)) }
    let engine = try engineOptions.engine()
    let reader = try engineOptions.reader(engine)
    let records = SentimentRecords(engine: engine.identity)
    let cover = redact ? try Redactor(.mask) : nil
    let folder = try Folder()
    var folded = FoldedText()
    var sink = SentimentSink(format ?? (Console.isTerminal(1) ? .table : .ndjson), unit, language)
    try sink.begin()
    var ledger = ConservationLedger()
    var detector = DuplicateDetector()
    func setAside(_ record: QuarantinedRecord) {
      ledger.quarantined += 1
      guard ledger.quarantined <= 20 else { return }
      Console.say(
        "quarantined[\(record.problem.code.rawValue)] \(files[record.source.input].name):\(record.source.line): \(record.problem.detail)"
          .escapingControls)
    }
    let report = try ConversationPass.run(
      files, input,
      setAside: { record in
        ledger.read += 1
        setAside(record)
      }
    ) { conversation in
      ledger.read += 1
      switch detector.insert(conversation.fingerprint) {
      case .duplicate: return ledger.duplicates += 1
      case .conflict:
        return setAside(
          QuarantinedRecord(
            source: conversation.source,
            problem: RecordProblem(
              .idConflict, path: "id", detail: "another record with this id and other content came before"), sha256: "")
        )
      case .new, .unchecked: break
      }
      ledger.scored += 1
      folder.fold(conversation, into: &folded)
      let sentiment = ConversationSentiment(of: conversation, folded: folded, roles: set, with: reader)
      cover?.cover(&conversation)
      try sink.add(sentiment, conversation, roles, records)
    }
    try sink.end()
    report.tell(files, language)
    Console.say(
      language(
        "读入 \(ledger.read) = 评分 \(ledger.scored) + 异常 \(ledger.quarantined) + 重复 \(ledger.duplicates)",
        "read \(ledger.read) = scored \(ledger.scored) + quarantined \(ledger.quarantined) + duplicates \(ledger.duplicates)"
      ))
    let code = ConversationPass.exitCode(ledger, report, input)
    if code != .success { throw Failure(code: code) }
  }
}
