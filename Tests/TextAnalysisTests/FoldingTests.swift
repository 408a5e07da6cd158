import Testing
import TextAnalysis
import Transcripts

@Suite struct FoldingTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  static let table: [(String, String)] = [
    ("ＡＢＣ１２３！？", "abc123!?"), ("Hello, World", "hello, world"), ("（保本）", "(保本)"), ("　", " "),
    ("體驗繁體", "体验繁体"), ("臺灣銀行", "台湾银行"), ("轉帳", "转帐"), ("ﬁnance ﬃ", "finance ffi"), ("Straße", "strasse"),
    ("ẞ", "ss"), ("İ", "i\u{307}"), ("é", "é"), ("e\u{301}", "é"), ("É", "é"), ("👨‍👩‍👧", "👨👩👧"), ("❤️", "❤"),
    ("٣٤", "34"), ("४५", "45"), ("保\u{200B}本", "保本"), ("\u{FEFF}x", "x"), ("①②", "12"), ("㍿", "株式会社"), ("½", "1⁄2"),
    ("ｶﾞｷﾞ", "ガギ"), ("か\u{3099}", "が"), ("…", "..."), ("……", "......"), ("｀～", "`~"), ("㎏", "kg"), ("™", "tm"),
    ("ΣΑΣ", "σασ"), ("ς", "σ"), ("К", "к"), ("K", "k"), ("ſ", "s"), ("１２３４５６７８９０", "1234567890"), ("。、", "。、"),
    ("“引号”", "“引号”"), ("👍🏽", "👍🏽"), ("각", "각"), ("\u{1100}\u{1161}\u{11A8}", "각"), ("\u{1D7D8}", "0"), ("豈", "岂"),
    ("", ""),
    ("\u{AD}", ""), ("￥１００", "¥100"), ("ABCDEFGHIJKLMNOPQRSTUVWXYZ@[`{", "abcdefghijklmnopqrstuvwxyz@[`{"),
  ]

  @Test(arguments: table) func folds(_ text: String, _ expected: String) {
    #expect(String(decoding: folder.fold(text), as: UTF8.self).unicodeScalars.elementsEqual(expected.unicodeScalars))
  }

  /// Text, the words to find in it, and the original piece that the hit must cover.
  static let spans: [(String, String, String)] = [
    ("放心，保本的", "保本", "保本"), ("這個產品穩賺不賠！", "稳赚不赔", "穩賺不賠"), ("保\u{200B}本\u{200B}吗", "保本", "保\u{200B}本\u{200B}"),
    ("ＶＩＰ客户", "vip", "ＶＩＰ"), ("proﬁt now", "profit", "proﬁt"), ("proﬁt now", "prof", "proﬁ"), ("ﬁx", "i", "ﬁ"),
    ("cafe\u{301} au", "café", "cafe\u{301}"), ("cafe\u{301} au", " au", " au"), ("等等……好", "..", "…"),
    ("等等……好", "好", "好"),
    ("x㍿y", "会", "㍿"), ("x㍿y", "y", "y"), ("Straße 5", "se 5", "ße 5"), ("٣٤ days", "34", "٣٤"), ("👨‍👩‍👧家", "家", "家"),
    ("👨‍👩‍👧家", "👩", "👩\u{200D}"), ("ｶﾞｽ", "ガ", "ｶﾞ"), ("\u{200B}a", "a", "a"), ("½折", "折", "折"),
    ("a\u{301}\u{327}b", "b", "b"),
    ("（VIP）", "(vip)", "（VIP）"), ("㎒x", "h", "㎒"),
  ]

  @Test(arguments: spans) func mapsBack(_ text: String, _ word: String, _ piece: String) throws {
    let conversation = conversation(["前一句。", text, "后一句"])
    var folded = FoldedText()
    folder.fold(conversation, into: &folded)
    let hit = try #require(range(of: word, turn: 1, in: folded, folder))
    let original = folded.original(hit)
    #expect(Array(conversation.text[original]) == Array(piece.utf8))
    #expect(folded.turn(at: hit.lowerBound) == 1)
  }

  @Test func turnsKeepTheirPlaces() {
    let texts = ["Ｈｉ", "", "\u{200B}", "a\nb", "……"]
    let conversation = conversation(texts)
    var folded = FoldedText()
    for _ in 0..<2 {
      folder.fold(conversation, into: &folded)
      #expect(folded.turnCount == 5)
      for (index, text) in texts.enumerated() {
        #expect(Array(folded.bytes[folded.turnRange(index)]) == folder.fold(text))
        #expect(folded.bytes[folded.turnRange(index).upperBound] == 0x0A)
        #expect(folded.turn(at: folded.turnRange(index).upperBound) == index)
      }
    }
    folder.fold(Conversation(), into: &folded)
    #expect(folded.turnCount == 0 && folded.bytes.isEmpty)
  }

  @Test func turnsOutOfTextOrder() {
    var conversation = conversation(["后面", "ﬁrst"])
    conversation.turns.reverse()
    var folded = FoldedText()
    folder.fold(conversation, into: &folded)
    #expect(folded.string(in: 0..<folded.bytes.count) == "first\n后面\n")
    #expect(conversation.string(in: folded.original(0..<2)) == "ﬁ")
    #expect(conversation.string(in: folded.original(6..<9)) == "后")
  }

  @Test(arguments: 0..<40) func foldingTwiceIsFoldingOnce(_ seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    for length in [1, 2, 3, 5, 20, 200] {
      for _ in 0..<20 {
        let text = randomText(awkwardPieces, count: length, using: &generator)
        let once = folder.fold(text)
        #expect(folder.fold(bytes: once) == once, "\(text.debugDescription)")
      }
    }
  }

  /// Folding code points one segment at a time equals ICU over the whole text, seen through concatenation.
  @Test(arguments: 0..<20) func spansAreConsistent(_ seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed) &+ 1000)
    for _ in 0..<20 {
      let conversation = conversation((0..<4).map { _ in randomText(awkwardPieces, count: 30, using: &generator) })
      var folded = FoldedText()
      folder.fold(conversation, into: &folded)
      for turn in 0..<4 {
        let range = folded.turnRange(turn)
        let text = conversation.turns[turn].range
        let starts = range.filter { folded.bytes[$0] & 0xC0 != 0x80 } + [range.upperBound]
        for (start, end) in zip(starts, starts.dropFirst()) {
          let original = folded.original(start..<end)
          #expect(text.lowerBound <= original.lowerBound && original.upperBound <= text.upperBound)
          #expect(!original.isEmpty)
          // The original piece is valid text and folds to something that holds the folded character.
          let piece = Array(conversation.text[original])
          #expect(String(validating: piece, as: UTF8.self) != nil)
          #expect(
            String(decoding: folder.fold(bytes: piece), as: UTF8.self).unicodeScalars.contains(
              String(decoding: folded.bytes[start..<end], as: UTF8.self).unicodeScalars.first ?? "?"))
        }
        if !range.isEmpty { #expect(folded.original(range).upperBound <= text.upperBound) }
      }
    }
  }

  @Test func manyCombiningMarksAreBounded() {
    let marks = String(repeating: "\u{301}\u{327}", count: 50_000)
    #expect(processorTime { _ = folder.fold("a" + marks + "b") } < 2)
  }

  @Test func everySingleCodePointIsStable() {
    for value in stride(from: UInt32(0), through: 0x2FFFF, by: 1) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let once = folder.fold(String(Character(scalar)))
      if folder.fold(bytes: once) != once { Issue.record("U+\(String(value, radix: 16)) is not stable") }
    }
  }
}
