internal import Transcripts

/// A bot of 钉钉: Markdown; the signature lies in the query.
struct DingTalkSink: Sink {
  static let kind = "dingtalk"
  static let settings: SinkNeeds = [.url, .secret]
  static let isForPeople = true
  static let rate = SinkRate(perMinute: 20, gap: 0)
  /// Bytes of the encoded body.
  static let budget = 20_000
  private let settings: SinkSettings

  init(_ settings: SinkSettings) { self.settings = settings }

  func dispatch(_ message: Message, id: String, at time: Int64) -> Dispatch {
    let text = MessageText(message: message, language: settings.language, style: .dingTalkMarkdown)
    let title = String(text.headline.prefix(64))
    let headline = "#### " + text.style.escape(String(text.headline.prefix(200))) + "\n\n"
    let spent = body(title, headline).count
    let content = text.body(budget: Self.budget - spent) { JSONSize.string($0) }.text
    var url = settings.url
    if let secret = settings.secrets.first {
      let signature = Self.signature(milliseconds: time, secret: secret)
      url += (url.contains("?") ? "&" : "?") + "timestamp=\(time)&sign=" + Self.queryValue(signature)
    }
    return .post(
      HTTPRequest(
        url: url, headers: [(name: "Content-Type", value: "application/json; charset=utf-8")],
        body: body(title, headline + content)))
  }

  private func body(_ title: String, _ text: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("msgtype")
    writer.string("markdown")
    writer.key("markdown")
    writer.beginObject()
    writer.key("title")
    writer.string(title)
    writer.key("text")
    writer.string(text)
    writer.endObject()
    writer.endObject()
    return writer.bytes
  }

  /// Base64 of HMAC-SHA256 over `timestamp\nsecret` under the secret.
  static func signature(milliseconds: Int64, secret: String) -> String {
    base64(HMACSHA256.code(for: Array("\(milliseconds)\n\(secret)".utf8), key: Array(secret.utf8)))
  }

  /// Base64 as a value of a query.
  static func queryValue(_ text: String) -> String {
    text.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
  }

  func judge(_ body: [UInt8]) -> Verdict {
    guard let code = ReplyCode.read(body, ["errcode"]) else { return ReplyCode.unreadable }
    switch code {
    case 0: return .accepted
    // A bot that sends too much is muted for ten minutes.
    case 130101, 410100: return .throttled(reason: "rate limit (errcode \(code))", after: 600)
    case 310000:
      return .failed(reason: "errcode 310000: security setting", hint: "check secret, keyword, IP list and the clock")
    case 300005, 400101: return .failed(reason: "errcode \(code): token", hint: "check url:")
    case 460101: return .failed(reason: "errcode 460101: too long", hint: "payload: thin")
    default: return .failed(reason: "errcode \(code)", hint: "")
    }
  }
}
