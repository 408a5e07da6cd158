internal import ArgumentParser
internal import QA
internal import Reports
internal import Statistics
internal import Transcripts

/// `qa-cli drivers`: which items and metrics go with high ratings.
struct DriversCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drivers", abstract: "Find which items and metrics go with high ratings.",
    discussion: """
      Each item and metric is compared between high and other ratings by measures of rank; a logistic model holds the
      confounders. It finds what goes together, not causes.

      Examples:
        qa-cli drivers chats.ndjson --label csat --rules online-service-zh --lang zh
        qa-cli drivers chats.ndjson --label csat --high 4 --confounders channel,product,region
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, ndjson }

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Which conversations") var selection: SelectionOptions
  @OptionGroup var rulebook: RulebookOptions
  @OptionGroup(title: "How metrics are computed") var metrics: MetricsOptions

  @Option(help: "The field with the rating, for example csat.") var label: String
  @Option(help: "What counts as high: the least number, or a word. Default: the largest rating there is.")
  var high: String?
  @Option(name: .customLong("rules"), help: "A rulebook whose items are looked at beside the metrics.")
  var book: String?
  @Option(help: "Fields that may explain ratings by themselves, separated by commas.")
  var confounders = "channel,queue,product"
  @Option(help: "table or ndjson. Default: table on a terminal, else ndjson.") var format: Format?
  @Option(name: .customLong("lang"), help: "Language of the words: zh or en.") var language = Language.en

  func run() throws {
    let files = try input.files()
    let settings = try metrics.settings()
    let loaded = try book.map { try rulebook.load($0) }
    let fields = confounders.split(separator: ",").map { String($0) }
    let reader = try DriverReader(label: label, confounders: fields, book: loaded, settings: settings)
    var table = DriverTable(features: DriverReader.features(of: loaded), confounders: fields)
    var ledger = ConservationLedger()
    var detector = DuplicateDetector()
    let preparation = try selection.preparation(files, input)
    func setAside(_ record: QuarantinedRecord) {
      ledger.read += 1
      ledger.quarantined += 1
      guard ledger.quarantined <= 20 else { return }
      Console.say(
        "quarantined[\(record.problem.code.rawValue)] \(files[record.source.input].name):\(record.source.line): \(record.problem.detail)"
          .escapingControls)
    }
    let report = try ConversationPass.run(files, input, setAside: setAside) { conversation in
      if preparation?.admit(&conversation) == false {
        ledger.read += 1
        ledger.filtered += 1
        return
      }
      switch detector.insert(conversation.fingerprint) {
      case .new, .unchecked:
        ledger.read += 1
        ledger.scored += 1
        table.add(reader.row(of: &conversation))
      case .duplicate:
        ledger.read += 1
        ledger.duplicates += 1
      case .conflict:
        setAside(
          QuarantinedRecord(
            source: conversation.source,
            problem: RecordProblem(
              .idConflict, path: "id", detail: "another record with this id and other content came before"),
            sha256: ""))
      }
    }
    preparation?.tell()
    let analysis = DriverAnalysis(table, threshold: high)
    if let analysis { try write(analysis, table) }
    report.tell(files, language)
    Console.say(
      "read \(ledger.read) = looked at \(ledger.scored) + filtered \(ledger.filtered) + quarantined \(ledger.quarantined) + duplicates \(ledger.duplicates)"
    )
    var code = ToolExit.success
    for entry in report.entries { if let failure = entry.failure { code = code.combined(with: failure.exitCode) } }
    if !ledger.balanced { code = code.combined(with: .internalError) }
    if ledger.quarantined > 0 { code = code.combined(with: .quarantined) }
    if let signal = Signals.exitCode { code = code.combined(with: signal) }
    if analysis == nil, code == .success {
      throw ToolError(
        "E-DRIVERS",
        what:
          "of \(table.contacts) contacts \(table.rated) are rated in '\(label)'; at least \(DriverAnalysis.leastGroup) high and \(DriverAnalysis.leastGroup) other ratings are needed",
        how: "another --label or --high, or more contacts", exitCode: .inputRefused)
    }
    if code != .success { throw Failure(code: code) }
  }

  private func write(_ analysis: DriverAnalysis, _ table: DriverTable) throws {
    let output = CheckedOutput.standardOutput()
    if (format ?? (Console.isTerminal(1) ? .table : .ndjson)) == .ndjson {
      var encoder = JSONRecordEncoder()
      DriverRecords.write(
        analysis, label: label, contacts: table.contacts, rated: table.rated, isChinese: language == .zh,
        into: &encoder)
      try output.write(encoder.bytes)
    } else {
      try output.write(DriversText(analysis: analysis, table: table, label: label, language: language).text)
    }
    try output.flush()
  }
}

/// Drivers for people.
struct DriversText {
  var analysis: DriverAnalysis
  var table: DriverTable
  var label: String
  var language: Language

  var text: String {
    var out = language(
      "\(label) \(analysis.high)：\(analysis.count) 个有评价的会话中 \(analysis.highCount) 个高分\n\n",
      "\(label) \(analysis.high): \(analysis.highCount) high of \(analysis.count) rated contacts\n\n")
    let reported = analysis.findings.filter(\.isReported)
    let explained = analysis.findings.filter(\.isExplainedByConfounders)
    if !reported.isEmpty {
      var rows = TextTable([
        .init(language("项目/指标", "Item or metric"), isFlexible: true), .init("n", isNumeric: true),
        .init("AUC", isNumeric: true), .init("95%"), .init("q", isNumeric: true),
        .init(language("优势比", "Odds ratio"), isNumeric: true), .init("95%"),
      ])
      for finding in reported {
        rows.add([
          language(finding.feature.title.zh, finding.feature.title.en), String(finding.count),
          Self.number(finding.area.value), Self.range(finding.area.interval), Self.probability(finding.q),
          finding.odds.map { Self.number($0.value) } ?? "—", finding.odds.map { Self.range($0.interval) } ?? "",
        ])
      }
      out += rows.rendered(width: Console.width) + "\n"
      for finding in reported { out += "• " + line(analysis.sentence(finding)) + "\n" }
    } else {
      out += language("没有发现与高分有关的项目或指标。\n", "No item or metric is seen to go with high ratings.\n")
    }
    if !explained.isEmpty {
      out += language("\n考虑混杂因素后不成立：\n", "\nNot standing once confounders are held:\n")
      for finding in explained { out += "• " + line(analysis.sentence(finding)) + "\n" }
    }
    out += language("\n说明\n", "\nLimits\n")
    for limit in analysis.limits(contacts: table.contacts, rated: table.rated) { out += "• " + line(limit) + "\n" }
    return out
  }

  private func line(_ text: BilingualText) -> String { language(text.zh, text.en).escapingControls }

  private static func number(_ value: Double) -> String {
    let scaled = (value * 100).rounded() / 100
    return "\(scaled)"
  }

  private static func range(_ interval: Interval) -> String { "\(number(interval.low))–\(number(interval.high))" }

  private static func probability(_ value: Double) -> String {
    value < 0.001 ? "<0.001" : "\((value * 1000).rounded() / 1000)"
  }
}
