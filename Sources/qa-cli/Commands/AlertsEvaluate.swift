internal import ArgumentParser
internal import Reports
internal import Transcripts
internal import VOC

/// `qa-cli alerts evaluate`: false alarms and incidents found, on a history or on simulations.
struct AlertsEvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Count false alarms and incidents found.",
    discussion: """
      Thresholds are set so that calm histories, drawn with the rates, scatter and volumes of yours, stay within the
      budget of false alarms; the figure reached is printed. Then the history is replayed day by day, and its alarms are
      compared with the incidents that are known. A file has one count series a line ({"counts": […], "totals": […],
      "base", "mult", "start", "dur"}) or one text a line with "day" or "ts" and a topic.

      Examples:
        qa-cli alerts evaluate --simulate --seed 7
        qa-cli alerts evaluate counts.jsonl.gz --format json
        qa-cli alerts evaluate history.jsonl.gz --truth incidents.json --topic-column label --per-week 2
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  @Argument(help: "Lines of JSON: count series, or units with a topic; also .gz.") var files: [String] = []
  @Flag(help: "Simulated series with known incidents.") var simulate = false
  @Option(help: "The seed of everything that is drawn.") var seed: UInt64 = 1
  @Option(help: "Known incidents of units: a list of {kind, label, start_day, end_day}.") var truth: String?
  @Option(name: .customLong("topic-column"), help: "The field of a unit's topic.") var topicColumn = "label"
  @Option(name: .customLong("customer-column"), help: "The field of a unit's customer.") var customerColumn: String?
  @Option(help: "False alarms allowed in 1,000 topic-days. Default: 1.") var budget: Double?
  @Option(name: .customLong("per-week"), help: "False alarms allowed in a week, all topics together.") var perWeek:
    Double?
  @Option(help: "table or json. Default: table on a terminal, else json.") var format: Format?
  @Option(name: .customLong("lang"), help: "Language of the headings.") var language = Language.en

  func validate() throws {
    if simulate == !files.isEmpty { throw ValidationError("give files, or --simulate") }
    if budget != nil && perWeek != nil { throw ValidationError("--budget or --per-week, not both") }
    if truth != nil && files.count != 1 { throw ValidationError("--truth belongs to one file") }
    for value in [budget, perWeek].compactMap({ $0 }) where !(value > 0 && value <= 1000) {
      throw ValidationError("a budget lies above 0 and at 1000 at most")
    }
  }

  func run() throws {
    let settings = TrendSettings()
    let output = CheckedOutput.standardOutput()
    for input in simulate ? [nil] : try InputListing.expand(files).map(Optional.some) {
      let truthFile = try truth.map { try InputListing.expand([$0])[0] }
      let trial =
        try input.map {
          try TrendTrial($0, truth: truthFile, topicField: topicColumn, customerField: customerColumn)
        } ?? TrendTrial(TrendSimulator(seed: seed))
      let allowed = budget ?? perWeek.map { $0 / 7 / Double(trial.series.count) * 1000 } ?? 1
      let series = trial.series.map(\.series)
      let calibration = TrendCalibration(likeness: series, settings, budget: allowed, seed: seed)
      let evaluation = TrendEvaluation(
        trial.series, truths: trial.truths, TrendReplay(series, settings), calibration.thresholds)
      let name = input?.name ?? "simulation"
      if (format ?? (Console.isTerminal(1) ? .table : .json)) == .json {
        var encoder = JSONRecordEncoder()
        evaluation.write(into: &encoder, source: name, seed: seed, trial: trial, calibration: calibration)
        try output.write(encoder.bytes)
      } else {
        try output.write(
          TrendTables.evaluation(evaluation, trial, calibration, width: Console.width, language))
      }
      if trial.unknown > 0 {
        Console.note(
          name, language("\(trial.unknown) 个已知事件的话题未出现", "\(trial.unknown) incidents name no topic of it"), language)
      }
    }
    try output.flush()
  }
}
