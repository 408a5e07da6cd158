public import Documents
internal import Statistics
internal import Transcripts

/// The results as sheets of a workbook: overview, conversations, findings, rules, linked with each other.
public enum ResultSheets {
  /// Writes the sheets row by row.
  public static func write(
    _ results: StoredResults, language: ReportLanguage, into sink: inout some SheetSink
  ) throws {
    let writer = ResultSheetWriter(results, language)
    try writer.overview(&sink)
    try writer.conversations(&sink)
    try writer.findings(&sink)
    try writer.rules(&sink)
  }
}

private struct ResultSheetWriter {
  let results: StoredResults
  let context: ReportContext
  let word: ReportLanguage
  private let conversationSheet: String
  private let findingSheet: String
  private let ruleSheet: String
  /// Rows of the rule sheet by rule.
  private let ruleRows: [Int]
  private let ruleOrder: [Int]

  init(_ results: StoredResults, _ language: ReportLanguage) {
    self.results = results
    word = language
    context = ReportContext(results, previous: nil, language: language, clock: ReportClock(zone: nil))
    conversationSheet = language("会话", "Conversations")
    findingSheet = language("明细", "Findings")
    ruleSheet = language("规则", "Rules")
    let tally = results.tally
    ruleOrder = results.outline.rules.indices.sorted {
      (tally.ruleCounts[$1].contacts, $0) < (tally.ruleCounts[$0].contacts, $1)
    }
    var rows = Array(repeating: 0, count: ruleOrder.count)
    for (row, rule) in ruleOrder.enumerated() { rows[rule] = row }
    ruleRows = rows
  }

  // MARK: Overview

  func overview(_ sink: inout some SheetSink) throws {
    try sink.beginSheet(
      SheetHead(
        word("概览", "Overview"),
        columns: [
          SheetColumn(word("指标", "Figure"), width: 28), SheetColumn(word("值", "Value"), width: 18),
          SheetColumn(word("说明", "Note"), width: 60),
        ]))
    let tally = context.tally
    func row(_ name: String, _ value: TableCell.Value, _ note: String = "", _ tone: Tone = .plain) throws {
      try sink.append([
        SheetCell(.text(name)), SheetCell(value, tone: tone), SheetCell(note.isEmpty ? .empty : .text(note)),
      ])
    }
    try row(word("会话", "Conversations"), .integer(tally.contacts), ConversationReport.period(context.outline) ?? "")
    try row(word("评分", "Scored"), .integer(tally.scored))
    if context.outline.card != nil {
      if let rate = tally.passes.value {
        try row(word("合格率", "Pass rate"), .share(rate), "95%: " + ReportContext.words(tally.passes.interval()))
      }
      if let mean = tally.mean {
        try row(word("平均分", "Mean score"), .number((mean * 100).rounded() / 100, decimals: 2))
      }
      try row(word("致命会话", "Fatal"), .integer(tally.fatalCount), "", tally.fatalCount > 0 ? .bad : .plain)
    }
    for verdict in Verdict.allCases {
      guard let count = tally.verdicts[verdict], count > 0 else { continue }
      try row(word("结论：", "Verdict: ") + context.name(verdict), .integer(count), "", context.tone(verdict))
    }
    for (reason, count) in tally.notScorable.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      try row(word("不可评分：", "Not scorable: ") + context.reason(reason), .integer(count))
    }
    for fact in ConversationReport.facts(context) { try row(fact.name, .text(fact.value)) }
  }

  // MARK: Conversations

  func conversations(_ sink: inout some SheetSink) throws {
    let fields = results.tally.fields
    try sink.beginSheet(
      SheetHead(
        conversationSheet,
        columns: [SheetColumn(word("会话", "Conversation"), width: 24)]
          + fields.map { SheetColumn(context.name(ofField: $0), width: 14) } + [
            SheetColumn(word("渠道", "Channel"), width: 8), SheetColumn(word("段", "Leg"), width: 6),
            SheetColumn(word("坐席", "Agent"), width: 14), SheetColumn(word("结论", "Verdict"), width: 10),
            SheetColumn(word("得分", "Score"), width: 8), SheetColumn(word("致命", "Fatal"), width: 7),
            SheetColumn(word("命中", "Findings"), width: 9), SheetColumn(word("待人工", "Open items"), width: 9),
            SheetColumn(word("不合格项", "Failed items"), width: 40),
            SheetColumn(word("不可评分原因", "Not scorable because"), width: 18),
          ]))
    let items = results.outline.card?.items.map(\.entry) ?? []
    var findingRow = 0
    try forEachEvaluation { evaluation in
      let head = evaluation.head
      let failed = evaluation.items.filter { $0.outcome == "fail" }.map { items[$0.item].title }
      var cells = [SheetCell(.text(head.conversation))]
      cells += values(evaluation, fields)
      cells += [
        text(evaluation.channel),
        head.legs > 1
          ? (head.isWhole ? SheetCell(.text(word("整个", "all"))) : SheetCell(.integer(head.leg))) : SheetCell(.empty),
        text(head.agent), SheetCell(.text(context.name(head.verdict)), tone: context.tone(head.verdict)),
        head.score.map { SheetCell(.number(Double($0) / 100, decimals: 2)) } ?? SheetCell(.empty),
        head.isFatal ? SheetCell(.text(word("是", "yes")), tone: .bad) : SheetCell(.empty),
        evaluation.findings.isEmpty
          ? SheetCell(.integer(0))
          : SheetCell(
            .text(String(evaluation.findings.count)), target: .init(sheet: findingSheet, row: findingRow)),
        head.openItems > 0 ? SheetCell(.integer(head.openItems), tone: .warning) : SheetCell(.integer(0)),
        text(failed.joined(separator: word("；", "; "))), text(head.notScorable.map(context.reason) ?? ""),
      ]
      findingRow += evaluation.findings.count
      try sink.append(cells)
    }
  }

  // MARK: Findings

  func findings(_ sink: inout some SheetSink) throws {
    let fields = results.tally.fields
    try sink.beginSheet(
      SheetHead(
        findingSheet,
        columns: [SheetColumn(word("会话", "Conversation"), width: 24)]
          + fields.map { SheetColumn(context.name(ofField: $0), width: 14) } + [
            SheetColumn(word("坐席", "Agent"), width: 14), SheetColumn(word("规则", "Rule"), width: 22),
            SheetColumn(word("级别", "Severity"), width: 10), SheetColumn(word("句", "Turn"), width: 6),
            SheetColumn(word("原话", "Words"), width: 46, isWrapped: true),
            SheetColumn(word("说明", "Message"), width: 46, isWrapped: true),
            SheetColumn(word("规则编号", "Rule id"), width: 22),
          ]))
    var conversationRow = 0
    try forEachEvaluation { evaluation in
      for finding in evaluation.findings {
        let rule = results.outline.rules[finding.rule]
        let kind = context.kind(rule)
        var cells = [
          SheetCell(.text(evaluation.head.conversation), target: .init(sheet: conversationSheet, row: conversationRow))
        ]
        cells += values(evaluation, fields)
        cells += [
          text(evaluation.head.agent),
          SheetCell(.text(rule.title), target: .init(sheet: ruleSheet, row: ruleRows[finding.rule])),
          SheetCell(.text(kind.text), tone: kind.tone),
          finding.turn.map { SheetCell(.integer($0)) } ?? SheetCell(.empty),
          text(finding.text), text(finding.message), text(rule.id),
        ]
        try sink.append(cells)
      }
      conversationRow += 1
    }
  }

  // MARK: Rules

  func rules(_ sink: inout some SheetSink) throws {
    try sink.beginSheet(
      SheetHead(
        ruleSheet,
        columns: [
          SheetColumn(word("规则", "Rule"), width: 26), SheetColumn(word("规则编号", "Rule id"), width: 24),
          SheetColumn(word("级别", "Severity"), width: 12), SheetColumn(word("会话", "Conversations"), width: 10),
          SheetColumn(word("占比", "Share"), width: 8), SheetColumn(word("命中", "Findings"), width: 9),
          SheetColumn(word("无法判断", "Unknown"), width: 10),
          SheetColumn(word("常见误判", "Known false positives"), width: 50, isWrapped: true),
        ]))
    for index in ruleOrder {
      let rule = results.outline.rules[index]
      let count = results.tally.ruleCounts[index]
      let kind = context.kind(rule)
      try sink.append([
        text(rule.title), text(rule.id), SheetCell(.text(kind.text), tone: kind.tone),
        SheetCell(.integer(count.contacts)),
        Proportion(count.contacts, of: results.tally.scored).value.map { SheetCell(.share($0)) } ?? SheetCell(.empty),
        SheetCell(.integer(count.findings)), SheetCell(.integer(rule.unknown)), text(rule.falsePositives),
      ])
    }
  }

  private func text(_ text: String) -> SheetCell { SheetCell(text.isEmpty ? .empty : .text(text)) }

  private func values(_ evaluation: StoredEvaluation, _ fields: [String]) -> [SheetCell] {
    fields.map { field in
      text(evaluation.groups.first { $0.name == field }?.value ?? (field == "channel" ? evaluation.channel : ""))
    }
  }

  private func forEachEvaluation(_ body: (StoredEvaluation) throws -> Void) throws {
    try StoredRecords(path: results.paths.evaluations).forEach { record, _ in
      try body(StoredEvaluation(record, rules: results.tally.rules, items: results.tally.items))
    }
  }
}
