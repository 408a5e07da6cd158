internal import TextAnalysis
internal import Transcripts

/// The rows of a table of true values: product, field, value, unit, valid_from, valid_to.
struct FactTable {
  static let columns: [Parameter] = [
    Parameter("product", .text, required: true, "The product, as the contact's metadata names it."),
    Parameter("field", .text, required: true, "The field."),
    Parameter("value", .text, required: true, "The true value."),
    Parameter("unit", .text, "Its unit, unless the value has it: %, 元, 天."),
    Parameter("valid_from", .text, "First day, YYYY-MM-DD."),
    Parameter("valid_to", .text, "Last day, YYYY-MM-DD."),
    Parameter("note", .text, "For people."),
  ]

  var rows: [Arguments] = []

  /// Reads the rows a rulebook gives, or reports what is wrong with them.
  init?(_ node: YAMLNode, _ compiler: RuleCompiler) {
    guard case .sequence(let items) = node.kind, !items.isEmpty else {
      if node.text == nil || !compiler.log.hasErrors {
        compiler.log.error("the table has no rows", at: node.location)
      }
      return nil
    }
    rows = items.map { Arguments($0, Self.columns, of: "a row of the table", log: compiler.log) }
  }

  /// The values of one field by folded product, all of one kind.
  func values(
    of field: String, at location: RulebookLocation, _ compiler: RuleCompiler
  ) -> (byProduct: [[UInt8]: [Fact.Value]], kind: NumberKind)? {
    var result: [[UInt8]: [Fact.Value]] = [:]
    var kind: NumberKind?
    for row in rows where row.text("field") == field {
      guard let product = row.text("product"), let text = row.text("value") else { return nil }
      let folded = compiler.folder.fold(text + (row.text("unit") ?? ""))
      let numbers = NumberReader.numbers(in: folded)
      guard numbers.count == 1, let number = numbers.first, number.range.count == folded.count else {
        compiler.log.error(
          "'\(text)' is no value", at: row.location(of: "value"), hint: "a number, with its unit here or under unit")
        return nil
      }
      if let kind, kind != number.kind {
        compiler.log.error(
          "the values of '\(field)' are of two kinds: \(kind.rawValue) and \(number.kind.rawValue)",
          at: row.location(of: "value"), hint: "give all of them the same unit")
        return nil
      }
      kind = number.kind
      guard let from = day("valid_from", row, 0, compiler), let to = day("valid_to", row, Int.max, compiler) else {
        return nil
      }
      result[compiler.folder.fold(product), default: []].append(Fact.Value(from: from, to: to, value: number.value))
    }
    guard let kind else {
      let known = Set(rows.compactMap { $0.text("field") }).sorted()
      compiler.log.error(
        "the table has no field '\(field)'", at: location,
        hint: Nearest.hint(for: field, among: known) ?? "its fields are \(known.joined(separator: ", "))")
      return nil
    }
    return (result, kind)
  }

  private func day(_ key: String, _ row: Arguments, _ missing: Int, _ compiler: RuleCompiler) -> Int? {
    guard let text = row.text(key), !text.isEmpty else { return missing }
    if let value = NumberBound.value(of: text, kind: .date, folder: compiler.folder) { return Int(value) }
    compiler.log.error("'\(key)' must be a day such as 2026-01-31", at: row.location(of: key))
    return nil
  }
}

/// Puts the rows of table files in place of their names, so that a rulebook is whole before it is merged.
struct FactFiles {
  let sources: RulebookSources
  let directory: String?
  let log: DiagnosticLog

  /// The rulebook with every `fact: { table: file }` replaced by the file's rows.
  func resolve(_ root: YAMLNode, files: inout [(name: String, text: String)]) -> YAMLNode {
    guard case .mapping(var entries) = root.kind, let index = entries.firstIndex(where: { $0.key == "rules" }),
      case .sequence(var rules) = entries[index].value.kind, rules.contains(where: { mentionsFact($0, 0) })
    else { return root }
    for position in rules.indices { rules[position] = walk(rules[position], 0, &files) }
    entries[index].value.kind = .sequence(rules)
    return YAMLNode(kind: .mapping(entries), location: root.location)
  }

  private func mentionsFact(_ node: YAMLNode, _ depth: Int) -> Bool {
    depth < 4 && node.entries.contains { $0.key == "fact" || mentionsFact($0.value, depth + 1) }
  }

  private func walk(_ node: YAMLNode, _ depth: Int, _ files: inout [(name: String, text: String)]) -> YAMLNode {
    guard depth < 4, case .mapping(var entries) = node.kind else { return node }
    for index in entries.indices {
      if entries[index].key == "fact", case .mapping(var arguments) = entries[index].value.kind {
        for position in arguments.indices
        where arguments[position].key == "table" && arguments[position].value.text != nil {
          arguments[position].value = read(arguments[position].value, &files)
        }
        entries[index].value.kind = .mapping(arguments)
      } else {
        entries[index].value = walk(entries[index].value, depth + 1, &files)
      }
    }
    return YAMLNode(kind: .mapping(entries), location: node.location)
  }

  private func read(_ node: YAMLNode, _ files: inout [(name: String, text: String)]) -> YAMLNode {
    let name = node.text ?? ""
    guard !name.isEmpty, !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
      log.error("a table lies beside its rulebook: '\(name)'", at: node.location)
      return node
    }
    guard let text = directory.map({ sources.readFile($0 + name) }) ?? sources.readBundled(name) else {
      log.error("the table '\(name)' cannot be read", at: node.location)
      return node
    }
    log.register(file: name, text: text)
    files.append((name, text))
    let table = DelimitedText(text)
    guard let head = table.rows.first else {
      log.error("the table '\(name)' is empty", at: node.location)
      return node
    }
    let rows = table.rows.dropFirst().filter { !$0.cells.allSatisfy(\.isEmpty) }.map { row in
      let place = RulebookLocation(file: name, line: row.line, column: 1)
      let cells = zip(head.cells, row.cells).filter { !$0.isEmpty && !$1.isEmpty }
      return YAMLNode(
        kind: .mapping(
          cells.map {
            .init(
              key: $0, keyLocation: RulebookLocation(file: name, line: head.line, column: 1),
              value: YAMLNode(kind: .scalar($1, isPlain: false), location: place))
          }), location: place)
    }
    return YAMLNode(kind: .sequence(rows), location: node.location)
  }
}
