import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Manners of a process: pipes, closed descriptors, signals, full disks, the terminal and the environment.
@Suite struct ProcessTests {
  let work: TemporaryDirectory

  init() throws {
    work = try TemporaryDirectory()
    try work.write(Samples.book, to: "book.yaml")
    try work.write(Samples.lines(600), to: "a.ndjson")
    let question = #""turns":[{"role":"customer","text":"支持货到付款吗？"},{"role":"agent","text":"支持"}]}"#
    try work.write((1...3).map { "{\"id\":\"q\($0)\",\(question)\n" }.joined(), to: "questions.ndjson")
  }

  private func score(
    _ arguments: String..., prelude: String = "", environment: [String: String?] = [:], input: Input = .none,
    output: ChildOutput = .capture
  ) throws -> Outcome {
    try Tool.run(
      ["score", "--rules", "book.yaml"] + arguments, in: work.path, prelude: prelude, environment: environment,
      input: input, output: output)
  }

  /// Starts a run that waits for more input after `count` records were sent.
  private func waiting(_ arguments: String..., count: Int, capture: TemporaryDirectory) throws -> ToolProcess {
    let process = try Tool.start(
      (["score", "-", "--rules", "book.yaml"] + arguments).map { Array($0.utf8) }, in: work.path, input: .pipe,
      capture: capture)
    process.send(Samples.lines(count).utf8)
    return process
  }

  // MARK: Pipes and descriptors

  @Test(arguments: [["a.ndjson"], ["a.ndjson", "--stream"], ["a.ndjson", "--format", "csv"]])
  func aReaderThatLeavesEndsTheRunInSilence(_ arguments: [String]) throws {
    let capture = try TemporaryDirectory()
    let process = try Tool.start(
      (["score", "--rules", "book.yaml"] + arguments).map { Array($0.utf8) }, in: work.path, output: .pipe,
      capture: capture)
    #expect(!process.receive(upTo: 100).isEmpty)
    process.closeOutput()
    let outcome = Tool.outcome(process.wait(timeout: Tool.patience), capture)
    #expect(outcome.code == 141)
    #expect(outcome.errors.isEmpty)
  }

  @Test(arguments: [
    ["rules", "schema"], ["rules", "list"], ["rules", "explain"], ["rules", "test", "online-service-en"],
  ])
  func otherCommandsAreSilentToo(_ command: [String]) throws {
    let capture = try TemporaryDirectory()
    let process = try Tool.start(command.map { Array($0.utf8) }, output: .pipe, capture: capture)
    process.closeOutput()
    let outcome = Tool.outcome(process.wait(timeout: Tool.patience), capture)
    #expect(outcome.code == 141 && outcome.errors.isEmpty)
  }

  @Test func closedDescriptors() throws {
    let closedOutput = try score("a.ndjson", prelude: "exec 1>&-")
    #expect(closedOutput.code == 74 && closedOutput.errors.contains("error[E-OUTPUT-WRITE] standard output"))
    #expect(try score("-", prelude: "exec 0<&-").code == 74)
    let plain = try score("a.ndjson")
    #expect(try score("a.ndjson", prelude: "exec 0<&-").outputBytes == plain.outputBytes)
    let silent = try score("a.ndjson", prelude: "exec 2>&-")
    #expect(silent.code == 0 && silent.outputBytes == plain.outputBytes)
    // With all three closed no result file may become descriptor 0, 1 or 2.
    #expect(try score("a.ndjson", "--out", "out", "--format", "table", prelude: "exec 0<&- 1>&- 2>&-").code == 74)
    #expect(!FileManager.default.fileExists(atPath: work.file("out/evaluations.ndjson")))
  }

  @Test func fewDescriptorsAreEnough() throws {
    #expect(try score("a.ndjson", "--out", "out", prelude: "ulimit -n 32").code == 0)
    let none = try score("a.ndjson", "--out", "out2", prelude: "ulimit -n 8")
    #expect(none.code == 74 && none.errors.contains("error[E-OUTPUT-WRITE]"))
    #expect(Files.all(in: work.file("out2")).isEmpty)
  }

  @Test(arguments: [
    ["score", "a.ndjson", "--rules", "book.yaml"], ["score", "a.ndjson", "--rules", "book.yaml", "--format", "csv"],
    ["score", "a.ndjson", "--rules", "book.yaml", "--format", "table"],
    ["questions", "questions.ndjson", "--format", "table"],
    ["rules", "schema"], ["rules", "list"], ["rules", "explain", "near"], ["rules", "test", "book.yaml"],
    ["rules", "why", "c-1", "bad-word", "a.ndjson", "--rules", "book.yaml"], ["--help"], ["score", "--help"],
    ["--version"],
  ])
  func aFullDiskIsNoSuccess(_ arguments: [String]) throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let outcome = try Tool.run(arguments, in: work.path, output: .file("/dev/full"))
    if arguments.last?.hasPrefix("--") == true, outcome.code == 0 {
      return withKnownIssue("the argument parser prints help and version itself") { #expect(outcome.code == 74) }
    }
    #expect(outcome.code == 74 && outcome.errors.contains("error[E-OUTPUT-FULL] standard output"))
  }

  // MARK: Signals

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func aSignalKeepsWhatIsDone(_ signal: Int32, code: Int32) throws {
    let capture = try TemporaryDirectory()
    let process = try waiting("--out", "out", "--format", "ndjson", count: 50, capture: capture)
    // The results are open, so signals are caught; then some time for the records.
    for _ in 0..<2000 where Files.all(in: work.file("out")).isEmpty { usleep(5_000) }
    usleep(300_000)
    process.signalled(signal)
    let outcome = Tool.outcome(process.wait(timeout: Tool.patience), capture)
    #expect(outcome.code == code && !outcome.timedOut)
    let summary = try #require(JSON(String(decoding: try work.read("out/summary.json"), as: UTF8.self)))
    #expect(
      summary["complete"]?.flag == false && summary["balanced"]?.flag == true
        && summary["scored"]?.number == outcome.lines.count)
    #expect(Files.all(in: work.file("out")) == OutputFileTests.names)
    #expect(try work.read("out/evaluations.ndjson") == outcome.outputBytes)
    #expect((0...50).contains(outcome.lines.count) && outcome.errors.contains("interrupted"))
  }

  @Test func aSecondSignalEndsAtOnce() throws {
    let capture = try TemporaryDirectory()
    let process = try waiting(count: 1, capture: capture)
    usleep(200_000)
    process.signalled(SIGINT)
    process.signalled(SIGTERM)
    #expect([130, 143].contains(process.wait(timeout: Tool.patience).code))
  }

  @Test func stoppingAndContinuingChangesNothing() throws {
    let capture = try TemporaryDirectory()
    let process = try Tool.start(
      ["score", "a.ndjson", "--rules", "book.yaml"].map { Array($0.utf8) }, in: work.path, capture: capture)
    for _ in 0..<10 {
      process.signalled(SIGSTOP)
      usleep(3_000)
      process.signalled(SIGCONT)
      usleep(3_000)
    }
    let outcome = Tool.outcome(process.wait(timeout: Tool.patience), capture)
    #expect(try outcome.code == 0 && outcome.outputBytes == score("a.ndjson").outputBytes)
  }

  // MARK: The terminal

  @Test func nothingFromTheDataReachesTheTerminalRaw() throws {
    let evil = "\\u001b]52;c;ZXZpbA==\\u0007\\u202e\\u200b\\u009b31m"
    let name = "\u{1B}[31m\u{202E}.ndjson"
    let line = Samples.line(
      evil, customer: "\(evil) where is it?", agent: "fatal \(evil)", more: ",\"metadata\":{\"team\":\"\(evil)\"}")
    try work.write(line + "bad\n", to: name)
    for outcome in [
      try score(name, "--format", "table", "--by", "team"),
      try Tool.run(["questions", name, "--min", "1", "--format", "table"], in: work.path),
      try Tool.run(
        [
          "rules", "why", "\u{1B}]52;c;ZXZpbA==\u{7}\u{202E}\u{200B}\u{9B}31m", "fatal-word", name, "--rules",
          "book.yaml",
        ], in: work.path),
    ] {
      for scalar in (outcome.output + outcome.errors).unicodeScalars {
        let isUnsafe = (scalar.value < 0x20 && scalar != "\n") || (0x7F..<0xA0).contains(scalar.value)
        #expect(!isUnsafe && scalar.value != 0x202E, "\(scalar.value)")
      }
      #expect(!outcome.output.unicodeScalars.contains("\u{200B}"))
      #expect(outcome.output.contains("u{1b}"))
    }
  }

  @Test(arguments: ["20", "0", "-5", "abc", "99999999999999999999", "400"]) func columns(_ width: String) throws {
    let outcome = try score("a.ndjson", "--format", "table", environment: ["COLUMNS": width, "LANG": "C"])
    #expect(outcome.code == 0 && !outcome.output.contains("\u{1B}") && !outcome.errors.contains("\r"))
  }
}
