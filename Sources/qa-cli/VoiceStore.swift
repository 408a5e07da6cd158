internal import ArgumentParser
internal import Foundation
internal import QA
internal import Store
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// Which store is meant.
struct StoreOptions: ParsableArguments {
  @Option(help: "The file that keeps contacts and topics between runs; made by 'topics fit'.") var store: String

  /// Opens the registry.
  func registry(_ access: Store.Access = .read) throws -> TopicRegistry {
    try VoiceStore.open(store, access)
  }
}

/// Opens stores and takes conversations in.
enum VoiceStore {
  static func open(_ path: String, _ access: Store.Access) throws -> TopicRegistry {
    TopicRegistry(try StoreTables.open(path, access))
  }

  /// Reads conversations into the registry and says how many; gives the exit code of reading.
  static func take(
    _ input: InputOptions, _ selection: SelectionOptions, jobs: Int, competitors: [String],
    into registry: TopicRegistry, store: String, _ language: Language,
    scorer: (@Sendable () throws -> ScoringWorker)? = nil, found: ([UInt8]) throws -> Void = { _ in }
  ) throws -> ToolExit {
    let files = try input.files(language)
    try InputListing.check(output: store, against: files, directories: input.folders)
    let pass = ParallelPass(files: files, input: input, selection: selection, jobs: jobs, language: language)
    var contacts: [Contact] = []
    let outcome = try pass.run(
      makeJudge: {
        let reader = try ContactReader(competitors: competitors)
        let worker = try scorer?()
        return { conversation in
          let contact = reader.read(conversation)
          let scored = worker?.process(InputBatch(.conversations([conversation], []), input: 0))
          return (contact: contact, findings: scored?.streams.first ?? [])
        }
      },
      take: { (one: (contact: Contact, findings: [UInt8])) in
        contacts.append(one.contact)
        if !one.findings.isEmpty { try found(one.findings) }
      })
    let intake = try registry.take(contacts)
    let refused =
      intake.refused == 0 ? "" : language(" + 已删除不再收录 \(intake.refused)", " + erased, not taken \(intake.refused)")
    Console.say(outcome.line(language, done: ("采用", "used")))
    Console.say(
      language(
        "采用 \(outcome.ledger.scored) = 新增 \(intake.added) + 更新 \(intake.replaced) + 已有 \(intake.known)\(refused); 新增客户发言 \(intake.mentions)",
        "used \(outcome.ledger.scored) = new \(intake.added) + replaced \(intake.replaced) + known \(intake.known)\(refused); \(intake.mentions) mentions added"
      ))
    return outcome.exitCode
  }

  /// Says what a run did to topics.
  static func tell(_ run: RegistryRun, _ language: Language) {
    let open = run.pending.map { "\($0.reason) \($0.units)" }.joined(separator: ", ")
    let pending = run.pending.reduce(0) { $0 + $1.units }
    Console.say(
      language(
        "不同文本 \(run.units) = 已归类 \(run.assigned) + 未归类 \(pending)\(open.isEmpty ? "" : " (\(open))"); \(run.topics) 个主题",
        "different texts \(run.units) = with a topic \(run.assigned) + pending \(pending)\(open.isEmpty ? "" : " (\(open))"); \(run.topics) topics"
      ))
    if run.before > 0 {
      Console.say(
        language("原有文本 \(run.before) 条, 主题不变 \(run.kept) 条", "old texts \(run.before), \(run.kept) kept their topic"))
    }
  }
}

/// How many threads, words and competitors a voice command works with.
struct VoiceOptions: ParsableArguments {
  @Option(
    name: .customLong("competitors"), help: "Names that count as mentions of competitors, separated by commas.")
  var competitorNames: String?

  var competitors: [String] {
    (competitorNames ?? "").split(whereSeparator: { $0 == "," || $0 == "，" }).map { String($0) }
  }
}

/// Whose days are counted.
struct DayOptions: ParsableArguments {
  @Option(
    name: .customLong("tz"),
    help:
      "Zone whose whole days are counted, for example Asia/Shanghai. Default: time back from the latest contact, in UTC."
  )
  var timeZone: String?

  /// The zone, if one is named.
  func zone() throws -> ClockZone? { try timeZone.map { try ClockZone(option: $0) } }
}

/// How commands print records.
enum VoiceFormat: String, ExpressibleByArgument, CaseIterable {
  case table, ndjson, csv

  static func usual(_ format: VoiceFormat?) -> VoiceFormat { format ?? (Console.isTerminal(1) ? .table : .ndjson) }
}

extension TopicOptions {
  /// The parameters of a command that only knows a seed and a number of threads.
  static func fitting(seed: UInt64, jobs: Int?) throws -> TopicFitting {
    if let jobs, jobs < 1 { throw ToolError("E-USAGE", what: "--jobs must be 1 or more", exitCode: .usage) }
    var fitting = TopicFitting()
    fitting.seed = seed
    fitting.jobs = max(1, jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    return fitting
  }
}

extension VoiceStore {
  /// `topics fit --store`: takes conversations in and finds topics for the first time.
  static func fit(
    _ path: String, _ input: InputOptions, _ fitting: TopicFitting, _ words: WordDictionary,
    _ embeddings: EmbeddingOptions, competitors: [String], _ format: VoiceFormat?, _ language: Language
  ) throws {
    let registry = try open(path, .write())
    let isFitted = try registry.isFitted()
    if isFitted {
      throw ToolError(
        "E-TOPICS", file: path, what: "the store has topics already", how: "'topics refresh', which keeps their ids",
        exitCode: .inputRefused)
    }
    let code = try take(
      input, SelectionOptions.parse([]), jobs: fitting.jobs, competitors: competitors, into: registry, store: path,
      language)
    let vectors = try embeddings.table(for: registry.texts(), sample: fitting.largestSample, language)
    let run = try registry.fit(fitting, dictionary: words, embeddings: vectors)
    try EventOutput.write(run.events, registry, format, language)
    tell(run, language)
    if code != .success { throw Failure(code: code) }
  }

  /// `topics assign --store`: takes conversations in and assigns them.
  static func assign(
    _ path: String, _ input: InputOptions, _ words: WordDictionary, competitors: [String], _ language: Language
  ) throws {
    let registry = try open(path, .write())
    let jobs = ProcessInfo.processInfo.activeProcessorCount
    let code = try take(
      input, SelectionOptions.parse([]), jobs: jobs, competitors: competitors, into: registry, store: path, language)
    let run = try registry.assign(dictionary: words, jobs: jobs)
    try EventOutput.write(run.events, registry, nil, language)
    tell(run, language)
    if code != .success { throw Failure(code: code) }
  }
}
