internal import Transcripts

/// How a message reads in a chat.
struct MessageText {
  /// How a chat marks words up.
  struct Style: Sendable {
    /// Makes text harmless in the chat's markup.
    var escape: @Sendable (String) -> String
    var strong: @Sendable (String) -> String
    var link: @Sendable (_ title: String, _ url: String) -> String
    /// What stands before a quote's line.
    var quote: String
    var lineBreak: String
  }

  let message: Message
  let language: MessageLanguage
  let style: Style

  /// The first line: state, severity, title.
  var headline: String { "[\(language.word(message))] " + oneLine(message.title) }

  /// The lines below the headline, the most important first, so that cutting takes the least.
  var lines: [String] {
    var lines: [String] = []
    for link in message.links { lines.append(style.link(style.escape(oneLine(link.title)), link.url)) }
    for fact in message.facts {
      let (name, value) = language.fact(fact)
      lines.append(style.strong(style.escape(oneLine(name))) + ": " + style.escape(oneLine(value)))
    }
    for quote in message.quotes { lines.append(style.quote + style.escape(oneLine(quote.full ?? quote.redacted))) }
    return lines
  }

  /// The lines that fit a budget, with a last line that says how many do not.
  ///
  /// `size` measures the text as it will be sent: escapes count. Whole lines go, so no character, link or tag is ever cut.
  func body(budget: Int, size: (String) -> Int) -> (text: String, omitted: Int) {
    let lines = lines
    func text(_ kept: Int) -> String {
      let omitted = lines.count - kept
      return (Array(lines.prefix(kept)) + (omitted > 0 ? [style.escape(language.omitted(omitted))] : []))
        .joined(separator: style.lineBreak)
    }
    let whole = text(lines.count)
    if size(whole) <= budget { return (whole, 0) }
    var low = 0
    var high = max(0, lines.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if size(text(middle)) <= budget { low = middle } else { high = middle - 1 }
    }
    return (text(low), lines.count - low)
  }

  /// A headline cut between characters so that it fits.
  static func fitting(_ text: String, budget: Int, size: (String) -> Int) -> String {
    if size(text) <= budget { return text }
    var low = 0
    var high = text.count
    while low < high {
      let middle = (low + high + 1) / 2
      if size(String(text.prefix(middle)) + "…") <= budget { low = middle } else { high = middle - 1 }
    }
    return String(text.prefix(low)) + "…"
  }

  private func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }).escapingControls
  }
}

/// The language of what is sent.
public enum MessageLanguage: String, Sendable, Hashable, CaseIterable {
  case zh, en

  func word(_ message: Message) -> String {
    if message.state == .resolved { return self == .zh ? "已恢复" : "resolved" }
    switch message.severity {
    case .critical: return self == .zh ? "严重" : "critical"
    case .major: return self == .zh ? "一般" : "major"
    case .minor: return self == .zh ? "轻微" : "minor"
    case .info: return self == .zh ? "通知" : "info"
    }
  }

  func omitted(_ count: Int) -> String {
    self == .zh ? "……另有 \(count) 行未显示" : "… \(count) more line\(count == 1 ? "" : "s") not shown"
  }
}
