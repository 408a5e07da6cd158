internal import Delivery
internal import Store
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// A tick with its messages: alarms and outbox change in one transaction.
struct AlarmRun {
  var settings: AlarmSettings
  var language: Language
  var offset: Int
  /// Quotes a message carries; sinks take them only if they ask for them.
  var quotes = 5

  /// Looks once; gives what was found and how many messages are new in the outbox.
  func tick(
    _ store: Store, now: Int64?, since: Int64? = nil, clock: Int64?, delivery: DeliveryConfiguration?
  ) throws -> (outcome: AlarmBook.Outcome, queued: Int) {
    let redactor = try Redactor(.label(chinese: language == .zh))
    return try store.write { database in
      let outcome = try AlarmBook.tick(settings, now: now, since: since, clock: clock, in: database)
      guard let delivery else { return (outcome, 0) }
      var said: [String: [AlarmQuote]] = [:]
      if delivery.sinks.contains(where: { $0.payload != .thin }) {
        for notice in outcome.notices.prefix(100) where notice.kind != .resolved {
          said[notice.alarm.episode] = try AlarmBook.quotes(notice.alarm, limit: quotes, redactor, in: database)
        }
      }
      let messages = AlarmMessages(language: language, offset: offset, quotes: said, redactor: redactor)
        .messages(outcome.notices, storm: settings.storm)
      let time = DeliveryClock.system.now()
      return (outcome, try messages.reduce(0) { try $0 + Outbox.enqueue($1, for: delivery, at: time, in: database) })
    }
  }

  /// One line for people.
  func line(_ outcome: AlarmBook.Outcome) -> String {
    guard let end = outcome.end else { return language("没有数据", "no data") }
    let until = AlarmTables.time(end, offset)
    return language(
      "截至 \(until): 检查 \(outcome.periods) 个时段 × \(outcome.tests) 条序列; 新预警 \(outcome.began), 解除 \(outcome.resolved), 持续中 \(outcome.firing), 待确认 \(outcome.pending)",
      "until \(until): \(outcome.periods) period\(outcome.periods == 1 ? "" : "s") × \(outcome.tests) series; \(outcome.began) new, \(outcome.resolved) resolved, \(outcome.firing) firing, \(outcome.pending) pending"
    )
  }
}
