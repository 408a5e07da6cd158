internal import Transcripts

/// A program of the owner's: the CloudEvent comes on standard input, an exit code of 0 is success.
struct ProgramSink: Sink {
  static let kind = "exec"
  static let settings: SinkNeeds = [.program]
  static let rate = SinkRate(perMinute: 600, gap: 0)
  private let settings: SinkSettings

  init(_ settings: SinkSettings) { self.settings = settings }

  func dispatch(_ message: Message, id: String, at time: Int64) -> Dispatch {
    .run(
      arguments: settings.arguments,
      variables: [
        SinkVariable(name: "QA_MESSAGE_ID", value: id), SinkVariable(name: "QA_MESSAGE_TYPE", value: message.type),
        SinkVariable(name: "QA_MESSAGE_STATE", value: message.state.rawValue),
        SinkVariable(name: "QA_MESSAGE_SEVERITY", value: message.severity.rawValue),
      ], input: CloudEvent.json(message, id: id) + [0x0A])
  }
}

/// A file that grows by one CloudEvent a line.
struct FileSink: Sink {
  static let kind = "file"
  static let settings: SinkNeeds = [.path]
  static let rate = SinkRate(perMinute: .max, gap: 0)
  private let settings: SinkSettings

  init(_ settings: SinkSettings) { self.settings = settings }

  func dispatch(_ message: Message, id: String, at time: Int64) -> Dispatch {
    .append(path: settings.path, bytes: CloudEvent.json(message, id: id) + [0x0A])
  }
}
