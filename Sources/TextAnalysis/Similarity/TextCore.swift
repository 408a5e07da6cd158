internal import Transcripts

/// What is left of a text without the words that change nothing: particles, articles, courtesies, and whoever speaks.
///
/// Texts with the same core are near-duplicates: 请问怎么退款呢 and 我怎么退款. Negation, questions, quantities and the other
/// person are no such words: 能退 and 不能退, 退了 and 退了吗, “my fee” and “your fee” stay apart. Of long texts one may also
/// hold the other whole with a few words before or after it, as a copied complaint with a plea at its end does.
public struct TextCore: Sendable, Hashable {
  /// Words from which on a text is long; a word more or less in a shorter one is another matter.
  public static let longText = 30
  /// One word in so many may stand before or after the other text.
  static let shareOfAdditions = 15

  /// The hash of the words left, in their order; nothing if none is left.
  public let key: UInt64?
  /// How many words are left.
  public let length: Int
  /// A 64-bit simhash of the words of a long text (Charikar, 2002): near-duplicates differ in few bits.
  public let simhash: UInt64?
  /// The words of a long text.
  private let words: [UInt64]

  /// Reads the core of the text an extractor has just read.
  ///
  /// - Parameter text: The text, if a value is to count by its digits (`满100`, `满200`) and not by its kind.
  public init(_ extractor: borrowing TermExtractor, values text: [UInt8]? = nil) {
    let isAddressed = extractor.terms.contains { LightWords.role(of: $0.hash) == .addressee }
    var hash = TermHash.wordSeed
    var words: [UInt64] = []
    let isLong = extractor.terms.count >= Self.longText
    var count = 0
    for term in extractor.terms {
      var next = term.hash
      switch LightWords.role(of: term.hash) {
      case .light: continue
      case .speaker: if !isAddressed { continue }
      case .particle: next = LightWords.question
      case .addressee, .denial, nil: break
      }
      if term.isTypeToken, let text { next = TermHash.pair(next, StableHash.hash(Array(text[term.range]))) }
      hash = TermHash.pair(hash, next)
      count += 1
      if isLong { words.append(next) }
    }
    key = count == 0 ? nil : hash
    length = count
    self.words = count >= Self.longText ? words : []
    simhash = count >= Self.longText ? Self.simhash(words) : nil
  }

  /// Whether two texts say the same in nearly the same words.
  public func isNear(_ other: TextCore) -> Bool {
    if let key, key == other.key { return true }
    let (short, long) = words.count <= other.words.count ? (words, other.words) : (other.words, words)
    let additions = long.count - short.count
    guard !short.isEmpty, additions > 0, additions <= long.count / Self.shareOfAdditions else { return false }
    return (0...additions).contains { start in
      long[start..<start + short.count].elementsEqual(short)
        && !long[..<start].contains(where: LightWords.isDenial)
        && !long[(start + short.count)...].contains(where: LightWords.isDenial)
    }
  }

  private static func simhash(_ words: [UInt64]) -> UInt64 {
    var sums = [Int32](repeating: 0, count: 64)
    for word in words { for bit in 0..<64 { sums[bit] += word >> UInt64(bit) & 1 == 1 ? 1 : -1 } }
    var hash: UInt64 = 0
    for bit in 0..<64 where sums[bit] > 0 { hash |= 1 << UInt64(bit) }
    return hash
  }
}

/// Words that change little or nothing of what a text says, and those that change everything.
private enum LightWords {
  enum Role {
    /// Changes nothing.
    case light
    /// Whoever speaks; left out unless somebody else is spoken to: 我给你打 is not 你给我打.
    case speaker
    case addressee
    /// Makes a question; one is as good as the other.
    case particle
    /// Turns what is said into its opposite.
    case denial
  }

  static let question = hash(of: "吗")

  private static let roles: [UInt64: Role] = {
    var roles: [UInt64: Role] = [:]
    func add(_ role: Role, _ list: String) {
      for word in list.split(whereSeparator: \.isWhitespace) { roles[hash(of: word)] = role }
    }
    add(
      .light,
      """
      的 了 呢 吧 啊 呀 哦 噢 嗯 哈 啦 呗 哟 哎 诶 哎呀 请 请问 想问 问下 问 谢谢 多谢 谢 您好 你好 麻烦 一下 真的 到底 究竟 那 就 也 亲
      a an the please pls hi hello hey thanks thank thx ok okay so well just really very
      """)
    add(.speaker, "我 我们 咱 咱们 i me my we us our")
    add(.addressee, "你 您 你们 您们 you your yours")
    add(.particle, "吗 么 嘛")
    add(
      .denial,
      """
      不 没 没有 未 别 无 非 勿 不能 不会 不是 不要 不用 并非 从未 取消 拒绝 not no never without cannot can't don't doesn't didn't won't
      isn't wasn't aren't cancel refuse cant dont
      """)
    return roles
  }()

  static func role(of hash: UInt64) -> Role? { roles[hash] }

  static func isDenial(_ hash: UInt64) -> Bool { roles[hash] == .denial }

  private static func hash(of word: some StringProtocol) -> UInt64 {
    guard word.utf8.allSatisfy({ $0 < 0x80 }) else {
      return TermHash.word(word.unicodeScalars.map { CharacterCode($0.value).code })
    }
    var letters = Array(word.utf8)
    EnglishStemmer.stem(&letters)
    return TermHash.word(letters.map { UInt32($0) })
  }
}
