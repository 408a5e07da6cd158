import Foundation
import GRDB
import Store
import TestSupport
import Testing
import Transcripts

@testable import Delivery

enum SystemFile {
  static func makePrivate(_ path: String, mode: Int = 0o600) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }
}

/// The outbox and its courier against a real receiver, with a clock of our own.
@Suite(.enabled(if: Python.isThere)) struct CourierTests {
  let work: TemporaryDirectory
  let receiver: Receiver
  let store: Store
  let time = TestClock()
  let said = Said()

  init() throws {
    work = try TemporaryDirectory()
    receiver = try Receiver(work)
    store = try Store(path: work.file("s.db"), schema: StoreSchema(Outbox.migrations))
  }

  private func courier(_ sinks: SinkSettings...) -> Courier {
    let said = said
    return Courier(store: store, configuration: .init(sinks: sinks), clock: time.clock) { said.say($0) }
  }

  private func put(_ count: Int, _ sinks: SinkSettings..., from start: Int = 0) throws {
    try store.write { database in
      for number in start..<start + count {
        try Outbox.enqueue(.sample(number), for: .init(sinks: sinks), at: time.now, in: database)
      }
    }
  }

  private func entries() throws -> [Outbox.Entry] {
    try store.read { try Outbox.entries(Set(Outbox.State.allCases), in: $0) }
  }

  @Test func sentOnceAndForgotten() throws {
    let sink = SinkSettings.local("webhook", url: receiver.url("ok"))
    try put(3, sink)
    try put(3, sink)
    var quick = sink
    quick.perMinute = 2
    #expect(try courier(quick).drain() == summary(sent: 2, pending: 1, attempts: 2), "the rate holds one back")
    #expect(try courier(quick).drain().sent == 0)
    time.move(61)
    #expect(try courier(quick).drain() == summary(sent: 1, attempts: 1))
    #expect(try courier(quick).drain() == summary())
    #expect(try receiver.requests().count == 3)
    #expect(try entries().allSatisfy { $0.state == .sent && $0.content == nil })
    let chat = SinkSettings.local("slack", url: receiver.url("ok"), name: "chat")
    try put(2, chat)
    #expect(try courier(chat).drain().sent == 2)
    #expect(time.waited == [1], "Slack's gap of a second")
  }

  private func summary(sent: Int = 0, pending: Int = 0, dead: Int = 0, attempts: Int = 0) -> Courier.Summary {
    var summary = Courier.Summary()
    (summary.sent, summary.pending, summary.dead, summary.attempts) = (sent, pending, dead, attempts)
    return summary
  }

  /// Three tries, then the long schedule: one attempt each time it is due, one after a long sleep, dead at the end.
  @Test func theLongWay() throws {
    let sink = SinkSettings.local("webhook", url: receiver.url("status/500"))
    try put(1, sink)
    #expect(try courier(sink).drain() == summary(pending: 1, attempts: 3))
    #expect(time.waited == [1, 5])
    #expect(try courier(sink).drain() == summary(pending: 1), "not due")
    var runs = 0
    while try entries()[0].state == .pending {
      time.move(2 * 86_400)
      #expect(try courier(sink).drain().attempts == 1, "no storm after a sleep")
      runs += 1
      try #require(runs < 20)
    }
    #expect(runs == 9)
    #expect(try entries()[0].state == .dead)
    #expect(Set(try receiver.requests().compactMap { $0["headers"]?["webhook-id"]?.string }).count == 1, "one id")
    #expect(try store.write { try Outbox.retry(id: nil, sink: "s", at: time.now, in: $0) } == 1)
    let well = SinkSettings.local("webhook", url: receiver.url("ok"))
    #expect(try courier(well).drain() == summary(sent: 1, attempts: 1))
  }

  /// While a receiver is down its other messages wait without an attempt; a bad message does not hold the others up.
  @Test func oneFailureIsEnough() throws {
    let down = SinkSettings.local("webhook", url: receiver.url("status/500"), name: "down")
    let picky = SinkSettings.local("webhook", url: receiver.url("status/400"), name: "picky")
    let well = SinkSettings.local("webhook", url: receiver.url("ok"), name: "well")
    try put(3, down, picky, well)
    #expect(try courier(down, picky, well).drain() == summary(sent: 3, pending: 6, attempts: 3 + 9 + 3))
  }

  @Test func goneDisables() throws {
    let sink = SinkSettings.local("webhook", url: receiver.url("status/410"))
    try put(2, sink)
    #expect(try courier(sink).drain() == summary(dead: 2, attempts: 1))
    #expect(said.lines.contains { $0.contains("DISABLED") })
    try put(1, sink, from: 5)
    #expect(try courier(sink).drain() == summary(dead: 3), "nothing is tried any more")
    #expect(try store.write { try Outbox.drop(id: nil, sink: "s", at: time.now, in: $0) } == 3)
    #expect(try entries().allSatisfy { $0.content == nil })
  }

  @Test func retryAfterIsObeyed() throws {
    let sink = SinkSettings.local("webhook", url: receiver.url("retry/3600"))
    try put(1, sink)
    #expect(try courier(sink).drain() == summary(pending: 1, attempts: 1), "a busy receiver is not pressed")
    time.move(3500)
    #expect(try courier(sink).drain().attempts == 0)
    time.move(101)
    #expect(try courier(sink).drain().attempts == 1)
  }

  /// Of a storm people get the gravest and one summary; every other message is named by it; programs get them all.
  @Test func aStormIsSummedUp() throws {
    var chat = SinkSettings.local("slack", url: receiver.url("ok"), name: "chat")
    chat.perMinute = 5
    chat.minimumSeverity = .minor
    let hook = SinkSettings.local("webhook", url: receiver.url("ok"), name: "hook")
    try store.write { database in
      for number in 0..<40 {
        var message = Message.sample(number)
        message.severity = number % 10 == 3 ? .critical : .minor
        message.title = "标题\(number % 3)"
        message.state = number == 39 ? .resolved : .firing
        try Outbox.enqueue(message, for: .init(sinks: [chat, hook]), at: time.now, in: database)
      }
    }
    let summary = try courier(chat, hook).drain()
    #expect(summary.sent == 5 + 40 && summary.told == 36 && summary.pending == 0)
    let all = try entries()
    let told = all.filter { $0.toldIn != nil }
    #expect(told.count == 36 && Set(told.compactMap(\.toldIn)).count == 1 && told.allSatisfy { $0.state == .sent })
    let sums = all.filter { $0.groupKey.hasPrefix("summary/") }
    #expect(sums.map(\.id) == [told[0].toldIn])
    let requests = try receiver.requests()
    #expect(requests.count == 45)
    let bodies = requests.compactMap { $0["body"]?.string }
    let words = try #require(bodies.first { $0.contains("短时间内另有 36 条消息") })
    #expect(words.contains("轻微") && words.contains("*标题0*: ") && words.contains("*已恢复*: 1"))
    #expect(bodies.count { $0.contains("[严重]") && $0.contains("\"blocks\"") } == 4, "the gravest come one by one")
    #expect(said.lines.contains { $0.contains("36 messages are summed up in one") })
    #expect(try courier(chat, hook).drain().attempts == 0)
  }

  /// N3: the receiver got it, but its answer came too late: it gets the same id again, and the second time counts.
  @Test func lateAnswers() throws {
    var sink = SinkSettings.local("webhook", url: receiver.url("late/3"))
    sink.transport.deadline = 1
    try put(1, sink)
    #expect(try courier(sink).drain() == summary(pending: 1, attempts: 3))
    time.move(7)
    let well = SinkSettings.local("webhook", url: receiver.url("ok"))
    #expect(try courier(well).drain() == summary(sent: 1, attempts: 1))
    let ids = try receiver.requests().compactMap { $0["headers"]?["webhook-id"]?.string }
    #expect(ids.count == 4 && Set(ids).count == 1)
    let stamps = try receiver.requests().compactMap { $0["headers"]?["webhook-timestamp"]?.string }
    #expect(Set(stamps).count == 4, "every attempt has its own time")
  }

  /// N6: what a busy receiver asks for is obeyed, up to a day; what makes no sense is not.
  @Test(
    arguments: [
      ("busy", "5", 5.0, 6.0), ("retry", "86400", 86_400, 86_400), ("busy", "999999", 86_400, 86_400),
      ("retry", "Fri%2C%2015%20Jan%202027%2010%3A00%3A00%20GMT", 7200, 7200), ("busy", "-1", 4, 6),
      ("retry", "garbage", 4, 6), ("busy", "Fri%2C%2015%20Jan%202027%2007%3A00%3A00%20GMT", 4, 6),
    ] as [(String, String, Double, Double)])
  func waitsAsAsked(kind: String, header: String, least: Double, most: Double) throws {
    let sink = SinkSettings.local("webhook", url: receiver.url("\(kind)/\(header)"))
    try put(2, sink)
    #expect(try courier(sink).drain() == summary(pending: 2, attempts: 1), "the others of a busy receiver wait too")
    let wait = Double(try entries()[0].due - time.now) / 1000
    #expect(wait >= least && wait <= most, "\(wait)")
  }

  /// A clock that jumps back delays nothing for ever and repeats nothing.
  @Test func clockJumps() throws {
    let sink = SinkSettings.local("webhook", url: receiver.url("ok"))
    try put(1, sink)
    #expect(try courier(sink).drain().sent == 1)
    time.move(-3600)
    try put(1, sink)
    try put(1, sink, from: 9)
    #expect(try courier(sink).drain().sent == 1)
    #expect(try receiver.requests().count == 2)
  }

  @Test func nothingIsStoredThatIsNotToBeSent() throws {
    let thin = SinkSettings.local("webhook", url: receiver.url("ok"), name: "thin")
    try put(1, thin)
    for name in try work.names() where name.hasPrefix("s.db") {
      #expect(Data(try work.read(name)).range(of: Data("13800138000".utf8)) == nil)
      #expect(Data(try work.read(name)).range(of: Data("我的电话".utf8)) == nil)
    }
  }

  /// The cursor moves with the messages or not at all.
  @Test func oneTransaction() throws {
    let sink = SinkSettings.local("webhook", url: receiver.url("ok"))
    #expect(throws: CocoaError.self) {
      try store.write { database in
        try Outbox.enqueue(.sample(), for: .init(sinks: [sink]), at: 0, in: database)
        try Outbox.setCursor("c", [1], in: database)
        throw CocoaError(.featureUnsupported)
      }
    }
    #expect(try entries().isEmpty && store.read { try Outbox.cursor("c", in: $0) } == nil)
  }
}
