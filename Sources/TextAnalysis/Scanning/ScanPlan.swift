/// The literals and patterns to look for, gathered before they are compiled into one ``Scanner``.
///
/// The same literal or pattern added twice gets the same id, so rules, lexicons and recognisers can add freely.
public struct ScanPlan {
  private let folder: Folder
  private(set) var literals: [[UInt8]] = []
  private(set) var patterns: [Pattern] = []
  private var literalIDs: [[UInt8]: Int] = [:]
  private var patternIDs: [PatternKey: Int] = [:]

  /// A pattern of the plan.
  struct Pattern: Sendable, Hashable {
    /// What PCRE2 compiles.
    var expression: String
    /// What Vectorscan compiles, or `nil` if every turn is a candidate.
    var filter: String?
    /// Which text it reads.
    var space: MatchSpace
  }

  private struct PatternKey: Hashable {
    var source: String
    var caseSensitive: Bool
    var isSpread: Bool
  }

  /// Makes an empty plan.
  public init() throws(TextAnalysisError) { folder = try Folder() }

  /// Number of different literals.
  public var literalCount: Int { literals.count }

  /// Number of different patterns.
  public var patternCount: Int { patterns.count }

  /// Adds a literal that ``Folder/fold(_:)-(String)`` made and returns its id; an empty literal never hits.
  public mutating func addLiteral(_ folded: [UInt8]) -> Int {
    if let id = literalIDs[folded] { return id }
    literals.append(folded)
    literalIDs[folded] = literals.count - 1
    return literals.count - 1
  }

  /// Adds a PCRE2 pattern and returns its id.
  ///
  /// A case-sensitive pattern is not folded, reads the original text and is tried on every turn. A spread pattern
  /// also matches where blanks or symbols stand between its Han characters.
  /// - Throws: ``PatternError`` when the pattern is invalid, matches the empty string or is too large.
  public mutating func addPattern(
    _ source: String, caseSensitive: Bool, isSpread: Bool = false
  ) throws(PatternError) -> Int {
    let key = PatternKey(source: source, caseSensitive: caseSensitive, isSpread: isSpread)
    if let id = patternIDs[key] { return id }
    if caseSensitive {
      _ = try PatternCheck.check(source)
      patterns.append(Pattern(expression: source, filter: nil, space: .original))
    } else {
      let folded = try PatternFolding.fold(source, with: folder, isSpread: isSpread)
      patterns.append(Pattern(expression: folded.pattern, filter: folded.filter, space: .folded))
    }
    patternIDs[key] = patterns.count - 1
    return patterns.count - 1
  }

  /// A hash of everything that was added, in order (FNV-1a).
  public var contentHash: UInt64 {
    let expressions = patterns.map { ($0.space == .original ? "c:" : "f:") + $0.expression }
    return ScanCache.hash(signature + expressions.joined(separator: "\0").utf8)
  }

  /// Everything that decides what the compiled databases contain.
  var signature: [UInt8] {
    var bytes: [UInt8] = []
    func append(_ count: Int) { for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: count >> (shift * 8))) } }
    append(literals.count)
    for literal in literals {
      append(literal.count)
      bytes.append(contentsOf: literal)
    }
    append(patterns.count)
    for pattern in patterns {
      let filter = pattern.filter.map { Array($0.utf8) }
      append(filter.map { $0.count + 1 } ?? 0)
      bytes.append(contentsOf: filter ?? [])
    }
    return bytes
  }

  /// Compiles the plan, or reads what an earlier run compiled from `cacheDirectory`.
  ///
  /// A cache that is missing, unreadable, foreign or damaged is passed over silently; `nil` does without one.
  /// - Throws: ``TextAnalysisError`` when Vectorscan refuses the literals.
  public func compile(cacheDirectory: String?) throws(TextAnalysisError) -> Scanner {
    let cache = cacheDirectory.map { ScanCache(directory: $0, signature: signature) }
    if let databases = cache?.load() { return Scanner(plan: self, databases: databases) }
    let databases = try ScanCompiler.compile(self)
    cache?.store(databases)
    return Scanner(plan: self, databases: databases)
  }
}
