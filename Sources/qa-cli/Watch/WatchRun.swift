internal import Delivery
internal import Foundation
internal import QA
internal import Store
internal import TextAnalysis
internal import Transcripts
internal import VOC

/// Follows files: what is new is scored, and what people must hear goes into the outbox with the cursor, all or nothing.
final class WatchRun {
  private let command: WatchCommand
  private let book: Rulebook
  private let delivery: DeliveryConfiguration
  private let worker: ScoringWorker
  private let language: Language
  /// Reads contacts for topics and alarms, if they are wanted.
  private let contacts: ContactReader?
  private let decoder: ConversationDecoder
  /// What judges alarms, where it was asked for.
  private let voice: WatchAlarms?
  private(set) var ledger = ConservationLedger()
  private(set) var alarms = 0
  private(set) var gateReached = false
  private var code = ToolExit.success
  private var shown = 0
  /// Sizes at the last look: a file that is no lines of JSON is read when it no longer grows.
  private var sizes: [String: Int] = [:]

  static let stretch = 1 << 20

  init(_ command: WatchCommand, book: Rulebook, delivery: DeliveryConfiguration) throws {
    self.command = command
    self.book = book
    self.delivery = delivery
    language = command.language ?? .en
    contacts = command.topics || command.alarms != nil ? try ContactReader() : nil
    let decoding = DecodingOptions(timeZone: command.zone)
    decoder = ConversationDecoder(options: decoding)
    worker = try ScoringWorker(
      book: book, streams: [RecordStream(.finding) { JSONRecordEncoder() }], fields: [], decoding: decoding,
      hidesPersonalData: true)
    voice = try command.makeAlarms(book)
  }

  /// Looks once at everything, sends what is due, and gives the code so far.
  func look() throws -> ToolExit {
    let store = try StoreTables.open(command.store, .write())
    // First what earlier runs left: a run that was killed may have no input any more.
    try send(store)
    let name = "watch/" + command.path
    var cursor = WatchCursor()
    if let bytes = try store.read({ try Outbox.cursor(name, in: $0) }) {
      guard let known = WatchCursor(bytes) else {
        throw ToolError("E-STORE-CORRUPT", file: command.store, what: "the cursor cannot be read", exitCode: .store)
      }
      cursor = known
    }
    let log = try command.out.map { path in try ResultLog(path: path, length: cursor.output) }
    for file in try files() {
      if Signals.stopRequested { break }
      let isLines = file.hasSuffix(".ndjson") || file.hasSuffix(".jsonl")
      if isLines {
        try followLines(file, &cursor, store, name, log)
      } else {
        try readWhole(file, &cursor, store, name, log)
      }
    }
    if contacts != nil, !Signals.stopRequested { try assign(store) }
    if let voice, !Signals.stopRequested {
      let outcome = try voice.tick(store, delivery: delivery)
      if !outcome.notices.isEmpty || command.once { Console.say(command.line(outcome)) }
      if command.failOn == .firing, outcome.firing > 0 { gateReached = true }
    }
    try send(store)
    return code
  }

  /// Finds topics for what customers newly said, once there are topics.
  private func assign(_ store: Store) throws {
    let registry = TopicRegistry(store)
    guard try registry.isFitted(), try registry.hasNewTexts() else { return }
    let run = try registry.assign()
    Console.say(
      language("主题: 不同文本 \(run.units), 已归类 \(run.assigned)", "topics: \(run.units) texts, \(run.assigned) with a topic")
    )
  }

  /// What customers said in a batch, for topics.
  private func read(_ batch: InputBatch) -> [Contact] {
    guard let contacts else { return [] }
    switch batch.payload {
    case .conversations(let conversations, _): return conversations.map { contacts.read($0) }
    case .lines(let chunk):
      var conversation = Conversation()
      return chunk.lines.compactMap { line in
        // What cannot be read was counted when it was scored.
        guard (try? decoder.decode(line, of: chunk, into: &conversation)) != nil else { return nil }
        return contacts.read(conversation)
      }
    }
  }

  /// Whether messages wait or are dead.
  private func send(_ store: Store) throws {
    let courier = Courier(store: store, configuration: delivery) { [language] line in
      Console.say(language("投递: ", "delivery: ") + line.escapingControls)
    }
    let summary = try courier.drain()
    code = summary.pending + summary.dead > 0 ? .deliveryPending : .success
    if summary.attempts > 0 {
      Console.say(
        language(
          "已发送 \(summary.sent), 等待 \(summary.pending), 失败 \(summary.dead)",
          "sent \(summary.sent), pending \(summary.pending), dead \(summary.dead)"))
    }
  }

  private func files() throws -> [String] {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: command.path, isDirectory: &isFolder) else {
      throw ToolError("E-INPUT-MISSING", file: command.path, what: "no such file", exitCode: .inputMissing)
    }
    guard isFolder.boolValue else { return [command.path] }
    let names = try FileManager.default.contentsOfDirectory(atPath: command.path).filter { !$0.hasPrefix(".") }.sorted()
    return names.map { command.path + "/" + $0 }.filter { $0 != command.out }
  }

  private func followLines(
    _ path: String, _ cursor: inout WatchCursor, _ store: Store, _ name: String, _ log: ResultLog?
  ) throws {
    guard let handle = FileHandle(forReadingAtPath: path), let facts = Self.facts(path) else { return }
    defer { try? handle.close() }
    var file = cursor.files[path] ?? .init(inode: facts.inode, offset: 0, lines: 0)
    if file.inode != facts.inode || facts.size < file.offset {
      Console.note(
        path, language("文件被替换或变短，从头读取", "the file was replaced or is shorter; it is read from its start"), language)
      file = .init(inode: facts.inode, offset: 0, lines: 0)
    }
    while !Signals.stopRequested {
      try handle.seek(toOffset: UInt64(file.offset))
      var bytes = Array(try handle.read(upToCount: Self.stretch) ?? Data())
      // A line longer than a stretch is read on to its end, up to the longest line that is decoded.
      while bytes.count >= Self.stretch, !bytes.contains(0x0A), bytes.count <= InputLimits.default.maximumLineLength {
        let more = Array(try handle.read(upToCount: Self.stretch) ?? Data())
        if more.isEmpty { break }
        bytes += more
      }
      let isTooLong = bytes.count > InputLimits.default.maximumLineLength && !bytes.contains(0x0A)
      guard let end = bytes.lastIndex(of: 0x0A) ?? (isTooLong ? bytes.indices.last : nil) else { return }
      bytes.removeSubrange((end + 1)...)
      let chunk = LineChunk(bytes, firstLine: file.lines + 1, byteOffset: file.offset)
      let input = InputBatch(.lines(chunk), input: 0)
      let batch = worker.process(input)
      file.offset += bytes.count
      file.lines += bytes.count { $0 == 0x0A }
      cursor.files[path] = file
      try take([batch], read(input), path, &cursor, store, name, log)
    }
  }

  private func readWhole(
    _ path: String, _ cursor: inout WatchCursor, _ store: Store, _ name: String, _ log: ResultLog?
  ) throws {
    guard let facts = Self.facts(path), !facts.isFolder else { return }
    if let known = cursor.files[path], known.inode == facts.inode, known.offset == facts.size { return }
    // Somebody may still be writing it: it is read when two looks find the same size.
    if !command.once, sizes.updateValue(facts.size, forKey: path) != facts.size { return }
    let source = ConversationSource(
      [InputFile(path)], limits: .default, keepsGoing: true, reading: ReadingOptions(),
      shouldStop: { Signals.stopRequested })
    var whole: [ScoredBatch] = []
    var said: [Contact] = []
    while let batch = try source.next() {
      whole.append(worker.process(batch))
      said += read(batch)
    }
    if Signals.stopRequested { return }
    for entry in source.report.entries { if let failure = entry.failure { Console.report(failure) } }
    cursor.files[path] = .init(inode: facts.inode, offset: facts.size, lines: 0)
    // One transaction a file: a kill must not leave half of its results to be written again.
    try take(whole, said, path, &cursor, store, name, log)
  }

  /// Results first, then cursor and messages in one transaction.
  private func take(
    _ batches: [ScoredBatch], _ said: [Contact], _ path: String, _ cursor: inout WatchCursor, _ store: Store,
    _ name: String, _ log: ResultLog?
  ) throws {
    let now = DeliveryClock.system.now()
    var messages: [Message] = []
    var events: [RuleEvent] = []
    for batch in batches {
      count(batch, path)
      let findings = batch.streams.first ?? []
      try log?.append(findings)
      events += try voice?.events(findings) ?? []
      if log != nil { cursor.output += findings.count }
      messages += try MessageRecord.read(findings, name: path, now: now, textIsRedacted: true)
        .filter { $0.severity >= command.alertOn.message }
    }
    let (bytes, delivery, found, occurred) = (cursor.bytes, delivery, messages, events)
    let fresh = try store.write { database in
      try Outbox.setCursor(name, bytes, in: database)
      if !said.isEmpty { try TopicRegistry.take(said, in: database) }
      if !occurred.isEmpty { _ = try AlarmBook.take(occurred, in: database) }
      return try found.filter { try Outbox.enqueue($0, for: delivery, at: now, in: database) > 0 }
    }
    alarms += fresh.count
    if let gate = command.failOn, fresh.contains(where: { $0.severity >= gate.message }) { gateReached = true }
  }

  /// Keeps the books, and tells of records that could not be read.
  private func count(_ batch: ScoredBatch, _ path: String) {
    ledger.read += batch.entries.count + batch.quarantined.count + batch.filtered
    ledger.scored += batch.entries.count
    ledger.filtered += batch.filtered
    ledger.quarantined += batch.quarantined.count
    for record in batch.quarantined where shown < 20 {
      shown += 1
      Console.say(
        "quarantined[\(record.problem.code.rawValue)] \(path):\(record.source.line) (byte \(record.source.byteOffset)): \(record.problem.detail)"
          .escapingControls)
    }
  }

  private static func facts(_ path: String) -> (inode: UInt64, size: Int, isFolder: Bool)? {
    guard let values = try? FileManager.default.attributesOfItem(atPath: path),
      let inode = values[.systemFileNumber] as? NSNumber, let size = values[.size] as? NSNumber
    else { return nil }
    return (inode.uint64Value, size.intValue, values[.type] as? FileAttributeType == .typeDirectory)
  }
}
