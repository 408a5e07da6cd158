public import Transcripts

/// A table of texts with ratings: CSV or TSV with a header, also compressed, with or without byte order mark.
public struct RatedTextFile: Sendable {
  /// Names a text column usually has.
  public static let textColumns = ["text", "review", "content", "comment", "sentence", "tweet", "文本", "内容", "评论", "评价"]
  /// Names a column of ratings usually has.
  public static let labelColumns = [
    "label", "sentiment", "rating", "stars", "score", "csat", "airline_sentiment", "标签", "评分", "情感", "满意度",
  ]

  /// The texts and what their rating column says, in the file's order.
  public private(set) var rows: [(text: [UInt8], label: String, line: Int)] = []

  /// Reads a table, or returns `nil` if its header has no such columns.
  ///
  /// - Parameters:
  ///   - text: the name of the text column, or `nil` for the first of the usual names.
  ///   - label: the same for the ratings.
  /// - Throws: `E-INPUT-QUOTE`, `E-INPUT-ROW` (65), and what reading throws.
  public init?(_ file: InputFile, text: String? = nil, label: String? = nil) throws {
    var bytes = try file.contents(limit: 1 << 30)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let header = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    let tabs = header.count { $0 == 0x09 }
    var splitter = CSVRows(separator: tabs > header.count { $0 == 0x2C } ? 0x09 : 0x2C)
    var columns: (text: Int, label: Int)?
    var isTable = true
    var rows: [(text: [UInt8], label: String, line: Int)] = []
    func row(_ fields: [[UInt8]], _ line: Int) throws {
      guard isTable else { return }
      guard let columns else {
        let names = fields.map { String(decoding: $0, as: UTF8.self).lowercased() }
        func place(_ wanted: String?, _ usual: [String]) -> Int? {
          if let wanted { return names.firstIndex(of: wanted.lowercased()) }
          return usual.lazy.compactMap { names.firstIndex(of: $0) }.first
        }
        if let t = place(text, Self.textColumns), let l = place(label, Self.labelColumns), t != l {
          columns = (t, l)
        } else {
          isTable = false
        }
        return
      }
      guard fields.count > max(columns.text, columns.label) else {
        throw ToolError(
          "E-INPUT-ROW", file: file.name, line: line,
          what: "the row has \(fields.count) fields, fewer than the header", how: "quote texts that hold commas",
          exitCode: .inputRefused)
      }
      // Bytes that are no UTF-8 become U+FFFD here.
      let text = Array(String(decoding: fields[columns.text], as: UTF8.self).utf8)
      rows.append((text, String(decoding: fields[columns.label], as: UTF8.self), line))
    }
    try splitter.read(bytes, row)
    if let line = splitter.openQuote, isTable {
      throw ToolError(
        "E-INPUT-QUOTE", file: file.name, line: line, what: "a quote is opened here and never closed",
        exitCode: .inputRefused)
    }
    try splitter.finish(row)
    guard isTable, columns != nil else { return nil }
    self.rows = rows
  }

  /// The folded texts with their classes; rows without rating are left out and counted.
  ///
  /// - Throws: `E-LABEL` (65) with the line of the first rating that names no class.
  public func rated(file: InputFile, folder: Folder) throws -> (texts: [RatedText], unrated: Int) {
    var texts: [RatedText] = []
    switch SentimentGrading.classes(of: rows.map(\.label)) {
    case .failure(let problem):
      throw ToolError(
        "E-LABEL", file: file.name, line: rows[problem.index].line, what: "the rating names no class",
        how: "positive, negative, neutral; 1 and 0; or grades of 1 to 5", exitCode: .inputRefused)
    case .success(let classes):
      for (row, label) in zip(rows, classes) {
        if let label { texts.append(RatedText(folder.fold(bytes: row.text), label)) }
      }
    }
    return (texts, rows.count - texts.count)
  }
}
