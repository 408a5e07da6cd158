internal import ArgumentParser
internal import Documents
internal import Reports
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// `qa-cli digest`: what product teams read.
struct DigestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest", abstract: "Tell product teams what is new, grows, falls and is largest.",
    discussion: """
      The period ends with the latest contact in the store, or at --until; it is compared with the period before.

      Examples:
        qa-cli digest --store voice.db --since 7d --lang zh > weekly.md
        qa-cli digest --store voice.db --since 30d --owner 支付产品部 --format html --out digest.html
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case markdown, html, ndjson, csv }

  @OptionGroup var store: StoreOptions
  @OptionGroup var days: DayOptions
  @Option(help: "The length of the period: 24h, 7d, 4w.") var since = "7d"
  @Option(help: "The day after the period, for example 2026-03-16. Default: just after the latest contact.") var until:
    String?
  @Option(help: "Only topics of this owner; - for those without one.") var owner: String?
  @Option(help: "Only topics of this product.") var product: String?
  @Option(help: "Quotes a topic.") var quotes = 3
  @Option(help: "How many of the largest topics are listed.") var top = 10
  @Flag(help: "Take personal data out of quotes.") var redact = false
  @Option(help: "markdown, html, ndjson or csv.") var format = Format.markdown
  @Option(help: "The file to write. Default: standard output.") var out: String?
  @Flag(help: "Replace an existing file.") var force = false
  @Option(name: .customLong("lang"), help: "Language of the words: zh or en.") var language = Language.en

  func run() throws {
    let length = try Self.length(since)
    var zone = try days.zone()
    let end = try until.map { text -> Int64 in
      if let time = (try? Timestamp(text)) ?? (try? Timestamp(text + " 00:00")) {
        return time.instant ?? zone?.instant(ofReading: time.reading) ?? time.reading
      }
      throw ToolError(
        "E-USAGE", what: "'\(text)' is no time for --until", how: "2026-03-16 or 2026-03-16T00:00+08:00",
        exitCode: .usage)
    }
    guard quotes >= 0, top >= 0 else {
      throw ToolError("E-USAGE", what: "--quotes and --top must not be negative", exitCode: .usage)
    }
    let table = try VoiceTable(try store.registry())
    var digest = Digest(table, length: length, end: end, zone: zone, owner: owner, product: product, quotes: quotes)
    if redact {
      let redactor = try Redactor(.label(chinese: language == .zh))
      for entry in digest.entries.indices {
        for quote in digest.entries[entry].quotes.indices {
          digest.entries[entry].quotes[quote].text = redactor.redacted(digest.entries[entry].quotes[quote].text)
        }
      }
    }
    try write(bytes(digest))
    let counts = digest.mentions
    Console.say(
      language(
        "本期客户发言 \(counts.all) = 已归类 \(counts.shown) + 已屏蔽 \(counts.hidden) + 未归类 \(counts.open)",
        "mentions in the period \(counts.all) = with a topic \(counts.shown) + hidden \(counts.hidden) + without \(counts.open)"
      ))
    let undated = table.contacts.count { $0.startedAt == nil }
    if undated > 0 {
      Console.say(
        language("提示: \(undated) 个会话没有时间，不在简报里", "note: \(undated) contacts have no time and are not in the digest"))
    }
  }

  private func bytes(_ digest: Digest) -> [UInt8] {
    switch format {
    case .markdown:
      let document = DigestDocument.document(digest, language: ReportLanguage(language), owner: owner, largest: top)
      return Array(MarkdownReport.render(document).utf8)
    case .html:
      return HTMLReport.render(
        DigestDocument.document(digest, language: ReportLanguage(language), owner: owner, largest: top))
    case .ndjson:
      var encoder = JSONRecordEncoder()
      for entry in digest.entries { DigestRecords.write(entry, of: digest, into: &encoder) }
      return encoder.bytes
    case .csv:
      var encoder = CSVRecordEncoder(columns: DigestRecords.columns, dialect: .rfc4180)
      for entry in digest.entries { DigestRecords.writeRow(entry, into: &encoder) }
      return CSVRecordEncoder.header(columns: DigestRecords.columns, dialect: .rfc4180) + encoder.bytes
    }
  }

  private func write(_ bytes: [UInt8]) throws {
    guard let out, out != "-" else {
      let output = CheckedOutput.standardOutput()
      try output.write(bytes)
      return try output.flush()
    }
    let file = try AtomicFile(path: out, force: force)
    try file.write(bytes)
    try file.commit()
  }

  /// Milliseconds of `24h`, `7d` or `4w`.
  static func length(_ text: String) throws -> Int64 {
    let units: [Character: Int64] = ["h": 3_600_000, "d": 86_400_000, "w": 7 * 86_400_000]
    guard let last = text.last, let unit = units[last], let count = Int64(text.dropLast()), (1...10_000).contains(count)
    else {
      throw ToolError("E-USAGE", what: "'\(text)' is no length for --since", how: "24h, 7d or 4w", exitCode: .usage)
    }
    return count * unit
  }
}
