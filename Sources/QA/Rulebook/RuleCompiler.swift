internal import TextAnalysis
internal import Transcripts

/// Turns the YAML of rules into compiled rules, and collects every literal and pattern into one scan plan.
final class RuleCompiler {
  let log: DiagnosticLog
  let folder: Folder
  private(set) var plan: ScanPlan
  private(set) var literalCount = 0
  private(set) var sets: [[Int]] = []
  var lexicons: [String: [LexiconWord]] = [:]
  var status: @Sendable (String, RuleStatus) -> RuleStatus = { $1 }
  /// Rule ids in the order they will be evaluated so far; set by the loader before conditions are compiled.
  var ruleIndex: [String: Int] = [:]
  private var references: [(from: Int, to: Int, location: RulebookLocation)] = []
  private var histories: [(from: Int, to: Int, location: RulebookLocation)] = []
  private var currentRule = -1

  init(log: DiagnosticLog) throws {
    self.log = log
    folder = try Folder()
    plan = try ScanPlan()
  }

  // MARK: What operators register

  /// The literal of a word, or `nil` after reporting that nothing is left of it.
  func literal(_ text: String, at location: RulebookLocation) -> Int? {
    let folded = folder.fold(text)
    guard folded.contains(where: { $0 != 0x20 }) else {
      log.error("a word must not be empty", at: location, hint: "after folding nothing is left of it")
      return nil
    }
    let id = plan.addLiteral(folded)
    literalCount = max(literalCount, id + 1)
    return id
  }

  /// A pattern's id in the scan plan, or `nil` after reporting what is wrong with it.
  func pattern(_ node: YAMLNode, caseSensitive: Bool, isSpread: Bool = false) -> Int? {
    let source = node.text ?? ""
    do {
      let id = try plan.addPattern(source, caseSensitive: caseSensitive, isSpread: isSpread)
      for warning in PatternLint.warnings(for: source) {
        log.warning(warning.message, at: node.place(of: warning.offset))
      }
      return id
    } catch {
      log.error("the pattern is not valid: \(error.message)", at: node.place(of: error.offset))
      return nil
    }
  }

  /// A pattern of words, each also with blanks or symbols between its Han characters.
  func spreadPattern(_ words: [String], at location: RulebookLocation) -> Int? {
    let long = words.filter { word in word.unicodeScalars.count { (0x3400...0x9FFF).contains($0.value) } > 1 }
    guard !long.isEmpty else { return nil }
    let source = long.map { word in
      let (first, last) = (word.unicodeScalars.first?.isASCII ?? false, word.unicodeScalars.last?.isASCII ?? false)
      return (first ? "(?<![a-z\\d])" : "") + "\\Q\(word.replacing("\\E", with: ""))\\E"
        + (last ? "(?![a-z\\d])" : "")
    }.joined(separator: "|")
    return pattern(
      YAMLNode(kind: .scalar(source, isPlain: false), location: location), caseSensitive: false, isSpread: true)
  }

  /// A set of literals whose hits are gathered together.
  func termSet(_ literals: [Int]) -> Int {
    sets.append(literals)
    return sets.count - 1
  }

  /// A phrase for comparison by similarity.
  func phrase(_ node: YAMLNode, method: SimilarityMethod) -> Phrase? {
    let phrase = Phrase(folder.fold(node.text ?? ""), method: method)
    guard !phrase.isEmpty else {
      log.error("the phrase has nothing to compare", at: node.location, hint: "write letters or digits")
      return nil
    }
    return phrase
  }

  /// The words of the lexicons an operator names, as nodes with their own places.
  func lexiconWords(_ arguments: Arguments) -> [YAMLNode] {
    (arguments.node("lexicon")?.elements ?? []).flatMap { node -> [YAMLNode] in
      guard let name = node.text, let words = lexicons[name] else {
        log.error(
          "no lexicon is named '\(node.text ?? "")'", at: node.location,
          hint: Nearest.hint(for: node.text ?? "", among: lexicons.keys))
        return []
      }
      return words.map { YAMLNode(kind: .scalar($0.text, isPlain: false), location: $0.location) }
    }
  }

  /// Reads `exclude:`: text with pattern characters is a pattern, anything else a phrase.
  func readExclusions(_ node: YAMLNode?, into scope: inout Scope, isSpread: Bool = false) {
    for element in node?.elements ?? [] {
      guard let text = element.text else { continue }
      if isSpread || text.contains(where: { "\\[](){}|*+^$?".contains($0) }) || text.contains(".*") {
        if let id = pattern(element, caseSensitive: false, isSpread: isSpread) { scope.excludedPatterns.append(id) }
      } else {
        let folded = folder.fold(text)
        if folded.isEmpty {
          log.error("an exclusion must not be empty", at: element.location)
        } else {
          scope.excludedPhrases.append(folded)
        }
      }
    }
  }

  /// The index of a rule another rule asks about.
  func reference(to id: String, at location: RulebookLocation) -> Int? {
    guard let index = ruleIndex[id] else {
      log.error("no rule is named '\(id)'", at: location, hint: Nearest.hint(for: id, among: ruleIndex.keys))
      return nil
    }
    references.append((currentRule, index, location))
    return index
  }

  /// The index of a rule whose results on other contacts are asked about.
  func history(of id: String, at location: RulebookLocation) -> Int? {
    guard let index = ruleIndex[id] else {
      log.error("no rule is named '\(id)'", at: location, hint: Nearest.hint(for: id, among: ruleIndex.keys))
      return nil
    }
    histories.append((currentRule, index, location))
    return index
  }

  /// Reports rules that ask about the history of rules which need history themselves: one pass cannot tell them.
  func checkHistories() {
    var needing = Set(histories.map(\.from))
    var count = -1
    while count != needing.count {
      count = needing.count
      for reference in references where needing.contains(reference.to) { needing.insert(reference.from) }
    }
    for history in histories where needing.contains(history.to) {
      log.error(
        "'history' cannot ask about a rule that asks about history itself", at: history.location,
        hint: "ask about a rule that looks at one contact")
    }
  }

  /// An order in which every rule comes after the rules it asks about; cycles are reported.
  func evaluationOrder(count: Int) -> [Int] {
    var state = Array(repeating: 0, count: count)
    var order: [Int] = []
    func visit(_ rule: Int) {
      state[rule] = 1
      for reference in references where reference.from == rule {
        if state[reference.to] == 1 {
          log.error("the rules ask about each other in a circle", at: reference.location)
        } else if state[reference.to] == 0 {
          visit(reference.to)
        }
      }
      state[rule] = 2
      order.append(rule)
    }
    for rule in 0..<count where state[rule] == 0 { visit(rule) }
    return order
  }

  // MARK: Rules

  /// Compiles one rule.
  func rule(_ node: YAMLNode, index: Int) -> Rule? {
    currentRule = index
    let arguments = Arguments(node, RulebookGrammar.rule, of: "a rule", log: log)
    guard let id = arguments.text("id") else { return nil }
    let kinds = ["forbid", "require", "find"].filter(arguments.has)
    guard kinds.count == 1, let kind = kinds.first, let body = arguments.node(kind) else {
      log.error(
        "rule '\(id)' needs one of forbid, require and find", at: node.location,
        hint: kinds.isEmpty
          ? "forbid: is a finding when present, require: when absent" : "it has \(kinds.joined(separator: " and "))")
      return nil
    }
    var conditions: [Condition] = []
    if kind == "find" {
      guard case .mapping(let entries) = body.kind, !entries.isEmpty else {
        log.error(
          "'find' takes named conditions", at: body.location, hint: "for example find: { pitch: { keyword: … } }")
        return nil
      }
      let names = entries.map(\.key)
      for entry in entries {
        if let condition = condition(entry.value, name: entry.key, names: names) { conditions.append(condition) }
      }
      guard conditions.count == entries.count else { return nil }
    } else {
      guard let condition = condition(body, name: "it", names: ["it"]) else { return nil }
      conditions = [condition]
    }
    guard let expression = expression(kind, arguments, conditions, node) else { return nil }
    checkAnchors(conditions)
    let (primary, replays) = primary(of: expression, conditions)
    let title = arguments.text("title") ?? id
    let rule = Rule(
      id: id, title: title, status: status(id, RuleStatus(rawValue: arguments.text("status") ?? "active") ?? .active),
      severity: Severity(rawValue: arguments.text("severity") ?? "major") ?? .major,
      findingClass: FindingClass(rawValue: arguments.text("class") ?? "business") ?? .business,
      effect: RuleEffect(rawValue: arguments.text("as") ?? "violation") ?? .violation,
      message: arguments.text("message") ?? title, falsePositives: arguments.text("false_positives") ?? "",
      targetPrecision: arguments.number("target_precision"), tags: arguments.texts("tags"), location: node.location,
      conditions: conditions,
      expression: expression, isRequirement: kind == "require",
      isOverConversation: arguments.text("over") == "conversation", applicability: applicability(arguments),
      tests: tests(arguments.node("tests")), primary: primary, replays: replays)
    MessageTemplate.check(rule.message, of: rule, at: arguments.location(of: "message"), log: log)
    return rule
  }

  private func expression(
    _ kind: String, _ arguments: Arguments, _ conditions: [Condition], _ node: YAMLNode
  ) -> WhenExpression? {
    if kind == "forbid" { return .condition(0) }
    if kind == "require" { return .not(.condition(0)) }
    guard let when = arguments.node("when"), let text = when.text else {
      if conditions.count == 1 { return .condition(0) }
      log.error(
        "'find' with several conditions needs 'when'", at: node.location, hint: "for example when: pitch && !warning")
      return nil
    }
    do {
      let expression = try WhenParser.parse(text, names: conditions.map(\.name))
      let used = Set(expression.mentions.map(\.condition))
      for (index, condition) in conditions.enumerated() where !used.contains(index) {
        let isAnchor = conditions.contains { $0.scope.anchor?.condition == index }
        if !isAnchor { log.warning("the condition '\(condition.name)' is never used", at: condition.location) }
      }
      return expression
    } catch {
      // YAML reads a leading ! as a tag and drops it with its word.
      let isTag = text.isEmpty ? "put an expression that begins with ! in quotes" : nil
      log.error(error.message, at: when.place(of: error.offset), hint: error.hint ?? isTag)
      return nil
    }
  }

  private func primary(of expression: WhenExpression, _ conditions: [Condition]) -> (Int?, Bool) {
    let positive = expression.mentions.filter(\.isPositive).map(\.condition)
    let anchors = Set(conditions.compactMap { $0.scope.anchor?.condition })
    let roots = anchors.filter { conditions[$0].scope.anchor == nil }.sorted()
    if let root = positive.first(where: roots.contains) ?? roots.first { return (root, true) }
    return (positive.first, false)
  }

  /// Conditions may depend on each other, but not in a circle.
  private func checkAnchors(_ conditions: [Condition]) {
    for (index, condition) in conditions.enumerated() {
      var next = condition.scope.anchor?.condition
      var steps = 0
      while let current = next {
        if current == index || steps > conditions.count {
          log.error("the condition '\(condition.name)' depends on itself", at: condition.location)
          return
        }
        next = conditions[current].scope.anchor?.condition
        steps += 1
      }
    }
  }
}
