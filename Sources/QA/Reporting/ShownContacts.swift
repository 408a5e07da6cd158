/// Chooses the contacts that a report shows whole: fatal ones, the worst, and a few for every rule.
///
/// The choice depends only on the contacts and their order, so a scoring run (which must keep the transcripts it will
/// need) and a report made later from the records choose the same.
struct ShownContacts<Payload> {
  /// How many of each kind are shown.
  struct Limits: Sendable {
    var fatal = 100
    var worst = 50
    var perRule = 3
    var examples = 200
  }

  /// What the choice looks at.
  struct Facts {
    var verdict: Verdict
    var isFatal: Bool
    var score: Int?
    /// Indices of the rules with findings.
    var rules: [Int]
  }

  let limits: Limits
  /// Order numbers of fatal contacts, first found first.
  private(set) var fatal: [Int] = []
  /// The worst others: lowest score first, then first found.
  private(set) var worst: [(score: Int, order: Int)] = []
  /// Examples of rules, first found first.
  private(set) var examples: [Int] = []
  private var examplesOfRule: [Int]
  private var payloads: [Int: Payload] = [:]

  init(ruleCount: Int, limits: Limits = Limits()) {
    self.limits = limits
    examplesOfRule = Array(repeating: 0, count: ruleCount)
  }

  /// What later contacts must beat; it only ever grows stricter.
  var bar: ShownContactsBar {
    ShownContactsBar(
      wantsFatal: fatal.count < limits.fatal,
      worst: worst.count < limits.worst ? Int.max : worst.last?.score ?? Int.max,
      wantsRule: examples.count < limits.examples ? examplesOfRule.map { $0 < limits.perRule } : [])
  }

  /// Adds a contact; contacts come in order.
  mutating func add(_ order: Int, _ facts: Facts, _ payload: @autoclosure () -> Payload) {
    var isShown = false
    if facts.isFatal, fatal.count < limits.fatal {
      fatal.append(order)
      isShown = true
    } else if !facts.isFatal, facts.verdict == .fail || facts.verdict == .review, let score = facts.score {
      isShown = addWorst(score, order)
    }
    var isExample = false
    if examples.count < limits.examples {
      for rule in facts.rules where examplesOfRule[rule] < limits.perRule {
        examplesOfRule[rule] += 1
        isExample = true
      }
    }
    if isExample { examples.append(order) }
    if isShown || isExample { payloads[order] = payload() }
  }

  private mutating func addWorst(_ score: Int, _ order: Int) -> Bool {
    if worst.count >= limits.worst, let last = worst.last, score >= last.score { return false }
    let place = worst.firstIndex { $0.score > score } ?? worst.count
    worst.insert((score, order), at: place)
    if worst.count > limits.worst {
      let gone = worst.removeLast().order
      if examples.binarySearch(gone) == nil { payloads[gone] = nil }
    }
    return true
  }

  /// The contacts in reading order: fatal ones, the worst, then examples; each once.
  var chosen: [(order: Int, payload: Payload)] {
    var seen: Set<Int> = []
    return (fatal + worst.map(\.order) + examples).compactMap { order in
      guard seen.insert(order).inserted, let payload = payloads[order] else { return nil }
      return (order, payload)
    }
  }
}

/// What a contact must be like to be shown.
struct ShownContactsBar: Sendable {
  var wantsFatal = true
  var worst = Int.max
  /// Whether a rule still wants examples; empty if none does.
  var wantsRule: [Bool]

  /// Whether a contact may still be chosen; false is certain.
  func admits(verdict: Verdict, isFatal: Bool, score: Int?, rules: some Sequence<Int>) -> Bool {
    if isFatal, wantsFatal { return true }
    if !isFatal, verdict == .fail || verdict == .review, let score, score < worst { return true }
    return !wantsRule.isEmpty && rules.contains { wantsRule[$0] }
  }
}

extension [Int] {
  /// The place of a value in an ascending list, or `nil`.
  fileprivate func binarySearch(_ value: Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == value ? low : nil
  }
}
