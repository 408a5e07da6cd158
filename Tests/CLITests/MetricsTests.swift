import Foundation
import TestSupport
import Testing

/// `qa-cli metrics` against a computation that shares no code with it, and against itself.
@Suite struct MetricsTests {
  private static let oracle = Tool.package + "/Tests/Oracles/metrics_oracle.py"
  private static let talks = ["finance-zh", "online-service-zh", "online-service-en"].map {
    Tool.package + "/transcripts/\($0).ndjson"
  }
  private static let calendar = """
    timezone: Europe/Berlin
    hours: {mon-fri: 09:00-18:00, sat: [09:00-12:00, 13:00-17:00], sun: 22:00-06:00}
    holidays: [2026-02-16..2026-02-18, 2026-10-25]
    workdays: [2026-02-14]
    days: {2026-03-28: [00:30-04:30, 23:00-05:00], 2026-10-24: 20:00-04:00}
    """
  private static let sameCalendar = """
    {"timezone":"Europe/Berlin","week":[[["09:00","18:00"]],[["09:00","18:00"]],[["09:00","18:00"]],[["09:00","18:00"]],
    [["09:00","18:00"]],[["09:00","12:00"],["13:00","17:00"]],[["22:00","06:00"]]],"days":{"2026-02-16":[],"2026-02-17":[],
    "2026-02-18":[],"2026-10-25":[],"2026-02-14":[["09:00","18:00"]],"2026-03-28":[["00:30","04:30"],["23:00","05:00"]],
    "2026-10-24":[["20:00","04:00"]]}}
    """

  /// Runs the oracle; its output and exit code.
  private func ask(_ arguments: [String], output: String? = nil) throws -> (code: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", Self.oracle] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if let output { try data.write(to: URL(fileURLWithPath: output)) }
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private func measure(_ arguments: [String], into path: String) throws {
    let outcome = try Tool.run(["metrics"] + arguments)
    #expect(outcome.code == 0, "\(outcome.errors)")
    try Data(outcome.outputBytes).write(to: URL(fileURLWithPath: path))
  }

  @Test(.enabled(if: Python.isThere), arguments: ["conversation", "leg"])
  func agreesWithTheOracle(_ unit: String) throws {
    let folder = try TemporaryDirectory()
    let talks = folder.file("talks.ndjson")
    let records = folder.file("records.ndjson")
    try folder.write(Self.calendar, to: "c.yaml")
    try folder.write(Self.sameCalendar, to: "c.json")
    #expect(try ask(["generate", "20260302", "700"], output: talks).code == 0)
    let hours = ["--calendar", folder.file("c.yaml")]
    let sameHours = ["--calendar", folder.file("c.json")]
    let zone = ["--tz", "Europe/Berlin"]
    for (ours, theirs) in [([], []), (hours, sameHours), (hours + zone, sameHours + zone)] {
      try measure([talks, "--per", unit] + ours, into: records)
      let (code, text) = try ask(["compare", talks, records] + theirs)
      #expect(code == 0, "\(text)")
    }
    let bundled = Self.talks
    try measure(bundled + ["--per", unit], into: records)
    let (code, text) = try ask(["compare"] + bundled + [records, "--no-text"])
    #expect(code == 0, "\(text)")
  }

  /// Threads, splits and the order of merging change nothing.
  @Test func mergesToTheSameBytes() throws {
    let options = [
      "--by", "channel,agent", "--level", "80% within 30s", "--customer", "participant", "--format", "ndjson",
    ]
    let whole = try Tool.run(["metrics"] + Self.talks + options + ["--jobs", "1"])
    #expect(whole.code == 0, "\(whole.errors)")
    #expect(try Tool.run(["metrics"] + Self.talks + options + ["--jobs", "5"]).outputBytes == whole.outputBytes)
    let folder = try TemporaryDirectory()
    var parts: [String] = []
    for (index, talk) in Self.talks.enumerated() {
      parts.append(folder.file("part-\(index)"))
      try measure([talk] + options + ["--partial"], into: parts[index])
    }
    for order in [parts, parts.reversed()] {
      let merged = try Tool.run(["metrics", "merge"] + order + ["--format", "ndjson"])
      #expect(merged.outputBytes == whole.outputBytes, "\(merged.errors)")
    }
    let pair = folder.file("pair")
    let two = try Tool.run(["metrics", "merge", parts[2], parts[0], "--partial"])
    try Data(two.outputBytes).write(to: URL(fileURLWithPath: pair))
    #expect(try Tool.run(["metrics", "merge", parts[1], pair, "--format", "ndjson"]).outputBytes == whole.outputBytes)
    let other = folder.file("other")
    try measure([Self.talks[0], "--within", "5s", "--partial"], into: other)
    let refused = try Tool.run(["metrics", "merge", other, parts[1]])
    #expect(refused.code == 64)
    #expect(refused.errors.contains("different --by, --within, --level"))
  }

  /// The figures beside scores are those of `metrics`.
  @Test func scoresCarryTheSameFigures() throws {
    let talk = Self.talks[1]
    let scored = try Tool.run(["score", talk, "--rules", "online-service-zh", "--format", "ndjson"])
    let measured = try Tool.run(["metrics", talk, "--per", "conversation"])
    var expected: [String: JSONTree] = [:]
    for line in measured.outputBytes.split(separator: 0x0A) {
      let record = try JSONTree(line)
      expected[record["conversation_id"]?.string ?? ""] = record["metrics"]
    }
    var checked = 0
    for line in scored.outputBytes.split(separator: 0x0A) {
      let record = try JSONTree(line)
      guard record["unit"]?.string == "conversation" || record["legs"]?.integer ?? 0 <= 1 else { continue }
      #expect(record["metrics"] == expected[record["conversation_id"]?.string ?? ""])
      checked += 1
    }
    #expect(checked == expected.count)
  }

  @Test func tablesFitTheTerminal() throws {
    for language in ["zh", "en"] {
      let outcome = try Tool.run(
        ["metrics"] + Self.talks + [
          "--by", "organisation", "--format", "table", "--lang", language, "--level", "80% within 30s",
        ])
      #expect(outcome.code == 0)
      try Golden.check(outcome.transcript, "metrics-\(language)")
    }
  }

  static let mistakes: [(arguments: [String], code: Int32, part: String)] = [
    (["--level", "80 in 30"], 64, "is no service level"), (["--within", "x"], 64, "is no --within"),
    (["--per", "conversation", "--format", "table"], 64, "--per writes ndjson"),
    (["--calendar", "/nonexistent.yaml"], 66, "nonexistent"), (["--repeat-days", "0"], 64, "--repeat-days"),
  ]

  @Test(arguments: mistakes) func mistakesAreNamed(_ example: (arguments: [String], code: Int32, part: String)) throws {
    let outcome = try Tool.run(["metrics", Self.talks[0]] + example.arguments)
    #expect(outcome.code == example.code, "\(outcome.errors)")
    #expect(outcome.errors.contains(example.part), "\(outcome.errors)")
  }

  /// Records that cannot be read, and records that come twice, are told and counted.
  @Test func countsBalance() throws {
    let good = "{\"id\":\"1\",\"turns\":[{\"role\":\"customer\",\"text\":\"在吗\"}]}\n"
    let outcome = try Tool.run(
      ["metrics", "-", "--format", "ndjson"],
      input: .text(good + good + "{broken}\n" + good.replacing("在吗", with: "你好")))
    #expect(outcome.code == 2)
    #expect(
      outcome.errors.contains("read 4 = measured 1 + filtered 0 + quarantined 2 + duplicates 1"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("在吗"))
  }
}
