internal import Yams

/// A YAML value with the place it came from.
///
/// The rule compiler works on this tree alone; no Yams type leaves this file.
struct YAMLNode {
  enum Kind {
    /// A scalar: its text as written, and whether it was written without quotes.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  struct Entry {
    var key: String
    var keyLocation: RulebookLocation
    var value: YAMLNode
  }

  var kind: Kind
  var location: RulebookLocation

  /// The scalar's text, or `nil` for lists and mappings.
  var text: String? { if case .scalar(let text, _) = kind { text } else { nil } }

  /// The value under `key` of a mapping.
  subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = kind else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The entries of a mapping, or nothing.
  var entries: [Entry] { if case .mapping(let entries) = kind { entries } else { [] } }

  /// The elements of a list; a scalar is a list of one.
  var elements: [YAMLNode] {
    switch kind {
    case .sequence(let items): items
    case .scalar: [self]
    case .mapping: []
    }
  }

  /// The place of a code point of a scalar on one line: quotes count, escapes inside them do not.
  func place(of offset: Int) -> RulebookLocation {
    var place = location
    if case .scalar(_, isPlain: true) = kind { place.column += offset } else { place.column += offset + 1 }
    return place
  }

  /// What the value is, in words for messages.
  var kindWord: String {
    switch kind {
    case .scalar: "a single value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// Reads YAML text into a ``YAMLNode`` tree within fixed limits.
///
/// Anchors, aliases and merge keys are refused: an alias bomb is instant to read and endless to walk. A YAML
/// library's own error texts quote the file and are never shown.
enum YAMLReader {
  static let maximumBytes = 64 << 20
  static let maximumNodes = 2_000_000
  static let maximumDepth = 64

  /// The root of the document, or `nil` after reporting why not.
  static func read(_ text: String, file: String, log: DiagnosticLog) -> YAMLNode? {
    // Editors on Windows put a byte order mark before the first line.
    let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    log.register(file: file, text: text)
    let start = RulebookLocation(file: file, line: 1, column: 1)
    guard text.utf8.count <= maximumBytes else {
      log.error("the file is larger than \(maximumBytes >> 20) MiB, the limit for a rulebook", at: start)
      return nil
    }
    do {
      // The basic resolver leaves scalars as text; the default one runs a dozen regular expressions on each.
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        log.error("the file is empty", at: start, hint: "a rulebook starts with 'rulebook: <id>'")
        return nil
      }
      var budget = maximumNodes
      // Anchors are weak references into the parser: it must outlive the walk.
      return withExtendedLifetime(parser) { convert(root, file: file, depth: 0, budget: &budget, log: log) }
    } catch let error as YamlError {
      report(error, text: text, file: file, log: log)
    } catch {
      log.error("the file is not YAML", at: start)
    }
    return nil
  }

  private static func convert(
    _ node: Node, file: String, depth: Int, budget: inout Int, log: DiagnosticLog
  ) -> YAMLNode? {
    let location = RulebookLocation(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    if node.anchor != nil {
      log.error("anchors and aliases (& and *) are not allowed in a rulebook", at: location)
      return nil
    }
    budget -= 1
    if budget < 0 || depth > maximumDepth {
      log.error("the file has more than \(maximumNodes) values or \(maximumDepth) levels", at: location)
      return nil
    }
    switch node {
    case .scalar(let scalar):
      return YAMLNode(kind: .scalar(scalar.string, isPlain: scalar.style == .plain), location: location)
    case .sequence(let sequence):
      var items: [YAMLNode] = []
      for item in sequence {
        guard let item = convert(item, file: file, depth: depth + 1, budget: &budget, log: log) else { return nil }
        items.append(item)
      }
      return YAMLNode(kind: .sequence(items), location: location)
    case .mapping(let mapping):
      var entries: [YAMLNode.Entry] = []
      for (key, value) in mapping {
        let keyLocation = RulebookLocation(file: file, line: key.mark?.line ?? 1, column: key.mark?.column ?? 1)
        guard case .scalar(let scalar) = key, key.anchor == nil else {
          log.error("a key must be a single word", at: keyLocation)
          return nil
        }
        guard scalar.string != "<<" else {
          log.error("merge keys (<<) are not allowed in a rulebook", at: keyLocation)
          return nil
        }
        guard let value = convert(value, file: file, depth: depth + 1, budget: &budget, log: log) else { return nil }
        entries.append(.init(key: scalar.string, keyLocation: keyLocation, value: value))
      }
      return YAMLNode(kind: .mapping(entries), location: location)
    case .alias:
      log.error("anchors and aliases (& and *) are not allowed in a rulebook", at: location)
      return nil
    }
  }

  private static func report(_ error: YamlError, text: String, file: String, log: DiagnosticLog) {
    func place(_ mark: Mark) -> RulebookLocation {
      RulebookLocation(file: file, line: mark.line, column: mark.column)
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let tab = problem.contains("cannot start any token")
      log.error(
        "not valid YAML: \(problem)", at: place(mark),
        hint: tab ? "indent with spaces, and quote text that starts with @, ` or %" : nil)
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      let second = secondOccurrence(of: key, after: context.mark, in: text)
      log.error(
        "the key '\(key)' stands twice in one mapping",
        at: RulebookLocation(
          file: file, line: second?.line ?? context.mark.line, column: second?.column ?? context.mark.column),
        hint: "keep one of them; the first is in line \(context.mark.line)")
    case .reader(_, let offset, _, _):
      let line = text.utf8.prefix(offset ?? 0).reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
      log.error(
        "the file has a character that YAML does not allow",
        at: RulebookLocation(file: file, line: line, column: 1))
    default:
      log.error("the file is not YAML", at: RulebookLocation(file: file, line: 1, column: 1))
    }
  }

  /// Yams reports the first of two equal keys; people look for the second.
  private static func secondOccurrence(of key: String, after mark: Mark, in text: String) -> (line: Int, column: Int)? {
    let lines = text.textLines
    for index in lines.indices.dropFirst(mark.line) {
      let scalars = lines[index].unicodeScalars
      guard scalars.count >= mark.column else { continue }
      let rest = String(scalars.dropFirst(mark.column - 1))
      if rest.hasPrefix(key + ":") || rest.hasPrefix("\"\(key)\":") || rest.hasPrefix("'\(key)':") {
        return (index + 1, mark.column)
      }
    }
    return nil
  }
}
