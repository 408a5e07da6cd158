internal import ArgumentParser
internal import Store
internal import Transcripts

/// `qa-cli store`: looks after the file that keeps contacts, topics, cursors and messages.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "Check a store, export it, erase a customer from it, let go of what is old.",
    discussion: """
      Examples:
        qa-cli store check --store voice.db
        qa-cli store export --store voice.db --out export/
        qa-cli store erase --store voice.db --customer 10086 --dry-run
        qa-cli store prune --store voice.db --texts 180d --messages 90d

      Exit codes: 0 done, 64 usage, 66 there is no such store, 74 read or write failed, 75 the store is damaged, locked or
      no store.
      """,
    subcommands: [Check.self, StoreExportCommand.self, StoreEraseCommand.self, StorePruneCommand.self])

  /// The command `qa-cli store check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell whether a store is whole, and what it holds.",
      discussion: "Nothing is changed; a program that is writing to the store may go on.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, ndjson }

    @Option(help: "The store.") var store: String
    @Option(help: "table or ndjson. Default: table on a terminal, else ndjson.") var format: Format?
    @Option(name: .customLong("lang"), help: "Language of the tool's own words.") var language: Language = .en

    func run() throws {
      let inventory = try StoreInventory.take(path: store, schema: StoreTables.schema, check: StoreTables.problems)
      let output = CheckedOutput.standardOutput()
      if (format ?? (Console.isTerminal(1) ? .table : .ndjson)) == .table {
        try output.write(inventory.text(language))
      } else {
        try output.write(inventory.json(path: store))
      }
      try output.flush()
      for problem in inventory.problems { Console.say("E-STORE-CORRUPT \(store): \(problem)".escapingControls) }
      guard inventory.problems.isEmpty else {
        Console.say(
          language(
            "请改用备份; 上次升级前的副本在 \(store).backup",
            "go on with a backup; a copy from before the last upgrade is \(store).backup"
          ).escapingControls)
        throw Failure(code: .store)
      }
      Console.say(language("完好", "ok"))
    }
  }
}

extension StoreInventory {
  /// As a table for people.
  fileprivate func text(_ language: Language) -> String {
    let width = tables.map(\.name.count).max() ?? 0
    let lines = tables.map { table in
      table.name + String(repeating: " ", count: width - table.name.count + 2) + "\(table.rows)"
    }
    let size = language("大小 \(bytes) 字节, 空闲 \(freeBytes)", "\(bytes) bytes, \(freeBytes) of them free")
    return ([size] + lines).joined(separator: "\n") + "\n"
  }

  /// As a `store_check/1` record.
  fileprivate func json(path: String) -> [UInt8] {
    var encoder = JSONRecordEncoder()
    encoder.begin("store_check/1")
    encoder.field("store", path)
    encoder.field("ok", problems.isEmpty)
    encoder.field("bytes", bytes)
    encoder.field("free_bytes", freeBytes)
    encoder.beginList("steps")
    for step in steps { encoder.item(step) }
    encoder.endList()
    encoder.beginList("tables")
    for table in tables {
      encoder.beginItem()
      encoder.field("name", table.name)
      encoder.field("rows", table.rows)
      encoder.endItem()
    }
    encoder.endList()
    encoder.beginList("problems")
    for problem in problems { encoder.item(problem) }
    encoder.endList()
    encoder.end()
    return encoder.bytes
  }
}
