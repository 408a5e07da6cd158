internal import TextAnalysis
internal import Transcripts

/// How long the customer waits for a reply.
struct ResponseTime: Operator {
  static let name = "response_time"
  static let summary = "The time one party takes to answer the other compares to a bound."
  static let parameters: [Parameter] = [
    Parameter("of", .choice(["agent", "customer", "bot"]), default: "agent", "Who answers."),
    Parameter(
      "metric", .text, default: "each",
      "first, each, average, max, or a percentile such as p90. The first response runs from the other party's first "
        + "unanswered message of the leg; later ones from the other party's last message before the answer."),
    Parameter("compare", .choice(Comparison.words), default: ">", "How the time compares to the bound."),
    Parameter("seconds", .duration, required: true, "The bound."),
    Parameter(
      "calendar", .mapping(ServiceFile.calendarKeys),
      "Count business hours only: timezone, hours, holidays, workdays, days, as in a service file (docs/metrics.md)."),
    Parameter("hold_phrases", .texts, "A message that holds one of these phrases does not count as an answer."),
  ]
  static let examples: [OperatorExample] = [
    .hit(
      "{response_time: {metric: first, seconds: 30}}", ["客户: 在吗", "坐席: ▸您好◂"], times: [0, 31]),
    .not("{response_time: {metric: first, seconds: 30}}", ["客户: 在吗", "坐席: 您好"], times: [0, 30]),
    .not(.unknown, "{response_time: {metric: first, seconds: 30}}", ["客户: 在吗", "坐席: 您好"]),
    .hit(
      "{response_time: {metric: each, seconds: 60}}",
      ["客户: 在吗", "坐席: 您好", "客户: 什么时候到", "坐席: ▸明天◂"], times: [0, 5, 10, 90]),
    .hit(
      "{response_time: {metric: average, seconds: 20}}",
      ["客户: a", "坐席: b", "客户: c", "坐席: ▸d◂"], times: [0, 10, 20, 60]),
    .not(
      .notApplicable, "{response_time: {metric: first, seconds: 30}}", ["坐席: 您好"], times: [0]),
    .hit(
      "{response_time: {metric: first, seconds: 30, hold_phrases: [请稍等]}}",
      ["客户: 在吗", "坐席: 请稍等", "坐席: ▸查到了◂"], times: [0, 5, 50]),
    .not(
      .unknown,
      "{response_time: {metric: first, seconds: 30, calendar: {timezone: Asia/Shanghai, hours: {mon-fri: 09:00-18:00}}}}",
      ["客户: 在吗", "坐席: 您好"], times: [0, 31]),
  ]

  enum Metric: Sendable, Hashable {
    case first, each, average, maximum
    case percentile(Int)
  }

  var answering: Role
  var metric: Metric
  var comparison: Comparison
  var milliseconds: Int64
  var holdPhrases: [[UInt8]]
  /// Only time within these hours counts.
  var calendar: BusinessCalendar?

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    var calendar: BusinessCalendar?
    if let node = arguments.node("calendar") {
      let inner = Arguments(node, ServiceFile.calendarKeys, of: "'calendar'", log: compiler.log)
      calendar = ServiceFile.calendar(inner, compiler.log)
      if calendar == nil {
        compiler.log.error(
          "'calendar' needs 'hours'", at: node.location,
          hint: "calendar: {timezone: Asia/Shanghai, hours: {mon-fri: 09:00-18:00}}")
        return nil
      }
    }
    let metric: Metric
    switch arguments.text("metric") ?? "each" {
    case "first": metric = .first
    case "each": metric = .each
    case "average": metric = .average
    case "max": metric = .maximum
    case let word where word.hasPrefix("p") && (1...100).contains(Int(word.dropFirst()) ?? 0):
      metric = .percentile(Int(word.dropFirst()) ?? 90)
    default:
      compiler.log.error(
        "'metric' cannot be '\(arguments.text("metric") ?? "")'", at: arguments.location(of: "metric"),
        hint: "it is first, each, average, max or a percentile such as p90")
      return nil
    }
    return ResponseTime(
      answering: Role(name: arguments.text("of") ?? "agent") ?? .agent, metric: metric,
      comparison: Comparison(rawValue: arguments.text("compare") ?? ">") ?? .greater,
      milliseconds: arguments.duration("seconds") ?? 0,
      holdPhrases: arguments.texts("hold_phrases").map { compiler.folder.fold($0) }.filter { !$0.isEmpty },
      calendar: calendar)
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    let waits = waits(scoped)
    guard !waits.isEmpty else { return .notApplicable(.emptyScope) }
    guard view.hasTimes(in: scoped.leg.utterances) else { return .unknown(.noTimes) }
    let basis = view.conversation.timeBasis
    let clock = calendar.map { view.clock(of: $0) }
    // Business hours are hours of a day: times that count from the start do not tell them.
    if clock != nil, basis != .absolute, basis != .local { return .unknown(.noZone) }
    func seconds(_ wait: (from: Int, to: Int)) -> Int64 {
      let (start, end) = (view.utterances[wait.from].time, view.utterances[wait.to].time)
      guard let clock else { return max(0, end - start) }
      return basis == .absolute
        ? clock.openTime(from: start, to: end) : clock.openTime(fromReading: start, toReading: end)
    }
    func hit(_ wait: (from: Int, to: Int), _ time: Double) -> Hit {
      view.turnHit(wait.to, measure: time / 1000)
    }
    let bound = Double(milliseconds)
    switch metric {
    case .first:
      let time = Double(seconds(waits[0]))
      return comparison.holds(time, bound) ? .found([hit(waits[0], time)]) : .miss
    case .each:
      return .found(
        waits.filter { comparison.holds(Double(seconds($0)), bound) }.map { hit($0, Double(seconds($0))) })
    case .average:
      let mean = Double(waits.map(seconds).reduce(0, +)) / Double(waits.count)
      let slowest = waits.max { seconds($0) < seconds($1) }!
      return comparison.holds(mean, bound) ? .found([hit(slowest, mean)]) : .miss
    case .maximum:
      let slowest = waits.max { seconds($0) < seconds($1) }!
      let time = Double(seconds(slowest))
      return comparison.holds(time, bound) ? .found([hit(slowest, time)]) : .miss
    case .percentile(let p):
      // Nearest rank: the smallest time that at least p % of the responses do not exceed.
      let ordered = waits.sorted { seconds($0) < seconds($1) }
      let wait = ordered[max(0, (ordered.count * p + 99) / 100 - 1)]
      let time = Double(seconds(wait))
      return comparison.holds(time, bound) ? .found([hit(wait, time)]) : .miss
    }
  }

  /// The answered waits of the leg: the first from the first unanswered message, the rest from the last one.
  ///
  /// Automatic replies, hold messages, notices and internal notes answer nothing.
  private func waits(_ scoped: ScopedView) -> [(from: Int, to: Int)] {
    let view = scoped.view
    let other: Role = answering == .customer ? .agent : .customer
    var waits: [(from: Int, to: Int)] = []
    var first: Int?
    var last: Int?
    for index in scoped.window.utterances {
      let utterance = view.utterances[index]
      if utterance.role == other {
        if first == nil { first = index }
        last = index
      } else if utterance.role == answering, !utterance.isAutomatic, !isHold(utterance.range, view.folded) {
        if let first, let last { waits.append((waits.isEmpty ? first : last, index)) }
        first = nil
        last = nil
      }
    }
    return waits
  }

  private func isHold(_ range: Range<Int>, _ folded: FoldedText) -> Bool {
    holdPhrases.contains { phrase in
      guard range.count >= phrase.count else { return false }
      return (range.lowerBound...range.upperBound - phrase.count).contains { start in
        folded.bytes[start..<start + phrase.count].elementsEqual(phrase)
      }
    }
  }
}
