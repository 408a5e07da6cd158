/// Reads the `scorecard:` part of a rulebook.
struct ScorecardDecoder {
  let log: DiagnosticLog
  let rules: [Rule]
  let ruleIndex: [String: Int]

  func decode(_ node: YAMLNode) -> Scorecard {
    let arguments = Arguments(node, RulebookGrammar.scorecard, of: "a scorecard", log: log)
    var card = Scorecard()
    guard arguments.has("sections") else {
      if !arguments.has("sections+") { log.error("a scorecard needs 'sections'", at: node.location) }
      return card
    }
    card.unit = Scorecard.Unit(rawValue: arguments.text("unit") ?? "leg") ?? .leg
    card.mode = Scorecard.Mode(rawValue: arguments.text("mode") ?? "deduct") ?? .deduct
    card.base = hundredths(arguments, "base") ?? 10_000
    card.floor = hundredths(arguments, "floor") ?? 0
    card.pass = hundredths(arguments, "pass") ?? 8_500
    card.bonusCap = hundredths(arguments, "bonus_cap") ?? 0
    let top = (card.mode == .deduct ? card.base : 10_000) + card.bonusCap
    if card.pass > top {
      log.error("'pass' is higher than the highest score", at: arguments.location(of: "pass"))
    }
    if card.floor > card.base { log.error("'floor' is higher than 'base'", at: arguments.location(of: "floor")) }
    for entry in arguments.node("bands")?.entries ?? [] {
      if let minimum = hundredths(entry.value) {
        card.bands.append(.init(name: entry.key, minimum: minimum))
      } else {
        log.error("a band needs its lowest score", at: entry.value.location)
      }
    }
    card.bands.sort { ($0.minimum, $1.name) > ($1.minimum, $0.name) }
    if arguments.has("not_scorable") { card.notScorable = notScorable(arguments.node("not_scorable")) }
    card.sections = (arguments.node("sections")?.elements ?? []).compactMap { section($0, mode: card.mode) }
    check(card, at: node.location)
    return card
  }

  private func notScorable(_ node: YAMLNode?) -> [NotScorable] {
    (node?.elements ?? []).compactMap { element in
      let word = element.text ?? ""
      if let known = NotScorable.words.first(where: { $0.word == word }) { return known.value }
      if let rule = ruleIndex[word] { return .rule(rule) }
      log.error(
        "'\(word)' is neither a built-in condition nor a rule", at: element.location,
        hint: Nearest.hint(for: word, among: NotScorable.words.map(\.word) + ruleIndex.keys)
          ?? "built in: \(NotScorable.words.map(\.word).joined(separator: ", "))")
      return nil
    }
  }

  private func section(_ node: YAMLNode, mode: Scorecard.Mode) -> Section? {
    let arguments = Arguments(node, RulebookGrammar.section, of: "a section", log: log)
    guard let id = arguments.text("id") else { return nil }
    if !arguments.has("items") && !arguments.has("items+") {
      log.error("a section needs 'items'", at: node.location)
      return nil
    }
    let cap = hundredths(arguments, "cap")
    let listed = arguments.node("items") ?? arguments.node("items+")
    let items = (listed?.elements ?? []).compactMap { item($0, mode: mode, sectionCap: cap) }
    return Section(
      id: id, title: arguments.text("title") ?? id, cap: cap, weight: hundredths(arguments, "weight") ?? 0, items: items
    )
  }

  private func item(_ node: YAMLNode, mode: Scorecard.Mode, sectionCap: Hundredths?) -> Item? {
    let arguments = Arguments(node, RulebookGrammar.item, of: "an item", log: log)
    let fatal = arguments.text("fatal").flatMap(FatalScope.init(rawValue:))
    if fatal == .section, mode == .deduct, sectionCap == nil {
      log.error("'fatal: section' needs a 'cap' on the section in deduct mode", at: arguments.location(of: "fatal"))
    }
    var item = Item(
      id: "", title: "", source: .rule(0), deduct: hundredths(arguments, "deduct") ?? 0,
      points: hundredths(arguments, "points") ?? hundredths(arguments, "deduct") ?? 100,
      add: hundredths(arguments, "add") ?? 0, isPerFinding: arguments.text("per") == "finding",
      maximum: hundredths(arguments, "max"), fatal: fatal)
    if let question = arguments.text("ask") {
      guard let id = arguments.text("id") else {
        log.error("a question needs an 'id'", at: node.location)
        return nil
      }
      var answers: [(label: String, points: Hundredths?)] = []
      for entry in arguments.node("answers")?.entries ?? [] {
        if entry.value.text == "n/a" || entry.value.text == "na" {
          answers.append((entry.key, nil))
        } else if let points = hundredths(entry.value) {
          answers.append((entry.key, points))
        } else {
          log.error("an answer is worth points or n/a", at: entry.value.location)
        }
      }
      if !answers.contains(where: { $0.points != nil }) {
        log.error("a question needs 'answers' with points", at: node.location, hint: "answers: { 是: 0, 否: 6 }")
      }
      item.id = id
      item.title = arguments.text("title") ?? question
      item.source = .question(question, answers: answers)
      return item
    }
    guard let word = arguments.text("rule") else {
      log.error("an item needs 'rule' or 'ask'", at: node.location)
      return nil
    }
    guard let index = ruleIndex[word] else {
      log.error(
        "no rule is named '\(word)'", at: arguments.location(of: "rule"),
        hint: Nearest.hint(for: word, among: ruleIndex.keys))
      return nil
    }
    item.id = arguments.text("id") ?? word
    item.title = arguments.text("title") ?? rules[index].title
    item.source = .rule(index)
    if rules[index].effect == .tag {
      log.error("'\(word)' is a tag: it has no points", at: arguments.location(of: "rule"))
    }
    let costsNothing = item.deduct == 0 && item.add == 0 && fatal == nil && !arguments.has("points")
    if mode == .deduct && costsNothing {
      log.warning("the item '\(item.id)' costs and adds nothing", at: node.location, hint: "give deduct, add or fatal")
    }
    return item
  }

  private func check(_ card: Scorecard, at location: RulebookLocation) {
    var seen: Set<String> = []
    for section in card.sections {
      for id in [section.id] + section.items.map({ section.id + "/" + $0.id }) where !seen.insert(id).inserted {
        log.error("'\(id)' stands twice in the scorecard", at: location)
      }
    }
    if card.mode == .weighted {
      let total = card.sections.reduce(0) { $0 + $1.weight }
      if total <= 0 {
        log.error("weighted mode needs a 'weight' on the sections", at: location)
      } else if total != 10_000 {
        log.warning("the weights of the sections add up to \(decimal(total)), not 100", at: location)
      }
    }
    if card.sections.allSatisfy(\.items.isEmpty) { log.error("the scorecard has no items", at: location) }
  }

  private func hundredths(_ arguments: Arguments, _ key: String) -> Hundredths? {
    arguments.node(key).flatMap(hundredths)
  }

  /// A number of points, not negative, with at most two decimals.
  private func hundredths(_ node: YAMLNode) -> Hundredths? {
    guard let value = node.text.flatMap({ Double($0) }), value.isFinite else { return nil }
    guard (0...1_000_000).contains(value) else {
      log.error("points must lie between 0 and 1000000", at: node.location)
      return 0
    }
    return Int((value * 100).rounded())
  }

  private func decimal(_ value: Hundredths) -> String {
    value % 100 == 0 ? "\(value / 100)" : "\(Double(value) / 100)"
  }
}
