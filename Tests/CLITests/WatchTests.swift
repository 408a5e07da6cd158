import Foundation
import TestSupport
import Testing

/// `watch` while it runs: growing files, new files, signals, and going on after them.
@Suite struct WatchTests {
  let work: TemporaryDirectory

  init() throws {
    work = try TemporaryDirectory()
    try work.write(Samples.book, to: "book.yaml")
    try work.write("sinks:\n  - {name: log, kind: file, path: events.ndjson, per_minute: 100000}\n", to: "sinks.yaml")
    try FileManager.default.createDirectory(atPath: work.file("in"), withIntermediateDirectories: true)
  }

  private func words(_ store: String, _ out: String, _ more: [String]) -> [String] {
    [
      "watch", "in", "--rules", "book.yaml", "--config", "sinks.yaml", "--store", store, "--out", out, "--alert-on",
      "major", "--every", "0.05",
    ] + more
  }

  private func append(_ text: String, to name: String) throws {
    let path = work.file("in/" + name)
    if !FileManager.default.fileExists(atPath: path) { try work.write("", to: "in/" + name) }
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  private func events() -> [String] {
    guard let bytes = try? work.read("events.ndjson") else { return [] }
    return bytes.split(separator: 0x0A).compactMap { try? JSONTree(Array($0))["subject"]?.string }
  }

  private func waitFor(_ count: Int, _ process: ToolProcess) {
    let end = Date().addingTimeInterval(30)
    while events().count < count, Date() < end { usleep(20_000) }
  }

  private func csv(_ numbers: Range<Int>) -> String {
    "conversation_id,role,text\n"
      + numbers.map { "t-\($0),customer,hello\nt-\($0),agent,\($0 % 2 == 0 ? "forbidden" : "fine")\n" }.joined()
  }

  /// Lines and files that come while it runs are told of at once; a signal ends it cleanly; the next run goes on; the
  /// results are those of one run over everything.
  @Test(arguments: [(SIGTERM, 143), (SIGINT, 130)] as [(Int32, Int32)])
  func followsStopsAndGoesOn(signal: Int32, code: Int32) throws {
    try append(Samples.line("c-1", agent: "forbidden"), to: "a.ndjson")
    let capture = try TemporaryDirectory()
    let process = try Tool.start(
      words("s.db", "out.ndjson", []).map { Array($0.utf8) }, in: work.path, capture: capture)
    waitFor(1, process)
    let second = Samples.line("c-2", agent: "forbidden")
    try append(String(second.prefix(40)), to: "a.ndjson")
    usleep(120_000)
    #expect(events() == ["finding/c-1/bad-word"], "half a line waits")
    try append(String(second.dropFirst(40)), to: "a.ndjson")
    waitFor(2, process)
    try append(csv(0..<4), to: "b.csv")
    waitFor(4, process)
    #expect(
      events().sorted() == [
        "finding/c-1/bad-word", "finding/c-2/bad-word", "finding/t-0/bad-word", "finding/t-2/bad-word",
      ])
    process.signalled(signal)
    let start = Date()
    let outcome = Tool.outcome(process.wait(timeout: 30), capture)
    #expect(outcome.code == code && Date().timeIntervalSince(start) < 2, "\(outcome.code)")
    #expect(outcome.errors.contains("stopped; run the same command to go on"))
    #expect(
      outcome.errors.contains("read 6 = scored 6 + filtered 0 + quarantined 0; new alarms 4"), "\(outcome.errors)")

    try append(Samples.line("c-3", agent: "forbidden"), to: "a.ndjson")
    try append(csv(10..<12), to: "c.csv")
    let next = try Tool.run(words("s.db", "out.ndjson", ["--once"]), in: work.path)
    #expect(next.code == 0 && next.errors.contains("read 3 = scored 3"), "\(next.errors)")
    #expect(events().count == 6)
    #expect(try Tool.run(words("p.db", "plain.ndjson", ["--once"]), in: work.path).code == 0)
    let (resumed, plain) = (try work.read("out.ndjson"), try work.read("plain.ndjson"))
    // What came later stands later; within one look files go by name.
    #expect(
      resumed.split(separator: 0x0A).map { Array($0) }.sorted { $0.lexicographicallyPrecedes($1) }
        == plain.split(separator: 0x0A).map { Array($0) }.sorted { $0.lexicographicallyPrecedes($1) })
    #expect(resumed.count == plain.count && !plain.isEmpty)
  }

  /// Two runs at a time: the second ends with 75 and neither loses nor doubles anything.
  @Test func cronRunsDoNotMeet() throws {
    try append(Samples.lines(30), to: "a.ndjson")
    let capture = try TemporaryDirectory()
    let process = try Tool.start(
      words("s.db", "out.ndjson", []).map { Array($0.utf8) }, in: work.path, capture: capture)
    waitFor(10, process)
    let second = try Tool.run(words("s.db", "out.ndjson", ["--once", "--fail-on", "firing"]), in: work.path)
    #expect([0, 75].contains(second.code), "\(second.code) \(second.errors)")
    process.signalled(SIGTERM)
    _ = process.wait(timeout: 30)
    #expect(events().count == 10 && Set(events()).count == 10)
  }

  /// A file that was replaced by a shorter one is read from its start; ids keep what was told from being told again.
  @Test func replacedFiles() throws {
    try append(Samples.line("c-1", agent: "forbidden") + Samples.line("c-2", agent: "forbidden"), to: "a.ndjson")
    #expect(try Tool.run(words("s.db", "out.ndjson", ["--once"]), in: work.path).code == 0)
    try work.write(Samples.line("c-2", agent: "forbidden"), to: "in/a.ndjson")
    let outcome = try Tool.run(words("s.db", "out.ndjson", ["--once"]), in: work.path)
    #expect(outcome.code == 0 && outcome.errors.contains("read from its start"), "\(outcome.errors)")
    #expect(events() == ["finding/c-1/bad-word", "finding/c-2/bad-word"])
  }

  /// With `--topics` what customers say is taken in with the cursor: nothing twice, and new texts get topics at once.
  @Test func topicsFollow() throws {
    try VoiceFixture.copy(to: work)
    try FileManager.default.moveItem(atPath: work.file("chats.ndjson"), toPath: work.file("in/a.ndjson"))
    func watch() throws -> Outcome {
      try Tool.run(words("voice.db", "out.ndjson", ["--once", "--topics"]), in: work.path)
    }
    func contacts() throws -> Int? {
      let record = try JSONTree(Tool.run(["store", "check", "--store", "voice.db"], in: work.path).outputBytes)
      return record["tables"]?.elements.first { $0["name"]?.string == "voice_contact" }?["rows"]?.integer
    }
    #expect(try watch().code == 0 && contacts() == 300, "known ones are known")
    try append(
      Samples.line("new-1", customer: "我的退款，没到账，银行卡，原路退回怎么办", agent: "forbidden")
        + Samples.line("new-2", customer: "我的快递，没收到，驿站，物流怎么办", agent: "fine"), to: "a.ndjson")
    let outcome = try watch()
    #expect(outcome.code == 0 && outcome.errors.contains("with a topic"), "\(outcome.errors)")
    #expect(try contacts() == 302)
    #expect(try !watch().errors.contains("with a topic"), "nothing new, nothing to do")
  }

  /// A name that leads to this machine after it was a public one: the connected address counts.
  @Test(.enabled(if: WatchTests.hasNamespaces)) func reboundNames() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "unshare", "-rmn", "python3", Tool.package + "/Tests/CLITests/rebinding.py", Tool.binary, work.path,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && said == "ok\n", "\(said)")
  }

  /// Whether this machine lets a test have a network of its own.
  private static let hasNamespaces: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["unshare", "-rmn", "mount", "--bind", "/etc/hostname", "/etc/hostname"]
    process.standardError = FileHandle.nullDevice
    guard Python.isThere, (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
