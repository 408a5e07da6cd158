internal import ArgumentParser
internal import Documents
internal import Reports
internal import Statistics
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// `qa-cli phrases`: agents' wording that works.
struct PhrasesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phrases",
    abstract: "Find agents' wording for comfort, apology, waiting and thanks that is followed by relief.",
    discussion: """
      A good sign is a positive, thankful or relieved next message of the customer, or a high rating. Each wording is
      compared with the others of its purpose; it finds what goes together, not causes. Automatic replies do not count.

      Example: qa-cli phrases chats.ndjson --purpose comfort --min 20 --lang zh
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Which conversations") var selection: SelectionOptions
  @Option(help: "Only comfort, apology, waiting or thanks.") var purpose: PurposeOption?
  @Option(help: "Conversations in which a wording must be said at least.") var min = 5
  @Option(name: .customLong("high-rating"), help: "The least rating that is high.") var highRating = 4.0
  @Option(help: "How many wordings a purpose.") var top = 10
  @Flag(help: "Only wordings that are better than their peers (q ≤ 0.05).") var better = false
  @Flag(help: "Show stars for personal data in the wordings.") var redact = false
  @Option(help: "table, ndjson or csv. Default: table on a terminal, else ndjson.") var format: VoiceFormat?
  @Option(name: .customLong("lang"), help: "Language of the headings: zh or en.") var language = Language.en

  enum PurposeOption: String, ExpressibleByArgument, CaseIterable { case comfort, apology, waiting, thanks }

  func run() throws {
    guard min >= 1, top >= 0 else {
      throw ToolError("E-USAGE", what: "--min must be 1 or more and --top not negative", exitCode: .usage)
    }
    let files = try input.files(language)
    let miner = try PhraseMiner(highRating: highRating)
    let pass = ParallelPass(files: files, input: input, selection: selection, jobs: 0, language: language)
    let outcome = try pass.forEach(hidingPersonalData: redact) { miner.add($0) }
    let found = miner.phrases(minimum: min).filter { phrase in
      (purpose == nil || phrase.purpose.rawValue == purpose!.rawValue) && (!better || phrase.isBetter)
    }
    let shown = PhrasePurpose.allCases.flatMap { purpose in found.filter { $0.purpose == purpose }.prefix(top) }
    try RecordOutput.print(
      shown, format,
      columns: [
        "purpose", "wording", "conversations", "followed_by_relief", "share", "share_low", "share_high", "peers",
        "share_peers",
        "agents", "q", "better",
      ],
      table: [
        .init(language("用途", "For")), .init(language("话术", "Wording"), isFlexible: true),
        .init(language("会话", "Contacts"), isNumeric: true), .init(language("有效", "Worked"), isNumeric: true),
        .init("95%"), .init(language("同类", "Peers"), isNumeric: true), .init("q", isNumeric: true),
      ], json: { VoiceRecords.write($0, into: &$1) }, csv: { VoiceRecords.write($0, into: &$1) },
      row: { phrase in
        let interval = phrase.success.interval()
        return [
          language(phrase.purpose.title.zh, phrase.purpose.title.en), phrase.wording, String(phrase.success.total),
          Digits.percent(phrase.success.value ?? 0),
          interval.map { "\(Digits.decimal($0.low * 100, places: 0))–\(Digits.decimal($0.high * 100, places: 0))%" }
            ?? "",
          phrase.peers.value.map { "\(Digits.percent($0)) (n=\(phrase.peers.total))" } ?? "—",
          Digits.decimal(phrase.q, places: 3) + (phrase.isBetter ? " ↑" : ""),
        ]
      })
    Console.say(outcome.line(language, done: ("采用", "used")))
    if outcome.exitCode != .success { throw Failure(code: outcome.exitCode) }
  }
}
