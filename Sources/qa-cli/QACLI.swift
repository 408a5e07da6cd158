internal import ArgumentParser
internal import Transcripts

/// The command-line tool: it parses arguments, wires the parts, prints, and sets the exit code.
@main
struct QACLI: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qa-cli",
    abstract: "Inspects every service conversation against a scorecard, with evidence for every point.",
    discussion: """
      Examples:
        qa-cli score chats.ndjson.gz --rules online-service-zh
        qa-cli score exports/ -r --rules my-rules.yaml --out report --by team
        cat chats.ndjson | qa-cli score - --rules online-service-en --format ndjson
        qa-cli report report --format markdown --previous report-last-week
        qa-cli rules test my-rules.yaml
        qa-cli questions chats.ndjson --top 20

      Data goes to standard output, everything else to standard error.
      Exit codes: 0 done, 1 the gate failed, 2 records quarantined, 64 usage, 65 input refused, 66 input missing,
      70 our bug, 74 read or write failed, 78 the rulebook is wrong, 130 interrupted.
      """,
    version: Version.text,
    subcommands: commands)

  /// Every command; a new one is a new file and a line here.
  static let commands: [any ParsableCommand.Type] = [
    ScoreCommand.self,
    CompareCommand.self,
    ReportCommand.self,
    RulesCommand.self,
    QuestionsCommand.self,
    InspectCommand.self,
    ConvertCommand.self,
    RedactCommand.self,
    MetricsCommand.self,
    DriversCommand.self,
    SentimentCommand.self,
    AlertsCommand.self,
    TopicsCommand.self,
    DigestCommand.self,
    PhrasesCommand.self,
    JourneysCommand.self,
    WordsCommand.self,
    ReputationCommand.self,
    SegmentCommand.self,
    DeliverCommand.self,
    WatchCommand.self,
    FeedCommand.self,
    StoreCommand.self,
  ]

  static func main() {
    Signals.install()
    Signals.reserveStandardDescriptors()
    do {
      var command = try parseAsRoot(Console.arguments)
      try command.run()
    } catch let failure as Failure {
      Console.exit(failure.code)
    } catch let error as ToolError {
      Console.report(error)
      Console.exit(error.exitCode)
    } catch {
      exit(withError: error)
    }
  }
}

/// Ends the process with a code after everything was said.
struct Failure: Error {
  var code: ToolExit
}

/// The tool's version and the versions of what it writes.
enum Version {
  static let number = "0.1.0"
  static let schemas = [
    "conversation/1",
    "evaluation/1",
    "item/1",
    "finding/1",
    "quarantine/1",
    "run/1",
    "question/1",
    "topic_found/1",
    "topic_assignment/1",
    "topic/1",
    "topic_quote/1",
    "topic_driver/1",
    "topic_event/1",
    "digest_topic/1",
    "phrase/1",
    "journey_cell/1",
    "journey_step/1",
    "first_contact/1",
    "word/1",
    "new_word/1",
    "reputation/1",
    "difference/1",
    "backtest/1",
    "occurrence/1",
    "comparison/1",
    "metrics/1",
    "metric/1",
    "metrics_run/1",
    "service_level/1",
    "metric_hour/1",
    "metric_visits/1",
    "drivers_run/1",
    "driver/1",
    "sentiment/1",
    "sentiment-evaluation/1",
    "sentiment-model/1",
    "near_miss/1",
    "alert/1",
    "alert-period/1",
    "alert-evaluation/1",
    "message/1",
    "outbox/1",
    "store_check/1",
    "store_row/1",
  ]
  static var text: String { "qa-cli \(number) (schemas: \(schemas.joined(separator: ", ")))" }
}
