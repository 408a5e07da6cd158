/// A piece of a PCRE2 pattern.
struct PatternToken {
  /// What the piece is.
  var kind: Kind
  /// Its code points in the pattern.
  var range: Range<Int>

  enum Kind: Equatable {
    /// A character that stands for itself, also when it was written as `\x{..}`, `\n` or between `\Q` and `\E`.
    case literal(Unicode.Scalar)
    /// A bracket expression.
    case set(CharacterSet)
    /// A class escape: one of `d D s S w W h H v V N R X`.
    case type(Unicode.Scalar)
    /// `\p{..}` or `\P{..}`.
    case property
    /// The dot.
    case any
    /// `^ $ \A \z \Z \G \b \B`, by its last character.
    case anchor(Unicode.Scalar)
    /// A reference to what a group matched.
    case backreference
    /// The start of a group.
    case open(Group)
    /// The end of a group.
    case close
    /// `|`
    case alternative
    /// A quantifier; `maximum` is `nil` when it is unbounded.
    case quantifier(minimum: Int, maximum: Int?)
    /// `(?ims-x)`: what is switched on and off for the rest of the group.
    case options(on: String, off: String)
    /// A comment, or white space where it does not count.
    case ignored
    /// Anything with meaning beyond one regular language: recursion, conditions, verbs, call-outs, `\K`.
    case special
  }

  enum Group: Equatable {
    case capturing
    case plain
    case withOptions(on: String, off: String)
    case atomic
    case lookaround
    /// A group whose meaning the filter cannot keep.
    case special
  }

  /// A bracket expression taken apart.
  struct CharacterSet: Equatable {
    var isNegated = false
    var items: [Item] = []

    /// Whether the set is made of single Han characters among others.
    var hasHan: Bool {
      !isNegated && items.contains { if case .member(let scalar) = $0 { PatternText.isHan(scalar) } else { false } }
    }

    enum Item: Equatable {
      case member(Unicode.Scalar)
      case range(Unicode.Scalar, Unicode.Scalar)
      /// `\d \D \s \S \w \W`, verbatim.
      case type(String)
      /// `[:alpha:]` and the like, verbatim.
      case posix(String)
      /// `\p{..}`, `\h` and other sets whose members differ between libraries, verbatim.
      case other(String)
    }
  }
}
