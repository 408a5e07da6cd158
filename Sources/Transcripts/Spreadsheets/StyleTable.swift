/// Which cell styles of a workbook show numbers as dates.
struct StyleTable {
  private var isDateStyle: [Bool] = []

  /// A table for workbooks without styles.
  init() {}

  /// Reads `styles.xml`.
  init(_ part: ZipEntryReader) throws(ToolError) {
    let reader = XMLPullReader(part, texts: [])
    var custom: [Int: Bool] = [:]
    var formats: [Int] = []
    var isInCellFormats = false
    while let event = try reader.next() {
      switch event {
      case .start(.numFmt):
        if let id = reader.number(.numFmtId), custom.count < Self.limit {
          custom[id] = NumberFormat.isDate(reader.attribute(.formatCode) ?? "")
        }
      case .start(.cellXfs): isInCellFormats = true
      case .end(.cellXfs): isInCellFormats = false
      case .start(.xf) where isInCellFormats && formats.count < Self.limit:
        formats.append(reader.number(.numFmtId) ?? 0)
      default: break
      }
    }
    isDateStyle = formats.map { custom[$0] ?? NumberFormat.isDate(builtIn: $0) }
  }

  /// Whether numbers under a style are dates.
  func isDate(_ style: Int) -> Bool { isDateStyle.indices.contains(style) && isDateStyle[style] }

  /// More formats than any program allows.
  private static let limit = 65_536
}
