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
      budget of false alarms; the figure reached is printed. A budget is kept on average, so that the figure counts as met
      unless it is above the budget by more than chance (Poisson, one-sided, 5 %); the figure itself is always shown.
      All shares and rates have their 95 % interval. Then the history is replayed day by day, and its alarms are
      compared with the incidents that are known. A file has count series ({"counts": […], "totals": […], "base", "mult",
      "start", "dur"}) or texts with "day" or "ts" and a topic ("label", "topic", "intent"); lines of JSON, a list, CSV
      or TSV, also .gz. Where no record names a topic the topic engine finds them in "text".

      Examples:
        qa-cli alerts evaluate --simulate --seed 7
        qa-cli alerts evaluate --simulate --seed 100 --cases 1200
        qa-cli alerts evaluate --simulate --period hour
        qa-cli alerts evaluate counts.jsonl.gz --format json
        qa-cli alerts evaluate history.jsonl.gz --truth incidents.json --topic-column label --per-week 2
        qa-cli alerts evaluate history.jsonl.gz --truth incidents.json --find-topics
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  @Argument(help: "Count series, or texts with their day; JSON, NDJSON, CSV, also .gz.") var files: [String] = []
  @Flag(help: "Simulated series with known incidents.") var simulate = false
  @Flag(help: "With --simulate: a tenth of the series and a third of the calibration, for a first look.")
  var quick = false
  @Option(help: "The seed of everything that is drawn.") var seed: UInt64 = 1
  @Option(
    help: """
      With --simulate: incidents of each kind in each stratum; beyond 60 in several histories of their own seeds, one \
      after another from --seed on. By hour beyond 10. Default: 60, by hour 10.
      """) var cases: Int?
  @Option(
    help: "With --simulate: day, or hour for ticks every hour through a store, as 'alerts tick --period hour' looks.",
    transform: AlarmChoice.period)
  var period: AlarmSettings.Period = .day
  @Option(help: "Known incidents: a list of {kind, label, start_day, end_day}, JSON or CSV.") var truth: String?
  @Option(name: .customLong("topic-column"), help: "The field of a text's topic. Default: label, topic, intent.")
  var topicColumn: String?
  @Option(name: .customLong("customer-column"), help: "The field of a text's customer. Default: customer, user_id.")
  var customerColumn: String?
  @Option(name: .customLong("text-column"), help: "The field of the text. Default: text, query, content.")
  var textColumn: String?
  @Flag(name: .customLong("find-topics"), help: "Find the topics in the texts even where records name one.")
  var findTopics = false
  @Option(help: "False alarms allowed in 1,000 topic-days. Default: 1.") var budget: Double?
  @Option(name: .customLong("per-week"), help: "False alarms allowed in a week, all topics together.") var perWeek:
    Double?
  @Option(help: "table or json. Default: table on a terminal, else json.") var format: Format?
  @Option(name: .customLong("lang"), help: "Language of the headings.") var language = Language.en

  func validate() throws {
    if simulate == !files.isEmpty { throw ValidationError("give files, or --simulate") }
    if budget != nil && perWeek != nil { throw ValidationError("--budget or --per-week, not both") }
    if cases != nil, !simulate || quick { throw ValidationError("--cases belongs to --simulate without --quick") }
    if period == .hour, !simulate { throw ValidationError("--period hour belongs to --simulate") }
    guard (1...6000).contains(cases ?? 1) else { throw ValidationError("--cases lies between 1 and 6000") }
    if truth != nil && files.count != 1 { throw ValidationError("--truth belongs to one file") }
    for value in [budget, perWeek].compactMap({ $0 }) where !(value > 0 && value <= 1000) {
      throw ValidationError("a budget lies above 0 and at 1000 at most")
    }
  }

  func run() throws {
    let fitting = try TopicOptions.fitting(seed: seed, jobs: nil)
    let output = CheckedOutput.standardOutput()
    for input in simulate ? [nil] : try InputListing.expand(files).map(Optional.some) {
      let truthFile = try truth.map { try InputListing.expand([$0])[0] }
      let trial =
        try input.map {
          try TrendTrial($0, truth: truthFile, columns: columns, always: findTopics) { texts in
            TrialTopics(fitting).find(texts)
          }
        } ?? TrendTrial(simulators[0])
      var (evaluation, calibration) = try evaluate(trial, seed: seed)
      for simulator in input == nil ? simulators.dropFirst() : [] {
        let next = try evaluate(TrendTrial(simulator), seed: simulator.seed)
        evaluation.add(next.0)
        calibration.add(next.1)
      }
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

  private func evaluate(_ trial: TrendTrial, seed: UInt64) throws -> (TrendEvaluation, TrendCalibration) {
    let settings = TrendSettings()
    let allowed = budget ?? perWeek.map { $0 / 7 / Double(trial.series.count) * 1000 } ?? 1
    let series = period == .hour ? trial.days : trial.series.map(\.series)
    let calibration = TrendCalibration(
      likeness: series, settings, budget: allowed, seed: seed, topicPeriods: quick ? 20_000 : 60_000)
    if period == .hour {
      let first = simulators[0].start - 40
      return (try TrendEvaluation(hoursOf: trial, first: first, calibration.thresholds), calibration)
    }
    let evaluation = TrendEvaluation(
      trial.series, truths: trial.truths, trial.replay ?? TrendReplay(series, settings), calibration.thresholds)
    return (evaluation, calibration)
  }

  /// Histories of at most 60 incidents of each kind, 10 by hour: each has its own volume, as different centres would.
  private var simulators: [TrendSimulator] {
    let most = period == .hour ? 10 : 60
    let all = cases ?? most
    let rounds = (all + most - 1) / most
    return (0..<rounds).map { round in
      var simulator = TrendSimulator(seed: seed &+ UInt64(round))
      simulator.repeats = all / rounds + (round < all % rounds ? 1 : 0)
      if period == .hour { (simulator.perDay, simulator.calm) = (24, 40) }
      if quick { (simulator.repeats, simulator.calm) = period == .hour ? (2, 8) : (6, 25) }
      return simulator
    }
  }

  private var columns: TrendTrial.Columns {
    var columns = TrendTrial.Columns()
    if let topicColumn { columns.topic = [topicColumn.lowercased()] }
    if let customerColumn { columns.customer = [customerColumn.lowercased()] }
    if let textColumn { columns.text = [textColumn.lowercased()] }
    return columns
  }
}
