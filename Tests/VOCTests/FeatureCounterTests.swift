import Foundation
import Statistics
import Testing
import TextAnalysis

@testable import VOC

@Suite struct FeatureCounterTests {
  /// A hundred words, of which a text repeats some.
  private static func text(_ length: Int, _ generator: inout SeededGenerator) -> TextFeatures {
    let words = (0..<length).map { _ in "word\(generator.next(below: 100))" }
    var extractor = TermExtractor()
    extractor.read(Array(words.joined(separator: " ").utf8))
    return TextFeatures(extractor)
  }

  private static func keys(_ text: TextFeatures) -> [UInt64] {
    var keys = text.words
    CountVectorizer.pairs(text.words) { keys.append($0) }
    return keys + text.grams
  }

  /// The bit set gives what sorting and counting gives, text after text with the same counter.
  @Test(arguments: [0, 1, 3, 40, 700]) func countsAsSortingDoes(_ length: Int) {
    var generator = SeededGenerator(seed: UInt64(length))
    // Words before n-grams; every third key is unknown.
    let known = Self.text(400, &generator)
    var index = HashIndex()
    for (place, word) in known.words.enumerated() where place % 3 != 0 { _ = index.insert(word) }
    let wordCount = index.count
    for (place, gram) in known.grams.enumerated() where place % 3 != 0 { _ = index.insert(gram) }
    let weights = (0..<index.count).map { _ in Float(generator.nextUnit() + 0.5) }
    var counter = FeatureCounter()
    for _ in 0..<5 {
      let text = Self.text(length, &generator)
      counter.count(text, index, weights, wordCount)
      var times: [Int: Int] = [:]
      for key in Self.keys(text) where index.number(of: key) >= 0 { times[Int(index.number(of: key)), default: 0] += 1 }
      let columns = times.keys.sorted()
      #expect(counter.columns.prefix(counter.count).map { Int($0) } == columns)
      let raw = columns.map { Double(weights[$0]) * (1 + log(Double(times[$0]!))) }
      func norm(_ isWord: Bool) -> Double {
        zip(columns, raw).reduce(0) { $0 + (($1.0 < wordCount) == isWord ? $1.1 * $1.1 : 0) }.squareRoot()
      }
      for (place, column) in columns.enumerated() {
        #expect(abs(Double(counter.values[place]) - raw[place] / norm(column < wordCount)) < 1e-5)
      }
    }
  }

  /// A counter that is used with another vocabulary forgets the first.
  @Test func takesAnotherVocabulary() {
    var generator = SeededGenerator(seed: 1)
    let text = Self.text(30, &generator)
    let (large, small) = (HashIndex(keys: Array(Set(Self.keys(text))).sorted()), HashIndex(keys: [text.words[0]]))
    var counter = FeatureCounter()
    counter.count(text, large, [Float](repeating: 1, count: large.count), 10)
    #expect(counter.count == large.count)
    counter.count(text, small, [2], 1)
    #expect(counter.count == 1 && counter.columns[0] == 0 && counter.values[0] == 1)
  }

  @Test func looksUpManyKeysAsOneByOne() {
    var generator = SeededGenerator(seed: 2)
    let keys = (0..<1000).map { _ in generator.next() & 0xFFFF }
    let index = HashIndex(keys: Array(Set(keys.prefix(500))).sorted())
    for count in [0, 1, 11, 12, 13, 1000] {
      var found: [Int32] = []
      index.forEachNumber(of: Array(keys.prefix(count))) { found.append($0) }
      #expect(found == keys.prefix(count).map { index.number(of: $0) }.filter { $0 >= 0 })
    }
  }
}
