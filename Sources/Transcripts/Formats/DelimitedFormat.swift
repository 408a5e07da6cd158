/// Delimited text: CSV and TSV, with comma, tab, semicolon or bar.
struct DelimitedFormat: TranscriptFormat {
  let name = "csv"

  func likelihood(of head: TextHead) -> Double {
    guard head.text.first != 0x7B, head.text.first != 0x5B else { return 0 }
    let best = Self.candidates(head, rules: []).first
    guard let best else { return 0 }
    if best.hasText { return best.width > 1 ? 0.95 : 0.6 }
    return best.width > 2 && best.consistency > 0.9 ? 0.45 : 0
  }

  func reader(_ source: TextSource, _ context: ReadingContext) throws(ToolError) -> any TranscriptReader {
    let found = Self.candidates(source.head, rules: context.options.columns)
    if found.count > 1, found[0].score - found[1].score < 0.05, found[0].width == found[1].width {
      throw ToolError(
        "E-INPUT-DELIMITER", file: source.file.name, what: "two separators fit equally well",
        how: "write the file with one kind of separator", exitCode: .inputRefused)
    }
    let separator = found.first?.separator ?? 0x2C
    context.update { $0.findings.append(.init("separator", Self.word(separator))) }
    let rows = DelimitedRows(source, separator: separator, context)
    return try TableReader(rows: rows, file: source.file, context: context)
  }

  private static func word(_ separator: UInt8) -> String {
    separator == 0x09 ? "tab" : String(decoding: [separator], as: UTF8.self)
  }

  /// How well a separator cuts the first rows.
  struct Candidate {
    var separator: UInt8
    /// Cells of the usual row.
    var width: Int
    /// The share of rows that have so many.
    var consistency: Double
    /// Known column names in the first rows, and whether a text is among them.
    var known: Int
    var hasText: Bool
    var score: Double { consistency + Double(known) * 0.5 + (hasText ? 1 : 0) + (width > 1 ? 0.5 : 0) }
  }

  /// The separators that cut the first rows in some way, the best first.
  static func candidates(_ head: TextHead, rules: [ColumnRule]) -> [Candidate] {
    var found: [Candidate] = []
    for separator in [UInt8(0x2C), 0x09, 0x3B, 0x7C] {
      if let candidate = candidate(head, separator, rules) { found.append(candidate) }
    }
    return found.sorted { $0.score > $1.score }
  }

  private static func candidate(_ head: TextHead, _ separator: UInt8, _ rules: [ColumnRule]) -> Candidate? {
    let splitter = DelimitedSplitter(separator: separator)
    var counts: [Int: Int] = [:]
    var best = (known: 0, hasText: false)
    var row = RowBuffer()
    var offset = head.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var rows = 0
    while rows < 200, offset < head.bytes.count {
      row.reset()
      let ending = unsafe head.bytes.withUnsafeBufferPointer { bytes in
        unsafe splitter.read(bytes, from: offset, isLast: head.isWhole, into: &row)
      }
      guard case .row(let next, _) = ending else { break }
      offset = next
      if row.bytes.isEmpty, row.cells.count == 1 { continue }
      rows += 1
      counts[row.cells.count, default: 0] += 1
      if rows <= 10 {
        let score = TablePlan.score(row.cells.indices.map { row.string($0) }, rules: rules)
        if score.known > best.known { best = score }
      }
    }
    guard rows > 0, let usual = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return nil }
    if usual.key == 1, !best.hasText { return nil }
    return Candidate(
      separator: separator, width: usual.key, consistency: Double(usual.value) / Double(rows), known: best.known,
      hasText: best.hasText)
  }
}
