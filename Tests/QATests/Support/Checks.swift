import Testing
import Transcripts

@testable import QA

/// Judges a talk under one condition: it must find the `▸marked◂` words, or miss if nothing is marked.
func check(
  _ condition: String, _ talk: [String], _ expect: Truth? = nil, times: [Int] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try check(rule: "forbid: \(condition)", talk, expect, times: times, sourceLocation: sourceLocation)
}

/// Judges a talk under one rule, given as the lines under its id.
func check(
  rule: String, _ talk: [String], _ expect: Truth? = nil, times: [Int] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let text = "rulebook: t\nrules:\n  - id: r\n" + rule.split(separator: "\n").map { "    \($0)\n" }.joined()
  let marked = MarkedTalk(talk)
  let result = try book(text).judge(marked.lines, times: times)
  let expected = expect ?? (marked.marks.isEmpty ? .miss : .hit)
  #expect(result.judgement.truth == expected, sourceLocation: sourceLocation)
  guard !marked.marks.isEmpty else { return }
  let found = result.findings.map(Place.init).sorted { ($0.turn ?? 0, $0.text) < ($1.turn ?? 0, $1.text) }
  let places = marked.places.sorted { ($0.turn ?? 0, $0.text) < ($1.turn ?? 0, $1.text) }
  #expect(found == places, sourceLocation: sourceLocation)
}
