internal import TextAnalysis
internal import Transcripts

/// A silence between two turns of the parties.
struct Gap: Operator {
  static let name = "gap"
  static let summary = "Two neighbouring turns of the parties lie further apart than a bound."
  static let parameters: [Parameter] = [
    Parameter("seconds", .duration, required: true, "The longest gap that is still fine."),
    Parameter(
      "between", .choice(["same", "different", "any"]), default: "any",
      "The two turns come from one speaker, from different ones, or from anybody. Notices of the system are not "
        + "turns of a party unless the role asks for them."),
    Parameter("count_at_least", .integer, default: "1", "How many such gaps there must be."),
  ]
  static let examples: [OperatorExample] = [
    .hit(
      "{gap: {seconds: 60, between: different}, role: agent}", ["客户: 查一下", "坐席: ▸好了◂"], times: [0, 61]),
    .not("{gap: {seconds: 60, between: different}, role: agent}", ["客户: 查一下", "坐席: 好了"], times: [0, 60]),
    .not(
      "{gap: {seconds: 60, between: different}, role: agent}",
      ["客户: 查一下", "坐席: 稍等", "坐席: 好了"], times: [0, 20, 100]),
    .hit("{gap: {seconds: 60, between: same}, role: agent}", ["坐席: 稍等", "坐席: ▸好了◂"], times: [0, 100]),
    .not(.unknown, "{gap: {seconds: 60}, role: agent}", ["客户: 查一下", "坐席: 好了"]),
    .not(
      "{gap: {seconds: 60, count_at_least: 2}, role: agent}", ["客户: 查一下", "坐席: 好了"], times: [0, 90]),
  ]

  enum Between: String, Sendable { case same, different, any }

  var milliseconds: Int64
  var between: Between
  var countAtLeast: Int

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    Gap(
      milliseconds: arguments.duration("seconds") ?? 0,
      between: Between(rawValue: arguments.text("between") ?? "any") ?? .any,
      countAtLeast: max(1, arguments.integer("count_at_least") ?? 1))
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    guard scoped.leg.utterances.count > 1 else { return .miss }
    guard view.hasTimes(in: scoped.leg.utterances) else { return .unknown(.noTimes) }
    let countsSystem = scoped.scope.roles != .any && scoped.scope.roles.contains(.system)
    var hits: [Hit] = []
    var previous: Int?
    // The turn before the window still starts the first gap: a late answer in a new leg is late.
    let start = max(0, scoped.window.utterances.lowerBound - 1)
    for index in start..<max(start, scoped.window.utterances.upperBound) {
      guard view.role(index) != .system || countsSystem else { continue }
      defer { previous = index }
      guard let previous, scoped.window.utterances.contains(index), scoped.scope.roles.contains(view.role(index))
      else { continue }
      let isSame = view.role(previous) == view.role(index)
      guard between == .any || isSame == (between == .same) else { continue }
      let gap = view.utterances[index].time - view.utterances[previous].time
      let whole = Hit(utterance: index, range: view.utterances[index].range, hasText: true, measure: nil)
      guard gap > milliseconds, scoped.refusal(of: whole) == nil else { continue }
      hits.append(view.turnHit(index, measure: Double(gap) / 1000))
    }
    return hits.count >= countAtLeast ? .found(hits) : .miss
  }
}
