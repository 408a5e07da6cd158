/// What the lexicon reads in a text, as features of a model beside its n-grams.
///
/// Few ratings teach few words; the lexicon brings the rest, and the fit says how far it can be trusted on these texts.
struct LexiconEvidence {
  /// Number of features.
  static let count = 2

  /// The score from −1 to 1, and how near to neutral it is.
  private let score: Float
  private let doubtfulness: Float

  init(_ reading: SentimentReading) {
    score = Float(reading.score)
    doubtfulness = max(0, Self.doubt - Float(abs(reading.score)))
  }

  /// A feature by its number.
  subscript(index: Int) -> Float { index == 0 ? score : doubtfulness }

  /// All of them.
  var values: [Float] { [score, doubtfulness] }

  /// From which |score| on the lexicon is sure.
  private static let doubt: Float = 0.35
}
