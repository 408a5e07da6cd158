internal import Statistics

/// A word of the texts that no dictionary knows.
public struct NewWord: Sendable, Hashable {
  /// The wording, as it stands in the texts most often.
  public var text: String
  /// How often it occurs.
  public var count: Int
  /// In how many texts.
  public var texts: Int
  /// How firmly it hangs together: the least pointwise mutual information of its two parts, wherever it is cut, in bits.
  public var cohesion: Double
  /// How freely it is used: the lesser entropy of what stands to its left and to its right, in bits.
  public var freedom: Double
}

/// Finds words that dictionaries do not know in the texts themselves, by pointwise mutual information and branching entropy.
///
/// A candidate is two to five ideographs, or two or three words of letters. Its cohesion is min over cuts of
/// log₂(p(w) / (p(a) · p(b))); its freedom is min(H(left), H(right)), where every border of a sentence counts as a
/// neighbour of its own (Bouma, 2009; Jin and Tanaka-Ishii, *Unsupervised segmentation by branching entropy*, 2006).
/// The order of texts makes no difference.
public struct NewWordFinder {
  /// How often a word must occur at least.
  public var leastCount = 5
  /// The least cohesion in bits.
  public var leastCohesion = 5.0
  /// The least freedom in bits.
  public var leastFreedom = 1.5
  /// The least cohesion of what is put together of known words only, in bits: 快递小哥, but not every 快递 没到.
  public var leastCohesionOfPhrases = 7.0

  /// Texts that are read at most; more take memory and say little more.
  public static let largestSample = 100_000

  /// Words that are compared with one another at most.
  static let largestResult = 2_000
  /// Symbols a candidate has at most.
  static let longestIdeographs = 5
  static let longestLetters = 3

  /// A character or word of letters where it stands.
  private struct Place: Sendable {
    var start: Int32
    var end: Int32
  }

  private let dictionary: WordDictionary
  private var segmenter: Segmenter
  private var numbers: [UInt64: Int32] = [:]
  /// Whether a symbol is a word of letters.
  private var isLetters: [Bool] = [false]
  /// The symbols of all texts; 0 stands for a border.
  private var symbols: [Int32] = [0]
  private var places: [Place] = [Place(start: 0, end: 0)]
  /// Where the texts begin in ``symbols``.
  private var starts: [Int] = []
  private var bytes: [UInt8] = []

  /// Makes a finder that takes the words of a dictionary for known.
  public init(_ dictionary: WordDictionary = .bundled) {
    self.dictionary = dictionary
    segmenter = Segmenter(dictionary)
  }

  /// How many texts were read.
  public var count: Int { starts.count }

  /// Reads a UTF-8 text.
  public mutating func add(_ text: [UInt8]) {
    starts.append(symbols.count)
    let base = bytes.count
    bytes.append(contentsOf: text)
    var tokens: [WordToken] = []
    segmenter.segment(text, into: &tokens)
    for token in tokens {
      switch token.kind {
      case .space: continue
      case .symbol, .number: border()
      case .letters:
        let hash = TermHash.word(Self.codes(text, token.range).map(\.code))
        append(hash, letters: true, base + token.range.lowerBound, base + token.range.upperBound)
      case .han:
        for character in Self.codes(text, token.range) {
          append(UInt64(character.code), letters: false, base + character.start, base + character.end)
        }
      }
    }
    border()
  }

  private mutating func append(_ hash: UInt64, letters: Bool, _ start: Int, _ end: Int) {
    let number: Int32
    if let known = numbers[hash] {
      number = known
    } else {
      number = Int32(isLetters.count)
      numbers[hash] = number
      isLetters.append(letters)
    }
    symbols.append(number)
    places.append(Place(start: Int32(start), end: Int32(end)))
  }

  private mutating func border() {
    guard symbols.last != 0 else { return }
    symbols.append(0)
    places.append(Place(start: 0, end: 0))
  }

  private static func codes(_ text: [UInt8], _ range: Range<Int>) -> [(code: UInt32, start: Int, end: Int)] {
    var out: [(code: UInt32, start: Int, end: Int)] = []
    unsafe text.withUnsafeBufferPointer { buffer in
      var position = range.lowerBound
      while position < range.upperBound {
        let (scalar, length) = unsafe UTF8Decoding.scalar(buffer, position)
        let character = CharacterCode(scalar)
        if character.kind != .mark { out.append((character.code, position, position + length)) }
        position += length
      }
    }
    return out
  }

  /// The new words, the most telling first: cohesion + freedom + log₂ count.
  public func words() -> [NewWord] {
    let counts = counts()
    let total = Double(max(1, symbols.count { $0 != 0 }))
    var candidates: [UInt64: Candidate] = [:]
    for length in 2...Self.longestIdeographs {
      for start in symbols.indices.dropLast(length - 1) {
        guard let hash = hash(start, length), let count = counts[hash], count >= leastCount else { continue }
        if candidates[hash] != nil {
          candidates[hash]!.add(start, self)
          continue
        }
        let cohesion = cohesion(start, length, count, counts, total)
        guard cohesion >= leastCohesion else { continue }
        var candidate = Candidate(length: length, count: count, cohesion: cohesion)
        candidate.add(start, self)
        candidates[hash] = candidate
      }
    }
    var found: [NewWord] = []
    for candidate in candidates.values where candidate.freedom >= leastFreedom {
      let wording = candidate.wording
      guard isNew(wording, candidate.cohesion) else { continue }
      found.append(
        NewWord(
          text: wording, count: candidate.count, texts: candidate.texts, cohesion: candidate.cohesion,
          freedom: candidate.freedom))
    }
    found.sort { a, b in
      let (first, second) = (Self.score(a), Self.score(b))
      return first != second ? first > second : a.text < b.text
    }
    return Self.withoutParts(Array(found.prefix(Self.largestResult)))
  }

  private static func score(_ word: NewWord) -> Double {
    word.cohesion + word.freedom + logarithm(Double(word.count)) / logarithm(2)
  }

  /// Drops what hardly occurs outside a longer word, and longer ones that are seldomer than their new part.
  private static func withoutParts(_ words: [NewWord]) -> [NewWord] {
    words.filter { word in
      !words.contains { other in
        other.text != word.text
          && ((other.text.contains(word.text) && other.count * 10 >= word.count * 7)
            || (word.text.contains(other.text) && word.count * 10 < other.count * 3))
      }
    }
  }

  /// Whether no dictionary knows it and it is more than words that happen to meet.
  private func isNew(_ text: String, _ cohesion: Double) -> Bool {
    if dictionary.contains(text) { return false }
    var segmenter = segmenter
    let bytes = Array(text.utf8)
    var tokens: [WordToken] = []
    segmenter.segment(bytes, into: &tokens)
    tokens.removeAll { $0.kind == .space }
    guard let first = tokens.first, let last = tokens.last else { return false }
    let ends = [first, last].map { Self.codes(bytes, $0.range).map(\.code) }
    if ends.contains(where: { StopWords.contains($0) }) { return false }
    let isPhrase = tokens.allSatisfy { $0.kind == .letters || Self.codes(bytes, $0.range).count > 1 }
    return !isPhrase || cohesion >= leastCohesionOfPhrases
  }

  /// How often every run of symbols occurs whose parts are frequent enough.
  private func counts() -> [UInt64: Int] {
    var counts: [UInt64: Int] = [:]
    for length in 1...Self.longestIdeographs {
      var next: [UInt64: Int] = [:]
      for start in symbols.indices.dropLast(length - 1) {
        guard let hash = hash(start, length) else { continue }
        if length > 1 {
          guard let head = self.hash(start, length - 1), let tail = self.hash(start + 1, length - 1),
            counts[head, default: 0] >= leastCount, counts[tail, default: 0] >= leastCount
          else { continue }
        }
        next[hash, default: 0] += 1
      }
      for (hash, count) in next where length == 1 || count >= leastCount { counts[hash] = count }
    }
    return counts
  }

  /// The hash of a run of symbols without a border, no longer than a word may be.
  private func hash(_ start: Int, _ length: Int) -> UInt64? {
    var hash = TermHash.gramSeed
    var letters = false
    for offset in 0..<length {
      let symbol = symbols[start + offset]
      if symbol == 0 { return nil }
      letters = letters || isLetters[Int(symbol)]
      hash = TermHash.mix(hash, UInt32(bitPattern: symbol))
    }
    if letters, length > Self.longestLetters { return nil }
    return TermHash.finish(hash)
  }

  private func cohesion(
    _ start: Int, _ length: Int, _ count: Int, _ counts: [UInt64: Int], _ total: Double
  ) -> Double {
    var least = Double.infinity
    for cut in 1..<length {
      guard let head = hash(start, cut), let tail = hash(start + cut, length - cut) else { return -.infinity }
      let parts = Double(counts[head] ?? count) * Double(counts[tail] ?? count)
      least = min(least, logarithm(Double(count) * total / parts) / logarithm(2))
    }
    return least
  }

  /// A run of symbols with what stands around it.
  private struct Candidate {
    let length: Int
    let count: Int
    let cohesion: Double
    var left: [Int32: Int] = [:]
    var right: [Int32: Int] = [:]
    var wordings: [String: Int] = [:]
    var texts = 0
    private var lastText = -1

    init(length: Int, count: Int, cohesion: Double) {
      self.length = length
      self.count = count
      self.cohesion = cohesion
    }

    mutating func add(_ start: Int, _ finder: NewWordFinder) {
      left[finder.symbols[start - 1], default: 0] += 1
      right[start + length < finder.symbols.count ? finder.symbols[start + length] : 0, default: 0] += 1
      let range = Int(finder.places[start].start)..<Int(finder.places[start + length - 1].end)
      wordings[String(decoding: finder.bytes[range], as: UTF8.self), default: 0] += 1
      let text = finder.text(at: start)
      if text != lastText {
        texts += 1
        lastText = text
      }
    }

    var wording: String { wordings.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? "" }

    var freedom: Double { min(Self.entropy(left), Self.entropy(right)) }

    /// Entropy in bits; every border is a neighbour of its own.
    private static func entropy(_ neighbours: [Int32: Int]) -> Double {
      let total = Double(neighbours.values.reduce(0, +))
      guard total > 0 else { return 0 }
      // Sorted, so that the sum has one order.
      var counts = neighbours.filter { $0.key != 0 }.map(\.value).sorted()
      counts.insert(contentsOf: repeatElement(1, count: neighbours[0] ?? 0), at: 0)
      return counts.reduce(0) { sum, count in
        let share = Double(count) / total
        return sum - share * logarithm(share) / logarithm(2)
      }
    }
  }

  /// The number of the text a symbol belongs to.
  private func text(at symbol: Int) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= symbol { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}
