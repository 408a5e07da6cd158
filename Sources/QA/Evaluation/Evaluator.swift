internal import TextAnalysis
public import Transcripts

/// Applies a rulebook to conversations; every worker owns one.
public final class Evaluator {
  /// The book that is applied.
  public let book: Rulebook
  let view: ConversationView
  private var perConversation: [RuleEvaluation?]
  /// Findings of the leg by rule, reused.
  private var counts: [Int]
  /// Rules that need a closer look, reused.
  private var active: [Int] = []
  private var states: [ItemState] = []
  private let plan: ScoringPlan?
  private let rules: [Rule]
  private let order: [Int]
  private var activation: RuleActivation

  /// Makes an evaluator with buffers of its own.
  ///
  /// - Parameters:
  ///   - hidesPersonalData: whether evidence and messages show stars for personal data; offsets stay right.
  ///   - history: what other contacts came to, for rules that ask about them.
  public init(book: Rulebook, hidesPersonalData: Bool = false, history: ContactIndex? = nil) throws {
    self.book = book
    view = try ConversationView(scanner: book.scanner, terms: book.terms)
    view.hidesPersonalData = hidesPersonalData
    view.history = history
    view.ruleResults = Array(repeating: .miss, count: book.rules.count)
    perConversation = Array(repeating: nil, count: book.rules.count)
    counts = Array(repeating: 0, count: book.rules.count)
    rules = book.rules
    order = book.order
    activation = RuleActivation(
      rules: book.rules, setCount: book.terms.setCount, patternCount: book.scanner.patternCount)
    plan = book.scorecard.map { ScoringPlan($0, rules: book.rules) }
  }

  /// The evaluations of a contact: one a human leg, and a last one that gathers them if there are several.
  ///
  /// The conversation's buffers are borrowed for the time of the call and given back.
  public func evaluate(_ conversation: inout Conversation) -> [Evaluation] {
    view.load(&conversation)
    defer { view.unload(into: &conversation) }
    for index in perConversation.indices where perConversation[index] != nil { perConversation[index] = nil }
    activation.load(view)
    let humans = view.legs.filter(\.isHuman)
    let whole = Leg.whole(view.utterances, number: 1)
    if let reason = notScorableReason(whole, humans) { return [unscored(reason, whole, humans)] }
    let unitIsConversation = book.scorecard?.unit == .conversation
    // A contact without a person is only scored if the scorecard allows bots; it is one leg then.
    let legs = unitIsConversation || humans.isEmpty ? [whole] : humans
    var evaluations = legs.map { evaluate($0, among: legs, whole, isWhole: unitIsConversation || humans.isEmpty) }
    if evaluations.count > 1 {
      var whole = gather(evaluations)
      whole.sentiment = CustomerSentiment(view.customerSentiment(in: 0..<view.utterances.count))
      evaluations.append(whole)
    }
    return evaluations
  }

  // MARK: One leg

  private func evaluate(_ leg: Leg, among legs: [Leg], _ whole: Leg, isWhole: Bool) -> Evaluation {
    var drafts: [(rule: Int, draft: FindingDraft)] = []
    for index in active { counts[index] = 0 }
    view.ruleResults = activation.silentJudgements(of: rules, order: order, in: leg, whole: whole, active: &active)
    for index in active {
      let rule = rules[index]
      var result: RuleEvaluation
      if rule.isOverConversation {
        result = conversationResult(of: index, legs)
        let mine = result.drafts.filter { $0.leg == leg.number }
        if result.judgement.truth == .hit && mine.isEmpty { result.judgement = .miss }
        result.drafts = mine
      } else {
        result = rule.evaluate(leg, of: view)
      }
      view.ruleResults[index] = result.judgement
      counts[index] = result.drafts.count
      for draft in result.drafts { drafts.append((index, draft)) }
    }
    var evaluation = Evaluation(
      unit: isWhole ? .conversation : .leg, leg: leg.number, legs: legs.count, agent: agent(of: leg),
      verdict: .notApplicable,
      notScorable: nil, score: nil, scoreMinimum: nil, scoreMaximum: nil, scoreBeforeFatal: nil, isFatal: false,
      band: nil, turns: leg.utterances.count, items: [], ledger: [], findings: [], unknownRules: [])
    if drafts.count > 1 { drafts.sort { $0.rule < $1.rule } }  // stable, and in order already in most books
    var position = 0
    while position < drafts.count {
      let rule = drafts[position].rule
      let end = drafts[position...].firstIndex { $0.rule != rule } ?? drafts.count
      evaluation.findings += findings(rule, drafts[position..<end].map(\.draft), leg)
      position = end
    }
    for (index, result) in view.ruleResults.enumerated()
    where result.truth == .unknown || result.reason == .metadataMissing {
      evaluation.unknownRules.append((index, result.reason))
    }
    if let card = book.scorecard, let plan { score(&evaluation, card, plan) }
    evaluation.sentiment = CustomerSentiment(view.customerSentiment(in: leg.utterances))
    return evaluation
  }

  /// A rule over the whole contact is judged once; each finding is charged to the human leg it stands in, or to the
  /// next one after a bot's, and an absence to the last.
  private func conversationResult(of index: Int, _ legs: [Leg]) -> RuleEvaluation {
    if let known = perConversation[index] { return known }
    var result = book.rules[index].evaluate(Leg.whole(view.utterances, number: 1), of: view)
    for position in result.drafts.indices {
      let utterance = result.drafts[position].hit?.utterance ?? Int.max
      let leg = legs.first { utterance < $0.utterances.upperBound } ?? legs.last
      result.drafts[position].leg = leg?.number ?? 1
    }
    perConversation[index] = result
    return result
  }

  private func score(_ evaluation: inout Evaluation, _ card: Scorecard, _ plan: ScoringPlan) {
    states.removeAll(keepingCapacity: true)
    evaluation.items.reserveCapacity(plan.entries.count)
    for entry in plan.entries {
      var reason = Reason.openQuestion
      var state = ItemState(outcome: .open, findings: 0)
      if entry.rule >= 0 {
        let judgement = view.ruleResults[Int(entry.rule)]
        state.findings = counts[Int(entry.rule)]
        reason = judgement.reason
        switch judgement.truth {
        case .hit: state.outcome = entry.isMerit ? .earned : .fail
        case .miss: state.outcome = entry.isMerit ? .notApplicable : .pass
        case .unknown: state.outcome = .unknown
        case .notApplicable: state.outcome = .notApplicable
        }
        // A rule on trial is reported and never scores.
        if !entry.isScored { state.outcome = .notApplicable }
      }
      states.append(state)
      evaluation.items.append(
        ItemResult(
          section: Int(entry.section), item: Int(entry.item), outcome: state.outcome, reason: reason,
          findings: state.findings))
    }
    let result = card.score(states, by: plan)
    evaluation.score = result.score
    evaluation.scoreBeforeFatal = result.beforeFatal
    evaluation.isFatal = result.isFatal
    evaluation.ledger = result.ledger
    let (worst, best) = card.bounds(states, by: plan, around: result)
    evaluation.scoreMinimum = worst.score
    evaluation.scoreMaximum = best.score
    evaluation.band = result.score.flatMap(card.band)
    evaluation.verdict = Self.verdict(
      minimum: worst.score, maximum: best.score, isFatal: result.isFatal, mayBeFatal: worst.isFatal, card)
  }

  private static func verdict(
    minimum: Hundredths?, maximum: Hundredths?, isFatal: Bool, mayBeFatal: Bool, _ card: Scorecard
  ) -> Verdict {
    guard let minimum, let maximum else { return .notApplicable }
    if isFatal || maximum < card.pass { return .fail }
    return minimum >= card.pass && !mayBeFatal ? .pass : .review
  }

  /// The whole contact: the turn-weighted mean of its legs, fatal if any is.
  private func gather(_ legs: [Evaluation]) -> Evaluation {
    var whole = legs[0]
    whole.unit = .conversation
    whole.leg = 0
    whole.agent = ""
    whole.turns = legs.reduce(0) { $0 + $1.turns }
    whole.items = []
    whole.ledger = []
    whole.findings = []
    whole.unknownRules = []
    func mean(_ value: (Evaluation) -> Hundredths?) -> Hundredths? {
      var sum = 0
      var weight = 0
      for leg in legs {
        guard let points = value(leg) else { continue }
        sum += points * leg.turns
        weight += leg.turns
      }
      return weight == 0 ? nil : Scorecard.rounded(sum, by: weight)
    }
    whole.score = mean(\.score)
    whole.scoreMinimum = mean(\.scoreMinimum)
    whole.scoreMaximum = mean(\.scoreMaximum)
    whole.scoreBeforeFatal = mean(\.scoreBeforeFatal)
    whole.isFatal = legs.contains(where: \.isFatal)
    guard let card = book.scorecard else { return whole }
    whole.band = whole.score.flatMap(card.band)
    let mayBeFatal = legs.contains { $0.verdict == .review && $0.scoreMinimum == 0 }
    whole.verdict = Self.verdict(
      minimum: whole.scoreMinimum, maximum: whole.scoreMaximum, isFatal: whole.isFatal, mayBeFatal: mayBeFatal, card)
    return whole
  }

  // MARK: Contacts that are not scored

  private func notScorableReason(_ whole: Leg, _ humans: [Leg]) -> String? {
    if view.utterances.isEmpty { return "no_content" }
    for condition in book.scorecard?.notScorable ?? [.customerSilent, .botOnly, .test, .internalTalk] {
      switch condition {
      case .customerSilent:
        let mayBeCustomer = whole.roles.contains(.customer) || whole.roles.contains(.unknown)
        if !mayBeCustomer && !isInternal { return "customer_silent" }
      case .botOnly: if humans.isEmpty && whole.roles.contains(.bot) { return "bot_only" }
      case .test: if isMarked("test", tags: ["test", "测试"]) { return "test" }
      case .internalTalk: if isInternal { return "internal" }
      case .customerLeft: if customerLeft { return "customer_left" }
      case .rule(let index):
        let result = book.rules[index].evaluate(whole, of: view)
        if result.judgement.truth == .hit { return book.rules[index].id }
      }
    }
    if humans.isEmpty && !whole.roles.contains(.bot) {
      return whole.roles.contains(.unknown) ? "role_unmapped" : "no_agent"
    }
    return nil
  }

  private func isMarked(_ field: String, tags: [String]) -> Bool {
    for entry in view.conversation.metadata.fields {
      if entry.name == field, entry.value == .bool(true) || ["true", "1"].contains(entry.value.description) {
        return true
      }
      if entry.name == "tags", MetadataOperator.matches(entry.value, tags) { return true }
    }
    return false
  }

  private var isInternal: Bool {
    if isMarked("internal", tags: ["internal", "内部"]) { return true }
    let participants = view.conversation.participants
    // Tables name agents and leave customers nameless: whoever speaks as a customer counts too.
    return participants.count > 1 && participants.allSatisfy { $0.role == .agent }
      && !view.utterances.contains { $0.role == .customer }
  }

  /// Whether the customer said something, was answered, and never came back.
  private var customerLeft: Bool {
    guard let reply = view.utterances.firstIndex(where: { $0.role == .agent && !$0.isAutomatic }) else { return false }
    guard let last = view.utterances.lastIndex(where: { $0.role == .customer }), last < reply else { return false }
    let ended = view.conversation.metadata["ended_by"]?.description ?? ""
    return ["customer", "timeout", "system", "客户", "超时"].contains(ended)
  }

  private func unscored(_ reason: String, _ whole: Leg, _ humans: [Leg]) -> Evaluation {
    Evaluation(
      unit: .conversation, leg: 0, legs: humans.count, agent: humans.count == 1 ? agent(of: humans[0]) : "",
      verdict: .notScorable, notScorable: reason, score: nil, scoreMinimum: nil, scoreMaximum: nil,
      scoreBeforeFatal: nil, isFatal: false, band: nil, turns: whole.utterances.count, items: [], ledger: [],
      findings: [], unknownRules: [])
  }

  private func agent(of leg: Leg) -> String {
    if leg.participant >= 0 { return view.conversation.participants[Int(leg.participant)].id }
    let agents = Set(view.utterances.filter { $0.role == .agent }.map(\.participant))
    if agents.count == 1, let only = agents.first, only >= 0 { return view.conversation.participants[Int(only)].id }
    return view.conversation.metadata["agent"]?.description ?? ""
  }
}
