internal import Documents

/// Conversations as HTML.
enum HTMLExcerpt {
  static func write(_ excerpt: Excerpt, _ language: ReportLanguage, into html: inout HTMLWriter) {
    html.raw("<ol class=\"talk\"")
    html.attribute("aria-label", excerpt.title)
    html.raw(">\n")
    for turn in excerpt.turns { self.turn(turn, language, &html) }
    html.raw("</ol>")
    if excerpt.omitted > 0 {
      let count = Digits.grouped(excerpt.omitted)
      html.element("p", language("另有 \(count) 句未显示", "and \(count) more turns"), class: "omitted")
    }
  }

  private static func turn(_ turn: ExcerptTurn, _ language: ReportLanguage, _ html: inout HTMLWriter) {
    html.raw("<li")
    if !turn.id.isEmpty { html.attribute("id", turn.id) }
    html.attribute("class", turn.side.rawValue + (turn.isSearched ? " searched" : ""))
    html.raw("><div class=\"who\">")
    if let number = turn.number { html.element("b", String(number)) }
    html.element("span", turn.speaker)
    if !turn.time.isEmpty { html.element("time", turn.time) }
    for flag in turn.flags { html.element("i", flag) }
    html.raw("</div><div class=\"said\" dir=\"auto\">")
    for piece in turn.pieces {
      guard let mark = piece.mark else {
        html.text(piece.text)
        continue
      }
      html.open("mark", class: mark.tone.rawValue)
      if let link = mark.link { html.openLink(link, title: mark.label) }
      html.text(piece.text)
      if !mark.reference.isEmpty { html.element("sup", mark.reference) }
      if mark.link != nil { html.raw("</a>") }
      html.raw("</mark>")
    }
    html.raw("</div>")
    for remark in turn.remarks {
      html.open("p", class: "remark \(remark.tone.rawValue)")
      if let link = remark.link { html.openLink(link) }
      html.text(remark.text)
      if remark.link != nil { html.raw("</a>") }
      html.raw("</p>")
    }
    html.raw("</li>\n")
  }
}
