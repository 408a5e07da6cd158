public import Transcripts

/// An alarm as its `alert/1` record tells it: what delivery and feeds need of it.
public struct AlertRecord: Sendable, Hashable {
  /// The name of the record's shape.
  public static let schema = "alert/1"

  /// The permanent id of the episode; the fingerprint where the record has none.
  public var id: String
  /// What is the same for every episode of one series, scope and kind.
  public var fingerprint: String
  /// What kind of alarm it is, for example `spike`.
  public var kind: String
  /// How grave it is: red, orange, yellow or blue, or as the record says.
  public var level: String
  /// Whether it goes on or is over.
  public var state: Message.State
  /// Whether it is not sure yet: nobody is told.
  public var isPending: Bool
  /// The alarm that explains it: nobody is told of this one.
  public var inhibitedBy: String?
  /// Until when nobody is told, in milliseconds since 1970.
  public var silencedUntil: Int64?
  /// How often it was raised because nobody took it on; every time people are told again.
  public var escalations: Int
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
    id = value["id"]?.string ?? fingerprint
    self.kind = kind
    level = value["level"]?.string ?? "blue"
    state = value["state"]?.isText("resolved") == true ? .resolved : .firing
    isPending = value["state"]?.isText("pending") == true
    inhibitedBy = value["inhibited_by"]?.string
    silencedUntil = Self.time(value["silenced_until"])
    escalations = value["escalations"]?.integer ?? 0
    topic = value["topic"]?.string
    // The volume has no name; its kind says all.
    let series = value["series"]?.string
    title = value["title"]?.string ?? (series == "volume" ? nil : series)
    owner = value["owner"]?.string
    startedAt = started
    lastAt = Self.time(value["resolved_at"]) ?? Self.time(value["last_at"]) ?? started
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

  /// Whether people are to be told at a time: it is sure, nothing else explains it, and no silence covers it.
  public func isTold(at time: Int64) -> Bool {
    !isPending && inhibitedBy == nil && silencedUntil.map { $0 <= time } ?? true
  }

  /// As a message: the same type and key over its whole life, so that receivers see one alarm begin and end.
  ///
  /// The window moves only with an escalation, which therefore is told again.
  public var message: Message {
    var facts = [Message.Fact("class", kind)] + figures
    if let scope { facts.append(scope) }
    if let topic { facts.append(.init("topic", topic)) }
    if let owner { facts.append(.init("owner", owner)) }
    if !phrases.isEmpty { facts.append(.init("phrases", phrases.joined(separator: ", "))) }
    facts.append(.init("fingerprint", fingerprint))
    return Message(
      type: Self.type, groupKey: "alarm/\(fingerprint)", window: episode + (escalations > 0 ? "/\(escalations)" : ""),
      state: state, severity: severity,
      title: title ?? topic ?? kind, facts: facts, quotes: quotes, startedAt: startedAt)
  }

  /// The type of every message about an alarm.
  public static let type = "voc.alarm"

  /// What tells one episode of a fingerprint from the next: the hour that its id adds, in milliseconds, or its start.
  private var episode: String {
    guard id.hasPrefix(fingerprint + "-"), let hour = Int64(id.dropFirst(fingerprint.count + 1)), hour < 1 << 40 else {
      return Instant.text(startedAt)
    }
    return "\(hour * 3_600_000)"
  }

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
