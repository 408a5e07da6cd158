internal import TextAnalysis
internal import Transcripts

extension RuleCompiler {
  /// Compiles a condition: one operator, its scope and its guards.
  func condition(_ node: YAMLNode, name: String, names: [String]) -> Condition? {
    guard case .mapping(let entries) = node.kind else {
      log.error("a condition takes a mapping with one operator", at: node.location)
      return nil
    }
    let scopeKeys = Scope.parameters.map(\.name)
    var found: (type: any Operator.Type, entry: YAMLNode.Entry)?
    var scopeEntries: [YAMLNode.Entry] = []
    for entry in entries {
      if let type = Operators.named(entry.key) {
        if let found {
          log.error(
            "a condition has one operator; this one has '\(found.entry.key)' and '\(entry.key)'", at: entry.keyLocation,
            hint: "write two conditions under find: and join them with when:")
          return nil
        }
        found = (type, entry)
      } else if Operators.reserved.contains(entry.key) {
        log.error("the operator '\(entry.key)' is reserved for a later release", at: entry.keyLocation)
        return nil
      } else if scopeKeys.contains(entry.key) {
        scopeEntries.append(entry)
      } else {
        let known = Operators.all.map { $0.name } + scopeKeys
        log.error(
          "unknown operator or key '\(entry.key)'", at: entry.keyLocation,
          hint: Nearest.hint(for: entry.key, among: known)
            ?? "operators: \(Operators.all.map { $0.name }.joined(separator: ", "))")
        return nil
      }
    }
    guard let (type, entry) = found else {
      log.error(
        "the condition has no operator", at: node.location,
        hint: "operators: \(Operators.all.map { $0.name }.joined(separator: ", "))")
      return nil
    }
    let scopeNode = YAMLNode(kind: .mapping(scopeEntries), location: node.location)
    // What excuses spread words may be spread as well.
    let isSpread = entry.value["spread"]?.text == "true"
    let scope = scope(
      Arguments(scopeNode, Scope.parameters, of: "a condition", log: log), names: names, isSpread: isSpread)
    let isEmpty = entry.value.text == ""
    let body = isEmpty ? YAMLNode(kind: .mapping([]), location: entry.value.location) : entry.value
    let arguments = Arguments(body, type.parameters, of: "'\(type.name)'", log: log)
    guard let operation = type.compile(arguments, self) else { return nil }
    return Condition(name: name, operatorName: type.name, operation: operation, scope: scope, location: node.location)
  }

  private func scope(_ arguments: Arguments, names: [String], isSpread: Bool) -> Scope {
    var scope = Scope()
    if let roles = arguments.node("role") {
      scope.roles = RoleSet()
      for node in roles.elements {
        let word = node.text ?? ""
        if word == "any" {
          scope.roles = .any
        } else if let role = Role(name: word) {
          scope.roles.formUnion(RoleSet(role))
        } else {
          log.error(
            "no role is named '\(word)'", at: node.location,
            hint: Nearest.hint(for: word, among: Role.allCases.map { "\($0.name)" } + ["any"])
              ?? "roles: agent, customer, bot, supervisor, system, unknown, any")
        }
      }
    }
    if let node = arguments.node("in") {
      if let section = ScopeSection(node.text ?? "") {
        scope.section = section
      } else {
        log.error("'in' cannot be '\(node.text ?? "")'", at: node.location, hint: ScopeSection.hint)
      }
    }
    scope.isAbsolute = arguments.flag("absolute") ?? false
    scope.unit = ScopeUnit(rawValue: arguments.text("unit") ?? "turn") ?? .turn
    scope.requiresAll = arguments.flag("all") ?? false
    scope.minimumCharacters = arguments.integer("min_chars") ?? 0
    scope.negation = GuardMode(rawValue: arguments.text("negation") ?? "keep") ?? .keep
    scope.quotation = GuardMode(rawValue: arguments.text("quotation") ?? "keep") ?? .keep
    scope.echo = GuardMode(rawValue: arguments.text("echo") ?? "keep") ?? .keep
    scope.mood = MoodFilter(rawValue: arguments.text("mood") ?? "any") ?? .any
    readExclusions(arguments.node("exclude"), into: &scope, isSpread: isSpread)
    for relation in Anchor.Relation.allCases {
      guard let node = arguments.node(relation.rawValue) else { continue }
      if scope.anchor != nil {
        log.error("a condition has one anchor", at: node.location, hint: "use around: for both sides")
      }
      scope.anchor = anchor(relation, node, names: names)
    }
    return scope
  }

  private func anchor(_ relation: Anchor.Relation, _ node: YAMLNode, names: [String]) -> Anchor? {
    let arguments = Arguments(node, Scope.anchorParameters, of: "'\(relation.rawValue)'", log: log)
    guard let name = arguments.text("of") else { return nil }
    guard let condition = names.firstIndex(of: name) else {
      log.error(
        "no condition is named '\(name)'", at: arguments.location(of: "of"),
        hint: Nearest.hint(for: name, among: names) ?? "the conditions are \(names.joined(separator: ", "))")
      return nil
    }
    let selection: Anchor.Selection
    switch arguments.text("hit") ?? "every" {
    case "first": selection = .first
    case "last": selection = .last
    case "any": selection = .any
    case "every": selection = .every
    case let word:
      guard let n = Int(word), n >= 1 else {
        log.error(
          "'hit' cannot be '\(word)'", at: arguments.location(of: "hit"), hint: "first, last, any, every or a number")
        return nil
      }
      selection = .number(n)
    }
    var extent = AnchorExtent.unbounded
    if let within = arguments.node("within") {
      guard let read = AnchorExtent(within.text ?? "") else {
        log.error(
          "'within' cannot be '\(within.text ?? "")'", at: within.location, hint: "write 3 turns, 2 blocks or 30s")
        return nil
      }
      extent = read
    }
    return Anchor(
      relation: relation, condition: condition, selection: selection, extent: extent,
      unit: ScopeUnit(rawValue: arguments.text("unit") ?? "turn") ?? .turn)
  }
}

/// A word of a lexicon with its place.
struct LexiconWord {
  var text: String
  var location: RulebookLocation
}
