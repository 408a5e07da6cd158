internal import Transcripts

/// A sheet to be written: its name and its rows, the headings first.
public struct WrittenSheet: Sendable, Hashable {
  /// The sheet's name.
  public var name: String
  /// The rows.
  public var rows: [[String]]
}

/// Turns a rulebook file into sheets (设置, 词库, 规则, 评分项, 用例); what it inherits stays with its parents.
public struct RulebookExport {
  private let sources: RulebookSources
  private let isChinese: Bool

  /// Prepares an export.
  ///
  /// - Parameter isChinese: Whether headings and values are Chinese.
  public init(sources: RulebookSources, isChinese: Bool) {
    self.sources = sources
    self.isChinese = isChinese
  }

  /// The sheets of a rulebook given as text; its word files lie in `directory`, or among the bundled ones.
  ///
  /// - Throws: ``RulebookError`` with every mistake found.
  public func sheets(text: String, name: String, directory: String?) throws -> [WrittenSheet] {
    let log = DiagnosticLog()
    guard let root = YAMLReader.read(text, file: name, log: log), case .mapping = root.kind, !log.hasErrors else {
      throw RulebookError(diagnostics: log.diagnostics)
    }
    if let changes = root["scorecard"]?["sections+"] {
      log.error(
        "changes to an inherited scorecard have no place in sheets", at: changes.location,
        hint: "write sections: in this book, or leave them out for the export")
    }
    let sheets = [
      settings(root), try lexicons(root, directory, log), rules(root), items(root), tests(root),
    ].compactMap { $0 }
    if log.hasErrors { throw RulebookError(diagnostics: log.diagnostics) }
    return sheets
  }

  private func sheet(_ layout: SheetLayout.Sheet, _ records: [[String: String]]) -> WrittenSheet? {
    guard !records.isEmpty else { return nil }
    let columns = layout.columns
    let head = columns.map { isChinese ? $0.zh : $0.key }
    let rows = records.map { record in
      columns.map { column in
        SheetLayout.cell(record[column.key] ?? "", of: column.key, chinese: isChinese)
      }
    }
    return WrittenSheet(name: isChinese ? layout.zh : layout.key, rows: [head] + rows)
  }

  private func text(_ node: YAMLNode?) -> String { node?.text ?? "" }

  private func settings(_ root: YAMLNode) -> WrittenSheet? {
    var records: [[String: String]] = []
    func put(_ key: String, _ value: String) { if !value.isEmpty { records.append(["key": key, "value": value]) } }
    for key in ["rulebook", "version", "language", "title", "description"] { put(key, text(root[key])) }
    put("extends", CellList.cell(root["extends"]?.elements.compactMap(\.text) ?? []).emptyList)
    let card = root["scorecard"]
    for key in ["unit", "mode", "base", "pass", "floor", "bonus_cap"] { put(key, text(card?[key])) }
    put("bands", pairs(card?["bands"]))
    put("not_scorable", CellList.cell(card?["not_scorable"]?.elements.compactMap(\.text) ?? []).emptyList)
    return sheet(SheetLayout.settings, records)
  }

  private func pairs(_ node: YAMLNode?) -> String {
    (node?.entries ?? []).map { "\($0.key)=\($0.value.text ?? "")" }.joined(separator: "；")
  }

  private func lexicons(_ root: YAMLNode, _ directory: String?, _ log: DiagnosticLog) throws -> WrittenSheet? {
    var records: [[String: String]] = []
    for entry in root["lexicons"]?.entries ?? [] {
      func add(_ words: [YAMLNode], op: String = "") {
        for word in words { records.append(["lexicon": entry.key, "word": word.text ?? "", "op": op]) }
      }
      guard case .mapping = entry.value.kind else {
        add(entry.value.elements)
        continue
      }
      if let file = entry.value["file"]?.text {
        guard let content = directory.map({ sources.readFile($0 + file) }) ?? sources.readBundled(file) else {
          log.error("the lexicon file '\(file)' cannot be read", at: entry.value.location)
          continue
        }
        let categories = Set(entry.value["category"]?.elements.compactMap(\.text) ?? [])
        let levels = Set(entry.value["level"]?.elements.compactMap(\.text) ?? [])
        let removed = Set(entry.value["any-"]?.elements.compactMap(\.text) ?? [])
        var isHead = true
        for line in content.textLines where !line.isEmpty && !line.hasPrefix("#") {
          let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
          defer { isHead = false }
          if isHead, fields[0] == "word" { continue }
          func field(_ index: Int) -> String { index < fields.count ? fields[index].trimmedBlank : "" }
          guard categories.isEmpty || categories.contains(field(2)), levels.isEmpty || levels.contains(field(1)),
            !removed.contains(field(0)), !field(0).isEmpty
          else { continue }
          records.append([
            "lexicon": entry.key, "word": field(0), "level": field(1), "category": field(2), "note": field(3),
          ])
        }
        for key in ["any", "any+"] {
          add((entry.value[key]?.elements ?? []).filter { !removed.contains($0.text ?? "") })
        }
      } else {
        add(entry.value["any"]?.elements ?? [])
        add(entry.value["any+"]?.elements ?? [], op: "any+")
        add(entry.value["any-"]?.elements ?? [], op: "any-")
      }
    }
    return sheet(SheetLayout.words, records)
  }

  private func rules(_ root: YAMLNode) -> WrittenSheet? {
    let direct = ["id", "title", "status", "severity", "class", "as", "over", "when", "message", "false_positives"]
    let records = (root["rules"]?.elementsOfList ?? []).map { rule in
      var record: [String: String] = [:]
      for key in direct { record[key] = text(rule[key]) }
      for judge in ["forbid", "require", "find"] {
        guard let body = rule[judge] else { continue }
        record["judge"] = judge
        if judge == "find" || !simple(body, &record) { record["condition"] = YAMLText.flow(body) }
      }
      let rest = rule.entries.filter {
        !direct.contains($0.key) && !["forbid", "require", "find", "tests"].contains($0.key)
      }
      if !rest.isEmpty {
        record["other"] = YAMLText.flow(YAMLNode(kind: .mapping(rest), location: rule.location))
      }
      return record
    }
    return sheet(SheetLayout.rules, records)
  }

  /// Fills the simple columns if they can say everything about the condition.
  private func simple(_ body: YAMLNode, _ record: inout [String: String]) -> Bool {
    guard let keyword = body["keyword"], case .mapping(let arguments) = keyword.kind, !arguments.isEmpty,
      body.entries.allSatisfy({ ["keyword", "role", "in", "exclude", "negation", "quotation"].contains($0.key) }),
      arguments.allSatisfy({ ["any", "lexicon"].contains($0.key) && !$0.value.elements.compactMap(\.text).isEmpty })
    else { return false }
    func list(_ node: YAMLNode?) -> [String] { node?.elements.compactMap(\.text) ?? [] }
    record["lexicon"] = CellList.cell(list(keyword["lexicon"])).emptyList
    record["any"] = CellList.cell(list(keyword["any"])).emptyList
    record["role"] = list(body["role"]).map { SheetLayout.cell($0, of: "role", chinese: isChinese) }.joined(
      separator: "；")
    record["in"] = text(body["in"])
    record["exclude"] = CellList.cell(list(body["exclude"])).emptyList
    record["negation"] = text(body["negation"])
    record["quotation"] = text(body["quotation"])
    return true
  }

  private func items(_ root: YAMLNode) -> WrittenSheet? {
    var records: [[String: String]] = []
    for section in root["scorecard"]?["sections"]?.elementsOfList ?? [] {
      for (index, item) in (section["items"]?.elementsOfList ?? []).enumerated() {
        var record = ["section": text(section["id"])]
        if index == 0 {
          record["section_title"] = text(section["title"])
          record["cap"] = text(section["cap"])
          record["weight"] = text(section["weight"])
        }
        for key in ["id", "title", "rule", "deduct", "points", "add", "per", "max", "fatal", "ask"] {
          record[key] = text(item[key])
        }
        record["answers"] = pairs(item["answers"])
        records.append(record)
      }
    }
    return sheet(SheetLayout.items, records)
  }

  private func tests(_ root: YAMLNode) -> WrittenSheet? {
    var records: [[String: String]] = []
    for rule in root["rules"]?.elementsOfList ?? [] {
      for test in rule["tests"]?.elementsOfList ?? [] {
        var record = ["rule": text(rule["id"])]
        for key in ["name", "expect", "span", "todo", "kind", "starts"] { record[key] = text(test[key]) }
        for key in ["at", "times", "ends"] {
          record[key] = (test[key]?.elements.compactMap(\.text) ?? []).joined(separator: ",")
        }
        record["metadata"] = (test["metadata"]?.entries ?? []).map { entry in
          "\(entry.key)=\(entry.value.elements.compactMap(\.text).joined(separator: "|"))"
        }.joined(separator: "；")
        let lines = test["talk"]?.elements.compactMap(\.text) ?? []
        let isPlain = lines.allSatisfy { $0 == $0.trimmedBlank && !$0.isEmpty && !$0.contains(where: \.isNewline) }
        record["talk"] =
          isPlain ? lines.joined(separator: "\n") : "[" + lines.map(YAMLText.quoted).joined(separator: ", ") + "]"
        records.append(record)
      }
    }
    return sheet(SheetLayout.tests, records)
  }
}

extension YAMLNode {
  /// The elements of a list, and nothing for anything else.
  fileprivate var elementsOfList: [YAMLNode] { if case .sequence(let items) = kind { items } else { [] } }
}

extension String {
  /// Nothing for an empty list.
  fileprivate var emptyList: String { self == "[]" ? "" : self }
}
