internal import Synchronization

/// A compiled plan: immutable and shared by all workers.
public final class Scanner: Sendable {
  let databases: ScanDatabases
  let literalLengths: [Int32]
  let patterns: [ScanPlan.Pattern]
  private let compiled: Mutex<[CompiledPattern?]>

  /// Counted steps after which a pattern's search in one turn ends.
  public static let matchLimit = 1_000_000

  init(plan: ScanPlan, databases: ScanDatabases) {
    self.databases = databases
    literalLengths = plan.literals.map { Int32($0.count) }
    patterns = plan.patterns
    compiled = Mutex(Array(repeating: nil, count: plan.patterns.count))
  }

  /// Number of literals.
  public var literalCount: Int { literalLengths.count }

  /// Number of patterns.
  public var patternCount: Int { patterns.count }

  /// Whether Vectorscan names the candidates of a pattern; if not, every turn is one.
  public func isFiltered(pattern: Int) -> Bool { databases.isFiltered[pattern] }

  /// Which text the matches of a pattern are offsets of.
  public func matchSpace(ofPattern pattern: Int) -> MatchSpace { patterns[pattern].space }

  /// Makes the state one thread needs to scan.
  public func makeWorker() throws(TextAnalysisError) -> ScanWorker { try ScanWorker(self) }

  /// PCRE2's form of a pattern, compiled when the first candidate of any worker asks for it.
  func compiledPattern(_ index: Int) -> CompiledPattern? {
    compiled.withLock { compiled in
      if let pattern = compiled[index] { return pattern }
      // The plan compiled this very expression before, so only exhausted memory can fail here.
      let pattern = try? CompiledPattern(patterns[index].expression)
      compiled[index] = pattern
      return pattern
    }
  }
}
