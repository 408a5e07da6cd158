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
    if !agents.isEmpty {
      parts.append(agents.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: " → "))
    }
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
      caption += word(
        "：第 \(leg.head.leg) 段，\(context.agent(leg.head.agent))",
        ": leg \(leg.head.leg), \(context.agent(leg.head.agent))")
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
}
