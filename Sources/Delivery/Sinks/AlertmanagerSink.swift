internal import Transcripts

/// Prometheus Alertmanager, API v2: what changes goes into annotations, what identifies into labels.
struct AlertmanagerSink: Sink {
  static let kind = "alertmanager"
  static let settings: SinkNeeds = [.url]
  static let rate = SinkRate(perMinute: 600, gap: 0)
  private let settings: SinkSettings

  init(_ settings: SinkSettings) { self.settings = settings }

  func dispatch(_ message: Message, id: String, at time: Int64) -> Dispatch {
    var writer = JSONWriter()
    writer.beginArray()
    writer.beginObject()
    writer.key("labels")
    writer.beginObject()
    writer.key("alertname")
    writer.string(message.type)
    writer.key("group_key")
    writer.string(message.groupKey)
    writer.key("severity")
    writer.string(message.severity.rawValue)
    writer.endObject()
    writer.key("annotations")
    writer.beginObject()
    writer.key("summary")
    writer.string(message.title)
    writer.key("message_id")
    writer.string(id)
    if !message.facts.isEmpty {
      writer.key("description")
      writer.string(message.facts.map { "\($0.name): \($0.value)" }.joined(separator: "\n"))
    }
    if !message.quotes.isEmpty {
      writer.key("quotes")
      writer.string(message.quotes.map { $0.full ?? $0.redacted }.joined(separator: "\n"))
    }
    writer.endObject()
    writer.key("startsAt")
    writer.string(Instant.text(message.startedAt))
    if message.state == .resolved {
      writer.key("endsAt")
      writer.string(Instant.text(max(time, message.startedAt + 1)))
    }
    if let link = message.links.first {
      writer.key("generatorURL")
      writer.string(link.url)
    }
    writer.endObject()
    writer.endArray()
    var url = settings.url
    while url.hasSuffix("/") { url.removeLast() }
    if !url.hasSuffix("/api/v2/alerts") { url += "/api/v2/alerts" }
    return .post(
      HTTPRequest(url: url, headers: [(name: "Content-Type", value: "application/json")], body: writer.bytes))
  }
}
