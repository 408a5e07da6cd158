/// Brings the rows of one conversation together, in bounded memory: what does not fit goes to a private file.
///
/// Rows that fit come in the order in which their conversations began. Beyond that they are dealt out by a hash of the
/// identifier to the parts of a nameless file of mode 0600, and come part by part; the order is always the same.
final class GroupedRows: RowReader {
  private let rows: any RowReader
  private let limit: Int
  private let rules: [ColumnRule]
  private var header: [RowBuffer] = []
  private var headerIndex = 0
  /// The column of the identifier; without one nothing is grouped.
  private var idColumn: Int?
  private var spill: RowSpill?
  private var part = 0
  private var group: [RowBuffer] = []
  private var groupIndex = 0
  private var isLoaded = false

  init(_ rows: any RowReader, context: ReadingContext) throws(ToolError) {
    self.rows = rows
    limit = context.options.groupMemory
    rules = context.options.columns
    var row = RowBuffer()
    // The header is needed to know which column names the conversation.
    while header.count < 10, rows.columnNames == nil, try rows.next(into: &row) {
      header.append(row)
      let names = row.cells.indices.map { row.string($0) }
      if let found = names.indices.first(where: { Field.of(name: names[$0], rules: rules, position: $0) == .id }) {
        idColumn = found
        return
      }
    }
  }

  var columnNames: [String]? { rows.columnNames }
  var isRectangular: Bool { rows.isRectangular }
  var isNested: Bool { rows.isNested }

  func next(into row: inout RowBuffer) throws(ToolError) -> Bool {
    if headerIndex < header.count {
      row = header[headerIndex]
      headerIndex += 1
      return true
    }
    if idColumn == nil, rows.columnNames == nil { return try rows.next(into: &row) }
    if !isLoaded { try load() }
    while groupIndex == group.count {
      guard let spill, part < RowSpill.parts else { return false }
      group = Self.together(try spill.read(part), column())
      groupIndex = 0
      part += 1
    }
    swap(&row, &group[groupIndex])
    groupIndex += 1
    return true
  }

  /// Reads all rows, to memory or beyond it.
  private func load() throws(ToolError) {
    isLoaded = true
    var kept: [RowBuffer] = []
    var bytes = 0
    var row = RowBuffer()
    while try rows.next(into: &row) {
      let idColumn = column()
      if let spill {
        try spill.add(row, StableHash.hash(row.trimmed(idColumn).span))
        continue
      }
      bytes += row.bytes.count + row.raw.count + row.cells.count * 24 + 96
      kept.append(row)
      if bytes > limit {
        let spill = try RowSpill()
        for row in kept { try spill.add(row, StableHash.hash(row.trimmed(idColumn).span)) }
        self.spill = spill
        kept = []
      }
    }
    try spill?.finish()
    group = Self.together(kept, column())
  }

  /// The column of the identifier; the names of JSON are known only with the first rows.
  private func column() -> Int {
    if let idColumn { return idColumn }
    let rules = rules
    let found = rows.columnNames?.firstIndex { Field.of(name: $0, rules: rules) == .id }
    idColumn = found
    return found ?? -1
  }

  /// The rows, those of one conversation together, in the order of the first ones.
  private static func together(_ rows: [RowBuffer], _ column: Int) -> [RowBuffer] {
    var order: [ArraySlice<UInt8>: Int] = [:]
    var keys: [(group: Int, index: Int)] = []
    for (index, row) in rows.enumerated() {
      let id = row.trimmed(column)
      let group = order[id] ?? order.count
      if group == order.count { order[id] = group }
      keys.append((group, index))
    }
    keys.sort { ($0.group, $0.index) < ($1.group, $1.index) }
    return keys.map { rows[$0.index] }
  }
}
