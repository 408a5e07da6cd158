internal import ArgumentParser
internal import Reports
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// `qa-cli questions`: the questions customers ask again.
struct QuestionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "questions", abstract: "Count repeated customer questions and the answers they get.",
    discussion: "Example: qa-cli questions chats.ndjson --top 20")

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, ndjson }

  @OptionGroup var input: InputOptions
  @Option(help: "How many questions.") var top = 20
  @Option(help: "Least number of times a question must be asked.") var min = 2
  @Option(help: "table or ndjson. Default: table on a terminal, else ndjson.") var format: Format?
  @Option(name: .customLong("lang"), help: "Language of the headings.") var language = Language.en

  @Flag(help: "Show stars for personal data in what customers and agents said.") var redact = false

  func run() throws {
    let files = try input.files(language)
    let source = ConversationSource(
      files, limits: try input.limits(), keepsGoing: input.keepGoing, reading: try input.readingOptions(),
      shouldStop: { Signals.stopRequested })
    let decoder = ConversationDecoder(options: try input.decoding())
    var counter = try QuestionCounter()
    let cover = redact ? try Redactor(.mask) : nil
    var detector = DuplicateDetector()
    var ledger = ConservationLedger()
    var conversation = Conversation()
    while let batch = try source.next() {
      switch batch.payload {
      case .conversations(let conversations, let quarantined):
        ledger.read += conversations.count + quarantined.count
        ledger.quarantined += quarantined.count
        ledger.scored += conversations.count
        for var next in conversations {
          cover?.cover(&next)
          counter.add(next)
        }
      case .lines(let chunk):
        for line in chunk.lines {
          ledger.read += 1
          do throws(RecordProblem) {
            try decoder.decode(line, of: chunk, into: &conversation)
            switch detector.insert(conversation.fingerprint) {
            case .new, .unchecked:
              cover?.cover(&conversation)
              counter.add(conversation)
              ledger.scored += 1
            case .duplicate: ledger.duplicates += 1
            case .conflict:
              throw RecordProblem(
                .idConflict, path: "id", detail: "another record with this id and other content came before")
            }
          } catch {
            ledger.quarantined += 1
            if ledger.quarantined <= 20 {
              Console.say(
                "quarantined[\(error.code.rawValue)] \(files[batch.input].name):\(line.number): \(error.detail)"
                  .escapingControls)
            }
          }
        }
      }
    }
    try print(counter.top(top, minimum: min))
    Console.say(
      "\(counter.total) questions; read \(ledger.read) = counted \(ledger.scored) + quarantined \(ledger.quarantined) + duplicates \(ledger.duplicates)"
    )
    if counter.overflow > 0 { Console.say("note: \(counter.overflow) rare questions found no room and are not listed") }
    var code = ToolExit.success
    for (index, entry) in source.report.entries.enumerated() {
      for note in entry.notes { Console.note(files[index].name, language(note.chinese, note.english), language) }
      guard let failure = entry.failure else { continue }
      Console.report(failure)
      code = code.combined(with: failure.exitCode)
    }
    if ledger.read == 0 {
      Console.say("warning: 0 records")
      if input.requireInput { code = code.combined(with: .inputRefused) }
    }
    if !ledger.balanced { code = code.combined(with: .internalError) }
    if ledger.quarantined > 0 { code = code.combined(with: .quarantined) }
    if let signal = Signals.exitCode { code = code.combined(with: signal) }
    if code != .success { throw Failure(code: code) }
  }

  private func print(_ questions: [RepeatedQuestion]) throws {
    let output = CheckedOutput.standardOutput()
    if (format ?? (Console.isTerminal(1) ? .table : .ndjson)) == .ndjson {
      var encoder = JSONRecordEncoder()
      for question in questions {
        encoder.begin("question/1")
        encoder.field("question", question.wording)
        encoder.field("count", question.count)
        encoder.field("conversations", question.conversations)
        encoder.field("answered", question.answered)
        encoder.beginList("answers")
        for answer in question.answers {
          encoder.beginItem()
          encoder.field("text", answer.text)
          encoder.field("count", answer.count)
          encoder.endItem()
        }
        encoder.endList()
        encoder.beginList("places")
        for place in question.places {
          encoder.beginItem()
          encoder.field("conversation_id", place.conversation)
          encoder.field("turn", place.turn)
          encoder.endItem()
        }
        encoder.endList()
        encoder.end()
      }
      try output.write(encoder.bytes)
    } else {
      var table = TextTable([
        .init(language("次数", "Count"), isNumeric: true), .init(language("会话", "Contacts"), isNumeric: true),
        .init(language("问题", "Question"), isFlexible: true),
        .init(language("最常见的回答", "Most common answer"), isFlexible: true),
      ])
      for question in questions {
        table.add([
          String(question.count), String(question.conversations), question.wording, question.answers.first?.text ?? "—",
        ])
      }
      try output.write(table.rendered(width: Console.width))
    }
    try output.flush()
  }
}
