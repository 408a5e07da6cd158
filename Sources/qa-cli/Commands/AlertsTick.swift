internal import ArgumentParser
internal import Delivery
internal import Store
internal import Transcripts
internal import VOC

/// `qa-cli alerts tick`: looks once at everything that is counted.
struct AlertsTickCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tick", abstract: "Look once: begin, confirm, raise and resolve alarms; for cron.",
    discussion: """
      Topics, findings of rules and imported counts are judged against their usual share of all contacts, over windows of
      days and, with --period hour, of the last hours. What was found and what is to be sent are stored together. Without
      --now the end of the data is looked at; with --now clock a tick also notices that nothing arrives. A replay of a
      history begins where --since says.

      Examples:
        qa-cli alerts tick --store voice.db
        qa-cli alerts tick --store voice.db --period hour --now clock --deliver sinks.yaml --escalate 15
        qa-cli alerts tick --store copy.db --period hour --since 2026-01-20 --now 2026-03-06T15:00:00+08:00

      Exit codes: 0 done, 1 --fail-on firing and an alarm fires, 69 messages wait or are dead, 75 store.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, ndjson }
  enum Gate: String, ExpressibleByArgument, CaseIterable { case firing }

  @OptionGroup var options: AlarmStoreOptions
  @OptionGroup var judging: AlarmJudgingOptions
  @Option(help: "The time to look at: data, clock, or a time. Default: data.") var now = "data"
  @Option(help: "Where the first look at a store begins; later ticks go on from the last.") var since: String?
  @Option(help: "The file of sinks; messages go to its outbox and are sent.") var deliver: String?
  @Option(help: "Quotes a message or record carries.") var quotes = 5
  @Option(name: .customLong("fail-on"), help: "Exit 1 if an alarm fires: firing.") var failOn: Gate?
  @Option(help: "table or ndjson: the alarms that began or ended. Default: table on a terminal, else ndjson.")
  var format: Format?

  func run() throws {
    let language = options.language
    let delivery = try deliver.map { try DeliveryText.configuration($0) }
    // A mistyped path must not become an empty store in which nothing ever alarms.
    let store = try StoreTables.open(options.store, .write(mustExist: true))
    let book = AlarmBook(store)
    let settings = try judging.settings(book, offset: options.offset)
    let time = now == "data" ? nil : try AlarmChoice.time(now, offset: options.offset)
    let run = AlarmRun(settings: settings, language: language, offset: options.offset, quotes: quotes)
    let (outcome, queued) = try run.tick(
      store, now: time, since: try since.map { try AlarmChoice.time($0, offset: options.offset) }, clock: time,
      delivery: delivery)
    let output = CheckedOutput.standardOutput()
    if (format ?? (Console.isTerminal(1) ? .table : .ndjson)) == .ndjson {
      var encoder = JSONRecordEncoder()
      let redactor = try options.redactor()
      for notice in outcome.notices {
        try book.report(notice.alarm, quotes: quotes, redactor, at: outcome.end ?? 0).write(into: &encoder)
      }
      try output.write(encoder.bytes)
    } else if !outcome.notices.isEmpty {
      try output.write(
        AlarmTables.list(outcome.notices.map(\.alarm), offset: options.offset, width: Console.width, language))
    }
    try output.flush()
    Console.say(run.line(outcome))
    var code = ToolExit.success
    if let delivery {
      if queued > 0 { Console.say(language("新消息 \(queued) 条", "\(queued) new messages")) }
      code = try DeliveryText.drain(store, delivery, language)
    }
    if failOn == .firing, outcome.firing > 0 { code = code.combined(with: .gateFailed) }
    if code != .success { throw Failure(code: code) }
  }
}

/// `qa-cli alerts calibrate`: sets thresholds for a budget of false alarms.
struct AlertsCalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate", abstract: "Set the thresholds so that false alarms stay within a budget.",
    discussion: """
      Calm histories are drawn with the rates, scatter and volumes of the store's own; the thresholds that keep the budget
      on them are stored, and the figure reached is printed. Do it again when volumes have changed.

      Example: qa-cli alerts calibrate --store voice.db --per-week 2
      """)

  @OptionGroup var options: AlarmStoreOptions
  @Option(help: "False alarms allowed in 1,000 topic-days. Default: 1.") var budget: Double?
  @Option(name: .customLong("per-week"), help: "False alarms allowed in a week, all topics together.") var perWeek:
    Double?
  @Option(help: "What topics are measured against.") var exposure = "volume"
  @Option(help: "The seed of what is drawn.") var seed: UInt64 = 1

  func validate() throws {
    if budget != nil && perWeek != nil { throw ValidationError("--budget or --per-week, not both") }
    for value in [budget, perWeek].compactMap({ $0 }) where !(value > 0 && value <= 1000) {
      throw ValidationError("a budget lies above 0 and at 1000 at most")
    }
  }

  func run() throws {
    let book = try options.book(.write(mustExist: true))
    var settings = AlarmSettings()
    settings.offset = options.offset
    settings.exposure = exposure
    var series = 0
    let found = try book.calibrate(settings, seed: seed) { count in
      series = count
      return budget ?? perWeek.map { $0 / 7 / Double(max(1, count)) * 1000 } ?? 1
    }
    let weekly = found.achieved / 1000 * 7 * Double(series)
    Console.say(
      options.language(
        "\(series) 条序列（含渠道、产品、地区各部分）；预算 \(TrendTables.figure(found.budget))/千话题日，校准所得 \(TrendTables.figure(found.achieved))，约每周误报 \(TrendTables.figure(weekly)) 次；阈值 p ≤ \(AlarmTables.scientific(found.thresholds.scan))，增益 ≥ \(TrendTables.figure(found.thresholds.gain))",
        "\(series) series with their parts by channel, product and region; budget \(TrendTables.figure(found.budget)) per 1,000 topic-days, reached \(TrendTables.figure(found.achieved)), about \(TrendTables.figure(weekly)) false alarms a week; thresholds p ≤ \(AlarmTables.scientific(found.thresholds.scan)), gain ≥ \(TrendTables.figure(found.thresholds.gain))"
      ))
  }
}

/// `qa-cli alerts heartbeat`: whether data and ticks still come.
struct AlertsHeartbeatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heartbeat", abstract: "Exit 1 when no data or no tick has come for too long.",
    discussion: """
      No data is not the same as no crisis. For a monitor that runs apart from the ticks.

      Example: qa-cli alerts heartbeat --store voice.db --max-age 90m
      """)

  @OptionGroup var options: AlarmStoreOptions
  @Option(name: .customLong("max-age"), help: "The longest age of the latest data and of the latest tick.")
  var maximumAge = "2h"
  @Option(help: "The time to compare with: clock, or a time.") var now = "clock"

  func run() throws {
    let book = try options.book()
    let limit = try AlarmChoice.length(maximumAge)
    let time = try AlarmChoice.time(now, offset: options.offset)
    let beat = try book.heartbeat()
    let language = options.language
    func text(_ instant: Int64?) -> String {
      instant.map { AlarmTables.time($0, options.offset) } ?? language("无", "never")
    }
    let isLate = { (instant: Int64?) in instant.map { time - $0 > limit } ?? true }
    Console.say(
      language(
        "最新数据 \(text(beat.data))，最近检查 \(text(beat.clock))，截至 \(text(beat.tick))",
        "latest data \(text(beat.data)), latest tick \(text(beat.clock)), which looked until \(text(beat.tick))"))
    if isLate(beat.data) || isLate(beat.clock) {
      Console.say(language("已超过 \(maximumAge)", "older than \(maximumAge)"))
      throw Failure(code: .gateFailed)
    }
  }
}
