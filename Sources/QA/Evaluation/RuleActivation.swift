internal import TextAnalysis
internal import Transcripts

/// Tells for a scanned conversation which rules need a closer look.
///
/// Most rules have nothing to say about most conversations. What such a silent rule comes to depends only on who
/// speaks in the leg, so it is worked out once for every set of roles; after that a silent rule costs one look-up.
struct RuleActivation {
  /// The rules that always need a closer look, as the state every conversation starts from.
  private let always: [Bool]
  /// Rules by term set: `setRules[setStarts[s]..<setStarts[s + 1]]`.
  private let setStarts: [Int32]
  private let setRules: [Int32]
  /// Rules by pattern, in the same way.
  private let patternStarts: [Int32]
  private let patternRules: [Int32]
  private var isActive: [Bool]
  private let isRunning: [Bool]
  /// Judgements of silent rules by the roles of the leg and of the whole contact.
  private var silent: [Int: [Judgement]] = [:]

  /// Prepares the rules of a book.
  init(rules: [Rule], setCount: Int, patternCount: Int) {
    var ofSet = Array(repeating: [Int32](), count: setCount)
    var ofPattern: [Int: [Int32]] = [:]
    var always: [Bool] = []
    for (index, rule) in rules.enumerated() {
      let triggers = rule.triggers
      always.append(triggers == nil)
      for set in triggers?.sets ?? [] { ofSet[set].append(Int32(index)) }
      for pattern in triggers?.patterns ?? [] { ofPattern[pattern, default: []].append(Int32(index)) }
    }
    self.always = always
    var starts: [Int32] = [0]
    for list in ofSet { starts.append(starts[starts.count - 1] + Int32(list.count)) }
    setStarts = starts
    setRules = ofSet.flatMap { $0 }
    var patternStarts: [Int32] = [0]
    var patternRules: [Int32] = []
    for pattern in 0..<patternCount {
      patternRules += ofPattern[pattern] ?? []
      patternStarts.append(Int32(patternRules.count))
    }
    self.patternStarts = patternStarts
    self.patternRules = patternRules
    isActive = always
    isRunning = rules.map(\.isRunning)
  }

  /// Takes over what the scan of a conversation found.
  mutating func load(_ view: ConversationView) {
    isActive = always
    for set in view.touchedSets {
      for place in Int(setStarts[set])..<Int(setStarts[set + 1]) { isActive[Int(setRules[place])] = true }
    }
    view.scan.forEachTouchedPattern { pattern in
      for place in Int(patternStarts[pattern])..<Int(patternStarts[pattern + 1]) {
        isActive[Int(patternRules[place])] = true
      }
    }
  }

  /// What every rule comes to in a leg if it is silent, and the rules that need a closer look, in order.
  ///
  /// A rule over the whole contact looks at `whole` instead of the leg.
  mutating func silentJudgements(
    of rules: [Rule], order: [Int], in leg: Leg, whole: Leg, active: inout [Int]
  ) -> [Judgement] {
    active.removeAll(keepingCapacity: true)
    let key = Int(leg.roles.rawValue) << 6 | Int(whole.roles.rawValue)
    let judgements: [Judgement]
    if let known = silent[key] {
      judgements = known
    } else {
      judgements = rules.map { rule in
        rule.isRunning
          ? rule.judgementOfSilence(rule.isOverConversation ? whole : leg) : Judgement(.notApplicable, .doesNotApply)
      }
      silent[key] = judgements
    }
    for index in order where (isActive[index] || judgements[index].truth == .hit) && isRunning[index] {
      active.append(index)
    }
    return judgements
  }
}
