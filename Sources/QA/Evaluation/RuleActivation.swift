internal import TextAnalysis
internal import Transcripts

/// Tells for a scanned conversation which rules need a closer look.
///
/// Most rules have nothing to say about most conversations. What such a silent rule comes to depends only on who
/// speaks in the leg, so it is worked out once for every set of roles; after that a silent rule costs one look-up.
struct RuleActivation {
  private let isTriggered: [Bool]
  private let rulesOfSet: [[Int32]]
  private let rulesOfPattern: [(pattern: Int, rules: [Int32])]
  private var isActive: [Bool]
  private var silent: [Judgement?]
  private static let roleSets = 64

  /// Prepares the rules of a book.
  init(rules: [Rule], setCount: Int) {
    var ofSet = Array(repeating: [Int32](), count: setCount)
    var ofPattern: [Int: [Int32]] = [:]
    var isTriggered: [Bool] = []
    for (index, rule) in rules.enumerated() {
      let triggers = rule.triggers
      isTriggered.append(triggers != nil)
      for set in triggers?.sets ?? [] { ofSet[set].append(Int32(index)) }
      for pattern in triggers?.patterns ?? [] { ofPattern[pattern, default: []].append(Int32(index)) }
    }
    self.isTriggered = isTriggered
    rulesOfSet = ofSet
    rulesOfPattern = ofPattern.map { ($0.key, $0.value) }.sorted { $0.pattern < $1.pattern }
    isActive = isTriggered.map { !$0 }
    silent = Array(repeating: nil, count: rules.count * Self.roleSets)
  }

  /// Takes over what the scan of a conversation found.
  mutating func load(_ view: ConversationView) {
    for index in isActive.indices { isActive[index] = !isTriggered[index] }
    for set in view.touchedSets { for rule in rulesOfSet[set] { isActive[Int(rule)] = true } }
    for (pattern, rules) in rulesOfPattern where view.scan.hasCandidates(pattern: pattern) {
      for rule in rules { isActive[Int(rule)] = true }
    }
  }

  /// The judgement of a rule that is silent in the leg, or `nil` if it must be evaluated.
  mutating func silentJudgement(_ index: Int, of rule: Rule, in leg: Leg) -> Judgement? {
    if isActive[index] { return nil }
    let place = index * Self.roleSets + Int(leg.roles.rawValue)
    if let known = silent[place] { return known.truth == .hit ? nil : known }
    let judgement = rule.judgementOfSilence(leg)
    silent[place] = judgement
    return judgement.truth == .hit ? nil : judgement
  }
}
