internal import Foundation
public import GRDB
internal import Transcripts

extension AlarmBook {
  /// Looks at every period since the last tick, in the caller's transaction.
  ///
  /// Everything is computed from stored counts before the end of each period: the same counts give the same alarms,
  /// whatever the order in which contacts came and however often somebody looked in between.
  ///
  /// - Parameters:
  ///   - now: the time to look at in milliseconds; `nil` is the end of the data. The period it lies in is looked at
  ///     as far as it has come, and again by the next tick.
  ///   - since: where to begin if nobody has looked before; `nil` is the period of `now`.
  ///   - clock: the time on the clock, for acknowledgement, repetition and silences; `nil` is `now`.
  public static func tick(
    _ settings: AlarmSettings, now: Int64?, since: Int64? = nil, clock: Int64? = nil, in database: Database
  ) throws -> Outcome {
    var outcome = Outcome()
    try CountTables.refresh(database)
    let latest = try latestHour(database)
    guard let hour = now.map({ Int(($0 - 1) / 3_600_000) }) ?? latest else { return outcome }
    func end(_ hour: Int) -> Int { settings.period == .day ? dayEnd(hour + 1, settings.offset) : hour + 1 }
    let last = end(hour)
    let known = try Int.fetchOne(database, sql: "SELECT value FROM voice_value WHERE name = 'alarm_tick'")
      .map { $0 / 3_600_000 }
    // A tick after a long silence looks at a week of days, or two days of hours; a replay says where it begins.
    let step = settings.period.hours
    let reach = settings.period == .day ? 7 : 48
    var from = last
    if let since, known == nil { from = min(last, end(Int(since / 3_600_000))) }
    if let known, known < last { from = max(known + step, last - (reach - 1) * step) }
    if let known, known >= last { from = last }
    if settings.period == .day { from = dayEnd(from, settings.offset) }
    let book = try CountBook(database, from: HourCounts.month(from - settings.days * 24))
    let detector = AlarmDetector(settings: settings, book: book)
    var next = min(from, last)
    while next <= last {
      let time = Int64(next) * 3_600_000
      let findings = detector.findings(at: next)
      let now = next == last ? clock ?? now ?? time : time
      try Self.take(findings.signals, settings, book, end: time, now: now, database, &outcome)
      outcome.periods += 1
      outcome.tests = findings.tests
      next += step
    }
    try keywords(settings, book, now: clock ?? now ?? Int64(last) * 3_600_000, database, &outcome)
    let mark = Int64(last) * 3_600_000
    outcome.end = mark
    for (name, value) in [
      ("alarm_tick", max(mark, Int64(known ?? 0) * 3_600_000)), ("alarm_clock", clock ?? now ?? mark),
    ] {
      try database.execute(
        sql: "INSERT OR REPLACE INTO voice_value (name, value) VALUES (?, ?)", arguments: [name, value])
    }
    for alarm in try alarms(database, open: true) where alarm.kind != .rising {
      if alarm.state == .firing { outcome.firing += 1 } else { outcome.pending += 1 }
    }
    outcome.notices.sort { a, b in
      let left = (AlarmLevel.allCases.firstIndex(of: a.alarm.level) ?? 0, a.alarm.started, a.alarm.fingerprint)
      return left < (AlarmLevel.allCases.firstIndex(of: b.alarm.level) ?? 0, b.alarm.started, b.alarm.fingerprint)
    }
    return outcome
  }

  static func latestHour(_ database: Database) throws -> Int? {
    let rows = try Data.fetchAll(
      database,
      sql: "SELECT cells FROM alarm_count WHERE month = (SELECT max(month) FROM alarm_count) AND scope = 0")
    return rows.compactMap { data -> Int? in
      var hours = HourCounts()
      return hours.unpack(data) ? hours.hours.last.map { Int($0) } : nil
    }.max()
  }

  /// The fingerprint of a series, a scope and a class.
  static func fingerprint(_ name: String, _ scope: CountBook.Scope?, _ kind: TrendClass) -> String {
    // A spike that becomes a slow burn is still the same thing to people.
    let group = [.spike, .sustained, .new].contains(kind) ? "burst" : kind.rawValue
    let text = "\(name)\u{0}\(scope?.attribute ?? "")\u{0}\(scope?.value ?? "")\u{0}\(group)"
    let digits = String(StableHash.hash(text), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func take(
    _ signals: [AlarmSignal], _ settings: AlarmSettings, _ book: CountBook, end: Int64, now: Int64,
    _ database: Database, _ outcome: inout Outcome
  ) throws {
    var open: [String: AlarmRow] = [:]
    for alarm in try alarms(database, open: true) where alarm.kind != .keyword { open[alarm.fingerprint] = alarm }
    let names = Dictionary(uniqueKeysWithValues: book.series.map { ($0.id, $0) })
    let scopes = Dictionary(uniqueKeysWithValues: book.scopes.map { ($0.id, $0) })
    var seen: Set<String> = []
    // Series with an alarm of the whole explain what happens in their parts.
    var explained: [Int64: String] = [:]
    for alarm in open.values where alarm.scope == 0 && isBurst(alarm.kind) {
      explained[alarm.series] = alarm.fingerprint
    }
    let ordered = signals.sorted { a, b in
      (a.scope == 0 ? 0 : 1, a.p ?? 1, a.series, a.scope, a.kind.rawValue)
        < (b.scope == 0 ? 0 : 1, b.p ?? 1, b.series, b.scope, b.kind.rawValue)
    }
    for signal in ordered {
      guard let series = names[signal.series] else { continue }
      let print = fingerprint(series.name, scopes[signal.scope], signal.kind)
      if var alarm = open[print] {
        guard alarm.judged < end || alarm.state == .pending else {
          seen.insert(print)
          continue
        }
        seen.insert(print)
        if alarm.judged < end { alarm.hits += 1 }
        alarm.calm = 0
        alarm.judged = end
        alarm.last = max(alarm.last, end)
        if isBurst(alarm.kind), signal.scope != 0, let by = explained[signal.series] { alarm.inhibitedBy = by }
        // A confirmed alarm keeps the evidence of its beginning; one that grows surer shows it.
        if signal.isNew, (signal.p ?? 1) < (alarm.p ?? 1) { try update(&alarm, signal, settings, book, end, database) }
        alarm.customers = max(alarm.customers, try customers(alarm, until: end, database) ?? alarm.customers)
        open[print] = alarm
        continue
      }
      guard signal.isNew else { continue }
      if signal.scope != 0, explained[signal.series] != nil { continue }
      var alarm = AlarmRow()
      alarm.fingerprint = print
      alarm.kind = signal.kind
      alarm.series = signal.series
      alarm.name = series.name
      alarm.title = series.title
      alarm.owner = series.owner
      alarm.scope = signal.scope
      alarm.period = settings.period
      alarm.started = end
      alarm.began = end - Int64(signal.windowHours) * 3_600_000
      alarm.last = end
      alarm.judged = end
      alarm.hits = 1
      try update(&alarm, signal, settings, book, end, database)
      // Counts are contacts; an alarm needs different customers.
      let isCounted = isBurst(signal.kind) || signal.kind == .severity
      if isCounted, let people = try customers(alarm, until: end, database) {
        alarm.customers = people
        if people < settings.trends.minimumCustomers { continue }
      }
      seen.insert(print)
      if isBurst(signal.kind) { explained[signal.series] = explained[signal.series] ?? print }
      open[print] = alarm
    }
    for (print, alarm) in open.sorted(by: { $0.key < $1.key }) {
      var alarm = alarm
      if !seen.contains(print) {
        guard alarm.judged < end else { continue }
        alarm.judged = end
        alarm.calm += 1
      }
      try live(&alarm, settings, end: end, now: now, database, &outcome)
    }
  }

  static func isBurst(_ kind: TrendClass) -> Bool { kind == .spike || kind == .sustained || kind == .new }

  /// Moves an alarm on in its life, and says what people must hear.
  static func live(
    _ alarm: inout AlarmRow, _ settings: AlarmSettings, end: Int64, now: Int64, hasNews: Bool = false,
    _ database: Database, _ outcome: inout Outcome
  ) throws {
    let isKnown = alarm.id != 0
    let before = alarm.state
    if alarm.calm >= (alarm.state == .pending ? 1 : settings.neededCalm) {
      alarm.state = .resolved
      alarm.resolved = end
    } else if alarm.state == .pending, alarm.calm == 0,
      alarm.hits >= settings.neededHits || alarm.p ?? 1 < 1e-6 || alarm.p == nil
    {
      alarm.state = .firing
    }
    if alarm.state == .firing, before == .pending || !isKnown {
      if alarm.kind != .rising { outcome.began += 1 }
      if isBurst(alarm.kind) { alarm.phrases = try phrases(alarm, database) }
      try log(database, end, "firing", alarm.fingerprint, alarm.incident, "tick", alarm.kind.rawValue)
    }
    let isOver = alarm.state == .resolved && before == .firing
    if isOver {
      if alarm.kind != .rising { outcome.resolved += 1 }
      try log(database, end, "resolved", alarm.fingerprint, alarm.incident, "tick", "")
    }
    // Trends are for digests; what another alarm explains and what is silenced is not told.
    let isTold = alarm.kind != .rising && alarm.inhibitedBy == nil
    if isTold, alarm.state == .firing, try silence(of: alarm, at: now, database) == nil {
      var kind: Notice.Kind?
      if alarm.notices == 0 {
        kind = .firing
      } else if hasNews {
        kind = .updated
      } else if alarm.acknowledged == nil, let noticed = alarm.noticed {
        if let minutes = settings.escalationMinutes, alarm.escalations < 3, alarm.level != .red,
          Double(now - noticed) >= minutes * 60_000
        {
          alarm.escalations += 1
          alarm.level = alarm.level.raised
          kind = .escalated
          try log(database, now, "escalated", alarm.fingerprint, alarm.incident, "tick", alarm.level.rawValue)
        } else if Double(now - noticed) >= settings.repeatHours * 3_600_000 {
          kind = .repeated
        }
      }
      if let kind {
        outcome.notices.append(Notice(kind: kind, alarm: alarm, number: alarm.notices))
        alarm.notices += 1
        alarm.noticed = now
      }
    }
    if isOver, alarm.notices > 0 {
      outcome.notices.append(Notice(kind: .resolved, alarm: alarm, number: alarm.notices))
    }
    try alarm.save(database)
    for index in outcome.notices.indices where outcome.notices[index].alarm.id == 0 {
      outcome.notices[index].alarm.id = alarm.id
    }
  }

  /// Takes the evidence of a signal over.
  private static func update(
    _ alarm: inout AlarmRow, _ signal: AlarmSignal, _ settings: AlarmSettings, _ book: CountBook, _ end: Int64,
    _ database: Database
  ) throws {
    alarm.observed = signal.observed
    alarm.expected = signal.expected
    alarm.exposure = signal.exposure
    alarm.window = signal.window
    alarm.p = signal.p
    alarm.q = signal.q
    alarm.gain = signal.gain
    alarm.dispersion = signal.dispersion
    alarm.customers = max(alarm.customers, signal.customers)
    alarm.level = min(alarm.level, level(signal))
    guard isBurst(signal.kind) else { return }
    if signal.scope != 0, let scope = book.scopes.first(where: { $0.id == signal.scope }) {
      alarm.placeScope = scope.id
      alarm.place = AlarmScope(attribute: scope.attribute, value: scope.value, share: 1)
      return
    }
    (alarm.placeScope, alarm.place) = explanation(signal, settings, book, Int(end / 3_600_000))
  }

  /// The levels: by how unlikely chance is and how many are concerned; what only grows slowly is blue.
  private static func level(_ signal: AlarmSignal) -> AlarmLevel {
    switch signal.kind {
    case .globalVolume, .noData: return .orange
    case .rising: return .blue
    case .sustained: return .blue
    default:
      guard let p = signal.p else { return .yellow }
      if p < 1e-9, signal.observed >= 10, signal.kind != .severity { return .red }
      return p < 1e-6 ? .orange : .yellow
    }
  }

  /// The channel, product or region with the largest part of the excess, if it has half of it or more.
  private static func explanation(
    _ signal: AlarmSignal, _ settings: AlarmSettings, _ book: CountBook, _ end: Int
  ) -> (Int64?, AlarmScope?) {
    let excess = signal.observed - signal.expected
    guard excess > 0, let series = book.series.first(where: { $0.id == signal.series }) else { return (nil, nil) }
    let against = book.named(series.exposure == "volume" ? settings.exposure : series.exposure)
    let until = end - settings.trends.gap * 24
    let from = until - settings.trends.baseline * 24
    let start = end - signal.windowHours
    var best: (id: Int64, scope: AlarmScope)?
    for scope in book.scopes where scope.id != 0 {
      let counts = book[signal.series, scope.id]
      let inside = counts.sum(start, end)
      guard inside > 0 else { continue }
      var exposure = against.map { book[$0.id, scope.id] } ?? HourCounts()
      if exposure.hours.isEmpty, let against { exposure = book[against.id, 0] }
      let usual = Double(exposure.sum(from, until))
      let expected =
        usual > 0 ? (Double(counts.sum(from, until)) + 0.5) / usual * Double(exposure.sum(start, end)) : 0
      let share = min(1, max(0, (Double(inside) - expected) / excess))
      if share >= 0.5, share > best?.scope.share ?? 0 {
        best = (scope.id, AlarmScope(attribute: scope.attribute, value: scope.value, share: share))
      }
    }
    return (best?.id, best?.scope)
  }
}

extension AlarmLevel: Comparable {
  /// Orders red before blue.
  public static func < (a: AlarmLevel, b: AlarmLevel) -> Bool {
    (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
  }

  /// One level more urgent.
  var raised: AlarmLevel {
    let place = AlarmLevel.allCases.firstIndex(of: self) ?? 0
    return AlarmLevel.allCases[max(0, place - 1)]
  }
}
