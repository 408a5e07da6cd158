internal import ArgumentParser
internal import Foundation
internal import Store
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// Which store, and how people are spoken to.
struct AlarmStoreOptions: ParsableArguments {
  @Option(help: "The file that keeps contacts, counts and alarms.") var store: String
  @Option(name: .customLong("lang"), help: "Language of the words: zh or en.") var language = Language.en
  @Option(name: .customLong("utc-offset"), help: "Hours that local time is ahead of UTC: where days begin.")
  var offset = 8

  func validate() throws {
    guard abs(offset) <= 14 else { throw ValidationError("--utc-offset lies between -14 and 14") }
  }

  /// Opens the alarms.
  func book(_ access: Store.Access = .read) throws -> AlarmBook { AlarmBook(try StoreTables.open(store, access)) }

  /// Hides personal data in quotes.
  func redactor() throws -> Redactor { try Redactor(.label(chinese: language == .zh)) }
}

/// How alarms are judged.
struct AlarmJudgingOptions: ParsableArguments {
  @Option(help: "Look at whole days, or at the last hours as well: day or hour.", transform: AlarmChoice.period)
  var period: AlarmSettings.Period = .day
  @Option(help: "What topics are measured against: volume, or an imported series such as orders.")
  var exposure = "volume"
  @Option(name: .customLong("min-customers"), help: "Fewest different customers of an alarm.") var minimumCustomers = 3
  @Option(help: "Periods that must confirm an alarm. Default: 1 by day, 2 by hour; p < 1e-6 fires at once.")
  var confirm: Int?
  @Option(help: "Calm periods that resolve an alarm. Default: 2 by day, 3 by hour.") var calm: Int?
  @Option(name: .customLong("repeat"), help: "Hours after which people are told again.") var repeatHours = 24.0
  @Option(help: "Minutes after which an alarm that nobody acknowledged is raised by a level.") var escalate: Double?
  @Option(help: "Alarms of one tick that are told one by one; more become one message.") var storm = 10

  func validate() throws {
    guard minimumCustomers >= 1 else { throw ValidationError("--min-customers must be 1 or more") }
    guard confirm ?? 1 >= 1, calm ?? 1 >= 1, storm >= 1 else {
      throw ValidationError("--confirm, --calm and --storm must be 1 or more")
    }
    guard repeatHours > 0, escalate ?? 1 > 0 else { throw ValidationError("--repeat and --escalate must be above 0") }
  }

  /// The settings, with the thresholds that the store was calibrated to.
  func settings(_ book: AlarmBook, offset: Int) throws -> AlarmSettings {
    var settings = AlarmSettings()
    settings.period = period
    settings.exposure = exposure
    settings.trends.minimumCustomers = minimumCustomers
    settings.confirmations = confirm
    settings.calm = calm
    settings.repeatHours = repeatHours
    settings.escalationMinutes = escalate
    settings.storm = storm
    settings.offset = offset
    if let thresholds = try book.thresholds() { settings.thresholds = thresholds }
    return settings
  }
}

/// Words and times on the command line.
enum AlarmChoice {
  static func period(_ text: String) throws -> AlarmSettings.Period {
    guard let period = AlarmSettings.Period(rawValue: text) else { throw ValidationError("--period is day or hour") }
    return period
  }

  /// Milliseconds of a time; without a zone it is local.
  static func time(_ text: String, offset: Int) throws -> Int64 {
    if text == "clock" { return clock() }
    let whole = text.utf8.count == 10 ? text + "T00:00:00" : text
    guard let time = try? Timestamp(whole) else {
      throw ToolError(
        "E-USAGE", what: "'\(text)' is no time", how: "2026-03-06T15:00:00+08:00, 2026-03-06 or clock", exitCode: .usage
      )
    }
    return time.instant ?? time.reading - Int64(offset) * 3_600_000
  }

  /// Milliseconds of a length such as 30m, 4h or 2d.
  static func length(_ text: String) throws -> Int64 {
    let units: [Character: Int64] = ["m": 60_000, "h": 3_600_000, "d": 86_400_000]
    guard let last = text.last, let unit = units[last], let number = Double(text.dropLast()), number > 0, number < 1e6
    else {
      throw ToolError(
        "E-USAGE", what: "'\(text)' is no length of time", how: "for example 30m, 4h or 2d", exitCode: .usage)
    }
    return Int64(number * Double(unit))
  }

  static func clock() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

  static func person(_ name: String?) -> String { name ?? Console.environment("USER") ?? "cli" }
}
