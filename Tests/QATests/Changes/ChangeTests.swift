import Foundation
import TestSupport
import Testing
import Transcripts

@testable import QA

@Suite struct ChangeTests {
  private static func text(_ words: String, exclude: String = "", deduct: Int = 20) -> String {
    """
    rulebook: b
    language: zh
    rules:
      - id: promise
        forbid: { keyword: { any: [\(words)] }, role: agent\(exclude.isEmpty ? "" : ", exclude: [\(exclude)]") }
      - id: greeting
        require: { keyword: { any: [您好] }, role: agent }
    scorecard:
      sections:
        - id: s
          items: [ { rule: promise, deduct: \(deduct) }, { rule: greeting, deduct: 5 } ]
    """
  }

  private static let talks = [
    ["坐席: 您好，保本的"], ["坐席: 您好，确保本月到账"], ["坐席: 您好，零风险"], ["坐席: 在"], ["坐席: 您好", "客户: 保本吗"],
  ]

  private func changes(_ old: String, _ new: String, fields: [String] = []) throws -> [EvaluationChange] {
    let finder = try ChangeFinder(old: book(old), new: book(new), fields: fields)
    return Self.talks.enumerated().flatMap { index, lines in
      var conversation = Talk.conversation(["客户: 在吗"] + lines)
      conversation.id = "c\(index)"
      return finder.compare(&conversation)
    }
  }

  @Test func equalBooksChangeNothing() throws {
    let found = try changes(Self.text("保本, 零风险"), Self.text("保本, 零风险"))
    #expect(found.count == 5 && found.allSatisfy { !$0.isChanged })
  }

  @Test func tellsGainedAndLost() throws {
    let found = try changes(Self.text("保本"), Self.text("保本, 零风险", exclude: "确保本月"))
    #expect(found.filter(\.isChanged).map(\.conversation) == ["c1", "c2"])
    #expect(found[1].lost.map(\.text) == ["保本"] && found[1].gained.isEmpty)
    #expect(found[1].before.verdict == .fail && found[1].after.verdict == .pass)
    #expect(found[2].gained.map(\.text) == ["零风险"] && found[2].after.score == 8000)
  }

  /// Swapping the books swaps gains and losses, and the summary adds up to what single contacts say.
  @Test func isSymmetric() throws {
    let (a, b) = (Self.text("保本"), Self.text("保本, 零风险", exclude: "确保本月", deduct: 10))
    let (there, back) = (try changes(a, b), try changes(b, a))
    for (x, y) in zip(there, back) {
      #expect(x.gained == y.lost && x.lost == y.gained && x.before == y.after && x.after == y.before)
    }
    var summary = ChangeSummary()
    for change in there { summary.add(change) }
    #expect(summary.all.changed == there.count(where: \.isChanged))
    #expect(summary.all.gained == there.reduce(0) { $0 + $1.gained.count })
    #expect(
      summary.all.sumAfter - summary.all.sumBefore
        == there.reduce(0) { $0 + ($1.after.score ?? 0) - ($1.before.score ?? 0) })
  }

  @Test(arguments: [("promise", 0), ("greeting", 2)]) func provesThatNothingElseMoved(_ rule: String, _ unexpected: Int)
    throws
  {
    var summary = ChangeSummary(expected: [rule])
    for change in try changes(Self.text("保本"), Self.text("保本, 零风险", exclude: "确保本月")) { summary.add(change) }
    #expect(summary.unexpected == unexpected)
  }

  /// A score that moves without any finding is never expected.
  @Test func noticesScoresThatMoveAlone() throws {
    var summary = ChangeSummary(expected: ["promise"])
    for change in try changes(Self.text("保本"), Self.text("保本", deduct: 30)) { summary.add(change) }
    #expect(summary.unexpected == 2)
  }

  @Test func recordsFitTheirSchema() throws {
    let (old, new) = (try book(Self.text("保本")), try book(Self.text("保本, 零风险", exclude: "确保本月")))
    let records = ChangeRecords(old: old, new: new, fields: ["agent"])
    var encoder = JSONRecordEncoder()
    let finder = try ChangeFinder(old: old, new: new, fields: ["agent"])
    for lines in Self.talks {
      var conversation = Talk.conversation(["客户: 在吗"] + lines)
      for change in finder.compare(&conversation) { records.write(change, into: &encoder) }
    }
    try checkSchema(encoder.bytes, "difference-1", least: 5)
  }
}

/// Checks lines of JSON against a published schema.
func checkSchema(_ lines: [UInt8], _ name: String, least: Int) throws {
  let schema = try JSONSchema(
    Data(contentsOf: repository.appendingPathComponent("docs/schemas/\(name).schema.json")))
  let records = lines.split(separator: 0x0A)
  #expect(records.count >= least)
  for line in records {
    let value = try JSONTree(line)
    let problems = schema.problems(with: value)
    #expect(problems.isEmpty, "\(problems) in \(String(decoding: line, as: UTF8.self))")
    #expect(Set(value.members.keys).isSubset(of: schema.propertyNames))
  }
}
