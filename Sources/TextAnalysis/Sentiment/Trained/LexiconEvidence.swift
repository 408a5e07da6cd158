/// What the lexicon reads in a text, as features of a model beside its n-grams.
///
/// Few ratings teach few words; the lexicon brings the rest, and the fit says how far it can be trusted on these texts.
struct LexiconEvidence {
  /// Number of features.
  static let count = 2

  /// The score from −1 to 1, and how near to neutral it is.
  let values: [Float]

  init(_ reading: SentimentReading) {
    values = [Float(reading.score), max(0, Self.doubt - Float(abs(reading.score)))]
  }

  /// From which |score| on the lexicon is sure.
  private static let doubt: Float = 0.35
}
