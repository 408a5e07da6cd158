import Foundation
import TestSupport
import Testing

/// What people and programs read of the customers' voice, byte for byte, and every record against its schema.
@Suite struct VoiceOutputTests {
  /// Stores of the bundled complaints, made once.
  private static let stores = Result { () throws -> TemporaryDirectory in
    let work = try TemporaryDirectory()
    for language in ["zh", "en"] {
      let lines = try String(
        decoding: Files.read(Tool.package + "/transcripts/complaints-\(language).ndjson"), as: UTF8.self
      ).split(separator: "\n")
      // Every fifth, so that a debug build is done in time; all days are there.
      let some = lines.enumerated().filter { $0.offset % 5 == 0 }.map { $0.element + "\n" }
      try work.write(some.joined(), to: "\(language).ndjson")
      let outcome = try Tool.run(
        ["topics", "fit", "\(language).ndjson", "--store", "\(language).db", "--topics", "12", "--jobs", "2"],
        in: work.path, timeout: 240)
      guard outcome.code == 0 else {
        throw CocoaError(.executableLoad, userInfo: [NSLocalizedDescriptionKey: outcome.errors])
      }
    }
    return work
  }

  struct Sample: CustomTestStringConvertible, Sendable {
    var name: String
    var arguments: [String]
    /// Reads conversations, not a store.
    var isPass = false
    var testDescription: String { name }

    init(_ name: String, _ arguments: String..., isPass: Bool = false) {
      (self.name, self.arguments, self.isPass) = (name, arguments, isPass)
    }
  }

  static let samples = [
    Sample("digest-markdown", "digest", "--since", "7d", "--top", "5", "--quotes", "2"),
    Sample("digest-html", "digest", "--since", "7d", "--top", "3", "--quotes", "1", "--format", "html"),
    Sample("digest-ndjson", "digest", "--since", "7d", "--quotes", "1", "--format", "ndjson"),
    Sample("digest-csv", "digest", "--since", "7d", "--format", "csv"),
    Sample(
      "digest-tz-ndjson", "digest", "--since", "7d", "--quotes", "0", "--tz", "Asia/Shanghai", "--format", "ndjson"),
    Sample("journeys-table", "journeys", "--format", "table"),
    Sample("journeys-ndjson", "journeys", "--format", "ndjson"),
    Sample("journeys-steps", "journeys", "--show", "steps", "--format", "ndjson"),
    Sample("journeys-first", "journeys", "--show", "first", "--format", "ndjson"),
    Sample("words-table", "words", "--since", "10d", "--format", "table"),
    Sample("words-ndjson", "words", "--since", "10d", "--format", "ndjson"),
    Sample("reputation-table", "reputation", "--periods", "2", "--format", "table"),
    Sample("reputation-ndjson", "reputation", "--periods", "2", "--by-topic", "--format", "ndjson"),
    Sample("questions-table", "questions", "--top", "5", "--format", "table", isPass: true),
    Sample("questions-ndjson", "questions", "--top", "5", "--format", "ndjson", isPass: true),
    Sample("questions-csv", "questions", "--top", "5", "--format", "csv", isPass: true),
    Sample("phrases-table", "phrases", "--format", "table", isPass: true),
    Sample("phrases-ndjson", "phrases", "--format", "ndjson", isPass: true),
  ]

  @Test(arguments: samples, ["zh", "en"]) func output(_ sample: Sample, _ language: String) throws {
    let work = try Self.stores.get()
    let source = sample.isPass ? ["\(language).ndjson"] : ["--store", "\(language).db"]
    let outcome = try Tool.run(sample.arguments + source + ["--lang", language], in: work.path)
    #expect(outcome.code == 0)
    try Golden.check(outcome.transcript, "voice-\(sample.name)-\(language)")
    if sample.arguments.contains("ndjson") {
      // Only the Chinese complaints have a word that rises.
      #expect(!outcome.lines.isEmpty || (sample.name == "words-ndjson" && language == "en"))
      for line in outcome.lines { try Self.check(line) }
    }
    if sample.arguments.contains("table") {
      for line in outcome.lines { #expect(Self.width(line) <= 80, "\(line)") }
    }
  }

  @Test(arguments: ["digest", "words", "reputation", "journeys"]) func refusesZonesThatAreNone(_ command: String) throws
  {
    let work = try Self.stores.get()
    let outcome = try Tool.run([command, "--store", "zh.db", "--tz", "Mars/Olympus"], in: work.path)
    #expect(outcome.code == 64 && outcome.outputBytes.isEmpty && outcome.errors.contains("Mars/Olympus"))
  }

  /// A record against the schema it names.
  private static func check(_ line: Substring) throws {
    let record = try JSONTree(Array(line.utf8))
    let name = try #require(record["schema"]?.string).replacing("/", with: "-")
    let schema = try JSONSchema(Files.read(Tool.package + "/docs/schemas/\(name).schema.json"))
    #expect(schema.problems(with: record) == [], "\(name)")
  }

  /// Columns of a terminal: ideographs and full-width marks take two.
  private static func width(_ line: Substring) -> Int {
    line.unicodeScalars.reduce(0) { width, scalar in
      let isWide =
        (0x2E80...0xA4CF).contains(scalar.value) || (0xF900...0xFAFF).contains(scalar.value)
        || (0xFE30...0xFE4F).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value)
        || (0x1F300...0x1FAFF).contains(scalar.value)
      return width + (isWide ? 2 : 1)
    }
  }
}
