internal import TextAnalysis

/// Brings questions and answers to the form in which they are compared.
struct QuestionWording {
  private var extractor = TermExtractor()
  /// Polite beginnings that do not change a question, folded, the longest first.
  private let courtesies: [[UInt8]]
  private let serviceWords: [[UInt8]]

  init(_ folder: Folder) {
    courtesies = [
      "您好", "你好", "请问一下", "请问", "麻烦问一下", "麻烦问下", "我想问一下", "我想问下", "想问一下", "想问下", "问一下", "问下", "那个", "那",
      "hello", "hi", "hey", "excuse me", "please", "could you tell me", "can you tell me", "i want to ask", "so",
    ].map(folder.fold).sorted { ($1.count, $0.lexicographicallyPrecedes($1) ? 0 : 1) < ($0.count, 1) }
    serviceWords =
      (PhrasePurpose.waiting.cues + [
        "有什么可以帮", "有什么能帮", "有什么问题可以帮", "很高兴为您", "为您服务", "how can i help", "how may i help", "what can i do for you",
        "happy to help", "happy to assist", "帮您处理", "为您处理", "look into this for you",
      ]).map(folder.fold)
  }

  /// The key of a question or answer: texts with the same one say the same.
  ///
  /// - Parameter text: What ``normalized(_:of:)`` gave.
  mutating func key(of text: [UInt8]) -> UInt64 {
    extractor.read(text, grams: false)
    return TextCore(extractor, values: text).key ?? TermHash.text(text)
  }

  /// Whether an answer says more than a greeting, a courtesy or a request to wait.
  func hasSubstance(_ turn: Range<Int>, of folded: FoldedText) -> Bool {
    Sentences.ranges(in: turn, of: folded).contains { sentence in
      if Fillers.isFiller(folded.bytes, sentence) { return false }
      if sentence.count > 90 { return true }
      let text = Array(folded.bytes[sentence])
      return !serviceWords.contains { PhraseCounter.range(of: $0, in: text) != nil }
    }
  }

  /// Folded letters and digits of a range, without polite beginnings.
  func normalized(_ range: Range<Int>, of folded: FoldedText) -> [UInt8] {
    var range = range
    let bytes = folded.bytes
    func skipPunctuation() {
      while let first = range.first, Self.isPunctuation(bytes, first) {
        range = min(range.upperBound, first + Self.length(bytes[first]))..<range.upperBound
      }
    }
    skipPunctuation()
    while let courtesy = courtesies.first(where: { bytes[range].starts(with: $0) && $0.count < range.count }) {
      let end = range.lowerBound + courtesy.count
      // "hi" at the beginning of "history" is no greeting.
      if courtesy[0] < 0x80, (0x61...0x7A).contains(bytes[end]) { break }
      range = end..<range.upperBound
      skipPunctuation()
    }
    var out: [UInt8] = []
    var position = range.lowerBound
    while position < range.upperBound {
      let count = Self.length(bytes[position])
      if !Self.isPunctuation(bytes, position) {
        out.append(contentsOf: bytes[position..<min(range.upperBound, position + count)])
      } else if bytes[position] == 0x20, let last = out.last, last < 0x80, last != 0x20 {
        out.append(0x20)
      }
      position += count
    }
    if out.last == 0x20 { out.removeLast() }
    return out
  }

  private static func length(_ lead: UInt8) -> Int { lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }

  private static func isPunctuation(_ bytes: [UInt8], _ position: Int) -> Bool {
    let byte = bytes[position]
    if byte < 0x80 { return !((0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)) }
    return byte == 0xE2 || (byte == 0xE3 && position + 1 < bytes.count && bytes[position + 1] == 0x80) || byte >= 0xF0
  }
}
