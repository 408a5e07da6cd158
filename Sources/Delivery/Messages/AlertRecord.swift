public import Transcripts

/// An alarm as its `alert/1` record tells it: what delivery and feeds need of it.
public struct AlertRecord: Sendable, Hashable {
  /// The name of the record's shape.
  public static let schema = "alert/1"

  /// The permanent id.
  public var fingerprint: String
  /// What kind of alarm it is, for example `spike`.
  public var kind: String
  /// How grave it is: red, orange, yellow or blue, or as the record says.
  public var level: String
  /// Whether it goes on or is over.
  public var state: Message.State
  /// The topic's id, `nil` for the volume.
  public var topic: String?
  /// What people call the topic.
  public var title: String?
  /// The department that answers for it.
  public var owner: String?
  /// Start of the first alarming period, in milliseconds since 1970.
  public var startedAt: Int64
  /// End of the last alarming period, in milliseconds since 1970.
  public var lastAt: Int64
  /// Figures by their names in the record, in a fixed order, as the record writes them.
  public var figures: [Message.Fact]
  /// Where most of the excess is, for example `channel` and `app`.
  public var scope: Message.Fact?
  /// Phrases that are said more.
  public var phrases: [String]
  /// What customers said, without personal data.
  public var quotes: [Message.Quote]

  /// Reads a record; `nil` if a member that is needed is missing or has another form.
  public init?(_ value: StoredValue) {
    guard value["schema"]?.isText(Self.schema) == true, let fingerprint = value["fingerprint"]?.string,
      !fingerprint.isEmpty, let kind = value["class"]?.string, Self.isName(kind),
      let started = Self.time(value["started_at"])
    else { return nil }
    self.fingerprint = fingerprint
    self.kind = kind
    level = value["level"]?.string ?? "blue"
    // What is not over goes on: pending alarms are not told of by whoever writes records.
    state = value["state"]?.isText("resolved") == true ? .resolved : .firing
    topic = value["topic"]?.string
    title = value["title"]?.string
    owner = value["owner"]?.string
    startedAt = started
    lastAt = Self.time(value["last_at"]) ?? started
    figures = []
    for name: StaticString in ["observed", "expected", "exposure", "customers", "p", "q"] {
      guard let number = value[name]?.number else { continue }
      figures.append(.init("\(name)", Self.figure(number)))
    }
    scope = value["scope"]?.string.map { .init($0, value["scope_value"]?.string ?? "") }
    var phrases: [String] = []
    value["phrases"]?.forEachElement { phrases.append($0.string ?? "") }
    self.phrases = phrases
    var quotes: [Message.Quote] = []
    value["quotes"]?.forEachElement { quote in
      guard let text = quote["text"]?.string else { return }
      quotes.append(.init(redacted: text, conversation: quote["conversation_id"]?.string))
    }
    self.quotes = quotes
  }

  /// The records of a file, one a line; other records are an error.
  ///
  /// - Throws: `E-ALERT` (65) with the number of a record that is no alert.
  public static func read(_ bytes: [UInt8], name: String) throws -> [AlertRecord] {
    var records: [AlertRecord] = []
    var number = 0
    try StoredRecords.forEach(in: bytes, name: name) { value in
      number += 1
      guard let record = AlertRecord(value) else {
        throw ToolError(
          "E-ALERT", file: name, what: "record \(number) is no alert/1, or a member is missing",
          how: "the output of 'qa-cli alerts list --format ndjson'", exitCode: .inputRefused)
      }
      records.append(record)
    }
    return records
  }

  /// As a message: the same type, key and window over its whole life, so that receivers see one alarm begin and end.
  public var message: Message {
    var facts = [Message.Fact("class", kind)] + figures
    if let scope { facts.append(scope) }
    if let topic { facts.append(.init("topic", topic)) }
    if let owner { facts.append(.init("owner", owner)) }
    if !phrases.isEmpty { facts.append(.init("phrases", phrases.joined(separator: ", "))) }
    facts.append(.init("fingerprint", fingerprint))
    return Message(
      type: type, groupKey: "alert/\(fingerprint)", window: Instant.text(startedAt), state: state, severity: severity,
      title: title ?? topic ?? kind, facts: facts, quotes: quotes, startedAt: startedAt)
  }

  /// The type of message: `voc.topic.spike`, `voc.global_volume`.
  public var type: String { topic == nil ? "voc.\(kind)" : "voc.topic.\(kind)" }

  /// The level as receivers know it.
  public var severity: Message.Severity {
    switch level {
    case "red": .critical
    case "orange": .major
    case "yellow": .minor
    default: .info
    }
  }

  private static func time(_ value: StoredValue?) -> Int64? {
    guard let text = value?.string, let time = try? Timestamp(text) else { return nil }
    return time.instant ?? time.reading
  }

  /// Whole numbers without a point; others with three significant digits.
  private static func figure(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
    guard value.isFinite else { return "\(value)" }
    var scale = 1.0
    while abs(value) * scale < 100, scale < 1e15 { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return "\(rounded)"
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 40
      && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
  }
}
