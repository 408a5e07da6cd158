/// Splits turns into sentences.
///
/// A sentence ends after 。 ! ? ; … or a line feed, and after an English full stop that ends a word and is followed by
/// white space, unless the word is an abbreviation or a single letter. Closing quotes and brackets and repeated
/// marks belong to the sentence they end.
public enum Sentences {
  /// The sentences of a range of folded text, in order, without white space around them and never empty.
  ///
  /// - Complexity: O(*n*)
  public static func ranges(in turn: Range<Int>, of folded: FoldedText) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = turn.lowerBound
    while start < turn.upperBound {
      let end = end(from: start, in: turn, of: folded.bytes)
      let range = trimmed(start..<end, of: folded.bytes)
      if !range.isEmpty { ranges.append(range) }
      start = end
    }
    return ranges
  }

  /// The sentence that holds the start of `hit`.
  ///
  /// - Complexity: O(*n*) for the bytes of the turn up to the sentence's end
  public static func range(around hit: Range<Int>, in turn: Range<Int>, of folded: FoldedText) -> Range<Int> {
    var start = turn.lowerBound
    while start < turn.upperBound {
      let end = end(from: start, in: turn, of: folded.bytes)
      if hit.lowerBound < end || end == turn.upperBound {
        // A hit that begins in this sentence may end in a later one; the sentence grows with it.
        return trimmed(start..<max(end, min(hit.upperBound, turn.upperBound)), of: folded.bytes)
      }
      start = end
    }
    return turn
  }

  private static let abbreviations: Set<[UInt8]> = Set(
    [
      "mr", "mrs", "ms", "dr", "st", "no", "vs", "etc", "inc", "ltd", "co", "approx", "dept", "e.g", "i.e", "a.m",
      "p.m",
    ]
    .map { Array($0.utf8) })

  /// One past the last byte of the sentence that begins at `start`.
  private static func end(from start: Int, in turn: Range<Int>, of bytes: [UInt8]) -> Int {
    var index = start
    while index < turn.upperBound {
      let length = terminator(at: index, in: turn, of: bytes)
      guard length > 0 else {
        index += 1
        continue
      }
      index += length
      while index < turn.upperBound {
        let more = max(terminator(at: index, in: turn, of: bytes), closer(at: index, in: turn, of: bytes))
        guard more > 0 else { break }
        index += more
      }
      return index
    }
    return turn.upperBound
  }

  /// Length of the end mark at an offset, or 0.
  private static func terminator(at index: Int, in turn: Range<Int>, of bytes: [UInt8]) -> Int {
    switch bytes[index] {
    case 0x0A, UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"): return 1
    case 0xE3 where index + 2 < turn.upperBound && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x82: return 3
    case UInt8(ascii: "."):
      if isStop(at: index, in: turn, of: bytes) { return 1 }
      // "..." is what … folds to.
      let next = index + 1 < turn.upperBound && bytes[index + 1] == UInt8(ascii: ".")
      let previous = index > turn.lowerBound && bytes[index - 1] == UInt8(ascii: ".")
      return next || previous ? 1 : 0
    default: return 0
    }
  }

  /// Whether a full stop ends a sentence.
  private static func isStop(at index: Int, in turn: Range<Int>, of bytes: [UInt8]) -> Bool {
    let next = index + 1
    guard next >= turn.upperBound || bytes[next] <= 0x20 || closer(at: next, in: turn, of: bytes) > 0 else {
      return false
    }
    var start = index
    while start > turn.lowerBound, bytes[start - 1] > 0x20, bytes[start - 1] < 0x80 { start -= 1 }
    let word = bytes[start..<index]
    if next >= turn.upperBound { return true }
    if word.count == 1, let letter = word.first, letter.isASCIILetter { return false }
    return !abbreviations.contains(Array(word))
  }

  /// Length of a closing quote or bracket at an offset, or 0.
  private static func closer(at index: Int, in turn: Range<Int>, of bytes: [UInt8]) -> Int {
    switch bytes[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"): return 1
    case 0xE2 where index + 2 < turn.upperBound && bytes[index + 1] == 0x80:
      return bytes[index + 2] == 0x9D || bytes[index + 2] == 0x99 ? 3 : 0
    case 0xE3 where index + 2 < turn.upperBound && bytes[index + 1] == 0x80:
      return [0x8D, 0x8F, 0x8B, 0x91].contains(bytes[index + 2]) ? 3 : 0
    default: return 0
    }
  }

  private static func trimmed(_ range: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, bytes[lower] <= 0x20 { lower += 1 }
    while lower < upper, bytes[upper - 1] <= 0x20 { upper -= 1 }
    return lower..<upper
  }
}
