internal import Documents

/// Tables as HTML.
enum HTMLTable {
  static func write(_ table: ReportTable, _ language: ReportLanguage, into html: inout HTMLWriter) {
    html.raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\"")
    html.attribute("aria-label", table.caption)
    html.raw("><table")
    html.attribute("class", table.isHeatMap ? "heat" : table.isSortable && table.rows.count > 1 ? "sortable" : "fixed")
    html.raw(">")
    html.element("caption", table.caption)
    html.raw("<thead><tr>")
    for column in table.columns {
      html.raw("<th scope=\"col\"")
      if column.isNumeric { html.raw(" class=\"number\"") }
      html.raw(">")
      html.text(column.title)
      html.raw("</th>")
    }
    html.raw("</tr></thead><tbody>")
    for row in table.rows {
      html.raw("<tr>")
      for (column, cell) in row.enumerated() {
        self.cell(cell, isHead: column == 0, isNumeric: table.columns[column].isNumeric, table.isHeatMap, &html)
      }
      html.raw("</tr>\n")
    }
    html.raw("</tbody></table></div>")
    if table.omitted > 0 {
      let count = Digits.grouped(table.omitted)
      let rest = table.restIn.isEmpty ? "" : language("，全部见 ", "; all of them are in ") + table.restIn
      html.element("p", language("另有 \(count) 行", "and \(count) more") + rest, class: "omitted")
    }
  }

  private static func cell(
    _ cell: TableCell, isHead: Bool, isNumeric: Bool, _ isHeatMap: Bool, _ html: inout HTMLWriter
  ) {
    var classes: [String] = []
    if isNumeric { classes.append("number") }
    if cell.tone != .plain { classes.append(cell.tone.rawValue) }
    if isHeatMap, !isHead {
      if let heat = cell.heat {
        classes.append("h\(Int((min(1, max(0, heat)) * 5).rounded(.up)))")
      } else if case .share(let share) = cell.value {
        classes.append("h\(level(share))")
      }
    }
    html.raw(isHead ? "<th scope=\"row\"" : "<td")
    if !classes.isEmpty { html.attribute("class", classes.joined(separator: " ")) }
    if let value = cell.sortValue { html.attribute("data-v", "\(value)") }
    html.raw(">")
    if let link = cell.link { html.openLink(link) }
    switch cell.value {
    case .quote(let text):
      html.raw("<q dir=\"auto\">")
      html.text(text)
      html.raw("</q>")
    case .passage(let before, let words, let after):
      html.raw("<q dir=\"auto\">")
      html.text(before)
      html.element("mark", words, class: cell.tone.rawValue)
      html.text(after)
      html.raw("</q>")
    case .code(let text): html.element("code", text)
    default: html.text(cell.words)
    }
    if cell.link != nil { html.raw("</a>") }
    if !cell.detail.isEmpty { html.element("small", cell.detail) }
    if let bar = cell.bar { self.bar(bar, cell.span, &html) }
    html.raw(isHead ? "</th>" : "</td>")
  }

  /// The shade of a share in a heat map, 0 … 5; shades are spaced so that small shares can be told apart.
  private static func level(_ share: Double) -> Int {
    [0.0, 0.02, 0.05, 0.1, 0.2].lastIndex { share > $0 }.map { $0 + 1 } ?? 0
  }

  private static func bar(_ value: Double, _ span: ClosedRange<Double>?, _ html: inout HTMLWriter) {
    func x(_ value: Double) -> String { HTMLWriter.coordinate(min(1, max(0, value)) * 100) }
    html.raw("<svg class=\"mini\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
    html.raw("<rect class=\"track\" x=\"0\" y=\"3\" width=\"100\" height=\"2\"/>")
    if let span {
      html.raw("<rect class=\"range\" y=\"2\" height=\"4\"")
      html.attribute("x", x(span.lowerBound))
      html.attribute("width", x(span.upperBound - span.lowerBound))
      html.raw("/><rect class=\"value\" y=\"0\" height=\"8\" width=\"1.6\"")
      html.attribute("x", x(value - 0.008))
    } else {
      html.raw("<rect class=\"value\" x=\"0\" y=\"1\" height=\"6\"")
      html.attribute("width", x(value))
    }
    html.raw("/></svg>")
  }
}
