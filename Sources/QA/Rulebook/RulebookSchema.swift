/// The JSON Schema of the rule language, made from the declarations that drive decoding.
public enum RulebookSchema {
  /// The schema as indented JSON text with keys in a fixed order.
  public static var json: String { render(schema, indent: 0) + "\n" }

  private indirect enum Value {
    case text(String)
    case flag(Bool)
    case number(Int)
    case list([Value])
    case object([(String, Value)])
  }

  private static var schema: Value {
    .object(
      [
        ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
        ("$id", .text("urn:qa-toolkit:rulebook:1")),
        ("title", .text("Rulebook")),
      ]
        + mapping(
          RulebookGrammar.book,
          overriding: [
            "lexicons": .object([
              ("type", .text("object")),
              (
                "additionalProperties",
                .object([
                  ("anyOf", .list([.object([("$ref", .text("#/$defs/texts"))]), object(RulebookGrammar.lexicon)]))
                ])
              ),
            ]),
            "rules": .object([("type", .text("array")), ("items", .object([("$ref", .text("#/$defs/rule"))]))]),
            "scorecard": .object([("$ref", .text("#/$defs/scorecard"))]),
          ]) + [
          (
            "$defs",
            .object([
              (
                "texts", .object([("anyOf", .list([scalar, .object([("type", .text("array")), ("items", scalar)])]))])
              ),
              (
                "rule",
                object(
                  RulebookGrammar.rule,
                  overriding: [
                    "forbid": reference("condition"), "require": reference("condition"),
                    "find": .object([("type", .text("object")), ("additionalProperties", reference("condition"))]),
                    "tests": .object([("type", .text("array")), ("items", object(RulebookGrammar.test))]),
                  ])
              ),
              ("condition", condition),
              (
                "scorecard",
                object(
                  RulebookGrammar.scorecard,
                  overriding: [
                    "sections": .object([("type", .text("array")), ("items", reference("section"))]),
                    "sections+": .object([("type", .text("array")), ("items", reference("section"))]),
                  ])
              ),
              (
                "section",
                object(
                  RulebookGrammar.section,
                  overriding: [
                    "items": .object([("type", .text("array")), ("items", object(RulebookGrammar.item))]),
                    "items+": .object([("type", .text("array")), ("items", object(RulebookGrammar.item))]),
                  ])
              ),
            ])
          )
        ])
  }

  private static let scalar: Value = .object([("type", .list(["string", "number", "boolean"].map { .text($0) }))])

  private static func reference(_ name: String) -> Value { .object([("$ref", .text("#/$defs/\(name)"))]) }

  /// A condition: the scope keys and exactly one operator.
  private static var condition: Value {
    var properties = Scope.parameters.flatMap(changeable)
    properties += Operators.all.map { operation in
      (
        operation.name,
        .object(
          [("description", .text(operation.summary))] + changeableMapping(operation.parameters))
      )
    }
    return .object([
      ("type", .text("object")), ("properties", .object(properties)), ("additionalProperties", .flag(false)),
      ("oneOf", .list(Operators.all.map { .object([("required", .list([.text($0.name)]))]) })),
    ])
  }

  /// A key and, for lists, the keys by which an overriding rule changes an inherited list: `any+` and `any-`.
  private static func changeable(_ parameter: Parameter) -> [(String, Value)] {
    var fields = [(parameter.name, type(parameter))]
    if isList(parameter) {
      fields += [("+", "Added to the inherited list."), ("-", "Removed from the inherited list.")].map { sign, text in
        (
          parameter.name + sign,
          Value.object([("description", .text(text)), ("$ref", .text("#/$defs/texts"))])
        )
      }
    }
    return fields
  }

  private static func isList(_ parameter: Parameter) -> Bool {
    switch parameter.type {
    case .texts, .groups: true
    default: false
    }
  }

  /// The mapping of an operator; a required list may also be changed where it is inherited.
  private static func changeableMapping(_ parameters: [Parameter]) -> [(String, Value)] {
    let lists = parameters.filter { $0.isRequired && isList($0) }
    let single = lists.count == 1 ? lists[0] : nil
    let required = parameters.filter { $0.isRequired && $0 != single }.map { Value.text($0.name) }
    let alternatives = single.map { list in
      ["", "+", "-"].map { Value.object([("required", .list([.text(list.name + $0)]))]) }
    }
    return [("type", .text("object")), ("properties", .object(parameters.flatMap(changeable)))]
      + (required.isEmpty ? [] : [("required", .list(required))]) + (alternatives.map { [("anyOf", .list($0))] } ?? [])
      + [("additionalProperties", .flag(false))]
  }

  private static func object(_ parameters: [Parameter], overriding: [String: Value] = [:]) -> Value {
    .object(mapping(parameters, overriding: overriding))
  }

  private static func mapping(_ parameters: [Parameter], overriding: [String: Value] = [:]) -> [(String, Value)] {
    let properties = parameters.map { parameter -> (String, Value) in
      guard case .object(let fields)? = overriding[parameter.name] else { return (parameter.name, type(parameter)) }
      return (parameter.name, .object([("description", .text(parameter.summary))] + fields))
    }
    let required = parameters.filter(\.isRequired).map { Value.text($0.name) }
    return [("type", .text("object")), ("properties", .object(properties))]
      + (required.isEmpty ? [] : [("required", .list(required))]) + [("additionalProperties", .flag(false))]
  }

  private static func type(_ parameter: Parameter) -> Value {
    var description = parameter.summary
    if !parameter.defaultValue.isEmpty { description += " Default: \(parameter.defaultValue)." }
    var fields: [(String, Value)] = [("description", .text(description))]
    switch parameter.type {
    case .text: fields.append(("type", .list([.text("string"), .text("number")])))
    case .integer: fields.append(("type", .text("integer")))
    case .number: fields.append(("type", .text("number")))
    case .boolean: fields.append(("type", .text("boolean")))
    case .choice(let words): fields.append(("enum", .list(words.map { .text($0) })))
    case .texts, .value: fields.append(("$ref", .text("#/$defs/texts")))
    case .groups: fields += [("type", .text("array")), ("items", reference("texts"))]
    case .duration: fields.append(("type", .list([.text("string"), .text("number")])))
    case .mapping(let inner): fields += mapping(inner)
    case .any: break
    }
    return .object(fields)
  }

  private static func render(_ value: Value, indent: Int) -> String {
    let pad = String(repeating: " ", count: indent + 2)
    let end = String(repeating: " ", count: indent)
    switch value {
    case .text(let text): return quoted(text)
    case .flag(let flag): return flag ? "true" : "false"
    case .number(let number): return String(number)
    case .list(let items):
      if items.allSatisfy({ if case .text = $0 { true } else { false } }) {
        return "[" + items.map { render($0, indent: 0) }.joined(separator: ", ") + "]"
      }
      return "[\n" + items.map { pad + render($0, indent: indent + 2) }.joined(separator: ",\n") + "\n\(end)]"
    case .object(let fields):
      if fields.isEmpty { return "{}" }
      return "{\n"
        + fields.map { "\(pad)\(quoted($0.0)): \(render($0.1, indent: indent + 2))" }.joined(separator: ",\n")
        + "\n\(end)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
