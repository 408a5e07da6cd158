internal import Foundation
internal import GRDB
internal import Store

/// An alarm storm is also a failure: of more messages than people can take, the gravest are sent and the rest summed up.
extension Outbox {
  /// Titles that a summary lists at most.
  static let largestSummary = 30

  /// Sums up what is due and does not fit into the minute, in the caller's transaction; gives how many it tells of.
  ///
  /// The summary is a message of the outbox like any other. What it tells of counts as sent with it: `told_in` names it.
  static func sumUp(_ settings: SinkSettings, room: Int, at time: Int64, in database: Database) throws -> Int {
    // Without room nothing is sent anyway; the storm is summed up when there is, with what came until then.
    guard room > 0 else { return 0 }
    var waiting: [(place: Int, entry: Entry, message: Message)] = []
    for entry in try entries([.pending], sink: settings.name, in: database) where entry.due <= time {
      // A summary that waits for its next attempt is told of as it is.
      if let message = entry.content, message.type != summaryType { waiting.append((waiting.count, entry, message)) }
    }
    // The gravest first; in one degree those that came first, so that no end is told before its beginning.
    waiting.sort {
      $0.message.severity != $1.message.severity
        ? $0.message.severity > $1.message.severity : $0.place < $1.place
    }
    let rest = waiting.dropFirst(room - 1)
    guard rest.count > 1 else { return 0 }
    let summary = summary(of: rest.map { ($0.entry.id, $0.message) }, settings.language, at: time)
    let id = summary.id(for: settings.name)
    guard try enqueue(summary, for: .init(sinks: [settings.takingSummaries]), at: time, in: database) == 1 else {
      return 0
    }
    for (_, entry, _) in rest {
      try database.execute(
        sql: "UPDATE outbox SET state = 'sent', message = x'', finished = ?, told_in = ? WHERE id = ?",
        arguments: [time, id, entry.id])
    }
    return rest.count
  }

  /// The type of summaries.
  static let summaryType = "qa.summary"

  /// One message about many: how many of each severity, and their titles, the most frequent first.
  static func summary(of messages: [(id: String, message: Message)], _ language: MessageLanguage, at time: Int64)
    -> Message
  {
    var facts: [Message.Fact] = []
    for severity in Message.Severity.allCases.reversed() {
      let count = messages.count { $0.message.severity == severity && $0.message.state == .firing }
      if count > 0 { facts.append(.init(severity.rawValue, "\(count)")) }
    }
    let resolved = messages.count { $0.message.state == .resolved }
    if resolved > 0 { facts.append(.init("resolved", "\(resolved)")) }
    var counts: [String: Int] = [:]
    for (_, message) in messages { counts[message.title, default: 0] += 1 }
    let titles = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    for (title, count) in titles.prefix(largestSummary) { facts.append(.init(title, "\(count)")) }
    if titles.count > largestSummary {
      let left = titles.count - largestSummary
      facts.append(.init("…", language == .zh ? "另有 \(left) 种" : "\(left) more kinds"))
    }
    let count = messages.count
    return Message(
      type: summaryType, groupKey: "summary/\(messages.first?.id ?? "")", window: "\(messages.last?.id ?? "")/\(count)",
      severity: messages.map(\.message.severity).max() ?? .info,
      title: language == .zh ? "短时间内另有 \(count) 条消息，汇总如下" : "\(count) more messages at once, summed up",
      facts: facts, startedAt: time)
  }
}

extension SinkSettings {
  /// As it is, but taking summaries whatever it filters.
  fileprivate var takingSummaries: SinkSettings {
    var settings = self
    settings.types = []
    settings.minimumSeverity = .info
    return settings
  }
}
