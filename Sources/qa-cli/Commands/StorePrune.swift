internal import ArgumentParser
internal import Delivery
internal import Store
internal import Transcripts
internal import VOC

/// `qa-cli store prune`: lets go of what is older than it must be kept.
struct StorePruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Forget old texts, contacts and messages.",
    discussion: """
      Texts that are forgotten still count: topics, trends and alarms keep their history. Contacts that are forgotten do
      not. A text that is still said keeps its words. Contacts without a time are kept.

      Examples:
        qa-cli store prune --store voice.db                        (texts 180d, messages 90d)
        qa-cli store prune --store voice.db --contacts 730d --dry-run
      """)

  @Option(help: "The store.") var store: String
  @Option(help: "The age at which texts are forgotten: 180d, 26w; never to keep them.") var texts = "180d"
  @Option(help: "The age at which contacts are forgotten with everything they count. Default: never.")
  var contacts = "never"
  @Option(help: "The age at which messages that were sent, dropped or are dead are forgotten.") var messages = "90d"
  @Option(
    name: .customLong("as-of"), help: "The day from which ages are counted, for example 2026-03-16. Default: now.")
  var day: String?
  @Flag(help: "Count what would be forgotten; change nothing.") var dryRun = false
  @Option(name: .customLong("lang"), help: "Language of the tool's own words.") var language: Language = .en

  func run() throws {
    let now = try day.map(Self.time) ?? DeliveryClock.system.now()
    func before(_ age: String) throws -> Int64? { age == "never" ? nil : now - (try DigestCommand.length(age)) }
    let (texts, contacts, messages) = (try before(texts), try before(contacts), try before(messages))
    let opened = try StoreTables.open(store, .write())
    var found = (voice: TopicRegistry.Pruning(), messages: 0)
    do {
      try opened.write { database in
        found.voice = try TopicRegistry.prune(textsBefore: texts, contactsBefore: contacts, in: database)
        found.messages = try messages.map { try Outbox.prune(finishedBefore: $0, in: database) } ?? 0
        if dryRun { throw Rehearsal() }
      }
      try opened.scrub(compacting: true)
    } catch is Rehearsal {}
    let voice = found.voice
    Console.say(
      (dryRun ? language("将清除: ", "would forget: ") : language("已清除: ", "forgot: "))
        + language(
          "发言文字 \(voice.mentions), 独有文本 \(voice.units), 会话 \(voice.contacts), 消息 \(found.messages); 无时间而保留的会话 \(voice.undated)",
          "texts of mentions \(voice.mentions), different texts \(voice.units), contacts \(voice.contacts), messages \(found.messages); contacts without a time, kept: \(voice.undated)"
        ))
  }

  /// Takes the transaction back.
  private struct Rehearsal: Error {}

  private static func time(_ text: String) throws -> Int64 {
    if let time = (try? Timestamp(text)) ?? (try? Timestamp(text + " 00:00")) { return time.instant ?? time.reading }
    throw ToolError(
      "E-USAGE", what: "'\(text)' is no time for --as-of", how: "2026-03-16 or 2026-03-16T00:00+08:00", exitCode: .usage
    )
  }
}
