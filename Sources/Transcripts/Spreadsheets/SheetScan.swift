/// The first pass over a sheet: it must be whole and well-formed, and its merged ranges stand behind its cells.
enum SheetScan {
  /// Reads a sheet to its end and gives its merged ranges.
  static func mergedRanges(_ part: ZipEntryReader) throws(ToolError) -> [CellRange] {
    let reader = XMLPullReader(part, texts: [], only: [.mergeCell, .ref])
    var ranges: [CellRange] = []
    while let event = try reader.next() {
      guard case .start(.mergeCell) = event else { continue }
      guard let range = reader.withAttribute(.ref, { CellRange($0) }) ?? nil else {
        throw reader.refusal("a merged range is not valid")
      }
      guard ranges.count < MergedCells.limit else {
        throw reader.refusal("it has more than \(MergedCells.limit) merged ranges", how: "unmerge its cells")
      }
      if range.first != range.last { ranges.append(range) }
    }
    return ranges
  }
}
