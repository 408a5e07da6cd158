internal import ArgumentParser
internal import Store
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// `qa-cli alerts list`: the alarms of a store.
struct AlertsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the alarms of a store.",
    discussion: """
      Examples:
        qa-cli alerts list --store voice.db
        qa-cli alerts list --store voice.db --firing --level orange --fail-on firing
        qa-cli alerts list --store voice.db --class rising          (trends, for digests)
      """)

  @OptionGroup var options: AlarmStoreOptions
  @Flag(help: "Only alarms that go on.") var firing = false
  @Option(help: "Only this level and above: red, orange, yellow, blue.", transform: levelNamed) var level: AlarmLevel?
  @Option(name: .customLong("class"), help: "Only this class, for example spike, keyword, rising.") var kind: String?
  @Option(help: "Only alarms of this department.") var owner: String?
  @Option(help: "Quotes an alarm; personal data is taken out of them.") var quotes = 5
  @Option(name: .customLong("fail-on"), help: "Exit 1 if an alarm fires: firing.") var failOn: AlertsTickCommand.Gate?
  @Option(help: "table or ndjson. Default: table on a terminal, else ndjson.") var format: AlertsTickCommand.Format?

  static func levelNamed(_ text: String) throws -> AlarmLevel {
    let words = ["红": AlarmLevel.red, "橙": .orange, "黄": .yellow, "蓝": .blue]
    guard let level = AlarmLevel(rawValue: text) ?? words[text] else {
      throw ValidationError("--level is red, orange, yellow or blue")
    }
    return level
  }

  func validate() throws {
    if let kind, TrendClass(rawValue: kind) == nil {
      throw ValidationError("--class knows \(TrendClass.allCases.map(\.rawValue).joined(separator: ", "))")
    }
  }

  func run() throws {
    let book = try options.book()
    let all = try book.alarms()
    let shown = all.filter { alarm in
      guard kind != nil || alarm.kind != .rising else { return false }
      return (!firing || alarm.state == .firing) && (level.map { alarm.level <= $0 } ?? true)
        && (kind.map { alarm.kind.rawValue == $0 } ?? true) && (owner.map { alarm.owner == $0 } ?? true)
    }
    let output = CheckedOutput.standardOutput()
    if (format ?? (Console.isTerminal(1) ? .table : .ndjson)) == .ndjson {
      let redactor = try options.redactor()
      let time = try book.heartbeat().clock ?? 0
      for alarm in shown {
        var encoder = JSONRecordEncoder()
        try book.report(alarm, quotes: quotes, redactor, at: time).write(into: &encoder)
        try output.write(encoder.bytes)
      }
    } else {
      try output.write(AlarmTables.list(shown, offset: options.offset, width: Console.width, options.language))
    }
    try output.flush()
    let going = shown.count { $0.state == .firing }
    let noun = shown.count == 1 ? "alarm" : "alarms"
    Console.say(
      options.language("预警 \(shown.count) 条，持续中 \(going) 条", "\(shown.count) \(noun), \(going) firing"))
    if failOn == .firing, going > 0 { throw Failure(code: .gateFailed) }
  }
}

/// `qa-cli alerts explain`: how an alarm follows from the counts.
struct AlertsExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show how an alarm follows from the counts in the store.",
    discussion: """
      The alarm is computed again from the stored counts; give the --exposure of its tick. The days around it stand below.

      Example: qa-cli alerts explain 5f0c2a9d11e07b34 --store voice.db --format table
      """)

  @Argument(help: "The alarm's fingerprint, or the id of one episode.") var fingerprint: String
  @OptionGroup var options: AlarmStoreOptions
  @OptionGroup var judging: AlarmJudgingOptions
  @Option(help: "Quotes; personal data is taken out of them.") var quotes = 5
  @Option(help: "table or ndjson. Default: table on a terminal, else ndjson.") var format: AlertsTickCommand.Format?

  func run() throws {
    let book = try options.book()
    let alarm = try book.alarm(fingerprint)
    let settings = try judging.settings(book, offset: options.offset)
    let found = try book.explain(alarm, settings)
    let report = try book.report(alarm, quotes: quotes, try options.redactor(), at: try book.heartbeat().clock ?? 0)
    let output = CheckedOutput.standardOutput()
    if (format ?? (Console.isTerminal(1) ? .table : .ndjson)) == .ndjson {
      var encoder = JSONRecordEncoder()
      report.write(into: &encoder)
      found.write(of: alarm, into: &encoder)
      try output.write(encoder.bytes)
    } else {
      try output.write(
        AlarmTables.explanation(
          report, found, settings.thresholds, offset: options.offset, width: Console.width, options.language))
    }
    try output.flush()
  }
}
