internal import Transcripts

/// Reads texts with labels from a CSV file.
enum LabelledTexts {
  /// Calls `body` with the text and the label of every row.
  static func read(
    _ path: String, textColumn: String, labelColumn: String, _ body: (_ text: String, _ label: String) -> Void
  ) throws {
    let files = try InputListing.expand([path])
    var bytes = try files[0].contents()[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    var columns: (text: Int, label: Int)?
    var rows = CSVRows()
    func row(_ fields: [[UInt8]], _ line: Int) throws {
      let values = fields.map { String(decoding: $0, as: UTF8.self) }
      guard let columns else {
        guard let text = values.firstIndex(of: textColumn), let label = values.firstIndex(of: labelColumn) else {
          throw ToolError(
            "E-INPUT-COLUMNS", file: path, line: line, what: "the header lacks '\(textColumn)' or '\(labelColumn)'",
            how: "--text-column and --label-column", exitCode: .inputRefused)
        }
        columns = (text, label)
        return
      }
      guard values.count > max(columns.text, columns.label) else {
        throw ToolError(
          "E-INPUT-ROW", file: path, line: line, what: "the row has \(values.count) fields, fewer than the header",
          how: "quote texts that hold commas", exitCode: .inputRefused)
      }
      body(values[columns.text], values[columns.label])
    }
    try rows.read(bytes, row)
    if let line = rows.openQuote {
      throw ToolError(
        "E-INPUT-QUOTE", file: path, line: line, what: "a quote is opened here and never closed",
        exitCode: .inputRefused)
    }
    try rows.finish(row)
  }
}
