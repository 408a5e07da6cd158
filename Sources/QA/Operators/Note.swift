internal import TextAnalysis
internal import Transcripts

/// What the call note says against what was said (小结与对话是否一致).
struct NoteOperator: Operator {
  static let name = "note"
  static let summary = "The contact's note agrees with the dialogue: its amounts, its promises or its category."
  static let parameters: [Parameter] = [
    Parameter(
      "field", .choice(["amount", "promise", "category"]), required: true,
      "What must agree: amounts of money; amounts, times and dates promised; or the category."),
    Parameter(
      "agrees_with", .choice(["dialogue", "agent", "customer"]),
      default: "agent for promises, customer for categories, else dialogue", "Whose words the note is held against."),
    Parameter(
      "from", .text, default: "internal notes, else the field note, summary, remark or 小结; category for categories",
      "The metadata field that holds the note."),
    Parameter("category", .text, "For categories: the category that is checked; others do not apply."),
    Parameter("any", .texts, "For categories: words of which one must be said."),
  ]
  static let examples: [OperatorExample] = [
    .hit(
      "{note: {field: amount}}", ["客户: 多扣了▸两百元◂", "坐席: 给您退"], metadata: ["note": "客户反映多扣200元"]),
    .not("{note: {field: amount}}", ["客户: 多扣了两百元", "坐席: 给您退"], metadata: ["note": "客户反映多扣300元"]),
    .hit(
      "{note: {field: promise}}", ["Agent: You will have it within ▸3 days◂."],
      metadata: ["summary": "Promised delivery in 3 days"]),
    .not(
      "{note: {field: promise}}", ["客户: 3天能到吗", "坐席: 尽快"], metadata: ["note": "承诺3天内送达"]),
    .hit(
      "{note: {field: category, category: refund, any: [退款, 退钱]}}", ["客户: 我要▸退款◂"],
      metadata: ["category": "refund"]),
    .not(
      "{note: {field: category, category: refund, any: [退款, 退钱]}}", ["客户: 什么时候发货"],
      metadata: ["category": "refund"]),
    .not(
      .notApplicable, "{note: {field: category, category: refund, any: [退款]}}", ["客户: 退款"],
      metadata: ["category": "delivery"]),
    .not(.notApplicable, "{note: {field: amount}}", ["客户: 两百元"], metadata: ["note": "客户来电咨询"]),
    .not(.unknown, "{note: {field: amount}}", ["客户: 两百元"]),
  ]

  enum Question: Sendable {
    case numbers([NumberKind])
    case category(String, set: Int)
  }

  var question: Question
  var roles: RoleSet
  var field: String?

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    let field = arguments.text("field") ?? "amount"
    let usual = field == "promise" ? "agent" : field == "category" ? "customer" : "dialogue"
    let roles: RoleSet
    switch arguments.text("agrees_with") ?? usual {
    case "agent": roles = RoleSet(.agent)
    case "customer": roles = RoleSet(.customer)
    default: roles = .any
    }
    if field != "category" {
      for key in ["category", "any"] where arguments.has(key) {
        compiler.log.error("'\(key)' goes with field: category", at: arguments.location(of: key))
        return nil
      }
      return NoteOperator(
        question: .numbers(field == "amount" ? [.money] : [.money, .duration, .date]), roles: roles,
        field: arguments.text("from"))
    }
    let literals = (arguments.node("any")?.elements ?? []).compactMap {
      compiler.literal($0.text ?? "", at: $0.location)
    }
    guard let category = arguments.text("category"), !literals.isEmpty else {
      compiler.log.error("a category needs 'category' and words", at: arguments.location, hint: "give category and any")
      return nil
    }
    return NoteOperator(
      question: .category(category, set: compiler.termSet(literals)), roles: roles, field: arguments.text("from"))
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    switch question {
    case .category(let category, let set): checkCategory(category, set, scoped)
    case .numbers(let kinds): checkNumbers(kinds, scoped)
    }
  }

  private func checkCategory(_ category: String, _ set: Int, _ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    guard let value = view.conversation.metadata[field ?? "category"]?.description, !value.isEmpty else {
      return .unknown(.metadataMissing)
    }
    guard value == category else { return .notApplicable(.doesNotApply) }
    var hits: [Hit] = []
    view.forEachHit(ofSet: set) { _, hit in
      if scoped.window.utterances.contains(hit.utterance), roles.contains(view.role(hit.utterance)),
        scoped.refusal(of: hit) == nil
      {
        hits.append(hit)
      }
    }
    return .found(ScopedView.withoutOverlaps(hits))
  }

  private func checkNumbers(_ kinds: [NumberKind], _ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    guard let noted = notedNumbers(view) else { return .unknown(.metadataMissing) }
    let wanted = noted.filter { kinds.contains($0.kind) }
    guard !wanted.isEmpty else { return .notApplicable(.emptyScope) }
    var said: [(number: ReadNumber, utterance: Int)] = []
    for utterance in scoped.window.utterances where roles.contains(view.role(utterance)) {
      for number in NumberReader.numbers(in: view.utterances[utterance].range, of: scoped.folded) {
        said.append((number, utterance))
      }
    }
    var hits: [Hit] = []
    for number in wanted {
      guard let match = said.first(where: { Self.agree($0.number, number) }) else { return .miss }
      hits.append(Hit(utterance: match.utterance, range: match.number.range, hasText: true, measure: nil))
    }
    return .found(ScopedView.withoutOverlaps(hits))
  }

  private static func agree(_ a: ReadNumber, _ b: ReadNumber) -> Bool {
    guard a.kind == b.kind, a.value == b.value, a.date == b.date else { return false }
    return a.kind != .money || a.unit == b.unit || a.unit.isEmpty || b.unit.isEmpty
  }

  /// The numbers of the note, or `nil` if the contact has none.
  private func notedNumbers(_ view: ConversationView) -> [ReadNumber]? {
    if field == nil {
      let notes = view.conversation.turns.indices.filter {
        let turn = view.conversation.turns[$0]
        return turn.kind == .note && !turn.counts && turn.end > turn.start
      }
      if !notes.isEmpty {
        return notes.flatMap { NumberReader.numbers(in: view.folded.turnRange($0), of: view.folded) }
      }
    }
    let names = field.map { [$0] } ?? ["note", "notes", "summary", "remark", "小结", "备注"]
    let text = names.lazy.compactMap { view.conversation.metadata[$0]?.description }.first { !$0.isEmpty }
    guard let text else { return nil }
    var note = Conversation()
    note.append(Turn(start: 0, end: 0, role: .agent, kind: .note), text: text.utf8)
    var folded = FoldedText()
    view.folder.fold(note, into: &folded)
    return NumberReader.numbers(in: folded.turnRange(0), of: folded)
  }
}
