internal import Documents
internal import Transcripts

/// One contact whole: verdict, ledger, findings with reasons, transcript, near misses.
struct ContactDetails {
  let contact: ShownContact
  let context: ReportContext
  let withTranscript: Bool
  /// Findings of all legs in the order of the transcript, with their numbers.
  let findings: [(number: Int, leg: StoredEvaluation, finding: StoredFinding)]

  init(_ contact: ShownContact, _ context: ReportContext, withTranscript: Bool) {
    self.contact = contact
    self.context = context
    self.withTranscript = withTranscript
    let all = contact.evaluations.flatMap { leg in leg.findings.map { (leg, $0) } }
    let sorted = all.enumerated().sorted {
      let a = $0.element.1
      let b = $1.element.1
      return (a.turn ?? .max, a.characters?.lowerBound ?? 0, $0.offset)
        < (b.turn ?? .max, b.characters?.lowerBound ?? 0, $1.offset)
    }
    findings = sorted.enumerated().map { ($0.offset + 1, $0.element.element.0, $0.element.element.1) }
  }

  /// The anchor of a finding's explanation.
  func anchor(_ number: Int) -> String { "\(contact.anchor)f\(number)" }

  var details: Details {
    let word = context.word
    var blocks: [Block] = []
    for leg in legs {
      blocks.append(.table(ledger(leg)))
      if !leg.items.filter({ $0.outcome == "open" }).isEmpty { blocks.append(open(leg)) }
    }
    for entry in findings { blocks.append(.details(explanation(entry.number, entry.finding))) }
    if let conversation = contact.conversation, withTranscript {
      blocks.append(.excerpt(ContactTranscript(self, conversation).excerpt))
    } else {
      blocks.append(
        .note(word("这里没有存全文。", "The transcript is not kept here."), tone: .plain))
    }
    if !contact.nearMisses.isEmpty { blocks.append(.details(nearMisses)) }
    return Details(id: contact.anchor, summary: summary, badges: badges, blocks: blocks)
  }

  /// The evaluations that have items of their own.
  private var legs: [StoredEvaluation] {
    contact.evaluations.filter { !($0.head.isWhole && $0.head.legs > 1) && $0.head.verdict != .notScorable }
  }

  private var summary: String {
    guard let whole = contact.whole else { return contact.id }
    let agents = contact.evaluations.map(\.head.agent).filter { !$0.isEmpty }
    var parts = [contact.id]
    if !agents.isEmpty { parts.append(agents.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: " → ")) }
    parts += whole.groups.map(\.value).filter { !$0.isEmpty }
    return parts.joined(separator: " · ")
  }

  private var badges: [Badge] {
    guard let whole = contact.whole else { return [] }
    var badges = [Badge(context.name(whole.head.verdict), context.tone(whole.head.verdict))]
    if whole.head.isFatal { badges.append(Badge(context.word("致命", "fatal"), .bad)) }
    if let score = whole.head.score {
      var text = Digits.points(Double(score) / 100)
      if let low = whole.scoreMinimum, let high = whole.scoreMaximum, low != high {
        text += " (\(Digits.points(Double(low) / 100))–\(Digits.points(Double(high) / 100)))"
      }
      badges.append(Badge(text))
    }
    if !whole.band.isEmpty { badges.append(Badge(whole.band)) }
    return badges
  }

  // MARK: Ledger

  private func ledger(_ leg: StoredEvaluation) -> ReportTable {
    let word = context.word
    var caption = word("扣分明细", "Ledger")
    if leg.head.legs > 1 {
      caption += word("：第 \(leg.head.leg) 段，\(context.agent(leg.head.agent))", ": leg \(leg.head.leg), \(context.agent(leg.head.agent))")
    }
    let card = context.outline.card
    var rows: [[TableCell]] = []
    if card?.mode == "deduct" {
      rows.append([.text(word("起评分", "Base")), number(card?.base ?? 10_000, signed: false), .empty])
    }
    for line in leg.ledger { rows.append(row(line, leg)) }
    rows.append([
      .text(word("得分", "Score")),
      leg.head.score.map { number($0, signed: false) } ?? .text(word("无", "none"), tone: .muted), .empty,
    ])
    return ReportTable(
      caption, columns: [.text(word("项目", "Line")), .number(word("分值", "Points")), .text(word("依据", "Because"))],
      rows: rows, isSortable: false)
  }

  private func number(_ value: Hundredths, signed: Bool) -> TableCell {
    let text = signed ? ReportContext.points(value) : Digits.points(Double(value) / 100)
    return .text(text, tone: signed && value < 0 ? .bad : signed && value > 0 ? .good : .plain)
  }

  private func row(_ line: StoredLedgerLine, _ leg: StoredEvaluation) -> [TableCell] {
    let item = context.outline.card?.items.first {
      $0.entry.id == line.item && context.outline.card?.sections[$0.section].id == line.section
    }
    let scopes = line.kind == "fatal" ? ["evaluation"] : line.kind == "fatal_section" ? ["section"] : []
    let fatal = scopes.isEmpty ? [] : items(fatal: scopes, in: line.section)
    let rules = scopes.isEmpty ? [item?.entry.rule].compactMap { $0 } : fatal.compactMap(\.rule)
    let mine = findings.filter { $0.leg.head.leg == leg.head.leg && rules.contains($0.finding.rule) }
    let because = mine.first.map { evidence($0.number, $0.finding, count: mine.count) } ?? TableCell.empty
    let hit = fatal.filter { item in mine.contains { $0.finding.rule == item.rule } }.map(\.title)
    let title = hit.isEmpty ? item?.entry.title ?? line.item : hit.joined(separator: context.word("、", ", "))
    return [.text(name(line, title)), number(line.points, signed: true), because]
  }

  /// The items that zero something, in a section or in all of them.
  private func items(fatal scopes: [String], in section: String) -> [RunOutline.ItemEntry] {
    let sections = context.outline.card?.sections.filter { section.isEmpty || $0.id == section } ?? []
    return sections.flatMap(\.items).filter { scopes.contains($0.fatal) }
  }

  private func evidence(_ number: Int, _ finding: StoredFinding, count: Int) -> TableCell {
    let detail = count > 1 ? context.word("共 \(count) 处", "\(count) places") : ""
    let text = ErrorSection.shortened(finding.text.isEmpty ? finding.message : finding.text, to: 60)
    let value: TableCell.Value = finding.text.isEmpty ? .text(text) : .quote(text)
    return TableCell(value, detail: detail, link: anchor(number))
  }

  private func name(_ line: StoredLedgerLine, _ title: String) -> String {
    let word = context.word
    let section = context.outline.card?.sections.first { $0.id == line.section }?.title ?? line.section
    switch line.kind {
    case "deduction", "earned", "bonus": return title
    case "item_max": return word("单项扣分上限：", "Item limit: ") + title
    case "section_cap": return word("分段扣分上限：", "Section limit: ") + section
    case "fatal_section": return word("致命项清零本段：", "Fatal, section lost: ") + section
    case "fatal": return word("致命项清零：", "Fatal, everything lost: ") + title
    case "bonus_cap": return word("加分上限", "Bonus limit")
    case "floor": return word("不低于最低分", "Floor")
    default: return line.kind
    }
  }

  private func open(_ leg: StoredEvaluation) -> Block {
    let items = context.outline.card?.items.map(\.entry) ?? []
    let open = leg.items.filter { $0.outcome == "open" }
    let titles = open.map { items[$0.item].title }.joined(separator: context.word("、", ", "))
    return .note(context.word("待人工回答：", "For people to answer: ") + titles, tone: .warning)
  }

  // MARK: Reasons

  private func explanation(_ number: Int, _ finding: StoredFinding) -> Details {
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
      summary += word("：“\(ErrorSection.shortened(finding.text, to: 40))”", ": “\(ErrorSection.shortened(finding.text, to: 60))”")
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
        TableCell(.code(step.condition == "it" ? finding.ruleWord(context) : step.condition), detail: step.operatorName),
        .text(truth(step.value), tone: step.value == "hit" ? .plain : .muted),
        step.text.map { TableCell(.quote(ErrorSection.shortened($0, to: 200)), detail: found.joined(separator: word("，", ", "))) }
          ?? .text(found.joined(separator: word("，", ", "))),
      ])
      if let near = step.nearest {
        rows.append([
          .text(word("最接近", "nearest"), tone: .muted), .text(refusal(near.refusedBy, near.similarity), tone: .warning),
          TableCell(.quote(ErrorSection.shortened(near.text, to: 200)), detail: word("第 \(near.turn) 句", "turn \(near.turn)")),
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

  private var nearMisses: Details {
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
