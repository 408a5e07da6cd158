public import Documents
internal import TextAnalysis

/// Writes a document as Markdown that chats and mails show well: headings, lists, short tables.
///
/// Within a budget of bytes whole blocks are left out from the end and counted; nothing is cut inside a character.
public struct MarkdownReport {
  private let language: ReportLanguage
  private var pieces: [String] = []

  private init(_ language: ReportLanguage) { self.language = language }

  /// The text, at most `budget` bytes long if there is one.
  public static func render(_ document: ReportDocument, budget: Int? = nil) -> String {
    var report = MarkdownReport(document.language)
    report.pieces.append("# \(escape(document.title))\n")
    if !document.subtitle.isEmpty { report.pieces.append("\(escape(document.subtitle))\n") }
    for section in document.sections {
      report.pieces.append("\n## \(escape(section.title))\n")
      if !section.lead.isEmpty { report.pieces.append("\(escape(section.lead))\n") }
      for block in section.blocks { report.block(block) }
    }
    if !document.facts.isEmpty {
      let facts = document.facts.map { "\(escape($0.name)) \($0.isCode ? "`\(code($0.value))`" : escape($0.value))" }
      report.pieces.append("\n\(facts.joined(separator: " · "))\n")
    }
    return report.joined(within: budget)
  }

  /// Joins pieces while they fit, and says how many lines did not.
  private func joined(within budget: Int?) -> String {
    let whole = pieces.joined()
    guard let budget, whole.utf8.count > budget else { return whole }
    let lines = whole.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let total = lines.count { !$0.isEmpty }
    func tail(_ left: Int) -> String { "\n" + language("……另有 \(left) 行\n", "… and \(left) more lines\n") }
    // Room for the longest tail there can be.
    let room = budget - tail(total).utf8.count
    var out = ""
    var shown = 0
    for line in lines {
      guard out.utf8.count + line.utf8.count + 1 <= room else { break }
      out += line + "\n"
      if !line.isEmpty { shown += 1 }
    }
    if shown == 0, let first = lines.first { out = Self.prefix(String(first), bytes: max(0, room - 1)) + "\n" }
    while out.hasSuffix("\n\n") { out.removeLast() }
    return Self.prefix(out + tail(total - max(shown, 1)), bytes: budget)
  }

  /// The longest beginning of whole characters that fits.
  static func prefix(_ text: String, bytes: Int) -> String {
    var used = 0
    var end = text.startIndex
    while end < text.endIndex {
      let next = text.index(after: end)
      used += text[end..<next].utf8.count
      if used > bytes { break }
      end = next
    }
    return String(text[..<end])
  }

  // MARK: Blocks

  private mutating func block(_ block: Block) {
    switch block {
    case .paragraph(let text): pieces.append("\n\(Self.escape(text))\n")
    case .note(let text, _): pieces.append("\n> \(Self.escape(text))\n")
    case .figures(let figures):
      let lines = figures.map { figure in
        "- \(Self.escape(figure.label)) **\(Self.escape(figure.value))**"
          + (figure.detail.isEmpty ? "" : " (\(Self.escape(figure.detail)))") + "\n"
      }
      pieces.append("\n" + lines.joined())
    case .table(let table): self.table(table)
    case .chart(let chart): self.table(chart.table)
    case .list(let items): list(items)
    case .excerpt(let excerpt): self.excerpt(excerpt)
    case .details(let details):
      let badges = details.badges.map { " [\(Self.escape($0.text))]" }.joined()
      pieces.append("\n**\(Self.escape(details.summary))**\(badges)\n")
      for inner in details.blocks { self.block(inner) }
    }
  }

  private mutating func list(_ items: [ListItem]) {
    var out = "\n"
    for (index, item) in items.enumerated() {
      out += "\(index + 1). \(Self.escape(item.text))\n"
      for quote in item.quotes {
        let words = Self.escape(quote.before) + "**\(Self.escape(quote.text))**" + Self.escape(quote.after)
        let source =
          quote.source.isEmpty ? "" : language("（\(Self.escape(quote.source))）", " (\(Self.escape(quote.source)))")
        out += "   > \(quote.isWhole ? Self.escape(quote.text) : words)\(source)\n"
      }
    }
    pieces.append(out)
  }

  private mutating func table(_ table: ReportTable) {
    guard !table.rows.isEmpty else { return }
    var out = "\n**\(Self.escape(table.caption))**\n\n"
    out += "| " + table.columns.map { Self.cell($0.title) }.joined(separator: " | ") + " |\n"
    out += "|" + table.columns.map { $0.isNumeric ? "---:" : "---" }.joined(separator: "|") + "|\n"
    for row in table.rows {
      let cells = row.map { cell in
        Self.cell(cell.words + (cell.detail.isEmpty ? "" : " (\(cell.detail))"))
      }
      out += "| " + cells.joined(separator: " | ") + " |\n"
    }
    if table.omitted > 0 {
      let count = Digits.grouped(table.omitted)
      out += "\n" + language("另有 \(count) 行", "and \(count) more") + "\n"
    }
    pieces.append(out)
  }

  private mutating func excerpt(_ excerpt: Excerpt) {
    var out = "\n"
    for turn in excerpt.turns {
      let words = turn.pieces.map { $0.mark == nil ? Self.escape($0.text) : "**\(Self.escape($0.text))**" }.joined()
      out += "> \(turn.number.map { "\($0) " } ?? "")\(Self.escape(turn.speaker))\(language("：", ": "))\(words)\n>\n"
    }
    pieces.append(out)
  }

  // MARK: Escapes

  /// Text on one line in which nothing is markup, a link or a mention of everybody.
  static func escape(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "\n", "\r", "\r\n", "\t", "\u{2028}", "\u{2029}": out += " "
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!": out += "\\\(character)"
      // Chats also read HTML: an angle bracket would start a tag or a mention.
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "&": out += "&amp;"
      // A zero-width joiner keeps an address from notifying anybody.
      case "@": out += "@\u{2060}"
      default:
        if let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1, scalar.value < 0x20 {
          continue
        }
        out.append(character)
      }
    }
    return out
  }

  private static func cell(_ text: String) -> String { escape(text) }

  /// A code such as a hash: nothing but what codes are made of.
  private static func code(_ text: String) -> String {
    text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
  }
}
