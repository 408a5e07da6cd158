import Foundation
import TestSupport
import Testing

/// The third first day as a duty officer lives it: replay, alarm, card, acknowledgement, incident, review.
@Suite struct AlarmCommandTests {
  let work: TemporaryDirectory

  static let book = """
    rulebook: duty
    version: "1"
    language: zh
    rules:
      - id: tag-safety
        title: 预警：产品安全
        as: tag
        severity: critical
        tags: [预警]
        forbid: { keyword: { any: [冒烟] }, role: customer }
      - id: late
        title: 物流慢
        as: tag
        severity: minor
        forbid: { keyword: { any: [物流] }, role: customer }
    """

  /// Five weeks of five contacts an hour; on the last day from 14:00 a batch of parcels is stuck and a charger smokes.
  static func history() -> String {
    var lines = ""
    var number = 0
    func add(_ day: Int, _ hour: Int, _ minute: Int, _ text: String, _ product: String, agent: String = "您好，我来看看") {
      let date = day < 28 ? "2026-02-\(day < 9 ? "0" : "")\(day + 1)" : "2026-03-0\(day - 27)"
      let clock = "\(date)T\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
      lines += """
        {"schema":"conversation/1","id":"k-\(number)","channel":"\(number % 3 == 0 ? "web" : "app")","started_at":"\(clock):00+08:00",\
        "participants":[{"id":"u-\(number)","role":"customer"},{"id":"a-\(number % 5)","role":"agent"}],\
        "metadata":{"product":"\(product)"},"turns":[{"role":"customer","participant":"u-\(number)","at":"\(clock):05+08:00","text":"\(text)"},\
        {"role":"agent","participant":"a-\(number % 5)","at":"\(clock):40+08:00","text":"\(agent)"}]}

        """
      number += 1
    }
    for day in 0..<34 {
      for hour in 9..<21 {
        for part in 0..<(4 + (day * 7 + hour * 3) % 3) {
          let isLate = (day * 5 + hour + part * 3) % 11 == 0
          add(day, hour, part * 9 + 1, isLate ? "物流怎么还没动" : "发票抬头怎么改", part % 2 == 0 ? "A" : "B")
        }
      }
    }
    for index in 0..<16 {
      add(
        33, 14, 2 + index * 3, "物流三天没动了，我电话13800138000", index % 8 == 0 ? "A" : "C",
        agent: index > 8 ? "您好，给您补发新的" : "请再等等")
    }
    add(33, 14, 50, "充电器冒烟了", "C")
    return lines
  }

  init() throws {
    work = try TemporaryDirectory()
    try work.write(Self.book, to: "book.yaml")
    try work.write(Self.history(), to: "in.ndjson")
    try work.write("sinks:\n  - {name: card, kind: file, path: card.ndjson, payload: redacted}\n", to: "sinks.yaml")
  }

  private func alerts(_ arguments: String...) throws -> Outcome {
    try Tool.run(
      ["alerts"] + arguments + ["--store", "v.db"], in: work.path, environment: ["COLUMNS": "80", "USER": "duty"])
  }

  /// What comes through a pipe is the same as what lies in a file: contacts and findings of rules.
  @Test func observesStandardInput() throws {
    let file = try Tool.run(
      ["alerts", "observe", "in.ndjson", "--rules", "book.yaml", "--store", "file.db"], in: work.path)
    let pipe = try Tool.run(
      ["alerts", "observe", "-", "--rules", "book.yaml", "--store", "pipe.db"], in: work.path,
      input: .text(Self.history()))
    #expect(file.code == 0 && pipe.code == 0)
    #expect(!file.errors.contains("\n0 new findings") && file.errors.contains("new findings"))
    #expect(pipe.errors == file.errors)
  }

  /// A mistyped path is told, and no empty store is left in which nothing ever alarms.
  @Test(arguments: [["tick"], ["calibrate"], ["ack", "0123456789abcdef"], ["incident", "close", "1", "--cause", "x"]])
  func needsAStore(_ command: [String]) throws {
    let outcome = try Tool.run(["alerts"] + command + ["--store", "typo.db"], in: work.path)
    #expect(outcome.code == 66 && outcome.errors.contains("E-STORE-MISSING"), "\(outcome.errors)")
    #expect(throws: (any Error).self) { try work.read("typo.db") }
  }

  @Test func fridayAfternoon() throws {
    let taken = try alerts("observe", "in.ndjson", "--rules", "book.yaml")
    #expect(taken.code == 0, "\(taken.errors)")
    let quiet = try alerts(
      "tick", "--period", "hour", "--since", "2026-03-02", "--now", "2026-03-06T14:00:00+08:00", "--format", "ndjson")
    #expect(quiet.code == 0 && quiet.outputBytes.isEmpty, "\(quiet.transcript)")
    let tick = try alerts(
      "tick", "--period", "hour", "--now", "2026-03-06T15:00:00+08:00", "--deliver", "sinks.yaml", "--fail-on",
      "firing",
      "--format", "ndjson", "--lang", "zh")
    #expect(tick.code == 1)
    let schema = try JSONSchema(Files.read(Tool.package + "/docs/schemas/alert-1.schema.json"))
    let records = try tick.outputBytes.split(separator: 0x0A).map { try JSONTree(Array($0)) }
    for record in records { #expect(schema.problems(with: record) == []) }
    #expect(records.map { $0["series"]?.string } == ["rule/tag-safety", "rule/late"])
    #expect(records.map { $0["class"]?.string } == ["keyword", "spike"])
    #expect(records[1]["scope_value"]?.string == "C")
    #expect(!tick.output.contains("13800138000") && tick.output.contains("冒烟"))
    // The same look again has nothing to tell.
    #expect(
      try alerts(
        "tick", "--period", "hour", "--now", "2026-03-06T15:00:00+08:00", "--deliver", "sinks.yaml", "--format",
        "ndjson"
      ).outputBytes.isEmpty)
    let cards = try work.read("card.ndjson").split(separator: 0x0A).map { try JSONTree(Array($0)) }
    #expect(cards.count == 2)
    #expect(try !String(decoding: work.read("card.ndjson"), as: UTF8.self).contains("13800138000"))

    try Golden.check(try alerts("list", "--format", "table", "--lang", "zh").transcript, "alerts-list-zh")
    try Golden.check(try alerts("list", "--format", "table", "--level", "red").transcript, "alerts-list-red")
    let print = try #require(records[1]["fingerprint"]?.string)
    let explained = try alerts("explain", print, "--format", "table", "--lang", "zh")
    try Golden.check(explained.transcript, "alerts-explain-zh")
    let lines = try alerts("explain", print, "--format", "ndjson").outputBytes.split(separator: 0x0A)
    let period = try JSONSchema(Files.read(Tool.package + "/docs/schemas/alert-period-1.schema.json"))
    #expect(schema.problems(with: try JSONTree(Array(lines[0]))) == [])
    for line in lines.dropFirst() { #expect(period.problems(with: try JSONTree(Array(line))) == []) }
    #expect(lines.count > 3)

    let at = ["--by", "王敏", "--at"]
    func people(_ arguments: [String], _ time: String) throws -> Outcome {
      try Tool.run(
        ["alerts"] + arguments + at + ["2026-03-06T\(time):00+08:00", "--store", "v.db"], in: work.path)
    }
    #expect(try people(["ack", print, "--note", "联系仓库"], "15:05").code == 0)
    let incident = try people(["incident", "open", "批次C滞留", "--owner", "物流部", "--alarm", print], "15:10")
    #expect(incident.output == "1\n")
    #expect(try people(["incident", "statement", "1", "补发|免费换新"], "14:10").code == 0)
    let followed = try alerts("incident", "followed", "1", "in.ndjson")
    #expect(followed.errors.contains("statement followed in 7/15"), "\(followed.transcript)")
    #expect(followed.output.split(separator: "\n").count == 8)
    let customers = try alerts("incident", "customers", "1")
    #expect(customers.output.split(separator: "\r\n").count >= 17 && !customers.output.contains("u-"))
    #expect(try people(["incident", "close", "1", "--cause", "分拣停线"], "18:00").code == 65)
    #expect(
      try alerts("tick", "--period", "hour", "--now", "2026-03-08T23:00:00+08:00", "--deliver", "sinks.yaml").code == 0)
    #expect(try alerts("list", "--firing", "--format", "ndjson").output.contains("rule/late") == false)
    #expect(try people(["incident", "close", "1", "--cause", "分拣停线"], "23:59").code == 0)
    try Golden.check(try alerts("incident", "review", "1", "--lang", "zh").transcript, "alerts-review-zh")
    try Golden.check(try alerts("incident", "list").transcript, "alerts-incidents")
    let states = try work.read("card.ndjson").split(separator: 0x0A).map { try JSONTree(Array($0)) }
    let resolved = states.filter { state in "\(state)".contains("resolved") }
    #expect(resolved.count == 2)
  }

  @Test func silencesAndHeartbeats() throws {
    #expect(try alerts("observe", "in.ndjson", "--rules", "book.yaml").code == 0)
    #expect(
      try alerts("silence", "series=rule/tag-safety", "--for", "4h", "--at", "2026-03-06T13:00:00+08:00").code == 0)
    let tick = try alerts("tick", "--period", "hour", "--now", "2026-03-06T15:00:00+08:00", "--format", "ndjson")
    #expect(!tick.output.contains("tag-safety") && tick.output.contains("rule/late"))
    #expect(try alerts("silence", "--list", "--at", "2026-03-06T15:00:00+08:00").output.contains("active"))
    #expect(try alerts("silence", "--end", "1", "--at", "2026-03-06T15:30:00+08:00").code == 0)
    #expect(try alerts("silence", "--end", "9").code == 65)
    #expect(try alerts("silence", "colour=red").code == 64)
    #expect(try alerts("heartbeat", "--now", "2026-03-06T21:30:00+08:00", "--max-age", "90m").code == 1)
    #expect(try alerts("heartbeat", "--now", "2026-03-06T21:30:00+08:00", "--max-age", "1d").code == 0)
    #expect(try alerts("explain", "00").code == 65)
  }

  /// `watch` feeds and judges at every look.
  @Test func watches() throws {
    let watch = try Tool.run(
      [
        "watch", "in.ndjson", "--rules", "book.yaml", "--config", "sinks.yaml", "--store", "v.db", "--once", "--alarms",
        "hour", "--tz", "Asia/Shanghai", "--fail-on", "firing",
      ], in: work.path)
    #expect(watch.code == 1, "\(watch.errors)")
    #expect(try alerts("list", "--format", "ndjson").output.contains("rule/tag-safety"))
  }

  @Test func evaluates() throws {
    let outcome = try Tool.run(
      ["alerts", "evaluate", "--simulate", "--seed", "3", "--quick", "--format", "json"], timeout: 120)
    let schema = try JSONSchema(Files.read(Tool.package + "/docs/schemas/alert-evaluation-1.schema.json"))
    #expect(schema.problems(with: try JSONTree(outcome.outputBytes)) == [])
  }
}
