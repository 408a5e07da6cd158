internal import QA
internal import Reports

/// What two rulebooks do differently, in words.
struct ChangeText {
  var summary: ChangeSummary
  var fields: [String]
  var language: Language
  var width: Int

  /// The effect: contacts that moved, mean scores, verdicts, rules, groups.
  var overview: String {
    let all = summary.all
    var out =
      language("会话 ", "Contacts ") + "\(all.contacts)" + language("，有变化 ", ", changed ") + "\(all.changed)\n"
    if let before = all.meanBefore, let after = all.meanAfter {
      out +=
        language("平均分 ", "Mean score ") + "\(PointsText.points(before)) → \(PointsText.points(after)) ("
        + "\(PointsText.signed(after - before)))"
      out +=
        language("；合格 ", "; passed ") + "\(all.passedBefore) → \(all.passedAfter)"
        + language("；致命 ", "; fatal ") + "\(all.fatalBefore) → \(all.fatalAfter)\n"
    }
    if !summary.flips.isEmpty { out += "\n" + flips }
    if !summary.rules.isEmpty { out += "\n" + rules }
    if !summary.groups.isEmpty { out += "\n" + groups }
    return out
  }

  private var flips: String {
    var table = TextTable([
      .init(language("结论变化", "Verdict changes")), .init(language("会话", "Contacts"), isNumeric: true),
    ])
    for (flip, count) in summary.flips.sorted(by: {
      ($1.value, $0.key[0].rawValue + $0.key[1].rawValue) < ($0.value, $1.key[0].rawValue + $1.key[1].rawValue)
    }) {
      table.add(["\(PointsText.name(flip[0], language)) → \(PointsText.name(flip[1], language))", String(count)])
    }
    return table.rendered(width: width)
  }

  private var rules: String {
    var table = TextTable([
      .init(language("规则", "Rule"), isFlexible: true), .init(language("新增命中", "Gained"), isNumeric: true),
      .init(language("消失命中", "Lost"), isNumeric: true), .init(language("会话", "Contacts"), isNumeric: true),
    ])
    for (rule, change) in summary.rules.sorted(by: { ($1.value.contacts, $0.key) < ($0.value.contacts, $1.key) }) {
      table.add([rule, "+\(change.gained)", "-\(change.lost)", String(change.contacts)])
    }
    return table.rendered(width: width)
  }

  private var groups: String {
    var table = TextTable(
      fields.map { .init($0, isFlexible: true) } + [
        .init(language("会话", "Contacts"), isNumeric: true), .init(language("变化", "Changed"), isNumeric: true),
        .init("+", isNumeric: true), .init("-", isNumeric: true),
        .init(language("合格", "Passed"), isNumeric: true), .init(language("平均分", "Mean"), isNumeric: true),
        .init(language("差", "Delta"), isNumeric: true),
      ])
    for group in summary.groups.values.sorted(by: { $0.values.lexicographicallyPrecedes($1.values) }) {
      var mean = "—"
      var delta = "—"
      if let before = group.meanBefore, let after = group.meanAfter {
        mean = "\(PointsText.points(before)) → \(PointsText.points(after))"
        delta = PointsText.signed(after - before)
      }
      table.add(
        group.values.map { $0.isEmpty ? "—" : $0 } + [
          String(group.contacts), String(group.changed), String(group.gained), String(group.lost),
          "\(group.passedBefore) → \(group.passedAfter)", mean, delta,
        ])
    }
    return table.rendered(width: width)
  }

  /// The contacts that moved, as a table.
  func contacts(_ changes: [EvaluationChange]) -> String {
    guard !changes.isEmpty else { return "" }
    var table = TextTable([
      .init(language("有变化的会话", "Contacts that changed"), isFlexible: true),
      .init(language("坐席", "Agent"), isFlexible: true), .init(language("得分", "Score")),
      .init(language("结论", "Verdict")), .init(language("命中变化", "Findings"), isFlexible: true),
    ])
    for change in changes {
      let score =
        "\(change.before.score.map(PointsText.points) ?? "—") → \(change.after.score.map(PointsText.points) ?? "—")"
      let verdict =
        change.before.verdict == change.after.verdict
        ? PointsText.name(change.after.verdict, language)
        : "\(PointsText.name(change.before.verdict, language)) → \(PointsText.name(change.after.verdict, language))"
      let findings =
        change.gained.map { "+\($0.rule) “\($0.text)”" } + change.lost.map { "-\($0.rule) “\($0.text)”" }
      table.add([
        change.conversation, change.agent.isEmpty ? "—" : change.agent, score, verdict, findings.joined(separator: " "),
      ])
    }
    return "\n" + table.rendered(width: width)
  }

  /// Whether only what was meant to change did.
  func confinement(_ expected: Set<String>) -> String {
    let names = expected.sorted().joined(separator: ", ")
    if summary.unexpected == 0 {
      return language("除 \(names) 外没有任何变化。", "Nothing moved but the findings of \(names).")
    }
    return language(
      "\(summary.unexpected) 个会话有 \(names) 以外的变化：", "\(summary.unexpected) contacts changed beyond \(names): ")
      + summary.unexpectedContacts.joined(separator: " ")
  }
}

/// Scores and verdicts in words.
enum PointsText {
  /// Points with at most one decimal.
  static func points(_ value: Hundredths) -> String {
    let tenths = (abs(value) + 5) / 10
    let sign = value < 0 && tenths > 0 ? "-" : ""
    return sign + (tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)")
  }

  /// A difference with its sign and two decimals, so that a small effect over many contacts stays visible.
  static func signed(_ value: Hundredths) -> String {
    let digits = String(abs(value) % 100)
    return (value < 0 ? "-" : "+") + "\(abs(value) / 100)." + (digits.count < 2 ? "0" : "") + digits
  }

  static func name(_ verdict: Verdict, _ language: Language) -> String {
    switch verdict {
    case .pass: language("合格", "pass")
    case .fail: language("不合格", "fail")
    case .review: language("待复核", "review")
    case .notApplicable: language("不适用", "n/a")
    case .notScorable: language("不可评分", "not scorable")
    }
  }
}
