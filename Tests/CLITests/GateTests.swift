import TestSupport
import Testing

/// Exit codes, the pipe contract and the files of a run.
@Suite struct GateTests {
  let work: TemporaryDirectory

  init() throws {
    work = try TemporaryDirectory()
    try work.write(Samples.book, to: "book.yaml")
  }

  private func score(_ arguments: String..., input: Input = .none) throws -> Outcome {
    try Tool.run(["score", "--rules", "book.yaml"] + arguments, in: work.path, input: input)
  }

  /// What an agent says, the verdict it leads to, and the gates that must then fail.
  static let gates: [(says: String, fails: Set<String>)] = [
    ("on its way", []), ("a trifle", ["minor"]), ("that is forbidden", ["minor", "major"]),
    ("a fatal word", ["minor", "major", "critical", "fail", "review"]),
  ]

  @Test(arguments: gates, ["review", "fail", "minor", "major", "critical"])
  func failOn(_ gate: (says: String, fails: Set<String>), level: String) throws {
    try work.write(Samples.line("c-1", agent: gate.says), to: "a.ndjson")
    let outcome = try score("a.ndjson", "--fail-on", level)
    #expect(outcome.code == (gate.fails.contains(level) ? 1 : 0))
    #expect(try score("a.ndjson", "--fail-on", level, "--stream").code == 0)
  }

  @Test(arguments: [
    ("2", 0), ("1", 2), ("0", 2), ("100", 0), ("20%", 0), ("19.9%", 2), ("0%", 2), ("100%", 0),
  ])
  func maxBad(_ tolerance: String, code: Int32) throws {
    let bad = "{\"id\":\"b\"}\n"
    try work.write(Samples.lines(4) + bad + Samples.lines(4, from: 4) + bad, to: "a.ndjson")
    #expect(try score("a.ndjson", "--max-bad", tolerance).code == code)
    #expect(try score("a.ndjson", "--max-bad", tolerance, "--stream").code == code)
  }

  @Test func badRecordsMatterInFilesAndNotInPipes() throws {
    try work.write("{\"id\":\n" + Samples.line("c-1"), to: "a.ndjson")
    #expect(try score("a.ndjson").code == 2)
    #expect(try score("a.ndjson", "--stream").code == 0)
  }

  @Test func strictMakesUnknownRulesCount() throws {
    try work.write(
      """
      rulebook: timed
      version: "1"
      language: en
      rules:
        - id: slow
          title: Slow
          severity: major
          class: customer
          status: active
          forbid: { response_time: { of: agent, metric: first, compare: '>', seconds: 30 } }
          message: slow
      """, to: "timed.yaml")
    let untimed =
      "{\"id\":\"u\",\"turns\":[{\"role\":\"customer\",\"text\":\"hi\"},{\"role\":\"agent\",\"text\":\"yes\"}]}\n"
    let arguments = ["score", "-", "--rules", "timed.yaml"]
    #expect(try Tool.run(arguments, in: work.path, input: .text(untimed)).code == 0)
    #expect(try Tool.run(arguments + ["--strict"], in: work.path, input: .text(untimed)).code == 2)
    #expect(try Tool.run(arguments + ["--strict"], in: work.path, input: .text(Samples.line("t"))).code == 0)
  }

  @Test(arguments: ["", "\n \n\t\r\n", "\u{FEFF}", "\u{FEFF}\n"]) func requireInput(_ text: String) throws {
    let loose = try score("-", input: .text(text))
    #expect(loose.code == 0 && loose.errors.contains("warning: 0 records"))
    #expect(try score("-", "--require-input", input: .text(text)).code == 65)
    let questions = try Tool.run(["questions", "-", "--require-input"], input: .text(text))
    #expect(questions.code == 65)
  }

  /// Which code wins when several apply, and that the other inputs are read to the end.
  @Test(
    arguments: [
      ("refused and bad and gate", ["png", "bad", "fatal"], ["--keep-going", "--fail-on", "fail"], 65, 2),
      ("bad and gate", ["bad", "fatal"], ["--fail-on", "fail"], 2, 2),
      ("gate", ["fatal", "good"], ["--fail-on", "fail"], 1, 2),
      ("missing before all", ["png", "missing"], ["--keep-going"], 66, 0),
      ("refused without keep-going", ["good", "png", "fatal"], [], 65, nil),
      ("usage before refused", ["png"], ["--max-line", "0"], 64, 0),
      ("rules before refused", ["png"], ["--rules", "no-such-book"], 78, 0),
    ] as [(String, [String], [String], Int32, Int?)])
  func precedence(_ name: String, inputs: [String], arguments: [String], code: Int32, records: Int?) throws {
    try work.write([0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 13], to: "png")
    try work.write("{\"id\":\n" + Samples.line("c-1"), to: "bad")
    try work.write(Samples.line("c-2", agent: "fatal"), to: "fatal")
    try work.write(Samples.line("c-3"), to: "good")
    let rules = arguments.contains("--rules") ? [] : ["--rules", "book.yaml"]
    let outcome = try Tool.run(["score"] + inputs + rules + arguments, in: work.path)
    #expect(outcome.code == code)
    if let records { #expect(outcome.lines.count == records) }
  }

  // MARK: Pipes

  @Test func streamGivesOneLineForEachRecordInOrder() throws {
    var text = ""
    var expected: [String] = []
    for number in 0..<300 {
      switch number % 10 {
      case 3:
        text += "{\"id\":\"x\(number)\",\"turns\":7}\n\n"
        expected.append("error schema")
      case 7:
        text += "not json \(Samples.canary)\n"
        expected.append("error bad_json")
      default:
        text += Samples.line("c-\(number % 5)", agent: number % 2 == 0 ? "fatal" : "fine")
        expected.append("c-\(number % 5)")
      }
    }
    let bytes = Array(text.utf8)
    let pieces = stride(from: 0, to: bytes.count, by: 777).map { Array(bytes[$0..<min($0 + 777, bytes.count)]) }
    for jobs in ["1", "4"] {
      let outcome = try score("-", "--stream", "--jobs", jobs, "--fail-on", "critical", input: .pieces(pieces))
      #expect(outcome.code == 0)
      #expect(!outcome.errors.contains(Samples.canary))
      let got = try outcome.lines.map { line in
        let record = try #require(JSON(line))
        if record["type"]?.text == "error" { return "error \(record["code"]?.text ?? "")" }
        return record["conversation_id"]?.text ?? ""
      }
      #expect(got == expected)
    }
  }

  @Test(arguments: ["\"k-1\"", "17", "1.50", "{\"b\": [1,  2], \"a\": \"\\u00e9\"}", "null", "[true]", "\"客户\\n\""])
  func keyIsCarriedVerbatim(_ key: String) throws {
    let outcome = try score("-", "--stream", input: .text(Samples.line("c-1", more: ",\"key\": \(key)")))
    #expect(outcome.output.contains("\"conversation_id\":\"c-1\",\"key\":\(key),\"channel\""))
  }

  /// A reader of the pipe gets each answer before it sends the next record.
  @Test func streamAnswersAtOnce() throws {
    let capture = try TemporaryDirectory()
    let process = try Tool.start(
      ["score", "-", "--rules", work.file("book.yaml"), "--stream"].map { Array($0.utf8) }, input: .pipe, output: .pipe,
      capture: capture)
    for number in 0..<5 {
      process.send(Samples.line("c-\(number)").utf8)
      let answer = String(decoding: process.receive(upTo: 1 << 16), as: UTF8.self)
      #expect(answer.contains("\"c-\(number)\"") && answer.hasSuffix("}\n"))
    }
    process.closeInput()
    #expect(process.wait(timeout: Tool.patience).code == 0)
  }

  /// Splitting a pipe's input anywhere at line borders changes nothing, ids that come twice included.
  @Test func streamIsStateless() throws {
    let lines = (0..<60).map { Samples.line("c-\($0 % 7)", agent: $0 % 2 == 0 ? "fine" : "fatal") }
    let whole = try score("-", "--stream", input: .text(lines.joined())).output
    let parts = try [0..<13, 13..<14, 14..<60].map { range in
      try score("-", "--stream", input: .text(lines[range].joined())).output
    }
    #expect(parts.joined() == whole)
  }
}
