internal import ArgumentParser
internal import Store
internal import Transcripts
internal import VOC

/// `qa-cli alerts ack`: somebody takes an alarm on.
struct AlertsAckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack", abstract: "Take alarms on: they are neither repeated nor raised any more.",
    discussion: "Example: qa-cli alerts ack 5f0c2a9d11e07b34 --store voice.db --by 王敏 --note 已联系供应商")

  @Argument(help: "Fingerprints.") var fingerprints: [String]
  @OptionGroup var options: AlarmStoreOptions
  @Option(help: "Who. Default: the user.") var by: String?
  @Option(help: "In words.") var note = ""
  @Option(help: "When: clock, or a time.") var at = "clock"

  func run() throws {
    let book = try options.book(.write(mustExist: true))
    let time = try AlarmChoice.time(at, offset: options.offset)
    for name in fingerprints { try book.acknowledge(name, by: AlarmChoice.person(by), note: note, at: time) }
  }
}

/// `qa-cli alerts silence`: keeps alarms from being told.
struct AlertsSilenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "silence", abstract: "Keep matching alarms from being told until a time; list or end silences.",
    discussion: """
      Alarms go on being judged and listed. A matcher is name=value, several with commas: fingerprint, topic, series, class,
      level, owner, channel, product, region.

      Examples:
        qa-cli alerts silence topic=T3,channel=app --for 4h --reason 已知问题 --store voice.db
        qa-cli alerts silence --list --store voice.db
        qa-cli alerts silence --end 2 --store voice.db
      """)

  @Argument(help: "The matcher.") var matcher: String?
  @OptionGroup var options: AlarmStoreOptions
  @Option(name: .customLong("for"), help: "How long: 30m, 4h, 2d.") var length = "4h"
  @Option(help: "Why.") var reason = ""
  @Option(help: "Who. Default: the user.") var by: String?
  @Option(help: "From when: clock, or a time.") var at = "clock"
  @Option(help: "End the silence with this number.") var end: Int64?
  @Flag(help: "List the silences.") var list = false

  func validate() throws {
    guard [matcher != nil, end != nil, list].count(where: { $0 }) == 1 else {
      throw ValidationError("a matcher, --end or --list")
    }
  }

  func run() throws {
    let language = options.language
    let time = try AlarmChoice.time(at, offset: options.offset)
    if list {
      let output = CheckedOutput.standardOutput()
      for silence in try options.book().silences() {
        let state = silence.until > time ? language("生效", "active") : language("已过期", "expired")
        try output.write(
          "\(silence.id)  \(state)  \(AlarmTables.time(silence.until, options.offset))  \(silence.matcher)  \(silence.by)  \(silence.reason)\n"
        )
      }
      return try output.flush()
    }
    let book = try options.book(.write(mustExist: true))
    if let end { return try book.endSilence(end, by: AlarmChoice.person(by), at: time) }
    let until = time + (try AlarmChoice.length(length))
    let id = try book.silence(matcher ?? "", from: time, until: until, by: AlarmChoice.person(by), reason: reason)
    Console.say(
      language(
        "屏蔽 \(id)，至 \(AlarmTables.time(until, options.offset))",
        "silence \(id) until \(AlarmTables.time(until, options.offset))"))
  }
}
