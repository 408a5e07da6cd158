internal import ArgumentParser
internal import QA
internal import Reports
internal import Transcripts

/// `qa-cli rules diff`: what a changed rulebook does to the same conversations.
struct RulesDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two rulebooks on the same conversations: findings and scores gained and lost.",
    discussion: """
      One read, two evaluations. Findings are matched by their stable ids, so a finding that only changes its wording
      is the same finding.

      Examples:
        qa-cli rules diff old.yaml new.yaml chats.ndjson --by team
        qa-cli rules diff old.yaml new.yaml chats.ndjson --only promise-principal   # exit 1 if anything else moved
        qa-cli rules diff old.yaml new.yaml chats/ -r --format csv > changed.csv
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, ndjson, csv }

  @Argument(help: "The rulebook as it is.") var old: String
  @Argument(help: "The rulebook as it should be.") var new: String
  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Which conversations") var selection: SelectionOptions
  @OptionGroup var rulebook: RulebookOptions
  @Option(
    name: .customLong("by"), help: "Fields to group by, separated by commas; agent and month work beside metadata.")
  var groups: String?
  @Option(help: "Rules that are meant to change, separated by commas; exit 1 if anything else moves.")
  var only: String?
  @Flag(help: "Let drafts and shadow rules count as active in both books.") var drafts = false
  @Flag(help: "Show stars for personal data in what customers and agents said.") var redact = false
  @Option(help: "How many changed contacts the table shows.") var top = 20
  @Option(help: "table, ndjson or csv. Default: table on a terminal, else ndjson.") var format: Format?
  @Option(help: "Threads. The results are the same for any number.") var jobs = 0
  @Option(name: .customLong("lang"), help: "Language of the tables. Default: the new rulebook's.") var language:
    Language?

  mutating func validate() throws {
    if jobs < 0 || jobs > 512 { throw ValidationError("--jobs must lie between 1 and 512") }
    if top < 0 { throw ValidationError("--top must not be negative") }
  }

  func run() throws {
    let letsDraftsRun = drafts
    let status: @Sendable (String, RuleStatus) -> RuleStatus = { letsDraftsRun && $1 != .retired ? .active : $1 }
    let before = try rulebook.load(old, status: status)
    let after = try rulebook.load(new, status: status)
    let expected = only.map { Set($0.split(separator: ",").map(String.init)) }
    for rule in expected ?? [] where before.index(ofRule: rule) == nil { _ = try after.required(rule) }
    let fields = groups?.split(separator: ",").map(String.init) ?? []
    let words = language ?? (after.language.hasPrefix("zh") ? .zh : .en)
    let shape = format ?? (Console.isTerminal(1) ? .table : .ndjson)
    let output = CheckedOutput.standardOutput()
    let records = ChangeRecords(old: before, new: after, fields: fields)
    var json = JSONRecordEncoder()
    var csv = CSVRecordEncoder(columns: records.columns, dialect: .rfc4180)
    if shape == .csv { try output.write(CSVRecordEncoder.header(columns: records.columns, dialect: .rfc4180)) }
    var summary = ChangeSummary(expected: expected)
    var shown: [EvaluationChange] = []
    let files = try input.files()
    let histories = try HistoryPass.indices(
      before, after, files: files, input: input, selection: selection, jobs: jobs)
    let pass = ParallelPass(files: files, input: input, selection: selection, jobs: jobs, language: words)
    let hides = redact
    let outcome = try pass.run(
      makeJudge: {
        let finder = try ChangeFinder(
          old: before, new: after, fields: fields, hidesPersonalData: hides, histories: histories)
        return { finder.compare(&$0) }
      },
      take: { changes in
        for change in changes {
          summary.add(change)
          guard change.isChanged else { continue }
          switch shape {
          case .table: if shown.count < top { shown.append(change) }
          case .ndjson:
            records.write(change, into: &json)
            try output.write(json.bytes)
            json.removeAll()
          case .csv:
            records.write(change, into: &csv)
            try output.write(csv.bytes)
            csv.removeAll()
          }
        }
      })
    let text = ChangeText(summary: summary, fields: fields, language: words, width: Console.width)
    if shape == .table {
      try output.write("\(Self.title(before)) → \(Self.title(after))\n" + text.overview + text.contacts(shown))
      if summary.all.changed > shown.count {
        try output.write(
          words("……另有 ", "… and ") + "\(summary.all.changed - shown.count)"
            + words(" 个（--format ndjson 全部列出）\n", " more (--format ndjson lists all)\n"))
      }
    }
    try output.flush()
    if let expected { Console.say(text.confinement(expected).escapingControls) }
    Console.say(outcome.line(words, done: ("比较", "compared")) + words("；有变化 ", "; changed ") + "\(summary.all.changed)")
    var code = outcome.exitCode
    if summary.unexpected > 0 { code = code.combined(with: .gateFailed) }
    if code != .success { throw Failure(code: code) }
  }

  private static func title(_ book: Rulebook) -> String {
    "\(book.id)\(book.version.isEmpty ? "" : " " + book.version) (\(book.contentHash.prefix(8)))"
  }
}
