/// Denial behind a hit: 稳赚不赔是不可能的, 保本的说法不对, "guaranteed returns are not possible".
enum NegationAfter {
  private enum Part: Sendable, Equatable {
    /// May stand between the hit and the denial.
    case filler
    /// Denies what stands before it.
    case denial
    /// Denies only at the end of the clause.
    case finalDenial
  }

  private static let words = WordList<Part>([
    (
      """
      的,这,那,这种,那种,这个,那个,这样,这些,此类,类似,种,个,说法,想法,承诺,话,事,事情,情况,字眼,词,收益,理财,产品,是,都,都是,\
      其实,根本,肯定,绝对,一般,目前,现在,我们,我们这边,我们这里,我行,我司,本公司,公司,银行,平台,这边,我,也,可,在我们这,国家,\
      监管,按规定,按照规定,实际上,从来,啊,呢,哦,a,the,such,this,that,these,those,return,returns,of,any,kind,claim,claims,promise,\
      promises,is,are,was,were,thing,things,we,i,it,simply,just,really,actually,definitely
      """, .filler
    ),
    (
      """
      不可能,不存在,不对,不是真的,不准确,不正确,不真实,不属实,不成立,不现实,不合规,不允许,不能承诺,不能保证,无法承诺,无法保证,\
      不敢承诺,不敢保证,不会承诺,不做承诺,不承诺,不保证,没法保证,没办法保证,做不到,办不到,没有的,没有这,没这,没有的事,没有这回事,\
      假的,骗人的,错误的,错的,违规的,违法的,禁止的,严禁的,谣言,不可信,不能信,不要信,别信,不实,是没可能,不能说,不得,被禁止,\
      not possible,impossible,not true,not allowed,not permitted,not available,not offered,not real,not accurate,not correct,\
      not the case,not something,not guaranteed,not promised,not a thing,never guaranteed,never possible,untrue,false,\
      forbidden,prohibited,does not exist,doesn't exist,doesn’t exist,do not exist,don't exist,don’t exist,\
      isn't possible,isn’t possible,aren't possible,aren’t possible,isn't true,isn’t true,isn't allowed,isn’t allowed,\
      isn't something,isn’t something,isn't available,isn’t available,aren't available,aren’t available,\
      cannot be guaranteed,can't be guaranteed,can’t be guaranteed,cannot be promised,can't be promised,\
      can't be done,cannot be done,can not be guaranteed
      """, .denial
    ),
    ("没有,不行,不能", .finalDenial),
  ])

  /// Words that may open the next clause when it speaks of the hit.
  private static let pointers = WordList<Bool>([
    ("这,那,这种,那种,这个,那个,此,都是,这是,那是,this,that,it,which,these,those", true)
  ])

  /// Whether a denial follows the hit through fillers only, in its clause or in a next clause that points back.
  static func isDenied(hit: Range<Int>, in turn: Range<Int>, of bytes: [UInt8]) -> Bool {
    var index = hit.upperBound
    var hasCrossed = false
    var steps = 0
    while index < turn.upperBound, steps < 16 {
      if let mark = separator(at: index, in: turn, of: bytes) {
        index += mark
        continue
      }
      if !hasCrossed, bytes[index] == UInt8(ascii: ",") {
        hasCrossed = true
        index += 1
        while index < turn.upperBound, bytes[index] == 0x20 { index += 1 }
        guard index < turn.upperBound, pointers.match(in: bytes, at: index, end: turn.upperBound) != nil else {
          return false
        }
        continue
      }
      guard let (length, part) = words.match(in: bytes, at: index, end: turn.upperBound) else { return false }
      index += length
      steps += 1
      switch part {
      case .denial: return !isQuestion(from: index, in: turn, of: bytes)
      case .finalDenial:
        return index >= turn.upperBound || Clause.isBoundary(at: index, in: turn, of: bytes)
          ? !isQuestion(from: index, in: turn, of: bytes) : false
      case .filler: continue
      }
    }
    return false
  }

  /// Whether the sentence ends in a question: 保本不可能吗.
  private static func isQuestion(from index: Int, in turn: Range<Int>, of bytes: [UInt8]) -> Bool {
    var end = index
    while end < turn.upperBound, !Clause.isBoundary(at: end, in: turn, of: bytes) { end += 1 }
    let isMarked = end < turn.upperBound && bytes[end] == UInt8(ascii: "?")
    return isMarked || Mood.hasQuestionParticle(index..<end, of: bytes)
  }

  /// Length of a quote, bracket or space at an offset.
  private static func separator(at index: Int, in turn: Range<Int>, of bytes: [UInt8]) -> Int? {
    switch bytes[index] {
    case 0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"): return 1
    case 0xE2 where index + 2 < turn.upperBound && bytes[index + 1] == 0x80: return 3
    case 0xE3 where index + 2 < turn.upperBound && bytes[index + 1] == 0x80:
      return [0x8D, 0x8F, 0x8B, 0x91].contains(bytes[index + 2]) ? 3 : nil
    default: return nil
    }
  }
}
