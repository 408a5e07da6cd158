/// The words of a finding, with places for what was found: `第 {turn} 句承诺保本：{text}`.
enum MessageTemplate {
  static let placeholders = ["turn", "text", "value", "expected", "agent", "rule", "title"]

  /// Reports placeholders nobody will fill.
  static func check(_ template: String, of rule: Rule, at location: RulebookLocation, log: DiagnosticLog) {
    for name in names(in: template) where !isKnown(name, rule) {
      let known = placeholders + rule.conditions.map { $0.name + ".turn" }
      log.error(
        "the message has no place named '{\(name)}'", at: location,
        hint: Nearest.hint(for: name, among: known) ?? "known: \(known.map { "{\($0)}" }.joined(separator: " "))")
    }
  }

  private static func isKnown(_ name: String, _ rule: Rule) -> Bool {
    if placeholders.contains(name) { return true }
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    return parts.count == 2 && ["turn", "text", "value", "expected"].contains(parts[1])
      && rule.conditions.contains { $0.name == parts[0] }
  }

  /// Fills the places; `value` returns `nil` for a place that has nothing to say, which becomes a dash.
  static func fill(_ template: String, _ value: (String) -> String?) -> String {
    guard template.contains("{") else { return template }
    var out = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      out += rest[..<open]
      out += value(String(rest[rest.index(after: open)..<close])) ?? "—"
      rest = rest[rest.index(after: close)...]
    }
    return out + rest
  }

  private static func names(in template: String) -> [String] {
    var names: [String] = []
    _ = fill(template) {
      names.append($0)
      return ""
    }
    return names
  }
}
