internal import ArgumentParser
internal import Delivery
internal import Store
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// `qa-cli store erase`: takes a customer out of a store for good.
struct StoreEraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Erase a customer's contacts, words, quotes and messages for good.",
    discussion: """
      Erased are the contacts and what was said in them, labels and phrases that nobody else said, messages about the
      contacts and quotes from them. The file is rewritten, so that no deleted byte remains, and a backup beside it removed.
      Files that other commands wrote are not touched: results, feeds, exports.

      What was erased does not come back when the same files are read again. With --refuse later contacts of the
      customer are not taken either.

      Examples:
        qa-cli store erase --store voice.db --customer 10086 --dry-run
        qa-cli store erase --store voice.db --customer 10086 --refuse
        qa-cli store erase --store voice.db --conversation c-20260301-17
      """)

  @Option(help: "The store.") var store: String
  @Option(help: "The customer's id as the sources write it; - to read it from standard input.") var customer: String?
  @Option(help: "A conversation's id; may be repeated.") var conversation: [String] = []
  @Flag(help: "Do not take later contacts of the customer either.") var refuse = false
  @Flag(help: "Count what would be erased; change nothing.") var dryRun = false
  @Option(name: .customLong("lang"), help: "Language of the tool's own words.") var language: Language = .en

  func run() throws {
    guard customer != nil || !conversation.isEmpty else {
      throw ToolError("E-USAGE", what: "nobody is named", how: "--customer or --conversation", exitCode: .usage)
    }
    guard !refuse || customer != nil else {
      throw ToolError("E-USAGE", what: "--refuse needs --customer", exitCode: .usage)
    }
    let name = try customer.map { $0 == "-" ? try Self.line() : $0 }
    let opened = try StoreTables.open(store, .write())
    let now = DeliveryClock.system.now()
    let redactors = [try Redactor(.mask), try Redactor(.label(chinese: true)), try Redactor(.label(chinese: false))]
    var found = (voice: TopicRegistry.Erasure(), outbox: Outbox.Erasure(), events: 0)
    do {
      try opened.write { database in
        let voice = try TopicRegistry.erase(
          customer: name, conversations: conversation, refusing: refuse, in: database)
        let texts = voice.texts.flatMap { text in [text] + redactors.map { $0.redacted(text) } }
        found.outbox = try Outbox.erase(
          conversations: voice.conversations.union(conversation), texts: texts, labels: voice.words, in: database,
          at: now)
        found.events = try FeedLedger.erase(voice.words, in: database)
        try AlarmBook.forget(voice.words, in: database)
        found.voice = voice
        if dryRun { throw Rehearsal() }
        if voice.conversations.count + found.outbox.messages + found.outbox.quotes > 0 {
          try StoreErasures.record(
            at: now, contacts: voice.conversations.count, texts: voice.mentions,
            messages: found.outbox.messages + found.outbox.quotes, in: database)
        }
      }
      // Also when nothing was found: an erasure that was killed may have left deleted bytes.
      try opened.scrub(compacting: true)
      if opened.removeBackup() {
        Console.say(language("已删除旧副本 \(store).backup", "removed the old copy \(store).backup").escapingControls)
      }
    } catch is Rehearsal {}
    let (voice, outbox) = (found.voice, found.outbox)
    Console.say(
      (dryRun ? language("将删除: ", "would erase: ") : language("已删除: ", "erased: "))
        + language(
          "会话 \(voice.conversations.count), 客户发言 \(voice.mentions), 独有文本 \(voice.units), 主题用语 \(voice.words.count), 消息 \(outbox.messages), 引语 \(outbox.quotes)",
          "contacts \(voice.conversations.count), mentions \(voice.mentions), texts nobody else said \(voice.units), labels and phrases \(voice.words.count), messages \(outbox.messages), quotes \(outbox.quotes)"
        ))
  }

  /// Takes the transaction back.
  private struct Rehearsal: Error {}

  private static func line() throws -> String {
    let text = String(decoding: try InputFile.standardInput.contents(limit: 1 << 16), as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).first.map { String($0) } ?? ""
    guard !line.isEmpty else { throw ToolError("E-USAGE", what: "no id came", exitCode: .usage) }
    return line
  }
}
