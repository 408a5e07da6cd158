internal import ArgumentParser
internal import Reports
internal import Statistics
internal import Store
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// `qa-cli alerts incident`: several alarms that people handle together.
struct AlertsIncidentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "incident", abstract: "Handle alarms together: owner, timeline, statement, customers, review.",
    discussion: """
      Examples:
        qa-cli alerts incident open 新批次充电器起火 --alarm 5f0c2a9d11e07b34 --owner 品控部 --store voice.db
        qa-cli alerts incident add 1 --alarm 77aa02d1c3e45f60 --store voice.db
        qa-cli alerts incident statement 1 '立即停止使用|免费换新' --store voice.db
        qa-cli alerts incident followed 1 today.ndjson --store voice.db
        qa-cli alerts incident customers 1 --store voice.db > customers.csv
        qa-cli alerts incident close 1 --cause 供应商换料 --store voice.db
        qa-cli alerts incident review 1 --store voice.db --lang zh > review.md
      """,
    subcommands: [
      Open.self, List.self, Show.self, Add.self, Change.self, Close.self, Statement.self, Followed.self, Customers.self,
      Review.self,
    ])

  /// Who did it, and when.
  struct Deed: ParsableArguments {
    @Option(help: "Who. Default: the user.") var by: String?
    @Option(help: "When: clock, or a time.") var at = "clock"
  }

  /// `qa-cli alerts incident open`.
  struct Open: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Open an incident for alarms; prints its number.")
    @Argument(help: "What people call it.") var title: String
    @Option(name: .customLong("alarm"), help: "A fingerprint; may be given again.") var alarms: [String] = []
    @Option(help: "Who answers for it.") var owner: String?
    @OptionGroup var options: AlarmStoreOptions
    @OptionGroup var deed: Deed

    func run() throws {
      let time = try AlarmChoice.time(deed.at, offset: options.offset)
      let id = try options.book(.write(mustExist: true)).open(
        title, owner: owner, alarms: alarms, by: AlarmChoice.person(deed.by), at: time)
      let output = CheckedOutput.standardOutput()
      try output.write("\(id)\n")
      try output.flush()
    }
  }

  /// `qa-cli alerts incident list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the incidents.")
    @OptionGroup var options: AlarmStoreOptions

    func run() throws {
      let language = options.language
      let book = try options.book()
      var table = TextTable([
        .init("#", isNumeric: true), .init(language("状态", "State")), .init(language("开始", "Opened")),
        .init(language("负责", "Owner")), .init(language("预警", "Alarms"), isNumeric: true),
        .init(language("事件", "Incident"), isFlexible: true),
      ])
      for one in try book.incidents() {
        table.add([
          String(one.id), IncidentText.state(one.state, language), AlarmTables.time(one.opened, options.offset),
          one.owner ?? "—", String(try book.alarms(of: one.id).count), one.title,
        ])
      }
      let output = CheckedOutput.standardOutput()
      try output.write(table.rendered(width: Console.width))
      try output.flush()
    }
  }

  /// `qa-cli alerts incident show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show an incident with its alarms and timeline.")
    @Argument(help: "The incident's number.") var id: Int64
    @OptionGroup var options: AlarmStoreOptions

    func run() throws {
      let output = CheckedOutput.standardOutput()
      try output.write(try IncidentText(options.book(), id, options).page(isReview: false))
      try output.flush()
    }
  }

  /// `qa-cli alerts incident add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Put further alarms into an incident.")
    @Argument(help: "The incident's number.") var id: Int64
    @Option(name: .customLong("alarm"), help: "A fingerprint; may be given again.") var alarms: [String]
    @OptionGroup var options: AlarmStoreOptions
    @OptionGroup var deed: Deed

    func run() throws {
      let book = try options.book(.write(mustExist: true))
      let time = try AlarmChoice.time(deed.at, offset: options.offset)
      for alarm in alarms { try book.add(alarm, to: id, by: AlarmChoice.person(deed.by), at: time) }
    }
  }

  /// `qa-cli alerts incident change`.
  struct Change: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Change owner or state, or note something down.")
    @Argument(help: "The incident's number.") var id: Int64
    @Option(help: "Who answers for it.") var owner: String?
    @Option(help: "open or mitigated.") var state: String?
    @Option(help: "A line of the timeline.") var note: String?
    @OptionGroup var options: AlarmStoreOptions
    @OptionGroup var deed: Deed

    func validate() throws {
      if owner == nil, state == nil, note == nil { throw ValidationError("--owner, --state or --note") }
      if let state, !["open", "mitigated"].contains(state) { throw ValidationError("--state is open or mitigated") }
    }

    func run() throws {
      try options.book(.write(mustExist: true)).change(
        id, owner: owner, state: state.flatMap { AlarmIncident.State(rawValue: $0) }, note: note,
        by: AlarmChoice.person(deed.by), at: try AlarmChoice.time(deed.at, offset: options.offset))
    }
  }

  /// `qa-cli alerts incident close`.
  struct Close: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Close an incident: its cause is known and none of its alarms goes on.")
    @Argument(help: "The incident's number.") var id: Int64
    @Option(help: "What caused it.") var cause: String
    @OptionGroup var options: AlarmStoreOptions
    @OptionGroup var deed: Deed

    func run() throws {
      try options.book(.write(mustExist: true)).change(
        id, state: .closed, cause: cause, by: AlarmChoice.person(deed.by),
        at: try AlarmChoice.time(deed.at, offset: options.offset))
    }
  }

  /// `qa-cli alerts incident statement`.
  struct Statement: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Issue what agents are to say from now on.")
    @Argument(help: "The incident's number.") var id: Int64
    @Argument(help: "Phrases with | between them; one of them must be said.") var statement: String
    @OptionGroup var options: AlarmStoreOptions
    @OptionGroup var deed: Deed

    func run() throws {
      try options.book(.write(mustExist: true)).issue(
        statement, for: id, by: AlarmChoice.person(deed.by), at: try AlarmChoice.time(deed.at, offset: options.offset))
    }
  }

  /// `qa-cli alerts incident followed`.
  struct Followed: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check whether agents say what was issued, in conversations about the incident.",
      discussion: "The conversations must be in the store ('alerts observe'); their agents' words come from the files.")
    @Argument(help: "The incident's number.") var id: Int64
    @OptionGroup var input: InputOptions
    @OptionGroup var options: AlarmStoreOptions

    func run() throws {
      let language = options.language
      let book = try options.book()
      let incident = try book.incident(id)
      guard let statement = incident.statement, let issued = incident.statementAt else {
        throw ToolError(
          "E-INCIDENT", what: "no statement was issued", how: "alerts incident statement", exitCode: .inputRefused)
      }
      let wanted = try book.conversations(of: id, since: issued)
      var check = StatementCheck(statement, issued: issued)
      let pass = ParallelPass(
        files: try input.files(language), input: input, selection: try SelectionOptions.parse([]), jobs: 0,
        language: language)
      let outcome = try pass.run(
        makeJudge: { { conversation in wanted.contains(conversation.id) ? conversation : nil } },
        take: { (found: Conversation?) in if let found { check.take(found) } })
      let output = CheckedOutput.standardOutput()
      for missing in check.missing {
        try output.write("\(missing.conversation.escapingControls)\t\(missing.agent.escapingControls)\n")
      }
      try output.flush()
      Console.say(outcome.line(language, done: ("查看", "looked at")))
      let share = check.followed.value.map { "\(Int(($0 * 100).rounded()))%" } ?? "—"
      let interval =
        check.followed.interval().map { " [\(TrendTables.figure($0.low * 100)), \(TrendTables.figure($0.high * 100))]" }
        ?? ""
      Console.say(
        language(
          "口径执行 \(check.followed.successes)/\(check.followed.total) = \(share)\(interval)",
          "statement followed in \(check.followed.successes)/\(check.followed.total) = \(share)\(interval)"))
      if outcome.exitCode != .success { throw Failure(code: outcome.exitCode) }
    }
  }

  /// `qa-cli alerts incident customers`.
  struct Customers: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Export the customers an incident concerns, as CSV; ids are hashes.",
      discussion:
        "A conversation's id leads to the customer in the system it came from; nothing else names anybody here.")
    @Argument(help: "The incident's number.") var id: Int64
    @OptionGroup var options: AlarmStoreOptions

    func run() throws {
      let book = try options.book()
      _ = try book.incident(id)
      var known: Set<String> = []
      let columns = ["customer", "conversations", "channel", "product", "region", "first_at", "last_at"]
      var rows = CSVRecordEncoder(columns: columns, dialect: .excel)
      for alarm in try book.alarms(of: id) {
        for one in try book.affected(alarm) where known.insert(one.customer).inserted {
          rows.begin("customer")
          rows.field("customer", one.customer)
          rows.field("conversations", one.conversations.joined(separator: " "))
          rows.field("channel", one.channel)
          rows.field("product", one.product)
          rows.field("region", one.region)
          rows.field("first_at", VoiceTime.text(one.first))
          rows.field("last_at", VoiceTime.text(one.last))
          rows.end()
        }
      }
      let output = CheckedOutput.standardOutput()
      try output.write(CSVRecordEncoder.header(columns: columns, dialect: .excel) + rows.bytes)
      try output.flush()
      Console.say(options.language("涉及客户 \(known.count) 位", "\(known.count) customers"))
    }
  }

  /// `qa-cli alerts incident review`.
  struct Review: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Write the review page as Markdown.")
    @Argument(help: "The incident's number.") var id: Int64
    @OptionGroup var options: AlarmStoreOptions

    func run() throws {
      let output = CheckedOutput.standardOutput()
      try output.write(try IncidentText(options.book(), id, options).page(isReview: true))
      try output.flush()
    }
  }
}
