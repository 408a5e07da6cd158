internal import Documents

extension ContactDetails {
  /// Why a finding was made, condition by condition.
  func explanation(_ number: Int, _ finding: StoredFinding) -> Details {
    let word = context.word
    let rule = context.outline.rules[finding.rule]
    let kind = context.kind(rule)
    var blocks: [Block] = []
    if !finding.message.isEmpty { blocks.append(.paragraph(finding.message)) }
    blocks.append(.table(reasons(finding)))
    if !rule.falsePositives.isEmpty {
      blocks.append(.note(word("常见误判：", "Known false positives: ") + rule.falsePositives, tone: .plain))
    }
    var summary = "\(number). \(rule.title)"
    if !finding.text.isEmpty {
      summary += word(
        "：“\(ErrorSection.shortened(finding.text, to: 40))”", ": “\(ErrorSection.shortened(finding.text, to: 60))”")
    }
    return Details(id: anchor(number), summary: summary, badges: [Badge(kind.text, kind.tone)], blocks: blocks)
  }

  private func reasons(_ finding: StoredFinding) -> ReportTable {
    let word = context.word
    var rows: [[TableCell]] = []
    for step in finding.why {
      var found: [String] = []
      if let turn = step.turn { found.append(word("第 \(turn) 句", "turn \(turn)")) }
      if let measure = step.measure { found.append(Digits.points(measure)) }
      if let searched = step.searched {
        found.append(
          word(
            "检索了第 \(searched.lowerBound)–\(searched.upperBound) 句",
            "searched turns \(searched.lowerBound)–\(searched.upperBound)"))
      }
      rows.append([
        TableCell(
          .code(step.condition == "it" ? finding.ruleWord(context) : step.condition), detail: step.operatorName),
        .text(truth(step.value), tone: step.value == "hit" ? .plain : .muted),
        step.text.map {
          TableCell(.quote(ErrorSection.shortened($0, to: 200)), detail: found.joined(separator: word("，", ", ")))
        }
          ?? .text(found.joined(separator: word("，", ", "))),
      ])
      if let near = step.nearest {
        rows.append([
          .text(word("最接近", "nearest"), tone: .muted), .text(refusal(near.refusedBy, near.similarity), tone: .warning),
          TableCell(
            .quote(ErrorSection.shortened(near.text, to: 200)), detail: word("第 \(near.turn) 句", "turn \(near.turn)")),
        ])
      }
    }
    return ReportTable(
      word("为什么", "Why"),
      columns: [.text(word("条件", "Condition")), .text(word("结果", "Result")), .text(word("依据", "Evidence"))], rows: rows,
      isSortable: false)
  }

  private func truth(_ value: String) -> String {
    switch value {
    case "hit": context.word("命中", "hit")
    case "miss": context.word("未命中", "miss")
    case "unknown": context.word("无法判断", "unknown")
    case "na": context.word("不适用", "n/a")
    default: value
    }
  }

  /// What refused a near miss, in words.
  func refusal(_ code: String, _ similarity: Double?) -> String {
    let word = context.word
    let alike = similarity.map { word("（相似度 \(Digits.percent($0))）", " (similarity \(Digits.percent($0)))") } ?? ""
    return switch code {
    case "exclude": word("属于排除的说法", "an excluded phrase")
    case "boundary": word("只是别的词的一部分", "only part of another word")
    case "negation": word("被否定", "negated")
    case "quotation": word("引述客户的话", "quotes the customer")
    case "echo": word("复述客户的话", "repeats the customer")
    case "mood": word("语气不符（疑问或假设）", "a question or a condition")
    case "threshold": word("不够相似", "not alike enough") + alike
    case "role": word("由其他角色说出", "said by somebody else")
    case "scope": word("不在检索范围内", "outside the searched turns")
    default: code
    }
  }

  /// What came close and did not count.
  var nearMisses: Details {
    let word = context.word
    let limit = 30
    let rows = contact.nearMisses.prefix(limit).map { near -> [TableCell] in
      [
        .text(context.outline.rules[near.rule].title), TableCell(.quote(ErrorSection.shortened(near.text, to: 120))),
        .text(refusal(near.refusedBy, near.similarity)),
        TableCell(.integer(near.turn), link: "\(contact.anchor)t\(near.turn)"),
      ]
    }
    return Details(
      summary: word("相近但未命中（\(contact.nearMisses.count)）", "Close, but no finding (\(contact.nearMisses.count))"),
      blocks: [
        .table(
          ReportTable(
            word("为什么没有命中", "Why these did not hit"),
            columns: [
              .text(word("规则", "Rule")), .text(word("原话", "Words")), .text(word("原因", "Because")),
              .number(word("句", "Turn")),
            ], rows: rows, omitted: max(0, contact.nearMisses.count - limit)))
      ])
  }
}

extension StoredFinding {
  /// The word for a rule's only condition.
  fileprivate func ruleWord(_ context: ReportContext) -> String { context.outline.rules[rule].id }
}
