internal import Transcripts

/// Reads the word lists a rulebook keeps in files: tab-separated word, level, category, note.
struct LexiconFiles {
  let sources: RulebookSources
  let directory: String?
  let log: DiagnosticLog

  /// The rulebook with every `{ file: … }` lexicon replaced by its words.
  func resolve(_ root: YAMLNode, files: inout [(name: String, text: String)]) -> YAMLNode {
    guard case .mapping(var entries) = root.kind, let index = entries.firstIndex(where: { $0.key == "lexicons" }),
      case .mapping(var lexicons) = entries[index].value.kind
    else { return root }
    for position in lexicons.indices {
      guard let file = lexicons[position].value["file"] else { continue }
      let arguments = Arguments(lexicons[position].value, RulebookGrammar.lexicon, of: "a lexicon", log: log)
      var words = read(file, categories: Set(arguments.texts("category")), files: &files)
      for key in ["any", "any+"] { words += lexicons[position].value[key]?.elements ?? [] }
      let removed = Set(arguments.texts("any-"))
      words.removeAll { removed.contains($0.text ?? "") }
      lexicons[position].value = YAMLNode(kind: .sequence(words), location: file.location)
    }
    entries[index].value.kind = .mapping(lexicons)
    return YAMLNode(kind: .mapping(entries), location: root.location)
  }

  private func read(
    _ node: YAMLNode, categories: Set<String>, files: inout [(name: String, text: String)]
  ) -> [YAMLNode] {
    let name = node.text ?? ""
    guard !name.isEmpty, !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
      log.error("a lexicon file lies beside its rulebook: '\(name)'", at: node.location)
      return []
    }
    guard let text = directory.map({ sources.readFile($0 + name) }) ?? sources.readBundled(name) else {
      log.error("the lexicon file '\(name)' cannot be read", at: node.location)
      return []
    }
    log.register(file: name, text: text)
    files.append((name, text))
    var words: [YAMLNode] = []
    var mayBeHeading = true
    for (index, line) in text.textLines.enumerated() {
      var line = line
      if index == 0, line.unicodeScalars.first == "\u{FEFF}" { line.removeFirst() }
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard let word = fields.first, !word.isEmpty, !word.hasPrefix("#") else { continue }
      defer { mayBeHeading = false }
      if mayBeHeading, word == "word" { continue }
      if !categories.isEmpty, fields.count < 3 || !categories.contains(String(fields[2])) { continue }
      words.append(
        YAMLNode(
          kind: .scalar(String(word), isPlain: false), location: RulebookLocation(file: name, line: index + 1, column: 1)))
    }
    if words.isEmpty { log.error("the lexicon file '\(name)' has no words", at: node.location) }
    return words
  }
}
