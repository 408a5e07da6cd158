public import Transcripts

/// A rulebook made from sheets: its YAML, the word files beside it, and what people should know.
public struct ImportedRulebook: Sendable {
  /// The rulebook.
  public var yaml: String
  /// Files beside it, as relative path and text.
  public var files: [(path: String, text: String)]
  /// What was noticed: doubled words, words of one character, unknown levels.
  public var notes: [String]
  /// Words in all lexicons.
  public var wordCount: Int
  /// Rules.
  public var ruleCount: Int
}

/// Everything that is wrong in some sheets.
public struct SheetProblems: Error {
  /// The problems, in order of sheet and row.
  public var problems: [ToolError]
}

/// Turns sheets (词库, 规则, 评分项, 用例, 设置) into a rulebook.
public struct RulebookImport {
  let path: String
  let sheets: [SheetFile]
  let identifier: String
  let isChinese: Bool
  var problems: [ToolError] = []

  /// Prepares an import.
  ///
  /// - Parameters:
  ///   - path: What errors call the source.
  ///   - sheets: Its sheets.
  ///   - identifier: The rulebook's id, unless the sheets give one.
  ///   - isChinese: Whether generated words are Chinese.
  public init(path: String, sheets: [SheetFile], identifier: String, isChinese: Bool) {
    self.path = path
    self.sheets = sheets
    self.identifier = identifier
    self.isChinese = isChinese
  }

  /// The rulebook, or everything that is wrong with the sheets.
  public mutating func run() throws -> ImportedRulebook {
    let rules = sheet(SheetLayout.rules)
    // A book may have settings and no rules of its own: everything comes from the books it extends.
    guard rules != nil || sheet(SheetLayout.settings) != nil else {
      return try WordListImport(
        path: path, sheet: wordSheet(), identifier: identifier, isChinese: isChinese
      ).run()
    }
    var book = ""
    let settings = self.settings()
    func put(_ key: String, _ value: String?) {
      if let value, !value.isEmpty { book += "\(key): \(YAMLText.scalar(value))\n" }
    }
    put("rulebook", settings["rulebook"] ?? identifier)
    for key in ["version", "language", "title", "description"] { put(key, settings[key]) }
    if let parents = settings["extends"], !parents.isEmpty {
      book += "extends: \(YAMLText.flow(CellList.parts(parents)))\n"
    }
    let (lexicons, files, words) = lexicons()
    if !lexicons.isEmpty { book += "\nlexicons:\n" + lexicons }
    var count = 0
    if let rules {
      let (text, found) = self.rules(rules, tests())
      count = found
      if found > 0 { book += "\nrules:\n" + text }
    }
    book += scorecard(settings)
    if !problems.isEmpty { throw SheetProblems(problems: problems) }
    return ImportedRulebook(yaml: book, files: files, notes: [], wordCount: words, ruleCount: count)
  }

  // MARK: Sheets

  func sheet(_ layout: SheetLayout.Sheet) -> SheetFile? {
    sheets.first { sheet in layout.names.contains { $0.lowercased() == sheet.name.lowercased() } }
  }

  private func wordSheet() throws -> SheetFile {
    let column = SheetLayout.words.columns[1].names
    if let named = sheet(SheetLayout.words) { return named }
    if let headed = sheets.first(where: { $0.column(column) != nil }) { return headed }
    if let first = sheets.first { return first }
    throw SheetProblems(problems: [
      ToolError("E-SHEET-EMPTY", file: path, what: "no sheet has a row", exitCode: .inputRefused)
    ])
  }

  mutating func problem(
    _ sheet: SheetFile, _ row: SheetFile.Row?, _ column: String, _ what: String, _ how: String? = nil
  ) {
    problems.append(
      ToolError(
        "E-SHEET", file: path, line: row?.line ?? sheet.headLine,
        what: "sheet \(sheet.name), column \(heading(column, of: sheet)): \(what)", how: how ?? "",
        exitCode: .inputRefused))
  }

  /// What the sheet calls a column.
  private func heading(_ key: String, of sheet: SheetFile) -> String {
    for column in SheetLayout.all.flatMap(\.columns) where column.names.contains(key) {
      if let index = sheet.column(column.names) { return sheet.head[index] }
    }
    return key
  }

  /// The columns of a sheet by key; unknown headings are reported, since their cells would be lost.
  mutating func columns(_ sheet: SheetFile, _ layout: SheetLayout.Sheet, required: [String]) -> [String: Int] {
    var columns: [String: Int] = [:]
    for column in layout.columns { columns[column.key] = sheet.column(column.names) }
    for key in required where columns[key] == nil {
      problem(
        sheet, nil, key, "the sheet has no such column", "headings: \(layout.columns.map(\.zh).joined(separator: " "))")
    }
    for (index, head) in sheet.head.enumerated() where !head.isEmpty && !columns.values.contains(index) {
      problem(
        sheet, nil, head, "no such column is known",
        Nearest.hint(for: head, among: layout.columns.flatMap(\.names)) ?? "leave it out, or call it 备注 in 词库")
    }
    return columns
  }

  private mutating func settings() -> [String: String] {
    guard let sheet = sheet(SheetLayout.settings) else { return [:] }
    var values: [String: String] = [:]
    for row in sheet.rows where !row[0].isEmpty { values[row[0]] = row[1] }
    // A sheet without headings begins with its first setting.
    if sheet.head.count > 1, sheet.head[0] != "key", sheet.head[0] != "项" { values[sheet.head[0]] = sheet.head[1] }
    return values
  }

  // MARK: Lexicons

  private mutating func lexicons() -> (text: String, files: [(path: String, text: String)], words: Int) {
    guard let sheet = sheet(SheetLayout.words) else { return ("", [], 0) }
    let columns = columns(sheet, SheetLayout.words, required: ["word"])
    func cell(_ row: SheetFile.Row, _ key: String) -> String { columns[key].map { row[$0] } ?? "" }
    var names: [String] = []
    var rows: [String: [SheetFile.Row]] = [:]
    for row in sheet.rows where !cell(row, "word").isEmpty {
      let name = cell(row, "lexicon").isEmpty ? "words" : cell(row, "lexicon")
      if rows[name] == nil { names.append(name) }
      rows[name, default: []].append(row)
    }
    var text = ""
    var files: [(path: String, text: String)] = []
    for (index, name) in names.enumerated() {
      let mine = rows[name] ?? []
      let isDetailed = mine.contains { row in ["level", "category", "note"].contains { !cell(row, $0).isEmpty } }
      let changes = mine.contains { !cell($0, "op").isEmpty }
      if changes {
        func words(_ op: String) -> [String] {
          mine.filter { SheetLayout.value(cell($0, "op"), of: "op") == op }.map { cell($0, "word") }
        }
        let parts = [("any", ""), ("any+", "any+"), ("any-", "any-")].compactMap { key, op -> String? in
          let list = words(op)
          return list.isEmpty ? nil : "\(key): \(YAMLText.flow(list))"
        }
        text += "  \(YAMLText.scalar(name)): { \(parts.joined(separator: ", ")) }\n"
      } else if isDetailed {
        let isSafe = name.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
        let file = "lexicons/\(isSafe ? name : "words-\(index + 1)").tsv"
        text += "  \(YAMLText.scalar(name)): { file: \(YAMLText.scalar(file)) }\n"
        var lines = "word\tlevel\tcategory\tnote\n"
        for row in mine {
          lines +=
            ["word", "level", "category", "note"].map { WordListImport.field(cell(row, $0)) }
            .joined(separator: "\t").trimmedTabs + "\n"
        }
        files.append((file, lines))
      } else {
        text += "  \(YAMLText.scalar(name)): \(YAMLText.flow(mine.map { cell($0, "word") }))\n"
      }
    }
    return (text, files, rows.values.reduce(0) { $0 + $1.count })
  }

  // MARK: Rules

  private mutating func rules(_ sheet: SheetFile, _ tests: [String: [String]]) -> (text: String, count: Int) {
    let columns = columns(sheet, SheetLayout.rules, required: ["id"])
    var text = ""
    var seen: Set<String> = []
    for row in sheet.rows {
      func cell(_ key: String) -> String { columns[key].map { row[$0] } ?? "" }
      let id = cell("id")
      guard !id.isEmpty else {
        problem(sheet, row, "编号", "the rule has no id")
        continue
      }
      guard seen.insert(id).inserted else {
        problem(sheet, row, "编号", "the rule '\(id)' stands twice")
        continue
      }
      text += "  - id: \(YAMLText.scalar(id))\n"
      func put(_ key: String, _ value: String) {
        if !value.isEmpty { text += "    \(key): \(YAMLText.scalar(value))\n" }
      }
      put("title", cell("title"))
      for key in ["status", "severity", "class", "as"] {
        put(key, checked(cell(key), key, RulebookGrammar.rule, sheet, row))
      }
      put("over", checked(cell("over"), "over", RulebookGrammar.rule, sheet, row))
      if !cell("other").isEmpty {
        if let other = FlowYAML.read(cell("other")), case .mapping(let entries) = other.kind {
          for entry in entries { text += "    \(YAMLText.scalar(entry.key)): \(YAMLText.flow(entry.value))\n" }
        } else {
          problem(sheet, row, "其他", "it is no YAML mapping", "for example { tags: [退款] }")
        }
      }
      text += condition(sheet, row, columns)
      put("when", cell("when"))
      put("message", cell("message"))
      put("false_positives", cell("false_positives"))
      if let mine = tests[id] { text += "    tests:\n" + mine.map { "      - \($0)\n" }.joined() }
    }
    for id in tests.keys.sorted() where !seen.contains(id) {
      if let cases = self.sheet(SheetLayout.tests) {
        problem(cases, nil, "规则", "no rule is named '\(id)'", Nearest.hint(for: id, among: seen.sorted()))
      }
    }
    return (text, seen.count)
  }

  private mutating func checked(
    _ cell: String, _ key: String, _ parameters: [Parameter], _ sheet: SheetFile, _ row: SheetFile.Row
  ) -> String {
    guard !cell.isEmpty else { return "" }
    let value = SheetLayout.value(cell, of: key)
    if case .choice(let words)? = parameters.first(where: { $0.name == key })?.type, !words.contains(value) {
      let known = words + (SheetLayout.values[key]?.map(\.zh) ?? [])
      problem(
        sheet, row, key, "it cannot be '\(cell)'",
        Nearest.hint(for: cell, among: known) ?? "one of \(known.joined(separator: ", "))")
    }
    return value
  }

  private mutating func condition(_ sheet: SheetFile, _ row: SheetFile.Row, _ columns: [String: Int]) -> String {
    func cell(_ key: String) -> String { columns[key].map { row[$0] } ?? "" }
    let judge = SheetLayout.value(cell("judge"), of: "judge")
    if !judge.isEmpty, !["forbid", "require", "find"].contains(judge) {
      problem(sheet, row, "判断", "it cannot be '\(cell("judge"))'", "禁止, 必须 or 组合")
      return ""
    }
    let simple = ["role", "in", "lexicon", "any", "exclude", "negation", "quotation"]
    if !cell("condition").isEmpty {
      guard let body = FlowYAML.read(cell("condition")), case .mapping(let entries) = body.kind else {
        problem(sheet, row, "条件", "it is no YAML mapping", "for example { keyword: { any: [保本] }, role: agent }")
        return ""
      }
      if let other = simple.first(where: { !cell($0).isEmpty }) {
        problem(sheet, row, other, "it stands beside 条件, which says everything", "empty one of them")
      }
      let key = judge.isEmpty ? "forbid" : judge
      return "    \(key):\n" + entries.map { "      \(YAMLText.scalar($0.key)): \(YAMLText.flow($0.value))\n" }.joined()
    }
    guard simple.contains(where: { !cell($0).isEmpty }) || !judge.isEmpty else { return "" }
    var keyword: [String] = []
    if !cell("lexicon").isEmpty {
      let names = CellList.parts(cell("lexicon"))
      keyword.append("lexicon: \(names.count == 1 ? YAMLText.scalar(names[0]) : YAMLText.flow(names))")
    }
    if !cell("any").isEmpty { keyword.append("any: \(YAMLText.flow(CellList.parts(cell("any"))))") }
    if keyword.isEmpty {
      problem(sheet, row, "词语", "the rule has neither 词语 nor 词库 nor 条件")
      return ""
    }
    var text = "    \(judge.isEmpty ? "forbid" : judge):\n      keyword: { \(keyword.joined(separator: ", ")) }\n"
    if !cell("role").isEmpty {
      let roles = CellList.parts(cell("role")).map { SheetLayout.value($0, of: "role") }
      for role in roles where Role(name: role) == nil && role != "any" {
        problem(sheet, row, "角色", "no role is named '\(role)'", "坐席, 客户, 机器人, 主管, 系统 or 任何人")
      }
      text += "      role: \(roles.count == 1 ? YAMLText.scalar(roles[0]) : YAMLText.flow(roles))\n"
    }
    if !cell("in").isEmpty { text += "      in: \(YAMLText.scalar(cell("in")))\n" }
    if !cell("exclude").isEmpty { text += "      exclude: \(YAMLText.flow(CellList.parts(cell("exclude"))))\n" }
    for key in ["negation", "quotation"] {
      let value = checked(cell(key), key, Scope.parameters, sheet, row)
      if !value.isEmpty { text += "      \(key): \(value)\n" }
    }
    return text
  }

  // MARK: Tests

  /// The tests of every rule as YAML on one line each.
  private mutating func tests() -> [String: [String]] {
    guard let sheet = sheet(SheetLayout.tests) else { return [:] }
    let columns = columns(sheet, SheetLayout.tests, required: ["rule", "expect", "talk"])
    var tests: [String: [String]] = [:]
    for row in sheet.rows {
      func cell(_ key: String) -> String { columns[key].map { row[$0] } ?? "" }
      guard !cell("rule").isEmpty else {
        problem(sheet, row, "规则", "the test names no rule")
        continue
      }
      var parts: [String] = []
      if !cell("name").isEmpty { parts.append("name: \(YAMLText.scalar(cell("name")))") }
      parts.append("expect: \(checked(cell("expect"), "expect", RulebookGrammar.test, sheet, row))")
      let kind = checked(cell("kind"), "kind", RulebookGrammar.test, sheet, row)
      if !kind.isEmpty { parts.append("kind: \(kind)") }
      for key in ["at", "times", "ends"] where !cell(key).isEmpty {
        parts.append("\(key): \(YAMLText.flow(CellList.parts(cell(key).replacingCommas)))")
      }
      if !cell("starts").isEmpty { parts.append("starts: \(YAMLText.scalar(cell("starts")))") }
      if !cell("span").isEmpty { parts.append("span: \(YAMLText.scalar(cell("span")))") }
      let metadata = CellList.pairs(cell("metadata"))
      if !metadata.isEmpty {
        parts.append(
          "metadata: { "
            + metadata.map {
              let values = $0.1.split(separator: "|").map(String.init)
              return "\(YAMLText.scalar($0.0)): \(values.count > 1 ? YAMLText.flow(values) : YAMLText.scalar($0.1))"
            }.joined(separator: ", ") + " }")
      }
      if SheetLayout.value(cell("todo"), of: "todo") == "true" { parts.append("todo: true") }
      let lines =
        cell("talk").hasPrefix("[\"")
        ? CellList.parts(cell("talk")) : cell("talk").textLines.map(\.trimmedBlank).filter { !$0.isEmpty }
      for line in lines where Talk.split(line) == nil {
        problem(sheet, row, "对话", "a line is 'speaker: text'", "坐席: 您好")
        break
      }
      parts.append("talk: [" + lines.map(YAMLText.quoted).joined(separator: ", ") + "]")
      tests[cell("rule"), default: []].append("{ \(parts.joined(separator: ", ")) }")
    }
    return tests
  }
}

extension String {
  /// Commas as semicolons, for lists of numbers.
  fileprivate var replacingCommas: String { String(map { $0 == "," || $0 == "，" ? ";" : $0 }) }

  /// The text without tabs at its end.
  var trimmedTabs: String {
    var rest = self[...]
    while rest.last == "\t" { rest.removeLast() }
    return String(rest)
  }
}
