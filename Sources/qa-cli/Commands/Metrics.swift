internal import ArgumentParser
internal import QA
internal import Reports
internal import Transcripts

/// `qa-cli metrics`: the numbers a service centre runs on.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Measure response times, service levels, hand-over, repeat contact and more.",
    discussion: """
      Examples:
        qa-cli metrics chats.ndjson --by channel,agent --lang zh
        qa-cli metrics calls.ndjson --calendar service.yaml --level 'queue_wait: 80% within 20s'
        qa-cli metrics chats.ndjson --per conversation --format ndjson
        qa-cli metrics monday.ndjson --partial > 1; qa-cli metrics tuesday.ndjson --partial > 2; qa-cli metrics merge 1 2
        qa-cli metrics definitions --lang zh

      Options: qa-cli metrics measure --help
      """,
    subcommands: [MetricsMeasureCommand.self, MetricsMergeCommand.self, MetricsDefinitionsCommand.self],
    defaultSubcommand: MetricsMeasureCommand.self)
}

/// How figures are printed.
enum MetricsFormat: String, ExpressibleByArgument, CaseIterable { case table, ndjson, csv }

/// `qa-cli metrics measure`, the default.
struct MetricsMeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "Measure conversations (the default).")

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Which conversations") var selection: SelectionOptions
  @OptionGroup(title: "How it is measured") var metrics: MetricsOptions

  @Option(
    name: .customLong("by"),
    help: "Fields to group by, separated by commas: channel, queue, agent or any metadata field. By agent legs count.")
  var groups: String?

  @Option(help: "One record for each conversation or leg instead of totals.")
  var per: MetricsUnit?

  @Flag(help: "Totals that 'qa-cli metrics merge' can add to others, with the visits of customers (hashed).")
  var partial = false

  @Option(help: "table, ndjson or csv. Default: table on a terminal, else ndjson.")
  var format: MetricsFormat?

  @Option(help: "Exit 2 if more records than this are quarantined: a number or a share such as 1%.")
  var maxBad: Tolerance?

  @Option(help: "Threads. The results are the same for any number.")
  var jobs = 0

  @Option(name: .customLong("lang"), help: "Language of tables: zh or en.")
  var language = Language.en

  mutating func validate() throws {
    if jobs < 0 || jobs > 512 { throw ValidationError("--jobs must lie between 1 and 512") }
    if per != nil && partial { throw ValidationError("--per and --partial exclude each other") }
    if per != nil && outputFormat != .ndjson { throw ValidationError("--per writes ndjson") }
    if partial && outputFormat != .ndjson { throw ValidationError("--partial writes ndjson") }
  }

  func run() throws {
    let files = try input.files()
    let code = try MetricsRun(self, settings: try metrics.settings(), files: files).execute()
    if code != .success { throw Failure(code: code) }
  }

  /// The `--by` fields.
  var fields: [String] { groups?.split(separator: ",").map { String($0) }.filter { !$0.isEmpty } ?? [] }

  /// The format of standard output.
  var outputFormat: MetricsFormat {
    format ?? (per != nil || partial || !Console.isTerminal(1) ? .ndjson : .table)
  }
}

/// What one record of `--per` is for.
enum MetricsUnit: String, ExpressibleByArgument, CaseIterable { case conversation, leg }

/// `qa-cli metrics merge`: adds the totals of parts of the data.
struct MetricsMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Add up totals of several runs, in any order, to the totals of all.",
    discussion: """
      The parts must be made with the same --by, --within, --level and calendar. Repeat contacts across parts are seen
      where the parts were made with --partial.

      Example: qa-cli metrics merge part-*.ndjson --format table
      """)

  @Argument(help: "Files that 'qa-cli metrics --format ndjson' or '--partial' wrote.") var inputs: [String]
  @Flag(help: "Write a part again, not the totals.") var partial = false
  @Option(help: "table, ndjson or csv. Default: table on a terminal, else ndjson.") var format: MetricsFormat?
  @Option(name: .customLong("lang"), help: "Language of tables: zh or en.") var language = Language.en

  func run() throws {
    var all: MetricsSummary?
    for input in inputs {
      let bytes = try InputFile(input).contents(limit: 4 << 30)
      let next = try MetricsSummaryReader.read(bytes, name: input)
      if var known = all {
        try known.merge(next)
        all = known
      } else {
        all = next
      }
    }
    guard let all else { return }
    let format = format ?? (partial || !Console.isTerminal(1) ? .ndjson : .table)
    try MetricsOutput(summary: all, isPartial: partial, language: language).write(format)
  }
}

/// `qa-cli metrics definitions`: what every metric is.
struct MetricsDefinitionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "definitions", abstract: "Print what every metric is, as a page of Markdown.")

  @Option(name: .customLong("lang"), help: "zh or en; both without it.") var language: Language?

  func run() throws {
    let output = CheckedOutput.standardOutput()
    try output.write(MetricsReference.page(isChinese: language.map { $0 == .zh }))
    try output.flush()
  }
}
