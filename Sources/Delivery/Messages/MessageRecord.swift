internal import Transcripts

/// Messages as `message/1` records: how they lie in the outbox, and how other programs hand them over.
public enum MessageRecord {
  /// The name of the record's shape.
  public static let schema = "message/1"

  /// The JSON object of a message, without a line break.
  public static func json(_ message: Message) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("schema")
    writer.string(schema)
    writer.key("type")
    writer.string(message.type)
    writer.key("group_key")
    writer.string(message.groupKey)
    writer.key("window")
    writer.string(message.window)
    writeContent(message, isStored: true, to: &writer)
    writer.endObject()
    return writer.bytes
  }

  /// The members that receivers see too; where a quote is from only if it is stored.
  static func writeContent(_ message: Message, isStored: Bool = false, to writer: inout JSONWriter) {
    writer.key("state")
    writer.string(message.state.rawValue)
    writer.key("severity")
    writer.string(message.severity.rawValue)
    writer.key("title")
    writer.string(message.title)
    writer.key("started_at")
    writer.int(Int(message.startedAt))
    writer.key("facts")
    writer.beginArray()
    for fact in message.facts {
      writer.beginObject()
      writer.key("name")
      writer.string(fact.name)
      writer.key("value")
      writer.string(fact.value)
      writer.endObject()
    }
    writer.endArray()
    writer.key("quotes")
    writer.beginArray()
    for quote in message.quotes {
      writer.beginObject()
      writer.key("redacted")
      writer.string(quote.redacted)
      if let full = quote.full {
        writer.key("full")
        writer.string(full)
      }
      if isStored, let conversation = quote.conversation {
        writer.key("conversation_id")
        writer.string(conversation)
      }
      writer.endObject()
    }
    writer.endArray()
    writer.key("links")
    writer.beginArray()
    for link in message.links {
      writer.beginObject()
      writer.key("title")
      writer.string(link.title)
      writer.key("url")
      writer.string(link.url)
      writer.endObject()
    }
    writer.endArray()
  }

  /// Reads `message/1`, `finding/1` and `alert/1` records, one a line; findings on trial and alarms nobody is to hear of are passed over.
  ///
  /// - Parameter textIsRedacted: Whether the text of findings has stars already; otherwise it is left out.
  /// - Throws: `E-MESSAGE` (65) with the number of a record that is neither.
  public static func read(
    _ bytes: [UInt8], name: String, now: Int64, textIsRedacted: Bool = false
  ) throws -> [Message] {
    var messages: [Message] = []
    var number = 0
    try StoredRecords.forEach(in: bytes, name: name) { value in
      number += 1
      let isFinding = value["schema"]?.isText("finding/1") == true
      if isFinding, let status = value["status"]?.string, status != "active" { return }
      let alert = AlertRecord(value)
      if let alert, !alert.isTold(at: now) { return }
      let found = isFinding ? finding(value, now: now, textIsRedacted) : alert?.message ?? self.message(value)
      guard let message = found else {
        throw ToolError(
          "E-MESSAGE", file: name,
          what: "record \(number) is no message/1, finding/1 or alert/1, or a member is missing",
          how: "docs/delivery.md lists the members", exitCode: .inputRefused)
      }
      messages.append(message)
    }
    return messages
  }

  /// The message of a `message/1` record.
  static func message(_ value: StoredValue) -> Message? {
    guard let type = value["type"]?.string, isType(type), let key = value["group_key"]?.string, !key.isEmpty,
      let window = value["window"]?.string, let title = value["title"]?.string
    else { return nil }
    guard let state = Message.State(rawValue: value["state"]?.string ?? "firing"),
      let severity = Message.Severity(rawValue: value["severity"]?.string ?? "info")
    else { return nil }
    var message = Message(
      type: type, groupKey: key, window: window, state: state, severity: severity, title: title,
      startedAt: Int64(value["started_at"]?.integer ?? 0))
    value["facts"]?.forEachElement { fact in
      message.facts.append(.init(fact["name"]?.string ?? "", fact["value"]?.string ?? ""))
    }
    value["quotes"]?.forEachElement { quote in
      message.quotes.append(
        .init(
          redacted: quote["redacted"]?.string ?? "", full: quote["full"]?.string,
          conversation: quote["conversation_id"]?.string))
    }
    value["links"]?.forEachElement { link in
      message.links.append(.init(link["title"]?.string ?? "", link["url"]?.string ?? ""))
    }
    return message
  }

  /// A finding of `score` as a message; all findings of one rule in one contact are the same message.
  private static func finding(_ value: StoredValue, now: Int64, _ textIsRedacted: Bool) -> Message? {
    guard let contact = value["conversation_id"]?.string, let rule = value["rule"]?.string else { return nil }
    var facts = [Message.Fact("rule", rule), .init("conversation", contact)]
    if let agent = value["agent"]?.string, !agent.isEmpty { facts.append(.init("agent", agent)) }
    if let turn = value["turn"]?.integer { facts.append(.init("turn", "\(turn)")) }
    let text = textIsRedacted ? value["text"]?.string ?? "" : ""
    return Message(
      type: "qa.finding.created", groupKey: "finding/\(contact)/\(rule)", window: "",
      severity: Message.Severity(rawValue: value["severity"]?.string ?? "") ?? .info,
      title: value["title"]?.string ?? rule, facts: facts,
      quotes: text.isEmpty ? [] : [.init(redacted: text, conversation: contact)],
      startedAt: now)
  }

  private static func isType(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 100
      && text.unicodeScalars.allSatisfy {
        ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_" || $0 == "."
      }
  }
}
