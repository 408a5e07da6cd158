internal import TextAnalysis
internal import Transcripts

/// A number of a kind, compared with a bound: amounts, shares, times, dates.
struct NumberOperator: Operator {
  static let name = "number"
  static let summary = "A number of a kind occurs and compares to a bound; reads 3万5, 百分之三点五, 两三天, twenty-five."
  static let parameters: [Parameter] = [
    Parameter(
      "kind", .choice(NumberKind.allCases.map(\.rawValue)), required: true,
      "What the number counts; plain numbers have no unit."),
    Parameter("compare", .choice(Comparison.words), default: ">=", "How the number compares to `value`."),
    Parameter(
      "value", .text,
      "The bound: 200 or 200元, 5%, 24h, 3个工作日, 2026-01-31. Without it every number of the kind is a hit."),
    Parameter("currency", .texts, "For money: only these currencies, as ISO codes such as CNY and USD."),
  ]
  static let examples: [OperatorExample] = [
    .hit("{number: {kind: money, compare: '>', value: 200}, role: agent}", ["坐席: 给您赔▸三百块◂"]),
    .hit("{number: {kind: money, compare: '>', value: 200元}, role: agent}", ["坐席: 最多▸２５０元◂"]),
    .not("{number: {kind: money, compare: '>', value: 200}, role: agent}", ["客户: 赔我五百块", "坐席: 最多200元"]),
    .not("{number: {kind: money, value: 1}, role: agent}", ["坐席: 千万别付款，元旦一块去"]),
    .hit("{number: {kind: money, value: 5000, currency: USD}, role: agent}", ["Agent: up to ▸$5,000◂"]),
    .not("{number: {kind: money, value: 5000, currency: USD}, role: agent}", ["坐席: 一共5000元"]),
    .hit("{number: {kind: percent, compare: '>=', value: 5%}, role: agent}", ["坐席: 年化▸百分之五点二◂"]),
    .hit("{number: {kind: percent, compare: '<', value: 50}, role: agent}", ["坐席: 只退▸三成◂"]),
    .not("{number: {kind: percent, value: 1}, role: agent}", ["坐席: 已经完成，十分抱歉"]),
    .hit("{number: {kind: duration, compare: '>', value: 24h}, role: agent}", ["坐席: ▸三个工作日◂内回复"]),
    .hit("{number: {kind: duration, compare: '>', value: 3天}, role: agent}", ["坐席: 3-▸5天◂到账"]),
    .not("{number: {kind: duration, compare: '>', value: 24h}, role: agent}", ["坐席: 半小时内，十分抱歉"]),
    .hit("{number: {kind: duration, value: 30m}, role: agent}", ["Agent: please wait ▸half an hour◂"]),
    .hit("{number: {kind: date, compare: '>', value: 2026-03-01}, role: agent}", ["坐席: ▸2026年3月5日◂到期"]),
    .not("{number: {kind: date, compare: '>', value: 2026-03-01}, role: agent}", ["坐席: 二〇二六年二月五日到期"]),
    .not(.unknown, "{number: {kind: date, compare: '>', value: 2026-03-01}, role: agent}", ["坐席: 3月5日到期"]),
    .hit("{number: {kind: plain, compare: '>=', value: 3}, role: agent}", ["坐席: 已经说了▸三◂遍"]),
    .not("{number: {kind: plain, value: 1}, role: agent}", ["坐席: 第三方一定统一处理，订单202603051234567"]),
    .not("{number: {kind: money, value: 200}, role: agent, negation: drop}", ["坐席: 不会扣您200元"]),
  ]

  var kind: NumberKind
  var comparison: Comparison
  var bound: Double?
  var currencies: Set<String>
  /// Words of which one stands wherever such a number does.
  var set: Int?
  /// Matches wherever such a number without those words may stand.
  var pattern: Int?

  static func compile(_ arguments: Arguments, _ compiler: RuleCompiler) -> (any Operator)? {
    guard let kind = arguments.text("kind").flatMap(NumberKind.init(rawValue:)) else { return nil }
    var bound: Double?
    if let text = arguments.text("value") {
      bound = NumberBound.value(of: text, kind: kind, folder: compiler.folder)
      guard bound != nil else {
        compiler.log.error(
          "'value' is no \(kind.rawValue): '\(text)'", at: arguments.location(of: "value"), hint: NumberBound.hint(kind)
        )
        return nil
      }
    }
    if let node = arguments.node("currency"), kind != .money {
      compiler.log.error("'currency' goes with kind: money", at: node.location)
      return nil
    }
    let scan = NumberScan(kind, at: arguments.location, compiler)
    return NumberOperator(
      kind: kind, comparison: Comparison(rawValue: arguments.text("compare") ?? ">=") ?? .atLeast, bound: bound,
      currencies: Set(arguments.texts("currency").map { $0.uppercased() }), set: scan.set, pattern: scan.pattern)
  }

  var triggers: Triggers? { NumberScan(set: set, pattern: pattern).triggers }

  func mayHit(_ view: ConversationView) -> Bool { NumberScan(set: set, pattern: pattern).mayHit(view) }

  func evaluate(_ scoped: ScopedView) -> Outcome {
    let candidates = NumberScan(set: set, pattern: pattern).utterances(scoped.view)
    var nearest: NearMiss?
    var isIncomplete = false
    let results = scoped.units.map { unit -> (isSatisfied: Bool, hits: [Hit]) in
      var hits: [Hit] = []
      for utterance in unit.utterances
      where candidates.contains(utterance) && scoped.scope.roles.contains(scoped.view.role(utterance)) {
        let range = scoped.view.utterances[utterance].range.clamped(to: unit.range)
        for number in NumberReader.numbers(in: range, of: scoped.folded) where number.kind == kind {
          guard currencies.isEmpty || currencies.contains(number.unit) else { continue }
          guard let value = value(of: number, scoped.view.conversation) else {
            isIncomplete = true
            continue
          }
          guard bound.map({ comparison.holds(value, $0) }) ?? true else { continue }
          let hit = Hit(
            utterance: utterance, range: number.range, hasText: true, measure: kind == .date ? nil : value)
          if let refusal = scoped.refusal(of: hit) {
            nearest = NearMiss(hit: hit, refusedBy: refusal, similarity: nil)
          } else {
            hits.append(hit)
          }
        }
      }
      return (!hits.isEmpty, hits)
    }
    let outcome = scoped.fold(results, nearest: nearest)
    return outcome.judgement.truth == .miss && isIncomplete ? .unknown(.noTimes) : outcome
  }

  /// The number to compare; a date without a year takes the contact's, if the contact has one.
  private func value(of number: ReadNumber, _ conversation: Conversation) -> Double? {
    guard kind == .date, bound != nil else { return number.value }
    if number.value > 0 { return number.value }
    guard let day = CivilDay.ordinal(of: conversation), let date = number.date else { return nil }
    return date.completed(year: day / 10_000, month: day / 100 % 100).ordinal.map(Double.init)
  }
}

/// Reads the bound of a number as a rulebook writes it.
enum NumberBound {
  /// The value in the kind's unit: currency units, percent points, seconds, a date's ordinal.
  static func value(of text: String, kind: NumberKind, folder: Folder) -> Double? {
    if kind != .date, let number = Double(text), number.isFinite { return number }
    if kind == .duration, let time = DurationText.milliseconds(text) { return Double(time) / 1000 }
    let folded = folder.fold(text)
    let found = NumberReader.numbers(in: folded)
    guard found.count == 1, found[0].kind == kind, found[0].range.count == folded.count else { return nil }
    return kind == .date && found[0].value == 0 ? nil : found[0].value
  }

  /// How a value of the kind is written.
  static func hint(_ kind: NumberKind) -> String {
    switch kind {
    case .money: "write 200, 200元 or $200"
    case .percent: "write 5, 5% or 百分之五"
    case .duration: "write seconds, or 30m, 24h, 3d, 3个工作日"
    case .date: "write 2026-01-31"
    case .plain: "write a number"
    }
  }
}

/// What the scan looks for where numbers of a kind are asked for, so that texts without any cost nothing.
struct NumberScan: Sendable {
  var set: Int?
  var pattern: Int?

  init(set: Int?, pattern: Int?) {
    self.set = set
    self.pattern = pattern
  }

  init(_ kind: NumberKind, at location: RulebookLocation, _ compiler: RuleCompiler) {
    let words = (NumberUnits.markers(of: kind) ?? []).compactMap { compiler.literal($0, at: location) }
    set = words.isEmpty ? nil : compiler.termSet(words)
    pattern = NumberUnits.pattern(of: kind).flatMap {
      compiler.pattern(YAMLNode(kind: .scalar($0, isPlain: true), location: location), caseSensitive: false)
    }
  }

  var triggers: Triggers { Triggers(sets: set.map { [$0] } ?? [], patterns: pattern.map { [$0] } ?? []) }

  func mayHit(_ view: ConversationView) -> Bool {
    set.map(view.hasHits) ?? false || pattern.map { view.scan.hasCandidates(pattern: $0) } ?? false
  }

  /// The utterances that may hold such a number.
  func utterances(_ view: ConversationView) -> Set<Int> {
    var found: Set<Int> = []
    if let set { view.forEachHit(ofSet: set) { found.insert($1.utterance) } }
    if let pattern {
      for turn in view.scan.candidateTurns(pattern: pattern) where view.utteranceOfTurn[Int(turn)] >= 0 {
        found.insert(Int(view.utteranceOfTurn[Int(turn)]))
      }
    }
    return found
  }
}
