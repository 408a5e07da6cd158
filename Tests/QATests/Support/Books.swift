import TestSupport
import Testing
import Transcripts

@testable import QA

/// A book with one rule under the given key, written as YAML flow text.
func book(forbid condition: String, files: [String: String] = [:]) throws -> Rulebook {
  try book("rulebook: t\nrules:\n  - id: r\n    forbid: \(condition)\n", files: files)
}

/// A book given as text; `files` are found beside it.
func book(_ text: String, files: [String: String] = [:]) throws -> Rulebook {
  do {
    return try loader(files).load(text: text, name: "t.yaml")
  } catch let error as RulebookError {
    throw BrokenBook(report: error.diagnostics.map(\.rendered).joined(separator: "\n"))
  }
}

/// A loader that knows some files and no bundled books.
func loader(_ files: [String: String] = [:]) -> RulebookLoader {
  RulebookLoader(sources: RulebookSources(readFile: { files[$0] }))
}

/// What the loader has to say about a book that cannot be used; empty if it can.
func complaints(_ text: String, files: [String: String] = [:]) throws -> [Diagnostic] {
  do {
    _ = try loader(files).load(text: text, name: "t.yaml")
    return []
  } catch let error as RulebookError {
    return error.diagnostics
  }
}

/// A book that a test expected to be right.
struct BrokenBook: Error, CustomStringConvertible {
  var report: String
  var description: String { report }
}

extension Rulebook {
  /// Judges the rule with an id, or the first one, on a talk.
  func judge(
    _ talk: [String], rule: String? = nil, times: [Int] = [], ends: [Int] = [], starts: String = "",
    metadata: [String: MetadataValue] = [:], ignoringApplicability: Bool = false
  ) throws -> (judgement: Judgement, findings: [Finding]) {
    let evaluator = try Evaluator(book: self)
    var conversation = Talk.conversation(
      talk, times: times, ends: ends, starts: try starts.isEmpty ? nil : Timestamp(starts), metadata: metadata)
    let index = rule.flatMap(index(ofRule:)) ?? 0
    return evaluator.judge(index, on: &conversation, ignoringApplicability: ignoringApplicability)
  }

  /// The evaluations of a talk.
  func evaluate(_ talk: [String], times: [Int] = [], metadata: [String: MetadataValue] = [:]) throws -> [Evaluation] {
    var conversation = Talk.conversation(talk, times: times, metadata: metadata)
    return try Evaluator(book: self).evaluate(&conversation)
  }
}

/// A finding as a test compares it: turn and words.
struct Place: Hashable, CustomStringConvertible {
  var turn: Int?
  var text: String
  var description: String { "\(turn.map(String.init) ?? "none"): \(text)" }

  init(_ turn: Int?, _ text: String) {
    self.turn = turn
    self.text = text
  }

  init(_ finding: Finding) { self.init(finding.turn, finding.text) }
}

/// A talk whose lines may hold `▸marked◂` words.
struct MarkedTalk {
  var lines: [String] = []
  /// Marked words with turn and places.
  var marks: [(turn: Int, text: String, characters: Range<Int>, bytes: Range<Int>)] = []

  /// Reads a talk; `change` may rewrite speaker and text of a line, markers and all.
  init(_ talk: [String], change: (_ speaker: String, _ text: String) -> (String, String) = { ($0, $1) }) {
    for (index, line) in talk.enumerated() {
      guard let colon = line.firstIndex(of: ":") else {
        lines.append(line)
        continue
      }
      let words = line[line.index(after: colon)...].drop { $0 == " " }
      let (speaker, text) = change(String(line[..<colon]), String(words))
      let marked = MarkedText(text)
      lines.append("\(speaker): \(marked.plain)")
      for place in marked.words.indices {
        marks.append((index + 1, marked.words[place], marked.characters[place], marked.bytes[place]))
      }
    }
  }

  /// The marked words as places.
  var places: [Place] { marks.map { Place($0.turn, $0.text) } }
}
