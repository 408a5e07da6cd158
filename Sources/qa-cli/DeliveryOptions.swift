internal import ArgumentParser
internal import Delivery
internal import Store
internal import Transcripts

/// Where messages go, and where they wait.
struct DeliveryOptions: ParsableArguments {
  @Option(help: "The file of sinks; docs/delivery.md.") var config: String
  @Option(help: "The file that keeps messages until they are sent.") var store: String

  func configuration() throws -> DeliveryConfiguration { try DeliveryText.configuration(config) }
}

/// What delivery says to people.
enum DeliveryText {
  static func configuration(_ path: String) throws -> DeliveryConfiguration {
    try DeliveryFile.read(path) { Console.environment($0) }
  }

  /// Sends what is due, says what became of it, and gives the exit code.
  static func drain(_ store: Store, _ configuration: DeliveryConfiguration, _ language: Language) throws -> ToolExit {
    let courier = Courier(store: store, configuration: configuration) { line in
      Console.say(language("投递: ", "delivery: ") + line.escapingControls)
    }
    let summary = try courier.drain()
    Console.say(
      language(
        "已发送 \(summary.sent), 等待 \(summary.pending), 失败 \(summary.dead)",
        "sent \(summary.sent), pending \(summary.pending), dead \(summary.dead)"))
    var code: ToolExit = summary.pending + summary.dead > 0 ? .deliveryPending : .success
    if let signal = Signals.exitCode { code = code.combined(with: signal) }
    return code
  }
}
