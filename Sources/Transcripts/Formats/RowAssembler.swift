/// Makes conversations of rows by a plan.
struct RowAssembler {
  var plan: TablePlan
  /// How the turns' times are read.
  let times: TimeColumn

  let startTimes: TimeColumn
  let endTimes: TimeColumn
  /// How the times of the queue's fields are read, by their columns.
  let queueTimes: [Int: TimeColumn]
  let stem: String
  let context: ReadingContext
  var roles: RoleFinder
  var text: TextAssembler?
  var offsetScale = 1.0
  /// What is wrong with the row that is being read.
  var failing: RecordProblem?
  private(set) var unknownWords: Set<String> = []

  private var builder: ConversationBuilder?
  /// The bytes of the rows of the conversation that is being read.
  private var raw: [UInt8] = []
  /// The row that failed, if the rows of a conversation lie apart: its place and bytes stand for the record.
  private var failedRow: (place: SourceReference, raw: [UInt8])?
  private var currentID: [UInt8] = []
  /// The size of the last conversation: the next is likely to be as large.
  private var usual = ConversationBuilder.Size()
  private var seen: Set<UInt64> = []
  private var missing: [Int] = []
  private let file: InputFile

  private static let mostIDs = 8 << 20

  init(
    _ plan: TablePlan, sample: [RowBuffer], grammar: LineGrammar.Finding?, file: InputFile, context: ReadingContext
  ) throws(ToolError) {
    self.plan = plan
    self.context = context
    self.file = file
    stem = context.stem
    roles = RoleFinder(map: context.options.roles)
    times = try Self.column(plan, plan.has(.time) ? .time : .date, sample, grammar?.times ?? [], file, context)
    startTimes = try Self.column(plan, .startedAt, sample, [], file, context)
    endTimes = try Self.column(plan, .endedAt, sample, [], file, context)
    var queueTimes: [Int: TimeColumn] = [:]
    for (column, name) in plan.metadata where ["queued_at", "answered_at"].contains(name) {
      var evidence = TimeColumn.Evidence()
      for row in sample where column < row.cells.count && row.cells[column].kind != .date {
        evidence.add(row.text(column), isNumber: row.cells[column].kind == .number, group: row.number)
      }
      queueTimes[column] = try TimeColumn(evidence, options: context.options, file: file.name)
    }
    self.queueTimes = queueTimes
    if let grammar {
      let lines = sample.prefix(400).flatMap { LineGrammar.lines(of: $0.text(plan[.text])) }
      text = TextAssembler(
        grammar.grammar, times, roles: roles, subaccounts: TextAssembler.hasSubaccounts(grammar.grammar, lines))
    }
    // Offsets with a point are seconds, as speech recognisers write them, unless the user says what they are.
    switch context.options.timeUnit {
    case .seconds: offsetScale = 1000
    case .microseconds: offsetScale = 1e-3
    case .nanoseconds: offsetScale = 1e-6
    default: break
    }
    if context.options.timeUnit == nil, plan.has(.offset),
      sample.contains(where: { $0.text(plan[.offset]).contains(0x2E) })
    {
      offsetScale = 1000
    }
    if context.options.timeUnit == nil, plan.has(.offset), Self.saysSeconds(plan.names[plan[.offset]]) {
      offsetScale = 1000
    }
  }

  /// Whether a column's name says that it counts seconds: `开始(秒)`, `start_seconds`, `Start (s)`.
  private static func saysSeconds(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.contains("秒") && !name.contains("毫秒") || name.contains("second") && !name.contains("milli")
      || name.hasSuffix("(s)") || name.hasSuffix("_sec")
  }

  /// An identifier without what keeps spreadsheet programs from rounding it: `="1002"`, `'1002`.
  static func plainID(_ id: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = id.first, first == 0x3D || first == 0x27 else { return id }
    if id.count > 3, id.starts(with: [0x3D, 0x22]), id.last == 0x22 { return id.dropFirst(2).dropLast() }
    if first == 0x27, id.count > 1, id.dropFirst().allSatisfy({ $0 &- 0x30 < 10 }) { return id.dropFirst() }
    return id
  }

  /// The style of lines inside cells, if there are any.
  var grammarStyle: String? { text?.grammar.style.rawValue }

  private static func column(
    _ plan: TablePlan, _ field: Field, _ sample: [RowBuffer], _ loose: [LooseTime], _ file: InputFile,
    _ context: ReadingContext
  ) throws(ToolError) -> TimeColumn {
    var evidence = TimeColumn.Evidence()
    for time in loose { evidence.add(time, group: -1) }
    if plan.has(field) {
      let column = plan[field]
      var group = 0
      var last: ArraySlice<UInt8> = []
      for row in sample where column < row.cells.count {
        if plan.has(.id), row.trimmed(plan[.id]) != last {
          last = row.trimmed(plan[.id])
          group += 1
        }
        let isNumber = row.cells[column].kind == .number
        if row.cells[column].kind != .date { evidence.add(row.text(column), isNumber: isNumber, group: group) }
      }
    }
    return try TimeColumn(evidence, options: context.options, file: file.name)
  }

  /// Takes one row.
  mutating func add(_ row: RowBuffer, _ batch: inout RowBatch) throws(ToolError) {
    if plan.shape == .turns { return try addTurn(row, &batch) }
    addRecord(row, &batch)
  }

  /// Ends the table.
  mutating func finish(_ batch: inout RowBatch) { flush(&batch) }

  // MARK: One turn a row

  private mutating func addTurn(_ row: RowBuffer, _ batch: inout RowBatch) throws(ToolError) {
    let id = plan.at.id >= 0 ? Self.plainID(row.trimmed(plan.at.id)) : ArraySlice(stem.utf8)
    if id.isEmpty {
      flush(&batch)
      let problem = row.problem ?? RecordProblem(.schema, path: "id", detail: "the row names no conversation")
      batch.quarantined.append(quarantined(row, problem))
      return
    }
    let isFirst = builder == nil || !Self.areEqual(currentID, id)
    if isFirst {
      flush(&batch)
      try begin(id, row)
    }
    builder?.extendSource(to: row.byteOffset + row.byteLength)
    if !context.options.groupsRows {
      if !isFirst { raw.append(contentsOf: row.lead) }
      raw.append(contentsOf: row.raw)
    }
    if let problem = row.problem { return fail(problem, row) }
    if !missing.isEmpty { gatherMetadata(row) }
    var entry = ConversationBuilder.Entry()
    failing = nil
    fill(&entry, from: row)
    if let failing { fail(failing, row) }
    let text = row.text(plan.at.text)
    builder?.add(entry, text: text.trimmedSpace)
    batch.bytes += text.count
  }

  private static func areEqual(_ a: [UInt8], _ b: ArraySlice<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    let (a, b) = (a.span, b.span)
    for index in a.indices where a[index] != b[index] { return false }
    return true
  }

  private mutating func fail(_ problem: RecordProblem, _ row: RowBuffer) {
    if context.options.groupsRows, builder?.problem == nil { failedRow = (place(of: row), row.raw) }
    builder?.fail(problem)
  }

  private func place(of row: RowBuffer) -> SourceReference {
    SourceReference(input: context.input, line: row.number, byteOffset: row.byteOffset, byteLength: row.byteLength)
  }

  private mutating func begin(_ id: ArraySlice<UInt8>, _ row: RowBuffer) throws(ToolError) {
    if plan.has(.id), !context.options.groupsRows, seen.count < Self.mostIDs,
      !seen.insert(StableHash.hash(id.span)).inserted
    {
      throw ToolError(
        "E-INPUT-ROWS-APART", file: file.name, line: row.number, byteOffset: row.byteOffset,
        what: "a conversation goes on after rows of others", how: "--group, or sort the file by conversation",
        exitCode: .inputRefused)
    }
    currentID = Array(id)
    var next = ConversationBuilder(id: String(decoding: id, as: UTF8.self), source: place(of: row))
    next.reserve(usual)
    builder = next
    if Self.isMangled(id) { fail(Self.mangled, row) }
    missing = plan.metadata.map(\.column)
    for field in [
      Field.channel, .language, .queue, .startedAt, .endedAt, .zone, .agent, .agentName, .customer, .rating, .subject,
    ] {
      if let column = plan.columns[field] { missing.append(column) }
    }
  }

  private mutating func flush(_ batch: inout RowBatch) {
    guard var done = builder.take() else { return }
    usual = done.size
    // Handed on, not copied; the next record is likely to be as long.
    var bytes: [UInt8] = []
    swap(&bytes, &raw)
    raw.reserveCapacity(bytes.count)
    finish(&done, raw: bytes, &batch)
    failedRow = nil
  }

  mutating func finish(_ done: inout ConversationBuilder, raw: [UInt8], _ batch: inout RowBatch) {
    var source = done.conversation.source
    source.byteLength = max(0, done.sourceEnd - source.byteOffset)
    do throws(RecordProblem) {
      var conversation = try done.finish(context.options)
      conversation.recordBytes = raw
      batch.conversations.append(conversation)
    } catch {
      batch.quarantined.append(
        QuarantinedRecord(
          source: failedRow?.place ?? source, problem: error, bytes: (failedRow?.raw ?? raw)[...],
          keepingRaw: context.options.keepsRaw))
    }
  }

  private mutating func gatherMetadata(_ row: RowBuffer) {
    // Taken out, so that its buffers have one owner and are not copied.
    guard var builder = self.builder.take() else { return }
    var left: [Int] = []
    for column in missing {
      if row.isEmpty(column) { left.append(column) } else { gather(column, row, &builder) }
    }
    missing = left
    self.builder = builder
  }

  func quarantined(_ row: RowBuffer, _ problem: RecordProblem) -> QuarantinedRecord {
    QuarantinedRecord(
      source: place(of: row), problem: problem, bytes: row.raw[...], keepingRaw: context.options.keepsRaw)
  }

  /// Tells people what was noticed.
  func tell(_ context: ReadingContext) {
    if !unknownWords.isEmpty {
      context.note(
        "\(unknownWords.count) words for speakers have no role; --role-map WORD=agent,…",
        zh: "\(unknownWords.count) 个表示发言人的词没有角色；请用 --role-map 词=agent,…")
    }
    var unknown = unknownWords
    if let text {
      if text.orphanCount > 0 {
        context.note(
          "\(text.orphanCount) lines before a first turn were left out", zh: "第一条发言之前的 \(text.orphanCount) 行未读取")
      }
      if text.doubtfulCount > 0 {
        context.note(
          "\(text.doubtfulCount) lines look like a speaker's but were read as text; --role-map NAME=ROLE",
          zh: "\(text.doubtfulCount) 行像是发言人开头，但按正文读取；可用 --role-map 名字=角色")
      }
      if !text.unknownSpeakers.isEmpty {
        context.note(
          "\(text.unknownSpeakers.count) speakers have no role; --role-map NAME=agent,…",
          zh: "\(text.unknownSpeakers.count) 个发言人没有角色；请用 --role-map 名字=agent,…")
      }
      unknown.formUnion(text.unknownSpeakers)
    }
    context.update { $0.unknownSpeakers = unknown.sorted() }
  }

  mutating func noteUnknown(_ word: ArraySlice<UInt8>) {
    if roles.map.otherwise == nil, unknownWords.count < 1000 {
      unknownWords.insert(String(decoding: word, as: UTF8.self))
    }
  }

  static let mangled = RecordProblem(
    .mangledID, path: "id", detail: "a spreadsheet program rounded the identifier; export it as text")

  /// Whether an identifier looks like `1.23E+18`.
  static func isMangled(_ id: ArraySlice<UInt8>) -> Bool {
    guard let first = id.first, first &- 0x30 < 10, id.count >= 5, id.count <= 24,
      let mark = id.firstIndex(where: { $0 == 0x45 || $0 == 0x65 }), mark + 2 < id.endIndex, id[mark + 1] == 0x2B
    else { return false }
    return id[(mark + 2)...].allSatisfy { $0 &- 0x30 < 10 } && id[..<mark].allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2E }
  }
}
