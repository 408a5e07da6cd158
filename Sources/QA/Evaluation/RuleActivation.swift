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
  /// Rules by pattern, pattern after pattern, with the end of each pattern's rules.
  private let patterns: [(pattern: Int32, end: Int32)]
  private let patternRules: [Int32]
  private var isActive: [Bool]
  private var silent: [Judgement?]
  private static let roleSets = 64

  /// Prepares the rules of a book.
  init(rules: [Rule], setCount: Int) {
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
    var patterns: [(pattern: Int32, end: Int32)] = []
    var patternRules: [Int32] = []
    for (pattern, rules) in ofPattern.sorted(by: { $0.key < $1.key }) {
      patternRules += rules
      patterns.append((Int32(pattern), Int32(patternRules.count)))
    }
    self.patterns = patterns
    self.patternRules = patternRules
    isActive = always
    silent = Array(repeating: nil, count: rules.count * Self.roleSets)
  }

  /// Takes over what the scan of a conversation found.
  mutating func load(_ view: ConversationView) {
    for index in always.indices { isActive[index] = always[index] }
    for set in view.touchedSets {
      for place in Int(setStarts[set])..<Int(setStarts[set + 1]) { isActive[Int(setRules[place])] = true }
    }
    var start = 0
    for (pattern, end) in patterns {
      if view.scan.hasCandidates(pattern: Int(pattern)) {
        for place in start..<Int(end) { isActive[Int(patternRules[place])] = true }
      }
      start = Int(end)
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
