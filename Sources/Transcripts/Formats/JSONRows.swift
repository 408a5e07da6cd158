/// JSON records as rows: members are columns, nested objects are joined by dots; each object of the array of turns
/// becomes a row that repeats the record's own members.
final class JSONRows: RowReader {
  private let lines: any TranscriptReader
  private let turnsPath: [String]
  private let context: ReadingContext
  private let parser = JSONParser()
  private var names: [String] = []
  private var places: [String: Int] = [:]
  private var ready: [RowBuffer] = []
  private var readyIndex = 0
  private var idColumn = -1

  init(_ lines: any TranscriptReader, shape: JSONShape, _ context: ReadingContext) {
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
    var row = RowBuffer()
    row.number = place.line
    row.byteOffset = place.byteOffset
    row.byteLength = place.byteLength
    row.problem = problem
    ready.append(row)
  }

  private func read(_ line: LineChunk.Line, _ chunk: LineChunk) {
    let place = chunk.reference(to: line)
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
    var base = Cells()
    var turns: JSONValue?
    gather(root, prefix: "", path: turnsPath[...], into: &base, &turns)
    guard !turnsPath.isEmpty else { return emit(base, place) }
    guard let turns, turns.isKind(.array) else {
      return addBroken(
        place, RecordProblem(.schema, path: turnsPath.joined(separator: "."), detail: "expected an array of turns"))
    }
    if places["id"] == nil,
      !base.values.keys.contains(where: { Field.of(name: names[$0], rules: context.options.columns) == .id })
    {
      base.set(column("id"), .text("\(place.line)"))
    }
    var elements = turns.children
    var isEmpty = true
    while !elements.isAtEnd {
      var cells = base
      var none: JSONValue?
      gather(elements.next(), prefix: turnsPath.joined(separator: ".") + "[]", path: [], into: &cells, &none)
      emit(cells, place)
      isEmpty = false
    }
    if isEmpty { addBroken(place, RecordProblem(.schema, path: turnsPath.joined(separator: "."), detail: "no turns")) }
  }

  private struct Cells {
    var values: [Int: Cell] = [:]
    mutating func set(_ column: Int, _ cell: Cell) { values[column] = cell }
  }

  private func column(_ name: String) -> Int {
    if let place = places[name] { return place }
    names.append(name)
    places[name] = names.count - 1
    return names.count - 1
  }

  private func gather(
    _ value: JSONValue, prefix: String, path: ArraySlice<String>, into cells: inout Cells, _ turns: inout JSONValue?
  ) {
    guard value.isKind(.object) else { return }
    var members = value.children
    while !members.isAtEnd {
      let name = members.next().string.text
      let member = members.next()
      let full = prefix.isEmpty ? name : "\(prefix).\(name)"
      if path.first == name {
        if path.count == 1 {
          turns = member
        } else {
          gather(member, prefix: full, path: path.dropFirst(), into: &cells, &turns)
        }
        continue
      }
      switch member.kind {
      case .object: gather(member, prefix: full, path: [], into: &cells, &turns)
      case .string: cells.set(column(full), .text(member.string.text))
      case .integer, .unsigned: cells.set(column(full), .text(member.integerText))
      case .double: cells.set(column(full), .number(member.number ?? 0))
      case .true: cells.set(column(full), .bool(true))
      case .false: cells.set(column(full), .bool(false))
      case .null, .array, .end: break
      }
    }
  }

  private func emit(_ cells: Cells, _ place: SourceReference) {
    var row = RowBuffer()
    row.number = place.line
    row.byteOffset = place.byteOffset
    row.byteLength = place.byteLength
    for index in names.indices { row.append(cells.values[index] ?? .empty) }
    ready.append(row)
  }
}
