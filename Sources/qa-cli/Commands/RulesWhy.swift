internal import ArgumentParser
internal import QA
internal import Reports
internal import TextAnalysis
internal import Transcripts

/// `qa-cli rules why`: shows how a rule came to its result on one conversation.
struct RulesWhy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Show why a rule hits or misses on a conversation, condition by condition.",
    discussion: "Example: qa-cli rules why c-1 greeting chats.ndjson --rules online-service-zh")

  @Argument(help: "The conversation's id.") var conversation: String
  @Argument(help: "The rule.") var rule: String
  @OptionGroup var input: InputOptions
  @OptionGroup var rulebook: RulebookOptions
  @Option(name: .customLong("rules"), help: "A rulebook file, or the id of a bundled book.") var book: String

  @Flag(help: "Show stars for personal data in what customers and agents said.") var redact = false

  func run() throws {
    let loaded = try rulebook.load(book)
    let index = try loaded.required(rule)
    let files = try input.files()
    let history = try HistoryPass.index(
      loaded, files: files, input: input, selection: SelectionOptions.parse([]), jobs: 0, isStream: false)
    let evaluator = try Evaluator(book: loaded, hidesPersonalData: redact, history: history)
    var isFound = false
    try ConversationPass.run(files, input) { candidate in
      guard !isFound, candidate.id == conversation else { return }
      isFound = true
      try explain(loaded, evaluator, index, &candidate)
    }
    if isFound { return }
    throw ToolError(
      "E-INPUT-RECORD", what: "no conversation has the id '\(conversation)'", how: "check the id and the inputs",
      exitCode: .inputMissing)
  }

  private func explain(_ book: Rulebook, _ evaluator: Evaluator, _ index: Int, _ found: inout Conversation) throws {
    let output = CheckedOutput.standardOutput()
    let rule = book.rules[index]
    var out = "\(rule.id): \(rule.title)\n"
    for (leg, judgement, considered) in evaluator.explain(index, on: &found) {
      out += "\nleg \(leg): \(judgement.truth.name)"
      out += judgement.reason == .none ? "\n" : " (\(judgement.reason.rawValue))\n"
      for (number, steps) in considered.enumerated() {
        if considered.count > 1 { out += " hit \(number + 1) of the anchor\n" }
        for step in steps { out += describe(step) }
      }
    }
    out += "\n"
    if redact { try Redactor(.mask).cover(&found) }
    var number = 0
    for turn in found.turns {
      if turn.counts { number += 1 }
      let label = turn.counts ? String(number) : "·"
      let pad = String(repeating: " ", count: max(0, 4 - label.count))
      out += "\(pad)\(label) \(turn.role.name): \(DisplayWidth.escaped(found.string(of: turn)))\n"
    }
    try output.write(out)
    try output.flush()
  }

  private func describe(_ step: TraceStep) -> String {
    var line = "  \(step.condition) (\(step.operatorName)): \(step.judgement.truth.name)"
    if step.judgement.reason != .none { line += " (\(step.judgement.reason.rawValue))" }
    if let turn = step.turn { line += ", turn \(turn)" }
    if let text = step.text, !text.isEmpty { line += ": \(DisplayWidth.escaped(text))" }
    if let measure = step.measure { line += " [\((measure * 100).rounded() / 100)]" }
    line += "\n"
    if let searched = step.searched {
      line += "    searched turns \(searched.lowerBound)–\(searched.upperBound)\n"
    }
    if let nearest = step.nearest {
      line +=
        "    nearest: turn \(nearest.turn), \(DisplayWidth.escaped(nearest.text)) — refused by \(nearest.refusedBy)"
      if let similarity = nearest.similarity { line += " (similarity \((similarity * 100).rounded() / 100))" }
      line += "\n"
    }
    return line
  }
}
