internal import Statistics
internal import TextAnalysis

/// Counts the words and phrases of texts that may become labels.
enum PhraseCounter {
  /// A phrase as it stands in a text.
  struct Phrase: Sendable {
    /// The wording of the first text by key.
    var text: String
    /// How many words it has.
    var words: Int
    /// How often it occurs.
    var count = 0
    /// In how many texts.
    var texts = 0
    fileprivate var lastUnit = -1
  }

  /// One to three words in a row that neither begin nor end with a stop word and hold no value.
  static func count(
    _ units: [Int], _ collection: TextCollection, _ dictionary: WordDictionary
  ) -> [UInt64: Phrase] {
    var extractor = TermExtractor(dictionary)
    var phrases: [UInt64: Phrase] = [:]
    for unit in units {
      let text = collection.text(collection.units[unit])
      extractor.read(text, grams: false)
      extractor.forEachPhrase(upTo: 3, whole: true) { hash, range, words in
        guard isLabel(text[range], words: words) else { return }
        var phrase = phrases[hash] ?? Phrase(text: String(decoding: text[range], as: UTF8.self), words: words)
        phrase.count += 1
        if phrase.lastUnit != unit {
          phrase.texts += 1
          phrase.lastUnit = unit
        }
        phrases[hash] = phrase
      }
    }
    return phrases
  }

  /// Whether it is long enough to mean something and short enough to be read: two to ten ideographs, three letters.
  private static func isLabel(_ text: ArraySlice<UInt8>, words: Int) -> Bool {
    guard let first = text.first else { return false }
    return first < 0x80 ? text.count >= 3 && text.count <= 40 : text.count >= 6 && text.count <= 30
  }

  /// Where a wording stands in a text, byte for byte.
  static func range(of phrase: [UInt8], in text: [UInt8]) -> Range<Int>? {
    guard !phrase.isEmpty, phrase.count <= text.count else { return nil }
    for start in 0...text.count - phrase.count where text[start] == phrase[0] {
      if text[start..<start + phrase.count].elementsEqual(phrase) { return start..<start + phrase.count }
    }
    return nil
  }

  static func naturalLogarithm(_ value: Double) -> Double { logarithm(value) }
}
