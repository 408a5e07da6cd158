/// A kind of receiver: how a message looks there, and what its answers mean.
///
/// One file a kind and a line in ``Sinks``.
protocol Sink: Sendable {
  /// The word for it in the configuration.
  static var kind: String { get }
  /// Which settings it needs and takes beside the common ones.
  static var settings: SinkNeeds { get }
  /// How often it may be called.
  static var rate: SinkRate { get }
  /// Whether people read it: of more messages than it takes in a minute they get the gravest, and one that sums up the rest.
  static var isForPeople: Bool { get }

  init(_ settings: SinkSettings)

  /// What is sent for a message at a time in milliseconds since 1970.
  func dispatch(_ message: Message, id: String, at time: Int64) -> Dispatch

  /// What a reply with a status of 2xx means; other statuses mean the same everywhere.
  func judge(_ body: [UInt8]) -> Verdict
}

extension Sink {
  static var isForPeople: Bool { false }

  func judge(_ body: [UInt8]) -> Verdict { .accepted }
}

/// What a kind of sink needs and takes.
struct SinkNeeds: OptionSet, Sendable {
  let rawValue: Int
  static let url = SinkNeeds(rawValue: 1)
  static let secret = SinkNeeds(rawValue: 2)
  static let program = SinkNeeds(rawValue: 4)
  static let path = SinkNeeds(rawValue: 8)
}

/// How often a receiver may be called.
struct SinkRate: Sendable, Hashable {
  /// Messages in any 60 seconds at most, whatever the owner says.
  var perMinute: Int
  /// Seconds between two messages.
  var gap: Double
  /// Messages in any 60 seconds unless the owner says otherwise; `nil` for the most.
  var usual: Int?
}

/// What is done to send a message.
public enum Dispatch: Sendable, Hashable {
  case post(HTTPRequest)
  case run(arguments: [String], variables: [SinkVariable], input: [UInt8])
  case append(path: String, bytes: [UInt8])
}

/// A variable for a program.
public struct SinkVariable: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// Its value.
  public var value: String
}

/// What an attempt came to.
public enum Verdict: Sendable, Hashable {
  case accepted
  /// The receiver is too busy; try again after so many seconds at the earliest, or on schedule.
  case throttled(reason: String, after: Double?)
  /// It failed; try again on schedule.
  case failed(reason: String, hint: String)
  /// The receiver wants nothing any more.
  case gone(reason: String)
  /// A signal came; the attempt does not count.
  case stopped
}

/// Every kind of sink.
enum Sinks {
  static let all: [any Sink.Type] = [
    WebhookSink.self, AlertmanagerSink.self, FeishuSink.self, DingTalkSink.self, WeComSink.self, SlackSink.self,
    ProgramSink.self, FileSink.self,
  ]

  static func type(of kind: String) -> (any Sink.Type)? { all.first { $0.kind == kind } }
}
