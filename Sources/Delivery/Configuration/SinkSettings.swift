/// One receiver, as the configuration says.
public struct SinkSettings: Sendable {
  /// Its name: part of every message's id, so a new name is a new receiver.
  public var name: String
  /// The kind of sink.
  public var kind: String
  /// Where it is.
  public var url = ""
  /// Whether the URL came from a file or the environment and is never printed.
  public var hidesURL = false
  /// Secrets, the newest first; never printed.
  public var secrets: [String] = []
  /// The program and its arguments.
  public var arguments: [String] = []
  /// The file to append to.
  public var path = ""
  /// How much customer text it gets.
  public var payload = Payload.thin
  /// The language of its words.
  public var language = MessageLanguage.zh
  /// Messages in any minute; at most the receiver's own limit.
  public var perMinute: Int
  /// How it is connected to.
  public var transport: HTTPTransport
  /// Types of message it takes: whole types, or beginnings that end with `.`; empty for all.
  public var types: [String] = []
  /// The least severity it takes.
  public var minimumSeverity = Message.Severity.info
  /// Whether the end of an alarm is sent too.
  public var sendsResolved = true

  /// Makes settings.
  init(name: String, kind: String, perMinute: Int, transport: HTTPTransport) {
    self.name = name
    self.kind = kind
    self.perMinute = perMinute
    self.transport = transport
  }

  /// Whether a message is for this sink.
  public func takes(_ message: Message) -> Bool {
    guard message.severity >= minimumSeverity, sendsResolved || message.state == .firing else { return false }
    return types.isEmpty || types.contains { $0.hasSuffix(".") ? message.type.hasPrefix($0) : message.type == $0 }
  }

  /// The sink itself.
  var sink: any Sink {
    guard let type = Sinks.type(of: kind) else { preconditionFailure("the configuration was not checked") }
    return type.init(self)
  }

  /// Whether people read it, so that a storm is summed up.
  var isForPeople: Bool { Sinks.type(of: kind)?.isForPeople ?? false }

  /// The receiver's own limits, and the owner's.
  var rate: SinkRate {
    let own = Sinks.type(of: kind)?.rate ?? SinkRate(perMinute: 20, gap: 0)
    return SinkRate(perMinute: min(own.perMinute, perMinute), gap: own.gap)
  }
}

/// Where messages go.
public struct DeliveryConfiguration: Sendable {
  /// The receivers, in the order of the file.
  public var sinks: [SinkSettings]

  /// The sink of a name.
  public func sink(named name: String) -> SinkSettings? { sinks.first { $0.name == name } }
}
