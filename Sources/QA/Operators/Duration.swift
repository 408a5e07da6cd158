internal import Transcripts

/// How long a contact, a leg or a single turn lasts.
struct DurationOperator: Operator {
  static let name = "duration"
  static let summary = "The contact, the leg or a single turn lasts longer or shorter than a bound."
  static let parameters: [Parameter] = [
    Parameter(
      "of", .choice(["conversation", "leg", "turn"]), default: "leg",
      "What is measured. A contact runs from its start to its end where the source gives them, otherwise from first to "
        + "last turn; a turn needs an end time."),
    Parameter("compare", .choice(Comparison.words), default: ">", "How the time compares to the bound."),
    Parameter("seconds", .duration, required: true, "The bound."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{duration: {of: conversation, seconds: 10m}}", ["客户: 在吗", "坐席: ▸再见◂"], times: [0, 601]),
    .not("{duration: {of: conversation, seconds: 10m}}", ["客户: 在吗", "坐席: 再见"], times: [0, 600]),
    .hit("{duration: {compare: '<', seconds: 30}}", ["客户: 在吗", "坐席: ▸您好◂"], times: [0, 10]),
    .hit("{duration: {of: turn, seconds: 60}, role: agent}", ["坐席: ▸条款如下◂"], times: [0], ends: [75]),
    .not("{duration: {of: turn, seconds: 60}, role: agent}", ["客户: 我说一下", "坐席: 好"], times: [0, 90], ends: [88, 91]),
    .not(.unknown, "{duration: {of: turn, seconds: 60}, role: agent}", ["坐席: 条款如下"], times: [0]),
    .not(.unknown, "{duration: {of: conversation, seconds: 10m}}", ["客户: 在吗", "坐席: 再见"]),
  ]

  enum Measured: String, Sendable { case conversation, leg, turn }

  var measured: Measured
  var comparison: Comparison
  var milliseconds: Int64

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    DurationOperator(
      measured: Measured(rawValue: arguments.text("of") ?? "leg") ?? .leg,
      comparison: Comparison(rawValue: arguments.text("compare") ?? ">") ?? .greater,
      milliseconds: arguments.duration("seconds") ?? 0)
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    if measured == .turn { return turns(scoped) }
    let all = measured == .leg ? scoped.leg.utterances : 0..<view.utterances.count
    guard let first = all.first, let last = all.last else { return .notApplicable(.emptyScope) }
    var start = view.utterances[first].time
    var end = view.utterances[last].time
    if measured == .conversation || all.count == view.utterances.count {
      if view.conversation.startedAt != Turn.noTime { start = view.conversation.startedAt }
      if view.conversation.endedAt != Turn.noTime { end = view.conversation.endedAt }
    }
    guard start != Turn.noTime, end != Turn.noTime else { return .unknown(.noTimes) }
    let duration = view.conversation.turns[view.utterances[last].turn].duration
    if duration > 0, view.utterances[last].time != Turn.noTime { end = max(end, view.utterances[last].time + duration) }
    let time = Double(max(0, end - start))
    return comparison.holds(time, Double(milliseconds)) ? .found([view.turnHit(last, measure: time / 1000)]) : .miss
  }

  private func turns(_ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    var hits: [Hit] = []
    var isUnknown = false
    for utterance in scoped.utterances {
      let duration = view.conversation.turns[view.utterances[utterance].turn].duration
      guard duration >= 0 else {
        isUnknown = true
        continue
      }
      if comparison.holds(Double(duration), Double(milliseconds)) {
        hits.append(view.turnHit(utterance, measure: Double(duration) / 1000))
      }
    }
    return hits.isEmpty && isUnknown ? .unknown(.noDurations) : .found(hits)
  }
}
