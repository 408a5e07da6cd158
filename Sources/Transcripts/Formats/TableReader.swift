/// Reads the rows of a table as conversations: one turn a row, one conversation a row, or one text a row.
final class TableReader: TranscriptReader {
  // One value, so that access to it is checked once a batch and not once a field.
  private var table: TableCursor

  /// Rows of a spreadsheet.
  convenience init(
    rows: some RowSource, file: InputFile, context: ReadingContext
  ) throws(ToolError) { try self.init(rows: TableRows(rows), file: file, context: context) }

  /// Decides by the header and the first rows what the columns hold.
  init(rows: any RowReader, file: InputFile, context: ReadingContext) throws(ToolError) {
    table = try TableCursor(rows: rows, file: file, context: context)
  }

  func next() throws(ToolError) -> InputBatch.Payload? { try table.next() }
}

/// The place in a table up to which rows were read.
private struct TableCursor {
  private let rows: any RowReader
  private let file: InputFile
  private let context: ReadingContext
  private var plan: TablePlan
  private var assembler: RowAssembler
  /// The first rows, read to decide by; they are handed out first.
  private var sample: [RowBuffer]
  private var sampleIndex = 0
  private var row = RowBuffer()
  private var isFinished = false
  private let width: Int?
  private var blankRows = 0
  /// The bytes of blank rows since the last other one.
  private var skipped: [UInt8] = []

  private static let sampleRows = 1000
  private static let sampleBytes = 1 << 20

  init(rows: any RowReader, file: InputFile, context: ReadingContext) throws(ToolError) {
    var rows = rows
    if context.options.groupsRows { rows = try GroupedRows(rows, context: context) }
    self.rows = rows
    self.file = file
    self.context = context
    sample = try Self.readSample(rows)
    let names: [String]
    let isJSON = rows.columnNames != nil
    if let own = rows.columnNames {
      names = own
      width = nil
    } else {
      names = try Self.header(&sample, file, context)
      width = rows.isRectangular ? names.count : nil
    }
    plan = TablePlan(names: names, rules: context.options.columns, isNested: rows.isNested)
    // Records that are all broken are set aside one by one.
    guard plan.has(.text) || sample.isEmpty && names.isEmpty || isJSON && sample.allSatisfy({ $0.problem != nil })
    else {
      throw ToolError(
        "E-INPUT-COLUMNS", file: file.name, what: "none of \(names.count) columns is known as the text",
        how: "--columns NAME=text,… or a mapping file; qa-cli inspect shows the columns", exitCode: .inputRefused)
    }
    let grammar = plan.tellShape(sample, options: context.options)
    plan.placeStarts(sample)
    if context.options.groupsRows, plan.shape == .turns, !plan.has(.id), !rows.isNested {
      throw ToolError(
        "E-INPUT-COLUMNS", file: file.name, what: "no column names the conversation, so rows cannot be grouped",
        how: "--columns NAME=id", exitCode: .inputRefused)
    }
    assembler = try RowAssembler(plan, sample: sample, grammar: grammar, file: file, context: context)
    tell()
  }

  /// The next batch of conversations.
  mutating func next() throws(ToolError) -> InputBatch.Payload? {
    if isFinished { return nil }
    var batch = RowBatch()
    while batch.bytes < 1 << 19, batch.count < 4096 {
      guard try nextRow() else {
        isFinished = true
        assembler.finish(&batch)
        assembler.tell(context)
        if blankRows > 0 {
          context.note("\(blankRows) rows without any text were passed over", zh: "跳过 \(blankRows) 个没有文字的行")
        }
        break
      }
      if let names = rows.columnNames, names.count > plan.names.count {
        for name in names[plan.names.count...] { plan.addColumn(name) }
        assembler.plan = plan
      }
      if row.problem == nil { checkWidth() }
      try assembler.add(row, &batch)
    }
    return .conversations(batch.conversations, batch.quarantined)
  }

  private mutating func nextRow() throws(ToolError) -> Bool {
    while true {
      if sampleIndex < sample.count {
        swap(&row, &sample[sampleIndex])
        sampleIndex += 1
        if sampleIndex == sample.count { (sample, sampleIndex) = ([], 0) }
      } else if try !rows.next(into: &row) {
        return false
      }
      if row.problem != nil || row.bytes.contains(where: { $0 > 0x20 }) {
        if !skipped.isEmpty { row.lead = skipped + row.lead }
        skipped = []
        return true
      }
      if skipped.count < 1 << 20 { skipped += row.lead + row.raw }
      blankRows += 1
    }
  }

  /// A row must have as many cells as the header; empty cells behind the last are forgiven.
  private mutating func checkWidth() {
    guard let width, row.cells.count != width else { return }
    if row.cells.count > width, row.cells[width...].allSatisfy({ $0.kind == .empty }) { return }
    row.problem = RecordProblem(
      .raggedRow, path: "row", detail: "\(row.cells.count) cells, the header has \(width)", byteOffset: row.byteOffset)
  }

  private static func readSample(_ rows: any RowReader) throws(ToolError) -> [RowBuffer] {
    var sample: [RowBuffer] = []
    var bytes = 0
    while sample.count < sampleRows, bytes < sampleBytes {
      var row = RowBuffer()
      guard try rows.next(into: &row) else { break }
      bytes += row.bytes.count
      sample.append(row)
    }
    return sample
  }

  /// Takes the header off the first rows: the one among the first ten that names most.
  private static func header(
    _ sample: inout [RowBuffer], _ file: InputFile, _ context: ReadingContext
  ) throws(ToolError) -> [String] {
    if sample.isEmpty { return [] }
    let rules = context.options.columns
    // `--columns id,time,role,text` names the columns of a table that has no header.
    if !rules.isEmpty, rules.allSatisfy({ $0.source.hasPrefix("#") }) {
      let count = rules.compactMap { Int($0.source.dropFirst()) }.max() ?? 0
      let width = max(count, sample[0].cells.count)
      return (1...max(width, 1)).map { "#\($0)" }
    }
    var best = (row: 0, known: 0)
    for (index, row) in sample.prefix(10).enumerated() where row.problem == nil {
      let names = row.cells.indices.map { row.string($0) }
      let score = TablePlan.score(names, rules: rules)
      let known = score.known + (score.hasText ? 10 : 0)
      if known > best.known { best = (index, known) }
    }
    if best.row > 0 { context.note("\(best.row) rows before the header were passed over", zh: "跳过表头之前的 \(best.row) 行") }
    let row = sample[best.row]
    sample.removeFirst(best.row + 1)
    return row.cells.indices.map { row.string($0) }
  }

  private func tell() {
    let held = plan.columns.sorted { $0.value < $1.value }.map { "\(plan.names[$0.value]) = \($0.key.word)" }
    let other = plan.metadata.map { "\(plan.names[$0.column]) = \($0.name)" }
    let order = assembler.times.order
    let unit = assembler.times.unit
    context.update { entry in
      entry.findings.append(.init("shape", plan.shape.rawValue))
      entry.findings.append(.init("columns", held.joined(separator: ", ")))
      if !other.isEmpty { entry.findings.append(.init("metadata", other.joined(separator: ", "))) }
      if let order { entry.findings.append(.init("date-order", order.rawValue)) }
      if let unit { entry.findings.append(.init("time-unit", unit.rawValue)) }
      if let style = assembler.grammarStyle { entry.findings.append(.init("grammar", style)) }
    }
    if let order, order != .ymd {
      context.note("dates are read as \(order.rawValue)", zh: "日期按 \(order.rawValue) 的顺序读取")
    }
    if plan.shape != .turns || !plan.has(.role) {
      context.note("rows are read as \(plan.shape.rawValue)", zh: "每行按 \(plan.shape.rawValue) 读取")
    }
  }
}

/// Conversations and records set aside, of some rows.
struct RowBatch {
  var conversations: [Conversation] = []
  var quarantined: [QuarantinedRecord] = []
  var bytes = 0
  var count: Int { conversations.count + quarantined.count }
}
