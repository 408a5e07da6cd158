internal import Documents
internal import TextAnalysis

/// Charts as inline SVG, each with a table of the same values.
enum HTMLChart {
  private static let width = 480.0

  static func write(_ chart: ReportChart, _ language: ReportLanguage, into html: inout HTMLWriter) {
    html.raw("<figure")
    html.attribute("class", "chart \(name(chart.kind))")
    html.raw(">")
    html.element("figcaption", chart.title)
    if !chart.points.isEmpty { drawing(chart, &html) }
    if chart.kind == .parts {
      legend(chart, &html)
    } else {
      html.raw("<details><summary>")
      html.text(language("数据表", "Data table"))
      html.raw("</summary>")
      HTMLTable.write(chart.table, language, into: &html)
      html.raw("</details>")
    }
    html.raw("</figure>")
  }

  private static func name(_ kind: ReportChart.Kind) -> String {
    switch kind {
    case .bars: "bars"
    case .columns: "columns"
    case .parts: "parts"
    case .sparkline: "spark"
    }
  }

  private static func drawing(_ chart: ReportChart, _ html: inout HTMLWriter) {
    let height: Double =
      switch chart.kind {
      case .bars: Double(chart.points.count) * 40
      case .columns: 190
      case .parts: 22
      case .sparkline: 48
      }
    let title = html.identifier()
    let description = html.identifier()
    html.raw("<svg role=\"img\"")
    html.attribute("viewBox", "0 0 \(Int(width)) \(Int(height))")
    html.attribute("aria-labelledby", "\(title) \(description)")
    if chart.kind == .parts { html.raw(" preserveAspectRatio=\"none\"") }
    html.raw("><title")
    html.attribute("id", title)
    html.raw(">")
    html.text(chart.title)
    html.raw("</title><desc")
    html.attribute("id", description)
    html.raw(">")
    html.text(chart.summary)
    html.raw("</desc>")
    switch chart.kind {
    case .bars: bars(chart, &html)
    case .columns: columns(chart, height, &html)
    case .parts: parts(chart, height, &html)
    case .sparkline: sparkline(chart, height, &html)
    }
    html.raw("</svg>")
  }

  // MARK: Kinds

  private static func bars(_ chart: ReportChart, _ html: inout HTMLWriter) {
    let largest = chart.points.map { max($0.value, $0.interval?.upperBound ?? 0) }.max() ?? 0
    let scale = largest > 0 ? width / largest : 0
    for (index, point) in chart.points.enumerated() {
      let top = Double(index) * 40
      text(DisplayWidth.truncate(point.name, to: 46), x: 0, y: top + 15, class: "name", &html)
      text(point.label, x: width, y: top + 15, class: "amount", &html)
      rectangle("track", x: 0, y: top + 22, width: width, height: 8, &html)
      rectangle("bar \(point.tone.rawValue)", x: 0, y: top + 22, width: point.value * scale, height: 8, &html)
      if let interval = point.interval {
        rectangle(
          "whisker", x: interval.lowerBound * scale, y: top + 25,
          width: (interval.upperBound - interval.lowerBound) * scale, height: 2, &html)
      }
    }
  }

  private static func columns(_ chart: ReportChart, _ height: Double, _ html: inout HTMLWriter) {
    let largest = chart.points.map(\.value).max() ?? 0
    let floor = height - 24
    let step = width / Double(max(chart.points.count, 1))
    // Names that would touch are left out, always the same ones.
    let widest = chart.points.map { DisplayWidth.width(of: $0.name) }.max() ?? 1
    let every = max(1, Int((Double(widest) * 7 / step).rounded(.up)))
    for (index, point) in chart.points.enumerated() {
      let part = largest > 0 ? point.value / largest : 0
      let tall = point.value > 0 ? max(2, part * (floor - 24)) : 0
      let x = Double(index) * step
      rectangle(
        "bar \(point.tone.rawValue)", x: x + step * 0.1, y: floor - tall, width: step * 0.8, height: tall, &html)
      if point.value > 0 { text(point.label, x: x + step / 2, y: floor - tall - 5, class: "top", &html) }
      if index % every == 0 { text(point.name, x: x + step / 2, y: height - 8, class: "axis", &html) }
    }
    rectangle("base", x: 0, y: floor, width: width, height: 1, &html)
    if let mark = chart.mark {
      let x = Double(mark.index) * step
      rectangle("mark", x: x - 0.5, y: 14, width: 1.5, height: floor - 14, &html)
      text(mark.label, x: x, y: 10, class: x > width * 0.7 ? "marked end" : "marked", &html)
    }
  }

  private static func parts(_ chart: ReportChart, _ height: Double, _ html: inout HTMLWriter) {
    let sum = chart.points.map(\.value).reduce(0, +)
    guard sum > 0 else { return }
    var x = 0.0
    for point in chart.points where point.value > 0 {
      let part = point.value / sum * width
      rectangle("bar \(point.tone.rawValue)", x: x, y: 0, width: max(part - 2, 0.5), height: height, &html)
      x += part
    }
  }

  private static func sparkline(_ chart: ReportChart, _ height: Double, _ html: inout HTMLWriter) {
    let low = chart.points.map(\.value).min() ?? 0
    let high = chart.points.map(\.value).max() ?? 0
    let step = chart.points.count > 1 ? (width - 8) / Double(chart.points.count - 1) : 0
    let places = chart.points.enumerated().map { index, point in
      let part = high > low ? (point.value - low) / (high - low) : 0.5
      return HTMLWriter.coordinate(4 + Double(index) * step) + ","
        + HTMLWriter.coordinate(
          height - 6 - part * (height - 12))
    }
    html.raw("<polyline class=\"line\"")
    html.attribute("points", places.joined(separator: " "))
    html.raw("/>")
  }

  /// The names of the parts with their colours; it is the chart's table.
  private static func legend(_ chart: ReportChart, _ html: inout HTMLWriter) {
    html.raw("<table class=\"legend\"><thead class=\"unseen\"><tr>")
    for title in ["", chart.nameTitle, chart.valueTitle] {
      html.raw("<th scope=\"col\">")
      html.text(title)
      html.raw("</th>")
    }
    html.raw("</tr></thead><tbody>")
    for point in chart.points {
      html.raw("<tr><td>")
      html.raw("<svg class=\"swatch\" viewBox=\"0 0 10 10\" aria-hidden=\"true\">")
      rectangle("bar \(point.tone.rawValue)", x: 0, y: 0, width: 10, height: 10, &html)
      html.raw("</svg></td><th scope=\"row\">")
      html.text(point.name)
      html.raw("</th><td class=\"number\">")
      html.text(point.label)
      html.raw("</td></tr>")
    }
    html.raw("</tbody></table>")
  }

  // MARK: Parts of drawings

  private static func rectangle(
    _ className: String, x: Double, y: Double, width: Double, height: Double, _ html: inout HTMLWriter
  ) {
    html.raw("<rect")
    html.attribute("class", className)
    html.attribute("x", HTMLWriter.coordinate(x))
    html.attribute("y", HTMLWriter.coordinate(y))
    html.attribute("width", HTMLWriter.coordinate(max(0, width)))
    html.attribute("height", HTMLWriter.coordinate(max(0, height)))
    html.raw("/>")
  }

  private static func text(
    _ content: String, x: Double, y: Double, class className: String, _ html: inout HTMLWriter
  ) {
    html.raw("<text")
    html.attribute("class", className)
    html.attribute("x", HTMLWriter.coordinate(x))
    html.attribute("y", HTMLWriter.coordinate(y))
    html.raw(">")
    html.text(content)
    html.raw("</text>")
  }
}
