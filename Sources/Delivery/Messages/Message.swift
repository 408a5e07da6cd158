internal import Transcripts

/// Something people must hear of, in words that no receiver dictates: an alarm, a failed gate, a digest.
public struct Message: Sendable, Hashable {
  /// Whether what it tells of goes on or is over.
  public enum State: String, Sendable, Hashable, CaseIterable { case firing, resolved }

  /// How grave it is, from the least.
  public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    case info, minor, major, critical

    /// Orders info before critical.
    public static func < (a: Severity, b: Severity) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
  }

  /// A figure or property with its name: no customer text.
  public struct Fact: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: String

    /// Makes a fact.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What somebody said.
  public struct Quote: Sendable, Hashable {
    /// With stars for personal data.
    public var redacted: String
    /// As it was said; kept only for sinks that ask for it.
    public var full: String?
    /// The conversation it is from: kept so that it can be erased, and never sent.
    public var conversation: String?

    /// Makes a quote.
    public init(redacted: String, full: String? = nil, conversation: String? = nil) {
      self.redacted = redacted
      self.full = full
      self.conversation = conversation
    }
  }

  /// Where to read on.
  public struct Link: Sendable, Hashable {
    /// One line for people.
    public var title: String
    /// Where it is.
    public var url: String

    /// Makes a link.
    public init(_ title: String, _ url: String) {
      self.title = title
      self.url = url
    }
  }

  /// What kind of message it is: letters, digits, `_` and `.`, for example `qa.finding.created`.
  public var type: String
  /// What it is about, the same over its whole life: messages of one key belong together.
  public var groupKey: String
  /// The stretch of time it tells of, for example a day; the same key and window is the same message.
  public var window: String
  /// Whether it goes on or is over.
  public var state: State
  /// How grave it is.
  public var severity: Severity
  /// One line: no customer text.
  public var title: String
  /// Figures and properties, the most telling first.
  public var facts: [Fact]
  /// What somebody said.
  public var quotes: [Quote]
  /// Where to read on.
  public var links: [Link]
  /// When it started, in milliseconds since 1970.
  public var startedAt: Int64

  /// Makes a message.
  public init(
    type: String, groupKey: String, window: String, state: State = .firing, severity: Severity, title: String,
    facts: [Fact] = [], quotes: [Quote] = [], links: [Link] = [], startedAt: Int64
  ) {
    self.type = type
    self.groupKey = groupKey
    self.window = window
    self.state = state
    self.severity = severity
    self.title = title
    self.facts = facts
    self.quotes = quotes
    self.links = links
    self.startedAt = startedAt
  }

  /// The message with no more customer text than a payload allows.
  public func reduced(to payload: Payload) -> Message {
    var message = self
    switch payload {
    case .thin: message.quotes = []
    case .redacted: for index in message.quotes.indices { message.quotes[index].full = nil }
    case .full: break
    }
    return message
  }

  /// The id for one sink: the same for the same sink, key, window and state, even after the store was lost.
  public func id(for sink: String) -> String {
    let parts = [sink, groupKey, window, state.rawValue].joined(separator: "\u{0}")
    return "msg_" + SHA256.hex(Array(parts.utf8)).prefix(32)
  }
}

/// How much of what customers said leaves the machine.
public enum Payload: String, Sendable, Hashable, CaseIterable {
  /// Nothing: ids, figures, titles, links.
  case thin
  /// Quotes with stars for personal data.
  case redacted
  /// Quotes as they were said.
  case full
}
