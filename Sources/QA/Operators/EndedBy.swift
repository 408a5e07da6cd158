internal import TextAnalysis
internal import Transcripts

/// Who ended the contact (谁先挂断).
struct EndedBy: Operator {
  static let name = "ended_by"
  static let summary = "The contact was ended by one of some parties, as the record or a notice of the system says."
  static let parameters: [Parameter] = [
    Parameter("party", .texts, required: true, "agent, customer, bot, system or timeout."),
    Parameter("field", .text, default: "ended_by", "The metadata field that says who ended the contact."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{ended_by: {party: agent}}", ["坐席: ▸再见◂"], metadata: ["ended_by": "agent"]),
    .hit("{ended_by: {party: [agent, system]}}", ["坐席: ▸再见◂"], metadata: ["ended_by": "坐席挂断"]),
    .not("{ended_by: {party: agent}}", ["坐席: 再见"], metadata: ["ended_by": "customer"]),
    .not("{ended_by: {party: agent}}", ["坐席: 再见"], metadata: ["ended_by": "客户超时"]),
    .hit("{ended_by: {party: timeout}}", ["坐席: ▸再见◂"], metadata: ["ended_by": "客户超时"]),
    .hit("{ended_by: {party: agent}}", ["坐席: 再见", "系统: ▸客服已结束会话◂"]),
    .hit("{ended_by: {party: timeout}}", ["坐席: 在吗", "系统: ▸您长时间未回复，会话已自动结束◂"]),
    .hit("{ended_by: {party: customer}}", ["Agent: Bye", "System: ▸The customer has left the chat.◂"]),
    .not("{ended_by: {party: agent}}", ["坐席: 客服已结束会话的话您再进线", "客户: 好的", "系统: 请评价"], metadata: ["ended_by": "客户"]),
    .not(.unknown, "{ended_by: {party: agent}}", ["坐席: 再见"]),
  ]

  enum Party: String, Sendable, CaseIterable { case agent, customer, bot, system, timeout }

  /// Words of records and notices; time-outs first, since they name a party as well (客户超时).
  private static let words: [(party: Party, words: [String])] = [
    (
      .timeout,
      ["timeout", "time out", "timed out", "inactiv", "idle", "no response", "超时", "未回复", "长时间", "无响应", "自动结束"]
    ),
    (.agent, ["agent", "staff", "advisor", "representative", "坐席", "客服", "人工", "座席", "员工"]),
    (.customer, ["customer", "visitor", "client", "user", "caller", "客户", "用户", "访客", "买家", "顾客", "主叫"]),
    (.bot, ["bot", "机器人"]), (.system, ["system", "系统"]),
  ]
  private static let endings = [
    "结束", "关闭", "离开", "退出", "挂断", "挂机", "断开", "终止", "ended", "closed", "left", "hung up", "disconnected", "terminated",
  ]

  var parties: Set<Party>
  var field: String
  var words: [(party: Party, folded: [UInt8])]
  var endings: [[UInt8]]

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    var parties: Set<Party> = []
    for node in arguments.node("party")?.elements ?? [] {
      guard let party = Party(rawValue: node.text ?? "") else {
        let known = Party.allCases.map(\.rawValue)
        compiler.log.error(
          "'party' cannot be '\(node.text ?? "")'", at: node.location,
          hint: Nearest.hint(for: node.text ?? "", among: known) ?? "it is \(known.joined(separator: ", "))")
        return nil
      }
      parties.insert(party)
    }
    let folder = compiler.folder
    return EndedBy(
      parties: parties, field: arguments.text("field") ?? "ended_by",
      words: Self.words.flatMap { entry in entry.words.map { (entry.party, folder.fold($0)) } },
      endings: Self.endings.map { folder.fold($0) })
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    guard let last = scoped.leg.utterances.last else { return .notApplicable(.emptyScope) }
    // A leg that was handed over did not end the contact.
    guard scoped.leg.utterances.upperBound == view.utterances.count else { return .notApplicable(.doesNotApply) }
    if let value = MetadataOperator.value(of: field, in: view.conversation) {
      guard let party = party(in: view.folder.fold(value.description)[...]) else { return .unknown(.metadataMissing) }
      return parties.contains(party) ? .found([view.turnHit(last)]) : .miss
    }
    guard let (party, turn) = notice(view) else { return .unknown(.metadataMissing) }
    guard parties.contains(party) else { return .miss }
    let utterance = Int(view.utteranceOfTurn[turn])
    return .found([view.turnHit(utterance >= 0 ? utterance : last)])
  }

  private func party(in text: ArraySlice<UInt8>) -> Party? {
    words.first { text.contains($0.folded) }?.party
  }

  /// The last notice or event after the parties' last words that names who ended the contact.
  private func notice(_ view: ConversationView) -> (party: Party, turn: Int)? {
    for turn in view.conversation.turns.indices.reversed() {
      let entry = view.conversation.turns[turn]
      if entry.visibility == .public, entry.kind != .event, entry.role != .system { return nil }
      guard entry.visibility == .public else { continue }
      let text = view.folded.bytes[view.folded.turnRange(turn)]
      if endings.contains(where: { text.contains($0) }), let party = party(in: text) { return (party, turn) }
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// Whether other bytes stand somewhere in these.
  func contains(_ other: [UInt8]) -> Bool {
    guard count >= other.count, !other.isEmpty else { return false }
    return (startIndex...endIndex - other.count).contains {
      self[$0] == other[0] && self[$0..<$0 + other.count].elementsEqual(other)
    }
  }
}
