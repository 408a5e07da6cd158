import Foundation

@testable import QA

/// The folder of the repository that this file lies in.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
  .standardized

/// The bundled rulebooks, compiled once for all tests.
enum Bundled {
  private static let books = Dictionary(
    uniqueKeysWithValues: BundledRules.books.map { name in (name, Result { try load(name) }) })

  /// The bundled book with an id.
  static func book(_ name: String) throws -> Rulebook {
    guard let book = books[name] else { throw BrokenBook(report: "no bundled book is named '\(name)'") }
    return try book.get()
  }

  private static func load(_ name: String) throws -> Rulebook {
    let sources = RulebookSources(readFile: { _ in nil }, readBundled: BundledRules.text)
    do {
      return try RulebookLoader(sources: sources).load(name)
    } catch let error as RulebookError {
      throw BrokenBook(report: error.diagnostics.map(\.rendered).joined(separator: "\n"))
    }
  }
}
