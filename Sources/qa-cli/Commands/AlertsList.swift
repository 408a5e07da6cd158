internal import ArgumentParser
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// How alarms are computed from a store.
struct AlarmOptions: ParsableArguments {
  @OptionGroup var store: StoreOptions
  @Option(help: "Count by day or by hour.") var period: VoiceAlarms.Period = .day
  @Option(help: "False alarms allowed in 1,000 topic-days. Default: 1.") var budget: Double?
  @Option(name: .customLong("per-week"), help: "False alarms allowed in a week, all topics together.") var perWeek:
    Double?
  @Option(help: "The seed of the calibration.") var seed: UInt64 = 1
  @Option(name: .customLong("utc-offset"), help: "Hours that local time is ahead of UTC: where days begin.")
  var offset = 8.0
  @Option(help: "Quotes an alarm; personal data is taken out of them.") var quotes = 5
  @Option(name: .customLong("lang"), help: "Language of the words: zh or en.") var language = Language.en

  func validate() throws {
    if budget != nil && perWeek != nil { throw ValidationError("--budget or --per-week, not both") }
    for value in [budget, perWeek].compactMap({ $0 }) where !(value > 0 && value <= 1000) {
      throw ValidationError("a budget lies above 0 and at 1000 at most")
    }
    guard abs(offset) <= 14 else { throw ValidationError("--utc-offset lies between -14 and 14") }
    guard quotes >= 0 else { throw ValidationError("--quotes must not be negative") }
  }

  /// Replays the store.
  func alarms() throws -> VoiceAlarms {
    let table = try VoiceTable(try store.registry())
    let topics = max(1, Set(table.mentions.compactMap(\.topic)).count)
    let allowed = budget ?? perWeek.map { $0 / 7 / Double(topics) * 1000 } ?? 1
    let found = VoiceAlarms(
      table, period: period, budget: allowed, seed: seed, offset: Int64(offset * 3_600_000), quotes: quotes)
    Console.say(
      language(
        "误报预算 \(TrendTables.figure(allowed))/千话题日；校准所得 "
          + "\(TrendTables.figure(found.calibration.achieved * Double(period == .day ? 1 : 24)))",
        "budget \(TrendTables.figure(allowed)) false alarms per 1,000 topic-days; calibrated to "
          + TrendTables.figure(found.calibration.achieved * Double(period == .day ? 1 : 24))))
    if found.undated > 0 {
      Console.say(
        language("提示: \(found.undated) 个会话没有时间，不计入", "note: \(found.undated) contacts have no time and are not counted")
      )
    }
    if found.replay.periods <= found.replay.settings.minimumHistory {
      Console.say(language("提示: 历史不足 14 天，无法判断", "note: less than 14 days of history: nothing can be judged yet"))
    }
    return found
  }

  /// The alarm without personal data in its quotes.
  func redacted(_ alarm: VoiceAlarm) throws -> VoiceAlarm {
    var alarm = alarm
    let redactor = try Redactor(.label(chinese: language == .zh))
    for index in alarm.quotes.indices { alarm.quotes[index].text = redactor.redacted(alarm.quotes[index].text) }
    return alarm
  }
}

extension VoiceAlarms.Period: ExpressibleByArgument {}

/// `qa-cli alerts list`: the alarms of a store.
struct AlertsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the alarms about topics of a store.",
    discussion: """
      Every run recomputes them from the conversations in the store, so that the same store gives the same alarms. A topic
      is judged against the volume of all conversations: a day on which everything is asked more often is one alarm
      about the volume and none about topics.

      Examples:
        qa-cli alerts list --store voice.db
        qa-cli alerts list --store voice.db --period hour --per-week 2 --fail-on firing
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, ndjson }
  enum Gate: String, ExpressibleByArgument, CaseIterable { case firing }

  @OptionGroup var options: AlarmOptions
  @Flag(help: "Only alarms that go on.") var firing = false
  @Option(name: .customLong("fail-on"), help: "Exit 1 if an alarm goes on: firing.") var failOn: Gate?
  @Option(help: "table or ndjson. Default: table on a terminal, else ndjson.") var format: Format?

  func run() throws {
    let found = try options.alarms()
    let shown = try found.alarms.filter { !firing || $0.isFiring }.map(options.redacted)
    let output = CheckedOutput.standardOutput()
    if (format ?? (Console.isTerminal(1) ? .table : .ndjson)) == .ndjson {
      var encoder = JSONRecordEncoder()
      for alarm in shown { alarm.write(into: &encoder) }
      try output.write(encoder.bytes)
    } else {
      try output.write(AlarmTables.list(shown, offset: options.offset, width: Console.width, options.language))
    }
    try output.flush()
    let going = found.alarms.count(where: \.isFiring)
    Console.say(
      options.language(
        "预警 \(found.alarms.count) 条，持续中 \(going) 条", "\(found.alarms.count) alarms, \(going) of them firing"))
    if failOn == .firing, going > 0 { throw Failure(code: .gateFailed) }
  }
}

/// `qa-cli alerts explain`: how an alarm follows from the counts.
struct AlertsExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show how an alarm follows from the counts in the store.",
    discussion: """
      Give the options that the alarm was listed with.

      Example: qa-cli alerts explain 5f0c2a9d11e07b34 --store voice.db --format table
      """)

  @Argument(help: "The alarm's fingerprint.") var fingerprint: String
  @OptionGroup var options: AlarmOptions
  @Option(help: "table or ndjson. Default: table on a terminal, else ndjson.") var format: AlertsListCommand.Format?

  func run() throws {
    let found = try options.alarms()
    guard let alarm = found.alarms.first(where: { $0.fingerprint == fingerprint.lowercased() }) else {
      throw ToolError(
        "E-ALERT-UNKNOWN", what: "no alarm has this fingerprint", how: "qa-cli alerts list with the same options",
        exitCode: .usage)
    }
    let output = CheckedOutput.standardOutput()
    let shown = try options.redacted(alarm)
    if (format ?? (Console.isTerminal(1) ? .table : .ndjson)) == .ndjson {
      var encoder = JSONRecordEncoder()
      shown.write(into: &encoder)
      found.explain(alarm, into: &encoder)
      try output.write(encoder.bytes)
    } else {
      try output.write(
        AlarmTables.explanation(shown, found, offset: options.offset, width: Console.width, options.language))
    }
    try output.flush()
  }
}
