public import Documents
internal import Transcripts

/// The results as a test report for build servers: a rule is a suite, a conversation with a finding a failed case.
public enum RuleTestReport {
  /// Which cases are listed.
  public enum Cases: String, Sendable, Hashable, CaseIterable {
    /// What failed, and one passed case for all the rest of a rule.
    case failing
    /// Every conversation under every rule.
    case all
  }

  /// The report; findings below the severity are no failures.
  ///
  /// Records that could not be read are errors of a suite of their own.
  public static func report(
    _ results: StoredResults, cases: Cases = .failing, minimumSeverity: Severity = .minor, language: ReportLanguage
  ) throws -> TestReport {
    let outline = results.outline
    let rules = outline.rules.indices.filter {
      let rule = outline.rules[$0]
      return rule.effect == .violation && rule.status == .active && rule.severity >= minimumSeverity
    }
    var listed = Array(repeating: [TestReport.Case](), count: outline.rules.count)
    var judged = 0
    try StoredRecords(path: results.paths.evaluations).forEach { record, _ in
      let evaluation = StoredEvaluation(record, rules: results.tally.rules, items: results.tally.items)
      let head = evaluation.head
      guard head.verdict != .notScorable, !(head.isWhole && head.legs > 1) else { return }
      judged += 1
      let name = head.agent.isEmpty ? head.conversation : "\(head.conversation) \(head.agent)"
      let outcomes = cases == .all ? skipped(evaluation, record, results) : [:]
      for rule in rules {
        let mine = evaluation.findings.filter { $0.rule == rule }
        if let first = mine.first {
          listed[rule].append(.init(name, failure(first, mine, outline.rules[rule], language)))
        } else if cases == .all {
          listed[rule].append(.init(name, outcomes[rule].map { .skipped($0) } ?? .passed))
        }
      }
    }
    var suites = rules.map { index -> TestReport.Suite in
      let rule = outline.rules[index]
      var entries = listed[index]
      let rest = judged - entries.count
      if cases == .failing, rest > 0 {
        entries.append(.init(language("其余 \(rest) 段无此差错", "\(rest) legs without this error"), .passed))
      }
      return TestReport.Suite(
        name: rule.title.isEmpty ? rule.id : rule.title, className: "qi.\(rule.id)",
        properties: [("rule", rule.id), ("severity", rule.severity.rawValue), ("rulebook_hash", outline.hash)],
        cases: entries)
    }
    if let input = try input(results, language) { suites.append(input) }
    return TestReport(name: outline.title.isEmpty ? outline.rulebook : outline.title, suites: suites)
  }

  private static func failure(
    _ first: StoredFinding, _ all: [StoredFinding], _ rule: RunOutline.RuleEntry, _ word: ReportLanguage
  ) -> TestReport.Case.Outcome {
    let lines = all.prefix(20).map { finding in
      var line = finding.turn.map { word("第 \($0) 句：", "turn \($0): ") } ?? ""
      line += finding.text.isEmpty ? finding.message : finding.text
      return line
    }
    let more = all.count > 20 ? ["… \(all.count - 20)"] : []
    return .failed(
      type: rule.severity.rawValue, message: ErrorSection.shortened(first.message, to: 300),
      text: (lines + more).joined(separator: "\n"))
  }

  /// Rules that say nothing about a leg, with the reason.
  private static func skipped(
    _ evaluation: StoredEvaluation, _ record: StoredValue, _ results: StoredResults
  ) -> [Int: String] {
    var skipped: [Int: String] = [:]
    let items = results.outline.card?.items ?? []
    for entry in evaluation.items where entry.outcome == "na" || entry.outcome == "unknown" {
      if let rule = items[entry.item].entry.rule { skipped[rule] = entry.reason.isEmpty ? entry.outcome : entry.reason }
    }
    record["unknown_rules"]?.forEachElement { value in
      if let rule = value["rule"].flatMap(results.tally.rules.index) {
        skipped[rule] = value["reason"]?.string ?? "unknown"
      }
    }
    return skipped
  }

  private static func input(_ results: StoredResults, _ word: ReportLanguage) throws -> TestReport.Suite? {
    guard let path = results.paths.quarantine, results.outline.ledger.quarantined > 0 else { return nil }
    var cases: [TestReport.Case] = []
    try StoredRecords(path: path).forEach { record, _ in
      let code = record["reason"]?.string ?? "unreadable"
      let input = record["input"]?.string ?? ""
      let line = record["line"]?.integer ?? 0
      cases.append(
        .init("\(input):\(line)", .errored(type: code, message: record["detail"]?.string ?? code)))
    }
    return TestReport.Suite(name: word("输入", "Input"), className: "qi.input", cases: cases)
  }
}
