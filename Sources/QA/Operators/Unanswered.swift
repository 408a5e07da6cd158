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
    .not("{unanswered: {of: customer}}", ["Agent: Sorted.", "Customer: Thank you, Alex. You too!"]),
    .hit("{unanswered: {of: customer}}", ["坐席: 已登记", "客户: ▸好的，退款◂"]),
    .hit("{unanswered: {of: customer}}", ["Agent: Which order?", "Customer: ▸yes 4412◂"]),
    .not("{unanswered: {of: customer}, exclude: [催]}", ["坐席: 已登记", "客户: 不催了"]),
    .not("{unanswered: {of: customer}}", ["坐席: 已登记", "客户: 感谢您的耐心解答！再见"]),
    .hit("{unanswered: {of: customer}}", ["坐席: 已登记", "客户: ▸好的，那几号能送到◂"]),
    .hit("{unanswered: {of: customer}}", ["Agent: Sorted.", "Customer: ▸Thanks, but can you check the other order?◂"]),
    .hit("{unanswered: {of: customer}}", ["坐席: 已登记", "客户: ▸谢谢啊等了十天◂"]),
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

  static let courtesies = [
    "thank you", "thanks", "you're welcome", "you are welcome", "you're very welcome", "have a", "i appreciate",
    "appreciate", "take care", "enjoy your", "same to you", "no problem", "my pleasure", "谢谢", "感谢", "多谢", "祝", "不客气",
    "辛苦",
  ]

  private let partings: [[UInt8]] = ["thank", "thx", "bye", "welcome"].map { Array($0.utf8) }

  static let contrasts = [
    "but", "however", "still", "need", "want", "waiting", "for nothing", "nothing works", "但", "可是", "不过", "还没", "还是",
    "等了", "怎么",
    "为什么", "到底", "麻烦再", "请再",
  ]

  var role: Role
  var grace: Int64
  /// Folded words, longest first, that are stripped from a message.
  var ignored: [[UInt8]]
  /// Folded beginnings of sentences that thank, wish or say goodbye; none if the book gives its own words.
  var courtesies: [[UInt8]]
  /// Folded words after which a courtesy is none: "thanks, but …", 谢谢啊等了十天.
  var contrasts: [[UInt8]]

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    var result = Unanswered(acknowledgementsWith: compiler.folder)
    result.role = Role(name: arguments.text("of") ?? "customer") ?? .customer
    result.grace = arguments.duration("grace") ?? -1
    if arguments.has("ignore") {
      result.ignored = folded(arguments.texts("ignore"), compiler.folder)
      result.courtesies = []
    }
    return result
  }

  /// The usual words of customers who need no answer.
  init(acknowledgementsWith folder: Folder) {
    role = .customer
    grace = -1
    ignored = Self.folded(Self.acknowledgements, folder)
    courtesies = Self.courtesies.map { folder.fold($0) }
    contrasts = Self.contrasts.map { folder.fold($0) }
  }

  /// Words folded, longest first.
  private static func folded(_ words: [String], _ folder: Folder) -> [[UInt8]] {
    words.map { folder.fold($0) }.filter { !$0.isEmpty }.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
    }
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
    let last = open.first { index in
      let range = view.utterances[index].range
      let whole = Hit(utterance: index, range: range, hasText: true, measure: nil)
      return !isAcknowledgement(range, in: view.folded) && scoped.refusal(of: whole) == nil
    }
    guard let last else { return .miss }
    if grace >= 0, view.conversation.endedAt != Turn.noTime, view.utterances[last].time != Turn.noTime,
      view.conversation.endedAt - view.utterances[last].time <= grace
    {
      return .miss
    }
    let range = view.utterances[last].range
    return .found([Hit(utterance: last, range: range, hasText: !range.isEmpty, measure: nil)])
  }

  /// Whether a message needs no answer: every sentence is an acknowledgement or a farewell.
  func isAcknowledgement(_ range: Range<Int>, in folded: FoldedText) -> Bool {
    if range.isEmpty { return false }  // a picture asks for an answer
    let sentences = Sentences.ranges(in: range, of: folded)
    return !sentences.isEmpty && sentences.allSatisfy { isAcknowledgement(sentence: $0, folded) }
  }

  /// Whether a sentence holds only acknowledgements, punctuation and emoji, with at most a name or two letters beside
  /// them ("thanks, Alex"), or is a courtesy from its first word ("thank you for calling …").
  private func isAcknowledgement(sentence: Range<Int>, _ folded: FoldedText) -> Bool {
    let bytes = folded.bytes
    if bytes[sentence].contains(0x3F)
      || bytes[sentence].contains(0xEF) && Mood.mood(of: sentence, of: folded) == .question
    {
      return false
    }
    var position = sentence.lowerBound
    var strays = 0
    var found = false
    var hasOther = false
    // More strays than a name has, or one that is no name, decide: only a courtesy from the first word can follow.
    next: while position < sentence.upperBound, strays <= 2, !hasOther {
      for word in ignored where position + word.count <= sentence.upperBound && bytes[position] == word[0] {
        guard bytes[position..<position + word.count].elementsEqual(word) else { continue }
        let end = position + word.count
        let isLatin = word[word.count - 1] < 0x80
        if isLatin && end < sentence.upperBound && (0x61...0x7A).contains(bytes[end]) { continue }
        position = end
        found = true
        continue next
      }
      let byte = bytes[position]
      if byte < 0x80 {
        let start = position
        while position < sentence.upperBound, isWordByte(bytes[position]) { position += 1 }
        if position > start {
          strays += 1
          if bytes[start..<position].contains(where: { (0x30...0x39).contains($0) }) { hasOther = true }
        } else {
          position += 1
        }
      } else if byte >= 0xF0 {  // emoji and other supplementary symbols
        position += 4
      } else if byte == 0xE2 || (byte == 0xE3 && bytes[position + 1] == 0x80) {  // symbols, CJK punctuation
        position += 3
      } else {
        strays += 1
        hasOther = true
        position += byte < 0xE0 ? 2 : 3
      }
    }
    if strays == 0 { return true }
    // One or two Latin words beside thanks are a name: "ok thanks Alex". Han characters may be a demand: 好的，退款.
    if found && strays <= 2 && !hasOther && partings.contains(where: { contains($0, in: sentence, bytes) }) {
      return true
    }
    return courtesies.contains { bytes[sentence].starts(with: $0) } && Mood.mood(of: sentence, of: folded) != .question
      && !contrasts.contains { contains($0, in: sentence, bytes) }
  }

  private func contains(_ word: [UInt8], in range: Range<Int>, _ bytes: [UInt8]) -> Bool {
    guard range.count >= word.count else { return false }
    return (range.lowerBound...range.upperBound - word.count).contains { start in
      bytes[start] == word[0] && bytes[start..<start + word.count].elementsEqual(word)
    }
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x27
  }
}
