internal import Documents
internal import Foundation

/// What the formats of feeds have in common.
enum FeedContent {
  /// An item as HTML: a sentence, a list of facts, quotes.
  static func html(_ item: FeedItem) -> [UInt8] {
    var html = HTMLWriter()
    html.element("p", item.summary)
    if !item.facts.isEmpty {
      html.open("ul")
      for fact in item.facts {
        html.open("li")
        html.element("b", fact.name)
        html.text(": \(fact.value)")
        html.close("li")
      }
      html.close("ul")
    }
    for quote in item.quotes { html.element("blockquote", quote) }
    return html.bytes
  }

  /// RFC 3339 in UTC, whole seconds.
  static func time(_ milliseconds: Int64) -> String {
    Date(timeIntervalSince1970: (Double(milliseconds) / 1000).rounded(.down)).formatted(
      Date.ISO8601FormatStyle(timeZone: .gmt))
  }

  /// The language as BCP 47 has it.
  static func language(_ language: ReportLanguage) -> String { language("zh-CN", "en") }
}
