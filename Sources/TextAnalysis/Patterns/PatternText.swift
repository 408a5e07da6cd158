/// Small pieces of pattern text.
public enum PatternText {
  /// Any character at all, line feeds included.
  static let anything = "(?s:.)"

  /// What people put between characters to slip past a word list, up to two of it.
  static let gap = "[ *._~^|/+#=\\-·]{0,2}"

  /// Wherever a gap was used before a Han character.
  static let gapBeforeHan = "[ *._~^|/+#=\\-·][\\x{3400}-\\x{9fff}]"

  /// Whether a byte can begin what ``gap`` matches.
  public static func isGap(_ byte: UInt8) -> Bool { " *._~^|/+#=-".utf8.contains(byte) }

  /// Whether a character is a Han ideograph.
  static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3400...0x9FFF: true
    default: false
    }
  }

  /// Characters written so that they stand for themselves in PCRE2 and Vectorscan, in any mode.
  static func escaped(_ scalars: [Unicode.Scalar]) -> String { scalars.map(escaped).joined() }

  /// One character written so that it stands for itself, inside of brackets and outside.
  static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "0"..."9", "a"..."z", "A"..."Z": return String(Character(scalar))
    case "!"..."~": return "\\" + String(Character(scalar))
    default: break
    }
    switch scalar.value {
    case 0...0xA0, 0x300...0x36F, 0x2000...0x200F, 0x2028...0x202E, 0xFE00...0xFE0F:
      return "\\x{" + String(scalar.value, radix: 16) + "}"
    default: return String(Character(scalar))
    }
  }

  /// A quantifier without laziness and possession, which do not change where matches can end.
  ///
  /// A far bound is left away: the filter may name too many turns, and Vectorscan needs a state for each step of a
  /// bounded repeat but one for an unbounded one. Rules full of `[^,。]{0,40}` compile five times faster.
  static func quantifier(_ minimum: Int, _ maximum: Int?) -> String {
    let maximum = maximum.flatMap { $0 - minimum > 3 && minimum <= 3 ? nil : $0 }
    return switch (minimum, maximum) {
    case (0, nil): "*"
    case (1, nil): "+"
    case (0, 1): "?"
    case (_, nil): "{\(minimum),}"
    case (_, minimum): "{\(minimum)}"
    case (_, .some(let maximum)): "{\(minimum),\(maximum)}"
    }
  }

  /// The filter's inline options: only "dot matches line feeds" has a meaning there.
  ///
  /// Case is folded away, the filter always runs in multi-line mode, white space is already left out.
  static func filterOptions(_ on: String, _ off: String) -> String? {
    if off.contains("s") { return "-s" }
    return on.contains("s") ? "s" : nil
  }

  /// The filter's anchors: every turn begins after a line feed or at the start and ends at a line feed.
  static func filterAnchor(_ anchor: Unicode.Scalar) -> String {
    switch anchor {
    case "A", "G", "^": "^"
    case "z", "Z", "$": "$"
    default: "\\\(anchor)"
    }
  }
}
