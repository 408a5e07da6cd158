internal import ArgumentParser
internal import QA
internal import Transcripts

/// How metrics are computed; shared by `metrics` and `score`.
struct MetricsOptions: ParsableArguments {
  @Option(
    name: .customLong("calendar"),
    help: ArgumentHelp(
      "A service file: business hours, holidays, zone, levels (docs/metrics.md).", valueName: "file"))
  var serviceFile: String?

  @Option(help: "Thresholds of \"answered within\", separated by commas. Default: 1s,30s,60s.")
  var within: String?

  @Option(
    name: .customLong("level"),
    help: ArgumentHelp(
      "A service level: '80% within 30s', 'queue_wait: 80% within 20s where queue=refund'. May be given again.",
      valueName: "level"))
  var levels: [String] = []

  @Option(
    name: .customLong("customer"),
    help: ArgumentHelp(
      "The field with the customer's id, for repeat contacts; 'participant' takes the customer's participant id.",
      valueName: "field"))
  var customer: String?

  @Option(help: "The window of repeat contacts in days. Default: 7.")
  var repeatDays: Int?

  /// The settings, or every mistake in them.
  func settings() throws -> MetricSettings {
    var settings = try MetricSettings()
    if let serviceFile { try read(serviceFile, into: &settings) }
    if let within {
      let times = within.split(separator: ",").map { ServiceLevel.milliseconds(String($0)) }
      guard !times.isEmpty, times.allSatisfy({ $0 != nil }), times.count <= 50 else {
        throw ToolError("E-USAGE", what: "'\(within)' is no --within", how: "1s,30s,60s", exitCode: .usage)
      }
      settings.thresholds = Set(times.compactMap { $0 }).sorted()
    }
    for level in levels { settings.levels.append(try ServiceLevel(level)) }
    if let customer { settings.fields.set(.customer, to: customer) }
    if let repeatDays {
      guard (1...366).contains(repeatDays) else {
        throw ToolError("E-USAGE", what: "--repeat-days lies between 1 and 366", exitCode: .usage)
      }
      settings.repeatDays = repeatDays
    }
    return settings
  }

  private func read(_ path: String, into settings: inout MetricSettings) throws {
    let bytes = try InputFile(path).contents(limit: 1 << 20)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ToolError("E-CALENDAR", file: path, what: "it is not UTF-8 text", exitCode: .configuration)
    }
    do {
      try ServiceFile.read(text, name: path, into: &settings)
    } catch let error as RulebookError {
      for diagnostic in error.diagnostics { Console.say(diagnostic.rendered) }
      Console.say("error[E-CALENDAR] \(path): nothing was processed".escapingControls)
      throw Failure(code: .configuration)
    }
  }
}
