internal import QA
internal import Reports

/// What rules on trial would have done, in words.
struct BacktestText {
  var summary: BacktestSummary
  var book: Rulebook
  var rules: [Int]
  var fields: [String]
  var language: Language
  var width: Int

  /// Rules, months, groups, agents and samples.
  var overview: String {
    let all = summary.all
    var out =
      "\(book.title)\(book.version.isEmpty ? "" : " " + book.version) (\(book.contentHash.prefix(8)))"
      + language("：试跑 \(rules.count) 条规则\n", ": \(rules.count) rules on trial\n")
    out +=
      language("会话 ", "Contacts ") + "\(all.contacts)" + language("，命中会话 ", ", with a finding ") + "\(all.hit) ("
      + percent(all.hit, all.contacts) + ")" + language("，命中 ", ", findings ") + "\(all.findings)\n\n"
    out += ruleTable
    out += parts(language("月份", "Month"), summary.months.map { ([$0.key], $0.value) }, [language("月份", "Month")])
    if !fields.isEmpty { out += parts("", summary.groups.map { ($0.key, $0.value) }, fields) }
    out += agentTable
    return out
  }

  private var ruleTable: String {
    let hasLabels = rules.contains { (summary.rules[$0]?.accuracy.total ?? 0) > 0 }
    var columns: [TextTable.Column] = [
      .init(language("规则", "Rule"), isFlexible: true), .init(language("名称", "Title"), isFlexible: true),
      .init(language("会话", "Contacts"), isNumeric: true), .init(language("占比", "Share"), isNumeric: true),
      .init(language("命中", "Findings"), isNumeric: true),
    ]
    if hasLabels {
      columns += [
        .init(language("已标注", "Labelled"), isNumeric: true), .init(language("准确率（95% 区间）", "Precision (95 %)")),
        .init(language("召回率", "Recall"), isNumeric: true),
      ]
    }
    var table = TextTable(columns)
    for index in rules.sorted(by: { (summary.rules[$1]?.contacts ?? 0, $0) < (summary.rules[$0]?.contacts ?? 0, $1) }) {
      guard let total = summary.rules[index] else { continue }
      var row = [
        book.rules[index].id, book.rules[index].title, String(total.contacts),
        percent(total.contacts, summary.all.contacts), String(total.findings),
      ]
      if hasLabels {
        let interval = total.accuracy.precisionInterval.map { " (\(share($0.low))–\(share($0.high)))" } ?? ""
        row += [
          String(total.accuracy.total), (total.accuracy.precision.map(share) ?? "—") + interval,
          total.accuracy.recall.map(share) ?? "—",
        ]
      }
      table.add(row)
    }
    return table.rendered(width: width)
  }

  private func parts(
    _ title: String, _ parts: [(values: [String], part: BacktestSummary.Part)], _ names: [String]
  ) -> String {
    guard parts.count > 1 || parts.contains(where: { $0.values != [""] }) else { return "" }
    var table = TextTable(
      names.map { .init($0, isFlexible: true) } + [
        .init(language("会话", "Contacts"), isNumeric: true), .init(language("命中会话", "Hit"), isNumeric: true),
        .init(language("占比", "Share"), isNumeric: true), .init(language("命中", "Findings"), isNumeric: true),
      ])
    for (values, part) in parts.sorted(by: { $0.values.lexicographicallyPrecedes($1.values) }) {
      table.add(
        values.map { $0.isEmpty ? "—" : $0 } + [
          String(part.contacts), String(part.hit), percent(part.hit, part.contacts), String(part.findings),
        ])
    }
    return "\n" + table.rendered(width: width)
  }

  private var agentTable: String {
    guard !summary.agents.isEmpty else { return "" }
    let top = summary.agents.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10)
    var table = TextTable([
      .init(language("命中最多的坐席", "Agents with most findings"), isFlexible: true),
      .init(language("命中", "Findings"), isNumeric: true),
    ])
    for (agent, count) in top { table.add([agent.isEmpty ? "—" : agent, String(count)]) }
    return "\n" + table.rendered(width: width)
  }

  /// Sentences to judge the rules by.
  var samples: String {
    var out = ""
    for index in rules {
      guard let total = summary.rules[index], !total.samples.isEmpty else { continue }
      var table = TextTable([
        .init(language("抽样：", "Samples: ") + book.rules[index].id, isFlexible: true),
        .init(language("句", "Turn"), isNumeric: true), .init(language("原话", "Words"), isFlexible: true),
        .init(language("所在句", "Sentence"), isFlexible: true),
      ])
      for sample in total.samples {
        table.add([sample.conversation, sample.turn.map(String.init) ?? "—", sample.text, sample.sentence])
      }
      out += "\n" + table.rendered(width: width)
    }
    return out
  }

  /// Occurrences by cause, the words that are doubtful most often, and exclusions that would help.
  var causes: String {
    var table = TextTable([
      .init(language("词语出现的情形", "Where the words occur"), isFlexible: true),
      .init(language("出现", "Occurrences"), isNumeric: true), .init(language("计入命中", "Counted"), isNumeric: true),
    ])
    for entry in summary.causes {
      table.add([name(entry.cause), String(entry.total), String(entry.counted)])
    }
    var out = "\n" + table.rendered(width: width)
    let words = summary.words.values.reduce(0) { $0 + $1.count }
    let known = book.lexiconSizes.reduce(0) { $0 + $1.words }
    if known > 0 {
      out += language(
        "词库共 \(known) 词，其中 \(words) 词在这些会话里出现过。\n", "Of \(known) lexicon words, \(words) occur in these contacts.\n")
    }
    out += wordTable + suggestionTable
    return out
  }

  private var wordTable: String {
    let doubtful = summary.words.flatMap { rule, words in words.map { (rule: rule, word: $0.key, total: $0.value) } }
      .filter { $0.total.doubtful > 0 }.sorted {
        ($1.total.doubtful, book.rules[$0.rule].id, $0.word) < ($0.total.doubtful, book.rules[$1.rule].id, $1.word)
      }
    guard !doubtful.isEmpty else { return "" }
    var table = TextTable([
      .init(language("可能误报的词", "Doubtful words")), .init(language("规则", "Rule"), isFlexible: true),
      .init(language("命中", "Counted"), isNumeric: true), .init(language("存疑", "Doubtful"), isNumeric: true),
      .init(language("原因", "Because"), isFlexible: true),
    ])
    for entry in doubtful.prefix(20) {
      let reasons = OccurrenceCause.allCases.compactMap { cause -> String? in
        guard cause != .plain, let count = entry.total.counted[cause] else { return nil }
        return "\(name(cause)) \(count)"
      }
      table.add([
        entry.word, book.rules[entry.rule].id, String(entry.total.counted.values.reduce(0, +)),
        String(entry.total.doubtful), reasons.joined(separator: language("、", ", ")),
      ])
    }
    var out = "\n" + table.rendered(width: width)
    if doubtful.count > 20 {
      out += language(
        "……另有 \(doubtful.count - 20) 个词（--format csv 全部列出）\n",
        "… and \(doubtful.count - 20) more words (--format csv lists all)\n")
    }
    return out
  }

  private var suggestionTable: String {
    var table = TextTable([
      .init(language("建议排除", "Suggested exclude")), .init(language("规则", "Rule"), isFlexible: true),
      .init(language("词", "Word")), .init(language("次数", "Times"), isNumeric: true),
      .init(language("请先看例句", "Read the sentence first"), isFlexible: true),
    ])
    var count = 0
    for index in rules {
      for suggestion in summary.suggestions(of: index).prefix(20) {
        count += 1
        table.add([
          suggestion.phrase, book.rules[index].id, suggestion.word, String(suggestion.counted), suggestion.sentence,
        ])
      }
    }
    return count == 0 ? "" : "\n" + table.rendered(width: width)
  }

  /// A cause in words.
  private func name(_ cause: OccurrenceCause) -> String {
    switch cause {
    case .plain: language("无疑点", "as meant")
    case .customer: language("客户说的", "said by the customer")
    case .otherSpeaker: language("机器人或系统说的", "said by a bot or notice")
    case .insideWord: language("跨词或词中", "inside another word")
    case .negated: language("否定句", "negated")
    case .quoted: language("引用客户的话", "quotes the customer")
    case .echo: language("重复对方的话", "repeats the other party")
    case .question: language("坐席提问", "in a question")
    case .excluded: language("已被排除", "already excluded")
    case .outOfScope: language("不在检查范围", "outside the scope")
    }
  }

  private func percent(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "—" }
    let tenths = (2000 * part + whole) / (2 * whole)
    return "\(tenths / 10).\(tenths % 10)%"
  }

  private func share(_ value: Double) -> String { percent(Int((value * 1000).rounded()), 1000) }
}
