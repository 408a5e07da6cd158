internal import Yams

/// Reads mapping files: YAML that says what the parts of an export hold.
///
/// ```yaml
/// format: csv             # a format's name; optional
/// shape: turns            # turns, conversation, note, review
/// turns: data.messages    # JSON: where the turns are; a name with [] is a list of conversations
/// participants: {at: data.people, id: uid, role: kind, name: nick}   # JSON: who the speakers are
/// columns: {正文: text, 流水号: id, payload.ts: time}
/// lines: '^(?<time>\S+ \S+) \[(?<name>[^\]]+)\] (?<text>.*)$'
/// roles: {小林: agent, A: customer}
/// time: {unit: ms, zone: Asia/Shanghai, order: dmy}
/// encoding: gb18030
/// group: true
/// ```
public enum MappingFile {
  private static let largest = 1 << 20

  /// Reads a mapping file.
  ///
  /// - Throws: `E-MAPPING` (78) with the line where it is wrong, and what reading throws.
  public static func read(_ file: InputFile) throws(ToolError) -> ReadingOptions {
    let bytes = try file.contents(limit: largest)
    return try parse(String(decoding: bytes, as: UTF8.self), name: file.name)
  }

  /// Reads the text of a mapping file.
  public static func parse(_ text: String, name: String) throws(ToolError) -> ReadingOptions {
    var reader = MappingReader(file: name)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw reader.error(error)
    } catch {
      throw reader.problem("not YAML", at: nil)
    }
    guard let root else { return ReadingOptions() }
    try reader.read(root)
    return reader.options
  }
}

/// Walks the tree of a mapping file.
private struct MappingReader {
  let file: String
  var options = ReadingOptions()

  mutating func read(_ root: Node) throws(ToolError) {
    for (key, value) in try members(root, "the file") {
      switch key.text {
      case "format": options.format = try scalar(value)
      case "shape":
        guard let shape = TableShape(rawValue: try scalar(value)) else {
          throw problem("shape is turns, conversation, note or review", at: value)
        }
        options.shape = shape
      case "turns": options.turnsPath = try scalar(value)
      case "participants": options.participants = try participants(value)
      case "columns":
        for (name, field) in try members(value, "columns") {
          options.columns.append(ColumnRule(source: name.text, field: Field(word: try scalar(field))))
        }
      case "lines":
        do throws(ToolError) {
          options.linePattern = try LinePattern(try scalar(value))
        } catch {
          throw problem(error.what, at: value)
        }
        if options.format == nil { options.format = "text" }
      case "roles":
        for (name, role) in try members(value, "roles") {
          guard let known = Role(name: try scalar(role)) else { throw problem("no role of this name", at: role) }
          options.roles.add(name.text, known)
        }
      case "time": try readTime(value)
      case "encoding":
        guard let encoding = TextEncoding(name: try scalar(value)) else { throw problem("no such encoding", at: value) }
        options.encoding = encoding
      case "encoding_fallback":
        guard let encoding = TextEncoding(name: try scalar(value)) else { throw problem("no such encoding", at: value) }
        options.encodingFallback = encoding
      case "group": options.groupsRows = try scalar(value) == "true"
      default:
        throw problem(
          "unknown key; known are format, shape, turns, participants, columns, lines, roles, time, encoding, encoding_fallback, group",
          at: key.node)
      }
    }
    // A text column of one conversation a row keeps its format.
    if options.shape == .conversation, options.format == "text" { options.format = nil }
  }

  private func participants(_ node: Node) throws(ToolError) -> ParticipantRule {
    var rule = ParticipantRule(path: "")
    for (key, value) in try members(node, "participants") {
      switch key.text {
      case "at": rule.path = try scalar(value)
      case "id": rule.id = try scalar(value)
      case "role": rule.role = try scalar(value)
      case "name": rule.name = try scalar(value)
      default: throw problem("unknown key; known are at, id, role, name", at: key.node)
      }
    }
    if rule.path.isEmpty { throw problem("participants needs at: where the list is", at: node) }
    return rule
  }

  private mutating func readTime(_ node: Node) throws(ToolError) {
    for (key, value) in try members(node, "time") {
      let word = try scalar(value)
      switch key.text {
      case "unit":
        guard let unit = TimeUnit(rawValue: word) else { throw problem("unit is s, ms, us, ns or days", at: value) }
        options.timeUnit = unit
      case "zone":
        guard let zone = ClockZone(name: word) else { throw problem("no such time zone", at: value) }
        options.timeZone = zone
      case "order":
        guard let order = DateOrder(rawValue: word) else { throw problem("order is ymd, dmy or mdy", at: value) }
        options.dateOrder = order
      default: throw problem("unknown key; known are unit, zone, order", at: key.node)
      }
    }
  }

  private func members(
    _ node: Node, _ place: String
  ) throws(ToolError) -> [(key: (text: String, node: Node), value: Node)] {
    guard case .mapping(let mapping) = node else { throw problem("\(place) must be a mapping", at: node) }
    var found: [(key: (text: String, node: Node), value: Node)] = []
    for (key, value) in mapping { found.append(((try scalar(key), key), value)) }
    return found
  }

  private func scalar(_ node: Node) throws(ToolError) -> String {
    guard case .scalar(let scalar) = node else { throw problem("a single value is expected", at: node) }
    return scalar.string
  }

  func problem(_ what: String, at node: Node?) -> ToolError {
    ToolError("E-MAPPING", file: file, line: node?.mark?.line, what: what, exitCode: .configuration)
  }

  func error(_ error: YamlError) -> ToolError {
    // The library's own texts quote the file and are not shown.
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      ToolError("E-MAPPING", file: file, line: mark.line, what: "not YAML", exitCode: .configuration)
    default: ToolError("E-MAPPING", file: file, what: "not YAML", exitCode: .configuration)
    }
  }
}
