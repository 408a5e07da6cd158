/// The part of JSON Schema (draft 2020-12) that the project's schemas use.
///
/// `type`, `const`, `enum`, `required`, `properties`, `additionalProperties`, `items`, `anyOf`, `oneOf`, `minimum`,
/// `maximum`, `minItems`, `maxItems` and `$ref` within the document. Notes for people are passed over; any other keyword is a
/// problem, so that no schema promises what nobody checks.
public struct JSONSchema: Sendable {
  private let root: JSONTree

  /// Reads a schema.
  public init(_ json: some Sequence<UInt8>) throws { root = try JSONTree(json) }

  /// What is wrong with a value, each with its path; empty if it is valid.
  public func problems(with value: JSONTree) -> [String] { check(value, root, "$") }

  /// The names of the properties listed at the top.
  public var propertyNames: Set<String> { Set((root["properties"]?.members ?? [:]).keys) }

  private static let notes: Set = ["$schema", "$id", "$defs", "title", "description", "$comment"]

  private func check(_ value: JSONTree, _ schema: JSONTree, _ path: String) -> [String] {
    schema.members.sorted { $0.key < $1.key }.flatMap { key, rule -> [String] in
      if Self.notes.contains(key) { return [] }
      return checkWhole(value, key, rule, path) ?? checkParts(value, key, rule, schema, path)
        ?? ["\(path): the keyword '\(key)' is not known"]
    }
  }

  /// The keywords that look at a value as a whole; `nil` for others.
  private func checkWhole(_ value: JSONTree, _ key: String, _ rule: JSONTree, _ path: String) -> [String]? {
    switch key {
    case "type":
      let names = rule.string.map { [$0] } ?? rule.elements.compactMap(\.string)
      let types = Self.types(of: value)
      return names.contains(where: types.contains)
        ? [] : ["\(path): \(types[0]) instead of \(names.joined(separator: " or "))"]
    case "const": return value == rule ? [] : ["\(path): \(value) instead of \(rule)"]
    case "enum": return rule.elements.contains(value) ? [] : ["\(path): \(value) is not in the list"]
    case "minimum":
      guard case .number(let number) = value, case .number(let least) = rule else { return [] }
      return number >= least ? [] : ["\(path): \(number) is less than \(least)"]
    case "maximum":
      guard case .number(let number) = value, case .number(let most) = rule else { return [] }
      return number <= most ? [] : ["\(path): \(number) is more than \(most)"]
    case "$ref":
      guard let target = resolve(rule.string ?? "") else { return ["\(path): nothing lies at \(rule)"] }
      return check(value, target, path)
    case "anyOf", "oneOf":
      let results = rule.elements.map { check(value, $0, path) }
      let valid = results.count { $0.isEmpty }
      if valid == 1 || (key == "anyOf" && valid > 1) { return [] }
      return ["\(path): fits \(valid) of \(results.count) alternatives"]
    default: return nil
    }
  }

  /// The keywords that look into objects and lists; `nil` for others.
  private func checkParts(
    _ value: JSONTree, _ key: String, _ rule: JSONTree, _ schema: JSONTree, _ path: String
  ) -> [String]? {
    switch key {
    case "required":
      guard case .object(let members) = value else { return [] }
      return rule.elements.compactMap(\.string).filter { members[$0] == nil }.map { "\(path): lacks '\($0)'" }
    case "properties":
      return rule.members.sorted { $0.key < $1.key }.flatMap { name, inner in
        value[name].map { check($0, inner, "\(path).\(name)") } ?? []
      }
    case "additionalProperties":
      let known = schema["properties"]?.members ?? [:]
      return value.members.filter { known[$0.key] == nil }.sorted { $0.key < $1.key }.flatMap { name, member in
        switch rule {
        case .boolean(true): [String]()
        case .boolean(false): ["\(path): unknown key '\(name)'"]
        default: check(member, rule, "\(path).\(name)")
        }
      }
    case "items": return value.elements.enumerated().flatMap { check($1, rule, "\(path)[\($0)]") }
    case "minItems", "maxItems":
      guard case .list(let items) = value, let bound = rule.integer else { return [] }
      let fits = key == "minItems" ? items.count >= bound : items.count <= bound
      return fits ? [] : ["\(path): has \(items.count) elements"]
    default: return nil
    }
  }

  private func resolve(_ reference: String) -> JSONTree? {
    guard reference.hasPrefix("#/") else { return nil }
    return reference.dropFirst(2).split(separator: "/").reduce(root as JSONTree?) { $0?[String($1)] }
  }

  private static func types(of value: JSONTree) -> [String] {
    switch value {
    case .null: ["null"]
    case .boolean: ["boolean"]
    case .text: ["string"]
    case .list: ["array"]
    case .object: ["object"]
    case .number(let number): number == number.rounded() ? ["integer", "number"] : ["number"]
    }
  }
}
