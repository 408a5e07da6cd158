internal import TextAnalysis
internal import Transcripts

/// Whether the customer's questions get answers that are answers (有效回应).
struct Answer: Operator {
  static let name = "answer"
  static let summary =
    "Every question of one party gets an answer of the other in time; hold lines and greetings are none."
  static let parameters: [Parameter] = [
    Parameter(
      "pairs", .any, "Questions with their answers: a list of {question: …, answer: …}, each words or patterns."),
    Parameter("questions", .texts, "Words or patterns of the questions; without them every question counts."),
    Parameter("answers", .texts, "Words or patterns of an answer; without them any words of substance answer."),
    Parameter("within", .text, default: "5 turns", "How soon: 3 turns or 60s of the answering party."),
    Parameter("of", .choice(["customer", "agent"]), default: "customer", "Who asks."),
    Parameter("by", .choice(["agent", "customer", "bot"]), default: "agent", "Who answers."),
    Parameter(
      "result", .choice(["given", "missing"]), default: "given",
      "given: holds if every question is answered, n/a without one. missing: a hit at every question that is not."),
    Parameter(
      "hold_phrases", .texts, default: "greetings and hold lines in Chinese and English",
      "Messages of nothing but these answer nothing."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{answer: {result: missing}}", ["客户: ▸什么时候到货？◂", "坐席: 您好，请稍等"]),
    .not("{answer: {result: missing}}", ["客户: 什么时候到货？", "坐席: 您好，请稍等", "坐席: 明天下午到"]),
    .hit("{answer: {}}", ["客户: 什么时候到货？", "坐席: ▸明天下午到◂"]),
    .not("{answer: {}}", ["客户: 什么时候到货？", "坐席: 正在为您查询，感谢您的耐心等待"]),
    .not(.notApplicable, "{answer: {}}", ["客户: 我要退货", "坐席: 好的"]),
    .not("{answer: {result: missing}}", ["客户: 在吗？", "坐席: 您好"]),
    .hit(
      "{answer: {questions: [运费, 邮费], answers: ['[0-9]+元', 包邮], result: missing}}",
      ["客户: ▸运费◂谁出", "坐席: 亲，这款卖得很好哦"]),
    .not(
      "{answer: {questions: [运费, 邮费], answers: ['[0-9]+元', 包邮], result: missing}}",
      ["客户: 运费谁出", "坐席: 亲，包邮的"]),
    .hit(
      "{answer: {pairs: [{question: 利率, answer: '[0-9.]+%'}, {question: 期限, answer: '[0-9]+(天|个月)'}], result: missing}}",
      ["客户: 利率多少", "坐席: 3.5%", "客户: ▸期限◂呢", "坐席: 很灵活的"]),
    .hit("{answer: {within: 30s, result: missing}}", ["客户: ▸几点开门？◂", "坐席: 九点"], times: [0, 31]),
    .not("{answer: {within: 30s, result: missing}}", ["客户: 几点开门？", "坐席: 九点"], times: [0, 30]),
    .not(.unknown, "{answer: {within: 30s, result: missing}}", ["客户: 几点开门？", "坐席: 九点"]),
    .hit("{answer: {result: missing}}", ["Customer: ▸When will it arrive?◂", "Agent: One moment please."]),
    .not(
      "{answer: {result: missing}}", ["Customer: When will it arrive?", "Agent: One moment please, it is due Monday."]),
  ]

  static let holdPhrases = [
    "请稍等", "您稍等", "稍等", "稍候", "请稍候", "稍后", "马上", "一下", "这边", "正在", "为您", "帮您", "给您", "查询", "查看", "核实", "查", "看", "我",
    "感谢", "谢谢", "您的", "您", "耐心", "等待", "您好", "你好", "亲", "亲亲", "很高兴", "高兴", "服务", "欢迎光临", "在的", "在", "哈", "哦", "呢", "的",
    "好的", "好", "嗯", "收到", "明白", "了解", "抱歉", "不好意思", "久等了", "让", "请问", "有什么", "可以", "有什么可以帮您", "有什么可以帮到您", "请", "了", "吗",
    "please", "one moment", "just a moment", "a moment", "one second", "hold on", "bear with me", "let me check",
    "let me",
    "check", "checking", "i'm", "i am", "i'll", "i will", "for you", "that for you", "thank you", "thanks",
    "for waiting",
    "for your patience", "hi", "hello", "good morning", "good afternoon", "ok", "okay", "sure", "sorry",
    "how can i help you",
    "how can i help", "how may i help you", "today",
  ]
  /// Questions that only ask whether somebody is there.
  static let callings = [
    "在吗", "在么", "在不在", "有人吗", "有人么", "人呢", "您好", "你好", "客服", "亲", "hello", "hi", "anyone there", "are you there",
  ]

  /// Words and patterns that stand for a question or an answer.
  struct Terms: Sendable {
    var set: Int?
    var patterns: [Int] = []
  }

  var pairs: [(question: Terms?, answer: Terms?)]
  var extent: AnchorExtent
  var asking: Role
  var answering: Role
  var wantsMissing: Bool
  var holds: WordStripper
  var calls: WordStripper

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    var pairs: [(question: Terms?, answer: Terms?)] = []
    if let node = arguments.node("pairs") {
      let keys = [
        Parameter("question", .texts, required: true, "Words or patterns of the question."),
        Parameter("answer", .texts, required: true, "Words or patterns of its answer."),
      ]
      guard case .sequence(let items) = node.kind, !items.isEmpty else {
        compiler.log.error(
          "'pairs' takes a list", at: node.location, hint: "pairs: [{question: 运费, answer: [包邮, '[0-9]+元']}]")
        return nil
      }
      for item in items {
        let inner = Arguments(item, keys, of: "a pair", log: compiler.log)
        guard let question = terms(inner.node("question"), compiler), let answer = terms(inner.node("answer"), compiler)
        else { return nil }
        pairs.append((question, answer))
      }
    }
    let question = terms(arguments.node("questions"), compiler)
    let answer = terms(arguments.node("answers"), compiler)
    if pairs.isEmpty || question != nil || answer != nil { pairs.append((question, answer)) }
    guard let extent = AnchorExtent(arguments.text("within") ?? "5 turns") else {
      compiler.log.error(
        "'within' cannot be '\(arguments.text("within") ?? "")'", at: arguments.location(of: "within"),
        hint: "write 3 turns or 60s")
      return nil
    }
    let holds = arguments.has("hold_phrases") ? arguments.texts("hold_phrases") : holdPhrases
    return Answer(
      pairs: pairs, extent: extent, asking: Role(name: arguments.text("of") ?? "customer") ?? .customer,
      answering: Role(name: arguments.text("by") ?? "agent") ?? .agent,
      wantsMissing: arguments.text("result") == "missing",
      holds: WordStripper(holds, compiler.folder), calls: WordStripper(callings, compiler.folder))
  }

  private static func terms(_ node: YAMLNode?, _ compiler: RuleCompiler) -> Terms? {
    guard let node else { return nil }
    var words: [Int] = []
    var terms = Terms()
    for element in node.elements {
      let text = element.text ?? ""
      if text.contains(where: { "\\[](){}|*+^$?".contains($0) }) {
        if let id = compiler.pattern(element, caseSensitive: false) { terms.patterns.append(id) }
      } else if let id = compiler.literal(text, at: element.location) {
        words.append(id)
      }
    }
    if !words.isEmpty { terms.set = compiler.termSet(words) }
    return words.isEmpty && terms.patterns.isEmpty ? nil : terms
  }

  var triggers: Triggers? {
    guard wantsMissing else { return nil }
    var all = Triggers()
    for pair in pairs {
      guard let question = pair.question else { return nil }
      if let set = question.set { all.sets.append(set) }
      all.patterns += question.patterns
    }
    return all
  }

  func mayHit(_ view: ConversationView) -> Bool {
    guard let triggers else { return true }
    return triggers.sets.contains(where: view.hasHits)
      || triggers.patterns.contains { view.scan.hasCandidates(pattern: $0) }
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    var answered: [Hit] = []
    var missing: [Hit] = []
    for pair in pairs {
      for question in questions(pair.question, scoped) {
        switch answer(to: question, pair.answer, scoped) {
        case .success(let hit?): answered.append(hit)
        case .success(nil): missing.append(question)
        case .failure(let failure): return Outcome(judgement: failure.judgement)
        }
      }
    }
    missing = ScopedView.withoutOverlaps(missing)
    if wantsMissing { return .found(missing) }
    if let first = missing.first {
      return Outcome(judgement: .miss, nearest: NearMiss(hit: first, refusedBy: "unanswered", similarity: nil))
    }
    return answered.isEmpty ? .notApplicable(.emptyScope) : .found(ScopedView.withoutOverlaps(answered))
  }

  /// The questions in the window, at most one a turn for each pair.
  private func questions(_ terms: Terms?, _ scoped: ScopedView) -> [Hit] {
    let view = scoped.view
    var hits: [Hit] = []
    let places = terms.map { matches($0, scoped) }
    for utterance in scoped.window.utterances where view.role(utterance) == asking {
      let found: [Hit]
      if let places {
        found = places[utterance] ?? []
      } else {
        found = view.sentences(of: utterance).filter {
          Mood.mood(of: $0, of: scoped.folded) == .question && calls.rest(of: $0, in: scoped.folded) > 1
        }.map { Hit(utterance: utterance, range: $0, hasText: true, measure: nil) }
      }
      if let first = found.first(where: { scoped.refusal(of: $0) == nil }) { hits.append(first) }
    }
    return hits
  }

  /// The first answer after a question, `nil` if none comes in time.
  private func answer(to question: Hit, _ terms: Terms?, _ scoped: ScopedView) -> Result<Hit?, ScopeFailure> {
    let view = scoped.view
    let places = terms.map { matches($0, scoped) }
    var turns = 0
    // An answer after a hand-over is one, too.
    for utterance in question.utterance + 1..<max(question.utterance + 1, view.utterances.count) {
      guard view.role(utterance) == answering, !view.utterances[utterance].isAutomatic else { continue }
      turns += 1
      switch extent {
      case .turns(let n), .blocks(let n): if turns > n { return .success(nil) }
      case .time(let span):
        let (asked, said) = (view.utterances[question.utterance].time, view.utterances[utterance].time)
        guard asked != Turn.noTime, said != Turn.noTime else {
          return .failure(ScopeFailure(judgement: Judgement(.unknown, .noTimes)))
        }
        if said - asked > span { return .success(nil) }
      case .unbounded: break
      }
      if let places {
        if let hit = places[utterance]?.first { return .success(hit) }
      } else {
        let range = view.utterances[utterance].range
        if range.isEmpty || holds.rest(of: range, in: scoped.folded) > 0 { return .success(view.turnHit(utterance)) }
      }
    }
    return .success(nil)
  }

  /// The places of words and patterns by utterance, in order.
  private func matches(_ terms: Terms, _ scoped: ScopedView) -> [Int: [Hit]] {
    let view = scoped.view
    var found: [Int: [Hit]] = [:]
    if let set = terms.set { view.forEachHit(ofSet: set) { found[$1.utterance, default: []].append($1) } }
    for pattern in terms.patterns {
      for turn in view.scan.candidateTurns(pattern: pattern) {
        let utterance = Int(view.utteranceOfTurn[Int(turn)])
        guard utterance >= 0 else { continue }
        _ = view.scan.foldedMatches(pattern: pattern, turn: Int(turn), folded: scoped.folded, into: &view.scratch)
        found[utterance, default: []] += view.scratch.map {
          Hit(utterance: utterance, range: $0, hasText: true, measure: nil)
        }
      }
    }
    return found.mapValues { $0.sorted { $0.range.lowerBound < $1.range.lowerBound } }
  }
}
