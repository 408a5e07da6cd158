internal import Transcripts

/// One attempt to send one message to one sink.
public enum Attempt {
  /// Sends once and waits for the end.
  public static func make(_ message: Message, id: String, _ settings: SinkSettings, at time: Int64) -> Verdict {
    let sink = settings.sink
    switch sink.dispatch(message, id: id, at: time) {
    case .post(let request):
      switch settings.transport.post(request) {
      case .stopped: return .stopped
      case .failed(let reason, let hint): return .failed(reason: reason, hint: hint)
      case .reply(let status, let body, let retryAfter):
        return HTTPStatus.verdict(status, retryAfter: retryAfter, at: time) ?? sink.judge(body)
      }
    case .run(let arguments, let variables, let input):
      let outcome = HookRunner().run(arguments, variables: variables.map { ($0.name, $0.value) }, input: input)
      switch outcome {
      case .stopped: return .stopped
      case .failed(let reason): return .failed(reason: reason, hint: "")
      case .ended(0, _, _): return .accepted
      case .ended(let code, _, _): return .failed(reason: "exit code \(code)", hint: "")
      }
    case .append(let path, let bytes):
      return AppendedFile.append(bytes, id: id, to: path)
    }
  }

  /// Exactly what would be sent, for people: addresses that are secret are cut off after the host.
  public static func preview(_ message: Message, id: String, _ settings: SinkSettings, at time: Int64) -> [UInt8] {
    switch settings.sink.dispatch(message, id: id, at: time) {
    case .post(let request):
      var url = request.url
      if settings.hidesURL, let parts = HTTPTransport.parts(of: url) { url = "\(parts.scheme)://\(parts.host)/…" }
      let lines = ["POST \(url)"] + request.headers.map { "\($0.name): \($0.value)" } + ["", ""]
      return Array(lines.joined(separator: "\n").utf8) + request.body + [0x0A]
    case .run(let arguments, let variables, let input):
      let lines = variables.map { "\($0.name)=\($0.value)" } + arguments + ["", ""]
      return Array(lines.joined(separator: "\n").utf8) + input
    case .append(let path, let bytes): return Array("append to \(path)\n\n".utf8) + bytes
    }
  }
}

extension Verdict {
  /// Why, for people.
  public var reason: String {
    switch self {
    case .accepted, .stopped: ""
    case .throttled(let reason, _), .failed(let reason, _), .gone(let reason): reason
    }
  }

  /// What to do, as an addition to the reason.
  public var hint: String {
    if case .failed(_, let hint) = self, !hint.isEmpty { return "; try: " + hint }
    return ""
  }

  var isThrottled: Bool { if case .throttled = self { true } else { false } }

  /// Whether another message may fare better: the receiver is there, and answers.
  var isAboutMessage: Bool { reason.hasPrefix("status 4") || reason.hasPrefix("exit code") }
}
