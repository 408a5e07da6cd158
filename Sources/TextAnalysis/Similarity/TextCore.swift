internal import Transcripts

/// What is left of a text without the words that change nothing: particles, articles, courtesies, and whoever speaks.
///
/// Texts with the same core are near-duplicates: 请问怎么退款呢 and 我怎么退款. Equality of cores is an equivalence, so that no
/// chain of small changes joins what differs, and no order of texts matters. Negation, questions, quantities and the
/// other person are no such words: 能退 and 不能退, 退了 and 退了吗, “my fee” and “your fee” stay apart.
public struct TextCore: Sendable, Hashable {
  /// The hash of the words left, in their order; nothing if none is left.
  public let key: UInt64?
  /// How many words are left.
  public let length: Int

  /// Reads the core of the text an extractor has just read.
  ///
  /// - Parameter text: The text, if a value is to count by its digits (`满100`, `满200`) and not by its kind.
  public init(_ extractor: borrowing TermExtractor, values text: [UInt8]? = nil) {
    let isAddressed = extractor.terms.contains { Self.addressees.contains($0.hash) }
    var hash = TermHash.wordSeed
    var count = 0
    for term in extractor.terms {
      if Self.words.contains(term.hash) || (!isAddressed && Self.speakers.contains(term.hash)) { continue }
      var next = Self.particles.contains(term.hash) ? Self.question : term.hash
      if term.isTypeToken, let text { next = TermHash.pair(next, StableHash.hash(Array(text[term.range]))) }
      hash = TermHash.pair(hash, next)
      count += 1
    }
    key = count == 0 ? nil : hash
    length = count
  }

  private static let words = hashes(
    """
    的 了 呢 吧 啊 呀 哦 噢 嗯 哈 啦 呗 哟 哎 诶 哎呀 请 请问 想问 问下 问 谢谢 多谢 谢 您好 你好 麻烦 一下 真的 到底 究竟 那 就 也 亲
    a an the please pls hi hello hey thanks thank thx ok okay so well just really very
    """)
  /// Whoever speaks is left out unless somebody else is spoken to: 我给你打 is not 你给我打.
  private static let speakers = hashes("我 我们 咱 咱们 i me my we us our")
  private static let addressees = hashes("你 您 你们 您们 you your yours")
  private static let particles = hashes("吗 么 嘛")
  private static let question = hash(of: "吗")

  private static func hashes(_ list: String) -> Set<UInt64> {
    Set(list.split(whereSeparator: \.isWhitespace).map { hash(of: $0) })
  }

  private static func hash(of word: some StringProtocol) -> UInt64 {
    guard word.utf8.allSatisfy({ $0 < 0x80 }) else {
      return TermHash.word(word.unicodeScalars.map { CharacterCode($0.value).code })
    }
    var letters = Array(word.utf8)
    EnglishStemmer.stem(&letters)
    return TermHash.word(letters.map { UInt32($0) })
  }
}
