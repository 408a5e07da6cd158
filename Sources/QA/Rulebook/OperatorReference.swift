/// The reference page of the operators, made from their declarations.
public enum OperatorReference {
  /// The page as Markdown.
  public static var markdown: String {
    var out = """
      # Operators

      Made by `qa-cli rules reference` from the declarations in the code; a test keeps it true. Every example is a test:
      the words between ▸ and ◂ are what is found. The scope of a condition (role, in, after, exclude, negation, …) is
      described in [rule-language.md](rule-language.md).


      """
    for operation in OperatorDescription.all {
      out += "- [`\(operation.name)`](#\(operation.name)): \(operation.summary)\n"
    }
    for operation in OperatorDescription.all { out += "\n" + page(operation) }
    return out
  }

  private static func page(_ operation: OperatorDescription) -> String {
    var out = "## \(operation.name)\n\n\(operation.summary)\n"
    if !operation.parameters.isEmpty {
      out += "\n| key | value | default | |\n|---|---|---|---|\n"
      for parameter in operation.parameters { out += row(parameter, "") }
    }
    guard !operation.examples.isEmpty else { return out }
    out += "\n```yaml\n"
    for example in operation.examples {
      out += "\(example.condition)   # \(word(example.expect))\n"
      for line in example.talk { out += "#   \(line)\n" }
      if !example.times.isEmpty { out += "#   times: \(list(example.times))\n" }
      if !example.ends.isEmpty { out += "#   ends: \(list(example.ends))\n" }
      if !example.starts.isEmpty { out += "#   starts: \(example.starts)\n" }
      for field in example.metadata { out += "#   metadata: \(field.name) = \(field.value)\n" }
    }
    return out + "```\n"
  }

  private static func row(_ parameter: Parameter, _ prefix: String) -> String {
    let value = parameter.isRequired ? "required" : parameter.defaultValue
    var out =
      "| `\(prefix)\(parameter.name)` | \(cell(parameter.type.words)) | \(cell(value)) | \(cell(parameter.summary)) |\n"
    if case .mapping(let inner) = parameter.type {
      let name = parameter.name
      for parameter in inner { out += row(parameter, prefix + name + ".") }
    }
    return out
  }

  private static func word(_ truth: Truth) -> String { truth == .notApplicable ? "n/a" : "\(truth.name)" }
  private static func list(_ numbers: [Int]) -> String { numbers.map { String($0) }.joined(separator: ", ") }
  private static func cell(_ text: String) -> String { text.map { $0 == "|" ? "\\|" : String($0) }.joined() }
}
