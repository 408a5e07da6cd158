internal import Documents
internal import Transcripts

/// A contact's transcript with everything the rules saw in it: evidence, near misses, windows searched in vain.
struct ContactTranscript {
  private let details: ContactDetails
  private let conversation: Conversation
  private let context: ReportContext

  /// Bytes and turns after which a transcript is cut.
  private static let textLimit = 96 << 10
  private static let turnLimit = 600

  init(_ details: ContactDetails, _ conversation: Conversation) {
    self.details = details
    self.conversation = conversation
    context = details.context
  }

  var excerpt: Excerpt {
    let word = context.word
    let count = conversation.turns.count { $0.counts }
    var marks = self.marks
    let windows = self.windows(count)
    var turns: [ExcerptTurn] = []
    var number = 0
    var size = 0
    for turn in conversation.turns {
      if turn.counts { number += 1 }
      if turns.count >= Self.turnLimit || size > Self.textLimit { break }
      size += turn.range.count
      var shown = self.shown(turn, turn.counts ? number : nil)
      if turn.counts {
        shown.marks = marks.removeValue(forKey: number) ?? []
        for window in windows where window.turns.lowerBound == number { shown.remarks.append(window.remark) }
        shown.isSearched = windows.contains { $0.turns.contains(number) && $0.turns.count < count }
      }
      turns.append(shown)
    }
    return Excerpt(
      title: word("会话 \(details.contact.id)", "Conversation \(details.contact.id)"), turns: turns,
      omitted: conversation.turns.count - turns.count)
  }

  // MARK: Turns

  private func shown(_ turn: Turn, _ number: Int?) -> ExcerptTurn {
    let word = context.word
    var text = conversation.string(of: turn)
    var flags: [String] = []
    if turn.kind == .attachment {
      flags.append(word("图片或文件", "attachment"))
      if text.isEmpty { text = word("［附件］", "[attachment]") }
    }
    if turn.flags.contains(.automatic) { flags.append(word("自动", "automatic")) }
    if turn.flags.contains(.recalled) { flags.append(word("已撤回", "withdrawn")) }
    if turn.visibility == .internal { flags.append(word("内部", "internal")) }
    return ExcerptTurn(
      id: number.map { "\(details.contact.anchor)t\($0)" } ?? "", number: number, speaker: speaker(turn),
      side: side(turn), time: context.clock.words(turn.time, of: conversation), text: text, flags: flags)
  }

  private func side(_ turn: Turn) -> Excerpt.Side {
    if turn.kind == .event || turn.visibility == .internal { return .middle }
    switch turn.role {
    case .customer: return .customer
    case .agent, .bot, .supervisor: return .centre
    case .system, .unknown: return .middle
    }
  }

  private func speaker(_ turn: Turn) -> String {
    let word = context.word
    let role =
      switch turn.role {
      case .agent: word("坐席", "Agent")
      case .customer: word("客户", "Customer")
      case .bot: word("机器人", "Bot")
      case .supervisor: word("主管", "Supervisor")
      case .system: word("系统", "System")
      case .unknown: word("未知", "Unknown")
      }
    guard turn.participant >= 0, turn.role != .system else { return role }
    let participant = conversation.participants[Int(turn.participant)]
    // Who the customer is belongs into the records, not into a report that is passed on.
    if turn.role == .customer { return role }
    return "\(role) \(participant.name ?? participant.id)"
  }

  // MARK: Marks

  /// Marks by turn: evidence first, near misses where nothing is marked yet.
  private var marks: [Int: [TextMark]] {
    var marks: [Int: [TextMark]] = [:]
    for entry in details.findings {
      guard let turn = entry.finding.turn else { continue }
      let rule = context.outline.rules[entry.finding.rule]
      let kind = context.kind(rule)
      let range = entry.finding.characters ?? 0..<Int.max
      marks[turn, default: []].append(
        TextMark(
          range, tone: kind.tone, label: "\(rule.title) (\(kind.text))", reference: String(entry.number),
          link: details.anchor(entry.number)))
    }
    for near in details.contact.nearMisses {
      guard let range = near.characters, near.turn > 0 else { continue }
      if marks[near.turn]?.contains(where: { $0.range.overlaps(range) }) == true { continue }
      let rule = context.outline.rules[near.rule]
      let reason = details.refusal(near.refusedBy, near.similarity)
      marks[near.turn, default: []].append(
        TextMark(
          range, tone: .muted,
          label: context.word("未命中 \(rule.title)：\(reason)", "no finding of \(rule.title): \(reason)")))
    }
    return marks
  }

  /// The windows that were searched for what is missing.
  private func windows(_ count: Int) -> [(turns: ClosedRange<Int>, remark: ExcerptTurn.Remark)] {
    details.findings.compactMap { entry in
      guard entry.finding.turn == nil else { return nil }
      guard let searched = entry.finding.why.lazy.compactMap(\.searched).first, searched.upperBound <= max(count, 1)
      else {
        return nil
      }
      let title = context.outline.rules[entry.finding.rule].title
      let text = context.word(
        "\(entry.number). 检索第 \(searched.lowerBound)–\(searched.upperBound) 句，未找到：\(title)",
        "\(entry.number). turns \(searched.lowerBound)–\(searched.upperBound) searched in vain: \(title)")
      return (searched, ExcerptTurn.Remark(text, tone: .warning, link: details.anchor(entry.number)))
    }
  }
}
