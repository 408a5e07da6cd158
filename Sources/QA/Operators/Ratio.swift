internal import TextAnalysis
internal import Transcripts

/// The share of the talk that one party holds (话语占比).
struct Ratio: Operator {
  static let name = "ratio"
  static let summary = "The share of the talk that one party holds, in percent, compares to a bound."
  static let parameters: [Parameter] = [
    Parameter("of", .choice(["agent", "customer", "bot"]), default: "agent", "Whose share."),
    Parameter("against", .texts, default: "everybody but system notices", "The other parties that are counted."),
    Parameter(
      "measure", .choice(["chars", "words", "turns", "time"]), default: "chars", "What is shared; time needs end times."
    ),
    Parameter("compare", .choice(Comparison.words), default: ">", "How the share compares to the bound."),
    Parameter("value", .number, required: true, "The bound in percent, 0 to 100."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{ratio: {of: agent, value: 70}}", ["客户: 好", "坐席: ▸这款产品非常适合您的家庭◂"]),
    .not("{ratio: {of: agent, value: 70}}", ["客户: 我想了解一下这款产品的手续费", "坐席: 好的您稍等"]),
    .hit("{ratio: {of: agent, measure: turns, compare: '>=', value: 50}}", ["客户: 在吗", "坐席: ▸在◂"]),
    .hit(
      "{ratio: {of: agent, measure: time, value: 60}}", ["客户: 您好", "坐席: ▸请讲◂"], times: [0, 2], ends: [1, 10]),
    .not(.unknown, "{ratio: {of: agent, measure: time, value: 60}}", ["客户: 您好", "坐席: 请讲"], times: [0, 2]),
    .not(.notApplicable, "{ratio: {of: agent, value: 70}}", ["系统: 会话开始"]),
    .not(.unknown, "{ratio: {of: agent, value: 70}}", ["???: 您好", "坐席: 请讲"]),
  ]

  enum Measure: String, Sendable { case chars, words, turns, time }

  var role: Role
  var others: RoleSet
  var measure: Measure
  var comparison: Comparison
  var bound: Double

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    var others = RoleSet()
    for node in arguments.node("against")?.elements ?? [] {
      guard let role = Role(name: node.text ?? "") else {
        compiler.log.error(
          "no role is named '\(node.text ?? "")'", at: node.location, hint: "agent, customer, bot, supervisor or system"
        )
        return nil
      }
      others.formUnion(RoleSet(role))
    }
    if !arguments.has("against") { others = RoleSet.any.subtracting(RoleSet(.system)) }
    return Ratio(
      role: Role(name: arguments.text("of") ?? "agent") ?? .agent, others: others,
      measure: Measure(rawValue: arguments.text("measure") ?? "chars") ?? .chars,
      comparison: Comparison(rawValue: arguments.text("compare") ?? ">") ?? .greater,
      bound: arguments.number("value") ?? 0)
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    if scoped.leg.roles.contains(.unknown) { return .unknown(.roleUnmapped) }
    var mine: Int64 = 0
    var all: Int64 = 0
    var first: Int?
    for utterance in scoped.window.utterances {
      let isMine = view.role(utterance) == role
      guard isMine || others.contains(view.role(utterance)) else { continue }
      let amount: Int64
      switch measure {
      case .turns: amount = 1
      case .time:
        amount = view.conversation.turns[view.utterances[utterance].turn].duration
        if amount < 0 { return .unknown(.noDurations) }
      case .chars, .words:
        amount = Int64(
          TextMeasure.count(view.utterances[utterance].range, of: scoped.folded, words: measure == .words))
      }
      all += amount
      if isMine {
        mine += amount
        if first == nil { first = utterance }
      }
    }
    guard all > 0 else { return .notApplicable(.emptyScope) }
    let share = Double(mine) * 100 / Double(all)
    guard comparison.holds(share, bound) else { return .miss }
    return .found([view.turnHit(first ?? scoped.window.utterances.lowerBound, measure: share)])
  }
}
