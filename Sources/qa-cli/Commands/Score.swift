internal import ArgumentParser
internal import QA
internal import Reports
internal import Transcripts

/// `qa-cli score`: applies a rulebook to conversations.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Score conversations against a rulebook.",
    discussion: """
      Examples:
        qa-cli score chats.ndjson --rules online-service-zh
        qa-cli score exports/ -r --rules book.yaml --out report --by team,organisation
        qa-cli score - --rules book.yaml --format ndjson --fail-on critical < chats.ndjson
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, ndjson, csv }

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Which conversations") var selection: SelectionOptions
  @OptionGroup var rulebook: RulebookOptions
  @OptionGroup(title: "How metrics are computed") var metrics: MetricsOptions

  @Option(name: .customLong("rules"), help: "A rulebook file, or the id of a bundled book.")
  var book: String

  @Option(help: "What goes to standard output: table, ndjson or csv. Default: table on a terminal, else ndjson.")
  var format: Format?

  @Option(
    help: "CSV for programs (rfc4180) or spreadsheets (excel). Default: excel in files, rfc4180 on stdout.",
    transform: CSVDialect.init(argument:))
  var dialect: CSVDialect?

  @Option(name: .customLong("out"), help: "A folder for all results: records, tables, summary, quarantine.")
  var directory: String?

  @Option(
    name: .customLong("files"),
    help: "What --out holds beside the records: csv, html, xlsx, junit, markdown. Default: csv,html,xlsx.",
    transform: OutputFiles.init(argument:))
  var chosenFiles: OutputFiles?

  @Option(name: .customLong("junit"), help: "A file for the findings as JUnit XML, for build servers.")
  var junit: String?

  @Option(help: "A folder of earlier results to compare with, in reports.")
  var previous: String?

  @Option(name: .customLong("by"), help: "Metadata fields to group by, separated by commas; every record carries them.")
  var groups: String?

  @Option(help: "Exit 1 if a contact reaches this verdict (review, fail) or a finding this severity.")
  var failOn: Gate?

  @Option(help: "Exit 2 if more records than this are quarantined: a number or a share such as 1%.")
  var maxBad: Tolerance?

  @Option(
    name: .customLong("quarantine"), help: "A file for records that could not be read. Default: in the folder of --out."
  )
  var quarantineFile: String?

  @Flag(help: "Keep the bytes of quarantined records in the quarantine file.")
  var quarantineRaw = false

  @Option(help: "Threads. The results are the same for any number.")
  var jobs = 0

  @Option(name: .customLong("lang"), help: "Language of the summary. Default: the rulebook's.")
  var language: Language?

  @Flag(help: "Show stars for personal data in evidence and messages; offsets stay those of the original.")
  var redact = false

  @Flag(help: "Replace existing results.")
  var force = false

  @Flag(help: "Exit 2 if a rule could not run on some contact.")
  var strict = false

  @Flag(help: "For pipes: each record by itself, errors as records, exit 0 with findings.")
  var stream = false

  mutating func validate() throws {
    if jobs < 0 || jobs > 512 { throw ValidationError("--jobs must lie between 1 and 512") }
    if stream && junit != nil { throw ValidationError("--stream writes to standard output; leave out --junit") }
    if stream && directory != nil { throw ValidationError("--stream writes to standard output; leave out --out") }
  }

  func run() throws {
    let files = try input.files()
    let settings = try metrics.settings()
    let outputs = try ScoreOutputs(self, files: files)
    let loaded = try rulebook.load(book)
    let run = try ScoreRun(self, book: loaded, files: files, outputs: outputs, settings: settings)
    let code = try run.execute()
    if code != .success { throw Failure(code: code) }
  }

  /// What the folder of `--out` holds beside the records.
  var files: OutputFiles { chosenFiles ?? .usual }

  /// The `--by` fields.
  var fields: [String] { groups?.split(separator: ",").map { String($0) }.filter { !$0.isEmpty } ?? [] }

  /// The format of standard output.
  var outputFormat: Format {
    if stream { return .ndjson }
    return format ?? (Console.isTerminal(1) || directory != nil ? .table : .ndjson)
  }
}

/// What makes a run end with exit code 1.
enum Gate: ExpressibleByArgument {
  case verdict(Verdict)
  case severity(Severity)

  init?(argument: String) {
    switch argument {
    case "fail": self = .verdict(.fail)
    case "review": self = .verdict(.review)
    default:
      guard let severity = Severity(rawValue: argument) else { return nil }
      self = .severity(severity)
    }
  }

  static var allValueStrings: [String] { ["review", "fail"] + Severity.allCases.map(\.rawValue) }

  /// Whether the totals reach the gate: at least this verdict, at least this severity.
  func isReached(_ totals: RunSummary, _ book: Rulebook) -> Bool {
    switch self {
    case .verdict(let verdict):
      let review = verdict == .review ? totals.verdicts[.review] ?? 0 : 0
      return (totals.verdicts[.fail] ?? 0) + review > 0
    case .severity(let least):
      return book.rules.indices.contains {
        let rule = book.rules[$0]
        return rule.status == .active && rule.effect == .violation && rule.severity >= least
          && totals.rules[$0].findings > 0
      }
    }
  }
}

extension CSVDialect {
  /// The dialect of an argument.
  fileprivate init(argument: String) throws {
    guard let dialect = CSVDialect(rawValue: argument) else {
      throw ValidationError("'\(argument)' is no dialect; it is rfc4180 or excel")
    }
    self = dialect
  }
}
