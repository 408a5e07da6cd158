/// The words that decide about negation before a hit, written folded.
enum NegationWords {
  /// What a word does.
  enum Kind: Sendable, Equatable {
    /// Denies what follows.
    case negator
    /// Denies the noun phrase that follows: "no", 无.
    case nominal
    /// Denies only what stands directly behind it: 非, 未.
    case beside
    /// Denies, but affirms in a question: 不是 … 吗, "isn't it …?".
    case notIs
    /// Contains a negator and denies nothing.
    case neutral
    /// Ends the scope of earlier negators.
    case contrast
    /// Opens a condition: 只要, "if".
    case condition
    /// Ends the scope of negators in a condition: 就, "then".
    case consequence
    /// Makes a negated question an affirmation: 难道.
    case rhetorical
  }

  /// All words; where several begin at one place the longest counts.
  static let list = WordList<Kind>([
    (
      """
      不,没,没有,无法,不能,不能够,不会,不可能,不可以,不可,不得,不许,不准,不允许,不予,不要,不用,不必,不需要,不曾,不再,不敢,\
      并非,并不,并没有,并未,从不,从未,从没,从来没有,绝不,决不,绝非,绝对不,未曾,未必,尚未,勿,请勿,切勿,别,禁止,严禁,杜绝,\
      拒绝,避免,谁也不,没法,没办法,做不到,不是说,不存在,不支持,不提供,不承诺,不保证,缺乏,毫无,否认,不等于,不代表,不意味着,\
      never,not,cannot,can't,can’t,cant,won't,won’t,wont,don't,don’t,dont,doesn't,doesn’t,doesnt,didn't,didn’t,didnt,\
      couldn't,couldn’t,wouldn't,wouldn’t,shouldn't,shouldn’t,mustn't,mustn’t,hasn't,hasn’t,haven't,haven’t,hadn't,\
      hadn’t,wasn't,wasn’t,weren't,weren’t,ain't,ain’t,neither,nor,nobody,nothing,unable,refuse,refused,refuses,\
      forbidden,prohibited,unlikely,hardly,far from,rather than,instead of
      """, .negator
    ),
    ("无,without,no,none of,zero", .nominal),
    ("非,未,莫", .beside),
    ("不是,isn't,isn’t,isnt,aren't,aren’t,arent", .notIs),
    (
      """
      不能不,不得不,不会不,不可不,没有不,不是不,无不,无非,莫不,未尝不,不是没有,不是没,并非不,并非没有,不无,不可能不,不能没有,\
      不仅,不仅仅,不但,不只,不单,不光,不止,不过,不错,不好意思,不断,不同,不管,不论,无论,不久,不少,不愧,不妨,不由得,不得了,\
      不一样,不客气,不用客气,不用谢,不谢,不用担心,不必担心,不要担心,别担心,无需担心,不用怕,不要怕,别怕,不怕,不要着急,不用着急,\
      别着急,别急,不急,不知道,不知,不清楚,不明白,不了解,不懂,不太清楚,不瞒您说,不瞒你说,不就是,不就,不正是,不信您,不信你,\
      不如,不如说,要不,要不要,对不起,对不住,差不多,了不起,受不了,没问题,没关系,没事,没事儿,没错,没准,没准儿,没说的,没有问题,\
      没的说,没得说,非常,非凡,非得,非要,非但,是非,除非,未来,别人,别的,别家,特别,区别,个别,分别,级别,类别,性别,差别,识别,告别,\
      鉴别,判别,派别,别墅,别说,无数,无疑,无比,无限,无微不至,毫无疑问,无锡,不限,不动产,不锈钢,不良,莫非,没收,没落,\
      not only,not just,not merely,no problem,no problems,no worries,no worry,no doubt,no matter,no wonder,\
      no question,not to mention,not bad,why not,whether or not,or not,if not,can't wait,cannot wait,without doubt,\
      without a doubt,without question,no need to worry,don't worry,don’t worry,dont worry,do not worry,never mind,\
      don't hesitate,don’t hesitate,do not hesitate,no sooner,nothing but,cannot but,can't help,no less,not until,\
      don't forget,don’t forget,do not forget,never forget,no one,account no,order no,not sure,don't know,don’t know
      """, .neutral
    ),
    (
      """
      但,但是,可是,然而,而是,却,只是,反而,反倒,其实,实际上,因为,所以,因此,\
      but,however,yet,instead,although,though,whereas,while,because,so
      """, .contrast
    ),
    ("只要,如果,要是,若,假如,一旦,即使,即便,哪怕,就算,尽管,万一,if,unless,when,even if", .condition),
    ("就,也,都,才,则,便,then", .consequence),
    ("难道,岂", .rhetorical),
  ])
}
