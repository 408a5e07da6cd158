/// How two texts are compared.
public enum SimilarityMethod: String, Sendable, Hashable, CaseIterable {
  /// Dice coefficient over character n-grams: 2·|A ∩ B| / (|A| + |B|), as multisets. Forgives changed order.
  case ngram
  /// 1 − Levenshtein distance / length of the longer, in characters without punctuation. Strict about order.
  case edit
}

/// Likeness of whole messages.
public enum Similarity {
  /// The likeness of two ranges of folded text, from 0 to 1 in steps of 0.0001; symmetric.
  ///
  /// Two empty texts are equal (1); an empty and a non-empty one have nothing in common (0).
  /// - Complexity: O(*n* log *n*) for n-grams, O(*n* · *m*) for edits
  public static func textSimilarity(
    _ a: Range<Int>, _ b: Range<Int>, of folded: FoldedText, method: SimilarityMethod = .ngram
  ) -> Double {
    textSimilarity(Array(folded.bytes[a]), Array(folded.bytes[b]), method: method)
  }

  /// The likeness of two folded texts, from 0 to 1 in steps of 0.0001; symmetric.
  public static func textSimilarity(_ a: [UInt8], _ b: [UInt8], method: SimilarityMethod = .ngram) -> Double {
    switch method {
    case .ngram: return GramProfile(a).similarity(to: GramProfile(b))
    case .edit:
      var x = LetterText()
      var y = LetterText()
      x.load(0..<a.count, of: a)
      y.load(0..<b.count, of: b)
      let longest = max(x.letters.count, y.letters.count)
      guard longest > 0 else { return 1 }
      return quantised(1 - Double(EditDistance.distance(x.letters, y.letters)) / Double(longest))
    }
  }

  /// A likeness rounded to four digits, so that results do not hang on the last bit.
  static func quantised(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}

/// The n-grams of a message without order, for comparing one message with many.
public struct GramProfile: Sendable, Hashable {
  private var keys: [UInt64]

  /// The profile of folded text.
  ///
  /// - Complexity: O(*n* log *n*)
  public init(_ folded: [UInt8]) { self.init(0..<folded.count, of: folded) }

  /// The profile of a range of folded text.
  public init(_ range: Range<Int>, of folded: FoldedText) { self.init(range, of: folded.bytes) }

  private init(_ range: Range<Int>, of bytes: [UInt8]) {
    keys = Grams.keys(in: range, of: bytes).sorted()
  }

  /// The Dice coefficient with another profile, from 0 to 1 in steps of 0.0001; symmetric.
  ///
  /// - Complexity: O(*n* + *m*)
  public func similarity(to other: GramProfile) -> Double {
    guard !keys.isEmpty || !other.keys.isEmpty else { return 1 }
    var shared = 0
    var i = 0
    var j = 0
    while i < keys.count, j < other.keys.count {
      if keys[i] == other.keys[j] {
        shared += 1
        i += 1
        j += 1
      } else if keys[i] < other.keys[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return Similarity.quantised(2 * Double(shared) / Double(keys.count + other.keys.count))
  }
}
