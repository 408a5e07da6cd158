/// What the columns of one table hold, and what its rows are.
struct TablePlan {
  /// The column of each field that has one.
  private(set) var columns: [Field: Int] = [:]
  /// The columns that are metadata, with their names.
  private(set) var metadata: [(column: Int, name: String)] = []
  /// The names of the columns.
  private(set) var names: [String] = []
  /// What a row is.
  var shape = TableShape.turns

  private let rules: [ColumnRule]
  /// Whether rows are turns that repeat their record's columns; the turns' own names hold `[].`.
  private let isNested: Bool
  private var seenNames: Set<String> = []
  /// The columns in which nested turns begin and end, if their names say no more than that.
  private var turnStart: Int?
  private var turnEnd: Int?
  /// The fields whose column the user named.
  private var ruled: Set<Field> = []

  init(names: [String], rules: [ColumnRule], isNested: Bool = false) {
    self.rules = rules
    self.isNested = isNested
    for name in names { addColumn(name) }
  }

  /// The columns that are asked for in every row, or −1.
  struct Places {
    var id = -1
    var turnID = -1
    var time = -1
    var date = -1
    var offset = -1
    var duration = -1
    /// Where turns end, on the clock of ``offset``.
    var end = -1
    var role = -1
    var speaker = -1
    var speakerName = -1
    var text = -1
    var agent = -1
    var agentName = -1
    var customer = -1
    var kind = -1
    var visibility = -1
  }

  /// The columns that are asked for in every row.
  private(set) var at = Places()

  private mutating func updatePlaces() {
    at = Places(
      id: self[.id], turnID: self[.turnID], time: self[.time], date: self[.date], offset: self[.offset],
      duration: self[.duration], end: turnEnd ?? -1, role: self[.role], speaker: self[.speaker],
      speakerName: self[.speakerName],
      text: self[.text], agent: self[.agent], agentName: self[.agentName], customer: self[.customer],
      kind: self[.kind], visibility: self[.visibility])
  }

  /// The column of a field, or −1.
  subscript(field: Field) -> Int { columns[field] ?? -1 }

  /// Whether a field has a column.
  func has(_ field: Field) -> Bool { columns[field] != nil }

  /// Adds the next column.
  mutating func addColumn(_ given: String) {
    defer { updatePlaces() }
    let column = names.count
    var name = given.trimmingPrefix("\u{FEFF}").description
    if name.allSatisfy(\.isWhitespace) { name = "column_\(column + 1)" }
    names.append(name)
    let rule = Field.rule(for: name, rules, position: column)
    if rule == nil, isNested, name.contains("[].") {
      switch Field.of(name: name) {
      case .startedAt?: turnStart = turnStart ?? column
      case .endedAt?: turnEnd = turnEnd ?? column
      default: break
      }
    }
    let field = rule ?? (isNested ? nestedField(name) : Field.of(name: name))
    // What the user names counts more than a synonym.
    if let rule, columns[rule] != nil, !ruled.contains(rule) { giveUp(rule) }
    if let rule { ruled.insert(rule) }
    // The first of two columns for one field has it; the other is kept as metadata under its own name.
    switch field {
    case .ignored?: return
    case .metadata(let word)?: addMetadata(column, word)
    case let field? where columns[field] == nil: columns[field] = column
    // What a turn itself says counts more than what its record says.
    case let field? where name.contains("[].") && !names[columns[field] ?? 0].contains("[]."):
      let older = columns[field] ?? 0
      columns[field] = column
      addMetadata(older, names[older])
    default: addMetadata(column, name)
    }
  }

  /// The field of a column by its name alone, where a record lists its turns.
  private func nestedField(_ name: String) -> Field? {
    let field = Field.of(name: name)
    let isTurns = name.contains("[].")
    // A turn's other members are no facts about the record.
    switch field {
    case nil where isTurns: return .ignored
    case .startedAt?, .endedAt?, .channel?, .language?, .queue?, .subject?, .zone?: return isTurns ? .ignored : field
    case let field? where isTurns: return field
    // What only turns have.
    case .role?, .speaker?, .speakerName?, .text?, .turnID?, .kind?, .visibility?, .offset?, .duration?: return nil
    case .time?, .date?: return columns[.startedAt] == nil ? .startedAt : nil
    default: return field
    }
  }

  /// Makes the column of a field metadata.
  private mutating func giveUp(_ field: Field) {
    guard let older = columns.removeValue(forKey: field) else { return }
    addMetadata(older, names[older])
  }

  private mutating func addMetadata(_ column: Int, _ name: String) {
    var unique = name
    var count = 1
    while !seenNames.insert(unique).inserted {
      count += 1
      unique = "\(name)_\(count)"
    }
    metadata.append((column, unique))
  }

  /// How many names are known words, and whether a text is among them.
  static func score(_ names: [String], rules: [ColumnRule]) -> (known: Int, hasText: Bool) {
    var known = 0
    var hasText = false
    for (index, name) in names.enumerated() {
      guard let field = Field.of(name: name, rules: rules, position: index) else { continue }
      known += 1
      if field == .text { hasText = true }
    }
    return (known, hasText)
  }

  /// Finds out what starts mean where rows are turns without a time: the turn's time, or its offset from the start.
  mutating func placeStarts(_ rows: [RowBuffer]) {
    defer { updatePlaces() }
    let column = isNested ? turnStart : columns[.startedAt]
    let end = isNested ? turnEnd : columns[.endedAt]
    turnEnd = nil
    guard shape == .turns, !has(.time), !has(.offset), !ruled.contains(.startedAt), let column,
      isNested || varies(column, rows)
    else { return }
    let values = rows.lazy.map { $0.trimmed(column) }.filter { !$0.isEmpty }
    guard !values.isEmpty else { return }
    let areOffsets = values.allSatisfy { text in
      Double(String(decoding: text, as: UTF8.self)).map { $0 >= 0 && $0 < 1e8 } ?? false
    }
    if !isNested {
      columns[.startedAt] = nil
      columns[.endedAt] = nil
    }
    columns[areOffsets ? .offset : .time] = column
    if areOffsets, !has(.duration) { turnEnd = end }
  }

  /// Whether a column has two values in one conversation.
  private func varies(_ column: Int, _ rows: [RowBuffer]) -> Bool {
    var first: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:]
    for row in rows where !row.isEmpty(column) {
      let id = row.trimmed(self[.id])
      if let known = first[id], known != row.trimmed(column) { return true }
      first[id] = row.trimmed(column)
    }
    return false
  }

  /// Tells what a row is from the columns and the first rows.
  mutating func tellShape(_ rows: [RowBuffer], options: ReadingOptions) -> LineGrammar.Finding? {
    let text = self[.text]
    var blobs: [[ArraySlice<UInt8>]] = []
    var withBreaks = 0
    var filled = 0
    for row in rows where !row.isEmpty(text) {
      filled += 1
      let lines = LineGrammar.lines(of: row.text(text))
      if lines.count > 1 { withBreaks += 1 }
      if blobs.count < 400 { blobs.append(lines) }
    }
    if options.shape == .turns || options.shape == .note || options.shape == .review {
      shape = options.shape ?? .turns
      return nil
    }
    if options.shape == .conversation || (withBreaks * 2 > filled && !repeatsIDs(rows)) {
      if let found = LineGrammar.detect(blobs, options: options),
        options.shape == .conversation || found.headers >= filled * 2
      {
        shape = .conversation
        return found
      }
    }
    if has(.rating), !has(.role), !repeatsIDs(rows) {
      shape = .review
    } else if !has(.id), has(.role) || (has(.speaker) && has(.time)) {
      shape = .turns
    } else if has(.id), has(.role) || repeatsIDs(rows) || (has(.speaker) && has(.time)) {
      shape = .turns
    } else {
      shape = .note
    }
    return nil
  }

  /// Whether some identifier stands in two rows.
  private func repeatsIDs(_ rows: [RowBuffer]) -> Bool {
    guard has(.id) else { return false }
    var seen: Set<ArraySlice<UInt8>> = []
    for row in rows where !row.isEmpty(self[.id]) {
      if !seen.insert(row.trimmed(self[.id])).inserted { return true }
    }
    return false
  }
}
