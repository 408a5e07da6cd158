internal import ArgumentParser
internal import Documents
internal import Reports
internal import Statistics
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// `qa-cli questions`: the questions customers ask again.
struct QuestionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "questions", abstract: "Count repeated customer questions and the answers they get.",
    discussion: """
      With the most common answer, the one most surely followed by a good sign (thanks, relief, solved, a high rating),
      and the contacts a web page would have saved: every question listed and answered, no look-up, no other concern.
      Openers (在吗) are left out.

      Example: qa-cli questions chats.ndjson --top 20 --lang zh
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Which conversations") var selection: SelectionOptions
  @Option(help: "How many questions.") var top = 20
  @Option(help: "Least number of times a question must be asked.") var min = 2
  @Option(name: .customLong("high-rating"), help: "The least rating that is high.") var highRating = 4.0
  @Option(help: "table, ndjson or csv. Default: table on a terminal, else ndjson.") var format: VoiceFormat?
  @Option(name: .customLong("lang"), help: "Language of the headings: zh or en.") var language = Language.en

  @Flag(help: "Show stars for personal data in what customers and agents said.") var redact = false

  func run() throws {
    guard min >= 1, top >= 0 else {
      throw ToolError("E-USAGE", what: "--min must be 1 or more and --top not negative", exitCode: .usage)
    }
    let files = try input.files(language)
    var counter = try QuestionCounter(highRating: highRating)
    let pass = ParallelPass(files: files, input: input, selection: selection, jobs: 0, language: language)
    let outcome = try pass.forEach(hidingPersonalData: redact) { counter.add($0) }
    let report = counter.report(top, minimum: min)
    try RecordOutput.print(
      report.questions, format, columns: VoiceRecords.questionColumns,
      table: [
        .init(language("次数", "Count"), isNumeric: true), .init(language("会话", "Contacts"), isNumeric: true),
        .init(language("可省", "Saved"), isNumeric: true),
        .init(
          language("问题；=最常见的回答；✓最有效的回答", "Question; = most common answer; ✓ answer that works best"), isFlexible: true),
      ], json: { VoiceRecords.write($0, into: &$1) }, csv: { VoiceRecords.write($0, into: &$1) },
      rows: { question in rows(of: question) })
    tell(counter, report)
    Console.say(outcome.line(language, done: ("采用", "used")))
    if outcome.exitCode != .success { throw Failure(code: outcome.exitCode) }
  }

  /// The question's line, and one for each answer below it.
  private func rows(of question: RepeatedQuestion) -> [[String]] {
    var rows = [
      [
        String(question.count), String(question.conversations), String(question.savable),
        Self.oneLine(question.wording),
      ]
    ]
    if let answer = question.answers.first {
      rows.append(["", "", "", "= \(answer.count)× \(Self.oneLine(answer.text))"])
    }
    if let best = question.best, let interval = best.success.interval() {
      let share = "\(Digits.decimal(interval.low * 100, places: 0))–\(Digits.decimal(interval.high * 100, places: 0))%"
      let text =
        best.text == question.answers.first?.text
        ? language("同上", "the same") : Self.oneLine(best.text)
      rows.append(["", "", "", "✓ \(best.success.successes)/\(best.count) (\(share)) \(text)"])
    }
    return rows
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private func tell(_ counter: QuestionCounter, _ report: QuestionReport) {
    Console.say(
      language(
        "提问 \(counter.total) 次，另有“在吗”之类 \(counter.idle) 次；有提问的会话 \(report.conversations) 个；所列问题放到网页上最多可省 \(report.savable) 个会话",
        "\(counter.total) questions, openers and the like left out: \(counter.idle); of \(report.conversations) contacts with a question a page with those listed would have saved \(report.savable) at most"
      ))
    if counter.overflow > 0 {
      Console.say(
        language(
          "提示：另有 \(counter.overflow) 个罕见问题超出上限，未列入",
          "note: \(counter.overflow) rare questions found no room and are not listed"))
    }
  }
}
