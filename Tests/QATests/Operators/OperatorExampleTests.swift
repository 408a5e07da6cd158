import Foundation
import Testing
import Transcripts

@testable import QA

/// An example of an operator with its number, so that a failing one can be named.
struct ExampleCase: Sendable, CustomTestStringConvertible {
  var operatorName: String
  var number: Int
  var example: OperatorExample
  var testDescription: String { "\(operatorName) \(number): \(example.condition)" }

  /// The place of the example in its operator's file.
  var location: SourceLocation {
    SourceLocation(
      fileID: "\(example.fileID)", filePath: "\(example.filePath)", line: example.line, column: example.column)
  }

  static let all = Operators.all.flatMap { type in
    type.examples.enumerated().map { ExampleCase(operatorName: type.name, number: $0 + 1, example: $1) }
  }
  static let hits = all.filter { $0.example.expect == .hit }

  /// Judges a talk under the example's condition and compares truth and marked words.
  func check(_ talk: MarkedTalk, times: [Int], ends: [Int], expect: Truth) throws {
    let metadata = example.metadata.mapValues { MetadataValue.string($0) }
    let result = try book(forbid: example.condition).judge(
      talk.lines, times: times, ends: ends, starts: example.starts, metadata: metadata)
    #expect(result.judgement.truth == expect, sourceLocation: location)
    guard expect == .hit, !talk.marks.isEmpty else { return }
    let found = result.findings.sorted(by: Self.isEarlier)
    #expect(found.map(Place.init) == talk.places, sourceLocation: location)
    for (finding, mark) in zip(found, talk.marks) where finding.bytes != nil {
      #expect(finding.bytes == mark.bytes, sourceLocation: location)
      #expect(finding.characters == mark.characters, sourceLocation: location)
    }
  }

  private static func isEarlier(_ a: Finding, _ b: Finding) -> Bool {
    if a.turn != b.turn { return (a.turn ?? 0) < (b.turn ?? 0) }
    return (a.bytes?.lowerBound ?? 0) < (b.bytes?.lowerBound ?? 0)
  }
}

@Suite struct OperatorExampleTests {
  @Test(arguments: ExampleCase.all) func holds(_ test: ExampleCase) throws {
    try test.check(
      MarkedTalk(test.example.talk), times: test.example.times, ends: test.example.ends, expect: test.example.expect)
  }

  /// A turn before the talk moves every offset by an odd number of bytes, characters and graphemes.
  @Test(arguments: ExampleCase.all) func holdsAfterAnotherTurn(_ test: ExampleCase) throws {
    let times = test.example.times.first.map { [$0] + test.example.times } ?? []
    let talk = MarkedTalk(["系统: 👨‍👩‍👧 ㍿ é 歡迎光臨！ﬁ"] + test.example.talk)
    let ends = test.example.ends.first.map { [$0] + test.example.ends } ?? []
    try test.check(talk, times: times, ends: ends, expect: test.example.expect)
  }

  @Test(arguments: ExampleCase.hits.filter { !$0.example.condition.contains("sensitive") })
  func holdsInCapitals(_ test: ExampleCase) throws {
    let talk = MarkedTalk(test.example.talk) { ($0, $1.uppercased()) }
    try test.check(talk, times: test.example.times, ends: test.example.ends, expect: .hit)
  }

  @Test(arguments: ExampleCase.hits.filter { $0.example.condition.contains("role: ") })
  func doesNotChargeTheOtherParty(_ test: ExampleCase) throws {
    let agents = ["坐席", "Agent"]
    let customers = ["客户", "Customer"]
    let talk = MarkedTalk(test.example.talk) { speaker, text in
      if let index = agents.firstIndex(of: speaker) { return (customers[index], text) }
      if let index = customers.firstIndex(of: speaker) { return (agents[index], text) }
      return (speaker, text)
    }
    let result = try book(forbid: test.example.condition).judge(
      talk.lines, times: test.example.times, ends: test.example.ends, starts: test.example.starts)
    #expect(result.judgement.truth != .hit, sourceLocation: test.location)
  }

  @Test func everyExampleIsMarkedOrMeasured() {
    let unmarked = ["count", "metadata"]
    for test in ExampleCase.hits where !unmarked.contains(test.operatorName) {
      #expect(test.example.talk.contains { $0.contains("▸") }, sourceLocation: test.location)
    }
  }
}

@Suite struct OperatorListTests {
  @Test func namesAreUnique() {
    let names = Operators.all.map { $0.name }
    #expect(Set(names).count == names.count)
    #expect(Set(names).isDisjoint(with: Operators.reserved))
    #expect(Set(names).isDisjoint(with: Scope.parameters.map(\.name)))
  }

  @Test func listsEveryOperatorOfTheFolder() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/QA/Operators").standardized
    let listed = Set(Operators.all.map { "\($0)" })
    var declared: Set<String> = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      for match in text.matches(of: /\bstruct (\w+): Operator\b/) { declared.insert(String(match.1)) }
    }
    #expect(declared == listed)
  }

  @Test(arguments: Operators.all.map { $0.name }) func documentsItself(_ name: String) throws {
    let type = try #require(Operators.named(name))
    #expect(type.summary.hasSuffix(".") && type.summary.count <= 150)
    #expect(Set(type.parameters.map(\.name)).count == type.parameters.count)
    #expect(type.parameters.allSatisfy { !$0.summary.isEmpty })
    let needsOtherRules = ["rule", "history"].contains(name)
    #expect(needsOtherRules || type.examples.contains { $0.expect == .hit })
    #expect(needsOtherRules || type.examples.contains { $0.expect != .hit })
  }

  @Test func describesThemForReaders() {
    #expect(OperatorDescription.all.map(\.name) == Operators.all.map { $0.name })
  }
}
