internal import Foundation
internal import GRDB
public import Store
internal import Transcripts

/// What time it is, and how to wait: injected, so that tests can let days pass.
public struct DeliveryClock: Sendable {
  /// Milliseconds since 1970.
  public var now: @Sendable () -> Int64
  /// Waits so many seconds, less if a signal comes.
  public var wait: @Sendable (Double) -> Void

  /// Makes a clock.
  public init(now: @escaping @Sendable () -> Int64, wait: @escaping @Sendable (Double) -> Void) {
    self.now = now
    self.wait = wait
  }

  /// The machine's.
  public static let system = DeliveryClock(
    now: { Int64(Date().timeIntervalSince1970 * 1000) },
    wait: { seconds in
      let end = ContinuousClock.now + .seconds(seconds)
      while ContinuousClock.now < end, !Signals.stopRequested { Thread.sleep(forTimeInterval: min(0.05, seconds)) }
    })
}

/// Sends what is due in the outbox, one message after the other, and writes down what became of it.
public struct Courier: Sendable {
  let store: Store
  let configuration: DeliveryConfiguration
  let clock: DeliveryClock
  /// Called with one line for people about a failure.
  let report: @Sendable (String) -> Void

  /// Makes a courier.
  public init(
    store: Store, configuration: DeliveryConfiguration, clock: DeliveryClock = .system,
    report: @escaping @Sendable (String) -> Void
  ) {
    self.store = store
    self.configuration = configuration
    self.clock = clock
    self.report = report
  }

  /// What a run did, and what is left.
  public struct Summary: Sendable, Hashable {
    /// Messages that arrived.
    public var sent = 0
    /// Messages of a storm that one summary tells of instead.
    public var told = 0
    /// Messages that wait for their next attempt or for the receiver's rate.
    public var pending = 0
    /// Messages that are given up until somebody retries them.
    public var dead = 0
    /// How often it was tried, the quick tries of the first run counted as one.
    public var attempts = 0

    /// Makes a summary of nothing.
    public init() {}
  }

  /// How long sent messages are remembered, in milliseconds: their ids keep them from being sent again.
  static let memory: Int64 = 90 * 86_400_000

  /// Tries what is due: a new message up to three times, one that failed in an earlier run once.
  ///
  /// A sink that fails keeps its other messages waiting until the next run, without an attempt.
  public func drain() throws -> Summary {
    var summary = Summary()
    let now = clock.now()
    try store.write { database in
      try database.execute(
        sql: "DELETE FROM outbox WHERE state IN ('sent', 'dropped') AND finished < ?", arguments: [now - Self.memory])
      try database.execute(
        sql: "DELETE FROM sink_call WHERE at < ? OR at > ?", arguments: [now - 60_000, now + 60_000])
    }
    for settings in configuration.sinks {
      if Signals.stopRequested { break }
      try drain(settings, &summary)
    }
    let counts = try store.read { database in
      try Row.fetchAll(database, sql: "SELECT state, count(*) AS n FROM outbox GROUP BY state")
    }
    for row in counts {
      if row["state"] == "pending" { summary.pending = row["n"] }
      if row["state"] == "dead" { summary.dead = row["n"] }
    }
    return summary
  }

  private func drain(_ settings: SinkSettings, _ summary: inout Summary) throws {
    if let reason = try store.read({ try Outbox.disabled(settings.name, in: $0) }) {
      try bury(settings, reason)
      return
    }
    let now = clock.now()
    var entries = try store.read { try Outbox.entries([.pending], sink: settings.name, in: $0) }
    if settings.isForPeople, entries.count(where: { $0.due <= now }) > settings.rate.perMinute {
      let told = try store.write { database in
        try Outbox.sumUp(
          settings, room: settings.rate.perMinute - calls(settings, now, in: database), at: now, in: database)
      }
      if told > 0 { report("\(settings.name): \(told) messages are summed up in one") }
      summary.told += told
      entries = try store.read { try Outbox.entries([.pending], sink: settings.name, in: $0) }
    }
    for entry in entries where entry.due <= clock.now() {
      if Signals.stopRequested { return }
      guard try admit(settings) else {
        report("\(settings.name): held back by the rate of \(settings.rate.perMinute) a minute; the next run goes on")
        return
      }
      guard try send(entry, settings, &summary) else { return }
    }
  }

  /// Tries one message; gives whether the sink may have more.
  private func send(_ entry: Outbox.Entry, _ settings: SinkSettings, _ summary: inout Summary) throws -> Bool {
    guard let message = entry.content else {
      try finish(entry, "dead", "the stored message cannot be read", entry.attempts)
      return true
    }
    var attempts = entry.attempts
    for tries in 0...RetrySchedule.quick.count {
      if tries > 0 {
        clock.wait(RetrySchedule.quick[tries - 1])
        if Signals.stopRequested { return false }
      }
      let time = clock.now()
      summary.attempts += 1
      let verdict = Attempt.make(message, id: entry.id, settings, at: time)
      if verdict == .stopped { return false }
      try note(settings, time)
      // The quick attempts of the first run count as one step of the long schedule.
      if tries == 0 { attempts += 1 }
      let reason = verdict.reason
      switch RetrySchedule.step(after: verdict, id: entry.id, attempts: attempts, at: clock.now()) {
      case .sent:
        try finish(entry, "sent", "", attempts)
        summary.sent += 1
        return true
      case .unchanged: return false
      case .disabled:
        report("\(settings.name): DISABLED: \(reason); deliver retry --sink \(settings.name) makes it alive again")
        try store.write { database in
          try database.execute(
            sql: "INSERT OR REPLACE INTO sink_state VALUES (?, ?)", arguments: [settings.name, reason])
        }
        try bury(settings, reason)
        return false
      case .dead:
        report("\(settings.name): \(entry.id) is dead after \(attempts) attempts: \(reason)")
        try finish(entry, "dead", reason, attempts)
        return true
      case .again(let due):
        // Written at every attempt: a run that is killed while it waits leaves the same state as one that gave up.
        try store.write { database in
          try database.execute(
            sql: "UPDATE outbox SET attempts = ?, due = ?, reason = ? WHERE id = ?",
            arguments: [attempts, due, reason, entry.id])
        }
        if tries == 0 { report("\(settings.name): \(entry.id): \(reason)\(verdict.hint)") }
        if verdict.isThrottled { return false }
        if entry.attempts > 0 || tries == RetrySchedule.quick.count { return verdict.isAboutMessage }
      }
    }
    return false
  }

  // MARK: The store

  private func finish(_ entry: Outbox.Entry, _ state: String, _ reason: String, _ attempts: Int) throws {
    let now = clock.now()
    try store.write { database in
      // A sent message's text is no longer needed; its id is.
      try database.execute(
        sql: """
          UPDATE outbox SET state = :state, attempts = :attempts, reason = :reason, finished = :now,
            message = CASE WHEN :state = 'sent' THEN x'' ELSE message END WHERE id = :id
          """,
        arguments: ["state": state, "attempts": attempts, "reason": reason, "now": now, "id": entry.id])
    }
  }

  private func bury(_ settings: SinkSettings, _ reason: String) throws {
    let now = clock.now()
    try store.write { database in
      try database.execute(
        sql: "UPDATE outbox SET state = 'dead', reason = ?, finished = ? WHERE sink = ? AND state = 'pending'",
        arguments: ["the sink is disabled: \(reason)", now, settings.name])
    }
  }

  private func note(_ settings: SinkSettings, _ time: Int64) throws {
    try store.write { database in
      try database.execute(sql: "INSERT INTO sink_call VALUES (?, ?)", arguments: [settings.name, time])
    }
  }

  /// Calls of the last minute.
  private func calls(_ settings: SinkSettings, _ now: Int64, in database: Database) throws -> Int {
    try Int.fetchOne(
      database, sql: "SELECT count(*) FROM sink_call WHERE sink = ? AND at > ? AND at <= ?",
      arguments: [settings.name, now - 60_000, now]) ?? 0
  }

  /// Whether the sink's rate allows another call, after a short wait if only the gap is in the way.
  private func admit(_ settings: SinkSettings) throws -> Bool {
    let rate = settings.rate
    let now = clock.now()
    let (count, last) = try store.read { database in
      (
        try calls(settings, now, in: database),
        try Int64.fetchOne(
          database, sql: "SELECT max(at) FROM sink_call WHERE sink = ? AND at <= ?", arguments: [settings.name, now])
      )
    }
    guard count < rate.perMinute else { return false }
    if let last, rate.gap > 0 {
      let left = rate.gap - Double(now - last) / 1000
      if left > 0 { clock.wait(left) }
    }
    return true
  }
}
