/// The folded text of a conversation with the way back to the original bytes.
///
/// Turn `i` of the conversation is one range of ``bytes``, followed by one 0x0A. A value is meant to be reused: folding
/// into it keeps its buffers.
public struct FoldedText: Sendable {
  /// The folded UTF-8 text of all turns in the order of `Conversation.turns`, each followed by one 0x0A.
  public internal(set) var bytes: [UInt8] = []
  /// Start of every turn in ``bytes`` and, last, the length of ``bytes``.
  var turnStarts: [Int32] = [0]
  /// Where the way back to the original changes, ascending by folded offset, and a closing entry.
  var breakpoints: [Breakpoint] = []

  /// Makes an empty text.
  public init() {}

  /// Number of turns.
  public var turnCount: Int { turnStarts.count - 1 }

  /// The folded bytes of a turn, without the 0x0A that follows them.
  ///
  /// - Complexity: O(1)
  public func turnRange(_ turn: Int) -> Range<Int> {
    Int(turnStarts[turn])..<Int(turnStarts[turn + 1]) - 1
  }

  /// The turn that holds a folded offset; the 0x0A after a turn belongs to it.
  ///
  /// - Complexity: O(log *t*) for *t* turns
  public func turn(at foldedOffset: Int) -> Int {
    var low = 0
    var high = turnCount - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if Int(turnStarts[middle]) <= foldedOffset { low = middle } else { high = middle - 1 }
    }
    return max(low, 0)
  }

  /// The bytes of `Conversation.text` that a folded range stands for, widened to whole clusters.
  ///
  /// Ligatures, combining sequences, expansions (… → ...) and characters that vanished inside the range are never
  /// split. The range must lie in one turn.
  /// - Complexity: O(log *b*) for *b* places where folding changed the length
  public func original(_ folded: Range<Int>) -> Range<Int> {
    let first = breakpoints[breakpoint(at: folded.lowerBound)]
    let lower = Int(first.original) + (first.isCluster ? 0 : folded.lowerBound - Int(first.folded))
    guard !folded.isEmpty else { return lower..<lower }
    let index = breakpoint(at: folded.upperBound - 1)
    let last = breakpoints[index]
    let upper =
      last.isCluster ? Int(breakpoints[index + 1].original) : Int(last.original) + folded.upperBound - Int(last.folded)
    return lower..<max(lower, upper)
  }

  /// Index of the last breakpoint at or before a folded offset.
  private func breakpoint(at offset: Int) -> Int {
    var low = 0
    var high = breakpoints.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if Int(breakpoints[middle].folded) <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The folded text in a range, for people and tests.
  public func string(in range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    turnStarts.removeAll(keepingCapacity: true)
    breakpoints.removeAll(keepingCapacity: true)
  }
}
