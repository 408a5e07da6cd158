internal import ArgumentParser
internal import QA
internal import Reports
internal import Transcripts

/// `qa-cli rules explain`: documents an operator, or a rule of a book.
struct RulesExplain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain an operator of the language, or a rule of a book.",
    discussion: """
      Examples:
        qa-cli rules explain                 lists the operators
        qa-cli rules explain near            parameters and examples of an operator
        qa-cli rules explain promise-principal --rules finance-compliance-zh
      """)

  @OptionGroup var rulebook: RulebookOptions
  @Argument(help: "An operator, or with --rules a rule.") var name: String?
  @Option(name: .customLong("rules"), help: "A rulebook file, or the id of a bundled book.") var book: String?

  func run() throws {
    let output = CheckedOutput.standardOutput()
    if let book {
      let loaded = try rulebook.load(book)
      guard let name else {
        throw ToolError(
          "E-USAGE", what: "name a rule of \(book)", how: loaded.rules.map(\.id).joined(separator: ", "),
          exitCode: .usage)
      }
      try output.write(loaded.rules[try loaded.required(name)].explanation)
    } else if let name {
      guard let operation = OperatorDescription.all.first(where: { $0.name == name }) else {
        throw ToolError(
          "E-USAGE", what: "no operator is named '\(name)'",
          how: "one of \(OperatorDescription.all.map(\.name).joined(separator: ", ")), or --rules BOOK for a rule",
          exitCode: .usage)
      }
      try output.write(describe(operation))
    } else {
      var table = TextTable([.init("operator"), .init("what it asks", isFlexible: true)])
      for operation in OperatorDescription.all { table.add([operation.name, operation.summary]) }
      try output.write(table.rendered(width: Console.width))
    }
    try output.flush()
  }

  private func describe(_ operation: OperatorDescription) -> String {
    var out = "\(operation.name): \(operation.summary)\n\nParameters\n"
    for parameter in operation.parameters {
      out += "  \(parameter.name) (\(parameter.type.words))"
      if parameter.isRequired { out += ", required" }
      if !parameter.defaultValue.isEmpty { out += ", default \(parameter.defaultValue)" }
      out += "\n    \(parameter.summary)\n"
    }
    out += "\nExamples\n"
    for example in operation.examples {
      out += "  \(example.condition)\n"
      for line in example.talk { out += "    \(line)\n" }
      if !example.times.isEmpty {
        out += "    times: \(example.times.map { String($0) }.joined(separator: ", "))"
        if !example.ends.isEmpty { out += "; ends: \(example.ends.map { String($0) }.joined(separator: ", "))" }
        if !example.starts.isEmpty { out += "; starts: \(example.starts)" }
        out += "\n"
      }
      for field in example.metadata { out += "    metadata: \(field.name) = \(field.value)\n" }
      out += "    → \(example.expect.name)\n"
    }
    return out
  }
}
