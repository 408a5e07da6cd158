/// What may be an English name, and what speaks for and against it: the words in and around it and what the rules of
/// ``EnglishNames`` say.
package enum EnglishNameCandidates {
  typealias Word = EnglishNames.Word

  /// The spans of words that may be names: up to four words from a capital or a known first name on, and what the
  /// rules found.
  static func spans(_ words: [Word], _ ruled: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
    let isRuled = Set(ruled)
    var spans = ruled
    for index in words.indices where mayStart(words[index]) {
      var last = index
      if !isRuled.contains(index...last) { spans.append(index...last) }
      while last + 1 < words.count, last - index < 3, mayFollow(words, last + 1) {
        last += 1
        if !EnglishNames.joiners.contains(words[last].text), !isRuled.contains(index...last) {
          spans.append(index...last)
        }
      }
    }
    return spans
  }

  private static func mayStart(_ word: Word) -> Bool {
    if word.classes.contains(.first) { return true }
    return word.isCapital && word.classes.isDisjoint(with: [.stop, .title]) && !isContraction(word)
  }

  /// It'll, they've, won't.
  private static func isContraction(_ word: Word) -> Bool {
    ["'ll", "'ve", "'re", "'d", "n't", "'m"].contains { word.text.hasSuffix($0) }
  }

  private static func mayFollow(_ words: [Word], _ index: Int) -> Bool {
    let word = words[index]
    guard word.isNext || word.mark == 0x2E && words[index - 1].range.count == 1,
      !words[index - 1].text.hasSuffix("'s")
    else { return false }
    return word.isCapital || EnglishNames.joiners.contains(word.text)
      || !words[index - 1].isCapital && !word.classes.contains(.stop)
  }

  /// Calls back with every feature of a span and its text for a reader of the model.
  static func features(
    _ span: ClosedRange<Int>, _ words: [Word], _ context: Context, _ add: (NameFeature, () -> String) -> Void
  ) {
    let first = words[span.lowerBound]
    let last = words[span.upperBound]
    let count = span.count
    func word(_ index: Int) -> UInt64 {
      words.indices.contains(index) ? words[index].hash : index < 0 ? 1 : 2
    }
    func text(_ index: Int) -> String { words.indices.contains(index) ? words[index].text : index < 0 ? "^" : "$" }
    func key(_ template: NameFeature.Template, _ a: UInt64, _ b: UInt64 = 0) -> NameFeature {
      NameFeature(template, hash: a &* 0x9E37_79B9_7F4A_7C15 ^ b &* 0xC2B2_AE3D_27D4_EB4F ^ b >> 29)
    }
    let shape = span.reduce(UInt64(1)) { $0 << 3 | form(words[$1]) }
    let known = span.reduce(UInt64(count)) { $0 << 2 | UInt64(words[$1].known) }
    let opens = UInt64(span.lowerBound == 0 || [0x2E, 0x21, 0x3F].contains(first.mark) ? 1 : 0)
    let before = kind(words, span.lowerBound, isBefore: true)
    let after = kind(words, span.upperBound, isBefore: false)
    let ruled = context.says(span)
    add(key(.enShape, shape)) { "" }
    add(key(.enKnown, known)) { "" }
    add(key(.enKnownShape, known, shape)) { "" }
    add(key(.enKnownOpen, known, opens)) { "" }
    add(key(.enRule, ruled, UInt64(min(count, 3)))) { "" }
    add(key(.enRuleShape, ruled, shape)) { "" }
    add(key(.enMessage, UInt64(first.message.rawValue), form(first))) { "" }
    add(key(.enFirst, first.hash)) { first.text }
    if count > 1 { add(key(.enLast, last.hash)) { last.text } }
    add(key(.enClasses, UInt64(first.classes.rawValue), UInt64(last.classes.rawValue))) { "" }
    add(key(.enEnding, last.ending, UInt64(min(count, 2)))) { "-" + last.text.suffix(3) }
    add(key(.enBeginning, first.beginning)) { first.text.prefix(2) + "-" }
    add(key(.enBefore, word(span.lowerBound - 1), first.isNext ? 1 : 0)) { text(span.lowerBound - 1) }
    add(key(.enAfter, word(span.upperBound + 1), after & 1)) { text(span.upperBound + 1) }
    add(key(.enKinds, before, after)) { "" }
    add(key(.enBeforeKind, before, form(first))) { "" }
    add(key(.enAfterKind, after, form(last))) { "" }
    add(key(.enMarks, UInt64(first.mark) + (first.isNext ? 1 << 32 : 0), UInt64(last.markAfter))) {
      "\(first.mark) \(last.markAfter)"
    }
  }

  /// What the rules say of a message.
  struct Context {
    /// The span of the rules that each word lies in.
    private var ruled: [ClosedRange<Int>?]

    init(_ words: [Word], _ ruled: [ClosedRange<Int>]) {
      self.ruled = [ClosedRange<Int>?](repeating: nil, count: words.count)
      for span in ruled { for index in span { self.ruled[index] = span } }
    }

    /// Whether the rules found a span, 3; a part of it, 2; what lies over it, 1.
    func says(_ span: ClosedRange<Int>) -> UInt64 {
      guard let other = span.lazy.compactMap({ ruled[$0] }).first else { return 0 }
      if other == span { return 3 }
      return span.contains(other.lowerBound) && span.contains(other.upperBound) ? 2 : 1
    }
  }

  /// How a word is written and what it is: 3 bits.
  private static func form(_ word: Word) -> UInt64 {
    if word.range.count == 1 { return 1 }
    if word.classes.contains(.first) {
      return word.isCapital ? word.classes.isDisjoint(with: [.ambiguous, .stop]) ? 2 : 3 : 4
    }
    if word.classes.contains(.stop) { return 5 }
    return word.isCapital ? word.isShouted ? 6 : 7 : 0
  }

  /// What stands beside a span: capital, mark, classes.
  private static func kind(_ words: [Word], _ index: Int, isBefore: Bool) -> UInt64 {
    let beside = isBefore ? index - 1 : index + 1
    let isNext = isBefore ? words[index].isNext : words.indices.contains(beside) && words[beside].isNext
    guard words.indices.contains(beside), isNext else {
      let mark = isBefore ? words[index].mark : words[index].markAfter
      return UInt64(mark) << 3 | 1
    }
    let word = words[beside]
    return UInt64(word.classes.rawValue) << 4 | (word.isCapital ? 8 : 0) | 2
  }
}

extension EnglishNameCandidates {
  /// Every candidate of a turn of folded text with its features and their texts, for training.
  package static func visit(
    _ text: [UInt8], _ turn: Range<Int>, original: (Range<Int>) -> ArraySlice<UInt8>,
    _ body: (Range<Int>, Range<Int>, [(NameFeature, String)]) -> Void
  ) {
    let characters = TurnCharacters(text, turn)
    let words = EnglishNames.words(characters, original)
    let ruled = EnglishNames.ruled(words, characters)
    let context = Context(words, ruled)
    for span in spans(words, ruled) {
      var list: [(NameFeature, String)] = []
      features(span, words, context) { list.append(($0, $1())) }
      let range = EnglishNames.range(words, span)
      body(range, characters.bytes(range), list)
    }
  }
}
