import Foundation
import TestSupport
import Testing

/// Rulebooks nobody should have to load.
@Suite struct HostileRuleTests {
  /// A rulebook of one rule with a condition, and a scorecard that counts it.
  private static func book(_ condition: String, more: String = "") -> String {
    """
    rulebook: hostile
    version: "1"
    language: en
    rules:
      - id: r
        title: R
        severity: major
        class: customer
        status: active
        forbid: \(condition)
        message: hit
    \(more)
    scorecard:
      unit: conversation
      mode: deduct
      base: 100
      pass: 85
      sections:
        - { id: s, title: S, items: [ { rule: r, deduct: 20 } ] }
    """
  }

  private static func regex(_ pattern: String) -> String { book("{ regex: { match: '\(pattern)' }, role: agent }") }
  private static func keyword(_ word: String) -> String { book("{ keyword: { any: [\(word)] }, role: agent }") }

  private static var aliasBomb: String {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      text += "a\(level): &a\(level) [\([String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
    }
    return text
  }

  static let refused: [HostileRow] = [
    .book("U1 syntax", says: ["hostile.yaml:2:"], "rulebook: x\n  version: [1\nlanguage: en\n"),
    .book("U1 tab", says: ["hostile.yaml:2:1: error"], "rulebook: x\n\tversion: 1\n"),
    .book("U1 empty", says: ["hostile.yaml:1:1: error"], ""),
    .book("U1 a list", says: ["a rulebook is a mapping"], "[1, 2]\n"),
    .book("U1 nothing in it", says: ["has no rules"], "rulebook: x\nversion: '1'\nlanguage: en\n"),
    .book(
      "U1 typo", says: ["hostile.yaml:10:15: error", "keyowrd", "did you mean 'keyword'?"],
      book("{ keyowrd: { any: [x] } }")),
    .book("U1 duplicate key", says: ["error"], keyword("x") + "\nversion: '2'\n"),
    .book(
      "U1 duplicate rule", says: ["two rules are named 'r'"],
      book("{ keyword: { any: [x] }, role: agent }", more: "  - { id: r, title: R, forbid: { keyword: { any: [y] } } }")
    ),
    .book("U2 alias bomb", says: ["error"], seconds: 1, aliasBomb),
    .book("U2 self-reference", says: ["error"], seconds: 1, "rulebook: &a [*a]\n"),
    .book("U2 depth", says: ["error"], seconds: 2, "rulebook: " + String(repeating: "[", count: 100_000)),
    .book(
      "U2 depth of blocks", says: ["error"], seconds: 2,
      (0..<2000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()),
    .book("U2 tag", says: ["error"], "rulebook: !!python/object:os.system x\n"),
    .book(
      "U2 extends itself", says: ["in a circle"],
      "extends: [hostile]\n" + keyword("x").replacingOccurrences(of: "rulebook: hostile", with: "rulebook: hostile")),
    .book("U2 extends a path", says: ["not paths"], "extends: ['../../etc/passwd']\n" + keyword("x")),
    .book(
      "U2 lexicon outside", says: ["lies beside its rulebook"], "lexicons: { x: { file: ../secret } }\n" + keyword("x")),
    .book(
      "U2 lexicon absolute", says: ["lies beside its rulebook"],
      "lexicons: { x: { file: /etc/passwd } }\n" + keyword("x")),
    .book("U4 invalid", says: ["hostile.yaml:10:"], regex("a(b")),
    .book("U4 repeat of a repeat", says: ["hostile.yaml:10:"], regex("x{1000}{1000}")),
    .book("U4 huge repeat", says: ["hostile.yaml:10:"], regex("(?:(?:x{1000}y){1000}z){100}")),
    .book("U4 groups", says: ["more than 1000 groups"], regex(String(repeating: "(a)", count: 10_000))),
    .book(
      "U4 nested groups", says: ["error"],
      regex(String(repeating: "(", count: 5000) + "a" + String(repeating: ")", count: 5000))),
    .book("U4 lookbehind", says: ["lookbehind"], regex("(?<=a*)b")),
    .book("U4 empty", says: ["empty pattern"], regex("")),
    .book("U4 matches nothing", says: ["matches the empty string"], regex("a*")),
    .book("U5 not a number", says: ["seconds"], book("{ response_time: { of: agent, seconds: .nan }, role: agent }")),
    .book("U5 negative", says: ["seconds"], book("{ response_time: { of: agent, seconds: -3 }, role: agent }")),
    .book(
      "U5 circle of rules", says: ["error"],
      book(
        "{ rule: { id: q } }",
        more:
          "  - { id: q, title: Q, severity: minor, class: customer, status: active, forbid: { rule: { id: r } }, message: m }"
      )),
    .book("U5 unknown rule", says: ["error"], book("{ rule: { id: nobody } }")),
    .book("U6 empty word", says: ["must not be empty"], keyword("''")),
    .book("U6 blank word", says: ["must not be empty"], keyword("' '")),
    .book("U6 invisible word", says: ["must not be empty"], keyword("\"\\u200b\"")),
    HostileRow("U2 too large", code: 78, says: ["larger than 64 MiB"], mebibytes: 64, seconds: 2) { work in
      try work.write([UInt8](repeating: 0x61, count: 65 << 20), to: "large.yaml")
      try work.write(Samples.line("c"), to: "a.ndjson")
      return ["score", "a.ndjson", "--rules", "large.yaml"]
    },
    HostileRow("not UTF-8", code: 78, says: ["not UTF-8"]) { work in
      try work.write([0x72, 0xFF], to: "bad.yaml")
      return ["score", "-", "--rules", "bad.yaml"]
    },
    HostileRow("a folder", code: 78, says: ["it is a folder"]) { work in
      try work.write("", to: "folder.yaml/x")
      return ["score", "-", "--rules", "folder.yaml"]
    },
    HostileRow("endless", code: 78, says: ["error[E-RULES]"], mebibytes: 256, seconds: 5) { _ in
      ["score", "-", "--rules", "/dev/zero"]
    },
  ]

  @Test(arguments: refused) func isRefused(_ row: HostileRow) throws { try row.check() }

  /// U3: patterns that take for ever elsewhere, each with the text that makes it worst.
  static let evil: [(pattern: String, unit: String)] = [
    ("(a+)+b", "a"), ("(a+)+$|b", "a!"), ("(a|aa)+$", "a"), ("(.|\\n)*x", "ab "), ("^(\\s*\\S+\\s*)+$", "a b "),
    ("([a-z0-9]+[._-]?)+@x", "aa."), (".*客服.*投诉.*", "客服 "), ("(a*)*b|c", "a"), ("(x+x+)+y", "x"), ("(?:a|b)*c", "ab"),
    ("(\\w+\\s?)*!", "word "), ("a.*a.*a.*a.*b", "a"), ("(?=(a+))\\1+b", "a"), ("(a?){30}a{30}", "a"),
    ("(?R)?a|b(?R)", "b"),
    ("(.*)\\1\\1z?q", "ab"), ("\\d+(?<!0)x", "1"), ("(?i)(k|K|\u{212A})+s", "k"),
  ]

  @Test(arguments: evil) func evilPatternsAreBounded(_ evil: (pattern: String, unit: String)) throws {
    let work = try TemporaryDirectory()
    try work.write(Self.regex(evil.pattern), to: "evil.yaml")
    let text = String(String(repeating: evil.unit, count: 100_000).prefix(100_000))
    try work.write(Samples.line("c", agent: text), to: "a.ndjson")
    let outcome = try Tool.run(["score", "a.ndjson", "--rules", "evil.yaml", "--strict"], in: work.path)
    // A pattern with thousands of hits is slow in a debug build, by its findings and not by its matching.
    #expect(outcome.seconds < 12 && outcome.peakMemory < 256 << 20)
    let again = try Tool.run(["score", "a.ndjson", "--rules", "evil.yaml", "--jobs", "8"], in: work.path)
    #expect(again.outputBytes == outcome.outputBytes)
    // What could not be inspected is never a pass, and is said.
    let isUnknown = outcome.output.contains("\"reason\":\"rule_limit\"")
    #expect(outcome.code == (isUnknown ? 2 : 0))
    if isUnknown { #expect(outcome.output.contains("\"verdict\":\"review\"")) }
  }

  @Test(arguments: ["(a+)+b", "(a|aa)+$", "(.|\\n)*x", "a.*b.*c.*d", "a||b"]) func evilPatternsAreLinted(
    _ pattern: String
  ) throws {
    let work = try TemporaryDirectory()
    try work.write(Self.regex(pattern), to: "evil.yaml")
    let outcome = try Tool.run(["rules", "lint", "evil.yaml", "--strict"], in: work.path)
    #expect(outcome.code == 78 && outcome.errors.contains("evil.yaml:10:"))
  }

  /// U6: many words; one of them is found whatever its width.
  @Test func aHundredThousandWords() throws {
    let work = try TemporaryDirectory()
    let words = (0..<100_000).map { "word\t\($0)".replacingOccurrences(of: "\t", with: " number ") }
    try work.write(words.joined(separator: "\n") + "\n", to: "words.tsv")
    try work.write(
      "lexicons: { w: { file: words.tsv } }\n" + Self.book("{ keyword: { lexicon: w }, role: agent }"), to: "many.yaml")
    let line = Samples.line("c", agent: "ＷＯＲＤ number 99999")
    let outcome = try Tool.run(["score", "-", "--rules", "many.yaml"], in: work.path, input: .text(line))
    #expect(outcome.code == 0 && outcome.output.contains("\"findings_count\":1") && outcome.peakMemory < 512 << 20)
    #expect(outcome.seconds < 15)
  }

  @Test func aBookOnAPipe() throws {
    let work = try TemporaryDirectory()
    try work.write(Samples.lines(2), to: "a.ndjson")
    let outcome = try Tool.run(
      ["score", "a.ndjson", "--rules", "/dev/stdin"], in: work.path, input: .text(Samples.book))
    #expect(outcome.code == 0 && outcome.lines.count == 2)
  }
}
