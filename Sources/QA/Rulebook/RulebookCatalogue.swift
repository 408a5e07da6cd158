/// A rulebook as a page people read: every rule with what hits, what must not, and how well it is tested.
public struct RulebookCatalogue: Sendable {
  /// The headings' language.
  public enum Wording: Sendable { case chinese, english }

  /// One rule of the catalogue.
  public struct Entry: Sendable {
    /// The rule's id.
    public var id: String
    /// What people call it.
    public var title: String
    /// The severity in the book's language.
    public var severity: String
    /// Violation, merit or tag in the book's language.
    public var effect: String
    /// The line of the first talk that hits.
    public var hits: String
    /// The classic false positive in prose, else the name of the first talk that must not hit.
    public var misses: String
    /// How many tests must hit, must not hit, and mark known gaps.
    public var tests: (hit: Int, miss: Int, gaps: Int)
  }

  private let book: Rulebook
  private let wording: Wording

  /// Makes the catalogue of a book, in the book's own language.
  public init(_ book: Rulebook) {
    self.book = book
    wording = book.language.hasPrefix("zh") ? .chinese : .english
  }

  /// The rules written in the book itself, or all with those it takes over.
  public func entries(inherited: Bool) -> [Entry] {
    book.rules.filter { $0.status != .retired && (inherited || isOwn($0)) }.map(entry)
  }

  /// The shared parts the book takes rules from, with their counts, in the order of the rules.
  public var parts: [(id: String, rules: Int)] {
    var counts: [(id: String, rules: Int)] = []
    for rule in book.rules where !isOwn(rule) {
      let id = Self.stem(rule.location.file)
      if let index = counts.firstIndex(where: { $0.id == id }) {
        counts[index].rules += 1
      } else {
        counts.append((id, 1))
      }
    }
    return counts
  }

  /// The catalogue as Markdown: a heading, the shared parts, a table.
  public func markdown(inherited: Bool) -> String {
    var out = "## \(book.id): \(Self.cell(book.title))\n\n"
    let parts = parts
    if !parts.isEmpty && !inherited {
      let list = parts.map { "[\($0.id)](#\($0.id)) (\($0.rules))" }.joined(separator: ", ")
      out += text("共用部分", "Shared parts") + ": \(list)\n\n"
    }
    let entries = entries(inherited: inherited)
    guard !entries.isEmpty else { return out }
    let heads = [
      text("规则", "rule"), text("名称", "title"), text("性质", "kind"), text("命中的例子", "what hits"),
      text("典型误报 ✗", "classic false positive ✗"), text("用例", "tests"),
    ]
    out += "| " + heads.joined(separator: " | ") + " |\n|" + String(repeating: "---|", count: heads.count) + "\n"
    for entry in entries {
      let kind = "\(entry.effect), \(entry.severity)"
      let tests = "✓\(entry.tests.hit) ✗\(entry.tests.miss) ?\(entry.tests.gaps)"
      let cells = ["`\(entry.id)`", entry.title, kind, entry.hits, entry.misses, tests].map(Self.cell)
      out += "| " + cells.joined(separator: " | ") + " |\n"
    }
    return out + "\n"
  }

  private func entry(_ rule: Rule) -> Entry {
    let counted = rule.tests.filter { !$0.isTodo }
    let hit = counted.first { $0.expect == .hit }
    let line = hit.flatMap { test in test.at?.first.flatMap { $0 <= test.talk.count ? test.talk[$0 - 1] : nil } }
    let severity =
      switch rule.severity {
      case .minor: text("轻微", "minor")
      case .major: text("一般", "major")
      case .critical: text("严重", "critical")
      }
    let effect =
      switch rule.effect {
      case .violation: text("违规", "violation")
      case .merit: text("加分", "merit")
      case .tag: text("标签", "tag")
      }
    return Entry(
      id: rule.id, title: rule.title, severity: severity, effect: effect,
      hits: line ?? hit?.talk.joined(separator: " / ") ?? "",
      misses: rule.falsePositives.isEmpty
        ? counted.first { $0.expect == .miss }?.name ?? "" : rule.falsePositives,
      tests: (
        counted.count { $0.expect == .hit }, counted.count { $0.expect != .hit }, rule.tests.count(where: \.isTodo)
      ))
  }

  private func isOwn(_ rule: Rule) -> Bool { Self.stem(rule.location.file) == book.id }

  private func text(_ zh: String, _ en: String) -> String { wording == .chinese ? zh : en }

  private static func stem(_ file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
  }

  /// Text in a table cell: the separator and line breaks would end it.
  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ")
  }
}
