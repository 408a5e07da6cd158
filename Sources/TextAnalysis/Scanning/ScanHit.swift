/// Where a literal stands in the folded text.
public struct LiteralHit: Sendable, Hashable {
  /// The literal's id.
  public var literal: Int32
  /// First folded byte.
  public var start: Int32
  /// One past the last folded byte.
  public var end: Int32
  /// Index of the turn.
  public var turn: Int32

  /// Makes a hit.
  public init(literal: Int32, start: Int32, end: Int32, turn: Int32) {
    self.literal = literal
    self.start = start
    self.end = end
    self.turn = turn
  }

  /// The folded bytes.
  public var range: Range<Int> { Int(start)..<Int(end) }
}

/// Which text the spans of a pattern are offsets of.
public enum MatchSpace: Sendable, Hashable {
  /// ``FoldedText/bytes``.
  case folded
  /// `Conversation.text`.
  case original
}

/// How far matching a pattern on a turn came.
public enum PatternOutcome: Sendable, Hashable {
  /// Every match was found.
  case complete
  /// The counted match limit ended the search: what was found stands, what was not found is unknown.
  case limitReached
}
