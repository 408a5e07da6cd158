internal import TextAnalysis
internal import Transcripts

/// Turns a plain list of words, with or without level, category and note, into a rulebook of drafts.
struct WordListImport {
  let path: String
  let sheet: SheetFile
  let identifier: String
  let isChinese: Bool

  private struct Word {
    var text: String
    var level: String
    var category: String
    var note: String
    var severity: String
  }

  private static let severities: [(severity: String, words: Set<String>)] = [
    ("critical", ["critical", "high", "fatal", "严重", "高", "高危", "致命", "一级", "1级", "a", "红", "红线", "1"]),
    ("major", ["major", "medium", "mid", "一般", "中", "中危", "二级", "2级", "b", "黄", "2"]),
    ("minor", ["minor", "low", "轻微", "低", "低危", "三级", "3级", "c", "蓝", "3"]),
  ]
  private static let points = ["critical": 20, "major": 5, "minor": 2]

  func run() throws -> ImportedRulebook {
    var notes: [String] = []
    let words = try words(&notes)
    // One rule a category and severity, in order of first appearance.
    var groups: [(key: String, category: String, severity: String, levels: [String], words: [Word])] = []
    for word in words {
      let key = "\(word.category)|\(word.severity)"
      if let index = groups.firstIndex(where: { $0.key == key }) {
        groups[index].words.append(word)
        if !groups[index].levels.contains(word.level) { groups[index].levels.append(word.level) }
      } else {
        groups.append((key, word.category, word.severity, [word.level], [word]))
      }
    }
    let isGrouped = groups.count > 1
    // Empty cells cannot be filtered for, so they get a name.
    let none = isChinese ? "未分类" : "other"
    var file = "word\tlevel\tcategory\tnote\n"
    for word in words {
      let category = isGrouped && word.category.isEmpty ? none : word.category
      let level = isGrouped && word.level.isEmpty ? word.severity : word.level
      file += [word.text, level, category, word.note].map(Self.field).joined(separator: "\t").trimmedTabs + "\n"
    }
    return ImportedRulebook(
      yaml: yaml(groups.map { ($0.category, $0.severity, $0.levels, $0.words[0].text, $0.words.count) }, none),
      files: [("lexicons/\(identifier).tsv", file)], notes: notes, wordCount: words.count, ruleCount: groups.count)
  }

  private func yaml(
    _ groups: [(category: String, severity: String, levels: [String], first: String, count: Int)], _ none: String
  ) -> String {
    func say(_ zh: String, _ en: String) -> String { isChinese ? zh : en }
    var lexicons = ""
    var rules = ""
    var items = ""
    let hasOneSeverity = Set(groups.map { "\($0.category)" }).count == groups.count
    for group in groups {
      let category = group.category.isEmpty ? none : group.category
      var id = "words"
      if groups.count > 1 {
        id = "words-" + category.map { $0.isLetter || $0.isNumber || "-_".contains($0) ? String($0) : "-" }.joined()
        if !hasOneSeverity { id += "-\(group.severity)" }
      }
      var source = "file: \(YAMLText.scalar("lexicons/\(identifier).tsv"))"
      if groups.count > 1 {
        source += ", category: \(YAMLText.flow([category]))"
        source += ", level: \(YAMLText.flow(group.levels.map { $0.isEmpty ? group.severity : $0 }))"
      }
      lexicons += "  \(YAMLText.scalar(id)): { \(source) }\n"
      let title =
        groups.count > 1 || !group.category.isEmpty
        ? say("敏感词：\(category)", "Sensitive words: \(category)") : say("敏感词", "Sensitive words")
      let message = say("第 {turn} 句出现“{text}”", "turn {turn} says “{text}”")
      let (agent, customer) = (say("坐席", "Agent"), say("客户", "Customer"))
      rules += """
          - id: \(YAMLText.scalar(id))
            title: \(YAMLText.scalar(title))
            status: draft                # \(say("先 backtest，看过误报再改为 shadow 或 active", "backtest first, then shadow or active"))
            severity: \(group.severity)
            class: compliance
            forbid:
              keyword: { lexicon: \(YAMLText.scalar(id)) }
              role: agent                # \(say("客户说的不算", "the customer's words do not count"))
              negation: drop             # \(say("否定句不算：不能承诺…", "nor do negated ones"))
              quotation: drop            # \(say("引用客户的话不算：您刚才说的…", "nor do quotations of the customer"))
            message: \(YAMLText.scalar(message))
            tests:
              - { expect: hit, talk: [\(YAMLText.quoted("\(agent): \(group.first)"))] }
              - { expect: miss, talk: [\(YAMLText.quoted("\(customer): \(group.first)")), \(YAMLText.quoted("\(agent): \(say("好的", "OK"))"))] }

        """
      items +=
        "        - { rule: \(YAMLText.scalar(id)), deduct: \(Self.points[group.severity] ?? 5), per: finding, max: \((Self.points[group.severity] ?? 5) * 2) }\n"
    }
    return """
      # \(say("由词表导入；每条规则都是草稿。", "Imported from a list of words; every rule is a draft."))
      rulebook: \(YAMLText.scalar(identifier))
      version: 1
      language: \(say("zh", "en"))
      title: \(YAMLText.scalar(say("我的敏感词", "My sensitive words")))

      lexicons:
      \(lexicons)
      rules:
      \(rules)
      scorecard:
        mode: deduct
        base: 100
        pass: 85
        sections:
          - id: words
            title: \(YAMLText.scalar(say("敏感词", "Sensitive words")))
            items:
      \(items)
      """
  }

  private func words(_ notes: inout [String]) throws -> [Word] {
    var problems: [ToolError] = []
    let layout = SheetLayout.words.columns
    func column(_ key: String) -> Int? { sheet.column(layout.first { $0.key == key }?.names ?? []) }
    var rows = sheet.rows
    var wordColumn = column("word")
    if wordColumn == nil {
      // A list without headings: the first row is a word as well.
      guard sheet.head.count == 1 || sheet.head.dropFirst().allSatisfy(\.isEmpty) else {
        throw SheetProblems(problems: [
          ToolError(
            "E-SHEET", file: path, line: sheet.headLine, what: "sheet \(sheet.name): no column is headed 词 or word",
            how: "name the column of the words", exitCode: .inputRefused)
        ])
      }
      rows.insert(SheetFile.Row(line: sheet.headLine, cells: sheet.head), at: 0)
      wordColumn = 0
    }
    let columns = ["level", "category", "note"].map { key in sheet.column(layout.first { $0.key == key }?.names ?? []) }
    let folder = try Folder()
    var seen: Set<[UInt8]> = []
    var words: [Word] = []
    var doubled: [String] = []
    var short: [String] = []
    var unknownLevels: Set<String> = []
    for row in rows {
      let text = row[wordColumn ?? 0]
      guard !text.isEmpty else { continue }
      let folded = folder.fold(text)
      guard folded.contains(where: { $0 != 0x20 }) else {
        problems.append(
          ToolError(
            "E-SHEET", file: path, line: row.line, what: "sheet \(sheet.name), column 词: nothing is left of the word",
            how: "write letters, digits or characters", exitCode: .inputRefused))
        continue
      }
      guard seen.insert(folded).inserted else {
        doubled.append(text)
        continue
      }
      if text.unicodeScalars.count == 1 { short.append(text) }
      func cell(_ index: Int) -> String { columns[index].map { row[$0] } ?? "" }
      let level = cell(0)
      let severity = Self.severities.first { $0.words.contains(level.lowercased()) }?.severity
      if severity == nil, !level.isEmpty { unknownLevels.insert(level) }
      words.append(
        Word(text: text, level: level, category: cell(1), note: cell(2), severity: severity ?? "major"))
    }
    if words.isEmpty, problems.isEmpty {
      problems.append(ToolError("E-SHEET-EMPTY", file: path, what: "it holds no words", exitCode: .inputRefused))
    }
    if !problems.isEmpty { throw SheetProblems(problems: problems) }
    func list(_ words: [String]) -> String {
      words.prefix(10).joined(separator: " ") + (words.count > 10 ? " …" : "")
    }
    if !doubled.isEmpty {
      notes.append(
        isChinese
          ? "\(doubled.count) 个词重复（大小写、全半角、繁简视为相同），已合并：\(list(doubled))"
          : "\(doubled.count) words stand twice (case, width and 繁简 make no difference) and were joined: \(list(doubled))"
      )
    }
    if !short.isEmpty {
      notes.append(
        isChinese
          ? "\(short.count) 个单字词容易误报：\(list(short))"
          : "\(short.count) words of one character will hit often: \(list(short))")
    }
    if !unknownLevels.isEmpty {
      notes.append(
        isChinese
          ? "级别按“一般”处理：\(list(unknownLevels.sorted()))" : "levels taken as major: \(list(unknownLevels.sorted()))")
    }
    return words
  }

  /// A cell as a field of a tab-separated file.
  static func field(_ text: String) -> String {
    String(text.map { $0 == "\t" || $0 == "\n" || $0 == "\r\n" || $0 == "\r" ? " " : $0 })
  }
}
