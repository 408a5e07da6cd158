internal import Transcripts

/// A word of a text as topics see it.
public struct Term: Sendable, Hashable {
  /// The stable hash of its normalised form: folded, stemmed, or the type of a value.
  public var hash: UInt64
  /// Where it stands in the text.
  public var range: Range<Int>
  /// Whether it stands for a value such as a number or date.
  public var isTypeToken: Bool
  /// Whether it says nothing by itself: 的, the.
  public var isStopWord: Bool
  /// Whether punctuation stands between it and the word before.
  public var beginsPhrase: Bool
  /// Whether it is made of ideographs.
  var isHan = false
}

/// Turns texts into terms and character n-grams: one a worker, not thread-safe.
///
/// Words are folded (width, case, 繁/简), English is stemmed, values become type tokens. N-grams are three to five letters
/// within a word for alphabets, with its borders, and one to three ideographs for Chinese.
public struct TermExtractor {
  private var segmenter: Segmenter
  private var tokens: [WordToken] = []
  private var codes: [UInt32] = []
  private var word: [UInt8] = []
  private var run: [UInt32] = []

  /// The words of the text, in order.
  public private(set) var terms: [Term] = []
  /// Hashes of the character n-grams, in order, with repetitions.
  public private(set) var grams: [UInt64] = []

  /// Calls `body` with every run of words that neither begins nor ends with a stop word, holds no value and crosses no
  /// punctuation: its hash, its place in the text and its number of words.
  ///
  /// - Parameter whole: Whether to pass over runs whose first or last word is a single ideograph that touches another word:
  ///   mostly a piece of a word or of a verb with its object, such as 宝 of 充电宝 and 款 of 退个款.
  public func forEachPhrase(
    upTo longest: Int, whole: Bool = false, _ body: (_ hash: UInt64, _ range: Range<Int>, _ words: Int) -> Void
  ) {
    for first in terms.indices where !terms[first].isStopWord {
      if whole, first > 0, isSingle(terms[first]), touch(first - 1, first) { continue }
      var hash: UInt64 = 0
      for last in first..<min(first + longest, terms.count) {
        if terms[last].isTypeToken || (last > first && terms[last].beginsPhrase) { break }
        hash = last == first ? terms[first].hash : TermHash.pair(hash, terms[last].hash)
        if terms[last].isStopWord { continue }
        if whole, last + 1 < terms.count, isSingle(terms[last]), touch(last, last + 1) { continue }
        body(hash, terms[first].range.lowerBound..<terms[last].range.upperBound, last - first + 1)
      }
    }
  }

  /// Whether a word is one ideograph, three bytes or four.
  private func isSingle(_ term: Term) -> Bool { !term.isTypeToken && term.isHan && term.range.count <= 4 }

  /// Whether two words follow one another without anything between.
  private func touch(_ first: Int, _ second: Int) -> Bool {
    terms[first].range.upperBound == terms[second].range.lowerBound
  }

  /// Words read of one text at most; what follows is left out.
  public static let longestText = 4096

  /// Makes an extractor.
  public init(_ dictionary: WordDictionary = .bundled) { segmenter = Segmenter(dictionary) }

  /// Reads UTF-8 text into ``terms`` and, if wanted, ``grams``.
  public mutating func read(_ text: [UInt8], grams wantsGrams: Bool = true) {
    terms.removeAll(keepingCapacity: true)
    grams.removeAll(keepingCapacity: true)
    tokens.removeAll(keepingCapacity: true)
    segmenter.segment(text, into: &tokens)
    run.removeAll(keepingCapacity: true)
    var previous: UInt32 = 0
    var isNewPhrase = true
    for index in tokens.indices {
      if terms.count >= Self.longestText { break }
      let token = tokens[index]
      if token.kind == .space { continue }
      decode(text, token.range)
      if token.kind == .symbol || codes.isEmpty {
        flushRun(wantsGrams)
        isNewPhrase = true
        previous = codes.last ?? 0
        // Masked digits: ****, ××××.
        if codes.count >= 3 && codes[0] == 0x2A {
          append(token.range, TermHash.type(.masked), type: true, stop: false, &isNewPhrase)
        }
        continue
      }
      let next = following(text, index)
      if token.kind != .han || codes.count > 1,
        let type = TypeToken.classify(codes, kind: token.kind, previous: previous, next: next)
      {
        flushRun(wantsGrams)
        append(token.range, TermHash.type(type), type: true, stop: false, &isNewPhrase)
      } else if token.kind == .letters {
        flushRun(wantsGrams)
        addLetters(token.range, wantsGrams, &isNewPhrase)
      } else {
        let hash = TermHash.word(codes)
        append(token.range, hash, type: false, stop: StopWords.contains(codes, hash: hash), &isNewPhrase)
        terms[terms.count - 1].isHan = token.kind == .han
        if wantsGrams { run.append(contentsOf: codes) }
      }
      previous = codes.last ?? 0
    }
    flushRun(wantsGrams)
  }

  private mutating func append(
    _ range: Range<Int>, _ hash: UInt64, type: Bool, stop: Bool, _ isNewPhrase: inout Bool
  ) {
    terms.append(Term(hash: hash, range: range, isTypeToken: type, isStopWord: stop, beginsPhrase: isNewPhrase))
    isNewPhrase = false
  }

  /// A word of letters: stemmed if it is ASCII.
  private mutating func addLetters(_ range: Range<Int>, _ wantsGrams: Bool, _ isNewPhrase: inout Bool) {
    let hash = TermHash.word(codes)
    let isStop = StopWords.contains(codes, hash: hash)
    var isStemmed = false
    if codes.allSatisfy({ $0 < 0x80 || $0 == 0x2019 }) {
      word.removeAll(keepingCapacity: true)
      for code in codes { word.append(code == 0x2019 ? 0x27 : UInt8(code)) }
      EnglishStemmer.stem(&word)
      isStemmed = word.count != codes.count || codes.contains(0x2019)
      if isStemmed {
        codes.removeAll(keepingCapacity: true)
        for byte in word { codes.append(UInt32(byte)) }
      }
    }
    append(range, isStemmed ? TermHash.word(codes) : hash, type: false, stop: isStop, &isNewPhrase)
    if wantsGrams { Self.appendGrams(ofWord: codes, to: &grams) }
  }

  /// The n-grams of three to five letters of a word with a blank before and after it.
  private static func appendGrams(ofWord codes: [UInt32], to grams: inout [UInt64]) {
    let count = codes.count
    let border = TermHash.mix(TermHash.gramSeed, 0x20)
    // From -1, the blank before, to the last letter; position `count` is the blank behind.
    for start in -1..<count {
      var hash = start < 0 ? border : TermHash.mix(TermHash.gramSeed, codes[start])
      for end in start + 1..<min(start + 5, count + 1) {
        hash = TermHash.mix(hash, end < count ? codes[end] : 0x20)
        if end - start >= 2 { grams.append(TermHash.finish(hash)) }
      }
    }
  }

  /// The n-grams of a stretch of ideographs.
  private mutating func flushRun(_ wantsGrams: Bool) {
    guard !run.isEmpty else { return }
    if wantsGrams {
      for start in run.indices {
        var hash = TermHash.gramSeed
        for end in start..<min(start + 3, run.count) {
          hash = TermHash.mix(hash, run[end])
          grams.append(TermHash.finish(hash))
        }
      }
    }
    run.removeAll(keepingCapacity: true)
  }

  private mutating func decode(_ text: [UInt8], _ range: Range<Int>) {
    codes.removeAll(keepingCapacity: true)
    unsafe text.withUnsafeBufferPointer { buffer in
      var position = range.lowerBound
      while position < range.upperBound {
        let (scalar, length) = unsafe UTF8Decoding.scalar(buffer, position)
        let character = CharacterCode(scalar)
        if character.kind != .mark { codes.append(character.code) }
        position += length
      }
    }
  }

  /// The first character of the next token that is not blank.
  private func following(_ text: [UInt8], _ index: Int) -> UInt32 {
    var next = index + 1
    while next < tokens.count, tokens[next].kind == .space { next += 1 }
    guard next < tokens.count else { return 0 }
    return unsafe text.withUnsafeBufferPointer { buffer in
      unsafe CharacterCode(UTF8Decoding.scalar(buffer, tokens[next].range.lowerBound).0).code
    }
  }
}

/// Hashes of terms that are the same on every machine.
public enum TermHash {
  static let wordSeed: UInt64 = 0x5157_1A9E_33C1_0B2D
  static let gramSeed: UInt64 = 0xA24B_AED4_963E_E407
  private static let typeSeed: UInt64 = 0x9FB2_1C65_1E98_DF25

  @inline(__always)
  static func mix(_ hash: UInt64, _ code: UInt32) -> UInt64 {
    let value = (hash ^ UInt64(code)) &* 0x9E37_79B9_7F4A_7C15
    return value ^ (value >> 29)
  }

  @inline(__always)
  static func finish(_ hash: UInt64) -> UInt64 {
    let value = (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
    return value ^ (value >> 32)
  }

  static func word(_ codes: [UInt32]) -> UInt64 {
    var hash = wordSeed
    for code in codes { hash = mix(hash, code) }
    return finish(hash)
  }

  static func type(_ type: TypeToken) -> UInt64 { finish(mix(typeSeed, UInt32(type.rawValue))) }

  /// The hash of two terms that follow one another.
  @inline(__always)
  public static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    finish((first &* 0x9E37_79B9_7F4A_7C15) ^ second)
  }

  /// The hash of a text whose width, case, 繁/简, blanks, punctuation and digits make no difference.
  public static func text(_ text: [UInt8]) -> UInt64 {
    unsafe text.withUnsafeBufferPointer { buffer in
      var hash = typeSeed
      var position = 0
      var count = 0
      while position < buffer.count {
        let (scalar, length) = unsafe UTF8Decoding.scalar(buffer, position)
        position += length
        let character = CharacterCode(scalar)
        switch character.kind {
        case .space, .mark, .symbol: continue
        case .digit: hash = mix(hash, 0x30)
        case .han, .letter: hash = mix(hash, character.code)
        }
        count += 1
      }
      // A text of symbols alone is told apart by its bytes.
      return count == 0 ? StableHash.hash(text) : finish(hash)
    }
  }
}
