internal import QA
internal import Reports
internal import Transcripts

/// The totals of a run in words: a table for people, and the one line every run ends with.
struct SummaryText {
  var book: Rulebook
  var totals: RunSummary
  var metrics: MetricsSummary
  var ledger: ConservationLedger
  var problems: [(code: String, count: Int)]
  var fields: [String]
  var language: Language

  /// The conservation law and the verdicts on one line.
  var line: String {
    let verdicts = Verdict.allCases.compactMap { verdict -> String? in
      guard let count = totals.verdicts[verdict], count > 0 else { return nil }
      return "\(name(verdict)) \(count)"
    }
    let sum =
      "\(language("读入", "read")) \(ledger.read) = \(language("评分", "scored")) \(ledger.scored) + "
      + "\(language("筛除", "filtered")) \(ledger.filtered) + \(language("异常", "quarantined")) \(ledger.quarantined) + "
      + "\(language("未处理", "pending")) \(ledger.pending) + \(language("重复", "duplicates")) \(ledger.duplicates)"
    return ([sum] + (verdicts.isEmpty ? [] : [verdicts.joined(separator: ", ")])).joined(separator: "; ")
  }

  /// The whole summary at a terminal's width.
  func table(width: Int) -> String {
    var out = "\(book.title) \(book.version)".trimmed + "\n\n"
    out += verdictTable(width)
    if !totals.notScorable.isEmpty { out += "\n" + reasonTable(width) }
    out += "\n" + ruleTable(width)
    if !totals.groups.isEmpty { out += "\n" + groupTable(width) }
    let service = MetricsText(summary: metrics, language: language).brief(width: width)
    if !service.isEmpty { out += "\n" + service }
    if !totals.fatal.isEmpty {
      out += "\n" + contactTable(language("致命项会话", "Contacts with a fatal finding"), totals.fatal, width)
    }
    if !totals.worst.isEmpty {
      out += "\n" + contactTable(language("得分最低的会话", "Contacts with the lowest scores"), totals.worst, width)
    }
    let unknown = totals.unknown.indices.filter { totals.unknown[$0] > 0 }
    if !unknown.isEmpty { out += "\n" + unknownTable(unknown, width) }
    return out
  }

  private func verdictTable(_ width: Int) -> String {
    var table = TextTable([
      .init(language("结论", "Verdict")), .init(language("会话", "Contacts"), isNumeric: true),
      .init(language("占比", "Share"), isNumeric: true),
    ])
    for verdict in Verdict.allCases {
      let count = totals.verdicts[verdict] ?? 0
      if count > 0 { table.add([name(verdict), String(count), percent(count, of: totals.contacts)]) }
    }
    var out = table.rendered(width: width)
    if let mean = totals.meanScore {
      out += "\n" + language("平均分 ", "Mean score ") + points(mean)
      for findingClass in FindingClass.allCases {
        let errors = totals.criticalErrors[findingClass] ?? 0
        if totals.scored > 0
          && book.rules.contains(where: { $0.severity == .critical && $0.findingClass == findingClass })
        {
          out += language("；无\(name(findingClass))严重差错 ", "; free of critical \(name(findingClass)) errors ")
          out += percent(totals.scored - min(errors, totals.scored), of: totals.scored)
        }
      }
      out += "\n"
    }
    return out
  }

  private func reasonTable(_ width: Int) -> String {
    var table = TextTable([
      .init(language("不可评分原因", "Not scorable because")), .init(language("会话", "Contacts"), isNumeric: true),
    ])
    for (reason, count) in totals.notScorable.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      table.add([Self.reason(reason, language), String(count)])
    }
    return table.rendered(width: width)
  }

  private func ruleTable(_ width: Int) -> String {
    var table = TextTable([
      .init(language("规则", "Rule")), .init(language("名称", "Title"), isFlexible: true),
      .init(language("级别", "Severity")), .init(language("会话", "Contacts"), isNumeric: true),
      .init(language("占比", "Share"), isNumeric: true), .init(language("命中", "Findings"), isNumeric: true),
    ])
    let order = book.rules.indices.filter { totals.rules[$0].findings > 0 }.sorted {
      (totals.rules[$1].contacts, $0) < (totals.rules[$0].contacts, $1)
    }
    for index in order {
      let rule = book.rules[index]
      var kind = name(rule.severity)
      if rule.effect != .violation { kind = rule.effect == .merit ? language("加分", "merit") : language("标签", "tag") }
      if rule.status == .shadow { kind += language("（试运行）", " (shadow)") }
      table.add([
        rule.id, rule.title, kind, String(totals.rules[index].contacts),
        percent(totals.rules[index].contacts, of: totals.scored), String(totals.rules[index].findings),
      ])
    }
    if order.isEmpty { return language("没有命中。\n", "No findings.\n") }
    return table.rendered(width: width)
  }

  private func groupTable(_ width: Int) -> String {
    var table = TextTable(
      fields.map { .init($0, isFlexible: true) } + [
        .init(language("会话", "Contacts"), isNumeric: true), .init(language("合格率", "Pass"), isNumeric: true),
        .init(language("致命", "Fatal"), isNumeric: true), .init(language("平均分", "Mean"), isNumeric: true),
      ])
    for group in totals.groups.sorted(by: { $0.values.lexicographicallyPrecedes($1.values) }) {
      table.add(
        group.values.map { $0.isEmpty ? "—" : $0 } + [
          String(group.scored), percent(group.passed, of: group.scored), String(group.fatal),
          group.withScore == 0 ? "—" : points(Scorecard.rounded(group.scoreSum, by: group.withScore)),
        ])
    }
    return table.rendered(width: width)
  }

  private func contactTable(_ title: String, _ contacts: [EvaluationSummary], _ width: Int) -> String {
    var table = TextTable([
      .init(title, isFlexible: true), .init(language("坐席", "Agent"), isFlexible: true),
      .init(language("得分", "Score"), isNumeric: true), .init(language("命中的规则", "Rules that hit"), isFlexible: true),
    ])
    for contact in contacts {
      let rules = contact.findings.filter { book.rules[$0.rule].effect == .violation }.map { book.rules[$0.rule].id }
      table.add([
        contact.conversation, contact.agent.isEmpty ? "—" : contact.agent, contact.score.map(points) ?? "—",
        rules.isEmpty ? "—" : rules.joined(separator: " "),
      ])
    }
    return table.rendered(width: width)
  }

  private func unknownTable(_ rules: [Int], _ width: Int) -> String {
    var table = TextTable([
      .init(language("无法判断的规则", "Rules that could not run"), isFlexible: true),
      .init(language("会话", "Contacts"), isNumeric: true),
    ])
    for index in rules { table.add([book.rules[index].id, String(totals.unknown[index])]) }
    return table.rendered(width: width)
  }

  // MARK: Words

  private func points(_ value: Hundredths) -> String {
    let tenths = (value + 5) / 10
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  private func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "—" }
    let tenths = (2000 * part + whole) / (2 * whole)
    return "\(tenths / 10).\(tenths % 10)%"
  }

  private func name(_ verdict: Verdict) -> String {
    switch verdict {
    case .pass: language("合格", "pass")
    case .fail: language("不合格", "fail")
    case .review: language("待复核", "review")
    case .notApplicable: language("不适用", "n/a")
    case .notScorable: language("不可评分", "not scorable")
    }
  }

  private func name(_ severity: Severity) -> String {
    switch severity {
    case .critical: language("严重", "critical")
    case .major: language("一般", "major")
    case .minor: language("轻微", "minor")
    }
  }

  private func name(_ findingClass: FindingClass) -> String {
    switch findingClass {
    case .compliance: language("合规", "compliance")
    case .customer: language("客户", "customer")
    case .business: language("业务", "business")
    }
  }

  static func reason(_ word: String, _ language: Language) -> String {
    switch word {
    case "customer_silent": language("客户未发言", "customer never spoke")
    case "bot_only": language("仅机器人", "bot only")
    case "test": language("测试", "test")
    case "internal": language("内部会话", "internal")
    case "customer_left": language("客户离开", "customer left")
    case "no_content": language("无内容", "no content")
    case "no_agent": language("无坐席", "no agent")
    case "role_unmapped": language("角色未识别", "roles not known")
    default: word
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
