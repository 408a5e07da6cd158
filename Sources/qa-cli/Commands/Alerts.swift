internal import ArgumentParser

/// `qa-cli alerts`: what is out of the ordinary.
struct AlertsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts", abstract: "Find what is out of the ordinary, tell people, and see it through to its end.",
    discussion: """
      Examples:
        qa-cli topics fit history.ndjson --store voice.db
        qa-cli alerts calibrate --store voice.db --per-week 2
        qa-cli alerts observe today.ndjson --store voice.db --rules customer-tags-zh
        qa-cli alerts tick --store voice.db --deliver sinks.yaml --fail-on firing
        qa-cli alerts list --store voice.db --firing
        qa-cli alerts explain 5f0c2a9d11e07b34 --store voice.db
        qa-cli alerts ack 5f0c2a9d11e07b34 --store voice.db --by 王敏
        qa-cli alerts evaluate --simulate --seed 7
      """,
    subcommands: [
      AlertsTickCommand.self, AlertsListCommand.self, AlertsExplainCommand.self, AlertsAckCommand.self,
      AlertsSilenceCommand.self, AlertsIncidentCommand.self, AlertsObserveCommand.self, AlertsImportCommand.self,
      AlertsCalibrateCommand.self, AlertsHeartbeatCommand.self, AlertsEvaluateCommand.self,
    ])
}
