internal import ArgumentParser

/// `qa-cli alerts`: what is out of the ordinary.
struct AlertsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts", abstract: "Find topics that burst, and measure how well they are found.",
    discussion: """
      Examples:
        qa-cli alerts evaluate --simulate --seed 7
        qa-cli alerts evaluate history.jsonl.gz --truth incidents.json --topic-column label --format json
      """,
    subcommands: [AlertsEvaluateCommand.self])
}
