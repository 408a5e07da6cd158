import TestSupport
import Testing

/// Words that no dictionary knows, from the customers' own sentences to a dictionary that splits them.
@Suite struct NewWordTests {
  private let complaints = Tool.package + "/transcripts/complaints-zh.ndjson"

  @Test func recordsFollowTheirSchema() throws {
    let outcome = try Tool.run(["words", "discover", complaints, "--format", "ndjson", "--top", "20"])
    let schema = try JSONSchema(Files.read(Tool.package + "/docs/schemas/new_word-1.schema.json"))
    #expect(outcome.code == 0 && (1...20).contains(outcome.lines.count))
    for line in outcome.lines { #expect(try schema.problems(with: JSONTree(Array(line.utf8))) == []) }
  }

  @Test func aListIsADictionary() throws {
    let work = try TemporaryDirectory()
    let list = try Tool.run(["words", "discover", complaints, "--format", "list"])
    try work.write(list.output, to: "words.txt")
    let word = try #require(list.lines.first?.split(separator: " ").first)
    func split(_ options: [String]) throws -> String {
      try Tool.run(["segment"] + options, in: work.path, input: .text("今天\(word)吗\n")).output
    }
    #expect(try !split([]).contains(" \(word) "))
    #expect(try split(["--dictionary", "words.txt"]).contains(" \(word) "))
  }

  @Test func nothingIsNoError() throws {
    let outcome = try Tool.run(["words", "discover", "-"], input: .text("\n"))
    #expect(outcome.code == 0 && outcome.lines.isEmpty)
  }
}
