/// A place in a rulebook file.
public struct RulebookLocation: Sendable, Hashable {
  /// The file as the user named it.
  public var file: String
  /// Line from 1.
  public var line: Int
  /// Column from 1, in code points.
  public var column: Int

  /// Makes a location.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// One thing the rule compiler has to say about one place of a rulebook.
public struct Diagnostic: Sendable, Hashable {
  /// How bad it is.
  public enum Severity: String, Sendable, Hashable, Comparable {
    /// The rulebook cannot be used.
    case error
    /// The rulebook works, and probably not as meant.
    case warning

    /// Orders warnings before errors.
    public static func < (a: Severity, b: Severity) -> Bool { a == .warning && b == .error }
  }

  /// How bad it is.
  public var severity: Severity
  /// Where it is.
  public var location: RulebookLocation
  /// What is wrong, in one sentence.
  public var message: String
  /// How to mend it, or `nil`.
  public var hint: String?
  /// The source line, for the excerpt; empty if the file could not be read.
  public var excerpt: String

  /// The diagnostic as a compiler prints it: place, message, source line, caret, hint.
  ///
  /// Wide characters count two columns for the caret, so that it stands under the right character.
  public var rendered: String {
    var out = "\(location.file):\(location.line):\(location.column): \(severity.rawValue): \(message)"
    if !excerpt.isEmpty {
      let number = String(location.line)
      let margin = String(repeating: " ", count: number.count)
      let before = excerpt.unicodeScalars.prefix(max(0, location.column - 1))
      let pad = before.map { $0 == "\t" ? "\t" : (Self.isWide($0) ? "  " : " ") }.joined()
      out += "\n \(number) | \(excerpt)\n \(margin) | \(pad)^"
    }
    if let hint { out += excerpt.isEmpty ? "; \(hint)" : " \(hint)" }
    return out
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

/// A rulebook that cannot be used, with everything that is wrong with it.
public struct RulebookError: Error, Sendable {
  /// The diagnostics, errors first found first; never empty.
  public var diagnostics: [Diagnostic]
}

/// Collects diagnostics while a rulebook is read, so that one run reports every mistake.
final class DiagnosticLog {
  private(set) var diagnostics: [Diagnostic] = []
  fileprivate var texts: [String: String] = [:]

  /// Whether any error was reported.
  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Registers a file's text for excerpts.
  func register(file: String, text: String) {
    texts[file] = text
  }

  /// Reports an error.
  func error(_ message: String, at location: RulebookLocation, hint: String? = nil) {
    add(.error, message, location, hint)
  }

  /// Reports a warning.
  func warning(_ message: String, at location: RulebookLocation, hint: String? = nil) {
    add(.warning, message, location, hint)
  }

  private func add(_ severity: Diagnostic.Severity, _ message: String, _ location: RulebookLocation, _ hint: String?) {
    let diagnostic = Diagnostic(
      severity: severity, location: location, message: message, hint: hint, excerpt: line(at: location))
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }
}

extension DiagnosticLog {
  /// The source line of a place, at most 160 characters of it.
  fileprivate func line(at location: RulebookLocation) -> String {
    guard let bytes = texts[location.file]?.utf8 else { return "" }
    var number = 1
    var start = bytes.startIndex
    while number < location.line {
      guard let end = bytes[start...].firstIndex(of: 0x0A) else { return "" }
      start = bytes.index(after: end)
      number += 1
    }
    var line = bytes[start...].prefix { $0 != 0x0A }
    if line.last == 0x0D { line.removeLast() }
    return String(String(Substring(line)).prefix(160))
  }
}

/// Suggests the nearest known word for a misspelt one.
enum Nearest {
  /// The candidate with the smallest edit distance, if it is near enough to be meant.
  static func word(to word: String, among candidates: some Sequence<String>) -> String? {
    var best: (distance: Int, word: String)?
    for candidate in candidates.sorted() {
      let distance = editDistance(word, candidate)
      if distance < (best?.distance ?? Int.max) { best = (distance, candidate) }
    }
    guard let best, best.distance <= max(1, word.count / 3) else { return nil }
    return best.word
  }

  /// A hint `did you mean 'x'?`, or `nil` if nothing is near.
  static func hint(for word: String, among candidates: some Sequence<String>) -> String? {
    self.word(to: word, among: candidates).map { "did you mean '\($0)'?" }
  }

  private static func editDistance(_ a: String, _ b: String) -> Int {
    let a = Array(a.unicodeScalars)
    let b = Array(b.unicodeScalars)
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    // Two letters that changed places are one slip of the hand.
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        var least = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { least = min(least, beforePrevious[j - 2] + 1) }
        row.append(least)
      }
      beforePrevious = previous
      previous = row
    }
    return previous[b.count]
  }
}
