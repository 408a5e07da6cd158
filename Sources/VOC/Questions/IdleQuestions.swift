internal import TextAnalysis

/// Questions no page can answer: openers (在吗), and echoes that mean nothing without the talk around them (可以吗).
struct IdleQuestions {
  /// A question of these characters alone asks for attention or assent: 有人在吗, 能听到我说话吗, 是不是, 可以吗.
  private static let characters = Set("在不有没人工还客服亲吗么呢啊呀吧嘛你您们听得到见能可以说话理我真是对好行了哪".unicodeScalars)

  private static let wordings: [String] =
    ("""
    为什么 为啥 怎么了 怎么说 怎么办 怎么回事 什么情况 什么意思 什么 啥 啥意思 怎么会这样 然后呢 这样吗 这样可以吗 多少 哪里 哪个 怎么弄 你是机器人吗 是机器人吗 机器人吗 你是真人吗 是真人吗
    是人工吗 你是人工吗 人工客服在吗 有人工吗 有人工客服吗 可以问一下吗 能问一下吗 能问个问题吗 可以问个问题吗 能帮我吗 能帮帮我吗 可以帮我吗 能帮我一下吗 能帮忙吗 可以帮忙吗
    这也不行 这都不行 没别的办法了吗 没有别的办法吗 没其他办法了吗 能不能直接说行还是不行
    """.split(whereSeparator: \.isWhitespace).map { String($0) }
      + [
        "are you there", "you there", "are you still there", "still there", "is anyone there", "anyone there",
        "anybody there", "is anybody there", "hello anyone there", "is there anyone", "can you help", "can you help me",
        "could you help me", "can anyone help me", "can someone help me", "will you help me", "can i ask a question",
        "can i ask you a question", "can i ask you something", "are you a bot", "are you a robot", "are you human",
        "are you real", "is this a bot", "am i talking to a bot", "is this a real person", "what", "why", "how", "when",
        "where", "really", "seriously", "what do you mean", "how so", "why is that", "why not", "is that right",
        "is that ok", "is that possible", "how are you", "what happened", "what now", "and then", "so what",
        "are you sure",
        "hello", "ok", "right", "yes", "not even that", "is there nothing else", "no other way",
      ])

  private let keys: Set<UInt64>

  init(_ wording: inout QuestionWording) {
    var keys: Set<UInt64> = []
    for text in Self.wordings { keys.insert(wording.key(of: Array(text.utf8))) }
    self.keys = keys
  }

  /// Whether a normalised question with its key is one of them.
  func contains(_ text: [UInt8], _ key: UInt64) -> Bool {
    keys.contains(key) || String(decoding: text, as: UTF8.self).unicodeScalars.allSatisfy(Self.characters.contains)
  }
}
