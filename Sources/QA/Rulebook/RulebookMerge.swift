/// Joins a rulebook with the books it extends: parents first, children override.
struct RulebookMerge {
  var head: YAMLNode
  var lexicons: [String: [LexiconWord]] = [:]
  var rules: [YAMLNode] = []
  var scorecard: YAMLNode?

  static func merge(_ parts: [YAMLNode], log: DiagnosticLog) -> RulebookMerge {
    var result = RulebookMerge(head: parts[parts.count - 1])
    for part in parts {
      _ = Arguments(part, RulebookGrammar.book, of: "a rulebook", log: log)
      result.addLexicons(part["lexicons"], log)
      result.addRules(part["rules"], log)
      if let card = part["scorecard"] {
        result.scorecard = ScorecardMerge.merge(card, over: result.scorecard, log: log)
      }
    }
    return result
  }

  private mutating func addLexicons(_ node: YAMLNode?, _ log: DiagnosticLog) {
    guard let node else { return }
    guard case .mapping(let entries) = node.kind else {
      log.error("'lexicons' takes named word lists", at: node.location)
      return
    }
    func words(_ node: YAMLNode?) -> [LexiconWord] {
      (node?.elements ?? []).compactMap { element in
        element.text.map { LexiconWord(text: $0, location: element.location) }
      }
    }
    for entry in entries {
      if case .mapping = entry.value.kind {
        _ = Arguments(entry.value, RulebookGrammar.lexicon, of: "a lexicon", log: log)
        var list = entry.value["any"].map { words($0) } ?? lexicons[entry.key] ?? []
        let changes = entry.value["any+"] != nil || entry.value["any-"] != nil
        if changes && entry.value["any"] == nil && lexicons[entry.key] == nil {
          log.error("no inherited lexicon is named '\(entry.key)'", at: entry.keyLocation)
        }
        list += words(entry.value["any+"])
        let removed = Set((entry.value["any-"]?.elements ?? []).compactMap(\.text))
        lexicons[entry.key] = list.filter { !removed.contains($0.text) }
      } else {
        lexicons[entry.key] = words(entry.value)
      }
      if lexicons[entry.key]?.isEmpty != false {
        log.error("the lexicon '\(entry.key)' has no words", at: entry.keyLocation)
      }
    }
  }

  private mutating func addRules(_ node: YAMLNode?, _ log: DiagnosticLog) {
    guard let node else { return }
    guard case .sequence(let items) = node.kind else {
      log.error("'rules' takes a list", at: node.location)
      return
    }
    var seen: Set<String> = []
    for item in items {
      guard let id = item["id"]?.text else {
        rules.append(item)
        continue
      }
      if !seen.insert(id).inserted {
        log.error("two rules are named '\(id)'", at: item["id"]?.location ?? item.location)
        continue
      }
      if let index = rules.firstIndex(where: { $0["id"]?.text == id }) {
        rules[index] = Self.override(rules[index], by: item)
      } else {
        rules.append(item)
      }
    }
  }

  /// A child's mapping over its parent's: keys replace keys, mappings merge, `any+` and `any-` change lists.
  static func override(_ parent: YAMLNode, by child: YAMLNode) -> YAMLNode {
    guard case .mapping(var base) = parent.kind, case .mapping(let changes) = child.kind else { return child }
    let kinds = ["forbid", "require", "find"]
    if let kind = changes.first(where: { kinds.contains($0.key) })?.key {
      base.removeAll { kinds.contains($0.key) && $0.key != kind || ($0.key == "when" && kind != "find") }
    }
    for change in changes {
      let stem = String(change.key.dropLast())
      if change.key.hasSuffix("+") || change.key.hasSuffix("-"), let index = base.firstIndex(where: { $0.key == stem })
      {
        var items = base[index].value.elements
        if change.key.hasSuffix("+") {
          items += change.value.elements
        } else {
          let removed = Set(change.value.elements.compactMap(\.text))
          items.removeAll { removed.contains($0.text ?? "") }
        }
        base[index].value.kind = .sequence(items)
      } else if let index = base.firstIndex(where: { $0.key == change.key }) {
        base[index].value = override(base[index].value, by: change.value)
        base[index].keyLocation = change.keyLocation
      } else {
        base.append(change)
      }
    }
    return YAMLNode(kind: .mapping(base), location: child.location)
  }
}
