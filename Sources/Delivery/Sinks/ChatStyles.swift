internal import Transcripts

extension MessageText.Style {
  private static func escaping(_ characters: String) -> @Sendable (String) -> String {
    { text in
      var out = ""
      for character in text {
        switch character {
        case "&": out += "&amp;"
        case "<": out += "&lt;"
        case ">": out += "&gt;"
        default:
          if characters.contains(character) { out.append("\\") }
          out.append(character)
        }
      }
      return out
    }
  }

  private static let markdownLink: @Sendable (String, String) -> String = { title, url in
    "[\(title)](\(url.replacing(")", with: "%29").replacing(" ", with: "%20")))"
  }

  /// 飞书's Markdown in cards.
  static let larkMarkdown = MessageText.Style(
    escape: escaping("*_~`[]"), strong: { "**\($0)**" }, link: markdownLink, quote: "&gt; ", lineBreak: "\n")
  /// 钉钉's Markdown: a single line break joins lines.
  static let dingTalkMarkdown = MessageText.Style(
    escape: escaping("*_`[]#"), strong: { "**\($0)**" }, link: markdownLink, quote: "> ", lineBreak: "\n\n")
  /// 企业微信's Markdown: no escapes; `<` and `>` would open tags.
  static let weComMarkdown = MessageText.Style(
    escape: { $0.replacing("<", with: "＜").replacing(">", with: "＞") }, strong: { "**\($0)**" }, link: markdownLink,
    quote: "> ", lineBreak: "\n")
  /// Slack's mrkdwn: `&`, `<`, `>` are escaped, which also takes `<!channel>` its power.
  static let slack = MessageText.Style(
    escape: escaping(""), strong: { "*\($0)*" },
    link: { title, url in
      "<"
        + url.replacing("&", with: "&amp;").replacing("<", with: "%3C").replacing(">", with: "%3E").replacing(
          "|", with: "%7C")
        + "|" + title.replacing("|", with: "/") + ">"
    }, quote: "&gt; ", lineBreak: "\n")
}

/// Sizes of encoded JSON.
enum JSONSize {
  /// The bytes of a string in JSON without its quotation marks.
  static func string(_ text: String) -> Int {
    var writer = JSONWriter()
    writer.string(text)
    return writer.bytes.count - 2
  }
}

/// The codes that chat platforms put into the body of a reply with status 200.
enum ReplyCode {
  /// The first of the members that is a whole number.
  static func read(_ body: [UInt8], _ members: [StaticString]) -> Int? {
    var code: Int?
    let line = body.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
    try? StoredRecords.forEach(in: line, name: "reply") { value in
      for member in members where code == nil { code = value[member]?.integer }
    }
    return code
  }

  static let unreadable = Verdict.failed(
    reason: "status 2xx, but the reply holds no code", hint: "check url:; a proxy may have answered")
}
