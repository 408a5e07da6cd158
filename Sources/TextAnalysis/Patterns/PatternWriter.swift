/// Writes the folded pattern and its filter side by side.
struct PatternWriter {
  private let folder: Folder
  private let scalars: [Unicode.Scalar]
  /// Whether blanks and symbols may stand before every Han character.
  private let isSpread: Bool
  private(set) var pattern = ""
  private var filterText = ""
  private var isFilterable = true
  /// Length of the filter where each open group began, and whether the group is dropped from it.
  private var groups: [(length: Int, isDropped: Bool)] = []

  init(source: String, folder: Folder, isSpread: Bool = false) {
    self.folder = folder
    self.isSpread = isSpread
    scalars = Array(source.unicodeScalars)
  }

  /// The filter, or `nil` if there is none.
  ///
  /// A spread pattern's filter is the plain one, or any symbol before a Han character: gaps everywhere would make
  /// Vectorscan compile five times as long.
  var filter: String? {
    guard isFilterable else { return nil }
    return isSpread ? "(?:\(filterText))|\(PatternText.gapBeforeHan)" : filterText
  }

  /// Writes a whole pattern.
  mutating func write(_ tokens: [PatternToken]) {
    var index = 0
    while index < tokens.count {
      if case .literal = tokens[index].kind {
        index = writeLiterals(tokens, from: index)
      } else {
        write(tokens[index])
        index += 1
      }
    }
  }

  private mutating func both(_ text: String) {
    pattern += text
    filterText += text
  }

  private mutating func write(_ token: PatternToken) {
    var raw = String.UnicodeScalarView()
    raw.append(contentsOf: scalars[token.range])
    switch token.kind {
    case .literal: return
    case .set(let set): return write(set)
    case .close: return close()
    case .any: return both(".")
    case .alternative: return both("|")
    case .type(let type): filterText += filterType(type)
    case .property: filterText += PatternText.anything
    case .anchor(let anchor): filterText += PatternText.filterAnchor(anchor)
    case .backreference: filterText += "(?s:.*)"
    case .open(let group): open(group)
    case .quantifier(let minimum, let maximum): filterText += PatternText.quantifier(minimum, maximum)
    case .options(let on, let off): filterText += PatternText.filterOptions(on, off).map { "(?\($0))" } ?? ""
    case .ignored: break
    case .special: isFilterable = false
    }
    pattern += String(raw)
  }

  // MARK: - Literals

  /// Writes a run of literals, as one text when it folds so, and returns the index of the next other token.
  private mutating func writeLiterals(_ tokens: [PatternToken], from start: Int) -> Int {
    var run: [Unicode.Scalar] = []
    var index = start
    while index < tokens.count, case .literal(let scalar) = tokens[index].kind {
      run.append(scalar)
      index += 1
    }
    var next = index
    while next < tokens.count, tokens[next].kind == .ignored { next += 1 }
    var last: ArraySlice<Unicode.Scalar> = []
    if next < tokens.count, case .quantifier = tokens[next].kind {
      var cut = run.count - 1
      while cut > 0, folder.joinsPrevious(run[cut]) { cut -= 1 }
      last = run[cut...]
      run.removeSubrange(cut...)
    }
    let isOpen = isSpread && !groups.contains(where: \.isDropped)
    let folded = fold(run[...])
    filterText += PatternText.escaped(folded)
    pattern += isOpen ? spread(folded) : PatternText.escaped(folded)
    if !last.isEmpty {
      let folded = fold(last)
      let plain = PatternText.escaped(folded)
      let text = isOpen ? spread(folded) : plain
      filterText += folded.count == 1 ? plain : "(?:\(plain))"
      pattern += folded.count == 1 && text == plain ? text : "(?:\(text))"
    }
    return index
  }

  /// Literals with a gap before every Han character; none begins the whole pattern.
  private func spread(_ scalars: [Unicode.Scalar]) -> String {
    var text = ""
    for scalar in scalars {
      if PatternText.isHan(scalar), !(pattern.isEmpty && text.isEmpty) { text += PatternText.gap }
      text += PatternText.escaped([scalar])
    }
    return text
  }

  private func fold(_ scalars: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return Array(String(decoding: folder.fold(String(text)), as: UTF8.self).unicodeScalars)
  }

  // MARK: - Classes

  private mutating func write(_ set: PatternToken.CharacterSet) {
    let folded = FoldedCharacterSet(set) { fold([$0]) }
    if isSpread, !groups.contains(where: \.isDropped), set.hasHan {
      pattern += "(?:" + PatternText.gap + folded.pattern + ")"
      filterText += "(?:" + PatternText.gap + folded.filter + ")"
      return
    }
    pattern += folded.pattern
    filterText += folded.filter
  }

  /// What a class escape becomes in the filter: sets whose members may differ between libraries become anything.
  private func filterType(_ type: Unicode.Scalar) -> String {
    switch type {
    case "d", "D", "s", "S", "w", "W": "\\\(type)"
    case "N": "[^\\n]"
    case "R": "(?s:.{1,2})"
    case "X": "(?s:.+)"
    default: PatternText.anything
    }
  }

  // MARK: - Groups

  private mutating func open(_ group: PatternToken.Group) {
    groups.append((filterText.utf8.count, group == .lookaround))
    switch group {
    case .withOptions(let on, let off): filterText += "(?\(PatternText.filterOptions(on, off) ?? ""):"
    case .special: isFilterable = false
    default: filterText += "(?:"
    }
  }

  private mutating func close() {
    both(")")
    guard let group = groups.popLast(), group.isDropped else { return }
    filterText = String(decoding: Array(filterText.utf8.prefix(group.length)), as: UTF8.self) + "(?:)"
  }
}
