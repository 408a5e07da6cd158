internal import TextAnalysis
internal import Transcripts

/// Tells whether a good sign follows what an agent said: relief, thanks, a matter confirmed as solved, or a high rating.
struct ReliefSign {
  /// The least rating that is high.
  var highRating: Double

  private let reader = SentimentLexicon.bundled.makeReader()
  private let confirmations: [[UInt8]]
  private let denials: [[UInt8]]

  init(_ folder: Folder, highRating: Double) {
    self.highRating = highRating
    confirmations = [
      "解决了", "搞定了", "弄好了", "可以了", "好了", "成功了", "明白了", "懂了", "清楚了", "找到了", "that works", "it works", "works now",
      "solved", "resolved", "sorted", "that helps", "makes sense", "all set", "got it working", "found it",
    ].map(folder.fold)
    denials = ["没", "未", "不", "还", "别", "not ", "n't ", "never ", "un", "isn't ", "yet to be "].map(folder.fold)
  }

  /// Whether the contact's rating is high.
  func isHigh(_ conversation: Conversation) -> Bool {
    let rating = ["rating", "csat", "stars", "评分", "满意度"].lazy.compactMap {
      conversation.metadata[$0].flatMap { Double($0.description) }
    }.first
    return rating.map { $0 >= highRating } ?? false
  }

  /// Whether the customer's next message after a turn is a good sign.
  func follows(_ index: Int, in conversation: Conversation, _ folded: FoldedText) -> Bool {
    for next in conversation.turns.indices.dropFirst(index + 1) {
      let turn = conversation.turns[next]
      guard turn.counts, turn.role == .customer else { continue }
      let range = folded.turnRange(next)
      let reading = reader.read(folded.bytes, in: range)
      if reading.label == .negative { return false }
      return reading.label == .positive || reading.emotions[.gratitude] >= 0.2 || reading.emotions[.relief] >= 0.2
        || confirms(range, folded)
    }
    return false
  }

  /// Whether a sentence that asks nothing says that the matter is solved, without a denial before it.
  private func confirms(_ range: Range<Int>, _ folded: FoldedText) -> Bool {
    for sentence in Sentences.ranges(in: range, of: folded)
    where sentence.count <= 90 && Mood.mood(of: sentence, of: folded) == .statement {
      let text = Array(folded.bytes[sentence])
      for wording in confirmations {
        guard let place = PhraseCounter.range(of: wording, in: text) else { continue }
        let before = text[..<place.lowerBound]
        if !denials.contains(where: { before.suffix($0.count).elementsEqual($0) }) { return true }
      }
    }
    return false
  }
}
