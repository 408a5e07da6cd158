internal import ArgumentParser
internal import Documents
internal import Reports
internal import Statistics
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// `qa-cli topics list`: the topics of a store.
struct TopicsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the topics of a store with what they count.",
    discussion: """
      Mentions are texts with repetitions, units different texts; customers are distinct.

      Example: qa-cli topics list --store voice.db --owner 支付产品部 --lang zh
      """)

  @OptionGroup var store: StoreOptions
  @Option(help: "Only topics of this owner; - for those without one.") var owner: String?
  @Option(help: "Only topics of this product.") var product: String?
  @Flag(help: "Also merged and hidden topics.") var all = false
  @Option(help: "table, ndjson or csv. Default: table on a terminal, else ndjson.") var format: VoiceFormat?
  @Option(name: .customLong("lang"), help: "Language of the headings: zh or en.") var language = Language.en

  private static let columns =
    [
      "topic", "title", "name", "label", "owner", "product", "state", "locked", "mentions", "units", "conversations",
      "customers",
    ]
    + ContactType.allCases.map { "types.\($0.rawValue)" } + [
      "types.none", "negative", "sentiment", "severity", "purchase_intents", "competitor_mentions", "first_at",
      "last_at",
    ]

  func run() throws {
    let table = try VoiceTable(try store.registry())
    var groups: [Int64: [VoiceTable.Mention]] = [:]
    var reasons: [String: Int] = [:]
    for mention in table.mentions {
      if let topic = mention.topic { groups[topic, default: []].append(mention) }
      if let reason = mention.reason { reasons[reason, default: 0] += 1 }
    }
    let rows = table.topics.filter { topic in
      (all || (topic.state != .merged && topic.state != .forbidden)) && (owner == nil || (topic.owner ?? "-") == owner)
        && (product == nil || topic.product == product)
    }.map { topic in (topic: topic, counts: TopicCounts(groups[topic.id] ?? [], of: table)) }
      .sorted { ($1.counts.mentions, $0.topic.id) < ($0.counts.mentions, $1.topic.id) }
    let output = CheckedOutput.standardOutput()
    func times(_ id: Int64) -> [Int64] { (groups[id] ?? []).compactMap { table.contacts[$0.contact].startedAt } }
    func write(_ encoder: inout some RecordEncoder) {
      for row in rows {
        let times = times(row.topic.id)
        TopicRecords.write(row.topic, row.counts, first: times.min(), last: times.max(), into: &encoder)
      }
    }
    switch VoiceFormat.usual(format) {
    case .ndjson:
      var encoder = JSONRecordEncoder()
      write(&encoder)
      try output.write(encoder.bytes)
    case .csv:
      var encoder = CSVRecordEncoder(columns: Self.columns, dialect: .rfc4180)
      write(&encoder)
      try output.write(CSVRecordEncoder.header(columns: Self.columns, dialect: .rfc4180) + encoder.bytes)
    case .table:
      var text = TextTable([
        .init(language("编号", "Id")), .init(language("主题", "Topic"), isFlexible: true),
        .init(language("发言", "Mentions"), isNumeric: true), .init(language("会话", "Contacts"), isNumeric: true),
        .init(language("客户", "Customers"), isNumeric: true), .init(language("投诉", "Complaints"), isNumeric: true),
        .init(language("严重度", "Severity"), isNumeric: true), .init(language("状态", "State")),
        .init(language("责任部门", "Owner"), isFlexible: true),
      ])
      for row in rows {
        let share = row.counts.mentions == 0 ? 0 : Double(row.counts.complaints) / Double(row.counts.mentions)
        text.add([
          row.topic.identifier + (row.topic.isLocked ? "*" : ""), row.topic.title, String(row.counts.mentions),
          String(row.counts.conversations), String(row.counts.customers), Digits.percent(share),
          String(Int(row.counts.severity.rounded())), Self.word(row.topic.state, language), row.topic.owner ?? "—",
        ])
      }
      if !rows.isEmpty { try output.write(text.rendered(width: Console.width)) }
    }
    try output.flush()
    let assigned = groups.values.reduce(0) { $0 + $1.count }
    let open = reasons.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    Console.say(
      language(
        "客户发言 \(table.mentions.count) = 已归类 \(assigned) + 未归类 \(table.mentions.count - assigned)\(open.isEmpty ? "" : " (\(open))"); 另有寒暄 \(table.fillers) 条; * 已锁定",
        "mentions \(table.mentions.count) = with a topic \(assigned) + pending \(table.mentions.count - assigned)\(open.isEmpty ? "" : " (\(open))"); greetings and the like left out: \(table.fillers); * locked"
      ))
  }

  static func word(_ state: TopicRecord.State, _ language: Language) -> String {
    switch state {
    case .active: language("活跃", "active")
    case .dormant: language("沉寂", "dormant")
    case .merged: language("已合并", "merged")
    case .forbidden: language("已屏蔽", "hidden")
    }
  }
}

/// `qa-cli topics show`: one topic with its evidence.
struct TopicsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a topic: counts, customers' words with their places, drivers, history.",
    discussion: """
      Example: qa-cli topics show T3 --store voice.db --quotes 50 --redact --lang zh
      """)

  @Argument(help: "The topic, for example T3.") var topic: String
  @OptionGroup var store: StoreOptions
  @Option(help: "How many quotes; any number.") var quotes = 5
  @Flag(help: "Take personal data out of quotes.") var redact = false
  @Option(help: "table, ndjson or csv (quotes only). Default: table on a terminal, else ndjson.") var format:
    VoiceFormat?
  @Option(name: .customLong("lang"), help: "Language of the headings: zh or en.") var language = Language.en

  func run() throws {
    guard quotes >= 0 else { throw ToolError("E-USAGE", what: "--quotes must not be negative", exitCode: .usage) }
    let registry = try store.registry()
    let record = try registry.topic(TopicRecord.id(topic))
    let table = try VoiceTable(registry)
    let mentions = table.mentions.filter { $0.topic == record.id }
    let counts = TopicCounts(mentions, of: table)
    var chosen = TopicQuote.choose(quotes, from: mentions, medoid: table.medoid(of: record), of: table)
    if redact {
      let redactor = try Redactor(.label(chinese: language == .zh))
      for index in chosen.indices { chosen[index].text = redactor.redacted(chosen[index].text) }
    }
    let drivers = TopicDriver.find(of: record.id, in: table)
    let events = try registry.events(of: record.id)
    let times = mentions.compactMap { table.contacts[$0.contact].startedAt }
    let output = CheckedOutput.standardOutput()
    switch VoiceFormat.usual(format) {
    case .ndjson:
      var encoder = JSONRecordEncoder()
      TopicRecords.write(record, counts, first: times.min(), last: times.max(), into: &encoder)
      for quote in chosen { TopicRecords.write(quote, of: record, into: &encoder) }
      for driver in drivers { TopicRecords.write(driver, of: record, into: &encoder) }
      for event in events { TopicRecords.write(event, into: &encoder) }
      try output.write(encoder.bytes)
    case .csv:
      let columns = ["topic", "text", "conversation_id", "turn", "start", "end", "at", "mentions"]
      var encoder = CSVRecordEncoder(columns: columns, dialect: .rfc4180)
      for quote in chosen { TopicRecords.write(quote, of: record, into: &encoder) }
      try output.write(CSVRecordEncoder.header(columns: columns, dialect: .rfc4180) + encoder.bytes)
    case .table:
      try output.write(text(record, counts, chosen, drivers, events, times))
    }
    try output.flush()
  }

  private func text(
    _ record: TopicRecord, _ counts: TopicCounts, _ quotes: [TopicQuote], _ drivers: [TopicDriver],
    _ events: [TopicEvent],
    _ times: [Int64]
  ) -> String {
    var out = "\(record.identifier) \(record.title)".escapingControls + "\n\n"
    func line(_ name: String, _ value: String) { out += "\(name): \(value)".escapingControls + "\n" }
    line(language("说的是", "About"), record.phrases.joined(separator: " / "))
    line(
      language("状态", "State"),
      TopicsListCommand.word(record.state, language) + (record.isLocked ? language("，已锁定", ", locked") : "")
        + (record.mergedInto.map { " → T\($0)" } ?? ""))
    line(language("责任部门", "Owner"), record.owner ?? "—")
    line(language("产品", "Product"), record.product ?? "—")
    line(
      language("数量", "Counts"),
      language(
        "发言 \(counts.mentions), 不同文本 \(counts.units), 会话 \(counts.conversations), 客户 \(counts.customers)",
        "\(counts.mentions) mentions, \(counts.units) different texts, \(counts.conversations) conversations, \(counts.customers) customers"
      ))
    let types = ContactType.allCases.filter { counts[$0] > 0 }.sorted { counts[$0] > counts[$1] }
    line(
      language("诉求", "Contact types"),
      types.map { "\(language($0.title.zh, $0.title.en)) \(counts[$0])" }.joined(separator: language("，", ", ")))
    line(
      language("情绪与严重度", "Sentiment, severity"),
      "\(counts.meanSentiment.map { Digits.decimal($0, places: 1) } ?? "—"), \(Digits.decimal(counts.severity, places: 1))"
    )
    if let first = times.min(), let last = times.max() {
      line(language("时间", "Time"), "\(VoiceTime.day(first)) – \(VoiceTime.day(last))")
    }
    out += "\n" + language("原话\n", "In their words\n")
    for quote in quotes {
      out += "• \(quote.text)".escapingControls + "\n"
      out +=
        language(
          "  \(quote.conversation) 第 \(quote.turn) 条 \(quote.span.lowerBound)–\(quote.span.upperBound) 字\(quote.count > 1 ? "，\(quote.count) 次" : "")",
          "  \(quote.conversation), turn \(quote.turn), characters \(quote.span.lowerBound)–\(quote.span.upperBound)\(quote.count > 1 ? ", \(quote.count) times" : "")"
        ).escapingControls + "\n"
    }
    out += "\n" + language("突出的属性（q ≤ 0.05）\n", "Over-represented (q ≤ 0.05)\n")
    if drivers.isEmpty { out += language("没有\n", "none\n") }
    for driver in drivers.prefix(10) {
      let lift = driver.lift.map { "×\(Digits.decimal($0, places: 1))" } ?? language("别处没有", "nowhere else")
      out +=
        "• \(driver.attribute)=\(driver.value): \(Digits.percent(driver.inside.value ?? 0)) / \(Digits.percent(driver.outside.value ?? 0)), \(lift), n=\(driver.inside.successes)"
        .escapingControls + "\n"
    }
    out += "\n" + language("历史\n", "History\n")
    for event in events {
      let other = event.other.map { " T\($0)" } ?? ""
      let person = event.isByPerson ? language("（人工）", " (by a person)") : ""
      out +=
        "• \(event.at.map { VoiceTime.day($0) } ?? "—") T\(event.topic) \(EventOutput.word(event.kind, language))\(other)\(person)\n"
    }
    return out
  }
}
