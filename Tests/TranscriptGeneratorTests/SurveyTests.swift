import Foundation
import QA
import TestSupport
import Testing
import TranscriptGenerator
import Transcripts

/// The survey: planted truth against findings, both ways, on the bundled chats and on chats nobody has seen.
@Suite struct SurveyTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    .standardized
  static let transcripts = root.appendingPathComponent("transcripts")

  private func book(_ set: SurveySet) throws -> Rulebook {
    let sources = RulebookSources(readFile: { _ in nil }, readBundled: BundledRules.text)
    return try RulebookLoader(sources: sources).load(set.rulebook)
  }

  /// The bundled files are what the generator writes.
  @Test(arguments: SurveySet.allCases) func isGenerated(_ set: SurveySet) throws {
    let output = try set.generate(materialIn: Self.transcripts, seed: SurveySet.seed)
    let records = try Data(contentsOf: Self.transcripts.appendingPathComponent(set.recordsPath))
    let truth = try Data(contentsOf: Self.transcripts.appendingPathComponent(set.truthPath))
    #expect(Data(output.records) == records)
    #expect(Data(output.truth) == truth)
  }

  /// First human responses, counted from the records alone, with the published shares.
  @Test(arguments: SurveySet.allCases, [SurveySet.seed, 7]) func hasThePublishedShares(_ set: SurveySet, _ seed: UInt64)
    throws
  {
    let output = try set.generate(materialIn: Self.transcripts, seed: seed)
    var seconds: [Double] = []
    let clock = ISO8601DateFormatter()
    for line in output.records.split(separator: 0x0A) {
      let json = try JSONSerialization.jsonObject(with: Data(line))
      let record = try #require(json as? [String: Any])
      let turns = try #require(record["turns"] as? [[String: Any]])
      func time(_ role: String) throws -> Date {
        let turn = try #require(turns.first { $0["role"] as? String == role })
        let at = try #require(turn["at"] as? String)
        return try #require(clock.date(from: at))
      }
      seconds.append(try time("agent").timeIntervalSince(try time("customer")))
    }
    let size = set.size
    #expect(seconds.count == size.chats)
    #expect(seconds.allSatisfy { $0 >= 0 })
    #expect(seconds.count { $0 <= 1 } == size.within1)
    #expect(seconds.count { $0 <= 30 } == size.within30)
    #expect(seconds.count { $0 <= 60 } == size.within60)
  }

  @Test func theShareOfThePublishedSurvey() {
    let size = SurveySize.published
    let shares = [size.within1, size.within30, size.within60].map { Double($0 * 10_000 / size.chats) / 100 }
    #expect(shares == [3.58, 54.61, 79.23])  // cut, not rounded: 3.59, 54.62, 79.23
  }

  /// Every planted finding is found, and nothing that was not planted.
  @Test(arguments: SurveySet.allCases, [SurveySet.seed, 7]) func plantedIsFound(_ set: SurveySet, _ seed: UInt64) throws
  {
    let output = try set.generate(materialIn: Self.transcripts, seed: seed)
    let book = try book(set)
    let evaluator = try Evaluator(book: book)
    let folder = try TemporaryDirectory()
    defer { withExtendedLifetime(folder) {} }
    let source = ConversationSource(
      [InputFile(try folder.write(output.records, to: "survey.ndjson"))], limits: .default)
    let decoder = ConversationDecoder()
    var found: [String: [PlantedFinding]] = [:]
    while let batch = try source.next() {
      guard case .lines(let chunk) = batch.payload else { continue }
      for line in chunk.lines {
        var conversation = Conversation()
        try decoder.decode(line, of: chunk, into: &conversation)
        let findings = evaluator.evaluate(&conversation).flatMap(\.findings)
        found[conversation.id] = findings.map {
          PlantedFinding(rule: book.rules[$0.rule].id, leg: $0.leg, turn: $0.turn)
        }.sorted()
      }
    }
    #expect(found.count == output.chats.count)
    for chat in output.chats {
      let actual = Set(found[chat.id] ?? [])
      let expected = Set(chat.planted)
      let missed = expected.subtracting(actual).sorted()
      let extra = actual.subtracting(expected).sorted()
      #expect(missed.isEmpty && extra.isEmpty, "\(chat.id): missed \(missed), not planted \(extra)")
    }
    // The set is only worth something if every rule is needed somewhere.
    let planted = Set(output.chats.flatMap(\.planted).map(\.rule))
    #expect(planted == Set(book.rules.map(\.id)))
  }

  /// Nobody says the same chat twice.
  @Test(arguments: SurveySet.allCases) func chatsDiffer(_ set: SurveySet) throws {
    let output = try set.generate(materialIn: Self.transcripts, seed: 11)
    #expect(Set(output.chats.map(\.record)).count == output.chats.count)
    #expect(Set(output.chats.map(\.organisation)).count == (set == .zh ? 14 : 8))
  }
}
