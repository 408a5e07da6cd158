import Foundation
import TestSupport
import Testing
import Transcripts

@testable import QA

/// What a person found in a bundled conversation: rules, legs, turns, or why it is not scored.
private struct ExpectedFinding: Decodable, Hashable, Comparable, CustomStringConvertible {
  var rule: String
  var leg: Int
  var turn: Int?
  var description: String { "\(rule) leg \(leg) turn \(turn.map(String.init) ?? "none")" }
  static func < (a: ExpectedFinding, b: ExpectedFinding) -> Bool { a.description < b.description }
}

private struct TruthFile: Decodable {
  struct Contact: Decodable {
    var id: String
    var expected: [ExpectedFinding]
    var notScorable: String?

    enum CodingKeys: String, CodingKey {
      case id, expected
      case notScorable = "not_scorable"
    }
  }

  var rulebook: String
  var conversations: [Contact]
}

/// The bundled conversations against what a person found in them, both ways.
@Suite struct TruthFileTests {
  static let names = [
    "collection-zh", "ecommerce-zh", "finance-en", "finance-zh", "online-service-en", "online-service-zh",
  ]

  @Test func coverEveryFile() throws {
    let folder = repository.appendingPathComponent("transcripts")
    func names(_ path: String, _ suffix: String) throws -> [String] {
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(path).path)
      // The complaint corpora have truths of topics, not of findings; their generator's tests read them.
      return files.filter { $0.hasSuffix(suffix) && !$0.hasPrefix("complaints-") }.map {
        String($0.dropLast(suffix.count))
      }.sorted()
    }
    #expect(try names("truth", ".json") == Self.names)
    #expect(try names("", ".ndjson") == Self.names)
  }

  @Test(arguments: names) func agree(_ name: String) throws {
    let folder = repository.appendingPathComponent("transcripts")
    let truth = try JSONDecoder().decode(
      TruthFile.self, from: Data(contentsOf: folder.appendingPathComponent("truth/\(name).json")))
    let book = try Bundled.book(truth.rulebook)
    let evaluator = try Evaluator(book: book)
    var found: [String: (findings: [ExpectedFinding], reason: String?)] = [:]
    let lines = try String(contentsOf: folder.appendingPathComponent("\(name).ndjson"), encoding: .utf8)
    for line in lines.split(separator: "\n") {
      var conversation = try decode(String(line))
      let id = conversation.id
      let evaluations = evaluator.evaluate(&conversation)
      // People note what went wrong; merits and tags are not errors.
      let faults = evaluations.flatMap(\.findings).filter { book.rules[$0.rule].effect == .violation }
      let findings = faults.map { finding in
        ExpectedFinding(rule: book.rules[finding.rule].id, leg: finding.leg, turn: finding.turn)
      }
      #expect(found[id] == nil, "\(id) comes twice")
      found[id] = (findings.sorted(), evaluations.last?.notScorable)
    }
    #expect(Set(found.keys) == Set(truth.conversations.map(\.id)))
    for contact in truth.conversations {
      #expect(found[contact.id]?.findings == contact.expected.sorted(), "\(contact.id)")
      #expect(found[contact.id]?.reason == contact.notScorable, "\(contact.id)")
    }
  }
}
