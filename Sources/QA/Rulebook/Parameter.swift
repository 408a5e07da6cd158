/// The type of a parameter of an operator or of a key of the rule language.
public indirect enum ParameterType: Sendable, Hashable {
  /// Any text.
  case text
  /// A whole number.
  case integer
  /// A decimal number.
  case number
  /// `true` or `false`.
  case boolean
  /// One of a few words.
  case choice([String])
  /// Text or a list of texts.
  case texts
  /// A list of alternatives, each a text or a list of texts.
  case groups
  /// Seconds, or a number with a unit: `30s`, `2m`, `1h`.
  case duration
  /// A number, a text or a list of them.
  case value
  /// A mapping with the given keys.
  case mapping([Parameter])
  /// Any YAML value; what is in it is checked where it is used.
  case any

  /// The type in words, for messages and reference pages.
  public var words: String {
    switch self {
    case .text: "text"
    case .integer: "a whole number"
    case .number: "a number"
    case .boolean: "true or false"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .texts: "text or a list of texts"
    case .groups: "a list of texts or of lists of texts"
    case .duration: "a time such as 30s, 2m or 1h"
    case .value: "a value or a list of values"
    case .mapping: "a mapping"
    case .any: "any value"
    }
  }
}

/// One key of the rule language: it drives decoding, the JSON Schema, `rules explain` and the reference page.
public struct Parameter: Sendable, Hashable {
  /// The key.
  public var name: String
  /// What it holds.
  public var type: ParameterType
  /// Whether it must be given.
  public var isRequired: Bool
  /// What holds when it is not given, in words; empty if nothing does.
  public var defaultValue: String
  /// One sentence about it.
  public var summary: String

  /// Makes a parameter.
  public init(
    _ name: String, _ type: ParameterType, required: Bool = false, default defaultValue: String = "",
    _ summary: String
  ) {
    self.name = name
    self.type = type
    self.isRequired = required
    self.defaultValue = defaultValue
    self.summary = summary
  }
}

/// The checked arguments of a mapping: every key is declared and every value has its declared type.
struct Arguments {
  let location: RulebookLocation
  let log: DiagnosticLog
  private var values: [String: YAMLNode] = [:]

  /// Checks a mapping against its declared keys and reports what does not fit.
  init(_ node: YAMLNode, _ parameters: [Parameter], of owner: String, log: DiagnosticLog) {
    self.location = node.location
    self.log = log
    guard case .mapping(let entries) = node.kind else {
      log.error("\(owner) takes a mapping, not \(node.kindWord)", at: node.location)
      return
    }
    for entry in entries {
      guard let parameter = parameters.first(where: { $0.name == entry.key }) else {
        log.error(
          "unknown key '\(entry.key)' in \(owner)", at: entry.keyLocation,
          hint: Nearest.hint(for: entry.key, among: parameters.map(\.name))
            ?? "known keys: \(parameters.map(\.name).joined(separator: ", "))")
        continue
      }
      if Self.fits(entry.value, parameter.type) {
        values[entry.key] = entry.value
      } else if case .choice(let words) = parameter.type, let text = entry.value.text {
        log.error(
          "'\(entry.key)' cannot be '\(text)'", at: entry.value.location,
          hint: Nearest.hint(for: text, among: words) ?? "it is one of \(words.joined(separator: ", "))")
      } else {
        log.error("'\(entry.key)' must be \(parameter.type.words)", at: entry.value.location)
      }
    }
    for parameter in parameters where parameter.isRequired && node[parameter.name] == nil {
      log.error("\(owner) needs '\(parameter.name)'", at: node.location, hint: parameter.summary)
    }
  }

  static func fits(_ node: YAMLNode, _ type: ParameterType) -> Bool {
    switch type {
    case .any: return true
    case .text: return node.text != nil
    case .integer: return node.text.flatMap { Int($0) } != nil
    case .number: return node.text.flatMap { Double($0) }?.isFinite == true
    case .boolean: return node.text == "true" || node.text == "false"
    case .choice(let words): return node.text.map(words.contains) ?? false
    case .texts:
      if case .sequence(let items) = node.kind { return items.allSatisfy { $0.text != nil } }
      return node.text != nil
    case .groups:
      guard case .sequence(let items) = node.kind else { return node.text != nil }
      return items.allSatisfy { fits($0, .texts) }
    case .duration: return node.text.flatMap(DurationText.milliseconds) != nil
    case .value: return fits(node, .texts)
    case .mapping: if case .mapping = node.kind { return true } else { return false }
    }
  }

  func node(_ name: String) -> YAMLNode? { values[name] }
  func has(_ name: String) -> Bool { values[name] != nil }
  func text(_ name: String) -> String? { values[name]?.text }
  func texts(_ name: String) -> [String] { values[name]?.elements.compactMap(\.text) ?? [] }
  func groups(_ name: String) -> [[String]] {
    values[name]?.elements.map { $0.elements.compactMap(\.text) } ?? []
  }
  func integer(_ name: String) -> Int? { text(name).flatMap { Int($0) } }
  func number(_ name: String) -> Double? { text(name).flatMap { Double($0) } }
  func flag(_ name: String) -> Bool? { text(name).map { $0 == "true" } }
  /// A duration in milliseconds.
  func duration(_ name: String) -> Int64? { text(name).flatMap(DurationText.milliseconds) }
  func location(of name: String) -> RulebookLocation { values[name]?.location ?? location }
}

/// Reads durations as people write them.
enum DurationText {
  /// Milliseconds of `30`, `30s`, `1.5m`, `2h`, `15d` or `500ms`; `nil` if it is none of these.
  static func milliseconds(_ text: String) -> Int64? {
    let units: [(String, Double)] = [
      ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
      ("毫秒", 1), ("秒", 1000), ("分钟", 60_000), ("分", 60_000), ("小时", 3_600_000), ("天", 86_400_000),
    ]
    var number = Substring(text)
    var factor = 1000.0
    if let unit = units.first(where: { text.hasSuffix($0.0) }) {
      number = text.dropLast(unit.0.count)
      factor = unit.1
    }
    while number.last == " " { number.removeLast() }
    guard let value = Double(number), value.isFinite, value >= 0, value * factor < 1e15 else { return nil }
    return Int64((value * factor).rounded())
  }
}
