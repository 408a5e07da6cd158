internal import ArgumentParser
internal import QA
internal import Store
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// `qa-cli alerts observe`: takes conversations in, with their topics and the findings of rules.
struct AlertsObserveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "observe", abstract: "Take conversations in: contacts, topics if there are any, findings of rules.",
    discussion: """
      What customers say joins the topics of the store; findings of the rules are counted, and those of rules with the tag
      alarm (预警) make an alarm at the next tick. The same conversation twice counts once.

      Examples:
        qa-cli alerts observe today.ndjson --store voice.db --rules customer-tags-zh
        qa-cli alerts observe exports/ -r --store voice.db
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var options: AlarmStoreOptions
  @Option(name: .customLong("rules"), help: "A rulebook file, or the id of a bundled book.") var rules: String?
  @OptionGroup var rulebook: RulebookOptions

  func run() throws {
    let language = options.language
    let store = try StoreTables.open(options.store, .write())
    let registry = TopicRegistry(store)
    let book = try rules.map { try rulebook.load($0) }
    let decoding = try input.decoding()
    let reader = book.map { RuleEvents($0) }
    var events: [RuleEvent] = []
    var scorer: (@Sendable () throws -> ScoringWorker)?
    if let book {
      scorer = {
        try ScoringWorker(
          book: book, streams: [RecordStream(.finding) { JSONRecordEncoder() }], fields: [], decoding: decoding,
          hidesPersonalData: true)
      }
    }
    // One pass for both: standard input can be read once only.
    let code = try VoiceStore.take(
      input, SelectionOptions.parse([]), jobs: 0, competitors: [], into: registry, store: options.store, language,
      scorer: scorer, found: { findings in events += try reader?.read(findings) ?? [] })
    if try registry.isFitted() { VoiceStore.tell(try registry.assign(jobs: 2), language) }
    if book != nil {
      let found = events
      let taken = try store.write { try AlarmBook.take(found, in: $0) }
      Console.say(
        language("规则命中新增 \(taken.new)", "\(taken.new) new findings")
          + (taken.unknown > 0
            ? language("，无对应会话 \(taken.unknown)", ", \(taken.unknown) without a conversation") : ""))
    }
    if code != .success { throw Failure(code: code) }
  }
}

/// Findings as alarms take them.
struct RuleEvents {
  private let tags: [String: [String]]

  init(_ book: Rulebook) { tags = Dictionary(book.rules.map { ($0.id, $0.tags) }) { first, _ in first } }

  /// Reads `finding/1` records whose texts are redacted; rules that are only on trial are left out.
  func read(_ bytes: [UInt8]) throws -> [RuleEvent] {
    var events: [RuleEvent] = []
    try StoredRecords.forEach(in: bytes, name: "findings") { record in
      guard let rule = record["rule"]?.string, let conversation = record["conversation_id"]?.string,
        record["status"]?.string ?? "active" == "active"
      else { return }
      events.append(
        RuleEvent(
          rule: rule, title: record["title"]?.string ?? rule, severity: record["severity"]?.string ?? "",
          tags: tags[rule] ?? [], conversation: conversation, turn: record["turn"]?.integer,
          text: record["text"]?.string ?? ""))
    }
    return events
  }
}

/// `qa-cli alerts import`: counts of other programs.
struct AlertsImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take counts of other programs in: orders and users, metrics, calls.",
    discussion: """
      CSV, NDJSON or a list with "at" (a time) or "day" (a date), "count", and if it belongs to a part "channel",
      "product" or "region". With --exposure it is what topics can be measured against; otherwise it is watched, against
      its own field "exposure" or all contacts. An hour that is there already gets the new number.

      Examples:
        qa-cli alerts import orders.csv --series orders --exposure --store voice.db
        qa-cli alerts import slow.csv --series slow_first_response --store voice.db
        qa-cli alerts tick --store voice.db --exposure orders
      """)

  @Argument(help: "The files.") var files: [String]
  @OptionGroup var options: AlarmStoreOptions
  @Option(help: "The name of the series; without it the field 'series' has it.") var series: String?
  @Flag(help: "It is what others are measured against.") var exposure = false

  func run() throws {
    var reader = CountImport()
    for file in try InputListing.expand(files) {
      try reader.read(file, name: series, isExposure: exposure, offset: options.offset)
    }
    let outcome = try reader.write(into: try options.book(.write()))
    let language = options.language
    Console.say(
      language(
        "读入 \(outcome.records) = 采用 \(outcome.records - outcome.refused) + 异常 \(outcome.refused); \(outcome.series) 条序列",
        "read \(outcome.records) = used \(outcome.records - outcome.refused) + quarantined \(outcome.refused); \(outcome.series) series"
      ))
    if let first = outcome.firstRefused {
      Console.say(
        language("首条异常: 第 \(first) 条，缺少时间、数量或名称", "the first one: record \(first) lacks a time, a count or a name"))
      throw Failure(code: .quarantined)
    }
  }
}
