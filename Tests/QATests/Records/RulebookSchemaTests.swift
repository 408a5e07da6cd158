import TestSupport
import Testing

@testable import QA

extension YAMLNode {
  /// The value as an editor with the JSON Schema sees it.
  fileprivate var tree: JSONTree {
    switch kind {
    case .sequence(let items): return .list(items.map(\.tree))
    case .mapping(let entries):
      return .object(Dictionary(entries.map { ($0.key, $0.value.tree) }, uniquingKeysWith: { first, _ in first }))
    case .scalar(let text, let isPlain):
      guard isPlain else { return .text(text) }
      if text == "true" || text == "false" { return .boolean(text == "true") }
      return Double(text).map { .number($0) } ?? .text(text)
    }
  }
}

@Suite struct RulebookSchemaTests {
  private static let schema = Result { try JSONSchema(RulebookSchema.json.utf8) }

  private func problems(_ text: String) throws -> [String] {
    let schema = try Self.schema.get()
    let node = try #require(YAMLReader.read(text, file: "t.yaml", log: DiagnosticLog()))
    return schema.problems(with: node.tree)
  }

  @Test func isJSON() throws {
    let tree = try JSONTree(RulebookSchema.json.utf8)
    #expect(tree["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
    #expect(tree["properties"]?["rules"] != nil)
    let operators = tree["$defs"]?["condition"]?["properties"]?.members.keys ?? [:].keys
    #expect(Set(operators).isSuperset(of: Operators.all.map { $0.name }))
    #expect(RulebookSchema.json == RulebookSchema.json)
  }

  @Test(arguments: BundledRules.books) func acceptsBundledBooks(_ name: String) throws {
    let text = try #require(BundledRules.text(name + ".yaml"))
    #expect(try problems(text) == [])
  }

  /// The example of every operator is a condition to the schema too.
  @Test(arguments: ExampleCase.all) func acceptsExamples(_ test: ExampleCase) throws {
    let text = "rulebook: t\nrules: [{id: r, forbid: \(test.example.condition)}]\n"
    #expect(try problems(text) == [], sourceLocation: test.location)
  }

  /// A rule that overrides an inherited one changes its lists.
  @Test(arguments: [
    "{keyword: {any+: [x]}, role: agent}", "{keyword: {any-: [x], lexicon+: [y]}}", "{regex: {match+: [x]}}",
    "{keyword: {any: [x]}, exclude+: [y]}",
  ]) func acceptsChangesOfLists(_ condition: String) throws {
    #expect(try problems("rulebook: t\nrules: [{id: r, forbid: \(condition)}]\n") == [])
  }

  @Test(arguments: [
    ("verson: 1", "$: unknown key 'verson'"), ("rules: [{title: x}]", "$.rules[0]: lacks 'id'"),
    ("rules: [{id: a, severity: bad}]", "$.rules[0].severity: text(\"bad\") is not in the list"),
    ("rules: [{id: a, forbid: {role: agent}}]", "$.rules[0].forbid: fits 0 of \(Operators.all.count) alternatives"),
    ("rules: [{id: a, forbid: {keyword: {anny: [x]}}}]", "$.rules[0].forbid.keyword: unknown key 'anny'"),
    ("rules: [{id: a, forbid: {gap: {}}}]", "$.rules[0].forbid.gap: lacks 'seconds'"),
    (
      "scorecard: {sections: [{id: s, items: [{rule: a, deduct: x}]}]}",
      "$.scorecard.sections[0].items[0].deduct: string instead of number"
    ),
  ])
  func refuses(_ line: String, _ problem: String) throws {
    let found = try problems("rulebook: t\n\(line)\n")
    #expect(found.contains { $0.hasSuffix(problem) }, "\(found)")
  }
}
