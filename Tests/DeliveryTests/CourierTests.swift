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
    let sink = SinkSettings.local("slack", url: receiver.url("ok"))
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
