public import TextAnalysis
public import Transcripts

/// Reads contacts out of conversations; one a worker.
public final class ContactReader {
  /// Messages up to so many bytes are one unit; longer ones are read by sentences.
  public static let longestMessage = 600
  /// Units of one conversation at most; more is a machine's output, not a customer's words.
  public static let largestContact = 2_000
  /// Bytes of a sentence that are kept at most.
  static let longestUnit = 2_000

  private let folder: Folder
  private let classifier: ContactClassifier
  private let sentiment: any SentimentReader
  private var folded = FoldedText()

  /// Makes a reader.
  public init(
    competitors: [String] = [], sentiment: any SentimentEngine = SentimentLexicon.bundled
  ) throws {
    folder = try Folder()
    classifier = try ContactClassifier(competitors: competitors)
    self.sentiment = sentiment.makeReader()
  }

  /// Reads one conversation.
  public func read(_ conversation: Conversation) -> Contact {
    folder.fold(conversation, into: &folded)
    var contact = Contact()
    contact.id = conversation.id
    contact.fingerprint = conversation.fingerprint
    contact.channel = conversation.channel
    contact.startedAt = conversation.startedAt
    readParties(conversation, into: &contact)
    readMetadata(conversation, into: &contact)
    var number = 0
    var agent: Int32 = -1
    for (index, turn) in conversation.turns.enumerated() where turn.counts || turn.kind == .note {
      if turn.counts { number += 1 }
      if turn.role == .agent, turn.participant >= 0 {
        if agent >= 0, agent != turn.participant { contact.handOffs += 1 }
        agent = turn.participant
      }
      if contact.startedAt == Turn.noTime, turn.time != Turn.noTime, conversation.timeBasis != .offset {
        contact.startedAt = turn.time
      }
      guard turn.role == .customer || (turn.kind == .note && turn.role != .system && turn.role != .bot) else {
        continue
      }
      let range = folded.turnRange(index)
      let ranges =
        turn.kind == .note || range.count > Self.longestMessage
        ? Sentences.ranges(in: range, of: folded) : range.isEmpty ? [] : [range]
      for sentence in ranges where contact.mentions.count < Self.largestContact {
        read(sentence, turn: turn, number: max(1, number), conversation, into: &contact)
      }
    }
    return contact
  }

  private func read(
    _ range: Range<Int>, turn: Turn, number: Int, _ conversation: Conversation, into contact: inout Contact
  ) {
    guard !Fillers.isFiller(folded.bytes, range) else {
      contact.fillers += 1
      return
    }
    var original = folded.original(range)
    if original.count > Self.longestUnit {
      var end = original.lowerBound + Self.longestUnit
      while end > original.lowerBound, conversation.text[end] & 0xC0 == 0x80 { end -= 1 }
      original = original.lowerBound..<end
    }
    while let last = original.last, conversation.text[last] <= 0x20 { original = original.lowerBound..<last }
    while let first = original.first, conversation.text[first] <= 0x20 { original = first + 1..<original.upperBound }
    guard !original.isEmpty else { return }
    var mention = Mention()
    mention.turn = number
    mention.text = Array(conversation.text[original])
    let start = Self.codePoints(conversation.text[turn.range.lowerBound..<original.lowerBound])
    mention.span = start..<start + Self.codePoints(mention.text[...])
    mention.key = TermHash.text(mention.text)
    let isQuestion = Sentences.ranges(in: range, of: folded).contains { Mood.mood(of: $0, of: folded) == .question }
    mention.sentiment = Int((sentiment.read(folded.bytes, in: range).score * 100).rounded())
    mention.reading = classifier.read(
      folded.bytes, in: range, isQuestion: isQuestion, sentiment: mention.sentiment)
    contact.mentions.append(mention)
  }

  private static func codePoints(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }

  private func readParties(_ conversation: Conversation, into contact: inout Contact) {
    for turn in conversation.turns where turn.participant >= 0 {
      let party = conversation.participants[Int(turn.participant)]
      if turn.role == .customer, contact.customer == 0, !party.id.isEmpty {
        contact.customer = StableHash.hash(party.id)
      }
      if turn.role == .agent, contact.agent.isEmpty { contact.agent = party.id }
    }
  }

  private func readMetadata(_ conversation: Conversation, into contact: inout Contact) {
    func value(_ names: [String]) -> String {
      for name in names {
        if let found = conversation.metadata[name]?.description, !found.isEmpty { return found }
      }
      return ""
    }
    contact.product = value(["product", "product_name", "sku", "产品", "商品"])
    contact.region = value(["region", "province", "city", "地区", "省份", "城市"])
    contact.segment = value(["segment", "tier", "customer_tier", "level", "客户等级", "客群"])
    if contact.agent.isEmpty { contact.agent = value(["agent", "agent_id", "坐席", "客服"]) }
    if contact.channel.isEmpty { contact.channel = value(["channel", "渠道"]) }
    if contact.customer == 0 {
      let id = value(["customer_id", "customer", "user_id", "客户号", "客户编号"])
      if !id.isEmpty { contact.customer = StableHash.hash(id) }
    }
    contact.rating = Double(value(["rating", "csat", "stars", "score", "评分", "满意度"]))
  }
}

/// Customers' texts that say nothing by themselves.
enum Fillers {
  private static let words: Set<String> = Set(
    """
    你好 您好 在吗 在么 有人吗 有人在吗 好 好的 好吧 好滴 行 可以 嗯 嗯嗯 哦 哦哦 噢 是 是的 对 对的 不是 没有 没有了 没了 谢谢 谢谢你 谢谢您 多谢 感谢 辛苦了 再见 拜拜 知道了 明白 明白了 收到 没事 没事了
    不用了 不用 稍等 等一下 喂 人工 转人工 人工客服 客服 麻烦了 ok 嗯好 嗯好的 好谢谢 好的谢谢 好的谢谢您 没有了谢谢
    """.split(whereSeparator: \.isWhitespace).map { String($0) }
      + [
        "hi", "hello", "hey", "ok", "okay", "yes", "no", "yep", "nope", "sure", "thanks", "thank you", "thx", "ty",
        "bye", "goodbye", "great",
        "good", "fine", "yeah", "alright", "hello there", "hi there", "good morning", "good afternoon", "ok thanks",
        "okay thanks",
        "ok thank you", "no thanks", "no thank you", "thats all", "that's all", "agent", "human", "got it", "please",
        "ok great", "great thanks",
      ])

  /// Whether nothing is left without punctuation, digits and filler words.
  static func isFiller(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard range.count <= 60 else { return false }
    var text = ""
    for scalar in String(decoding: bytes[range], as: UTF8.self).unicodeScalars {
      if scalar.properties.isAlphabetic || scalar == "'" {
        text.unicodeScalars.append(scalar)
      } else if scalar == " ", !text.isEmpty, !text.hasSuffix(" ") {
        text.append(" ")
      }
    }
    while text.hasSuffix(" ") { text.removeLast() }
    if text.isEmpty || words.contains(text) { return true }
    return text.unicodeScalars.count < 2
  }
}
