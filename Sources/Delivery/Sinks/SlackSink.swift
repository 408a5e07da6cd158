internal import Transcripts

/// An incoming webhook of Slack: sections of mrkdwn; the URL is the secret.
struct SlackSink: Sink {
  static let kind = "slack"
  static let settings: SinkNeeds = [.url]
  static let isForPeople = true
  static let rate = SinkRate(perMinute: 60, gap: 1)
  /// Characters of all sections; Slack refuses messages of about 13,200.
  static let budget = 12_000
  static let sectionLimit = 3000
  private let settings: SinkSettings

  init(_ settings: SinkSettings) { self.settings = settings }

  func dispatch(_ message: Message, id: String, at time: Int64) -> Dispatch {
    let text = MessageText(message: message, language: settings.language, style: .slack)
    let headline = MessageText.fitting(text.headline, budget: 150) { $0.utf16.count }
    let content = text.body(budget: Self.budget) { $0.utf16.count }.text
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("text")
    writer.string(text.style.escape(headline))
    writer.key("blocks")
    writer.beginArray()
    writer.beginObject()
    writer.key("type")
    writer.string("header")
    writer.key("text")
    Self.write("plain_text", headline, to: &writer)
    writer.endObject()
    for section in Self.sections(content) {
      writer.beginObject()
      writer.key("type")
      writer.string("section")
      writer.key("text")
      Self.write("mrkdwn", section, to: &writer)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    return .post(
      HTTPRequest(
        url: settings.url, headers: [(name: "Content-Type", value: "application/json; charset=utf-8")],
        body: writer.bytes))
  }

  /// The lines in pieces of at most 3000 UTF-16 units, a line longer than that cut between characters.
  static func sections(_ content: String) -> [String] {
    var sections: [String] = []
    var current = ""
    for line in content.split(separator: "\n") {
      let line = MessageText.fitting(String(line), budget: sectionLimit) { $0.utf16.count }
      if !current.isEmpty, current.utf16.count + 1 + line.utf16.count > sectionLimit {
        sections.append(current)
        current = ""
      }
      current += current.isEmpty ? line : "\n" + line
    }
    if !current.isEmpty { sections.append(current) }
    return Array(sections.prefix(48))
  }

  private static func write(_ type: StaticString, _ text: String, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("type")
    writer.string(type)
    writer.key("text")
    writer.string(text)
    writer.endObject()
  }

  func judge(_ body: [UInt8]) -> Verdict {
    body.elementsEqual("ok".utf8) ? .accepted : .failed(reason: "the reply is not 'ok'", hint: "check url:")
  }
}
