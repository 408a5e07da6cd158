internal import Documents

/// Every contact with a fatal finding, with the sentence (致命清单).
enum FatalSection: ReportSection {
  static func section(_ context: ReportContext) -> DocumentSection? {
    guard context.outline.card != nil else { return nil }
    let word = context.word
    let title = word("致命清单", "Fatal findings")
    guard context.tally.fatalCount > 0 else {
      return DocumentSection(
        id: "fatal", title: title, shortTitle: word("致命", "Fatal"),
        blocks: [
          .note(word("没有致命会话。", "No conversation has a fatal finding."), tone: .good)
        ])
    }
    var table = ReportTable(
      word("致命项与原话", "Fatal findings and the words"),
      columns: [
        .text(word("会话", "Conversation")), .text(word("规则", "Rule")), .text(word("原话", "Words")),
        .text(word("坐席", "Agent")),
      ] + context.tally.fields.map { .text(context.name(ofField: $0)) })
    for contact in context.tally.fatal {
      let link = context.link(contact.contact)
      let id = TableCell.text(contact.conversation, link: link)
      let who: [TableCell] = [.text(contact.agent)] + contact.groups.map { .text($0) }
      for (finding, rule) in zip(contact.findings, contact.rules) {
        table.rows.append(
          [
            id, .text(context.outline.rules[rule].title, tone: .bad),
            context.passage(finding).cell(isWords: !finding.text.isEmpty, tone: .bad),
          ] + who)
      }
      if contact.findings.isEmpty { table.rows.append([id, .empty, .empty] + who) }
    }
    let missing = context.tally.fatalCount - context.tally.fatal.count
    table.omitted = missing
    table.restIn = "findings.csv"
    let count = Digits.grouped(context.tally.fatalCount)
    let noun = context.tally.fatalCount == 1 ? "conversation" : "conversations"
    return DocumentSection(
      id: "fatal", title: title, shortTitle: word("致命", "Fatal"),
      lead: word("\(count) 个会话触发一票否决。点会话号看全文。", "\(count) \(noun) failed outright. Click one to read it whole."),
      blocks: [.table(table)])
  }
}
