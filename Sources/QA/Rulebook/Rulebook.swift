internal import TextAnalysis
internal import Transcripts

/// A rulebook, checked and compiled: rules, scorecard and everything the scan needs.
public struct Rulebook: Sendable {
  /// The book's stable id.
  public var id: String
  /// The book's version; empty if it states none.
  public var version: String
  /// The book's language; empty if it states none.
  public var language: String
  /// What people call the book.
  public var title: String
  /// The rules in the order of the files, parents first.
  public var rules: [Rule]
  /// How findings become a score; `nil` if the book has none.
  public var scorecard: Scorecard?
  /// SHA-256 of every file the book was made of, in hexadecimal: two runs with one hash applied the same rules.
  public var contentHash: String
  /// Warnings found while compiling.
  public var warnings: [Diagnostic]
  /// Word counts of the lexicons by name.
  public var lexiconSizes: [(name: String, words: Int)]

  var order: [Int]
  var scanner: Scanner
  var terms: TermIndex

  /// The index of the rule with an id.
  public func index(ofRule id: String) -> Int? { rules.firstIndex { $0.id == id } }
}

/// Where rulebooks and their files are found.
public struct RulebookSources: Sendable {
  /// Reads a file the user named, or gives `nil`.
  public var readFile: @Sendable (String) -> String?
  /// The text of a bundled file such as `online-service-zh.yaml` or `lexicons/thanks.tsv`, or `nil`.
  public var readBundled: @Sendable (String) -> String?

  /// Makes sources.
  public init(
    readFile: @escaping @Sendable (String) -> String?,
    readBundled: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.readFile = readFile
    self.readBundled = readBundled
  }
}
