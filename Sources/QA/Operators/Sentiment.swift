internal import TextAnalysis
internal import Transcripts

/// How a party feels, in a part of the contact or from its beginning to its end (情感).
struct SentimentOperator: Operator {
  static let name = "sentiment"
  static let summary = "The sentiment of the customer's turns, or how it changes, compares to a bound from -1 to 1."
  static let parameters: [Parameter] = [
    Parameter(
      "period", .choice(["overall", "turn", "first", "last", "quarter 1", "quarter 2", "quarter 3", "quarter 4"]),
      default: "overall",
      "The mean of all turns, every single turn, or the mean of a quarter; first and last are the outer quarters."),
    Parameter("compare", .choice(Comparison.words), default: "<=", "How the sentiment compares to the bound."),
    Parameter("score", .number, "The bound of the score, from -1 to 1."),
    Parameter("shift", .number, "The bound of the last quarter's mean less the first quarter's, from -2 to 2."),
    Parameter(
      "trend", .choice(["falling", "rising"]),
      "The line through the scores falls or rises by at least 0.3 from first to last turn (three turns or more)."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{sentiment: {period: turn, score: -0.4}, role: customer}", ["客户: 你好", "客户: ▸太失望了，服务很差◂"]),
    .not("{sentiment: {period: turn, score: -0.4}, role: customer}", ["客户: 一点都不差，挺满意的"]),
    .hit("{sentiment: {score: -0.3}, role: customer}", ["Customer: ▸This is terrible, I am very disappointed.◂"]),
    .not("{sentiment: {score: -0.3}, role: customer}", ["Customer: Where is my order?"]),
    .hit(
      "{sentiment: {period: last, compare: '>=', score: 0.3}, role: customer}",
      ["客户: 怎么这么慢，太差了", "坐席: 马上给您处理", "客户: ▸解决了，非常感谢◂"]),
    .hit(
      "{sentiment: {shift: -0.5}, role: customer}",
      ["Customer: Thanks, great.", "Agent: We cannot refund.", "Customer: ▸That is ridiculous and unacceptable!◂"]),
    .not(
      "{sentiment: {shift: -0.5}, role: customer}",
      ["客户: 太差了，很失望", "坐席: 已经退款", "客户: 谢谢，很满意"]),
    .hit(
      "{sentiment: {trend: falling}, role: customer}",
      ["客户: 谢谢，很好", "坐席: 请稍等", "客户: 嗯", "坐席: 办不了", "客户: ▸太让人失望了，态度恶劣◂"]),
    .not(.notApplicable, "{sentiment: {score: 0}, role: customer}", ["坐席: 您好"]),
    .not(.notApplicable, "{sentiment: {shift: 0}, role: customer}", ["客户: 您好"]),
  ]

  enum Question: Sendable {
    case score(period: Int?, Double)
    case turns(Double)
    case shift(Double)
    case trend(isRising: Bool)
  }

  var question: Question
  var comparison: Comparison

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    let asked = ["score", "shift", "trend"].filter(arguments.has)
    guard asked.count == 1, let key = asked.first else {
      compiler.log.error(
        "'sentiment' asks \(asked.isEmpty ? "nothing" : "several things at once")", at: arguments.location,
        hint: "give one of score, shift and trend")
      return nil
    }
    let period = arguments.text("period") ?? "overall"
    if key != "score" && arguments.has("period") {
      compiler.log.error("'period' goes with 'score' only", at: arguments.location(of: "period"))
      return nil
    }
    let bound = arguments.number(key) ?? 0
    let limit = key == "shift" ? 2.0 : 1
    guard abs(bound) <= limit else {
      compiler.log.error("'\(key)' must lie between -\(Int(limit)) and \(Int(limit))", at: arguments.location(of: key))
      return nil
    }
    let question: Question
    switch (key, period) {
    case ("shift", _): question = .shift(bound)
    case ("trend", _): question = .trend(isRising: arguments.text("trend") == "rising")
    case (_, "turn"): question = .turns(bound)
    case (_, "overall"): question = .score(period: nil, bound)
    case (_, "first"): question = .score(period: 0, bound)
    case (_, "last"): question = .score(period: 3, bound)
    default: question = .score(period: (period.last?.wholeNumberValue ?? 1) - 1, bound)
    }
    return SentimentOperator(
      question: question, comparison: Comparison(rawValue: arguments.text("compare") ?? "<=") ?? .atMost)
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    let roles = scoped.scope.feelingRoles
    if case .turns(let bound) = question {
      let results = scoped.units.filter { roles.contains(view.role($0.utterances.lowerBound)) }.map { unit in
        let score = scoped.reading(of: unit).score
        let hit = Hit(utterance: unit.utterances.lowerBound, range: unit.range, hasText: true, measure: score)
        let holds = comparison.holds(score, bound) && !unit.range.isEmpty && scoped.refusal(of: hit) == nil
        return (isSatisfied: holds, hits: holds ? [hit] : [])
      }
      return scoped.fold(results, nearest: nil)
    }
    let mine = scoped.window.utterances.filter {
      roles.contains(view.role($0)) && !view.utterances[$0].range.isEmpty
    }
    guard !mine.isEmpty else {
      let isUnnamed = scoped.leg.roles.contains(.unknown) && !roles.contains(.unknown)
      return isUnnamed ? .unknown(.roleUnmapped) : .notApplicable(.roleAbsent)
    }
    let readings = mine.map { view.reading(of: $0) }
    let trajectory = SentimentTrajectory(readings)
    let measure: Double?
    let holds: (Double) -> Bool
    switch question {
    case .score(let period, let bound):
      measure = period.map { trajectory.quarters[$0] } ?? trajectory.overall
      holds = { comparison.holds($0, bound) }
    case .shift(let bound):
      measure = trajectory.shift
      holds = { comparison.holds($0, bound) }
    case .trend(let isRising):
      measure = trajectory.trend.map { $0 * Double(readings.count - 1) }
      holds = { isRising ? $0 >= 0.3 : $0 <= -0.3 }
    case .turns: return .miss
    }
    guard let measure else { return .notApplicable(.emptyScope) }
    guard holds(measure) else { return .miss }
    let place = mine[evidence(readings)]
    let hit = Hit(utterance: place, range: view.utterances[place].range, hasText: true, measure: measure)
    return scoped.refusal(of: hit) == nil ? .found([hit]) : .miss
  }

  /// The turn that is shown: the strongest of the asked direction in the asked part, the last one on ties.
  private func evidence(_ readings: [SentimentReading]) -> Int {
    let n = readings.count
    var candidates = Array(readings.indices)
    var wantsHigh = comparison == .atLeast || comparison == .greater
    switch question {
    case .score(let period?, _):
      candidates = candidates.filter { SentimentTrajectory.quarter(of: $0, among: n) == period || n == 1 }
    case .shift:
      candidates = candidates.filter { SentimentTrajectory.quarter(of: $0, among: n) == 3 }
    case .trend(let isRising): wantsHigh = isRising
    default: break
    }
    return candidates.max {
      wantsHigh ? readings[$0].score < readings[$1].score : readings[$0].score > readings[$1].score
    } ?? n - 1
  }
}

extension Scope {
  /// Whose feelings are meant: the customer's, unless the condition names roles.
  var feelingRoles: RoleSet { roles == .any ? RoleSet(.customer) : roles }
}

extension ScopedView {
  /// The sentiment of a unit.
  func reading(of unit: UnitRange) -> SentimentReading {
    if unit.utterances.count == 1, view.utterances[unit.utterances.lowerBound].range == unit.range {
      return view.reading(of: unit.utterances.lowerBound)
    }
    return view.reading(in: unit.range)
  }
}
