internal import Transcripts

/// Whether a contact or its messages come at certain hours of the day.
struct ClockOperator: Operator {
  static let name = "clock"
  static let summary = "The leg begins, or a message comes, within or outside certain hours of the day."
  static let parameters: [Parameter] = [
    Parameter(
      "hours", .any, required: true,
      "Hours by weekday, as in a service file: {daily: '22:00-08:00'}, {mon-fri: [09:00-12:00, 13:00-18:00]}. A stretch "
        + "runs into the next day; its end is outside."),
    Parameter("holidays", .any, "Days without hours: 2026-02-16, 2026-02-16..2026-02-22."),
    Parameter("workdays", .any, "Days with Monday's hours."),
    Parameter("days", .any, "Hours of single days."),
    Parameter(
      "timezone", .text,
      "IANA name of the zone whose clocks count. Without it the contact's own clock, as its source wrote it or --tz says."
    ),
    Parameter("holds", .choice(["inside", "outside"]), default: "inside", "Where the time must lie to hit."),
    Parameter(
      "of", .choice(["start", "turn"]), default: "turn",
      "turn: every message of the scope. start: the leg's first message that is not the system's, if it is in the "
        + "scope: {of: start, role: agent} asks for contacts that the agent began."),
  ]
  static let examples: [OperatorExample] = [
    .hit(
      "{clock: {hours: {daily: '22:00-08:00'}, of: start}, role: agent}", ["坐席: ▸该还款了◂", "客户: 几点了"],
      times: [0, 60], starts: "2026-01-05T23:30:00+08:00"),
    .hit(
      "{clock: {hours: {daily: '22:00-08:00'}}, role: agent}", ["坐席: ▸该还款了◂", "客户: 刚起床", "坐席: 好的"],
      times: [0, 7200, 7260], starts: "2026-01-05T07:00:00"),
    .not(
      "{clock: {hours: {daily: '22:00-08:00'}, of: start}, role: agent}", ["客户: 在吗", "坐席: 在的"],
      times: [0, 60], starts: "2026-01-05T23:30:00+08:00"),
    .not(
      "{clock: {hours: {daily: '22:00-08:00'}}, role: agent}", ["坐席: 您好"], times: [0],
      starts: "2026-01-05T08:00:00+08:00"),
    .hit(
      "{clock: {hours: {mon-fri: '09:00-18:00'}, holds: outside}, role: customer}", ["客户: ▸有人吗◂"], times: [0],
      starts: "2026-01-10T12:00:00+08:00"),
    .hit(
      "{clock: {hours: {daily: '22:00-08:00'}, timezone: Asia/Shanghai}, role: agent}", ["坐席: ▸您好◂"], times: [0],
      starts: "2026-01-05T15:00:00Z"),
    .not("{clock: {hours: {daily: '22:00-08:00'}}}", ["坐席: 您好"], times: [0], starts: "2026-01-05T15:00:00Z"),
    .not(.unknown, "{clock: {hours: {daily: '22:00-08:00'}}}", ["坐席: 您好"]),
    .not(.unknown, "{clock: {hours: {daily: '22:00-08:00'}}}", ["坐席: 您好"], times: [0]),
  ]

  var calendar: BusinessCalendar
  /// The zone whose clocks count; `nil` for the contact's own.
  var zone: ClockZone?
  var hitsInside: Bool
  var judgesStart: Bool

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    guard let calendar = ServiceFile.calendar(arguments, compiler.log, needsZone: false) else { return nil }
    return ClockOperator(
      calendar: calendar, zone: arguments.text("timezone").flatMap { ClockZone(name: $0) },
      hitsInside: arguments.text("holds") != "outside", judgesStart: arguments.text("of") == "start")
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    var candidates = Array(scoped.utterances)
    if judgesStart {
      // What a system says by itself begins nothing.
      let first = scoped.leg.utterances.first { view.role($0) != .system }
      candidates = candidates.filter { $0 == first }
    }
    guard !candidates.isEmpty else { return judgesStart ? .miss : .notApplicable(.emptyScope) }
    // Times that count from the start of a talk do not tell the hour.
    let basis = view.conversation.timeBasis
    guard basis != .none else { return .unknown(.noTimes) }
    guard basis == .absolute || basis == .local else { return .unknown(.noZone) }
    var hits: [Hit] = []
    var isUnknown = false
    for utterance in candidates {
      let time = view.utterances[utterance].time
      guard time != Turn.noTime else {
        isUnknown = true
        continue
      }
      if calendar.isOpen(atReading: reading(of: time, in: view.conversation)) == hitsInside {
        hits.append(view.turnHit(utterance))
      }
    }
    return hits.isEmpty && isUnknown ? .unknown(.noTimes) : .found(hits)
  }

  /// What the clock that counts showed, in milliseconds since 1970-01-01T00:00 of that clock.
  private func reading(of time: Int64, in conversation: Conversation) -> Int64 {
    guard conversation.timeBasis == .absolute else { return time }
    return zone?.reading(ofInstant: time) ?? time + Int64(conversation.clockOffset) * 1000
  }
}

extension Rulebook {
  /// Whether a rule's result depends on the hour of the day, so that its tests must say when a talk starts.
  public func asksForTheClock(rule id: String) -> Bool {
    index(ofRule: id).map { rules[$0].conditions.contains { $0.operation is ClockOperator } } ?? false
  }
}
