internal import ArgumentParser
internal import QA
internal import TextAnalysis
internal import Transcripts

/// `qa-cli rules init`: a rulebook to begin with.
struct RulesInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a commented rulebook to begin with.",
    discussion: """
      It lints clean and its tests pass.

      Example: qa-cli rules init my-book.yaml --lang zh --for finance
      """)

  @Argument(help: "The file to write; - for standard output.") var output = "my-book.yaml"
  @Option(name: .customLong("lang"), help: "zh or en.") var language: Language = .zh
  @Option(name: .customLong("for"), help: "online, ecommerce or finance.") var trade = Trade.online
  @Flag(help: "Replace an existing file.") var force = false

  enum Trade: String, ExpressibleByArgument, CaseIterable { case online, ecommerce, finance }

  func run() throws {
    let text = StarterBook.yaml(
      trade: StarterBook.Trade(rawValue: trade.rawValue) ?? .online, isChinese: language == .zh)
    guard output != "-" else {
      let out = CheckedOutput.standardOutput()
      try out.write(text)
      return try out.flush()
    }
    let file = try AtomicFile(path: output, force: force)
    try file.write(Array(text.utf8))
    try file.commit()
    Console.say(
      language("已写入 \(output)；接着：qa-cli rules test \(output)", "wrote \(output); next: qa-cli rules test \(output)")
        .escapingControls)
  }
}

/// `qa-cli rules promote`: a reviewer's verdict becomes a test.
struct RulesPromote: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote", abstract: "Make a test of a rule out of a conversation, as a reviewer judged it.",
    discussion: """
      The test is put into the rulebook's file at its place; the file is read again to prove that nothing else changed.
      The talk is copied word for word: rulebooks with real words belong where the conversations belong.

      Example: qa-cli rules promote c-17 promise-principal lastmonth.csv --rules book.yaml --expect miss
      """)

  enum Expectation: String, ExpressibleByArgument, CaseIterable { case hit, miss }

  @Argument(help: "The conversation's id.") var conversation: String
  @Argument(help: "The rule.") var rule: String
  @OptionGroup var input: InputOptions
  @Option(name: .customLong("rules"), help: "The rulebook file that holds the rule.") var book: String
  @Option(help: "What should come out: hit or miss.") var expect: Expectation
  @Option(help: "The test's name. Default: the conversation's id.") var name: String?
  @Option(help: "Only these public turns, for example 3-8.") var turns: String?
  @Flag(help: "Put stars over personal data in the talk.") var redact = false
  @Flag(help: "Print the test and change nothing.") var dryRun = false

  func run() throws {
    let loaded = try rulebook(book)
    _ = try loaded.required(rule)
    guard let text = RulebookOptions.sources.readFile(book) else {
      throw ToolError(
        "E-USAGE", file: book, what: "a bundled book cannot be changed", how: "a file of your own that extends it",
        exitCode: .usage)
    }
    let range = try turns.map(Self.range)
    var test: String?
    let cover = redact ? try Redactor(.mask) : nil
    try ConversationPass.run(try input.files(), input) { found in
      guard test == nil, found.id == conversation else { return }
      var found = found
      cover?.cover(&found)
      test = RulePromotion.test(
        from: found, turns: range, expect: expect == .hit ? .hit : .miss, name: name ?? conversation,
        isChinese: !loaded.language.hasPrefix("en"), withStart: loaded.asksForTheClock(rule: rule))
    }
    guard let test else {
      throw ToolError(
        "E-INPUT-RECORD", what: "no conversation has the id '\(conversation)'", how: "check the id and the inputs",
        exitCode: .inputMissing)
    }
    if dryRun {
      let output = CheckedOutput.standardOutput()
      try output.write(test + "\n")
      return try output.flush()
    }
    let changed: String
    do {
      changed = try RulePromotion.splice(test: test, into: rule, of: text, name: book)
    } catch {
      throw ToolError("E-RULES", file: book, what: error.message, how: error.hint, exitCode: .configuration)
    }
    let file = try AtomicFile(path: book, force: true)
    try file.write(Array(changed.utf8))
    try file.commit()
    let again = try rulebook(book)
    let results = try Evaluator(book: again).runTests(of: [again.required(rule)])
    let failing = results.count { !$0.passes && !$0.isTodo }
    let tests = results.count
    Console.say(
      "\(book): \(rule) has \(tests) tests now, \(failing) of them fail\(failing > 0 ? ": change the rule until they pass" : "")"
        .escapingControls)
  }

  private func rulebook(_ name: String) throws -> Rulebook { try RulebookOptions.uncached(name) }

  private static func range(_ text: String) throws -> ClosedRange<Int> {
    let parts = text.split(separator: "-").map { Int($0) }
    if parts.count == 1, let only = parts[0], only > 0 { return only...only }
    if parts.count == 2, let low = parts[0], let high = parts[1], low > 0, low <= high { return low...high }
    throw ToolError("E-USAGE", what: "'\(text)' are no turns", how: "--turns 3-8", exitCode: .usage)
  }
}

/// `qa-cli rules reference`: the reference page of the operators.
struct RulesReference: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "Print the reference page of all operators as Markdown.", shouldDisplay: false)

  func run() throws {
    let output = CheckedOutput.standardOutput()
    try output.write(OperatorReference.markdown)
    try output.flush()
  }
}
