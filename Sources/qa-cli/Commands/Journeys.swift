internal import ArgumentParser
internal import Documents
internal import Reports
internal import Statistics
internal import Transcripts
internal import VOC

/// `qa-cli journeys`: which issues arrive where, and how customers move.
struct JourneysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journeys", abstract: "Show channel × topic × segment, steps between channels, repeat contacts.",
    discussion: """
      A repeat is another contact of the same customer on the same topic within the window; contacts nearer to the end of
      the data than the window are not judged. Customers are told apart by the hash of their id.

      Examples:
        qa-cli journeys --store voice.db --lang zh
        qa-cli journeys --store voice.db --show steps --within 3d --format csv
      """)

  enum View: String, ExpressibleByArgument, CaseIterable { case matrix, steps, first }

  @OptionGroup var store: StoreOptions
  @OptionGroup var days: DayOptions
  @Option(help: "matrix, steps (between channels) or first (contact point).") var show = View.matrix
  @Option(help: "Within which time a contact is a repeat: 24h, 7d.") var within = "7d"
  @Option(help: "table, ndjson or csv. Default: table on a terminal, else ndjson.") var format: VoiceFormat?
  @Option(name: .customLong("lang"), help: "Language of the headings: zh or en.") var language = Language.en

  func run() throws {
    let table = try VoiceTable(try store.registry())
    let journeys = JourneyTable(table, window: try DigestCommand.length(within), zone: try days.zone())
    func name(_ channel: String) -> String { channel.isEmpty ? language("未知", "unknown") : channel }
    switch show {
    case .matrix:
      try RecordOutput.print(
        journeys.cells, format,
        columns: [
          "channel", "topic", "title", "segment", "conversations", "customers", "handed_off", "followed", "repeated",
          "repeat_share",
        ],
        table: [
          .init(language("渠道", "Channel")), .init(language("主题", "Topic"), isFlexible: true),
          .init(language("客群", "Segment")), .init(language("会话", "Contacts"), isNumeric: true),
          .init(language("客户", "Customers"), isNumeric: true), .init(language("转接", "Hand-offs"), isNumeric: true),
          .init(language("重复来电", "Repeat"), isNumeric: true),
        ], json: { VoiceRecords.write($0, table.topics, into: &$1) },
        csv: { VoiceRecords.write($0, table.topics, into: &$1) },
        row: { cell in
          [
            name(cell.channel), "T\(cell.topic) \(table.topic(cell.topic)?.title ?? "")",
            cell.segment.isEmpty ? "—" : cell.segment, String(cell.conversations), String(cell.customers),
            String(cell.handedOff),
            cell.repeated.value.map { "\(Digits.percent($0)) (n=\(cell.repeated.total))" } ?? "—",
          ]
        })
    case .steps:
      try RecordOutput.print(
        journeys.steps, format, columns: ["from", "to", "count"],
        table: [
          .init(language("从", "From")), .init(language("到", "To")), .init(language("次数", "Count"), isNumeric: true),
        ],
        json: { VoiceRecords.write($0, into: &$1) }, csv: { VoiceRecords.write($0, into: &$1) },
        row: { [name($0.from), name($0.to), String($0.count)] })
    case .first:
      try RecordOutput.print(
        journeys.firstContacts, format, columns: ["channel", "customers"],
        table: [.init(language("渠道", "Channel")), .init(language("客户", "Customers"), isNumeric: true)],
        json: { VoiceRecords.write($0, into: &$1) }, csv: { VoiceRecords.write($0, into: &$1) },
        row: { [name($0.channel), String($0.customers)] })
    }
    Console.say(
      language(
        "有编号的客户 \(journeys.customers); 没有客户编号的会话 \(journeys.unnamed)",
        "customers with an id \(journeys.customers); contacts without one \(journeys.unnamed)"))
  }
}
