internal import ArgumentParser
internal import QA
internal import Reports
internal import Transcripts

#if canImport(Glibc)
  internal import Glibc
#endif

/// `qa-cli compare`: groups of contacts on the same items, and what the differences are worth.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare organisations, teams or channels on the same scorecard.",
    discussion: """
      Says which groups differ and which cannot be told apart: every figure with
      its number of contacts and its 95% interval, every pair tested (Fisher's
      exact test for shares, Welch's or Student's for scores) with Holm's
      correction. No rank is printed that the data do not fix, none at all for
      groups below --min-n contacts.

      Examples:
        qa-cli compare chats.ndjson --rules service-survey-zh --by organisation
        qa-cli compare exports/ -r --rules my-book.yaml --by team --items
        qa-cli compare chats.csv --rules my-book.yaml --by vendor --format markdown
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, markdown, ndjson, csv }

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Which conversations") var selection: SelectionOptions
  @OptionGroup var rulebook: RulebookOptions

  @Option(name: .customLong("rules"), help: "A rulebook file, or the id of a bundled book.")
  var book: String

  @Option(name: .customLong("by"), help: "Metadata fields to group by, separated by commas.")
  var groups: String

  @Flag(help: "Compare every item too, not only score, pass share and sections.")
  var items = false

  @Option(name: .customLong("min-n"), help: "Groups with fewer contacts are never ranked.")
  var minimum = 30

  @Option(help: "table, markdown, ndjson or csv. Default: table on a terminal, else ndjson.")
  var format: Format?

  @Option(help: "CSV for programs (rfc4180) or spreadsheets (excel).") var dialect = CSVChoice.rfc4180

  @Option(help: "Threads. The results are the same for any number.") var jobs = 0

  @Option(name: .customLong("lang"), help: "Language of the sentences. Default: the rulebook's.")
  var language: Language?

  enum CSVChoice: String, ExpressibleByArgument, CaseIterable { case rfc4180, excel }

  mutating func validate() throws {
    if jobs < 0 || jobs > 512 { throw ValidationError("--jobs must lie between 1 and 512") }
    if minimum < 2 { throw ValidationError("--min-n must be at least 2") }
    if fields.isEmpty { throw ValidationError("--by needs at least one field") }
  }

  /// The `--by` fields.
  var fields: [String] { groups.split(separator: ",").map { String($0) }.filter { !$0.isEmpty } }

  func run() throws {
    let files = try input.files()
    let book = try rulebook.load(book)
    let pass = try ScoringPass(
      files: files, input: input, selection: selection, book: book, fields: fields, jobs: jobs)
    var comparison = ScoreComparison(book: book)
    try pass.run { comparison.add($0) }
    let language = language ?? (book.language.hasPrefix("zh") ? .zh : .en)
    let text = ComparisonText(
      book: book, comparison: comparison, measures: comparison.measures(items: items, minimumCount: minimum),
      fields: fields, language: language)
    let output = CheckedOutput.standardOutput()
    switch format ?? (Console.isTerminal(1) ? .table : .ndjson) {
    case .table: try output.write(text.table(width: Console.width))
    case .markdown: try output.write(text.markdown)
    case .ndjson: try output.write(text.ndjson)
    case .csv: try output.write(text.csv(dialect == .excel ? .excel : .rfc4180))
    }
    try output.flush()
    let code = pass.finish(language: language, requireInput: input.requireInput)
    Console.say(text.line)
    if code != .success { throw Failure(code: code) }
  }
}
