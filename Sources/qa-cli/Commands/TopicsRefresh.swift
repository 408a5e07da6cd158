internal import ArgumentParser
internal import Reports
internal import Store
internal import Transcripts
internal import VOC

/// `qa-cli topics refresh`: lets topics follow what customers say, and keeps their ids.
struct TopicsRefreshCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refresh", abstract: "Let the topics of a store follow what customers say; ids stay.",
    discussion: """
      Takes new conversations in, if any are named, and then looks for births, splits, merges, dormant and revived topics.
      What people named, locked, merged, split, hid or mapped stays. Standard output has one record an event.

      Example: qa-cli topics refresh week2.ndjson --store voice.db
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Which conversations") var selection: SelectionOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var voice: VoiceOptions
  @Option(help: "How many threads work; the result is the same for any number. Default: all cores.") var jobs: Int?
  @Option(name: .customLong("model-seed"), help: "The seed of everything random.") var modelSeed: UInt64 = 1
  @Option(help: "A file of your own words; may be given several times.") var dictionary: [String] = []
  @Option(help: "table, ndjson or csv. Default: table on a terminal, else ndjson.") var format: VoiceFormat?
  @Option(name: .customLong("lang"), help: "Language of the words: zh or en.") var language = Language.en

  func run() throws {
    let words = try UserDictionaries.load(dictionary)
    let fitting = try TopicOptions.fitting(seed: modelSeed, jobs: jobs)
    let registry = try store.registry(.write())
    var code = ToolExit.success
    if !input.inputs.isEmpty {
      code = try VoiceStore.take(
        input, selection, jobs: fitting.jobs, competitors: voice.competitors, into: registry, store: store.store,
        language)
    }
    let run = try registry.refresh(fitting, dictionary: words)
    try EventOutput.write(run.events, registry, format, language)
    VoiceStore.tell(run, language)
    if code != .success { throw Failure(code: code) }
  }
}

/// Prints the history of topics.
enum EventOutput {
  static func write(
    _ events: [TopicEvent], _ registry: TopicRegistry, _ format: VoiceFormat?, _ language: Language
  ) throws {
    let output = CheckedOutput.standardOutput()
    switch VoiceFormat.usual(format) {
    case .ndjson:
      var encoder = JSONRecordEncoder()
      for event in events { TopicRecords.write(event, into: &encoder) }
      try output.write(encoder.bytes)
    case .csv:
      let columns = ["run", "kind", "topic", "other", "units", "at", "by_person"]
      var encoder = CSVRecordEncoder(columns: columns, dialect: .rfc4180)
      for event in events { TopicRecords.write(event, into: &encoder) }
      try output.write(CSVRecordEncoder.header(columns: columns, dialect: .rfc4180) + encoder.bytes)
    case .table:
      let topics = try registry.topics()
      var table = TextTable([
        .init(language("事件", "Event")), .init(language("主题", "Topic")),
        .init(language("说的是", "About"), isFlexible: true), .init(language("相关", "Other")),
        .init(language("文本数", "Texts"), isNumeric: true),
      ])
      for event in events {
        table.add([
          word(event.kind, language), "T\(event.topic)", topics.first { $0.id == event.topic }?.title ?? "",
          event.other.map { "T\($0)" } ?? "—", String(event.units),
        ])
      }
      if !events.isEmpty { try output.write(table.rendered(width: Console.width)) }
    }
    try output.flush()
  }

  static func word(_ kind: TopicEvent.Kind, _ language: Language) -> String {
    switch kind {
    case .born: language("新增", "born")
    case .split: language("拆出", "split off")
    case .merged: language("并入", "merged")
    case .dormant: language("沉寂", "dormant")
    case .revived: language("重现", "revived")
    case .named: language("命名", "named")
    case .locked: language("锁定", "locked")
    case .unlocked: language("解锁", "unlocked")
    case .forbidden: language("屏蔽", "hidden")
    case .allowed: language("取消屏蔽", "shown")
    case .mapped: language("归属", "mapped")
    }
  }
}
