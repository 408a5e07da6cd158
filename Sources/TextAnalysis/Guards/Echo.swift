public import Transcripts

/// Tells whether a hit only repeats what the other party just said.
///
/// The hit's words must stand in the other party's block right before the speaker's own block, and most of the
/// hit's sentence must come from it (character bigrams; at least ``threshold`` of them).
public enum Echo {
  /// Share of the sentence's bigrams that must stand in the other party's block.
  public static let threshold = 0.6

  /// Whether the hit in turn `turn` is an echo.
  ///
  /// - Complexity: O(*n* + *m*) for the bytes of the sentence and the block
  public static func isEcho(
    hit: Range<Int>, turn: Int, conversation: Conversation, folded: FoldedText
  ) -> Bool {
    guard !hit.isEmpty, let block = previousBlock(before: turn, in: conversation) else { return false }
    let bytes = folded.bytes
    var bigrams: Set<UInt64> = []
    var hasHit = false
    for index in block where conversation.turns[index].counts {
      let range = folded.turnRange(index)
      if !hasHit { hasHit = contains(bytes[hit], in: bytes[range]) }
      Bigrams.forEach(in: range, of: bytes) { bigrams.insert($0) }
    }
    guard hasHit else { return false }
    var all = 0
    var shared = 0
    let sentence = Sentences.range(around: hit, in: folded.turnRange(turn), of: folded)
    Bigrams.forEach(in: sentence, of: bytes) {
      all += 1
      if bigrams.contains($0) { shared += 1 }
    }
    return all == 0 || Double(shared) >= threshold * Double(all)
  }

  /// The turns of the other party right before the speaker's own turns.
  private static func previousBlock(before turn: Int, in conversation: Conversation) -> ClosedRange<Int>? {
    let turns = conversation.turns
    let role = turns[turn].role
    var last = turn - 1
    while last >= 0, turns[last].role == role || !turns[last].counts { last -= 1 }
    guard last >= 0 else { return nil }
    var first = last
    while first > 0, turns[first - 1].role == turns[last].role || !turns[first - 1].counts { first -= 1 }
    return first...last
  }

  private static func contains(_ needle: ArraySlice<UInt8>, in text: ArraySlice<UInt8>) -> Bool {
    guard needle.count <= text.count, let first = needle.first else { return false }
    var index = text.startIndex
    while index <= text.endIndex - needle.count {
      if text[index] == first, text[index..<index + needle.count].elementsEqual(needle) { return true }
      index += 1
    }
    return false
  }
}

/// Pairs of neighbouring characters that are neither punctuation nor white space.
enum Bigrams {
  static func forEach(in range: Range<Int>, of bytes: [UInt8], _ body: (UInt64) -> Void) {
    var index = range.lowerBound
    var previous: UInt32?
    while index < range.upperBound {
      let (value, length) = CodePoints.decode(bytes, at: index)
      index += length
      guard !CodePoints.isSeparator(value) else { continue }
      if let previous { body(UInt64(previous) << 32 | UInt64(value)) }
      previous = value
    }
  }
}
