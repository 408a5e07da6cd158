internal import Delivery
internal import Documents
internal import Foundation
internal import Reports
internal import Store
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// Brings topics, alarms, the ledger of feeds and their formats together.
struct FeedRun {
  private let command: FeedCommand
  private let tag: String
  private let log: [UInt8]
  private let metrics: [MetricFamily]
  private let latest: Int64
  /// News of topics, the latest first.
  let topics: [FeedItem]
  /// News of alarms, the latest first.
  let crises: [FeedItem]
  /// Events that were not in the log before.
  let newEvents: Int

  init(_ command: FeedCommand) throws {
    self.command = command
    let now = DeliveryClock.system.now()
    let language = ReportLanguage(command.language)
    let store = try StoreTables.open(command.store.store, .write())
    let registry = TopicRegistry(store)
    let table = try VoiceTable(registry)
    latest = table.end ?? 0
    var settings = TopicNews.Settings()
    settings.length = try DigestCommand.length(command.since)
    settings.periods = command.periods
    settings.offset = Int64(command.offset * 3_600_000)
    settings.quotes = command.quotes
    let known = try store.read { try FeedLedger.keys(of: "topics", in: $0) }
    var news = Array(TopicNews.items(table, settings, known: known, language).prefix(command.items))
    var alerts: [AlertRecord] = []
    if let path = command.alerts {
      let file = path == "-" ? InputFile.standardInput : InputFile(path)
      // What is not sure yet is no news.
      alerts = try AlertRecord.read(try file.contents(), name: file.name).filter { !$0.isPending }
    }
    alerts.sort { ($1.startedAt, $0.id) < ($0.startedAt, $1.id) }
    var alarms = alerts.prefix(command.items).map { $0.news(language, quotes: command.quotes) }
    let redactor = try Redactor(.label(chinese: command.language == .zh))
    for index in news.indices { news[index].redact(redactor) }
    for index in alarms.indices { alarms[index].redact(redactor) }
    let events = try registry.events().enumerated().map { place, event in
      var encoder = JSONRecordEncoder()
      TopicRecords.write(event, into: &encoder)
      return FeedLedger.Event(
        key: "topic_event/\(place + 1)", type: "voc.topic.\(event.kind.rawValue)", subject: "topic/T\(event.topic)",
        at: event.at ?? now, data: encoder.bytes.filter { $0 != 0x0A })
    }
    let authority = command.authority
    let (asked, named, told) = (news, alarms, alerts)
    (tag, topics, crises, newEvents, log) = try store.write { database in
      let tag = try FeedLedger.tag(authority: authority, at: now, in: database)
      let topics = try FeedLedger.stamp(asked, feed: "topics", tag: tag, at: now, in: database)
      let crises = try FeedLedger.stamp(named, feed: "crises", tag: tag, at: now, in: database)
      var count = try FeedLedger.add(events, in: database)
      count += try FeedLedger.add(told, at: now, in: database)
      return (tag, topics, crises, count, try FeedLedger.log(tag: tag, in: database))
    }
    let entries = try store.read { try Outbox.entries(Set(Outbox.State.allCases), in: $0) }
    metrics =
      TopicNews.metrics(table, settings) + (command.alerts == nil ? [] : DeliveryMetrics.families(alerts))
      + DeliveryMetrics.families(entries) + [
        MetricFamily(
          "qa_feed_run_timestamp_seconds", "When this file was written.", [.init((Double(now) / 1000).rounded())])
      ]
  }

  /// A file's content.
  func bytes(_ file: FeedFile) throws -> [UInt8] {
    let language = command.language
    switch file {
    case .topicsAtom: return AtomFeed.render(feed(topics, file, language("客户之声：主题动态", "Voice of the customer: topics")))
    case .topicsJSON: return JSONFeed.render(feed(topics, file, language("客户之声：主题动态", "Voice of the customer: topics")))
    case .crisesAtom: return AtomFeed.render(feed(crises, file, language("客户之声：预警", "Voice of the customer: alarms")))
    case .crisesJSON: return JSONFeed.render(feed(crises, file, language("客户之声：预警", "Voice of the customer: alarms")))
    case .metrics: return PrometheusText.render(metrics)
    case .events: return log
    }
  }

  private func feed(_ items: [FeedItem], _ file: FeedFile, _ title: String) -> FeedDocument {
    var url = command.url
    while url?.hasSuffix("/") == true { url?.removeLast() }
    let name = file.isAboutAlerts ? "crises" : "topics"
    return FeedDocument(
      id: tag + name, title: title, language: ReportLanguage(command.language),
      selfLink: url.map { $0 + "/" + file.rawValue }, updatedAt: items.map(\.updatedAt).max() ?? latest, items: items)
  }
}

extension FeedItem {
  /// Takes personal data out of everything that comes from customers.
  fileprivate mutating func redact(_ redactor: Redactor) {
    title = redactor.redacted(title)
    summary = redactor.redacted(summary)
    quotes = quotes.map { redactor.redacted($0) }
  }
}
