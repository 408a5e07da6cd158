/// Phrases that say whose words follow, written folded.
enum AttributionWords {
  private enum Part: Sendable { case customer, adverb, verb }

  private static let chinese = WordList<Part>([
    ("您,你,您们,你们,客户您,先生您,女士您", .customer),
    (
      "刚才,刚刚,刚,之前,前面,上面,上次,所,也,一直,这边,那边,自己,方才,方,先前,在前面,昨天,已经,曾经,曾,又,反复,多次,上一句,前边,开头,一开始",
      .adverb
    ),
    ("说,说到,说过,说了,说的,说道,提到,提到过,提到的,提及,提出,提过,提,问,问到,问的,问过,讲,讲到,讲的,写,写的,发的,反映,反馈,表示,描述,声称,称,认为,理解,强调", .verb),
  ])

  /// Words before 您说 that make it the speaker's own: 跟您说.
  private static let towards: Set<UInt32> = [0x8DDF, 0x548C, 0x7ED9, 0x5BF9, 0x5411, 0x4E0E, 0x540C, 0x544A]

  /// What behind 您说 makes it no report: 您说得对, 您说什么, 您说呢.
  private static let agreement = WordList<Bool>([
    ("得对,的对,得没错,的没错,得是,的是,的是的,什么,呢,得有道理,的有道理,是吧,对吧,得很对,的很对", true)
  ])

  /// Attributions to anybody else, which make a testimonial.
  static let others = WordList<Bool>([
    (
      """
      客户都说,客户说,客户也说,客户们都说,用户都说,顾客都说,别人说,别人都说,大家说,大家都说,他们说,他们都说,人家说,人家都说,朋友说,\
      朋友都说,同事说,专家说,经理说,领导说,我们说,我说,都说,有人说,网上说,老师说,跟您说,和您说,给您说,对您说,向您说,跟你说,和你说,\
      给你说,对你说,告诉您,告诉你,customers say,customer says,customers said,clients say,people say,everyone says,\
      everybody says,they say,they said,others say,he said,she said,i said,we said,i say,we say,i told you,we told you
      """, true
    )
  ])

  private static let english = WordList<Bool>([
    (
      """
      you said,you just said,you say,you are saying,you were saying,you're saying,you’re saying,you mentioned,\
      you just mentioned,you have mentioned,you've mentioned,you’ve mentioned,you've said,you’ve said,you have said,\
      you asked,you were asking,you are asking,you just asked,you told me,you told us,you wrote,you stated,you claimed,\
      you described,you reported,you referred to,you brought up,you earlier said,you previously said,\
      you previously mentioned,you earlier mentioned,you also said,you also mentioned,you already said,you called,\
      your words,in your words,quote you,quoting you,to quote you
      """, true
    )
  ])

  /// Length of an attribution to the customer at an offset, or `nil`.
  static func customerAttribution(in bytes: [UInt8], at index: Int, _ sentence: Range<Int>, end: Int) -> Int? {
    if let (length, _) = english.match(in: bytes, at: index, end: end) { return length }
    guard let (first, part) = chinese.match(in: bytes, at: index, end: end), part == .customer else { return nil }
    if index - 3 >= sentence.lowerBound, towards.contains(CodePoints.decode(bytes, at: index - 3).value) {
      return nil
    }
    var cursor = index + first
    while cursor < end, let (length, part) = chinese.match(in: bytes, at: cursor, end: end) {
      switch part {
      case .customer: return nil
      case .adverb: cursor += length
      case .verb:
        if agreement.match(in: bytes, at: cursor + length, end: bytes.count) != nil { return nil }
        let isAgreement = agreement.match(in: bytes, at: cursor + 3, end: bytes.count) != nil
        return isAgreement ? nil : cursor + length - index
      }
    }
    return nil
  }
}
