internal import TextAnalysis
public import Transcripts

/// A question customers ask again and again.
public struct RepeatedQuestion: Sendable, Hashable {
  /// The most frequent wording, as a customer wrote it.
  public var wording: String
  /// How often it was asked.
  public var count: Int
  /// In how many conversations.
  public var conversations: Int
  /// How often it got an answer from a person or a bot.
  public var answered: Int
  /// The most frequent answers with their counts, at most three.
  public var answers: [Answer]
  /// Where it was asked: conversation and turn from 1, the first ones.
  public var places: [Place]

  /// An answer and how often it was given.
  public struct Answer: Sendable, Hashable {
    /// The answer's most frequent wording.
    public var text: String
    /// How often it was given.
    public var count: Int
  }

  /// A place in the input.
  public struct Place: Sendable, Hashable {
    /// The conversation's id.
    public var conversation: String
    /// The turn, from 1 among public turns.
    public var turn: Int
  }
}

/// Counts the questions of customers by their normalised text, with the answers that follow.
///
/// Two questions are the same if nothing but width, case, 繁/简, punctuation, spaces and politeness around them
/// differs. The next public message of an agent or a bot before the customer's next question is the answer.
/// Counts do not depend on the order of conversations; wordings that are equally frequent are chosen by their bytes.
public struct QuestionCounter {
  /// Questions kept at most; further new ones are counted in ``overflow``.
  public static let limit = 1_000_000

  /// How many different questions did not find room.
  public private(set) var overflow = 0
  /// How many questions were read.
  public private(set) var total = 0

  private struct Entry {
    var wordings: [String: Int] = [:]
    var conversations = 0
    var lastConversation = -1
    var answered = 0
    var answers: [[UInt8]: (count: Int, wording: String)] = [:]
    var places: [RepeatedQuestion.Place] = []
  }

  private let folder: Folder
  private var folded = FoldedText()
  private var entries: [[UInt8]: Entry] = [:]
  private var conversationNumber = 0
  /// Polite beginnings that do not change a question, folded.
  private let courtesies: [[UInt8]]

  /// Makes an empty counter.
  public init() throws {
    folder = try Folder()
    courtesies = [
      "您好", "你好", "请问一下", "请问", "麻烦问一下", "麻烦问下", "我想问一下", "我想问下", "想问一下", "想问下", "问一下", "问下", "那个", "那",
      "hello", "hi", "hey", "excuse me", "please", "could you tell me", "can you tell me", "i want to ask", "so",
    ].map(folder.fold).sorted { ($1.count, $0.lexicographicallyPrecedes($1) ? 0 : 1) < ($0.count, 1) }
  }

  /// Adds the questions of a conversation.
  public mutating func add(_ conversation: Conversation) {
    folder.fold(conversation, into: &folded)
    conversationNumber += 1
    var open: [[UInt8]] = []
    var number = 0
    for (index, turn) in conversation.turns.enumerated() where turn.counts {
      number += 1
      switch turn.role {
      case .customer:
        var isFirst = true
        for sentence in Sentences.ranges(in: folded.turnRange(index), of: folded)
        where Mood.mood(of: sentence, of: folded) == .question {
          let key = normalized(sentence)
          guard key.count >= 4 else { continue }
          if isFirst { open.removeAll() }
          isFirst = false
          count(key, conversation, conversation.string(in: folded.original(sentence)), number)
          open.append(key)
        }
      case .agent, .bot:
        if turn.flags.contains(.automatic) { continue }
        let key = normalized(folded.turnRange(index))
        guard !key.isEmpty else { continue }
        let wording = conversation.string(of: turn)
        for question in open { answer(question, key, wording) }
        open.removeAll()
      default: continue
      }
    }
  }

  private mutating func count(_ key: [UInt8], _ conversation: Conversation, _ wording: String, _ number: Int) {
    total += 1
    if entries[key] == nil {
      guard entries.count < Self.limit else {
        overflow += 1
        return
      }
      entries[key] = Entry()
    }
    let place = RepeatedQuestion.Place(conversation: conversation.id, turn: number)
    let conversationNumber = conversationNumber
    let trimmed = Self.trimmed(wording)
    entries[key]!.wordings[trimmed, default: 0] += 1
    if entries[key]!.lastConversation != conversationNumber {
      entries[key]!.lastConversation = conversationNumber
      entries[key]!.conversations += 1
    }
    if entries[key]!.places.count < 5 { entries[key]!.places.append(place) }
  }

  private mutating func answer(_ question: [UInt8], _ key: [UInt8], _ wording: String) {
    guard entries[question] != nil else { return }
    entries[question]!.answered += 1
    if let known = entries[question]!.answers[key] {
      entries[question]!.answers[key] = (known.count + 1, min(known.wording, wording))
    } else if entries[question]!.answers.count < 200 {
      entries[question]!.answers[key] = (1, wording)
    }
  }

  /// The most frequent questions, at least `minimum` times asked.
  public func top(_ n: Int, minimum: Int = 2) -> [RepeatedQuestion] {
    let chosen = entries.filter { entry in entry.value.wordings.values.reduce(0, +) >= minimum }
    let questions = chosen.map { key, entry -> (key: [UInt8], question: RepeatedQuestion) in
      let wording = entry.wordings.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
      let answers = entry.answers.values.sorted { ($1.count, $0.wording) < ($0.count, $1.wording) }.prefix(3)
      return (
        key,
        RepeatedQuestion(
          wording: wording, count: entry.wordings.values.reduce(0, +), conversations: entry.conversations,
          answered: entry.answered, answers: answers.map { .init(text: $0.wording, count: $0.count) },
          places: entry.places)
      )
    }
    return questions.sorted {
      if $0.question.count != $1.question.count { return $0.question.count > $1.question.count }
      return $0.key.lexicographicallyPrecedes($1.key)
    }.prefix(n).map(\.question)
  }

  /// Folded letters and digits of a range, without polite beginnings.
  private func normalized(_ range: Range<Int>) -> [UInt8] {
    var range = range
    let bytes = folded.bytes
    func skipPunctuation() {
      while let first = range.first, isPunctuation(bytes, first) {
        range = min(range.upperBound, first + length(bytes[first]))..<range.upperBound
      }
    }
    skipPunctuation()
    while let courtesy = courtesies.first(where: { bytes[range].starts(with: $0) && $0.count < range.count }) {
      let end = range.lowerBound + courtesy.count
      // "hi" at the beginning of "history" is no greeting.
      if courtesy[0] < 0x80, (0x61...0x7A).contains(bytes[end]) { break }
      range = end..<range.upperBound
      skipPunctuation()
    }
    var out: [UInt8] = []
    var position = range.lowerBound
    while position < range.upperBound {
      let count = length(bytes[position])
      if !isPunctuation(bytes, position) {
        out.append(contentsOf: bytes[position..<min(range.upperBound, position + count)])
      } else if bytes[position] == 0x20, let last = out.last, last < 0x80, last != 0x20 {
        out.append(0x20)
      }
      position += count
    }
    if out.last == 0x20 { out.removeLast() }
    return out
  }

  private func length(_ lead: UInt8) -> Int { lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }

  private func isPunctuation(_ bytes: [UInt8], _ position: Int) -> Bool {
    let byte = bytes[position]
    if byte < 0x80 { return !((0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)) }
    return byte == 0xE2 || (byte == 0xE3 && position + 1 < bytes.count && bytes[position + 1] == 0x80) || byte >= 0xF0
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
