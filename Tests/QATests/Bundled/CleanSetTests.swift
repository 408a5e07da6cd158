import Foundation
import TestSupport
import Testing
import Transcripts

@testable import QA

/// A finding on an innocent conversation that is right, with the reason.
private struct AllowedFinding: Decodable, Hashable {
  var conversation: String
  var rule: String
  var reason: String
}

/// Innocent conversations full of the classic false positives: no rule fires on them, save what is listed.
@Suite struct CleanSetTests {
  static let sets: [(file: String, book: String)] = [
    ("clean-zh", "ecommerce-zh"), ("clean-zh", "finance-compliance-zh"), ("clean-zh", "collection-zh"),
    ("clean-en", "online-service-en"), ("clean-en", "finance-en"),
  ]

  private static var folder: URL { repository.appendingPathComponent("transcripts/clean") }

  private func allowed() throws -> [AllowedFinding] {
    try JSONDecoder().decode(
      [AllowedFinding].self, from: Data(contentsOf: Self.folder.appendingPathComponent("allowed.json")))
  }

  @Test(arguments: sets) func staySilent(_ set: (file: String, book: String)) throws {
    let book = try Bundled.book(set.book)
    let evaluator = try Evaluator(book: book)
    let allowed = Set(try allowed().map { "\($0.conversation) \($0.rule)" })
    let lines = try String(contentsOf: Self.folder.appendingPathComponent("\(set.file).ndjson"), encoding: .utf8)
    var conversations = 0
    for line in lines.split(separator: "\n") {
      var conversation = try decode(String(line))
      let id = conversation.id
      conversations += 1
      let found = evaluator.evaluate(&conversation).flatMap(\.findings).map { "\(id) \(book.rules[$0.rule].id)" }
      #expect(Set(found).subtracting(allowed) == [])
    }
    #expect(conversations >= 70)
  }

  /// A listed finding that no book gives any more is to be taken off the list.
  @Test func listNothingInVain() throws {
    let allowed = try allowed()
    #expect(allowed.allSatisfy { !$0.reason.isEmpty })
    var found: Set<String> = []
    for set in Self.sets {
      let book = try Bundled.book(set.book)
      let evaluator = try Evaluator(book: book)
      let lines = try String(contentsOf: Self.folder.appendingPathComponent("\(set.file).ndjson"), encoding: .utf8)
      for line in lines.split(separator: "\n") {
        var conversation = try decode(String(line))
        let id = conversation.id
        for finding in evaluator.evaluate(&conversation).flatMap(\.findings) {
          found.insert("\(id) \(book.rules[finding.rule].id)")
        }
      }
    }
    #expect(allowed.filter { !found.contains("\($0.conversation) \($0.rule)") } == [])
  }
}
