internal import Statistics
internal import TextAnalysis
public import Transcripts

/// Counts the questions of customers with the answers that follow, and what follows the answers.
///
/// Two questions are the same if nothing but width, case, 繁/简, punctuation, spaces and words that change nothing differs
/// (``TextCore``); so are two answers. The next public message of an agent or a bot before the customer's next question is
/// the answer, unless it is a greeting, a courtesy or a request to wait. Questions no page can answer are left out. Order
/// makes no difference.
public struct QuestionCounter {
  /// Questions kept at most; further new ones are counted in ``overflow``.
  public static let limit = 1_000_000
  /// Different answers kept of a question at most.
  static let largestAnswers = 200
  /// How often an answer must be given before anything is said of what follows it.
  static let leastGiven = 2

  /// How many different questions did not find room.
  public private(set) var overflow = 0
  /// How many questions were read.
  public private(set) var total = 0
  /// How many were left out: openers (在吗) and what means nothing by itself (可以吗).
  public private(set) var idle = 0

  private struct Answer {
    var wordings: [String: Int] = [:]
    var good = 0
    var count: Int { wordings.values.reduce(0, +) }
  }

  private struct Entry {
    var wordings: [String: Int] = [:]
    var conversations = 0
    var lastConversation = -1
    var answered = 0
    var answers: [UInt64: Answer] = [:]
    /// Conversations that ask this alone and that a page would have saved.
    var savable = 0
    var places: [RepeatedQuestion.Place] = []
    var count: Int { wordings.values.reduce(0, +) }
  }

  private let folder: Folder
  private let relief: ReliefSign
  private let selfService: SelfService
  private let idleQuestions: IdleQuestions
  private var wording: QuestionWording
  private var folded = FoldedText()
  private var entries: [UInt64: Entry] = [:]
  private var asking = 0
  private var conversationNumber = 0
  /// Conversations that a page would have saved, by the several questions it needs.
  private var together: [[UInt64]: Int] = [:]

  /// Makes an empty counter.
  ///
  /// - Parameter highRating: The least rating of a contact that is high.
  public init(highRating: Double = 4) throws {
    folder = try Folder()
    relief = ReliefSign(folder, highRating: highRating)
    selfService = try SelfService(folder)
    var wording = QuestionWording(folder)
    idleQuestions = IdleQuestions(&wording)
    self.wording = wording
  }

  /// Adds the questions of a conversation.
  public mutating func add(_ conversation: Conversation) {
    folder.fold(conversation, into: &folded)
    conversationNumber += 1
    let isHigh = relief.isHigh(conversation)
    var open: [UInt64] = []
    var asked: Set<UInt64> = []
    var answered: Set<UInt64> = []
    var isSavable = true
    var number = 0
    for (index, turn) in conversation.turns.enumerated() where turn.counts {
      number += 1
      let range = folded.turnRange(index)
      switch turn.role {
      case .customer:
        if isSavable { isSavable = selfService.allows(customer: range, of: folded) }
        var isFirst = true
        for sentence in Sentences.ranges(in: range, of: folded)
        where Mood.mood(of: sentence, of: folded) == .question {
          let text = wording.normalized(sentence, of: folded)
          guard text.count >= 4 else { continue }
          let key = wording.key(of: text)
          guard !idleQuestions.contains(text, key) else {
            idle += 1
            continue
          }
          if isFirst { open.removeAll() }
          isFirst = false
          count(key, conversation, conversation.string(in: folded.original(sentence)), number)
          open.append(key)
          asked.insert(key)
        }
      case .agent, .bot:
        if isSavable { isSavable = selfService.allows(answer: range, of: folded) }
        if turn.flags.contains(.automatic) || open.isEmpty || !wording.hasSubstance(range, of: folded) { continue }
        let text = wording.normalized(range, of: folded)
        guard !text.isEmpty else { continue }
        let isGood = isHigh || relief.follows(index, in: conversation, folded)
        let key = wording.key(of: text)
        let said = Self.trimmed(conversation.string(of: turn))
        for question in open { answer(question, key, said, isGood) }
        answered.formUnion(open)
        open.removeAll()
      default: continue
      }
    }
    if !asked.isEmpty { asking += 1 }
    if isSavable, !asked.isEmpty, answered == asked {
      if asked.count == 1 {
        entries[asked.first!]?.savable += 1
      } else if together.count < Self.limit {
        together[asked.sorted(), default: 0] += 1
      }
    }
  }

  private mutating func count(_ key: UInt64, _ conversation: Conversation, _ wording: String, _ number: Int) {
    total += 1
    if entries[key] == nil {
      guard entries.count < Self.limit else {
        overflow += 1
        return
      }
      entries[key] = Entry()
    }
    let conversationNumber = conversationNumber
    let place = RepeatedQuestion.Place(conversation: conversation.id, turn: number)
    entries[key]!.wordings[Self.trimmed(wording), default: 0] += 1
    if entries[key]!.lastConversation != conversationNumber {
      entries[key]!.lastConversation = conversationNumber
      entries[key]!.conversations += 1
    }
    entries[key]!.places.append(place)
    if entries[key]!.places.count > 40 { entries[key]!.places = Array(entries[key]!.places.sorted().prefix(5)) }
  }

  private mutating func answer(_ question: UInt64, _ key: UInt64, _ wording: String, _ isGood: Bool) {
    guard entries[question] != nil else { return }
    entries[question]!.answered += 1
    guard entries[question]!.answers[key] != nil || entries[question]!.answers.count < Self.largestAnswers else {
      return
    }
    entries[question]!.answers[key, default: Answer()].wordings[wording, default: 0] += 1
    if isGood { entries[question]!.answers[key]!.good += 1 }
  }

  /// The most frequent questions, at least `minimum` times asked, and what a page with them would save.
  public func report(_ n: Int, minimum: Int = 2) -> QuestionReport {
    let chosen = entries.filter { $0.value.count >= minimum }.map { (key: $0.key, question: question($0.value)) }
      .sorted {
        if $0.question.count != $1.question.count { return $0.question.count > $1.question.count }
        return ($0.question.wording, $0.key) < ($1.question.wording, $1.key)
      }.prefix(max(0, n))
    let listed = Set(chosen.map(\.key))
    let several = together.reduce(0) { sum, set in sum + (set.key.allSatisfy(listed.contains) ? set.value : 0) }
    return QuestionReport(
      questions: chosen.map(\.question), conversations: asking,
      savable: chosen.reduce(several) { $0 + $1.question.savable })
  }

  private func question(_ entry: Entry) -> RepeatedQuestion {
    let answers = entry.answers.values.map {
      RepeatedQuestion.Answer(text: Self.usual($0.wordings), success: Proportion($0.good, of: $0.count))
    }
    func certainty(_ answer: RepeatedQuestion.Answer) -> Double { answer.success.interval()?.low ?? 0 }
    let best = answers.filter { $0.count >= Self.leastGiven && $0.success.successes > 0 }.min {
      (certainty($1), $1.count, $0.text) < (certainty($0), $0.count, $1.text)
    }
    return RepeatedQuestion(
      wording: Self.usual(entry.wordings), count: entry.count, conversations: entry.conversations,
      wordings: entry.wordings.count, answered: entry.answered,
      answers: Array(answers.sorted { ($1.count, $0.text) < ($0.count, $1.text) }.prefix(3)), best: best,
      savable: entry.savable, places: Array(entry.places.sorted().prefix(5)))
  }

  /// The most frequent wording, of equally frequent ones the first by its bytes.
  private static func usual(_ wordings: [String: Int]) -> String {
    wordings.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
