/// Words that say nothing by themselves: never a label alone, never at the border of a phrase.
public enum StopWords {
  private static let english = """
    a about after again all also am an and any are as at be because been before being but by can could did do does doing don't
    each few for from further had has have having he her here hers him his how i i'd i'm i've if in into is isn't it it's its
    just let me more most my no nor not now of off on once only or other our out over own please same she should so some such
    than that that's the their them then there these they this those through to too under until up us very was wasn't we were
    what what's when where which while who why will with would wouldn't you your yours im ive dont cant can't didn't doesn't
    hi hello hey thanks thank ok okay yes yeah like get got want need would know one still really much many may might
    """
  private static let chinese = """
    的 了 是 我 你 您 他 她 它 们 我们 你们 他们 在 和 与 及 也 都 就 还 又 再 很 太 更 最 不 没 没有 有 这 那 这个 那个 这些 那些 哪 哪个 什么 怎么 怎样
    为什么 吗 呢 吧 啊 呀 哦 嗯 哈 啦 嘛 么 得 地 着 过 到 从 把 被 给 对 对于 向 为 以 以及 于 而 而且 但 但是 可是 如果 因为 所以 虽然 然后 或 或者 还是
    就是 不是 可以 能 会 要 想 去 来 上 下 里 中 后 前 时 时候 个 一个 一 二 两 几 些 一些 种 次 件 位 请 请问 谢谢 您好 你好 好 好的 麻烦 一下 一点 有点 这样 那样
    自己 大家 现在 已经 之 其 此 该 等 并 并且 让 使 用 做 说 看 觉得 知道 感觉 真的 非常 比较 特别 什么样 怎么样 多 少 大 小 没什么 不能 不会 不要 还有
    是不是 能不能 可不可以 有没有 会不会 要不要 好不好 行不行 对不对 是否 怎么办 怎么回事 为啥 咋 啥 哪里 哪儿 那里 这里 到底 究竟 居然 竟然 根本 还没 还不 不知道 不了 不到 不上 不掉 不出 里面 之后 之前 以后 以前
    """

  /// The words' hashes by their lowest bits, with open addressing; 0 is an empty place.
  private static let table: [UInt64] = {
    var table = [UInt64](repeating: 0, count: 2048)
    for word in (english + " " + chinese).split(whereSeparator: \.isWhitespace) {
      let hash = TermHash.word(word.unicodeScalars.map { CharacterCode($0.value).code })
      var place = Int(hash & 2047)
      while table[place] != 0, table[place] != hash { place = (place + 1) & 2047 }
      table[place] = hash
    }
    return table
  }()

  /// Whether a folded word is one.
  static func contains(_ codes: [UInt32]) -> Bool {
    if codes.count == 1, codes[0] < 0x3400 { return true }
    return contains(hash: TermHash.word(codes))
  }

  /// As the other, for who has the hash of the folded word already.
  static func contains(_ codes: [UInt32], hash: UInt64) -> Bool {
    if codes.count == 1, codes[0] < 0x3400 { return true }
    return contains(hash: hash)
  }

  private static func contains(hash: UInt64) -> Bool {
    var place = Int(hash & 2047)
    while table[place] != 0 {
      if table[place] == hash { return true }
      place = (place + 1) & 2047
    }
    return false
  }
}
