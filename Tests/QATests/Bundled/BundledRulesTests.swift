import Foundation
import Testing

@testable import QA

@Suite struct BundledRulesTests {
  static let books = BundledRules.books

  /// A file of the folder that nobody bundled, or a bundled one that is gone, fails here.
  @Test func areTheFilesOfTheFolder() throws {
    let folder = repository.appendingPathComponent("rules")
    var files: [String] = []
    for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where file.hasSuffix(".yaml") || file.hasSuffix(".tsv") {
      files.append(file)
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      #expect(BundledRules.text(file) == text, "\(file)")
    }
    #expect(files.sorted() == BundledRules.names.sorted())
    #expect(
      Set(Self.books) == Set(files.filter { $0.hasSuffix(".yaml") && !$0.contains("/") }.map { String($0.dropLast(5)) })
    )
    #expect(BundledRules.text("../Package.swift") == nil)
  }

  @Test(arguments: books) func areNamedAfterTheirFiles(_ name: String) throws {
    let book = try Bundled.book(name)
    #expect(book.id == name)
    #expect(!book.version.isEmpty && !book.language.isEmpty)
  }

  @Test(arguments: books) func haveNoWarnings(_ name: String) throws {
    let book = try Bundled.book(name)
    #expect(book.warnings.map(\.rendered) == [])
    #expect(book.lint().map(\.rendered) == [])
  }

  @Test(arguments: books) func passTheirTests(_ name: String) throws {
    let book = try Bundled.book(name)
    let failed = try Evaluator(book: book).runTests().filter { !$0.isTodo && !$0.passes }
    let lines = failed.map {
      "\($0.location.file):\($0.location.line) \($0.rule) '\($0.name)': \($0.actual) \($0.detail)"
    }
    #expect(lines == [])
  }

  /// Every rule holds its classic false positive and two evasions, all of them passing: gaps marked `todo` do not count.
  @Test(arguments: books) func knowEvasionsAndFalsePositives(_ name: String) throws {
    for rule in try Bundled.book(name).rules where rule.status != .retired {
      let counted = rule.tests.filter { !$0.isTodo }
      let evasions = counted.count { $0.kind == .evasion }
      #expect(evasions >= 2, "\(rule.id) has \(evasions) evasions")
      #expect(counted.contains { $0.kind == .falsePositive && $0.expect != .hit }, "\(rule.id) has no false positive")
    }
  }

  /// Alarms are told apart by these words; receivers rely on them.
  @Test(arguments: ["customer-tags-zh", "customer-tags-en"]) func tagAlarms(_ name: String) throws {
    let tagged = try Bundled.book(name).rules.filter { $0.tags.contains("alarm") }
    let kinds = tagged.map { $0.tags.filter { $0 != "alarm" } }
    #expect(
      kinds == [
        ["regulator"], ["media"], ["self-harm"], ["safety"], ["fraud"], ["data-breach"], ["claimant"], ["group"],
      ])
    #expect(tagged.allSatisfy { $0.effect == .tag })
  }

  @Test(arguments: books) func haveTestsBothWays(_ name: String) throws {
    for rule in try Bundled.book(name).rules where rule.status != .retired {
      let counted = rule.tests.filter { !$0.isTodo }
      #expect(counted.contains { $0.expect == .hit } && counted.contains { $0.expect == .miss }, "\(rule.id)")
    }
  }
}
