public import Transcripts

/// Tells whether the words of a hit are attributed to this customer in this talk: 您刚才说的"稳赚", "you mentioned".
///
/// The attribution stands before the hit in the same sentence and is the last one there: 您说老客户都说稳赚 attributes to
/// other customers, which is a testimonial and no quotation. 我跟您说 is the speaker's own word. With quotation marks
/// behind the attribution the hit must stand inside them; without, in the same clause or directly behind the comma.
public enum Quotation {
  /// Most characters between an attribution without quotation marks and the hit.
  static let reach = 20

  /// Whether the hit is quoted from the customer; never for the customer's own turns.
  ///
  /// - Complexity: O(*n*) for the bytes of the turn up to the end of the sentence
  public static func isQuoted(
    hit: Range<Int>, in turn: Range<Int>, of folded: FoldedText, speakerRole: Role
  ) -> Bool {
    guard speakerRole != .customer else { return false }
    let bytes = folded.bytes
    let sentence = Sentences.range(around: hit, in: turn, of: folded)
    guard let end = attributionEnd(before: hit, in: sentence, of: bytes) else { return false }
    return reaches(from: end, hit, of: bytes)
  }

  /// One past the last attribution before the hit, if it is to the customer.
  private static func attributionEnd(before hit: Range<Int>, in sentence: Range<Int>, of bytes: [UInt8]) -> Int? {
    var index = sentence.lowerBound
    var result: Int?
    while index < hit.lowerBound {
      if let length = AttributionWords.customerAttribution(in: bytes, at: index, sentence, end: hit.lowerBound) {
        result = index + length
        index += length
      } else {
        index += CodePoints.decode(bytes, at: index).length
      }
    }
    guard let result else { return nil }
    index = result
    while index < hit.lowerBound {
      if AttributionWords.others.match(in: bytes, at: index, end: hit.lowerBound) != nil { return nil }
      index += CodePoints.decode(bytes, at: index).length
    }
    return result
  }

  /// Whether what is attributed at `start` includes the hit.
  private static func reaches(from start: Int, _ hit: Range<Int>, of bytes: [UInt8]) -> Bool {
    var index = start
    var characters = 0
    var depth = 0
    var hasQuotes = false
    var isOpen = true
    while index < hit.lowerBound {
      let (value, length) = CodePoints.decode(bytes, at: index)
      switch value {
      case 0x201C, 0x2018, 0x300C, 0x300E, 0x300A:  // “ ‘ 「 『 《
        hasQuotes = true
        depth += 1
      case 0x201D, 0x300D, 0x300F, 0x300B:  // ” 」 』 》
        depth -= 1
      case 0x22:
        hasQuotes = true
        depth = depth > 0 ? 0 : 1
      case 0x2C:
        // 您刚才说,… goes on; a later comma ends what was said, unless it is inside the quotes.
        if depth == 0, characters > 0 { isOpen = false }
      default:
        if value > 0x20 { characters += 1 }
      }
      index += length
    }
    if hasQuotes { return depth > 0 }
    return isOpen && characters <= (bytes[start - 1] < 0x80 ? reach * 3 : reach)
  }
}
