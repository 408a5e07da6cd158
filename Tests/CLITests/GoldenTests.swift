import TestSupport
import Testing

/// What people and programs see, byte for byte.
@Suite struct GoldenTests {
  /// A command and the file its output is kept in.
  struct Sample: CustomTestStringConvertible, Sendable {
    var name: String
    var arguments: [String]
    var environment: [String: String?] = [:]

    init(_ name: String, _ arguments: String..., environment: [String: String?] = [:]) {
      self.name = name
      self.arguments = arguments
      self.environment = environment
    }

    var testDescription: String { name }
  }

  static let zh = "transcripts/online-service-zh.ndjson"
  static let en = "transcripts/online-service-en.ndjson"

  static let results = [
    Sample("score-table-zh", "score", zh, "--rules", "online-service-zh", "--format", "table"),
    Sample("score-table-en", "score", en, "--rules", "online-service-en", "--format", "table"),
    Sample(
      "score-table-finance", "score", "transcripts/finance-zh.ndjson", "--rules", "finance-compliance-zh", "--format",
      "table"),
    Sample("score-table-lang", "score", zh, "--rules", "online-service-zh", "--format", "table", "--lang", "en"),
    Sample(
      "score-table-by", "score", zh, "--rules", "online-service-zh", "--format", "table", "--by", "team,organisation"),
    Sample(
      "score-table-20-columns", "score", zh, "--rules", "online-service-zh", "--format", "table",
      environment: ["COLUMNS": "20"]),
    Sample("score-csv", "score", en, "--rules", "online-service-en", "--format", "csv", "--by", "team"),
    Sample("score-csv-excel", "score", en, "--rules", "online-service-en", "--format", "csv", "--dialect", "excel"),
    Sample("rules-explain", "rules", "explain"),
    Sample("rules-explain-near", "rules", "explain", "near"),
    Sample("rules-explain-rule", "rules", "explain", "greeting", "--rules", "online-service-en"),
    Sample("rules-explain-promise", "rules", "explain", "promise-principal", "--rules", "finance-compliance-zh"),
    Sample("rules-why-hit", "rules", "why", "zh-015", "abuse", zh, "--rules", "online-service-zh"),
    Sample("rules-why-absence", "rules", "why", "zh-002", "greeting", zh, "--rules", "online-service-zh"),
    Sample("rules-why-miss", "rules", "why", "en-001", "closing", en, "--rules", "online-service-en"),
    Sample("rules-test-zh", "rules", "test", "online-service-zh"),
    Sample("rules-test-en", "rules", "test", "online-service-en"),
    Sample("rules-test-one", "rules", "test", "finance-compliance-zh", "--rule", "promise-principal"),
    Sample("rules-lint", "rules", "lint", "online-service-zh", "online-service-en", "finance-compliance-zh"),
    Sample("rules-list", "rules", "list"),
    Sample("questions", "questions", zh, "--top", "5"),
    Sample("questions-table", "questions", zh, "--top", "5", "--format", "table", "--lang", "zh"),
    Sample("questions-table-en", "questions", en, "--top", "5", "--format", "table"),
    Sample("questions-once", "questions", en, "--top", "3", "--min", "1"),
    Sample("questions-once-table", "questions", zh, "--top", "3", "--min", "1", "--format", "table"),
    Sample(
      "compare-table", "compare", "transcripts/survey/survey-en.ndjson", "--rules", "service-survey-en", "--by",
      "organisation", "--format", "table"),
    Sample(
      "compare-markdown", "compare", zh, "--rules", "online-service-zh", "--by", "team", "--format", "markdown"),
    Sample(
      "compare-csv", "compare", en, "--rules", "online-service-en", "--by", "team", "--format", "csv", "--items"),
    Sample("version", "--version"),
  ]

  @Test(arguments: results) func commandOutput(_ sample: Sample) throws {
    let outcome = try Tool.run(sample.arguments, in: Tool.package, environment: sample.environment)
    try Golden.check(outcome.transcript, sample.name)
  }

  @Test(arguments: [
    [], ["score"], ["rules"], ["rules", "lint"], ["rules", "test"], ["rules", "why"], ["rules", "explain"],
    ["rules", "evaluate"], ["rules", "schema"], ["rules", "list"], ["questions"], ["compare"],
    ["report"], ["redact"], ["metrics"], ["sentiment"],
  ])
  func help(_ command: [String]) throws {
    let outcome = try Tool.run(command + ["--help"])
    try Golden.check(outcome.transcript, (["help"] + command).joined(separator: "-"))
  }

  static let errors = [
    Sample("unknown-option", "score", en, "--rules", "online-service-en", "--fromat", "csv"),
    Sample("no-rules", "score", en),
    Sample("unknown-command", "scoer", en),
    Sample("missing-value", "score", en, "--rules"),
    Sample("bad-format", "score", en, "--rules", "online-service-en", "--format", "xml"),
    Sample("bad-dialect", "score", en, "--rules", "online-service-en", "--dialect", "tsv"),
    Sample("bad-gate", "score", en, "--rules", "online-service-en", "--fail-on", "warning"),
    Sample("bad-tolerance", "score", en, "--rules", "online-service-en", "--max-bad", "many"),
    Sample("bad-zone", "score", en, "--rules", "online-service-en", "--tz", "Mars/Olympus"),
    Sample("bad-max-line", "score", en, "--rules", "online-service-en", "--max-line", "0"),
    Sample("bad-jobs", "score", en, "--rules", "online-service-en", "--jobs", "-1"),
    Sample("stream-out", "score", en, "--rules", "online-service-en", "--stream", "--out", "never-made"),
    Sample("missing-file", "score", "no-such-file.ndjson", "--rules", "online-service-en"),
    Sample("folder", "score", "transcripts", "--rules", "online-service-en"),
    Sample("no-book", "score", en, "--rules", "no-such-book"),
    Sample("no-operator", "rules", "explain", "nearby"),
    Sample("no-rule", "rules", "explain", "greetings", "--rules", "online-service-en"),
    Sample("no-conversation", "rules", "why", "zh-999", "abuse", zh, "--rules", "online-service-zh"),
    Sample("binary", "score", "/bin/sh", "--rules", "online-service-en"),
  ]

  @Test(arguments: errors) func errorText(_ sample: Sample) throws {
    let outcome = try Tool.run(sample.arguments, in: Tool.package)
    #expect(outcome.outputBytes.isEmpty)
    try Golden.check(outcome.transcript, "error-" + sample.name)
  }

  @Test func recordsOfThreeConversations() throws {
    let zh = try Tool.run(["score", Self.zh, "--rules", "online-service-zh", "--format", "ndjson"], in: Tool.package)
    let wanted = ["\"zh-002\"", "\"zh-015\"", "\"zh-024\""]
    let kept = zh.lines.filter { line in wanted.contains { line.contains("\"conversation_id\":\($0)") } }
    // A conversation with two agents gives a record for each leg and one for the whole.
    #expect(kept.count == 5)
    try Golden.check(kept.joined(separator: "\n") + "\n", "score-ndjson")
  }

  @Test func diagnosticsOfABrokenBook() throws {
    let work = try TemporaryDirectory()
    try work.write(
      """
      rulebook: broken
      version: "1"
      language: en
      rules:
        - id: one
          title: One
          severity: majr
          class: customer
          status: active
          forbid: { keyowrd: { any: [x] }, role: agent }
          message: hit
        - id: one
          title: Two
          severity: minor
          class: customer
          status: active
          find: { a: { regex: { match: 'x{1000}{1000}' }, role: agent } }
          when: a && b
          message: hit
      """, to: "broken.yaml")
    try work.write(Samples.lines(1), to: "a.ndjson")
    for arguments in [["rules", "lint", "broken.yaml"], ["score", "a.ndjson", "--rules", "broken.yaml"]] {
      let outcome = try Tool.run(arguments, in: work.path)
      #expect(outcome.code == 78)
      try Golden.check(outcome.transcript, "error-broken-book-" + arguments[0])
    }
  }
}
