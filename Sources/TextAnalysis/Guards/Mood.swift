/// Whether a sentence states or asks.
///
/// The grammar decides, not the intention: the rhetorical 这不就是稳赚的吗 is a question; rules say what to make of it.
public enum Mood: UInt8, Sendable, Hashable, CaseIterable {
  /// The sentence states.
  case statement
  /// The sentence asks.
  case question

  /// The mood of the sentence that holds a hit.
  ///
  /// - Complexity: O(*n*) for the bytes of the turn up to the end of the sentence
  public static func mood(ofSentenceAround hit: Range<Int>, in turn: Range<Int>, of folded: FoldedText) -> Mood {
    mood(of: Sentences.range(around: hit, in: turn, of: folded), of: folded)
  }

  /// The mood of one sentence.
  public static func mood(of sentence: Range<Int>, of folded: FoldedText) -> Mood {
    let bytes = folded.bytes
    if endsAsQuestion(sentence, of: bytes) || hasQuestionForm(sentence, of: bytes) { return .question }
    return .statement
  }

  /// Whether a sentence ends with a question mark or a question particle.
  static func endsAsQuestion(_ sentence: Range<Int>, of bytes: [UInt8]) -> Bool {
    var end = sentence.upperBound
    while end > sentence.lowerBound {
      let start = CodePoints.before(end, in: bytes)
      let value = CodePoints.decode(bytes, at: start).value
      if value == 0x3F { return true }
      guard CodePoints.isSeparator(value) else { break }
      end = start
    }
    return hasQuestionParticle(sentence.lowerBound..<end, of: bytes)
  }

  /// Whether the last word is 吗, 么 (not 什么, 怎么, 那么, 这么, 多么) or 呢 (not 着呢, 还…呢).
  static func hasQuestionParticle(_ range: Range<Int>, of bytes: [UInt8]) -> Bool {
    var last: [UInt32] = []
    var end = range.upperBound
    while end > range.lowerBound, last.count < 2 {
      let start = CodePoints.before(end, in: bytes)
      guard start >= range.lowerBound else { break }
      let value = CodePoints.decode(bytes, at: start).value
      if !(last.isEmpty && CodePoints.isSeparator(value)) { last.append(value) }
      end = start
    }
    guard let particle = last.first else { return false }
    let before = last.count > 1 ? last[1] : 0
    switch particle {
    case 0x5417: return true  // 吗
    case 0x4E48: return ![0x4EC0, 0x600E, 0x90A3, 0x8FD9, 0x591A].contains(before)  // 么
    case 0x5462:  // 呢
      if before == 0x7740 { return false }
      return !contains(Self.still, in: range, of: bytes)
    default: return false
    }
  }

  /// 还, which makes 呢 an assertion: 还没到呢.
  private static let still = WordList<Bool>([("还没,还在,还早,正在,才不", true)])

  private static func contains(_ list: WordList<Bool>, in range: Range<Int>, of bytes: [UInt8]) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      if list.match(in: bytes, at: index, end: range.upperBound) != nil { return true }
      index += CodePoints.decode(bytes, at: index).length
    }
    return false
  }

  private enum Form: Sendable { case asks, embeds, opens, auxiliary, pronoun }

  private static let forms = WordList<Form>([
    ("请问,为什么,为何,是否可以,能否,可否,是不是,能不能,会不会,有没有,可不可以,好不好,行不行,对不对,要不要,怎么办,难道", .asks),
    ("不知道,不清楚,看看,确认,核实,查一下,查询,取决于,告诉我,了解一下,看一下,要看,关键看,无论,不管", .embeds),
    ("what,why,how,when,where,who,which,whose", .opens),
    (
      "is,are,was,were,do,does,did,can,could,will,would,should,have,has,may,isn't,aren't,don't,doesn't,can't",
      .auxiliary
    ),
    ("i,you,it,this,that,they,we,he,she,there,the,my,your,any,anyone,someone", .pronoun),
  ])

  /// Whether a sentence without a mark has the form of a question: 请问, A-not-A, "can you …", "why is …".
  private static func hasQuestionForm(_ sentence: Range<Int>, of bytes: [UInt8]) -> Bool {
    var index = sentence.lowerBound
    var openers: [Form] = []
    var isAtStart = true
    while index < sentence.upperBound {
      if let (length, form) = forms.match(in: bytes, at: index, end: sentence.upperBound) {
        switch form {
        case .asks: return true
        case .embeds: return false
        case .opens, .auxiliary, .pronoun: if isAtStart { openers.append(form) }
        }
        index += length
      } else {
        let (value, length) = CodePoints.decode(bytes, at: index)
        if !CodePoints.isSeparator(value) { isAtStart = false }
        index += length
      }
      if openers.count == 2 { isAtStart = false }
    }
    guard openers.count == 2 else { return false }
    return openers[0] == .auxiliary && openers[1] == .pronoun || openers[0] == .opens && openers[1] == .auxiliary
  }
}
