/// Writes text with its words apart: one blank between words that stand together; every other byte stays as it is.
///
/// Unsafe code: bytes are copied through pointers, one blank a word at most beside the text's own.
public struct LineSegmenter {
  private var segmenter: Segmenter
  private var tokens: [WordToken] = []

  /// Makes a line segmenter.
  public init(_ dictionary: WordDictionary = .bundled) { segmenter = Segmenter(dictionary) }

  /// Appends the text with blanks between words; line ends and blanks stay, bytes that are no UTF-8 too.
  public mutating func append(_ text: [UInt8], to out: inout [UInt8]) {
    tokens.removeAll(keepingCapacity: true)
    segmenter.segment(text, into: &tokens)
    let start = out.count
    out.append(contentsOf: repeatElement(0, count: text.count + tokens.count))
    var place = start
    unsafe out.withUnsafeMutableBufferPointer { out in
      unsafe text.withUnsafeBufferPointer { text in
        var followsWord = false
        for token in tokens {
          if followsWord, token.kind != .space {
            unsafe out[place] = 0x20
            place += 1
          }
          followsWord = token.kind != .space
          for position in token.range {
            unsafe out[place] = text[position]
            place += 1
          }
        }
      }
    }
    out.removeLast(out.count - place)
  }
}
