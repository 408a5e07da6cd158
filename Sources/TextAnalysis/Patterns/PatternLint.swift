/// Something in a pattern that is legal and probably not meant.
public struct PatternWarning: Sendable, Hashable {
  /// What it is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// `(a+)+`: the number of ways to match grows with the power of the length.
    case nestedQuantifier
    /// `(a|ab)+`: alternatives that begin alike under a quantifier.
    case overlappingAlternatives
    /// `.*a.*b`: every further `.*` multiplies the work.
    case severalDotStars
    /// `a||b` or `(a|)`: an alternative that matches nothing.
    case emptyAlternative
  }

  /// What it is.
  public let kind: Kind
  /// The warning in words.
  public let message: String
  /// The place in the pattern, in code points from 0.
  public let offset: Int
}

/// Finds constructs that make a pattern slow or pointless.
public enum PatternLint {
  /// The warnings for a valid pattern, in order of place.
  public static func warnings(for pattern: String) -> [PatternWarning] {
    var linter = PatternLinter()
    linter.run(PatternTokenizer.tokens(of: pattern).tokens)
    return linter.warnings.sorted { ($0.offset, $0.kind.rawValue) < ($1.offset, $1.kind.rawValue) }
  }
}

/// One pass over the tokens with a stack of open groups.
private struct PatternLinter {
  var warnings: [PatternWarning] = []

  /// What is known of a group while it is read.
  private struct Group {
    var start: Int
    var hasUnbounded = false
    var alternatives = 1
    var isEmpty = true
    var isFirst = true
    var firsts: [PatternToken.Kind?] = [nil]
    var hasEmptyAlternative = false
  }

  private var groups = [Group(start: 0)]
  private var dotStars = 0

  mutating func run(_ tokens: [PatternToken]) {
    /// The group that the last token closed, for a quantifier after it.
    var closed: Group?
    var last: PatternToken.Kind?
    for token in tokens {
      let offset = token.range.lowerBound
      switch token.kind {
      case .ignored, .options: continue
      case .open: groups.append(Group(start: offset))
      case .alternative:
        endAlternative(offset)
        groups[groups.count - 1].alternatives += 1
        groups[groups.count - 1].firsts.append(nil)
      case .close:
        endAlternative(offset)
        guard groups.count > 1 else { continue }
        closed = groups.removeLast()
        if closed?.hasUnbounded ?? false { groups[groups.count - 1].hasUnbounded = true }
        note(.special)
        last = token.kind
        continue
      case .quantifier(_, let maximum):
        let isUnbounded = maximum.map { $0 >= 16 } ?? true
        if isUnbounded {
          groups[groups.count - 1].hasUnbounded = true
          if let closed, last == .close { check(closed) }
          if last == .any { dotStar(offset) }
        }
      default: note(token.kind)
      }
      if token.kind != .close { closed = nil }
      last = token.kind
    }
    if groups[0].alternatives > 1 { endAlternative(tokens.last?.range.upperBound ?? 0) }
  }

  /// Notes a piece of the current alternative.
  private mutating func note(_ kind: PatternToken.Kind) {
    let top = groups.count - 1
    if groups[top].isEmpty { groups[top].firsts[groups[top].firsts.count - 1] = kind }
    groups[top].isEmpty = false
  }

  private mutating func endAlternative(_ offset: Int) {
    let top = groups.count - 1
    if groups[top].isEmpty, groups[top].alternatives > 1 || groups[top].hasEmptyAlternative == false {
      warn(.emptyAlternative, "an empty alternative or group matches nothing", offset)
    }
    groups[top].isEmpty = true
  }

  /// A group under an unbounded quantifier.
  private mutating func check(_ group: Group) {
    if group.hasUnbounded {
      warn(.nestedQuantifier, "a quantifier inside a quantified group can take exponential time", group.start)
    }
    for (index, first) in group.firsts.enumerated() {
      guard let first else { continue }
      if group.firsts[(index + 1)...].contains(where: { $0.map { overlaps($0, first) } ?? false }) {
        let message = "alternatives under a quantifier begin alike and can take exponential time"
        return warn(.overlappingAlternatives, message, group.start)
      }
    }
  }

  private func overlaps(_ a: PatternToken.Kind, _ b: PatternToken.Kind) -> Bool {
    if a == b, a != .special { return true }
    if a == .any || b == .any { return true }
    guard case .type(let x) = a, case .type(let y) = b else { return false }
    return Set([x, y]) == ["d", "w"] || Set([x, y]) == ["S", "w"] || Set([x, y]) == ["S", "d"]
  }

  private mutating func dotStar(_ offset: Int) {
    dotStars += 1
    if dotStars == 2 {
      warn(.severalDotStars, "every further .* multiplies the work; say what may stand between", offset - 1)
    }
  }

  private mutating func warn(_ kind: PatternWarning.Kind, _ message: String, _ offset: Int) {
    warnings.append(PatternWarning(kind: kind, message: message, offset: offset))
  }
}
