internal import ArgumentParser
internal import Delivery
internal import QA
internal import Store
internal import Transcripts
internal import VOC

/// `qa-cli watch`: scores what arrives and tells people at once.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Follow a growing file or a folder, score what is new, and send alarms.",
    discussion: """
      A .ndjson or .jsonl file is read as it grows, line by line; any other file once, when it has stopped growing.
      Where reading stands and what is to be sent are stored together: after a stop, a kill or a crash the next run goes
      on where this one was, and nothing is lost.

      Examples:
        qa-cli watch chats.ndjson --rules book.yaml --config sinks.yaml --store voice.db
        qa-cli watch chats.ndjson --rules customer-tags-zh --config sinks.yaml --store voice.db --alarms hour
        qa-cli watch exports/ --rules customer-tags-en --config sinks.yaml --store voice.db --once --fail-on critical
        qa-cli watch chats.ndjson --rules customer-tags-zh --config sinks.yaml --store voice.db --topics

      Exit codes: 0 done, 1 --fail-on was reached, 2 records could not be read, 69 messages wait or are dead,
      130 and 143 stopped by a signal.
      """)

  @Argument(help: "A file or folder.") var path: String
  @Option(name: .customLong("rules"), help: "A rulebook file, or the id of a bundled book.") var book: String
  @Option(help: "The file of sinks; docs/delivery.md.") var config: String
  @Option(help: "The file that keeps cursor and messages.") var store: String
  @OptionGroup var rulebook: RulebookOptions
  @Option(help: "Send findings and tags of this severity and above: minor, major, critical.")
  var alertOn: WatchSeverity = .critical
  @Option(help: "Exit 1 if something new of this severity was found: firing (anything sent), minor, major, critical.")
  var failOn: WatchSeverity?
  @Option(name: .customLong("out"), help: "A file that gets every finding as finding/1, without personal data.")
  var out: String?
  @Flag(help: "Also take what customers say into the store's topics ('topics fit --store' finds them first).")
  var topics = false
  @Option(
    help: "Keep what customers say in the store and judge alarms at every look, by day or hour; 'alerts tick'.",
    transform: AlarmChoice.period) var alarms: AlarmSettings.Period?
  @Option(name: .customLong("alarm-time"), help: "Which time alarms are judged at: data or clock.")
  var alarmTime = "data"
  @Option(name: .customLong("escalate"), help: "Minutes after which an alarm nobody acknowledged is raised.")
  var escalation: Double?
  @Option(name: .customLong("tz"), help: "Zone of times that carry none.") var timeZone: String?
  @Option(help: "Seconds between two looks.") var every: Double = 2
  @Flag(help: "Look once and end; for cron.") var once = false
  @Option(name: .customLong("lang"), help: "Language of the tool's own words.") var language: Language?

  mutating func validate() throws {
    guard ["data", "clock"].contains(alarmTime) else { throw ValidationError("--alarm-time is data or clock") }
    guard every >= 0.05, every <= 86_400 else { throw ValidationError("--every lies between 0.05 and 86400 seconds") }
    if let timeZone, ClockZone(name: timeZone) == nil {
      throw ValidationError("no time zone is named '\(timeZone)'; a name such as Asia/Shanghai or UTC")
    }
  }

  /// Hours that local time is ahead of UTC: those of `--tz` now, or China's.
  private var offset: Int {
    let now = AlarmChoice.clock()
    return zone.map { Int(($0.reading(ofInstant: now) - now) / 3_600_000) } ?? 8
  }

  /// What feeds and judges alarms, where it was asked for.
  func makeAlarms(_ book: Rulebook) throws -> WatchAlarms? {
    guard let alarms else { return nil }
    var settings = AlarmSettings()
    settings.period = alarms
    settings.offset = offset
    settings.escalationMinutes = escalation
    let alarmBook = AlarmBook(try StoreTables.open(store, .write()))
    if let thresholds = try alarmBook.thresholds() { settings.thresholds = thresholds }
    return WatchAlarms(
      book: book, run: AlarmRun(settings: settings, language: language ?? .en, offset: offset),
      usesClock: alarmTime == "clock")
  }

  /// A tick on one line.
  func line(_ outcome: AlarmBook.Outcome) -> String {
    AlarmRun(settings: AlarmSettings(), language: language ?? .en, offset: offset).line(outcome)
  }

  /// The zone of `--tz`.
  var zone: ClockZone? { timeZone.flatMap { ClockZone(name: $0) } }

  func run() throws {
    let delivery = try DeliveryText.configuration(config)
    let run = try WatchRun(self, book: try rulebook.load(book), delivery: delivery)
    var code = try run.look()
    while !once, !Signals.stopRequested {
      DeliveryClock.system.wait(every)
      if !Signals.stopRequested { code = try run.look() }
    }
    let language = language ?? .en
    let ledger = run.ledger
    Console.say(
      language(
        "读入 \(ledger.read) = 评分 \(ledger.scored) + 筛除 \(ledger.filtered) + 异常 \(ledger.quarantined); 新报警 \(run.alarms)",
        "read \(ledger.read) = scored \(ledger.scored) + filtered \(ledger.filtered) + quarantined \(ledger.quarantined); new alarms \(run.alarms)"
      ))
    if !ledger.balanced { code = code.combined(with: .internalError) }
    if ledger.quarantined > 0 { code = code.combined(with: .quarantined) }
    if run.gateReached { code = code.combined(with: .gateFailed) }
    if let signal = Signals.exitCode {
      Console.say(language("已停止；再次运行同一命令即可继续", "stopped; run the same command to go on"))
      code = code.combined(with: signal)
    }
    if code != .success { throw Failure(code: code) }
  }
}

/// A severity on the command line.
enum WatchSeverity: String, ExpressibleByArgument, CaseIterable {
  case firing, minor, major, critical

  /// As messages have it.
  var message: Message.Severity {
    switch self {
    case .firing: .info
    case .minor: .minor
    case .major: .major
    case .critical: .critical
    }
  }
}
