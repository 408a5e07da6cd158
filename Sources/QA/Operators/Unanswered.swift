internal import TextAnalysis
internal import Transcripts

/// The last word of a party stays without an answer (末句未应答).
struct Unanswered: Operator {
  static let name = "unanswered"
  static let summary = "The last messages of one party get no answer before the leg ends."
  static let parameters: [Parameter] = [
    Parameter("of", .choice(["customer", "agent", "bot"]), default: "customer", "Whose messages go unanswered."),
    Parameter("grace", .duration, "No hit if the record ends within this time after the message."),
    Parameter(
      "ignore", .texts, default: "thanks, agreement and farewells in Chinese and English",
      "Messages made only of these words need no answer."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{unanswered: {of: customer}}", ["坐席: 您好", "客户: ▸什么时候到？◂"]),
    .not("{unanswered: {of: customer}}", ["客户: 什么时候到？", "坐席: 明天"]),
    .not("{unanswered: {of: customer}}", ["坐席: 明天到", "客户: 好的，谢谢👍"]),
    .not("{unanswered: {of: customer}}", ["Agent: It arrives tomorrow.", "Customer: OK thanks, bye!"]),
    .hit("{unanswered: {of: customer, ignore: [嗯]}}", ["坐席: 明天到", "客户: ▸好的◂"]),
  ]

  static let acknowledgements = [
    "好的", "好", "好吧", "好滴", "好哒", "嗯", "嗯嗯", "哦", "噢", "行", "行吧", "可以", "可以了", "知道了", "明白", "明白了", "了解",
    "了解了", "清楚了", "收到", "谢谢", "谢谢您", "谢谢你", "多谢", "感谢", "谢了", "谢", "辛苦了", "辛苦", "再见", "拜拜", "拜", "没有了",
    "没了", "没有", "不用了", "不用", "没事了", "没事", "没问题", "不客气", "解决了", "搞定了", "ok", "okay", "okey", "k", "kk", "yes", "yep",
    "yeah", "no", "nope", "alright", "all right", "great", "perfect", "fine", "cool", "got it", "i see", "sure",
    "understood", "thanks", "thank you", "thank u", "thx", "ty", "many thanks", "so much", "very much", "a lot", "bye",
    "goodbye", "bye bye", "have a nice day", "have a good day", "you too", "same to you", "that's all", "thats all",
    "that is all", "that will be all", "nothing else", "i'm good", "no that's it", "的", "了", "啊", "呀", "哈", "呢", "吧",
  ]

  var role: Role
  var grace: Int64
  /// Folded words, longest first, that are stripped from a message.
  var ignored: [[UInt8]]

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    let words = arguments.has("ignore") ? arguments.texts("ignore") : acknowledgements
    return Unanswered(
      role: Role(name: arguments.text("of") ?? "customer") ?? .customer, grace: arguments.duration("grace") ?? -1,
      ignored: words.map { compiler.folder.fold($0) }.filter { !$0.isEmpty }.sorted {
        ($1.count, $0.lexicographicallyPrecedes($1) ? 0 : 1) < ($0.count, $0.lexicographicallyPrecedes($1) ? 1 : 0)
      })
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let view = scoped.view
    var open: [Int] = []
    for index in scoped.window.utterances.reversed() {
      let utterance = view.utterances[index]
      if utterance.role == role {
        open.append(index)
      } else if utterance.role != .system, !utterance.isAutomatic {
        break
      }
    }
    // A leg that ends by a hand-over is answered by whoever comes next.
    if scoped.leg.utterances.upperBound < view.utterances.count,
      scoped.window.utterances.upperBound == scoped.leg.utterances.upperBound
    {
      let answered = view.utterances[scoped.leg.utterances.upperBound...].contains {
        $0.role != role && $0.role != .system && !$0.isAutomatic
      }
      if answered { return .miss }
    }
    guard let last = open.first(where: { !isAcknowledgement(view.utterances[$0].range, view) }) else { return .miss }
    if grace >= 0, view.conversation.endedAt != Turn.noTime, view.utterances[last].time != Turn.noTime,
      view.conversation.endedAt - view.utterances[last].time <= grace
    {
      return .miss
    }
    let range = view.utterances[last].range
    return .found([Hit(utterance: last, range: range, hasText: !range.isEmpty, measure: nil)])
  }

  /// Whether a message holds nothing but acknowledgements, punctuation, emoji and spaces.
  private func isAcknowledgement(_ range: Range<Int>, _ view: ConversationView) -> Bool {
    let bytes = view.folded.bytes
    if range.isEmpty { return false }  // a picture asks for an answer
    var position = range.lowerBound
    next: while position < range.upperBound {
      for word in ignored where position + word.count <= range.upperBound && bytes[position] == word[0] {
        if bytes[position..<position + word.count].elementsEqual(word) {
          let end = position + word.count
          let isLatin = word[word.count - 1] < 0x80
          let goesOn = isLatin && end < range.upperBound && (0x61...0x7A).contains(bytes[end])
          if !goesOn {
            position = end
            continue next
          }
        }
      }
      let byte = bytes[position]
      if byte < 0x80 {
        let isWord = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x3F
        if isWord { return false }
        position += 1
      } else if byte >= 0xF0 {  // emoji and other supplementary symbols
        position += 4
      } else if byte == 0xE2 || (byte == 0xE3 && bytes[position + 1] == 0x80) {  // symbols, CJK punctuation
        position += 3
      } else {
        return false
      }
    }
    return true
  }
}
