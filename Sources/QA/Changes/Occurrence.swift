internal import TextAnalysis
public import Transcripts

/// Why an occurrence of a rule's words may be none of what the rule means.
public enum OccurrenceCause: String, Sendable, Hashable, CaseIterable {
  /// Nothing speaks against it.
  case plain
  /// The customer says it.
  case customer
  /// A bot, a notice or somebody else the rule does not listen to says it.
  case otherSpeaker = "other_speaker"
  /// The words are part of another word, or lie across two: 保本 in 确保本月.
  case insideWord = "inside_word"
  /// It is negated: 不能承诺保本.
  case negated
  /// It is attributed to the customer: 您刚才说的“稳赚”.
  case quoted
  /// It repeats what the other party has just said.
  case echo
  /// It stands in a question.
  case question
  /// One of the rule's exclusions covers it.
  case excluded
  /// It lies outside the part of the contact the rule looks at.
  case outOfScope = "out_of_scope"
}

/// A place where a rule's words occur, counted by the rule or not.
public struct Occurrence: Sendable, Hashable {
  /// Index of the rule in its book.
  public var rule: Int
  /// The words, folded.
  public var word: String
  /// Why it may not be meant.
  public var cause: OccurrenceCause
  /// Whether the rule counts it as a finding.
  public var isCounted: Bool
  /// The turn, from 1 among public turns.
  public var turn: Int
  /// Who speaks.
  public var role: Role
  /// Bytes of the words in the turn's UTF-8 text.
  public var bytes: Range<Int>
  /// The words as written.
  public var text: String
  /// The sentence they stand in.
  public var sentence: String
  /// The whole words around them, folded, where they are part of other words: 确保本月.
  public var around: String
}

extension Evaluator {
  /// Every occurrence of the words of some rules, with the reason why it may not be meant.
  ///
  /// Keyword conditions are looked at word by word, whoever speaks and whatever the guards say; of other operators only
  /// the findings are.
  func occurrences(of rules: [Int], in conversation: inout Conversation) -> [Occurrence] {
    view.load(&conversation)
    defer { view.unload(into: &conversation) }
    let humans = view.legs.filter(\.isHuman)
    let whole = Leg.whole(view.utterances, number: 1)
    var found: [Occurrence] = []
    for index in rules {
      let rule = book.rules[index]
      let legs = rule.isOverConversation || humans.isEmpty ? [whole] : humans
      let counted = legs.flatMap { rule.evaluate($0, of: view).drafts.compactMap(\.hit) }.filter(\.hasText)
      var places: [(hit: Hit, condition: Condition)] = []
      var hasKeywords = false
      for condition in rule.conditions {
        guard let keyword = condition.operation as? Keyword else { continue }
        hasKeywords = true
        var hits: [Hit] = []
        for set in [keyword.any?.set, keyword.all?.set, keyword.atLeast?.group.set].compactMap({ $0 }) {
          view.forEachHit(ofSet: set) { hits.append($1) }
        }
        places += ScopedView.withoutOverlaps(hits).map { ($0, condition) }
      }
      if !hasKeywords, let condition = rule.conditions.first { places = counted.map { ($0, condition) } }
      for (hit, condition) in places {
        found.append(occurrence(hit, condition, index, legs, counted))
      }
    }
    return found
  }

  private func occurrence(
    _ hit: Hit, _ condition: Condition, _ rule: Int, _ legs: [Leg], _ counted: [Hit]
  ) -> Occurrence {
    let utterance = view.utterances[hit.utterance]
    let isCounted = counted.contains { $0.utterance == hit.utterance && $0.range.overlaps(hit.range) }
    let original = view.folded.original(hit.range)
    let start = Int(view.conversation.turns[utterance.turn].start)
    let sentence = Sentences.range(around: hit.range, in: utterance.range, of: view.folded)
    let cause = cause(hit, condition, legs, isCounted)
    var around = ""
    if cause == .insideWord {
      let words = view.boundaries.words(around: hit.range, in: utterance.range, of: view.folded)
      around = view.hidesPersonalData ? view.shownText(view.folded.original(words)) : view.folded.string(in: words)
    }
    return Occurrence(
      rule: rule, word: view.folded.string(in: hit.range), cause: cause, isCounted: isCounted, turn: hit.utterance + 1,
      role: utterance.role, bytes: original.lowerBound - start..<original.upperBound - start,
      text: view.shownText(original), sentence: view.shownText(view.folded.original(sentence)), around: around)
  }

  /// The first reason that speaks against an occurrence, from the speaker to the sentence.
  private func cause(_ hit: Hit, _ condition: Condition, _ legs: [Leg], _ isCounted: Bool) -> OccurrenceCause {
    let role = view.role(hit.utterance)
    let roles = condition.scope.roles
    let isMeant = roles != .any && roles.contains(role)
    if !isMeant, role == .customer { return .customer }
    if !isMeant, role != .agent || roles != .any { return .otherSpeaker }
    let turn = view.utterances[hit.utterance].range
    var scope = Scope()
    scope.excludedPhrases = condition.scope.excludedPhrases
    scope.excludedPatterns = condition.scope.excludedPatterns
    let window = Window(range: turn, utterances: hit.utterance..<hit.utterance + 1)
    let bare = ScopedView(view: view, leg: legs[0], scope: scope, window: window)
    if bare.refusal(of: hit) != nil { return .excluded }
    let folded = view.folded
    if !WordBoundary.alphabeticEndsAreFree(hit: hit.range, in: turn, of: folded)
      || !view.boundaries.bothEndsOnBoundary(hit: hit.range, in: turn, of: folded)
        && view.boundaries.words(around: hit.range, in: turn, of: folded) != hit.range
    {
      return .insideWord
    }
    if Negation.isNegated(hit: hit.range, in: turn, of: folded) { return .negated }
    if Quotation.isQuoted(hit: hit.range, in: turn, of: folded, speakerRole: role) { return .quoted }
    if Echo.isEcho(
      hit: hit.range, turn: view.utterances[hit.utterance].turn, conversation: view.conversation, folded: folded)
    {
      return .echo
    }
    if Mood.mood(ofSentenceAround: hit.range, in: turn, of: folded) == .question { return .question }
    return isCounted || condition.operation.boundary == .word ? .plain : .outOfScope
  }
}
