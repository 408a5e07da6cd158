import Foundation
import TestSupport
import Testing

/// The same records and rules give the same bytes, however they arrive and wherever the tool runs.
@Suite struct DeterminismTests {
  static let chats = Tool.package + "/transcripts/online-service-zh.ndjson"
  static let arguments = ["score", chats, "--rules", "online-service-zh", "--format", "ndjson"]

  /// A generator whose numbers are the same in every run.
  struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 33)
    }
  }

  private static let usual = Result { try Tool.run(arguments) }

  private func plain() throws -> Outcome {
    let outcome = try Self.usual.get()
    try #require(outcome.code == 0 && outcome.lines.count > 60)
    return outcome
  }

  @Test func threadsDoNotMatter() throws {
    let one = try Tool.run(Self.arguments + ["--jobs", "1"])
    for jobs in ["2", "8"] {
      let many = try Tool.run(Self.arguments + ["--jobs", jobs])
      #expect(many.outputBytes == one.outputBytes && many.errors == one.errors)
    }
    #expect(try plain().outputBytes == one.outputBytes)
  }

  /// Many small chunks in flight: the order of the output is still the input's, bad records included.
  @Test func threadsDoNotMatterForManyChunks() throws {
    let work = try TemporaryDirectory()
    try work.write(Samples.book, to: "book.yaml")
    var text = ""
    for number in 0..<4000 {
      text +=
        number % 97 == 5 ? "{\"id\":\n" : Samples.line("c-\(number)", agent: number % 5 == 0 ? "forbidden" : "fine")
    }
    let pieces = stride(from: 0, to: text.utf8.count, by: 10_000).map { start in
      Array(Array(text.utf8)[start..<min(start + 10_000, text.utf8.count)])
    }
    var results: [Outcome] = []
    for jobs in ["1", "2", "8"] {
      let out = "out-" + jobs
      results.append(
        try Tool.run(
          [
            "score", "-", "--rules", "book.yaml", "--format", "ndjson", "--max-bad", "100%", "--out", out, "--jobs",
            jobs,
          ],
          in: work.path, input: .pieces(pieces)))
      #expect(results[results.count - 1].code == 0)
      for name in [
        "evaluations.ndjson", "evaluations.csv", "items.ndjson", "findings.csv", "quarantine.ndjson", "summary.json",
      ] {
        #expect(try work.read("\(out)/\(name)") == work.read("out-1/\(name)"))
      }
    }
    #expect(results.allSatisfy { $0.outputBytes == results[0].outputBytes })
  }

  @Test(arguments: [2, 3, 7, 60]) func splittingTheInputDoesNotMatter(parts: Int) throws {
    let whole = try plain().outputBytes
    let lines = String(decoding: try source(), as: UTF8.self).split(separator: "\n")
    var joined: [UInt8] = []
    var numbers = Numbers(state: UInt64(parts))
    var cuts = (1..<parts).map { _ in Int.random(in: 0...lines.count, using: &numbers) }.sorted()
    if parts == lines.count { cuts = Array(1..<parts) }
    for (start, end) in zip([0] + cuts, cuts + [lines.count]) {
      let part = lines[start..<end].map { $0 + "\n" }.joined()
      joined += try Tool.run(["score", "-", "--rules", "online-service-zh"], input: .text(part)).outputBytes
    }
    #expect(joined == whole)
  }

  @Test(arguments: [1, 2, 3]) func piecesOfAPipeDoNotMatter(seed: UInt64) throws {
    let bytes = try source()
    var numbers = Numbers(state: seed)
    var pieces: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 1...(seed == 1 ? 200 : 9000), using: &numbers))
      pieces.append(Array(bytes[start..<end]))
      start = end
    }
    let piped = try Tool.run(["score", "-", "--rules", "online-service-zh"], input: .pieces(pieces))
    #expect(try piped.outputBytes == plain().outputBytes)
  }

  @Test func everyWayToNameAnInputIsTheSame() throws {
    let work = try TemporaryDirectory()
    let bytes = try source()
    try work.write(bytes, to: "chats.ndjson")
    try work.write(Gzip.stored(bytes), to: "chats.ndjson.gz")
    try work.write(Gzip.stored(bytes), to: "folder/chats.ndjson.gz")
    let half = bytes.count / 2
    try work.write(Gzip.stored(Array(bytes[..<half])) + Gzip.stored(Array(bytes[half...])), to: "members.gz")
    let rules = ["--rules", "online-service-zh", "--format", "ndjson"]
    let whole = try plain().outputBytes
    for name in ["chats.ndjson", "./chats.ndjson", "chats.ndjson.gz", "members.gz"] {
      #expect(try Tool.run(["score", name] + rules, in: work.path).outputBytes == whole)
      #expect(try Tool.run(["score", "-"] + rules, input: .file(work.file(name))).outputBytes == whole)
      #expect(try Tool.run(["score"] + rules, input: .file(work.file(name))).outputBytes == whole)
    }
    #expect(try Tool.run(["score", "-r", "folder"] + rules, in: work.path).outputBytes == whole)
  }

  @Test func orderOfFilesOnlyPermutes() throws {
    let work = try TemporaryDirectory()
    try work.write(Samples.book, to: "book.yaml")
    for (name, first) in [("a", 0), ("b", 10), ("c", 20)] {
      try work.write(Samples.lines(10, from: first), to: name + ".ndjson")
    }
    func lines(_ names: [String]) throws -> [Substring] {
      try Tool.run(["score"] + names.map { $0 + ".ndjson" } + ["--rules", "book.yaml"], in: work.path).lines
    }
    let forward = try lines(["a", "b", "c"])
    let backward = try lines(["c", "b", "a"])
    #expect(forward.count == 30)
    #expect(Array(backward[20...] + backward[10..<20] + backward[..<10]) == forward)
  }

  @Test(
    arguments: [
      ["LC_ALL": "C"], ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"], ["LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh"],
      ["TZ": "Pacific/Kiritimati"], ["TZ": "America/St_Johns"], ["TZ": "no such zone"], ["LANG": "C", "TERM": "dumb"],
      ["NO_COLOR": "1", "COLUMNS": "33"], ["COLUMNS": nil], ["HOME": nil, "XDG_CACHE_HOME": nil],
    ] as [[String: String?]])
  func surroundingsDoNotMatter(_ environment: [String: String?]) throws {
    let outcome = try Tool.run(Self.arguments, environment: environment)
    let usual = try plain()
    #expect(outcome.outputBytes == usual.outputBytes)
    #expect(outcome.errors == usual.errors)
  }

  /// Times without a zone are read in the zone of the command line, never in that of the machine.
  @Test func zoneOfTheMachineDoesNotMatterForLocalTimes() throws {
    let text = String(decoding: try source(), as: UTF8.self).replacingOccurrences(of: "+08:00", with: "")
    let results = try ["UTC", "Asia/Shanghai", "America/New_York"].map { zone in
      try Tool.run(
        ["score", "-", "--rules", "online-service-zh"], environment: ["TZ": zone], input: .text(text)
      ).outputBytes
    }
    #expect(Set(results).count == 1)
  }

  @Test func aColdAndAWarmCacheAreTheSame() throws {
    let work = try TemporaryDirectory()
    let cold = try Tool.run(Self.arguments, environment: ["XDG_CACHE_HOME": work.path])
    let warm = try Tool.run(Self.arguments, environment: ["XDG_CACHE_HOME": work.path])
    #expect(try work.names() == ["qa-cli"])
    #expect(cold.outputBytes == warm.outputBytes)
    #expect(try Tool.run(Self.arguments + ["--no-cache"]).outputBytes == warm.outputBytes)
  }

  @Test func questionsAreTheSameEachTime() throws {
    let arguments = ["questions", Self.chats, "--min", "1", "--top", "50"]
    let first = try Tool.run(arguments)
    #expect(first.code == 0 && !first.lines.isEmpty)
    for _ in 0..<5 { #expect(try Tool.run(arguments).outputBytes == first.outputBytes) }
  }

  private func source() throws -> [UInt8] { try Array(Files.read(Self.chats)) }
}
