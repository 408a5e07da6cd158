internal import ArgumentParser
internal import Delivery
internal import Foundation
internal import Store
internal import Transcripts

/// `qa-cli deliver`: sends messages to people and programs, and keeps what could not be sent.
struct DeliverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deliver", abstract: "Send alarms, findings and digests; nothing is lost, nothing comes twice unseen.",
    discussion: """
      Examples:
        qa-cli score chats.ndjson --rules book.yaml --out out
        qa-cli deliver send --config sinks.yaml --store voice.db --from out/findings.ndjson --dry-run
        qa-cli deliver send --config sinks.yaml --store voice.db      (for cron: sends what is due)
        qa-cli deliver list --store voice.db --state dead
        qa-cli deliver test --config sinks.yaml

      Exit codes: 0 all sent, 64 usage, 66 input missing, 69 messages wait or are dead, 75 store, 78 configuration.
      """,
    subcommands: [Send.self, List.self, Retry.self, Drop.self, Test.self])

  /// The command `qa-cli deliver send`.
  struct Send: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Send what is due, after taking in new messages.")

    @OptionGroup var delivery: DeliveryOptions
    @Option(
      name: .customLong("from"), help: "message/1 or finding/1 records to send, one a line; - for standard input.")
    var source: String?
    @Option(help: "Of findings, take those of this severity and above: minor, major, critical.")
    var minSeverity: String = "info"
    @Flag(help: "Print exactly what would be sent; send and store nothing.") var dryRun = false
    @Option(name: .customLong("lang"), help: "Language of the tool's own words.") var language: Language = .en

    func run() throws {
      let configuration = try delivery.configuration()
      guard let least = Message.Severity(rawValue: minSeverity) else {
        throw ToolError(
          "E-USAGE", what: "--min-severity is info, minor, major or critical", exitCode: .usage)
      }
      let now = DeliveryClock.system.now()
      var messages: [Message] = []
      if let source {
        let file = source == "-" ? InputFile.standardInput : InputFile(source)
        messages = try MessageRecord.read(try file.contents(), name: file.name, now: now).filter {
          $0.severity >= least
        }
      }
      if dryRun { return try preview(messages, configuration, at: now) }
      let store = try StoreTables.open(delivery.store, .write())
      let fresh = try store.write { database in
        try messages.reduce(0) { try $0 + Outbox.enqueue($1, for: configuration, at: now, in: database) }
      }
      if source != nil {
        Console.say(
          language(
            "读入 \(messages.count) 条消息, 新增 \(fresh) 份待发送", "read \(messages.count) messages, \(fresh) new to send"))
      }
      let code = try DeliveryText.drain(store, configuration, language)
      if code != .success { throw Failure(code: code) }
    }

    private func preview(_ messages: [Message], _ configuration: DeliveryConfiguration, at now: Int64) throws {
      let output = CheckedOutput.standardOutput()
      var known: Set<String> = []
      func show(_ message: Message, _ sink: SinkSettings, _ id: String) throws {
        guard known.insert(id).inserted else { return }
        try output.write("# \(sink.name) \(id)\n")
        try output.write(Attempt.preview(message, id: id, sink, at: now) + [0x0A])
      }
      if FileManager.default.fileExists(atPath: delivery.store) {
        let store = try StoreTables.open(delivery.store, .read)
        for entry in try store.read({ try Outbox.entries(Set(Outbox.State.allCases), in: $0) }) {
          if entry.state != .pending {
            known.insert(entry.id)
          } else if let sink = configuration.sink(named: entry.sink), let message = entry.content {
            try show(message, sink, entry.id)
          }
        }
      }
      for message in messages {
        for sink in configuration.sinks where sink.takes(message) {
          try show(message.reduced(to: sink.payload), sink, message.id(for: sink.name))
        }
      }
      try output.flush()
    }
  }

  /// The command `qa-cli deliver list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the messages of a store.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, ndjson }

    @Option(help: "The file that keeps messages until they are sent.") var store: String
    @Option(help: "Only these, separated by commas: pending, sent, dead, dropped.") var state: String?
    @Option(help: "Only this sink.") var sink: String?
    @Option(help: "table or ndjson. Default: table on a terminal, else ndjson.") var format: Format?
    @Option(name: .customLong("lang"), help: "Language of the tool's own words.") var language: Language = .en

    func run() throws {
      var states: Set<Outbox.State> = [.pending, .dead]
      if let state {
        states = []
        for word in state.split(separator: ",") {
          guard let known = Outbox.State(rawValue: String(word)) else {
            throw ToolError("E-USAGE", what: "--state knows pending, sent, dead, dropped", exitCode: .usage)
          }
          states.insert(known)
        }
      }
      let opened = try StoreTables.open(store, .read)
      let (wanted, chosen) = (states, sink)
      let entries = try opened.read { try Outbox.entries(wanted, sink: chosen, in: $0) }
      let output = CheckedOutput.standardOutput()
      if (format ?? (Console.isTerminal(1) ? .table : .ndjson)) == .table {
        for entry in entries {
          try output.write(
            "\(entry.id)  \(entry.state.rawValue)  \(entry.sink)  \(language("尝试", "attempts")) \(entry.attempts)\n"
              .escapingControlsKeepingBreak)
          if let title = entry.content?.title { try output.write("    \(title.escapingControls)\n") }
          if !entry.reason.isEmpty { try output.write("    \(entry.reason.escapingControls)\n") }
        }
      } else {
        for entry in entries { try output.write(entry.json) }
      }
      try output.flush()
    }
  }

  /// The command `qa-cli deliver retry`.
  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make dead and waiting messages due now, and disabled sinks alive; 'deliver send' then sends them.")

    @Option(help: "The file that keeps messages until they are sent.") var store: String
    @Option(help: "All messages of this sink.") var sink: String?
    @Argument(help: "The message's id.") var id: String?

    func run() throws {
      guard (id == nil) != (sink == nil) else {
        throw ToolError("E-USAGE", what: "name a message or --sink", how: "deliver list shows both", exitCode: .usage)
      }
      let opened = try StoreTables.open(store, .write())
      let (id, sink, now) = (id, sink, DeliveryClock.system.now())
      let count = try opened.write { try Outbox.retry(id: id, sink: sink, at: now, in: $0) }
      Console.say("\(count) due now")
    }
  }

  /// The command `qa-cli deliver drop`.
  struct Drop: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Give dead or waiting messages up and forget their text.")

    @Option(help: "The file that keeps messages until they are sent.") var store: String
    @Option(help: "All messages of this sink.") var sink: String?
    @Argument(help: "The message's id.") var id: String?

    func run() throws {
      guard (id == nil) != (sink == nil) else {
        throw ToolError("E-USAGE", what: "name a message or --sink", how: "deliver list shows both", exitCode: .usage)
      }
      let opened = try StoreTables.open(store, .write())
      let (id, sink, now) = (id, sink, DeliveryClock.system.now())
      let count = try opened.write { try Outbox.drop(id: id, sink: sink, at: now, in: $0) }
      Console.say("\(count) dropped")
    }
  }

  /// The command `qa-cli deliver test`.
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Send a test message to every sink, once, past the outbox.")

    @Option(help: "The file of sinks; docs/delivery.md.") var config: String
    @Option(help: "Only this sink.") var sink: String?
    @Flag(help: "Print exactly what would be sent; send nothing.") var dryRun = false

    func run() throws {
      let configuration = try DeliveryText.configuration(config)
      let chosen = configuration.sinks.filter { sink == nil || $0.name == sink }
      guard !chosen.isEmpty else {
        throw ToolError("E-USAGE", what: "no sink of this name is configured", exitCode: .usage)
      }
      let now = DeliveryClock.system.now()
      let message = Message(
        type: "qa.test", groupKey: "test", window: "\(now)", severity: .info, title: "Test / 测试", startedAt: now)
      var code = ToolExit.success
      let output = CheckedOutput.standardOutput()
      for settings in chosen {
        let id = message.id(for: settings.name)
        if dryRun {
          try output.write("# \(settings.name) \(id)\n")
          try output.write(Attempt.preview(message, id: id, settings, at: now) + [0x0A])
          continue
        }
        let verdict = Attempt.make(message, id: id, settings, at: now)
        if verdict == .accepted {
          try output.write("\(settings.name): ok\n")
        } else {
          try output.write("\(settings.name): \(verdict.reason)\(verdict.hint)\n")
          code = .deliveryPending
        }
      }
      try output.flush()
      if code != .success { throw Failure(code: code) }
    }
  }
}

extension Outbox.Entry {
  /// The entry as one line of `outbox/1`.
  fileprivate var json: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("schema")
    writer.string("outbox/1")
    writer.key("id")
    writer.string(id)
    writer.key("sink")
    writer.string(sink)
    writer.key("group_key")
    writer.string(groupKey)
    writer.key("state")
    writer.string(state.rawValue)
    writer.key("attempts")
    writer.int(attempts)
    writer.key("created")
    writer.int(Int(created))
    writer.key("due")
    writer.int(Int(due))
    writer.key("reason")
    writer.string(reason)
    writer.key("title")
    writer.string(content?.title ?? "")
    writer.endObject()
    writer.newline()
    return writer.bytes
  }
}

extension String {
  /// As `escapingControls`, but the last line break stays.
  fileprivate var escapingControlsKeepingBreak: String {
    hasSuffix("\n") ? String(dropLast()).escapingControls + "\n" : escapingControls
  }
}
