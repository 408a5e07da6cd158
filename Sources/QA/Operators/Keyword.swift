internal import TextAnalysis
internal import Transcripts

/// Words and phrases, compared after folding: full width, case, 繁体 and digits make no difference.
struct Keyword: Operator {
  static let name = "keyword"
  static let summary = "Words or phrases occur: any of them, all of them, none of them, or at least n different ones."
  static let parameters: [Parameter] = [
    Parameter("any", .texts, "Words of which one is enough."),
    Parameter("all", .texts, "Words that must all occur in one unit."),
    Parameter("none", .texts, "Words that must not occur in the unit."),
    Parameter(
      "at_least",
      .mapping([
        Parameter("count", .integer, required: true, "How many different words."),
        Parameter("of", .texts, required: true, "The words."),
      ]), "At least so many different words of a list occur in one unit."),
    Parameter("lexicon", .texts, "Names of lexicons whose words are added to `any`."),
    Parameter("synonyms", .texts, "Further words for `any`."),
    Parameter("min_hits", .integer, default: "1", "How often words of `any` must occur in one unit."),
    Parameter(
      "case", .choice(["insensitive", "sensitive"]), default: "insensitive",
      "Sensitive: the original must be written as in the rulebook."),
    Parameter("fold", .choice(["full", "none"]), default: "full", "None: the original must equal the word exactly."),
    Parameter(
      "boundary", .choice(BoundaryMode.allCases.map(\.rawValue)), default: "auto",
      "Auto: Latin letters and digits must not go on; word: both ends on word boundaries; none: anywhere."),
    Parameter(
      "spread", .boolean, default: "false",
      "Also find words of `any` with one or two blanks or symbols between their Han characters: 保 本, 保*本."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{keyword: {any: [零风险, 保本]}, role: agent}", ["客户: 安全吗", "坐席: 放心，▸零风险◂"]),
    .hit("{keyword: {any: [sorry]}, role: agent}", ["Agent: I am ▸Sorry◂ for the wait"]),
    .hit("{keyword: {any: [保證]}, role: agent}", ["坐席: 我们▸保证◂到账"]),
    .hit("{keyword: {any: [VIP]}, role: agent}", ["坐席: 您是尊贵的▸ＶＩＰ◂客户"]),
    .not("{keyword: {any: [hi]}, role: agent}", ["Agent: this is nothing"]),
    .hit("{keyword: {any: [hi], boundary: none}, role: agent}", ["Agent: t▸hi◂s one"]),
    .not("{keyword: {any: [零风险]}, role: agent}", ["客户: 零风险吗", "坐席: 投资有风险"]),
    .hit("{keyword: {all: [贷款, 利率]}, role: agent}", ["坐席: 这笔▸贷款◂的▸利率◂很低"]),
    .not("{keyword: {all: [贷款, 利率]}, role: agent}", ["坐席: 贷款可以", "坐席: 利率很低"]),
    .hit("{keyword: {all: [贷款, 利率]}, role: agent, unit: conversation}", ["坐席: ▸贷款◂可以", "坐席: ▸利率◂很低"]),
    .hit("{keyword: {any: [您好], none: [再见]}, role: agent}", ["坐席: ▸您好◂", "坐席: 您好，再见"]),
    .hit("{keyword: {at_least: {count: 2, of: [姓名, 地址, 电话]}}, role: agent}", ["坐席: 请报▸姓名◂和▸电话◂"]),
    .not("{keyword: {at_least: {count: 2, of: [姓名, 地址, 电话]}}, role: agent}", ["坐席: 姓名，姓名？"]),
    .hit("{keyword: {any: [谢谢], min_hits: 2}, role: agent}", ["坐席: ▸谢谢◂，▸谢谢◂您"]),
    .not("{keyword: {any: [谢谢], min_hits: 2}, role: agent}", ["坐席: 谢谢"]),
    .not("{keyword: {any: [IT], case: sensitive}, role: agent}", ["Agent: is it fine"]),
    .hit("{keyword: {any: [IT], case: sensitive}, role: agent}", ["Agent: call ▸IT◂ please"]),
    .not("{keyword: {any: [保本]}, role: agent, exclude: ['确保本(月|次)']}", ["坐席: 我们会确保本月到账"]),
    .hit("{keyword: {any: [保本]}, role: agent, exclude: ['确保本(月|次)']}", ["坐席: 这个确▸保本◂金安全"]),
    .hit("{keyword: {any: [稳赚不赔], spread: true}, role: agent}", ["坐席: 放心，▸稳*赚 不-赔◂的"]),
    .not("{keyword: {any: [稳赚不赔]}, role: agent}", ["坐席: 放心，稳*赚 不-赔的"]),
    .not(.notApplicable, "{keyword: {any: [您好]}, role: agent}", ["客户: 您好"]),
    .not(.unknown, "{keyword: {any: [您好]}, role: agent}", ["???: 您好"]),
  ]

  struct Group: Sendable {
    var set: Int
    var literals: [Int]
  }

  var any: Group?
  var all: Group?
  var none: Group?
  var atLeast: (group: Group, count: Int)?
  var minimumHits: Int
  /// The exact spellings by literal, for `case: sensitive` and `fold: none`.
  var spellings: [Int: [[UInt8]]]
  var boundary: BoundaryMode
  /// Finds the words of `any` spread out.
  var spread: RegexOperator?

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    let isExact = arguments.text("case") == "sensitive" || arguments.text("fold") == "none"
    var spellings: [Int: [[UInt8]]] = [:]
    func group(_ nodes: [YAMLNode]) -> Group? {
      var literals: [Int] = []
      for node in nodes {
        guard let text = node.text, let literal = compiler.literal(text, at: node.location) else { continue }
        literals.append(literal)
        if isExact { spellings[literal, default: []].append(Array(text.utf8)) }
      }
      return literals.isEmpty ? nil : Group(set: compiler.termSet(literals), literals: literals)
    }
    let words =
      (arguments.node("any")?.elements ?? []) + (arguments.node("synonyms")?.elements ?? [])
      + compiler.lexiconWords(arguments)
    let any = group(words)
    let all = group(arguments.node("all")?.elements ?? [])
    let none = group(arguments.node("none")?.elements ?? [])
    var atLeast: (group: Group, count: Int)?
    if let node = arguments.node("at_least"), case .mapping = node.kind {
      let inner = Arguments(
        node,
        parameters.first { $0.name == "at_least" }.flatMap { if case .mapping(let p) = $0.type { p } else { nil } }
          ?? [],
        of: "'at_least'", log: compiler.log)
      if let members = group(inner.node("of")?.elements ?? []), let count = inner.integer("count") {
        atLeast = (members, count)
      }
    }
    guard any != nil || all != nil || none != nil || atLeast != nil else {
      compiler.log.error(
        "'keyword' has no words", at: arguments.location, hint: "give any, all, none, at_least or lexicon")
      return nil
    }
    var spread: RegexOperator?
    if arguments.flag("spread") ?? false {
      guard any != nil, all == nil, none == nil, atLeast == nil, !isExact, (arguments.integer("min_hits") ?? 1) <= 1
      else {
        compiler.log.error(
          "'spread' works with 'any' and lexicons alone", at: arguments.location(of: "spread"),
          hint: "leave out all, none, at_least, min_hits, case and fold, or write two conditions")
        return nil
      }
      spread = compiler.spreadPattern(words.compactMap(\.text), at: arguments.location).map {
        RegexOperator(patterns: [$0], excludes: Scope(), isSensitive: false, isSpread: true)
      }
    }
    return Keyword(
      any: any, all: all, none: none, atLeast: atLeast, minimumHits: max(1, arguments.integer("min_hits") ?? 1),
      spellings: spellings, boundary: BoundaryMode(rawValue: arguments.text("boundary") ?? "auto") ?? .auto,
      spread: spread)
  }

  var triggers: Triggers? {
    let sets = [any, all, atLeast?.group].compactMap { $0?.set }
    return sets.isEmpty ? nil : Triggers(sets: sets, patterns: spread?.patterns ?? [])
  }

  func mayHit(_ view: ConversationView) -> Bool {
    if let spread, spread.mayHit(view) { return true }
    if any == nil && all == nil && atLeast == nil { return true }
    for group in [any, all, atLeast?.group] {
      if let group, !view.hasHits(ofSet: group.set) { return false }
    }
    return true
  }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    var nearest: NearMiss?
    if let any, all == nil, none == nil, atLeast == nil, minimumHits == 1, !scoped.scope.requiresAll,
      scoped.scope.minimumCharacters == 0
    {
      var hits = admitted(any, scoped, &nearest).map(\.hit)
      if let spread, spread.mayHit(scoped.view) {
        let found = spread.evaluate(scoped)
        hits += found.hits
        nearest = nearest ?? found.nearest
      }
      return .found(ScopedView.withoutOverlaps(hits), nearest: nearest)
    }
    var anyHits = self.any.map { admitted($0, scoped, &nearest) } ?? []
    for hit in spread?.evaluate(scoped).hits ?? []
    where !anyHits.contains(where: { $0.hit.utterance == hit.utterance && $0.hit.range.overlaps(hit.range) }) {
      anyHits.append((-1, hit))
    }
    let allHits = self.all.map { admitted($0, scoped, &nearest) } ?? []
    let noneHits = self.none.map { admitted($0, scoped, &nearest) } ?? []
    let someHits = self.atLeast.map { admitted($0.group, scoped, &nearest) } ?? []
    let results = scoped.units.map { unit -> (isSatisfied: Bool, hits: [Hit]) in
      func inside(_ hits: [(literal: Int, hit: Hit)]) -> [(literal: Int, hit: Hit)] {
        hits.filter { unit.utterances.contains($0.hit.utterance) && unit.range.contains($0.hit.range.lowerBound) }
      }
      let mine = inside(anyHits)
      let every = inside(allHits)
      let some = inside(someHits)
      var satisfied = inside(noneHits).isEmpty
      if any != nil { satisfied = satisfied && ScopedView.withoutOverlaps(mine.map(\.hit)).count >= minimumHits }
      if let all { satisfied = satisfied && all.literals.allSatisfy { l in every.contains { $0.literal == l } } }
      if let atLeast { satisfied = satisfied && Set(some.map(\.literal)).count >= atLeast.count }
      let hits = (mine + every + some).map(\.hit)
      return (satisfied, hits.isEmpty && satisfied ? [scoped.view.turnHit(unit.utterances.lowerBound)] : hits)
    }
    return scoped.fold(results, nearest: nearest)
  }

  private func admitted(
    _ group: Group, _ scoped: ScopedView, _ nearest: inout NearMiss?
  ) -> [(literal: Int, hit: Hit)] {
    var hits: [(literal: Int, hit: Hit)] = []
    scoped.view.forEachHit(ofSet: group.set) { literal, hit in
      guard scoped.contains(hit) else {
        // What somebody else said is no near miss of an absence; it helps only who asks why.
        if nearest == nil, scoped.view.isExplaining || scoped.scope.roles.contains(scoped.view.role(hit.utterance)) {
          let role = scoped.scope.roles.contains(scoped.view.role(hit.utterance))
          nearest = NearMiss(hit: hit, refusedBy: role ? "scope" : "role", similarity: nil)
        }
        return
      }
      if let exact = spellings[literal] {
        let original = scoped.view.conversation.text[scoped.folded.original(hit.range)]
        guard exact.contains(where: { original.elementsEqual($0) }) else { return }
      }
      if let refusal = scoped.refusal(of: hit) {
        nearest = NearMiss(hit: hit, refusedBy: refusal, similarity: nil)
      } else {
        hits.append((literal, hit))
      }
    }
    return hits
  }
}
