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
      var words = read(
        file, categories: Set(arguments.texts("category")), levels: Set(arguments.texts("level")), files: &files)
      for key in ["any", "any+"] { words += lexicons[position].value[key]?.elements ?? [] }
      let removed = Set(arguments.texts("any-"))
      words.removeAll { removed.contains($0.text ?? "") }
      lexicons[position].value = YAMLNode(kind: .sequence(words), location: file.location)
    }
    entries[index].value.kind = .mapping(lexicons)
    return YAMLNode(kind: .mapping(entries), location: root.location)
  }

  private func read(
    _ node: YAMLNode, categories: Set<String>, levels: Set<String>, files: inout [(name: String, text: String)]
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
    // On bytes: splitting strings by characters took a tenth of a warm start.
    var rest = Array(text.utf8)[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    var number = 0
    var mayBeHeading = true
    while !rest.isEmpty {
      number += 1
      let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
      var line = rest[rest.startIndex..<end]
      rest = end == rest.endIndex ? [] : rest[(end + 1)...]
      if line.last == 0x0D { line.removeLast() }
      guard let first = line.first, first != 0x23 else { continue }
      let fields = line.split(separator: 0x09, omittingEmptySubsequences: false)
      let word = String(decoding: fields[0], as: UTF8.self)
      guard !word.isEmpty else { continue }
      defer { mayBeHeading = false }
      if mayBeHeading, word == "word" { continue }
      if !categories.isEmpty, fields.count < 3 || !categories.contains(String(decoding: fields[2], as: UTF8.self)) {
        continue
      }
      if !levels.isEmpty, fields.count < 2 || !levels.contains(String(decoding: fields[1], as: UTF8.self)) {
        continue
      }
      words.append(
        YAMLNode(
          kind: .scalar(word, isPlain: false), location: RulebookLocation(file: name, line: number, column: 1)))
    }
    if words.isEmpty { log.error("the lexicon file '\(name)' has no words", at: node.location) }
    return words
  }
}
