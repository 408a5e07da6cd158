internal import Transcripts

/// A bot of 企业微信: Markdown of at most 4096 bytes; the key lies in the URL.
struct WeComSink: Sink {
  static let kind = "wecom"
  static let settings: SinkNeeds = [.url]
  static let isForPeople = true
  static let rate = SinkRate(perMinute: 20, gap: 0)
  /// Bytes of the encoded content: escapes are counted, so that no way of counting finds it too long.
  static let budget = 4096
  private let settings: SinkSettings

  init(_ settings: SinkSettings) { self.settings = settings }

  func dispatch(_ message: Message, id: String, at time: Int64) -> Dispatch {
    let text = MessageText(message: message, language: settings.language, style: .weComMarkdown)
    let colour = message.state == .resolved ? "info" : message.severity >= .major ? "warning" : "comment"
    let headline =
      "<font color=\"\(colour)\">\(text.style.escape(MessageText.fitting(text.headline, budget: 1000) { JSONSize.string(text.style.escape($0)) }))</font>\n"
    let content = text.body(budget: Self.budget - JSONSize.string(headline)) { JSONSize.string($0) }.text
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("msgtype")
    writer.string("markdown")
    writer.key("markdown")
    writer.beginObject()
    writer.key("content")
    writer.string(headline + content)
    writer.endObject()
    writer.endObject()
    return .post(
      HTTPRequest(
        url: settings.url, headers: [(name: "Content-Type", value: "application/json; charset=utf-8")],
        body: writer.bytes))
  }

  func judge(_ body: [UInt8]) -> Verdict {
    guard let code = ReplyCode.read(body, ["errcode"]) else { return ReplyCode.unreadable }
    switch code {
    case 0: return .accepted
    case 45009, 45033, -1: return .throttled(reason: "rate limit or busy (errcode \(code))", after: 60)
    case 93000, 93017: return .failed(reason: "errcode \(code): the key is unknown", hint: "check url:")
    case 40058: return .failed(reason: "errcode 40058: too long or malformed", hint: "payload: thin")
    default: return .failed(reason: "errcode \(code)", hint: "")
    }
  }
}
