internal import ArgumentParser
internal import QA
internal import Reports
internal import Transcripts

/// `qa-cli rules backtest`: what rules on trial would have done with past conversations.
struct RulesBacktest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Try a draft on past conversations: hits, samples, causes of false positives, effect on scores.",
    discussion: """
      On trial are the book's rules with status draft or shadow, or those of --rule, or all if there are neither. They
      run as if active; scores are compared to the same book without them, or to --against.

      --causes tells for every occurrence of the words why it may not be meant (negated, said by the customer, quoted,
      inside another word, a question …), and suggests exclusions. With --format csv every occurrence is a row.

      Examples:
        qa-cli rules backtest words.yaml lastmonth.csv --causes --by team
        qa-cli rules backtest words.yaml lastmonth.csv --causes --format csv > occurrences.csv
        qa-cli rules backtest draft.yaml chats/ -r --against online-service-zh --labels reviewed.csv
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, ndjson, csv }

  @Argument(help: "The rulebook with the draft.") var draft: String
  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Which conversations") var selection: SelectionOptions
  @OptionGroup var rulebook: RulebookOptions
  @Option(name: .customLong("rule"), help: "A rule to try; may come several times.") var chosen: [String] = []
  @Option(help: "The book scores are compared to. Default: the same book without the rules on trial.")
  var against: String?
  @Flag(help: "Tell why occurrences may be false positives, and suggest exclusions.") var causes = false
  @Option(
    name: .customLong("by"), help: "Fields to group by, separated by commas; agent and month work beside metadata.")
  var groups: String?
  @Option(help: "A table of conversation_id, label and perhaps rule: gives precision and recall.") var labels: String?
  @Flag(help: "Show stars for personal data in what customers and agents said.") var redact = false
  @Option(help: "How many sample sentences a rule.") var samples = 5
  @Option(help: "table, ndjson or csv. Default: table on a terminal, else ndjson.") var format: Format?
  @Option(help: "Threads. The results are the same for any number.") var jobs = 0
  @Option(name: .customLong("lang"), help: "Language of the tables. Default: the rulebook's.") var language: Language?

  mutating func validate() throws {
    if jobs < 0 || jobs > 512 { throw ValidationError("--jobs must lie between 1 and 512") }
    if samples < 0 || samples > 1000 { throw ValidationError("--samples must lie between 0 and 1000") }
  }

  func run() throws {
    let written = try rulebook.load(draft)
    let onTrial = try rulesOnTrial(written)
    let trial = try rulebook.load(draft) { onTrial.contains($0) ? .active : $1 }
    let base =
      try against.map { try rulebook.load($0) } ?? rulebook.load(draft) { onTrial.contains($0) ? .retired : $1 }
    let rules = trial.rules.indices.filter { onTrial.contains(trial.rules[$0].id) }
    let fields = groups?.split(separator: ",").map(String.init) ?? []
    let words = language ?? (trial.language.hasPrefix("zh") ? .zh : .en)
    let shape = format ?? (Console.isTerminal(1) ? .table : .ndjson)
    let output = CheckedOutput.standardOutput()
    let records = BacktestRecords(book: trial, fields: fields)
    let columns = causes ? BacktestRecords.occurrenceColumns : BacktestRecords.ruleColumns
    var json = JSONRecordEncoder()
    var csv = CSVRecordEncoder(columns: columns, dialect: .rfc4180)
    if shape == .csv { try output.write(CSVRecordEncoder.header(columns: columns, dialect: .rfc4180)) }
    var summary = BacktestSummary(
      rules: Dictionary(uniqueKeysWithValues: rules.map { ($0, trial.rules[$0].id) }),
      labels: try labels.map(TrialLabels.read) ?? [:], sampleSize: samples)
    let (wantsOccurrences, hides) = (causes, redact)
    let files = try input.files()
    let histories = try HistoryPass.indices(base, trial, files: files, input: input, selection: selection, jobs: jobs)
    let pass = ParallelPass(files: files, input: input, selection: selection, jobs: jobs, language: words)
    let outcome = try pass.run(
      makeJudge: {
        let tester = try Backtester(
          base: base, trial: trial, rules: rules, fields: fields, wantsOccurrences: wantsOccurrences,
          hidesPersonalData: hides, histories: histories)
        return { tester.judge(&$0) }
      },
      take: { result in
        summary.add(result)
        guard causes, shape != .table else { return }
        for occurrence in result.occurrences {
          if shape == .csv {
            records.write(occurrence, of: result.conversation, into: &csv)
          } else {
            records.write(occurrence, of: result.conversation, into: &json)
          }
        }
        try output.write(shape == .csv ? csv.bytes : json.bytes)
        csv.removeAll()
        json.removeAll()
      })
    if shape == .table {
      let text = BacktestText(
        summary: summary, book: trial, rules: rules, fields: fields, language: words, width: Console.width)
      try output.write(text.overview + text.samples)
      if causes { try output.write(text.causes) }
      try output.write("\n" + effect(summary, trial, fields, words))
    } else if !causes {
      for rule in rules {
        if shape == .csv {
          records.write(summary, rule: rule, into: &csv)
        } else {
          records.write(summary, rule: rule, into: &json)
        }
      }
      try output.write(shape == .csv ? csv.bytes : json.bytes)
    }
    try output.flush()
    Console.say(
      outcome.line(words, done: ("试跑", "tried")) + words("；命中会话 ", "; with a finding ") + "\(summary.all.hit)")
    if outcome.exitCode != .success { throw Failure(code: outcome.exitCode) }
  }

  private func rulesOnTrial(_ book: Rulebook) throws -> Set<String> {
    for id in chosen { _ = try book.required(id) }
    if !chosen.isEmpty { return Set(chosen) }
    let drafts = book.rules.filter { $0.status == .draft || $0.status == .shadow }.map(\.id)
    if !drafts.isEmpty { return Set(drafts) }
    return Set(book.rules.filter { $0.status == .active }.map(\.id))
  }

  private func effect(_ summary: BacktestSummary, _ book: Rulebook, _ fields: [String], _ words: Language) -> String {
    guard book.scorecard != nil else {
      return words("规则书没有评分表，不影响得分。\n", "The book has no scorecard: scores do not change.\n")
    }
    let text = ChangeText(summary: summary.changes, fields: fields, language: words, width: Console.width)
    return words("对得分的影响（估计）：", "Estimated effect on scores: ") + text.overview
  }
}
