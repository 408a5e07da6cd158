/// What a pattern must not be.
enum PatternCheck {
  /// Most groups of any kind.
  static let mostGroups = 1000
  /// Most bytes of a compiled pattern.
  static let largestSize = 1 << 20

  /// Compiles a pattern once to see that it is valid, not empty and not too large, and takes it apart.
  static func check(_ source: String) throws(PatternError) -> (tokens: [PatternToken], hasRecursion: Bool) {
    guard !source.isEmpty else { throw PatternError("an empty pattern matches everywhere") }
    let (tokens, hasRecursion) = PatternTokenizer.tokens(of: source)
    var groups = 0
    for token in tokens {
      guard case .open = token.kind else { continue }
      groups += 1
      if groups > mostGroups {
        throw PatternError("more than \(mostGroups) groups", offset: token.range.lowerBound)
      }
    }
    try checkCompiled(source, mayMatchEmpty: hasRecursion)
    return (tokens, hasRecursion)
  }

  /// Compiles a pattern and checks its properties.
  ///
  /// PCRE2 cannot always tell for a recursive pattern whether it matches the empty string; such a pattern passes, and
  /// its empty matches are skipped.
  static func checkCompiled(_ pattern: String, mayMatchEmpty: Bool) throws(PatternError) {
    let compiled = try CompiledPattern(pattern, forMatching: false)
    if compiled.matchesEmpty, !mayMatchEmpty { throw PatternError("the pattern matches the empty string") }
    if compiled.size > largestSize { throw PatternError("the compiled pattern is larger than \(largestSize) bytes") }
  }
}
