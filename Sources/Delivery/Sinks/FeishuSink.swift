internal import Transcripts

/// A bot of 飞书 (Lark): an interactive card; the signature lies in the body.
struct FeishuSink: Sink {
  static let kind = "feishu"
  static let settings: SinkNeeds = [.url, .secret]
  static let isForPeople = true
  static let rate = SinkRate(perMinute: 100, gap: 0.2)
  /// Bytes of the encoded body; the documented limit is 20 KB.
  static let budget = 20_000
  private let settings: SinkSettings

  init(_ settings: SinkSettings) { self.settings = settings }

  func dispatch(_ message: Message, id: String, at time: Int64) -> Dispatch {
    let text = MessageText(message: message, language: settings.language, style: .larkMarkdown)
    let empty = body("", text.headline.prefix(200), message, time)
    let content = text.body(budget: Self.budget - empty.count) { JSONSize.string($0) }.text
    return .post(
      HTTPRequest(
        url: settings.url, headers: [(name: "Content-Type", value: "application/json; charset=utf-8")],
        body: body(content, text.headline.prefix(200), message, time)))
  }

  private func body(_ content: String, _ headline: Substring, _ message: Message, _ time: Int64) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    if let secret = settings.secrets.first {
      writer.key("timestamp")
      writer.string("\(time / 1000)")
      writer.key("sign")
      writer.string(Self.signature(seconds: time / 1000, secret: secret))
    }
    writer.key("msg_type")
    writer.string("interactive")
    writer.key("card")
    writer.beginObject()
    writer.key("header")
    writer.beginObject()
    writer.key("title")
    writer.beginObject()
    writer.key("tag")
    writer.string("plain_text")
    writer.key("content")
    writer.string(String(headline))
    writer.endObject()
    writer.key("template")
    switch (message.state, message.severity) {
    case (.resolved, _): writer.string("green")
    case (_, .critical): writer.string("red")
    case (_, .major): writer.string("orange")
    case (_, .minor): writer.string("yellow")
    case (_, .info): writer.string("blue")
    }
    writer.endObject()
    writer.key("elements")
    writer.beginArray()
    writer.beginObject()
    writer.key("tag")
    writer.string("markdown")
    writer.key("content")
    writer.string(content)
    writer.endObject()
    writer.endArray()
    writer.endObject()
    writer.endObject()
    return writer.bytes
  }

  /// Base64 of HMAC-SHA256 over nothing under `timestamp\nsecret`.
  static func signature(seconds: Int64, secret: String) -> String {
    base64(HMACSHA256.code(for: [], key: Array("\(seconds)\n\(secret)".utf8)))
  }

  func judge(_ body: [UInt8]) -> Verdict {
    guard let code = ReplyCode.read(body, ["code", "StatusCode"]) else { return ReplyCode.unreadable }
    switch code {
    case 0: return .accepted
    case 11232, 9499: return .throttled(reason: "rate limit (code \(code))", after: nil)
    case 19021: return .failed(reason: "code 19021: signature", hint: "check the secret and this machine's clock")
    case 19022: return .failed(reason: "code 19022: address", hint: "allow this machine's address in the bot's IP list")
    case 19024: return .failed(reason: "code 19024: keyword", hint: "the bot wants a keyword; use a signature instead")
    default: return .failed(reason: "code \(code)", hint: "")
    }
  }
}
