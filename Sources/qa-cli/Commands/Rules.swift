internal import ArgumentParser
internal import QA
internal import Reports
internal import Transcripts

/// `qa-cli rules`: works on rulebooks.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Check, test, explain and measure rulebooks.",
    subcommands: [
      RulesLint.self, RulesTest.self, RulesWhy.self, RulesExplain.self, RulesEvaluate.self, RulesSchema.self,
      RulesList.self, RulesDiff.self, RulesBacktest.self, RulesImport.self, RulesExport.self, RulesInit.self,
      RulesPromote.self, RulesReference.self,
    ])
}

/// `qa-cli rules lint`.
struct RulesLint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Report everything that is wrong or doubtful in rulebooks.")

  @OptionGroup var rulebook: RulebookOptions
  @Argument(help: "Rulebook files, or ids of bundled books.") var books: [String]
  @Flag(help: "Exit 78 on warnings too.") var strict = false

  func run() throws {
    var warnings = 0
    for name in books {
      let book = try rulebook.load(name)
      let found = (book.warnings + book.lint()).sorted {
        ($0.location.file, $0.location.line, $0.location.column) < (
          $1.location.file, $1.location.line, $1.location.column
        )
      }
      for warning in found { Console.say(warning.rendered) }
      warnings += found.count
      Console.say("\(name): \(book.rules.count) rules, \(found.count) warnings".escapingControls)
    }
    if strict && warnings > 0 { throw Failure(code: .configuration) }
  }
}

/// `qa-cli rules test`.
struct RulesTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the tests inside rulebooks.",
    discussion: "Prints a confusion matrix for every rule and never stops at the first failure. Exit 1 if a test fails."
  )

  @OptionGroup var rulebook: RulebookOptions
  @Argument(help: "Rulebook files, or ids of bundled books.") var books: [String]
  @Option(help: "Only this rule.") var rule: String?

  func run() throws {
    var failed = 0
    let output = CheckedOutput.standardOutput()
    for name in books {
      let book = try rulebook.load(name)
      let evaluator = try Evaluator(book: book)
      let only = try rule.map { [try book.required($0)] }
      let results = evaluator.runTests(of: only)
      var table = TextTable([
        .init("rule", isFlexible: true), .init("hit ok", isNumeric: true), .init("miss ok", isNumeric: true),
        .init("other ok", isNumeric: true), .init("missed", isNumeric: true), .init("false", isNumeric: true),
        .init("todo", isNumeric: true),
      ])
      for rule in book.rules {
        let mine = results.filter { $0.rule == rule.id }
        if mine.isEmpty { continue }
        let counted = mine.filter { !$0.isTodo }
        let other = counted.count { $0.passes && $0.expected != .hit && $0.expected != .miss }
        table.add([
          rule.id, String(counted.count { $0.passes && $0.expected == .hit }),
          String(counted.count { $0.passes && $0.expected == .miss }), String(other),
          String(counted.count { !$0.passes && $0.expected == .hit }),
          String(counted.count { !$0.passes && $0.expected != .hit }), String(mine.count(where: \.isTodo)),
        ])
      }
      try output.write(table.rendered(width: Console.width))
      for result in results where !result.passes || result.isTodo {
        let place = "\(result.location.file):\(result.location.line):\(result.location.column)"
        if result.isTodo {
          let now = result.passes ? "passes now: remove todo" : "known gap"
          try output.write("\(place): todo: \(result.rule) / \(result.name): \(now)\n")
          continue
        }
        failed += 1
        let detail =
          result.detail.isEmpty ? "expected \(result.expected.name), got \(result.actual.name)" : result.detail
        try output.write("\(place): failed: \(result.rule) / \(result.name): \(detail)\n")
      }
      let counted = results.count { !$0.isTodo }
      try output.write("\(name): \(counted - results.count { !$0.isTodo && !$0.passes }) of \(counted) tests pass\n")
    }
    try output.flush()
    if failed > 0 { throw Failure(code: .gateFailed) }
  }
}

/// `qa-cli rules evaluate`.
struct RulesEvaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measure a rule's precision and recall on labelled texts.",
    discussion: """
      Each row of the CSV file is a one-turn conversation spoken by the rule's role; the rule hits where its condition
      is true (for 'require': where the phrase is present). Several labels of a row are joined by ';', and a label
      also matches after a ':'.

      Example: qa-cli rules evaluate online-service-zh --rule greeting --labelled acts.csv --positive general-greet
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  @OptionGroup var rulebook: RulebookOptions
  @Argument(help: "A rulebook file, or the id of a bundled book.") var book: String
  @Option(help: "The rule.") var rule: String
  @Option(help: "A CSV file with a header (also .gz).") var labelled: String
  @Option(help: "The label the rule should find.") var positive: String
  @Option(help: "The column of the texts.") var textColumn = "text"
  @Option(help: "The column of the labels.") var labelColumn = "label"
  @Option(help: "table or json.") var format = Format.table
  @Option(help: "Print up to so many texts the rule gets wrong (to standard error).") var errors = 0

  func run() throws {
    let loaded = try rulebook.load(book)
    let index = try loaded.required(rule)
    let evaluator = try Evaluator(book: loaded)
    var accuracy = RuleAccuracy()
    var shown = 0
    try LabelledTexts.read(labelled, textColumn: textColumn, labelColumn: labelColumn) { text, label in
      let isPositive = RuleAccuracy.matches(label, label: positive)
      let isHit = evaluator.conditionHolds(index, text: text)
      accuracy.add(isPositive: isPositive, isHit: isHit)
      if isPositive != isHit, shown < errors {
        shown += 1
        Console.say("\(isHit ? "false hit" : "missed"): \(text)".escapingControls)
      }
    }
    let output = CheckedOutput.standardOutput()
    if format == .json {
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("rule")
      writer.string(rule)
      for (name, count) in [
        ("n", accuracy.total), ("positives", accuracy.positives), ("hits", accuracy.hits),
      ] {
        writer.key(string: name)
        writer.int(count)
      }
      for (name, value) in [("precision", accuracy.precision), ("recall", accuracy.recall), ("f1", accuracy.f1)] {
        writer.key(string: name)
        if let value { writer.number((value * 10_000).rounded() / 10_000) } else { writer.null() }
      }
      writer.endObject()
      writer.newline()
      try output.write(writer.bytes)
    } else {
      var table = TextTable([
        .init("rule"), .init("n", isNumeric: true), .init("positives", isNumeric: true), .init("hits", isNumeric: true),
        .init("precision", isNumeric: true), .init("recall", isNumeric: true), .init("f1", isNumeric: true),
      ])
      func share(_ value: Double?) -> String {
        guard let value else { return "—" }
        let thousandths = Int((value * 1000).rounded())
        let digits = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
      }
      table.add([
        rule, String(accuracy.total), String(accuracy.positives), String(accuracy.hits), share(accuracy.precision),
        share(accuracy.recall), share(accuracy.f1),
      ])
      try output.write(table.rendered(width: Console.width))
    }
    try output.flush()
  }
}

/// `qa-cli rules schema`.
struct RulesSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of the rule language, for editors.")

  func run() throws {
    let output = CheckedOutput.standardOutput()
    try output.write(RulebookSchema.json)
    try output.flush()
  }
}

/// `qa-cli rules list`.
struct RulesList: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the bundled rulebooks.")

  @OptionGroup var rulebook: RulebookOptions

  func run() throws {
    var table = TextTable([
      .init("id"), .init("version"), .init("language"), .init("rules", isNumeric: true),
      .init("title", isFlexible: true),
    ])
    for id in BundledRules.books {
      let book = try rulebook.load(id)
      table.add([book.id, book.version, book.language, String(book.rules.count), book.title])
    }
    let output = CheckedOutput.standardOutput()
    try output.write(table.rendered(width: Console.width))
    try output.flush()
  }
}

extension Rulebook {
  /// The index of a rule the user named, or a usage error with the nearest id.
  func required(_ id: String) throws -> Int {
    if let index = index(ofRule: id) { return index }
    throw ToolError(
      "E-USAGE", what: "no rule is named '\(id)' in \(self.id)",
      how: "one of \(rules.map(\.id).joined(separator: ", "))",
      exitCode: .usage)
  }
}
