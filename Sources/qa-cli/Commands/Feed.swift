internal import ArgumentParser
internal import Delivery
internal import Documents
internal import Foundation
internal import Reports
internal import Transcripts
internal import VOC

/// `qa-cli feed`: what others poll instead of being sent to.
struct FeedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feed", abstract: "Write feeds, metrics and an event log of topics and alarms for others to read.",
    discussion: """
      topics.atom, topics.json    what is new, grows or falls: Atom (RFC 4287) and JSON Feed 1.1
      crises.atom, crises.json    alarms, with --alerts
      voice.prom                  metrics for the textfile collector of Prometheus' node_exporter
      events.ndjson               what happened to topics and alarms, as CloudEvents 1.0

      Files appear whole or not at all. Ids are permanent and kept in the store; an item's date of change moves only
      when the item does. No customer's words are told unless --quotes asks for some, and then without personal data.

      Examples:
        qa-cli feed --store voice.db --out /srv/www/voice --url https://voice.example.com/feeds --readable
        qa-cli alerts list --store voice.db --format ndjson > alerts.ndjson
        qa-cli feed --store voice.db --alerts alerts.ndjson --out feeds
        qa-cli feed --store voice.db --print topics.atom
      """)

  @OptionGroup var store: StoreOptions
  @Option(help: "alert/1 records, one a line; - for standard input.") var alerts: String?
  @Option(name: .customLong("out"), help: "The folder to write; files of earlier runs are replaced.") var out: String?
  @Option(name: .customLong("print"), help: "Print this file instead of writing any.") var printed: FeedFile?
  @Option(help: "Write only these files, separated by commas.") var only: String?
  @Option(help: "The length of a period: 24h, 7d, 4w. Weeks begin on Monday.") var since = "7d"
  @Option(help: "Periods that the feed of topics tells of.") var periods = 8
  @Option(help: "Items a feed holds at most.") var items = 100
  @Option(help: "Quotes an item at most, without personal data.") var quotes = 0
  @Option(help: "Where the folder is published: https://host/path.") var url: String?
  @Option(help: "A domain of yours, for the ids; it counts at the first run on a store.") var authority = "localhost"
  @Option(name: .customLong("utc-offset"), help: "Hours that local time is ahead of UTC: where days begin.")
  var offset = 8.0
  @Flag(help: "Let others read the files (0644); without it they are for their owner (0600).") var readable = false
  @Option(name: .customLong("lang"), help: "Language of the words: zh or en.") var language = Language.en

  mutating func validate() throws {
    guard (out == nil) != (printed == nil) else { throw ValidationError("--out or --print") }
    guard (1...1000).contains(periods), items >= 1, quotes >= 0 else {
      throw ValidationError("--periods lies between 1 and 1000, --items is 1 or more, --quotes 0 or more")
    }
    guard abs(offset) <= 14 else { throw ValidationError("--utc-offset lies between -14 and 14") }
    // RFC 4151: a DNS name or an e-mail address.
    guard !authority.isEmpty, authority.utf8.count <= 200,
      authority.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-._@".contains($0)) })
    else { throw ValidationError("--authority is a domain or an e-mail address") }
    _ = try chosen()
  }

  private func chosen() throws -> [FeedFile] {
    if let printed { return [printed] }
    guard let only else { return FeedFile.allCases.filter { alerts != nil || !$0.isAboutAlerts } }
    return try only.split(separator: ",").map { word in
      guard let file = FeedFile(rawValue: String(word)) else {
        throw ValidationError(
          "'\(word)' is no file of a feed; they are \(FeedFile.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return file
    }
  }

  func run() throws {
    let files = try chosen()
    guard alerts != nil || !files.contains(where: \.isAboutAlerts) else {
      throw ToolError(
        "E-USAGE", what: "there are no alarms to tell of", how: "--alerts with the output of 'qa-cli alerts list'",
        exitCode: .usage)
    }
    let run = try FeedRun(self)
    for file in files {
      let bytes = try run.bytes(file)
      guard let out else {
        let output = CheckedOutput.standardOutput()
        try output.write(bytes)
        try output.flush()
        continue
      }
      if !FileManager.default.fileExists(atPath: out) {
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      }
      let target = try AtomicFile(path: out + "/" + file.rawValue, force: true)
      try target.write(bytes)
      try target.finish()
      if readable {
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: target.temporary)
      }
      try target.commit()
    }
    Console.say(
      language(
        "主题动态 \(run.topics.count) 条, 预警 \(run.crises.count) 条, 新事件 \(run.newEvents) 个",
        "\(run.topics.count) items about topics, \(run.crises.count) about alarms, \(run.newEvents) new events"))
  }
}

/// A file of a feed.
enum FeedFile: String, ExpressibleByArgument, CaseIterable {
  case topicsAtom = "topics.atom"
  case topicsJSON = "topics.json"
  case crisesAtom = "crises.atom"
  case crisesJSON = "crises.json"
  case metrics = "voice.prom"
  case events = "events.ndjson"

  /// Whether it is about nothing but alarms.
  var isAboutAlerts: Bool { self == .crisesAtom || self == .crisesJSON }
}
