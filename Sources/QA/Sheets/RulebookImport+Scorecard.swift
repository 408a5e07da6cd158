internal import Transcripts

extension RulebookImport {
  /// The scorecard of sheet 评分项 with the settings of sheet 设置, or nothing.
  mutating func scorecard(_ settings: [String: String]) -> String {
    guard let sheet = sheet(SheetLayout.items) else { return "" }
    let columns = columns(sheet, SheetLayout.items, required: ["section"])
    var text = "\nscorecard:\n"
    for key in ["unit", "mode", "base", "pass", "floor", "bonus_cap"] {
      if let value = settings[key], !value.isEmpty { text += "  \(key): \(YAMLText.scalar(value))\n" }
    }
    if let bands = settings["bands"], !bands.isEmpty { text += "  bands: \(mapping(CellList.pairs(bands)))\n" }
    if let reasons = settings["not_scorable"], !reasons.isEmpty {
      text += "  not_scorable: \(YAMLText.flow(CellList.parts(reasons)))\n"
    }
    text += "  sections:\n"
    var last: String?
    for row in sheet.rows {
      func cell(_ key: String) -> String { columns[key].map { row[$0] } ?? "" }
      let section = cell("section").isEmpty ? last ?? "" : cell("section")
      guard !section.isEmpty else {
        problem(sheet, row, "模块", "the item belongs to no section")
        continue
      }
      if section != last {
        text += "    - id: \(YAMLText.scalar(section))\n"
        for (key, column) in [("title", "section_title"), ("cap", "cap"), ("weight", "weight")]
        where !cell(column).isEmpty {
          text += "      \(key): \(YAMLText.scalar(number(cell(column), key, sheet, row)))\n"
        }
        text += "      items:\n"
        last = section
      }
      var parts: [String] = []
      func put(_ key: String, _ value: String) {
        if !value.isEmpty { parts.append("\(key): \(YAMLText.scalar(value))") }
      }
      for key in ["rule", "id", "title"] { put(key, cell(key)) }
      for key in ["deduct", "points", "add", "max"] where !cell(key).isEmpty {
        put(key, number(cell(key), key, sheet, row))
      }
      for key in ["per", "fatal"] where !cell(key).isEmpty {
        let value = SheetLayout.value(cell(key), of: key)
        if case .choice(let words)? = RulebookGrammar.item.first(where: { $0.name == key })?.type,
          !words.contains(value)
        {
          problem(sheet, row, key, "it cannot be '\(cell(key))'", "one of \(words.joined(separator: ", "))")
        }
        put(key, value)
      }
      put("ask", cell("ask"))
      if !cell("answers").isEmpty { parts.append("answers: \(mapping(CellList.pairs(cell("answers"))))") }
      if cell("rule").isEmpty && cell("ask").isEmpty { problem(sheet, row, "规则", "the item has neither 规则 nor 提问") }
      text += "        - { \(parts.joined(separator: ", ")) }\n"
    }
    return text
  }

  private mutating func number(_ cell: String, _ key: String, _ sheet: SheetFile, _ row: SheetFile.Row) -> String {
    if key != "title", Double(cell) == nil { problem(sheet, row, key, "it is no number: '\(cell)'") }
    return cell
  }

  private func mapping(_ pairs: [(String, String)]) -> String {
    "{ " + pairs.map { "\(YAMLText.scalar($0.0)): \(YAMLText.scalar($0.1))" }.joined(separator: ", ") + " }"
  }
}
