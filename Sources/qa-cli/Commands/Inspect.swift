internal import ArgumentParser
internal import Reports
internal import TextAnalysis
internal import Transcripts

/// `qa-cli inspect`: says what a run would read, before it costs anything.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Say what files hold and how they would be read.",
    discussion: "Example: qa-cli inspect export.csv")

  @OptionGroup var input: InputOptions
  @Option(name: .customLong("lang"), help: "Language of the report.") var language = Language.en
  @Option(help: "How many conversations to show of each file.") var examples = 3

  @Flag(help: "Show stars for personal data in what customers and agents said.") var redact = false

  func run() throws {
    let output = CheckedOutput.standardOutput()
    let cover = redact ? try Redactor(.mask) : nil
    var code = ToolExit.success
    for (index, file) in try input.files(language).enumerated() {
      if index > 0 { try output.write("\n") }
      var picture = InputPicture(examples: examples)
      do {
        let report = try ConversationPass.run([file], input, setAside: { picture.add($0) }) { conversation in
          if picture.wantsExample { cover?.cover(&conversation) }
          picture.add(conversation)
        }
        if let entry = report.entries.first {
          try output.write(
            InspectText(
              file: file, entry: entry, picture: picture, language: language, hidesNames: redact, width: Console.width
            ).rendered)
          if let failure = entry.failure {
            Console.report(failure)
            code = code.combined(with: failure.exitCode)
          }
        }
      } catch let error as ToolError {
        // One file that cannot be read must not hide what the others are.
        try output.write("\(file.name)\n".escapingLines)
        Console.report(error)
        code = code.combined(with: error.exitCode)
      }
    }
    try output.flush()
    if code != .success { throw Failure(code: code) }
  }
}

/// What was seen of one input.
struct InputPicture {
  private(set) var conversations = 0
  private(set) var turns = 0
  private(set) var quarantined: [String: Int] = [:]
  private(set) var roles: [Role: Int] = [:]
  private(set) var bases: [TimeBasis: Int] = [:]
  private(set) var firstTime = Int64.max
  private(set) var lastTime = Int64.min
  private(set) var fields: [String: Int] = [:]
  private(set) var examples: [Conversation] = []
  private(set) var damage = TextDamage()
  private(set) var withoutAgent = 0
  private let exampleCount: Int

  init(examples: Int) { exampleCount = examples }

  mutating func add(_ record: QuarantinedRecord) { quarantined[record.problem.code.rawValue, default: 0] += 1 }

  mutating func add(_ conversation: Conversation) {
    conversations += 1
    turns += conversation.turns.count
    bases[conversation.timeBasis, default: 0] += 1
    var hasAgent = false
    for turn in conversation.turns {
      roles[turn.role, default: 0] += 1
      if turn.role == .agent { hasAgent = true }
      guard turn.time != Turn.noTime else { continue }
      firstTime = min(firstTime, turn.time)
      lastTime = max(lastTime, turn.time)
    }
    if !hasAgent { withoutAgent += 1 }
    for field in conversation.metadata.fields where fields[field.name] != nil || fields.count < 200 {
      fields[field.name, default: 0] += 1
    }
    damage.add(conversation)
    if examples.count < exampleCount { examples.append(conversation) }
  }

  /// Whether the next conversation will be shown.
  var wantsExample: Bool { examples.count < exampleCount }

  /// Records that could not be read.
  var quarantinedCount: Int { quarantined.values.reduce(0, +) }
}

extension String {
  /// The text with controls shown, line by line.
  var escapingLines: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { String($0).escapingControls }.joined(separator: "\n")
  }
}
