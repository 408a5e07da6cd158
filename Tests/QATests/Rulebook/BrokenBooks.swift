/// A rulebook that cannot be used, or only with a warning.
struct BrokenBookCase: Sendable {
  var name: String
  var text: String
  var files: [String: String] = [:]

  init(_ name: String, _ text: String, files: [String: String] = [:]) {
    self.name = name
    self.text = text
    self.files = files
  }

  /// A book whose one rule has a body, written at the indentation of its id.
  static func rule(_ name: String, _ body: String) -> BrokenBookCase {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    return BrokenBookCase(name, "rulebook: t\nrules:\n  - id: promise\n" + lines)
  }

  /// A book with two sound rules and a scorecard.
  static func card(_ name: String, _ body: String) -> BrokenBookCase {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined()
    return BrokenBookCase(
      name,
      """
      rulebook: t
      rules:
        - {id: rude, forbid: {keyword: {any: [滚]}, role: agent}}
        - {id: vip, as: tag, forbid: {keyword: {any: [VIP]}, role: customer}}
      scorecard:

      """ + lines)
  }

  static let all = structure + rules + operators + logic + cards + inheritance

  static let structure: [BrokenBookCase] = [
    BrokenBookCase("empty file", ""), BrokenBookCase("only a comment", "# 规则\n"),
    BrokenBookCase("a list", "- a\n- b\n"),
    BrokenBookCase("unknown key", "rulebook: t\nverson: 1\nrules: []\n"),
    BrokenBookCase("no id", "rules:\n  - {id: a, forbid: {keyword: {any: [x]}, role: agent}}\n"),
    BrokenBookCase("no rules", "rulebook: t\n"), BrokenBookCase("rules is a word", "rulebook: t\nrules: none\n"),
    BrokenBookCase("a rule is a word", "rulebook: t\nrules: [greeting]\n"),
    BrokenBookCase("tab", "rulebook: t\nrules:\n\t- id: a\n"),
    BrokenBookCase("bracket left open", "rulebook: t\nrules: [a\n"),
    BrokenBookCase("word that starts with @", "rulebook: @t\n"),
    BrokenBookCase("key twice", "rulebook: t\nrules:\n  - id: a\n    title: 一\n    severity: major\n    title: 二\n"),
    BrokenBookCase(
      "rule twice",
      "rulebook: t\nrules:\n  - {id: a, forbid: {keyword: {any: [x]}, role: agent}}\n  - {id: a, forbid: {keyword: {any: [y]}, role: agent}}\n"
    ),
    BrokenBookCase("anchor", "rulebook: t\nlexicons:\n  a: &a [x]\n  b: *a\nrules: []\n"),
    BrokenBookCase("merge key", "rulebook: t\nrules:\n  - <<: {id: a}\n    title: x\n"),
    BrokenBookCase("list as a key", "rulebook: t\n[a, b]: c\n"),
    BrokenBookCase("control character", "rulebook: t\u{1}\n"),
    BrokenBookCase("two documents", "rulebook: t\n---\nrulebook: u\n"),
  ]

  static let rules: [BrokenBookCase] = [
    .rule("rule without a condition", "title: 承诺"),
    .rule(
      "rule with two conditions",
      "forbid: {keyword: {any: [x]}, role: agent}\nrequire: {keyword: {any: [y]}, role: agent}"),
    .rule("wrong severity", "severity: critcal\nforbid: {keyword: {any: [x]}, role: agent}"),
    .rule("wrong status", "status: 启用\nforbid: {keyword: {any: [x]}, role: agent}"),
    .rule("misspelt key", "titel: 承诺\nforbid: {keyword: {any: [x]}, role: agent}"),
    .rule("unknown placeholder", "message: 第 {turn} 句：{txt}\nforbid: {keyword: {any: [x]}, role: agent}"),
    .rule("wrong day", "valid: {from: 2026-1-31}\nforbid: {keyword: {any: [x]}, role: agent}"),
    .rule("day that is none", "valid: {from: 2026-13-41}\nforbid: {keyword: {any: [x]}, role: agent}"),
    .rule("misspelt validity", "valid: {form: 2026-01-31}\nforbid: {keyword: {any: [x]}, role: agent}"),
    .rule("misspelt applies", "applies: {metdata: {a: b}}\nforbid: {keyword: {any: [x]}, role: agent}"),
    .rule("precision is a word", "target_precision: high\nforbid: {keyword: {any: [x]}, role: agent}"),
    .rule("test without expectation", "forbid: {keyword: {any: [x]}, role: agent}\ntests:\n  - {talk: ['坐席: x']}"),
    .rule(
      "test expects something else",
      "forbid: {keyword: {any: [x]}, role: agent}\ntests:\n  - {expect: hits, talk: ['坐席: x']}"),
    .rule(
      "line without a speaker",
      "forbid: {keyword: {any: [x]}, role: agent}\ntests:\n  - {expect: hit, talk: ['坐席: x', '经理说 x']}"),
    .rule("unknown speaker", "forbid: {keyword: {any: [x]}, role: agent}\ntests:\n  - {expect: hit, talk: ['经理: x']}"),
    .rule(
      "times are no numbers",
      "forbid: {keyword: {any: [x]}, role: agent}\ntests:\n  - {expect: hit, talk: ['坐席: x'], times: [零]}"),
    .rule(
      "fewer times than lines",
      "forbid: {gap: {seconds: 9}}\ntests:\n  - {expect: hit, talk: ['坐席: x', '坐席: y'], times: [0]}"),
    .rule(
      "turns are no numbers",
      "forbid: {keyword: {any: [x]}, role: agent}\ntests:\n  - {expect: hit, at: [二], talk: ['坐席: x']}"),
  ]
}
