/// Writes text with its words apart: one blank between words that stand together; every other byte stays as it is.
public struct LineSegmenter {
  private var segmenter: Segmenter
  private var tokens: [WordToken] = []

  /// Makes a line segmenter.
  public init(_ dictionary: WordDictionary = .bundled) { segmenter = Segmenter(dictionary) }

  /// Appends the text with blanks between words; line ends and blanks stay, bytes that are no UTF-8 too.
  public mutating func append(_ text: [UInt8], to out: inout [UInt8]) {
    tokens.removeAll(keepingCapacity: true)
    segmenter.segment(text, into: &tokens)
    var followsWord = false
    for token in tokens {
      if token.kind == .space {
        followsWord = false
      } else {
        if followsWord { out.append(0x20) }
        followsWord = true
      }
      out.append(contentsOf: text[token.range])
    }
  }
}
