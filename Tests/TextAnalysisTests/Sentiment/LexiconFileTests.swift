import Foundation
import TestSupport
import Testing
import Transcripts

@testable import TextAnalysis

@Suite struct LexiconFileTests {
  private static let files = ["zh", "en", "signs", "modifiers"]

  private static func lines(_ name: String) throws -> [[String]] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../lexicons/sentiment/\(name).tsv").standardized
    return try String(contentsOf: path, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("# ") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  /// A term stands in one file only: a later one would silently replace it.
  @Test func termsAreFoldedAndUnique() throws {
    let folder = try Folder()
    var seen: Set<String> = []
    for line in try Self.files.flatMap({ try Self.lines($0) }) {
      #expect(folder.fold(line[0]) == Array(line[0].utf8), "\(line[0])")
      #expect(seen.insert(line[0]).inserted, "\(line[0]) comes twice")
    }
  }

  /// 也不错 must stay 不错: a negator that only adds an adverb would take the 不 away from the word.
  @Test func negatorsHideNoWord() throws {
    let modifiers = try Self.lines("modifiers").filter { $0.count > 2 }
    let negators = Set(modifiers.filter { $0[2] == "negator" }.map { $0[0] })
    for term in negators where term.unicodeScalars.allSatisfy({ $0.value >= 0x2E80 }) {
      for length in 1..<max(term.count, 1) {
        #expect(!negators.contains(String(term.suffix(length))) || term.hasPrefix("没有"), "\(term)")
      }
    }
  }

  @Test(arguments: [("zh", 6000), ("en", 6000), ("signs", 200)]) func areBroad(_ name: String, _ least: Int) throws {
    let values = try Self.lines(name).compactMap { Double($0[1]) }
    #expect(values.count >= least)
    // Neither side is missing, and all values lie on the scale.
    #expect(values.count { $0 > 0 } > least / 4 && values.count { $0 < 0 } > least / 4)
    #expect(values.allSatisfy { (-4...4).contains($0) })
  }

  @Test(arguments: [
    ("好\tx\n", 1), ("好\n", 1), ("# a\n好\t1\n\t2\n", 3), ("好\t1\tjoy\n", 1), ("好\t9\n", 1), ("好\t1.25\n", 1),
    ("好\t1\tneed dimension\n", 1),
  ])
  func refuses(_ text: String, _ line: Int) throws {
    let folder = try TemporaryDirectory()
    let path = folder.path + "/own.tsv"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: ToolError.self) { try SentimentLexicon.bundled(adding: [InputFile(path)]) }
    #expect(error?.code == "E-LEXICON" && error?.line == line)
  }

  @Test func ownEntriesReplace() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path + "/own.tsv"
    try "\u{FEFF}# ours\n＂蓝鲸＂\t-3\tanger\r\n蓝鲸模式\t2.5\n好用\t-1\n".write(toFile: path, atomically: true, encoding: .utf8)
    let own = try SentimentLexicon.bundled(adding: [InputFile(path)])
    let fold = try Folder()
    #expect(own.makeReader().read(fold.fold("这是蓝鲸模式")).label == .positive)
    #expect(own.makeReader().read(fold.fold("好用")).label == .negative)
    #expect(own.identity != SentimentLexicon.bundled.identity)
    #expect(SentimentLexicon.bundled.makeReader().read(fold.fold("好用")).label == .positive)
  }
}
