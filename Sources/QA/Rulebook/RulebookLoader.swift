internal import TextAnalysis
internal import Transcripts

/// Reads a rulebook with everything it extends, and compiles it.
public struct RulebookLoader {
  let sources: RulebookSources
  /// Where compiled databases are kept; `nil` keeps none.
  let cacheDirectory: String?
  /// What a rule's status counts as, by id and written status: a trial run lets drafts run.
  let status: @Sendable (_ rule: String, _ written: RuleStatus) -> RuleStatus
  static let maximumDepth = 8

  /// Makes a loader.
  ///
  /// - Parameter status: What a rule's status counts as; the written one unless given.
  public init(
    sources: RulebookSources, cacheDirectory: String? = nil,
    status: @escaping @Sendable (_ rule: String, _ written: RuleStatus) -> RuleStatus = { $1 }
  ) {
    self.sources = sources
    self.cacheDirectory = cacheDirectory
    self.status = status
  }

  /// The rulebook at a path, or the bundled one with an id.
  ///
  /// - Throws: ``RulebookError`` with every mistake found.
  public func load(_ name: String) throws -> Rulebook {
    let log = DiagnosticLog()
    var files: [(name: String, text: String)] = []
    var loaded: Set<String> = []
    guard let parts = chain(name, from: nil, trail: [], log: log, files: &files, loaded: &loaded), !parts.isEmpty else {
      throw RulebookError(diagnostics: log.diagnostics)
    }
    return try compile(parts, files: files, log: log)
  }

  /// A rulebook given as text, for tests and checks.
  public func load(text: String, name: String = "rulebook.yaml") throws -> Rulebook {
    let log = DiagnosticLog()
    var files: [(name: String, text: String)] = []
    var loaded: Set<String> = []
    guard
      let parts = chain(Source(display: name, directory: directory(of: name), text: text), [], log, &files, &loaded)
    else { throw RulebookError(diagnostics: log.diagnostics) }
    return try compile(parts, files: files, log: log)
  }

  // MARK: Finding files

  struct Source {
    /// The name for messages.
    var display: String
    /// The folder files beside the book are looked up in; `nil` for bundled books.
    var directory: String?
    var text: String
  }

  private func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[...slash])
  }

  private func find(_ name: String, beside directory: String?) -> Source? {
    if let directory {
      for candidate in [directory + name + ".yaml", directory + name + ".yml"] {
        if let text = sources.readFile(candidate) {
          return Source(display: candidate, directory: directory, text: text)
        }
      }
    }
    if let text = sources.readBundled(name + ".yaml") {
      return Source(display: name + ".yaml", directory: nil, text: text)
    }
    return nil
  }

  private func chain(
    _ name: String, from referrer: (location: RulebookLocation, directory: String?)?, trail: [String],
    log: DiagnosticLog, files: inout [(name: String, text: String)], loaded: inout Set<String>
  ) -> [YAMLNode]? {
    let isPath = name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    if let referrer {
      let isSafe =
        !name.isEmpty && !name.hasPrefix(".") && name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
      guard isSafe, !name.contains("..") else {
        log.error("'extends' names ids of rulebooks, not paths: '\(name)'", at: referrer.location)
        return nil
      }
      if trail.contains(name) || trail.count >= Self.maximumDepth {
        let what =
          trail.contains(name)
          ? "the rulebooks extend each other in a circle" : "more than \(Self.maximumDepth) levels of extends"
        log.error("\(what): \((trail + [name]).joined(separator: " → "))", at: referrer.location)
        return nil
      }
    }
    let source: Source?
    if referrer == nil && isPath {
      source = sources.readFile(name).map { Source(display: name, directory: directory(of: name), text: $0) }
    } else {
      source = find(name, beside: referrer?.directory ?? (referrer == nil ? "" : nil))
    }
    guard let source else {
      let place = referrer?.location ?? RulebookLocation(file: name, line: 1, column: 1)
      log.error(
        "no rulebook '\(name)' was found", at: place,
        hint: Nearest.hint(for: name, among: BundledRules.books)
          ?? (referrer == nil
            ? "give a file, or the id of a bundled book (see qa-cli rules list)"
            : "it is looked up beside the rulebook and among the bundled ones"))
      return nil
    }
    // A book that several parents share is applied once; a second time would undo what came in between.
    if loaded.contains(source.display) { return [] }
    return chain(source, trail, log, &files, &loaded)
  }

  private func chain(
    _ source: Source, _ trail: [String], _ log: DiagnosticLog, _ files: inout [(name: String, text: String)],
    _ loaded: inout Set<String>
  ) -> [YAMLNode]? {
    guard let root = YAMLReader.read(source.text, file: source.display, log: log) else { return nil }
    guard case .mapping = root.kind else {
      log.error("a rulebook is a mapping", at: root.location, hint: "it starts with 'rulebook: <id>'")
      return nil
    }
    var parts: [YAMLNode] = []
    let id = root["rulebook"]?.text ?? source.display
    for parent in root["extends"]?.elements ?? [] {
      guard
        let inherited = chain(
          parent.text ?? "", from: (parent.location, source.directory), trail: trail + [id], log: log, files: &files,
          loaded: &loaded)
      else { return nil }
      parts += inherited
    }
    loaded.insert(source.display)
    files.append((id, source.text))
    let resolved = LexiconFiles(sources: sources, directory: source.directory, log: log).resolve(root, files: &files)
    let whole = FactFiles(sources: sources, directory: source.directory, log: log).resolve(resolved, files: &files)
    return parts + [whole]
  }

  // MARK: Compiling

  private func compile(
    _ parts: [YAMLNode], files: [(name: String, text: String)], log: DiagnosticLog
  ) throws -> Rulebook {
    let compiler: RuleCompiler
    do { compiler = try RuleCompiler(log: log) } catch { throw RulebookError(diagnostics: log.diagnostics) }
    let merged = RulebookMerge.merge(parts, log: log)
    let head = Arguments(merged.head, RulebookGrammar.book, of: "a rulebook", log: log)
    compiler.lexicons = merged.lexicons
    compiler.status = status
    for (index, node) in merged.rules.enumerated() {
      if let id = node["id"]?.text { compiler.ruleIndex[id] = index }
    }
    var rules: [Rule] = []
    for (index, node) in merged.rules.enumerated() {
      if let rule = compiler.rule(node, index: index) { rules.append(rule) }
    }
    if merged.rules.isEmpty {
      log.error("the rulebook has no rules", at: merged.head.location, hint: "add 'rules:' or 'extends:'")
    }
    compiler.checkHistories()
    let order = compiler.evaluationOrder(count: merged.rules.count)
    var scorecard: Scorecard?
    if let node = merged.scorecard, rules.count == merged.rules.count {
      scorecard = ScorecardDecoder(log: log, rules: rules, ruleIndex: compiler.ruleIndex).decode(node)
    }
    guard !log.hasErrors, rules.count == merged.rules.count else {
      let errors = log.diagnostics.filter { $0.severity == .error }
      throw RulebookError(
        diagnostics: errors.enumerated().sorted {
          let (a, b) = ($0.element.location, $1.element.location)
          return (a.file, a.line, a.column, $0.offset) < (b.file, b.line, b.column, $1.offset)
        }.map(\.element))
    }
    let scanner = try compiler.plan.compile(cacheDirectory: cacheDirectory)
    let hash = SHA256.hex(files.flatMap { Array($0.name.utf8) + [0] + Array($0.text.utf8) + [0] })
    return Rulebook(
      id: head.text("rulebook") ?? "", version: head.text("version") ?? "", language: head.text("language") ?? "",
      title: head.text("title") ?? head.text("rulebook") ?? "", rules: rules, scorecard: scorecard, contentHash: hash,
      warnings: log.diagnostics,
      lexiconSizes: merged.lexicons.map { ($0.key, $0.value.count) }.sorted { $0.name < $1.name },
      order: order, scanner: scanner, terms: TermIndex(literalCount: compiler.literalCount, sets: compiler.sets))
  }
}
