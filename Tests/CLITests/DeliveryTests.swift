import Foundation
import TestSupport
import Testing

/// `deliver` and `watch` as people run them.
@Suite struct DeliveryCommandTests {
  let work: TemporaryDirectory

  init() throws {
    work = try TemporaryDirectory()
    try work.write(Samples.book, to: "book.yaml")
    try work.write("sinks:\n  - {name: log, kind: file, path: events.ndjson, payload: redacted}\n", to: "sinks.yaml")
  }

  private func watch(_ more: String..., from path: String = "in.ndjson") throws -> Outcome {
    try Tool.run(
      [
        "watch", path, "--rules", "book.yaml", "--config", "sinks.yaml", "--store", "s.db", "--once", "--out",
        "out.ndjson",
        "--alert-on", "minor",
      ] + more, in: work.path)
  }

  private func events() throws -> [JSONTree] {
    guard FileManager.default.fileExists(atPath: work.file("events.ndjson")) else { return [] }
    return try work.read("events.ndjson").split(separator: 0x0A).map { try JSONTree(Array($0)) }
  }

  /// A file that grows: half a line waits, nothing is read twice, the gate speaks once.
  @Test func followsAGrowingFile() throws {
    let first = Samples.line("c-1", agent: "that is forbidden, call 13800138000")
    let second = Samples.line("c-2", agent: "also forbidden")
    try work.write(first + String(second.prefix(20)), to: "in.ndjson")
    #expect(try watch("--fail-on", "firing").code == 1)
    #expect(try events().count == 1)
    #expect(try watch("--fail-on", "firing").code == 0)
    try work.write(first + second, to: "in2.ndjson")
    // The same file grows; a new file of the same name would be read from its start.
    let handle = try #require(FileHandle(forWritingAtPath: work.file("in.ndjson")))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(second.dropFirst(20).utf8))
    try handle.close()
    #expect(try watch("--fail-on", "firing").code == 1)
    #expect(try events().count == 2)
    #expect(try !String(decoding: work.read("events.ndjson"), as: UTF8.self).contains("13800138000"))
    let findings = try work.read("out.ndjson").count { $0 == 0x0A }
    #expect(findings == 2)
    #expect(try watch().code == 0)
    #expect(try events().count == 2 && work.read("out.ndjson").count { $0 == 0x0A } == findings)
  }

  @Test func readsAFolder() throws {
    try work.write(Samples.line("c-1", agent: "forbidden"), to: "d/a.ndjson")
    try work.write(Samples.line("c-2", agent: "forbidden") + "{bad\n", to: "d/b.ndjson")
    let outcome = try watch(from: "d")
    #expect(outcome.code == 2 && outcome.errors.contains("read 3 = scored 2 + filtered 0 + quarantined 1"))
    #expect(try events().count == 2)
  }

  @Test func listsRetriesAndDrops() throws {
    try work.write("sinks:\n  - {name: hook, kind: exec, run: [/bin/false]}\n", to: "bad.yaml")
    let message =
      #"{"schema":"message/1","type":"qa.test","group_key":"g","window":"w","title":"退款不到账","severity":"major"}"# + "\n"
    let sent = try Tool.run(
      ["deliver", "send", "--config", "bad.yaml", "--store", "s.db", "--from", "-"], in: work.path,
      input: .text(message))
    #expect(sent.code == 69 && sent.errors.contains("exit code 1") && sent.errors.contains("sent 0, pending 1, dead 0"))
    let list = try Tool.run(["deliver", "list", "--store", "s.db"], in: work.path)
    let entry = try JSONTree(list.outputBytes)
    let schema = try JSONSchema(Files.read(Tool.package + "/docs/schemas/outbox-1.schema.json"))
    #expect(schema.problems(with: entry) == [] && entry["state"]?.string == "pending")
    #expect(entry["title"]?.string == "退款不到账")
    let records = try JSONSchema(Files.read(Tool.package + "/docs/schemas/message-1.schema.json"))
    #expect(records.problems(with: try JSONTree(Array(message.utf8))) == [])
    let id = try #require(entry["id"]?.string)
    try work.write("sinks:\n  - {name: hook, kind: exec, run: [/bin/cat]}\n", to: "good.yaml")
    #expect(try Tool.run(["deliver", "retry", "--store", "s.db", id], in: work.path).errors == "1 due now\n")
    #expect(try Tool.run(["deliver", "send", "--config", "good.yaml", "--store", "s.db"], in: work.path).code == 0)
    #expect(try Tool.run(["deliver", "drop", "--store", "s.db", id], in: work.path).errors == "0 dropped\n")
    #expect(try Tool.run(["deliver", "drop", "--store", "s.db"], in: work.path).code == 64)
  }

  /// A dry run prints the request and leaves nothing behind; a secret URL is not printed.
  @Test func dryRun() throws {
    try work.write("sinks:\n  - {name: w, kind: wecom, url_env: HOOK}\n", to: "w.yaml")
    let message = #"{"schema":"message/1","type":"qa.test","group_key":"g","window":"w","title":"标题"}"#
    let outcome = try Tool.run(
      ["deliver", "send", "--config", "w.yaml", "--store", "s.db", "--from", "-", "--dry-run"], in: work.path,
      environment: ["HOOK": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=geheim"], input: .text(message))
    #expect(outcome.code == 0 && outcome.output.contains("POST https://qyapi.weixin.qq.com/…"))
    #expect(outcome.output.contains("标题") && !outcome.output.contains("geheim"))
    #expect(!FileManager.default.fileExists(atPath: work.file("s.db")))
    #expect(
      try Tool.run(["deliver", "test", "--config", "w.yaml"], in: work.path).code == 78, "the variable is missing")
  }

  /// Killed 200 times at random moments: nothing lost, nothing under two ids, the results those of an undisturbed run.
  @Test(.enabled(if: Python.isThere)) func survivesKills() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", Tool.package + "/Scripts/kill-test", "200", "7", Tool.binary]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && text.contains("lost 0, with two ids 0"), "\(text)")
  }
}
