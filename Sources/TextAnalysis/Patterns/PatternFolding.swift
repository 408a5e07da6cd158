/// A pattern made ready for folded text.
public struct FoldedPattern: Sendable, Hashable {
  /// The pattern as it was written.
  public let source: String
  /// The pattern for PCRE2: literals and class members folded, everything else kept.
  public let pattern: String
  /// A pattern for Vectorscan that matches wherever ``pattern`` does, or `nil` when none can be made.
  public let filter: String?

  /// Whether Vectorscan can say where the pattern may match.
  public var filterable: Bool { filter != nil }
}

/// Folds the literals of a pattern as text is folded, and nothing else.
///
/// Literal characters and class members are folded and escaped again; escapes, groups, quantifiers, names, inline
/// options and comments stay. Ranges of up to 512 members are enumerated, larger ones stay as they are. A literal that
/// folds to several characters gets a group when a quantifier follows.
///
/// The filter is a superset by construction: look-arounds are dropped, atomic groups and possessive quantifiers
/// become plain, back-references become `.*`, properties become "any character", `\A \G` become `^` and `\z \Z`
/// become `$` (the filter runs in multi-line mode over turns separated by line feeds). What cannot be widened this
/// way (recursion, conditions, verbs, `\K`) makes the pattern unfilterable.
public enum PatternFolding {
  /// Folds a pattern after checking it.
  ///
  /// With `isSpread` up to two blanks or symbols may stand before every Han character of the pattern, as in 保*本 and
  /// 加 微 信; look-arounds stay as they are.
  /// - Throws: ``PatternError`` for syntax PCRE2 refuses, patterns that match the empty string or are too large.
  public static func fold(
    _ source: String, with folder: Folder, isSpread: Bool = false
  ) throws(PatternError) -> FoldedPattern {
    let (tokens, hasRecursion) = try PatternCheck.check(source)
    var writer = PatternWriter(source: source, folder: folder, isSpread: isSpread)
    writer.write(tokens)
    let folded = FoldedPattern(source: source, pattern: writer.pattern, filter: writer.filter)
    if folded.pattern != source {
      do {
        try PatternCheck.checkCompiled(folded.pattern, mayMatchEmpty: hasRecursion)
      } catch {
        throw PatternError("after folding: \(error.message)")
      }
    }
    return folded
  }
}
