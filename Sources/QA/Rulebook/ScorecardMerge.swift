/// Joins a child's scorecard with the one it inherits.
///
/// With `sections` the child's card stands alone. Without, its keys replace the parent's, and `sections+` adds sections
/// or changes those of the same id: `items+` adds items or replaces those of the same id, `items-` takes some out.
enum ScorecardMerge {
  static func merge(_ child: YAMLNode, over parent: YAMLNode?, log: DiagnosticLog) -> YAMLNode {
    guard case .mapping(let changes) = child.kind, child["sections"] == nil else { return child }
    guard let parent, case .mapping(var base) = parent.kind else {
      if let entry = changes.first(where: { $0.key == "sections+" }) {
        log.error(
          "there is no inherited scorecard to add to", at: entry.keyLocation,
          hint: "write sections:, or extend a book that has a scorecard")
      }
      return child
    }
    for change in changes {
      if change.key == "sections+" {
        let old = base.first { $0.key == "sections" }?.value.elements ?? []
        replace("sections", by: sections(old, change.value.elements), in: &base, like: change)
      } else if let index = base.firstIndex(where: { $0.key == change.key }) {
        base[index] = change
      } else {
        base.append(change)
      }
    }
    return YAMLNode(kind: .mapping(base), location: child.location)
  }

  private static func sections(_ old: [YAMLNode], _ new: [YAMLNode]) -> [YAMLNode] {
    var result = old
    for section in new {
      if let id = section["id"]?.text, let index = result.firstIndex(where: { $0["id"]?.text == id }) {
        result[index] = self.section(section, over: result[index])
      } else {
        result.append(self.section(section, over: nil))
      }
    }
    return result
  }

  private static func section(_ child: YAMLNode, over parent: YAMLNode?) -> YAMLNode {
    guard case .mapping(let changes) = child.kind else { return child }
    var base: [YAMLNode.Entry] = []
    if let parent, case .mapping(let entries) = parent.kind { base = entries }
    for change in changes {
      var items = base.first { $0.key == "items" }?.value.elements ?? []
      switch change.key {
      case "items+":
        for item in change.value.elements {
          if let index = items.firstIndex(where: { name($0) != nil && name($0) == name(item) }) {
            items[index] = item
          } else {
            items.append(item)
          }
        }
        replace("items", by: items, in: &base, like: change)
      case "items-":
        let removed = Set(change.value.elements.compactMap(\.text))
        replace("items", by: items.filter { !removed.contains(name($0) ?? "") }, in: &base, like: change)
      default:
        if let index = base.firstIndex(where: { $0.key == change.key }) {
          base[index] = change
        } else {
          base.append(change)
        }
      }
    }
    return YAMLNode(kind: .mapping(base), location: child.location)
  }

  /// What tells an item from others: its id, else its rule.
  private static func name(_ item: YAMLNode) -> String? { item["id"]?.text ?? item["rule"]?.text }

  private static func replace(
    _ key: String, by elements: [YAMLNode], in base: inout [YAMLNode.Entry], like change: YAMLNode.Entry
  ) {
    var entry = change
    entry.key = key
    entry.value = YAMLNode(kind: .sequence(elements), location: change.value.location)
    if let index = base.firstIndex(where: { $0.key == key }) { base[index] = entry } else { base.append(entry) }
  }
}
