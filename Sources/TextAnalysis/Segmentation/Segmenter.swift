/// Splits Chinese, English and mixed text into words: one a worker, not thread-safe.
///
/// The most probable path through a lattice (Viterbi over unigram probabilities): dictionary words, numbers with their
/// counting units, runs of letters, persons' names and transliterated names by probability, single characters.
/// Width, case and 繁/简 make no difference to what is a word; tokens are ranges of the bytes as they are, and together
/// they are the whole text. The same text always gives the same words.
///
/// Unsafe code: the text is read through a pointer, always below its count.
public struct Segmenter {
  let dictionary: WordDictionary

  /// The stretch without blanks at hand; kept between calls, because its buffers are large.
  private var stretch = Stretch()

  /// Makes a segmenter.
  public init(_ dictionary: WordDictionary = .bundled) { self.dictionary = dictionary }

  /// Appends the tokens of UTF-8 text in order; blanks are tokens too.
  ///
  /// - Complexity: O(*n*) for *n* bytes
  public mutating func segment(_ text: [UInt8], into tokens: inout [WordToken]) {
    unsafe text.withUnsafeBufferPointer { unsafe segment($0, into: &tokens) }
  }

  /// The words of a text, without blanks; for tests and small uses.
  public mutating func words(in text: String) -> [String] {
    let bytes = Array(text.utf8)
    var tokens: [WordToken] = []
    segment(bytes, into: &tokens)
    return tokens.filter { $0.kind != .space }.map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  mutating func segment(_ text: UnsafeBufferPointer<UInt8>, into tokens: inout [WordToken]) {
    // Taken out of `self`, so that its buffers are reached without checks of who else holds them.
    var stretch = Stretch(size: 0)
    swap(&stretch, &self.stretch)
    var position = 0
    var spaceStart = 0
    while position < text.count {
      position = unsafe stretch.read(text, from: position)
      if stretch.count > 0 {
        stretch.solve(dictionary)
        stretch.appendTokens(end: position, to: &tokens)
      }
      spaceStart = position
      while position < text.count {
        let (scalar, length) = unsafe UTF8Decoding.scalar(text, position)
        guard CharacterCode(scalar).kind == .space else { break }
        position += length
      }
      if position > spaceStart { tokens.append(WordToken(range: spaceStart..<position, kind: .space)) }
    }
    swap(&stretch, &self.stretch)
  }
}
