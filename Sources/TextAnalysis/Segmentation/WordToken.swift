/// A word or mark with its place in the text.
public struct WordToken: Sendable, Hashable {
  /// What a token is.
  public enum Kind: UInt8, Sendable, Hashable {
    /// A word with ideographs.
    case han
    /// A word of letters, also with digits: `iPhone15`.
    case letters
    /// A number with its unit of counting: `1998年`, `3.5%`, `二十多`.
    case number
    /// A punctuation mark, symbol or picture.
    case symbol
    /// Blanks.
    case space
  }

  /// The token's bytes in the text.
  public var range: Range<Int>
  /// What it is.
  public var kind: Kind

  /// Makes a token.
  public init(range: Range<Int>, kind: Kind) {
    self.range = range
    self.kind = kind
  }
}
