/// One JSON record a line: canonical records, or records of another shape whose members are mapped.
struct JSONLinesFormat: TranscriptFormat {
  let name = "ndjson"

  func likelihood(of head: TextHead) -> Double {
    let text = head.text
    guard text.first == 0x7B else { return 0 }
    guard let end = text.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return 0.9 }
    if Self.isBalanced(text[..<end]) { return 1 }
    // The first line is broken, or the first of a record spread over several: the next line's beginning tells.
    let next = text[end...].drop { $0 == 0x0A || $0 == 0x0D }
    if next.first == 0x7B { return 1 }
    let hasRecord = next.split(separator: 0x0A).contains { line in
      line.first == 0x7B && line.count > 8 && Self.isBalanced(line)
    }
    return hasRecord || next.isEmpty ? 1 : 0.4
  }

  /// Whether every bracket of a line is closed on it.
  private static func isBalanced(_ line: ArraySlice<UInt8>) -> Bool {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for byte in line {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == 0x5C {
          isEscaped = true
        } else if byte == 0x22 {
          isInString = false
        }
        continue
      }
      switch byte {
      case 0x22: isInString = true
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D: depth -= 1
      default: break
      }
    }
    return depth == 0 && !isInString
  }

  func reader(_ source: TextSource, _ context: ReadingContext) throws(ToolError) -> any TranscriptReader {
    let shape = JSONShape(of: source.head, options: context.options)
    let lines = LineReader(source, context)
    if shape == .canonical { return lines }
    return try TableReader(rows: JSONRows(lines, shape: shape, context), file: source.file, context: context)
  }
}

/// Records in one JSON array, or one after the other spread over several lines.
struct JSONDocumentFormat: TranscriptFormat {
  let name = "json"

  func likelihood(of head: TextHead) -> Double {
    let text = head.text
    if text.first == 0x5B {
      let next = text.dropFirst().first { !$0.isJSONSpace }
      return next == 0x7B || next == 0x5D || (next == nil && head.isWhole) ? 1 : 0
    }
    guard text.first == 0x7B else { return 0 }
    let next = text.dropFirst().first { !$0.isJSONSpace }
    return next == 0x22 || next == 0x7D ? 0.8 : 0
  }

  func reader(_ source: TextSource, _ context: ReadingContext) throws(ToolError) -> any TranscriptReader {
    let shape = JSONShape(of: source.head, options: context.options)
    let records = JSONDocumentReader(source, context)
    if shape == .canonical { return records }
    return try TableReader(rows: JSONRows(records, shape: shape, context), file: source.file, context: context)
  }
}

/// How the records of a JSON input are built.
enum JSONShape: Equatable {
  /// Canonical records.
  case canonical
  /// Records whose members are read like the columns of a row.
  case flat
  /// Records whose turns are the objects of an array under this path.
  case nested(String)

  /// Tells the shape from the first record.
  init(of head: TextHead, options: ReadingOptions) {
    if let path = options.turnsPath {
      self = .nested(path)
      return
    }
    self = Self.withFirstRecord(of: head) { Self.shape(of: $0, options: options) } ?? .canonical
  }

  /// Gives the first record to `body`; of one that is longer than the head as much as is there.
  static func withFirstRecord<Result>(of head: TextHead, _ body: (JSONValue) -> Result?) -> Result? {
    guard let record = firstRecord(head) else { return nil }
    let block = ByteBlock(capacity: record.count)
    block.copy(from: record)
    block.pad(at: record.count)
    let parser = JSONParser()
    return unsafe block.withBytes(0..<record.count) { bytes in
      let root = unsafe try? parser.parse(bytes)
      return root.flatMap(body)
    }
  }

  private static func shape(of root: JSONValue, options: ReadingOptions) -> JSONShape? {
    guard root.isKind(.object) else { return nil }
    var flat = false
    var nested: String?
    var members = root.children
    while !members.isAtEnd {
      let name = members.next().string.text
      let value = members.next()
      if name == "turns", options.columns.isEmpty {
        return value.isKind(.array) && !hasTexts(value) && holdsTurns(value, options) ? .nested(name) : .canonical
      }
      let field = Field.of(name: name, rules: options.columns)
      if value.isKind(.string), field == .text { flat = true }
      if value.isKind(.array), nested == nil, holdsTurns(value, options) { nested = name }
    }
    if let nested { return .nested(nested) }
    if flat { return .flat }
    return turnsPath(in: root, options, depth: 4).map(JSONShape.nested)
  }

  /// Whether some of an array's first elements are objects with a member `text`, as canonical turns are.
  private static func hasTexts(_ list: JSONValue) -> Bool {
    var elements = list.children
    var count = 0
    while !elements.isAtEnd, count < 20 {
      count += 1
      let element = elements.next()
      guard element.isKind(.object) else { continue }
      var members = element.children
      while !members.isAtEnd {
        if members.next().string.text == "text" { return true }
        _ = members.next()
      }
    }
    return false
  }

  /// The path to the first list of turns, through objects and lists of conversations.
  private static func turnsPath(in value: JSONValue, _ options: ReadingOptions, depth: Int) -> String? {
    guard depth > 0, value.isKind(.object) else { return nil }
    // Conversations that are members, named by their identifiers: no path leads to all of them.
    var lists = 0
    var all = value.children
    while !all.isAtEnd {
      _ = all.next()
      let member = all.next()
      if member.isKind(.array), holdsTurns(member, options) { lists += 1 }
    }
    if lists > 1 { return nil }
    var members = value.children
    while !members.isAtEnd {
      let name = members.next().string.text
      let member = members.next()
      if name.contains(".") || name.contains("[]") { continue }
      if member.isKind(.object), let inner = turnsPath(in: member, options, depth: depth - 1) {
        return "\(name).\(inner)"
      }
      guard member.isKind(.array) else { continue }
      if holdsTurns(member, options) { return name }
      var elements = member.children
      if !elements.isAtEnd, let inner = turnsPath(in: elements.next(), options, depth: depth - 1) {
        return "\(name)[].\(inner)"
      }
    }
    return nil
  }

  /// Whether an array's first elements are turns: objects with a text and a speaker or time, or pairs of role and text.
  ///
  /// Calls begin with events that have no text, so that more than the first element is looked at.
  private static func holdsTurns(_ list: JSONValue, _ options: ReadingOptions) -> Bool {
    var roles = RoleFinder(map: options.roles)
    var elements = list.children
    var count = 0
    while !elements.isAtEnd, count < 20 {
      count += 1
      let element = elements.next()
      if element.isKind(.object) {
        if isTurn(element, options) { return true }
      } else if element.isKind(.array) {
        var parts = element.children
        guard !parts.isAtEnd else { return false }
        let first = parts.next()
        guard !parts.isAtEnd, first.isKind(.string), parts.next().isKind(.string), parts.isAtEnd else { return false }
        if roles.role(ofWord: ArraySlice(first.string.text.utf8)) != .unknown { return true }
      } else {
        return false
      }
    }
    return false
  }

  private static func isTurn(_ element: JSONValue, _ options: ReadingOptions) -> Bool {
    var hasText = false
    var hasPlace = false
    var members = element.children
    while !members.isAtEnd {
      let name = members.next().string.text
      let value = members.next()
      switch Field.of(name: name, rules: options.columns) {
      case .text?: if value.isKind(.string) { hasText = true }
      case .role?, .speaker?, .speakerName?, .agent?, .customer?, .time?, .offset?: hasPlace = true
      default: break
      }
    }
    return hasText && hasPlace
  }

  /// The text of the first object, or `nil` if there is none; one that the head cuts off ends at its last comma.
  private static func firstRecord(_ head: TextHead) -> [UInt8]? {
    var text = head.text
    if text.first == 0x5B { text = text.dropFirst().drop { $0.isJSONSpace } }
    guard text.first == 0x7B else { return nil }
    var open: [UInt8] = []
    var cut: (end: Int, closing: [UInt8])?
    var isInString = false
    var index = text.startIndex
    while index < text.endIndex {
      switch text[index] {
      case 0x22: isInString.toggle()
      case 0x5C where isInString: index += 1
      case _ where isInString: break
      case 0x7B: open.append(0x7D)
      case 0x5B: open.append(0x5D)
      case 0x2C: cut = (index, open)
      case 0x7D, 0x5D:
        _ = open.popLast()
        if open.isEmpty { return Array(text[text.startIndex...index]) }
      default: break
      }
      index += 1
    }
    guard !head.isWhole, let cut else { return nil }
    return text[text.startIndex..<cut.end] + cut.closing.reversed()
  }
}
