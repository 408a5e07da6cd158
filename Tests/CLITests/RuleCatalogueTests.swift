import Foundation
import TestSupport
import Testing

/// `docs/rules.md` is what `rules list --format markdown` prints.
@Suite struct RuleCatalogueTests {
  @Test func pageIsGenerated() throws {
    let outcome = try Tool.run(["rules", "list", "--format", "markdown"], in: Tool.package)
    let page = URL(fileURLWithPath: Tool.package).appendingPathComponent("docs/rules.md")
    let printed = String(decoding: outcome.outputBytes, as: UTF8.self)
    #expect(!printed.isEmpty)
    #expect(
      try String(contentsOf: page, encoding: .utf8) == printed,
      "run: qa-cli rules list --format markdown > docs/rules.md")
  }

  @Test func ofOneBookHoldsInheritedRules() throws {
    let outcome = try Tool.run(["rules", "list", "ecommerce-zh", "--format", "markdown"], in: Tool.package)
    let printed = String(decoding: outcome.outputBytes, as: UTF8.self)
    for id in ["`superlatives`", "`greeting`", "`tag-regulator`"] { #expect(printed.contains(id)) }
  }
}
