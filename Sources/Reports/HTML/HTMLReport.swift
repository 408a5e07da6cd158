public import Documents
internal import Foundation
internal import Transcripts

/// Writes a document as one HTML file that needs nothing else: no network, no scripts to read it, no fonts.
///
/// The file carries a policy that lets nothing run and nothing load but its own style and script, named by their
/// SHA-256. Every text goes through one escape; anchors are made by us and never from data.
public struct HTMLReport {
  private let document: ReportDocument
  private var html = HTMLWriter()

  private init(_ document: ReportDocument) { self.document = document }

  /// The bytes of the file.
  public static func render(_ document: ReportDocument) -> [UInt8] {
    var report = HTMLReport(document)
    report.write()
    return report.html.bytes
  }

  private mutating func write() {
    let word = document.language
    html.raw("<!DOCTYPE html>\n<html")
    html.attribute("lang", word.tag)
    html.raw("><head><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"")
    html.attribute("content", Self.policy)
    html.raw(">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
    html.raw("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">\n")
    html.element("title", document.title)
    html.raw("\n<style>")
    html.raw(HTMLStyle.text)
    html.raw("</style>\n</head>\n<body")
    // The script's own words, so that the script itself is the same in every language.
    html.attribute("data-filter", word("筛选", "Filter"))
    html.attribute("data-rows", word("行", "rows"))
    html.attribute("data-sort", word("排序", "Sort by"))
    html.attribute("data-open", word("全部展开", "Open all"))
    html.attribute("data-close", word("全部收起", "Close all"))
    html.raw(">\n<a class=\"skip\" href=\"#main\">")
    html.text(word("跳到正文", "Skip to content"))
    html.raw("</a>\n")
    head()
    contents()
    html.raw("<main id=\"main\">\n")
    for section in document.sections { self.section(section) }
    html.raw("</main>\n<script>")
    html.raw(HTMLScript.text)
    html.raw("</script>\n</body></html>\n")
  }

  /// What the file may do: show itself, and run the one script in it.
  static var policy: String {
    "default-src 'none'; style-src '\(hash(HTMLStyle.text))'; script-src '\(hash(HTMLScript.text))'; img-src data:; "
      + "base-uri 'none'; form-action 'none'"
  }

  private static func hash(_ text: StaticString) -> String {
    let sum = SHA256()
    sum.update("\(text)".utf8.span)
    return "sha256-" + Data(sum.finish()).base64EncodedString()
  }

  // MARK: Frame

  private mutating func head() {
    html.raw("<header class=\"top\">\n")
    html.element("h1", document.title)
    if !document.subtitle.isEmpty { html.element("p", document.subtitle, class: "subtitle") }
    if !document.facts.isEmpty {
      html.raw("<dl class=\"facts\">")
      for fact in document.facts {
        html.raw("<div>")
        html.element("dt", fact.name)
        html.open("dd", class: fact.isCode ? "code" : "")
        html.text(fact.value)
        html.raw("</dd></div>")
      }
      html.raw("</dl>")
    }
    html.raw("\n</header>\n")
  }

  private mutating func contents() {
    html.raw("<nav class=\"contents\"")
    html.attribute("aria-label", document.language("目录", "Contents"))
    html.raw("><ul>")
    for section in document.sections {
      html.raw("<li>")
      html.openLink(section.id)
      html.text(section.shortTitle)
      html.raw("</a></li>")
    }
    html.raw("</ul></nav>\n")
  }

  private mutating func section(_ section: DocumentSection) {
    html.raw("<section")
    html.attribute("id", section.id)
    html.attribute("aria-labelledby", section.id + "-h")
    html.raw(">\n<h2")
    html.attribute("id", section.id + "-h")
    html.raw(">")
    html.text(section.title)
    html.raw("</h2>\n")
    if !section.lead.isEmpty { html.element("p", section.lead, class: "lead") }
    blocks(section.blocks)
    html.raw("</section>\n")
  }

  private mutating func blocks(_ blocks: [Block]) { for block in blocks { self.block(block) } }

  private mutating func block(_ block: Block) {
    switch block {
    case .paragraph(let text): html.element("p", text)
    case .note(let text, let tone): html.element("p", text, class: "note \(tone.rawValue)")
    case .figures(let figures): self.figures(figures)
    case .table(let table): HTMLTable.write(table, document.language, into: &html)
    case .chart(let chart): HTMLChart.write(chart, document.language, into: &html)
    case .list(let items): list(items)
    case .excerpt(let excerpt): HTMLExcerpt.write(excerpt, document.language, into: &html)
    case .details(let details): self.details(details)
    }
    html.raw("\n")
  }

  private mutating func figures(_ figures: [Figure]) {
    html.raw("<div class=\"figures\">")
    for figure in figures {
      html.open("div", class: "figure \(figure.tone.rawValue)")
      html.element("div", figure.label, class: "label")
      html.element("div", figure.value, class: "value")
      if !figure.detail.isEmpty { html.element("div", figure.detail, class: "detail") }
      html.raw("</div>")
    }
    html.raw("</div>")
  }

  private mutating func list(_ items: [ListItem]) {
    html.raw("<ol class=\"items\">")
    for item in items {
      html.raw("<li>")
      html.element("p", item.text)
      for quote in item.quotes {
        html.raw("<blockquote dir=\"auto\">")
        html.text(quote.before)
        if quote.isWhole { html.text(quote.text) } else { html.element("mark", quote.text, class: "plain") }
        html.text(quote.after)
        if !quote.source.isEmpty {
          html.raw("<footer>")
          if let link = quote.link { html.openLink(link) }
          html.text(quote.source)
          if quote.link != nil { html.raw("</a>") }
          html.raw("</footer>")
        }
        html.raw("</blockquote>")
      }
      html.raw("</li>")
    }
    html.raw("</ol>")
  }

  private mutating func details(_ details: Details) {
    html.raw("<details")
    if !details.id.isEmpty { html.attribute("id", details.id) }
    if details.isOpen { html.raw(" open") }
    html.raw("><summary>")
    html.element("span", details.summary, class: "summary")
    for badge in details.badges { html.element("span", badge.text, class: "badge \(badge.tone.rawValue)") }
    html.raw("</summary><div class=\"inside\">")
    blocks(details.blocks)
    html.raw("</div></details>")
  }
}
