internal import Transcripts

extension Rulebook {
  /// What is legal and probably not meant: untested, unreachable, unscored and doubled rules.
  public func lint() -> [Diagnostic] {
    var found: [Diagnostic] = []
    func warn(_ rule: Rule, _ message: String, _ hint: String? = nil, at location: RulebookLocation? = nil) {
      found.append(
        Diagnostic(
          severity: .warning, location: location ?? rule.location, message: message, hint: hint, excerpt: ""))
    }
    var scored: Set<Int> = []
    for item in scorecard?.sections.flatMap(\.items) ?? [] {
      if case .rule(let index) = item.source { scored.insert(index) }
    }
    let referenced = Set(rules.flatMap(\.conditions).compactMap { ($0.operation as? RuleReference)?.rule })
    for (index, rule) in rules.enumerated() where rule.status != .retired {
      let counted = rule.tests.filter { !$0.isTodo }
      if !counted.contains(where: { $0.expect == .hit }) {
        warn(rule, "rule '\(rule.id)' has no test that must hit", "add a talk with expect: hit")
      }
      if !counted.contains(where: { $0.expect == .miss }) {
        warn(rule, "rule '\(rule.id)' has no test that must miss", "add its classic false positive with expect: miss")
      }
      if scorecard != nil, rule.effect != .tag, rule.status == .active, !scored.contains(index),
        !referenced.contains(index)
      {
        warn(rule, "rule '\(rule.id)' is in no section of the scorecard", "its findings cost nothing; as: tag says so")
      }
      for condition in rule.conditions where condition.scope.roles == .any && Self.readsWords(condition.operatorName) {
        warn(
          rule, "the condition '\(condition.name)' of '\(rule.id)' listens to everybody",
          "give role: agent or customer, or role: any to say so", at: condition.location)
      }
      if let twin = rules[..<index].first(where: { Self.asksTheSame($0, rule) }) {
        warn(rule, "rule '\(rule.id)' asks the same as '\(twin.id)'")
      }
      if let opposite = rules[..<index].first(where: { Self.contradicts($0, rule) }) {
        warn(rule, "rule '\(rule.id)' requires what '\(opposite.id)' forbids, or the other way round")
      }
    }
    return found
  }

  private static func readsWords(_ name: String) -> Bool {
    ["keyword", "regex", "near", "similar", "script"].contains(name)
  }

  /// The words and scope of a rule with one keyword condition.
  private static func question(_ rule: Rule) -> (words: Set<Int>, scope: Scope)? {
    guard rule.conditions.count == 1, let keyword = rule.conditions[0].operation as? Keyword, let any = keyword.any,
      keyword.all == nil, keyword.none == nil, keyword.atLeast == nil
    else { return nil }
    return (Set(any.literals), rule.conditions[0].scope)
  }

  private static func asksTheSame(_ a: Rule, _ b: Rule) -> Bool {
    guard a.isRequirement == b.isRequirement, let x = question(a), let y = question(b) else { return false }
    return x.words == y.words && x.scope == y.scope
  }

  private static func contradicts(_ a: Rule, _ b: Rule) -> Bool {
    guard a.isRequirement != b.isRequirement, a.effect == .violation, b.effect == .violation,
      let x = question(a), let y = question(b)
    else { return false }
    return x.scope.roles == y.scope.roles
      && (a.isRequirement ? x.words.isSubset(of: y.words) : y.words.isSubset(of: x.words))
  }
}
