internal import ArgumentParser
internal import VOC

/// `qa-cli topics`: what many texts are about.
struct TopicsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "topics", abstract: "Find what many texts are about, and assign texts to it.",
    subcommands: [
      TopicsFitCommand.self, TopicsAssignCommand.self, TopicsRefreshCommand.self, TopicsListCommand.self,
      TopicsShowCommand.self, TopicsNameCommand.self, TopicsLockCommand.self, TopicsMergeCommand.self,
      TopicsSplitCommand.self, TopicsForbidCommand.self, TopicsMapCommand.self, TopicsEvaluateCommand.self,
    ])
}

/// How fine topics are cut.
enum GranularityOption: String, ExpressibleByArgument, CaseIterable {
  case coarse, standard, fine

  var granularity: Granularity {
    switch self {
    case .coarse: .coarse
    case .standard: .standard
    case .fine: .fine
    }
  }
}

/// How topics are found.
struct TopicOptions: ParsableArguments {
  @Option(help: "The number of topics. Default: found by itself.") var topics: Int?
  @Option(help: "How fine topics are cut: coarse, standard or fine.") var granularity = GranularityOption.standard
  @Option(help: "The seed of everything random; the same seed gives the same topics.") var seed: UInt64 = 1
  @Option(help: "How many threads work; the result is the same for any number. Default: all cores.") var jobs: Int?
  @Option(name: .customLong("sample"), help: "Different texts that are fitted at most; others are assigned.")
  var sample = 100_000
  @Option(help: "A file of your own words; may be given several times.") var dictionary: [String] = []
}
