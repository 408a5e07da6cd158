import Testing
import TextAnalysis
import Transcripts

@Suite struct SimilarityTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  /// A phrase, a text, the least likeness by n-grams and by edits, and the part found by n-grams.
  static let found: [(String, String, Double, Double, String)] = [
    ("投资有风险，过往业绩不代表未来表现", "温馨提示：投资有风险，过往业绩不代表未来表现。谢谢", 1, 1, "投资有风险,过往业绩不代表未来表现"),
    ("投资有风险", "您好，投资是有风险的哦", 0.6, 0.8, "投资是有风险"), ("祝您生活愉快", "感谢来电，祝您生活愉快！", 1, 1, "祝您生活愉快"),
    ("祝您生活愉快", "祝你生活愉快", 0.6, 0.83, "祝你生活愉快"),
    (
      "is there anything else I can help you with", "OK. Is there anything else I can help you with today?", 1, 1,
      "is there anything else i can help you with"
    ),
    ("thank you for contacting us", "thanks for contacting us", 0.6, 0.7, "thanks for contacting us"),
    ("好", "好", 1, 1, "好"), ("稳赚不赔", "穩賺不賠", 1, 1, "稳赚不赔"),
  ]

  @Test(arguments: found)
  func finds(_ phrase: String, _ text: String, _ ngram: Double, _ edit: Double, _ part: String) {
    var folded = FoldedText()
    folder.fold(conversation([text]), into: &folded)
    let a = Phrase(folder.fold(phrase)).bestMatch(in: folded.turnRange(0), of: folded)
    #expect(a.similarity >= ngram, "\(a.similarity)")
    #expect(folded.string(in: a.range).contains(part) || part.contains(folded.string(in: a.range)))
    let b = Phrase(folder.fold(phrase), method: .edit).bestMatch(in: folded.turnRange(0), of: folded)
    #expect(b.similarity >= edit, "\(b.similarity)")
    #expect(!b.range.isEmpty)
  }

  /// Inserted words must not cut the evidence short; a lone pair of letters far away does not join it.
  @Test(arguments: [
    ("投资有风险，过往业绩不代表未来表现", "提醒您，投资是会有一定的风险的，请您注意过往的业绩并不能代表未来的表现，谢谢", "过往的", "未来的表现"),
    ("请问还有其他可以帮您的吗", "请问除了刚才这件事以外还有其他的可以帮您的吗，再见", "还有其他", "可以帮您的吗"),
    ("祝您生活愉快", "祝您生活愉快！您生活在哪里", "祝您", "愉快"),
    (
      "thank you for calling us today", "thank you so very much indeed for calling us again today, bye", "for calling",
      "today"
    ),
  ]) func evidenceIsWhole(_ phrase: String, _ text: String, _ start: String, _ end: String) {
    var folded = FoldedText()
    folder.fold(conversation([text]), into: &folded)
    let match = Phrase(folder.fold(phrase)).bestMatch(in: folded.turnRange(0), of: folded)
    let part = folded.string(in: match.range)
    #expect(part.hasPrefix(start) && part.hasSuffix(end), "\(part)")
  }

  @Test(arguments: [SimilarityMethod.ngram, .edit]) func nothingInCommon(_ method: SimilarityMethod) {
    var folded = FoldedText()
    folder.fold(conversation(["好的谢谢", "", "。。。"]), into: &folded)
    let phrase = Phrase(folder.fold("投资有风险"), method: method)
    for turn in 0..<3 {
      let match = phrase.bestMatch(in: folded.turnRange(turn), of: folded)
      #expect(match.similarity == 0 && match.range.isEmpty)
    }
    let empty = Phrase(folder.fold("……"), method: method)
    #expect(empty.isEmpty && empty.bestMatch(in: folded.turnRange(0), of: folded).similarity == 0)
  }

  @Test(arguments: 0..<20) func propertiesOfTextSimilarity(_ seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    for method in SimilarityMethod.allCases {
      for _ in 0..<20 {
        let a = folder.fold(
          randomText(awkwardPieces, count: Int.random(in: 0...20, using: &generator), using: &generator))
        let b = folder.fold(
          randomText(awkwardPieces, count: Int.random(in: 0...20, using: &generator), using: &generator))
        let ab = Similarity.textSimilarity(a, b, method: method)
        #expect(ab == Similarity.textSimilarity(b, a, method: method))
        #expect((0...1).contains(ab))
        #expect(Similarity.textSimilarity(a, a, method: method) == 1)
      }
    }
  }

  /// The best window found by tables equals the best of all windows tried one by one.
  @Test(arguments: 0..<20) func nearestWindowIsNearest(_ seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed) &+ 99)
    let letters = ["保", "本", "金", "息"]
    for _ in 0..<20 {
      let phrase = randomText(letters, count: Int.random(in: 1...6, using: &generator), using: &generator)
      let text = randomText(letters, count: Int.random(in: 1...12, using: &generator), using: &generator)
      var folded = FoldedText()
      folder.fold(conversation([text]), into: &folded)
      let match = Phrase(folder.fold(phrase), method: .edit).bestMatch(in: folded.turnRange(0), of: folded)
      let window = Similarity.textSimilarity(
        folder.fold(phrase), Array(folded.bytes[match.range]), method: .edit)
      #expect(match.range.isEmpty || match.similarity == window)
      if text.contains(phrase) { #expect(match.similarity == 1) }
    }
  }

  static let messages: [(String, String, ClosedRange<Double>)] = [
    ("您的快递已发出", "您的快递已发出。", 1...1), ("您的快递已发出", "您的快递已经发出", 0.7...0.95), ("好的", "不客气", 0...0), ("", "", 1...1),
    ("", "好", 0...0),
    ("Your order has shipped", "your order has been shipped", 0.7...0.95), ("ab", "ba", 0...0.5),
  ]

  @Test(arguments: messages) func messageSimilarity(_ a: String, _ b: String, _ expected: ClosedRange<Double>) {
    #expect(expected.contains(Similarity.textSimilarity(folder.fold(a), folder.fold(b))))
  }
}
