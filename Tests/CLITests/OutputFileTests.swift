import Foundation
import TestSupport
import Testing

/// The files a run leaves, and the ones it must not leave.
@Suite struct OutputFileTests {
  let work: TemporaryDirectory
  static let names = [
    "evaluations.csv", "evaluations.ndjson", "findings.csv", "findings.ndjson", "items.ndjson", "metrics.ndjson",
    "near-misses.ndjson",
    "quarantine.ndjson", "report.html", "results.xlsx", "summary.json", "transcripts.ndjson",
  ]

  init() throws {
    work = try TemporaryDirectory()
    try work.write(Samples.book, to: "book.yaml")
    try work.write(Samples.lines(20) + "{\"id\":\n", to: "a.ndjson")
  }

  @discardableResult private func score(_ arguments: String..., prelude: String = "", input: Input = .none) throws
    -> Outcome
  {
    try Tool.run(["score", "--rules", "book.yaml"] + arguments, in: work.path, prelude: prelude, input: input)
  }

  private var left: [String] { Files.all(in: work.file("out")) }

  @Test func filesArePrivateAndComplete() throws {
    // Whatever the umask says, results hold customers' words.
    let outcome = try score("a.ndjson", "--out", "out", prelude: "umask 000")
    #expect(outcome.code == 2)
    #expect(left == Self.names)
    #expect(try Files.mode(work.file("out")) == 0o700)
    for name in Self.names { #expect(try Files.mode(work.file("out/" + name)) == 0o600) }
    let summary = try #require(JSON(String(decoding: try work.read("out/summary.json"), as: UTF8.self)))
    #expect(summary["complete"]?.flag == true && summary["balanced"]?.flag == true)
    #expect(summary["read"]?.number == 21 && summary["scored"]?.number == 20 && summary["quarantined"]?.number == 1)
    #expect(outcome.errors.contains("read 21 = scored 20 + filtered 0 + quarantined 1 + pending 0 + duplicates 0"))
  }

  @Test func existingFilesAreKeptWithoutForce() throws {
    try score("a.ndjson", "--out", "out")
    let before = try work.read("out/evaluations.ndjson")
    try work.write(Samples.lines(3), to: "b.ndjson")
    let refused = try score("b.ndjson", "--out", "out")
    #expect(
      refused.code == 64 && refused.errors.contains("error[E-OUTPUT-EXISTS]") && refused.errors.contains("--force"))
    #expect(left == Self.names)
    #expect(try work.read("out/evaluations.ndjson") == before)
    #expect(try score("b.ndjson", "--out", "out", "--force").code == 0)
    #expect(try work.read("out/evaluations.ndjson") != before)
    #expect(left == Self.names)
  }

  /// A run that ends early leaves the old results untouched and nothing unfinished.
  @Test func oldResultsSurviveAFailedRun() throws {
    try score("a.ndjson", "--out", "out")
    let before = try Self.names.map { try work.read("out/" + $0) }
    try work.write([0, 1, 2, 3], to: "z.bin")
    #expect(try score("a.ndjson", "z.bin", "--out", "out", "--force").code == 65)
    #expect(try score("a.ndjson", "--out", "out", "--force", "--rules", "none").code == 78)
    #expect(left == Self.names)
    #expect(try Self.names.map { try work.read("out/" + $0) } == before)
  }

  @Test func outputsNeverOverwriteInputs() throws {
    let before = try work.read("a.ndjson")
    try FileManager.default.linkItem(atPath: work.file("a.ndjson"), toPath: work.file("hard"))
    try FileManager.default.createSymbolicLink(atPath: work.file("soft"), withDestinationPath: "a.ndjson")
    for path in ["a.ndjson", "./a.ndjson", "hard", "soft"] {
      let outcome = try score("a.ndjson", "--quarantine", path, "--force")
      #expect(outcome.code == 64)
      #expect(outcome.errors.contains("E-OUTPUT-IS-INPUT"))
    }
    try work.write(Samples.lines(2), to: "in/b.ndjson")
    for path in ["in/out", "in/../in/out", "in/deep/er/out"] {
      let outcome = try score("-r", "in", "--out", path)
      #expect(outcome.code == 64)
      #expect(outcome.errors.contains("E-OUTPUT-IS-INPUT"))
    }
    #expect(Files.all(in: work.file("in")) == ["b.ndjson"])
    #expect(try work.read("a.ndjson") == before)
  }

  @Test func outputsNeverOverwriteEachOther() throws {
    for path in ["out/evaluations.csv", "out/./summary.json", "out/../out/items.ndjson"] {
      let outcome = try score("a.ndjson", "--out", "out", "--quarantine", path, "--force")
      #expect(outcome.code == 64 && outcome.errors.contains("another result"))
      #expect(left.isEmpty)
    }
    #expect(try score("a.ndjson", "--out", "out", "--quarantine", "out/quarantine.ndjson").code == 2)
    #expect(left == Self.names)
  }

  @Test func symbolicLinksAndDevicesAreNoTargets() throws {
    try FileManager.default.createDirectory(atPath: work.file("out"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: work.file("out/findings.csv"), withDestinationPath: work.file("elsewhere"))
    #expect(try score("a.ndjson", "--out", "out", "--force").code == 64)
    #expect(left == ["findings.csv"] && !FileManager.default.fileExists(atPath: work.file("elsewhere")))
    for path in ["/dev/null", work.path] { #expect(try score("a.ndjson", "--quarantine", path, "--force").code == 64) }
  }

  /// A file that may not grow so far: the run fails, and nothing half-written stands under its name.
  @Test func aLimitOnFileSizesIsNotSilent() throws {
    try work.write(Samples.lines(2000), to: "big.ndjson")
    let outcome = try score("big.ndjson", "--out", "out", prelude: "ulimit -f 64")
    #expect(outcome.code == 74)
    #expect(outcome.errors.contains("error[E-OUTPUT-FULL]"))
    #expect(left.isEmpty)
  }

  // MARK: Quarantine

  /// Every bad record is found again by the offset, length and digest the tool names.
  @Test(arguments: [1, 2]) func badRecordsAreFoundAgain(seed: UInt64) throws {
    var numbers = DeterminismTests.Numbers(state: seed)
    var bytes: [UInt8] = []
    var bad: [Range<Int>] = []
    for number in 0..<600 {
      var line = Array(Samples.line("c-\(number)", customer: "中文 \(number)").utf8.dropLast())
      if number % 3 == 1 {
        switch Int.random(in: 0..<5, using: &numbers) {
        case 0: line.removeLast(Int.random(in: 1..<line.count - 1, using: &numbers))
        case 1: line[40 + Int.random(in: 0..<20, using: &numbers)] = 0xFF
        case 2: line += Array("}".utf8)
        case 3: line = Array("{\"id\":\"c-\(number)\"}".utf8)
        default: line.insert(0x01, at: line.count - 8)
        }
        bad.append(bytes.count..<bytes.count + line.count)
      }
      bytes += line + (seed == 2 ? [0x0D, 0x0A] : [0x0A])
      if number % 50 == 0 { bytes += [0x0A, 0x20, 0x0A] }
    }
    try work.write(bytes, to: "bad.ndjson")
    let outcome = try score("bad.ndjson", "--quarantine", "q.ndjson", "--quarantine-raw")
    #expect(outcome.code == 2)
    #expect(!outcome.errors.contains(Samples.canary))
    #expect(outcome.errors.contains("read 600 = scored 400 + filtered 0 + quarantined 200 +"))
    #expect(outcome.errors.split(separator: "\n").count { $0.hasPrefix("quarantined[") } == 20)
    let records = try String(decoding: work.read("q.ndjson"), as: UTF8.self).split(separator: "\n").map {
      try #require(JSON($0))
    }
    let found = try records.map { record in
      let start = try #require(record["byte_offset"]?.number)
      let range = start..<start + (try #require(record["byte_length"]?.number))
      #expect(record["raw"]?.text.flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) } == Array(bytes[range]))
      #expect(record["line"]?.number == bytes[..<start].count { $0 == 0x0A } + 1)
      #expect(record["sha256"]?.text?.count == 64)
      return range
    }
    #expect(found == bad)
    #expect(try Files.mode(work.file("q.ndjson")) == 0o600)
  }

  @Test func rawBytesAreKeptOnlyOnRequest() throws {
    try work.write("not json \(Samples.canary)\n", to: "bad.ndjson")
    try score("bad.ndjson", "--quarantine", "q.ndjson")
    #expect(try !String(decoding: work.read("q.ndjson"), as: UTF8.self).contains("raw"))
    #expect(try !String(decoding: work.read("q.ndjson"), as: UTF8.self).contains(Samples.canary))
  }

  /// Records without the bad ones score as if the bad ones had never been there.
  @Test func badRecordsDoNotTouchTheirNeighbours() throws {
    let good = (0..<50).map { Samples.line("c-\($0)", agent: $0 % 2 == 0 ? "fatal" : "fine") }
    let clean = try score("-", input: .text(good.joined()))
    let mixed = try score("-", input: .text(good.map { $0 + "{\"id\":\n\u{0}".dropLast() }.joined()))
    #expect(mixed.outputBytes == clean.outputBytes)
  }

  @Test func conflictingIdsAreInTheQuarantine() throws {
    let lines = [Samples.line("c-1"), Samples.line("c-1"), Samples.line("c-1", agent: "other"), Samples.line("c-2")]
    try work.write(lines.joined(), to: "twice.ndjson")
    let outcome = try score("twice.ndjson", "--quarantine", "q.ndjson", "--quarantine-raw")
    #expect(outcome.code == 2 && outcome.lines.count == 2)
    #expect(outcome.errors.contains("read 4 = scored 2 + filtered 0 + quarantined 1 + pending 0 + duplicates 1"))
    let record = try #require(JSON(String(decoding: try work.read("q.ndjson"), as: UTF8.self)))
    #expect(record["reason"]?.text == "id_conflict" && record["line"]?.number == 3)
    #expect(record["byte_offset"]?.number == lines[0].utf8.count * 2)
    #expect(record["sha256"]?.text?.count == 64 && record["raw"] != nil)
  }
}
