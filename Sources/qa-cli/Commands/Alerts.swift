internal import ArgumentParser

/// `qa-cli alerts`: what is out of the ordinary.
struct AlertsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts", abstract: "Find topics that burst, explain why, and measure how well they are found.",
    discussion: """
      Examples:
        qa-cli alerts list --store voice.db --per-week 2
        qa-cli alerts explain 5f0c2a9d11e07b34 --store voice.db
        qa-cli alerts evaluate --simulate --seed 7
      """,
    subcommands: [AlertsListCommand.self, AlertsExplainCommand.self, AlertsEvaluateCommand.self])
}
