/// JSON records as rows: members are columns, nested objects are joined by dots; each object of the array of turns
/// becomes a row that repeats the record's own members.
final class JSONRows: RowReader {
  private let lines: any TranscriptReader
  /// Where the turns are; a name that ends in `[]` is a list of records that each have turns.
  private let turnsPath: [String]
  private let stem: String
  private let context: ReadingContext
  private let parser = JSONParser()
  private var names: [String] = []
  private var places: [String: Int] = [:]
  private var ready: [RowBuffer] = []
  private var readyIndex = 0
  private var idColumns: Set<Int> = []
  private var speakerColumns: [Int] = []
  private var textColumns: [Int] = []
  /// Places in lists that the user names: `dialog[].parties.#1`.
  private let namesLists: Bool
  private var recordCount = 0
  /// The bytes of the record whose first row comes next.
  private var raw: [UInt8] = []

  init(_ lines: any TranscriptReader, shape: JSONShape, _ context: ReadingContext) {
    stem = context.stem
    namesLists = context.options.columns.contains { $0.source.contains(".#") }
    self.lines = lines
    self.context = context
    if case .nested(let path) = shape {
      turnsPath = path.split(separator: ".").map(String.init)
    } else {
      turnsPath = []
    }
  }

  var columnNames: [String]? { names }
  var isRectangular: Bool { false }
  var isNested: Bool { !turnsPath.isEmpty }

  func next(into row: inout RowBuffer) throws(ToolError) -> Bool {
    while readyIndex == ready.count {
      ready.removeAll(keepingCapacity: true)
      readyIndex = 0
      guard let payload = try lines.next() else { return false }
      switch payload {
      case .lines(let chunk): for line in chunk.lines { read(line, chunk) }
      case .conversations(_, let quarantined): for record in quarantined { addBroken(record.source, record.problem) }
      }
    }
    swap(&row, &ready[readyIndex])
    readyIndex += 1
    return true
  }

  private func addBroken(_ place: SourceReference, _ problem: RecordProblem) {
    var row = row(at: place)
    row.problem = problem
    ready.append(row)
  }

  private func row(at place: SourceReference) -> RowBuffer {
    var row = RowBuffer()
    row.number = place.line
    row.byteOffset = place.byteOffset
    row.byteLength = place.byteLength
    row.raw = raw
    raw = []
    return row
  }

  private func read(_ line: LineChunk.Line, _ chunk: LineChunk) {
    let place = chunk.reference(to: line)
    raw = chunk.withBytes(line.range) { bytes in Array(bytes.indices.map { bytes[$0] }) }
    let root = unsafe chunk.block.withBytes(line.range) { bytes in unsafe try? parser.parse(bytes) }
    guard let root, root.isKind(.object) else {
      let invalid = chunk.withBytes(line.range) { UTF8Validation.firstInvalid(in: $0) }
      let problem =
        invalid.map {
          RecordProblem(
            .badUTF8, detail: "not UTF-8 from byte \(place.byteOffset + $0) on", byteOffset: place.byteOffset + $0)
        } ?? RecordProblem(.badJSON, detail: "not one JSON object")
      return addBroken(place, problem)
    }
    if UniqueNames.duplicate(in: root) != nil {
      return addBroken(place, RecordProblem(.duplicateKey, detail: "an object names a member twice"))
    }
    let speakers = context.options.participants.map { JSONSpeakers(in: root, $0) }
    read(root, prefix: "", turnsPath[...], Cells(), speakers, place)
  }

  /// Reads a record, or an object on the way to its turns.
  private func read(
    _ value: JSONValue, prefix: String, _ path: ArraySlice<String>, _ outer: Cells, _ speakers: JSONSpeakers?,
    _ place: SourceReference
  ) {
    var cells = outer
    var found: (value: JSONValue, prefix: String, path: ArraySlice<String>)?
    gather(value, prefix: prefix, path: path, into: &cells, &found)
    guard !turnsPath.isEmpty else { return emit(cells, place) }
    guard let found, found.value.isKind(.array) else {
      return addBroken(
        place, RecordProblem(.schema, path: turnsPath.joined(separator: "."), detail: "expected an array of turns"))
    }
    guard found.path.isEmpty else {
      var records = found.value.children
      // Each is a record of its own; only a mapping names its members by their whole path.
      let prefix = context.options.columns.isEmpty ? "" : found.prefix
      while !records.isAtEnd { read(records.next(), prefix: prefix, found.path, cells, speakers, place) }
      return
    }
    recordCount += 1
    if !cells.values.keys.contains(where: { idColumns.contains($0) }) {
      cells.set(column("id"), .text(recordCount == 1 ? stem : "\(stem)#\(recordCount)"))
    }
    var turns = found.value.children
    let start = ready.count
    let bytes = raw
    var hasText = false
    while !turns.isAtEnd {
      var turn = cells
      gatherTurn(turns.next(), prefix: found.prefix + "[]", into: &turn)
      if !hasText { hasText = textColumns.contains { turn.values[$0]?.key?.isEmpty == false } }
      if let speakers, let key = speakerColumns.lazy.compactMap({ turn.values[$0]?.key }).first {
        guard speakers.keys.contains(key) else {
          ready.removeLast(ready.count - start)
          raw = bytes
          return addBroken(
            place,
            RecordProblem(
              .schema, path: found.prefix, detail: "a turn names a speaker who is not in the list of speakers"))
        }
        if let role = speakers.roles[key] { turn.set(column(found.prefix + "[].participant.role"), .text(role)) }
        if let name = speakers.names[key] {
          turn.set(column(found.prefix + "[].participant.speaker_name"), .text(name))
        }
      }
      emit(turn, place)
    }
    if !hasText {
      ready.removeLast(ready.count - start)
      raw = bytes
      let what = start == ready.count && found.value.children.isAtEnd ? "no turns" : "no turn has a text"
      addBroken(place, RecordProblem(.schema, path: found.prefix, detail: what))
    }
  }

  private struct Cells {
    var values: [Int: Cell] = [:]
    mutating func set(_ column: Int, _ cell: Cell) { values[column] = cell }
  }

  private func column(_ name: String) -> Int {
    if let place = places[name] { return place }
    names.append(name)
    places[name] = names.count - 1
    switch Field.of(name: name, rules: context.options.columns) {
    case .id?: idColumns.insert(names.count - 1)
    case .speaker?: speakerColumns.append(names.count - 1)
    case .text?: textColumns.append(names.count - 1)
    default: break
    }
    return names.count - 1
  }

  /// Takes the members of an object; what lies at the path's first name is given back instead.
  private func gather(
    _ value: JSONValue, prefix: String, path: ArraySlice<String>, into cells: inout Cells,
    _ found: inout (value: JSONValue, prefix: String, path: ArraySlice<String>)?
  ) {
    guard value.isKind(.object) else { return }
    let isList = path.first?.hasSuffix("[]") == true
    let wanted = path.first.map { isList ? String($0.dropLast(2)) : $0 }
    var members = value.children
    while !members.isAtEnd {
      let name = members.next().string.text
      let member = members.next()
      let full = prefix.isEmpty ? name : "\(prefix).\(name)"
      if name == wanted {
        if path.count == 1 || isList {
          found = (member, full, path.dropFirst())
        } else {
          gather(member, prefix: full, path: path.dropFirst(), into: &cells, &found)
        }
        continue
      }
      if member.isKind(.object) {
        gather(member, prefix: full, path: [], into: &cells, &found)
      } else if let cell = Self.cell(member) {
        cells.set(column(full), cell)
      } else if namesLists, member.isKind(.array) {
        gatherList(member, prefix: full, into: &cells)
      }
    }
  }

  private func gatherList(_ list: JSONValue, prefix: String, into cells: inout Cells) {
    var parts = list.children
    var number = 0
    while !parts.isAtEnd {
      number += 1
      let part = parts.next()
      let name = "\(prefix).#\(number)"
      if let cell = Self.cell(part), Field.of(name: name, rules: context.options.columns) != nil {
        cells.set(column(name), cell)
      }
    }
  }

  /// Takes a turn: an object, a list of its parts (`#1`, `#2`, …), or a text alone (`#1`).
  private func gatherTurn(_ value: JSONValue, prefix: String, into cells: inout Cells) {
    if value.isKind(.array) {
      var parts = value.children
      var number = 0
      while !parts.isAtEnd {
        number += 1
        if let cell = Self.cell(parts.next()) { cells.set(column("\(prefix).#\(number)"), cell) }
      }
    } else if let cell = Self.cell(value) {
      cells.set(column(prefix + ".#1"), cell)
    } else {
      var none: (value: JSONValue, prefix: String, path: ArraySlice<String>)?
      gather(value, prefix: prefix, path: [], into: &cells, &none)
    }
  }

  private static func cell(_ value: JSONValue) -> Cell? {
    switch value.kind {
    case .string: .text(value.string.text)
    case .integer, .unsigned: .text(value.integerText)
    case .double: .number(value.number ?? 0)
    case .true: .bool(true)
    case .false: .bool(false)
    case .null, .array, .object, .end: nil
    }
  }

  private func emit(_ cells: Cells, _ place: SourceReference) {
    var row = row(at: place)
    for index in names.indices { row.append(cells.values[index] ?? .empty) }
    ready.append(row)
  }
}

extension Cell {
  /// The cell as a word to look something up by.
  fileprivate var key: String? { if case .text(let text) = self { text } else { nil } }
}
