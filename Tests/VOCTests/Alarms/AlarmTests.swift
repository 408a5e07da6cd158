import Foundation
import GRDB
import Statistics
import Store
import TestSupport
import Testing
import TextAnalysis
import Transcripts
import VOC

/// Alarms over their whole life, on real stores.
@Suite struct AlarmTests {
  /// The third first day: six weeks of replay, a bad batch at 14:00, and everything people do until it is over.
  @Test func fridayAfternoon() throws {
    let world = try AlarmWorld()
    let history = AlarmWorld.history(days: 46)
    let day = 42
    try world.take(history + AlarmWorld.crisis(day: day, hours: 5, from: history.count))
    // The replay up to one o'clock is quiet.
    let before = try world.tick(now: AlarmWorld.at(day, 14), since: AlarmWorld.at(30, 0))
    #expect(before.periods == 12 * 24 + 14 && before.began == 0)
    // The first alarm comes within the hour.
    let first = try world.tick(now: AlarmWorld.at(day, 15))
    let notice = try #require(first.notices.first)
    #expect(first.notices.count == 1 && notice.kind == .firing)
    let alarm = notice.alarm
    #expect(alarm.name == "topic/T5" && alarm.kind == .new && alarm.level == .red && alarm.owner == "品控部")
    #expect(alarm.observed == 12 && alarm.customers == 12 && (alarm.p ?? 1) < 1e-6)
    #expect(alarm.place?.attribute == "product" && alarm.place?.value == "C" && (alarm.place?.share ?? 0) >= 0.7)
    // Quotes are masked, affected customers are hashes.
    let quotes = try world.book.quotes(alarm, limit: 5, try Redactor(.label(chinese: true)))
    #expect(quotes.first?.text == "充电器鼓包冒烟，电话[手机]" && quotes.first?.mentions == 12)
    #expect(try world.book.affected(alarm).count == 12)
    // It is computed again from what is stored.
    let explained = try world.book.explain(alarm, AlarmWorld.settings)
    #expect(explained.p == alarm.p && explained.observed == alarm.observed && explained.expected == alarm.expected)
    #expect(!explained.steps.isEmpty)
    // Acknowledged and handled together; the statement is issued.
    try world.book.acknowledge(alarm.fingerprint, by: "王敏", note: "", at: AlarmWorld.at(day, 15) + 300_000)
    let incident = try world.book.open(
      "新批次鼓包", owner: "品控部", alarms: [alarm.fingerprint], by: "王敏", at: AlarmWorld.at(day, 15) + 600_000)
    try world.book.issue("立即停止使用|免费换新", for: incident, by: "王敏", at: AlarmWorld.at(day, 16))
    #expect(throws: ToolError.self) {
      try world.book.change(incident, state: .closed, cause: "换料", by: "王敏", at: AlarmWorld.at(day, 17))
    }
    // It goes on without another word, and is told once when it is over.
    var settings = AlarmWorld.settings
    settings.repeatHours = 1
    settings.escalationMinutes = 15
    let later = try world.tick(settings, now: AlarmWorld.at(day, 20))
    #expect(later.notices.isEmpty && later.firing == 1)
    #expect(try world.book.alarms(open: true).first { $0.name == "topic/T5" }?.customers == 60)
    let end = try world.tick(now: AlarmWorld.at(45, 23))
    #expect(end.notices.map(\.kind) == [.resolved] && end.firing == 0)
    try world.book.change(incident, state: .closed, cause: "供应商换料", by: "王敏", at: AlarmWorld.at(45, 23))
    #expect(try world.book.incident(incident).state == .closed)
    let log = try world.book.log(incident: incident).map(\.kind)
    #expect(log == ["firing", "acknowledged", "opened", "added", "statement", "resolved", "cause", "closed"])
  }

  /// A look at a store without data, and a replay from before the first contact, find nothing and go on.
  @Test(arguments: [AlarmSettings.Period.day, .hour]) func looksBeforeTheData(_ period: AlarmSettings.Period) throws {
    let world = try AlarmWorld()
    var settings = AlarmWorld.settings
    settings.period = period
    #expect(try world.tick(settings, now: AlarmWorld.at(1, 0)).began == 0)
    let other = try AlarmWorld()
    try other.take(AlarmWorld.history(days: 3))
    let outcome = try other.tick(settings, now: AlarmWorld.at(3, 0), since: AlarmWorld.at(-20, 0))
    #expect(outcome.periods == (period == .day ? 23 : 23 * 24) && outcome.began == 0)
  }

  /// The budget is one for all that a tick judges, parts in channels, products and regions too.
  @Test(arguments: [UInt64(1), 5, 9]) func calibrationKeepsItsBudget(_ seed: UInt64) throws {
    let world = try AlarmWorld()
    try world.take(AlarmWorld.history(days: 84, seed: seed))
    var settings = AlarmWorld.settings
    settings.period = .day
    var judged = 0
    let found = try world.book.calibrate(settings, seed: seed) { count in
      judged = count
      return 2 / 7.0 / Double(count) * 1000
    }
    // Four texts and the volume's parts: far more than the four wholes.
    #expect(judged > 4 * 4 && found.achieved <= found.budget)
    settings.thresholds = found.thresholds
    let outcome = try world.tick(settings, now: nil, since: AlarmWorld.at(28, 0))
    // Two a week for eight weeks; by chance above 26 once in a hundred histories (Poisson, mean 16).
    #expect(outcome.began <= 26, "\(outcome.began) in eight weeks")
  }

  @Test(
    "No alarm about topics on the day when everything sells two and a half times as much", arguments: [UInt64(3), 8])
  func surge(seed: UInt64) throws {
    let world = try AlarmWorld()
    try world.take(AlarmWorld.history(days: 45, surge: 43, seed: seed))
    var settings = AlarmWorld.settings
    settings.period = .day
    let outcome = try world.tick(settings, now: nil, since: AlarmWorld.at(28, 0))
    let alarms = try world.book.alarms().filter { $0.kind != .rising }
    #expect(alarms.map(\.kind) == [.globalVolume])
    #expect(alarms.first?.started == AlarmWorld.at(44, 0))
    #expect(outcome.notices.map(\.kind).first == .firing)
  }

  /// The same contacts give the same alarms: in any order, in any parts, looked at once or every hour.
  @Test func orderAndPartsMakeNoDifference() throws {
    let history = AlarmWorld.history(days: 44)
    let all = history + AlarmWorld.crisis(day: 42, hours: 5, from: history.count)
    func facts(_ body: (AlarmWorld) throws -> Void) throws -> [String] {
      let world = try AlarmWorld()
      try body(world)
      return try world.facts()
    }
    let from = AlarmWorld.at(41, 0)
    let end = AlarmWorld.at(43, 12)
    let whole = try facts { world in
      try world.take(all)
      _ = try world.tick(now: end, since: from)
    }
    #expect(whole.contains { $0.contains("topic/T5") })
    let shuffled = try facts { world in
      for part in 0..<3 { try world.take(all.reversed().enumerated().filter { $0.offset % 3 == part }.map(\.element)) }
      _ = try world.tick(now: end, since: from)
    }
    #expect(shuffled == whole)
    let live = try facts { world in
      var taken = 0
      let ordered = all.sorted { $0.startedAt < $1.startedAt }
      for hour in stride(from: from, through: end, by: Int(AlarmWorld.hour) * 5) {
        let next = ordered.partitioningIndex { $0.startedAt >= hour }
        try world.take(Array(ordered[taken..<next]))
        taken = next
        _ = try world.tick(now: hour, since: from)
      }
    }
    #expect(live == whole)
  }

  @Test func noticesFollowTheClock() throws {
    let world = try AlarmWorld()
    let history = AlarmWorld.history(days: 44)
    try world.take(history + AlarmWorld.crisis(day: 42, hours: 8, from: history.count))
    var settings = AlarmWorld.settings
    settings.escalationMinutes = 30
    settings.repeatHours = 2
    func look(_ hour: Int, _ minute: Int = 0) throws -> [AlarmBook.Notice.Kind] {
      let now = AlarmWorld.at(42, hour)
      return try world.store.write { database in
        try AlarmBook.tick(settings, now: now, clock: now + Int64(minute) * 60_000, in: database)
      }.notices.filter { $0.alarm.name == "topic/T5" }.map(\.kind)
    }
    try world.book.silence(
      "topic=T5,product=C", from: AlarmWorld.at(42, 14), until: AlarmWorld.at(42, 16), by: "x", reason: "")
    #expect(try look(15).isEmpty)
    #expect(try world.book.alarms(open: true).contains { $0.state == .firing })
    // The silence has run out and the alarm goes on.
    #expect(try look(16) == [.firing])
    #expect(try look(16, 20).isEmpty)
    // It is red already: it cannot be raised, only repeated.
    #expect(try look(17).isEmpty)
    #expect(try look(18) == [.repeated])
    try world.book.acknowledge(
      try #require(world.book.alarms(open: true).first { $0.name == "topic/T5" }).fingerprint, by: "x", note: "", at: 0)
    #expect(try look(21).isEmpty)
    #expect(throws: ToolError.self) { try world.book.silence("colour=red", from: 0, until: 1, by: "x", reason: "") }
    #expect(throws: ToolError.self) { try world.book.alarm("0000000000000000") }
  }

  @Test func nothingArrives() throws {
    let world = try AlarmWorld()
    try world.take(AlarmWorld.history(days: 40))
    let quiet = try world.tick(now: AlarmWorld.at(40, 9))
    #expect(quiet.firing == 0)
    let outcome = try world.tick(now: AlarmWorld.at(40, 13))
    #expect(outcome.notices.map(\.alarm.kind) == [.noData])
    #expect(outcome.notices.first?.alarm.observed == 0)
    let beat = try world.book.heartbeat()
    #expect(beat.tick == AlarmWorld.at(40, 13) && (beat.data ?? 0) < AlarmWorld.at(39, 21))
  }

  /// A topic that is asked as often as ever, but in anger.
  @Test func severity() throws {
    let world = try AlarmWorld()
    var history = AlarmWorld.history(days: 44)
    for index in history.indices where history[index].startedAt >= AlarmWorld.at(42, 0) {
      if history[index].mentions[0].key == StableHash.hash(AlarmWorld.texts[0]) {
        history[index].mentions[0].sentiment = -50
      }
    }
    for index in stride(from: 0, to: history.count, by: 20) { history[index].mentions[0].sentiment = -30 }
    try world.take(history)
    var settings = AlarmWorld.settings
    settings.period = .day
    _ = try world.tick(settings, now: nil, since: AlarmWorld.at(38, 0))
    let alarms = try world.book.alarms().filter { $0.kind != .rising }
    #expect(alarms.map(\.kind) == [.severity] && alarms.first?.name == "topic/T1")
    #expect(alarms.first?.started == AlarmWorld.at(43, 0))
  }

  /// Alarms at the first occurrence, and of a regulator from three customers an hour.
  @Test func keywords() throws {
    let world = try AlarmWorld()
    let history = AlarmWorld.history(days: 23)
    try world.take(history)
    func event(_ rule: String, _ contact: Contact) -> RuleEvent {
      RuleEvent(
        rule: rule, title: rule, severity: "critical", tags: ["预警"], conversation: contact.id, turn: 1, text: "…")
    }
    var number = history.count
    func say(_ rule: String, _ hour: Int, _ minute: Int, customer: Int) throws {
      let contact = AlarmWorld.contact(
        number, at: AlarmWorld.at(20, hour) + Int64(minute) * 60_000, text: 0, customer: customer)
      number += 1
      try world.take([contact])
      let taken = try world.store.write { try AlarmBook.take([event(rule, contact), event(rule, contact)], in: $0) }
      #expect(taken == (1, 0))
    }
    try say("tag-regulator", 10, 0, customer: 1)
    try say("tag-regulator", 10, 5, customer: 1)
    try say("tag-regulator", 10, 10, customer: 2)
    try say("tag-regulator", 11, 20, customer: 3)
    #expect(try world.tick(now: AlarmWorld.at(20, 12)).notices.isEmpty)
    try say("tag-regulator", 11, 30, customer: 4)
    try say("tag-regulator", 11, 40, customer: 5)
    try say("tag-self-harm", 11, 50, customer: 6)
    let outcome = try world.tick(now: AlarmWorld.at(20, 12))
    #expect(Set(outcome.notices.map(\.alarm.name)) == ["rule/tag-regulator", "rule/tag-self-harm"])
    #expect(outcome.notices.allSatisfy { $0.alarm.kind == .keyword && $0.alarm.level == .red && $0.kind == .firing })
    #expect(try world.tick(now: AlarmWorld.at(20, 12)).notices.isEmpty)
    // Somebody has taken it on; the next customer in danger is news all the same.
    let danger = try #require(outcome.notices.first { $0.alarm.name == "rule/tag-self-harm" }).alarm
    try world.book.acknowledge(danger.fingerprint, by: "x", note: "", at: AlarmWorld.at(20, 12))
    try say("tag-self-harm", 12, 10, customer: 7)
    try say("tag-regulator", 12, 15, customer: 8)
    let next = try world.tick(now: AlarmWorld.at(20, 13))
    #expect(next.notices.map(\.kind) == [.updated] && next.notices.first?.alarm.customers == 2)
    // A day later both are over, and are not told again.
    let end = try world.tick(now: AlarmWorld.at(21, 14))
    #expect(end.notices.map(\.kind) == [.resolved, .resolved])
    #expect(try world.tick(now: AlarmWorld.at(21, 15)).notices.isEmpty)
    #expect(
      try world.store.write {
        try AlarmBook.take([event("x", AlarmWorld.contact(99_999, at: 0, text: 0, customer: 1))], in: $0)
      } == (0, 1))
  }

  /// Business figures and metrics of other programs; taking them in twice changes nothing.
  @Test func importsCountsAndExposure() throws {
    let world = try AlarmWorld()
    var rows = "day,orders\n"
    var slow = "day,series,count,exposure,channel\n"
    for day in 0..<45 {
      let date = VoiceTime.day(AlarmWorld.at(day, 12))
      rows += "\(date),\(day == 43 ? 2600 : 1000 + day % 5)\n"
      for channel in ["app", "web"] {
        slow += "\(date),slow,\(day == 44 && channel == "web" ? 60 : 10 + day % 3),200,\(channel)\n"
      }
    }
    try world.folder.write(Array(rows.utf8), to: "orders.csv")
    try world.folder.write(Array((slow + ",slow,1,1,app\n").utf8), to: "slow.csv")
    for _ in 0..<2 {
      var orders = CountImport()
      try orders.read(InputFile(world.folder.file("orders.csv")), name: "orders", isExposure: true, offset: 8)
      #expect(try orders.write(into: world.book).records == 45)
      var slow = CountImport()
      try slow.read(InputFile(world.folder.file("slow.csv")), name: nil, isExposure: false, offset: 8)
      let outcome = try slow.write(into: world.book)
      #expect(outcome.refused == 1 && outcome.firstRefused == 92)
    }
    var settings = AlarmWorld.settings
    settings.period = .day
    _ = try world.tick(settings, now: nil, since: AlarmWorld.at(30, 0))
    let alarms = try world.book.alarms().filter { $0.kind != .rising }
    #expect(alarms.map(\.name) == ["count/slow"])
    #expect(alarms.first?.observed == 72 && alarms.first?.place?.value == "web")
  }

  @Test func checksStatements() {
    var check = StatementCheck("立即停止使用|免费换新", issued: 1_000)
    func take(_ id: String, _ agent: String, at time: Int64) {
      var conversation = Conversation()
      conversation.id = id
      conversation.startedAt = time
      conversation.participants = [Participant(id: "a1", role: .agent)]
      conversation.append(Turn(start: 0, end: 0, role: .customer), text: "立即停止使用？".utf8)
      conversation.append(Turn(start: 0, end: 0, role: .agent, participant: 0), text: agent.utf8)
      check.take(conversation)
    }
    take("c1", "请您 立即停止使用。", at: 2_000)
    take("c2", "我们为您免费 换新", at: 2_000)
    take("c3", "抱歉给您带来不便", at: 2_000)
    #expect(check.followed.successes == 2 && check.followed.total == 3)
    #expect(check.missing.map(\.conversation) == ["c3"] && check.missing.first?.agent == "a1")
  }
}

extension Array {
  /// The first place from which a condition holds.
  fileprivate func partitioningIndex(_ holds: (Element) -> Bool) -> Int { firstIndex(where: holds) ?? count }
}
