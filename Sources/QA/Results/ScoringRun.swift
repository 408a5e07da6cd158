internal import TextAnalysis
public import Transcripts

/// Which kind of record a stream of output holds.
public enum RecordKind: String, Sendable, Hashable, CaseIterable {
  /// One record for every leg and contact, everything nested.
  case evaluation
  /// One flat record for every item.
  case item
  /// One flat record for every finding.
  case finding
}

/// One stream of output: a kind of record in a format.
public struct RecordStream: Sendable {
  /// What it holds.
  public var kind: RecordKind
  /// Makes an encoder with a buffer of its own.
  public var makeEncoder: @Sendable () -> any RecordTextEncoder

  /// Makes a stream.
  public init(_ kind: RecordKind, _ makeEncoder: @escaping @Sendable () -> any RecordTextEncoder) {
    self.kind = kind
    self.makeEncoder = makeEncoder
  }
}

/// The results of one batch, ready to be written in order.
public struct ScoredBatch: Sendable {
  /// A record of the batch.
  public struct Entry: Sendable {
    /// Identity and content, to find records that come twice.
    public var fingerprint: Fingerprint
    /// Where it came from.
    public var source: SourceReference
    /// Ends of the record's text in every stream.
    public var ends: [Int]
    /// The line it was read from, if it came from a file of lines.
    public var line: LineChunk.Line?
    /// Its own bytes, or its texts where it lies in pieces, if it did not come from a file of lines.
    public var contents: [UInt8]
    /// Its evaluations, as a range of ``ScoredBatch/evaluations``.
    public var evaluations: Range<Int>
    /// Its metrics, where they are computed.
    public var metrics: ContactMetrics?
    /// When the contact started, if the source says so.
    public var start: ContactStart?
    /// The contact as a `conversation/1` record, if the report may show it.
    public var transcript: [UInt8]?
  }

  /// The records, in order.
  public var entries: [Entry] = []
  /// The lines of the batch, kept until it is written so that a record can still be set aside with its bytes.
  public var lines: LineChunk?
  /// The text of every stream.
  public var streams: [[UInt8]] = []
  /// What totals need.
  public var evaluations: [EvaluationSummary] = []
  /// Records that could not be read.
  public var quarantined: [QuarantinedRecord] = []
  /// Records the user's filter left out.
  public var filtered = 0
  /// Turns dropped because a later version replaced them.
  public var duplicateTurns = 0
}

/// What one worker of a scoring run owns.
public final class ScoringWorker {
  private let evaluator: Evaluator
  private let decoder: ConversationDecoder
  private let records: ResultRecords
  private let fields: [String]
  private let keepsRaw: Bool
  /// Adds to a conversation what is to be added, and says whether it is wanted.
  private let prepare: (@Sendable (inout Conversation) -> Bool)?
  private let kinds: [RecordKind]
  private let metrics: MetricsReader?
  private var encoders: [any RecordTextEncoder]
  /// The encoder of the usual case, a stream of JSON evaluations, kept apart so that it is specialised.
  private var json: [Int: JSONRecordEncoder] = [:]
  private var conversation = Conversation()
  private let keeper: TranscriptKeeper?
  /// Covers personal data in the transcripts that are kept; `nil` keeps them as they are.
  private let cover: Redactor?
  /// What a contact must be like for its transcript to be kept; asked for once a batch.
  private var bar = ShownContactsBar(wantsRule: [])

  /// Makes a worker; with a keeper it also writes down the contacts that a report may show.
  public init(
    book: Rulebook, streams: [RecordStream], fields: [String], decoding: DecodingOptions, keepsRaw: Bool = false,
    hidesPersonalData: Bool = false, metrics: MetricsReader? = nil, keeper: TranscriptKeeper? = nil,
    history: ContactIndex? = nil, prepare: (@Sendable (inout Conversation) -> Bool)? = nil
  ) throws {
    self.metrics = metrics
    self.keeper = keeper
    cover = hidesPersonalData && keeper != nil ? try Redactor(.mask) : nil
    self.prepare = prepare
    evaluator = try Evaluator(book: book, hidesPersonalData: hidesPersonalData, history: history)
    decoder = ConversationDecoder(options: decoding)
    records = ResultRecords(book: book, fields: fields)
    self.fields = fields
    self.keepsRaw = keepsRaw
    kinds = streams.map(\.kind)
    encoders = streams.map { $0.makeEncoder() }
    for (index, encoder) in encoders.enumerated() {
      if let encoder = encoder as? JSONRecordEncoder { json[index] = encoder }
    }
  }

  /// Decodes, judges and encodes a batch.
  public func process(_ batch: InputBatch) -> ScoredBatch {
    var out = ScoredBatch()
    if let keeper { bar = keeper.currentBar() }
    switch batch.payload {
    case .lines(let chunk):
      out.lines = chunk
      for line in chunk.lines {
        do throws(RecordProblem) {
          try decoder.decode(line, of: chunk, into: &conversation)
          judge(&out, line)
        } catch {
          out.quarantined.append(QuarantinedRecord(line, of: chunk, problem: error, keepingRaw: keepsRaw))
        }
      }
    case .conversations(let conversations, let quarantined):
      out.quarantined = quarantined
      for next in conversations {
        conversation = next
        judge(&out, nil)
      }
    }
    for index in kinds.indices {
      if json[index] != nil {
        out.streams.append(json[index]!.bytes)
        json[index]!.removeAll()
      } else {
        out.streams.append(encoders[index].bytes)
        encoders[index].removeAll()
      }
    }
    return out
  }

  private func judge(_ out: inout ScoredBatch, _ line: LineChunk.Line?) {
    if let prepare, !prepare(&conversation) {
      out.filtered += 1
      return
    }
    // A local value: reading it from the worker for every call would copy a dozen references every time.
    var conversation = Conversation()
    swap(&self.conversation, &conversation)
    defer { swap(&self.conversation, &conversation) }
    let evaluations = evaluator.evaluate(&conversation)
    let contact = metrics.map { evaluator.metrics(of: conversation, by: $0) }
    let start = out.evaluations.count
    var ends: [Int] = []
    ends.reserveCapacity(kinds.count)
    for (index, kind) in kinds.enumerated() {
      if json[index] != nil {
        for evaluation in evaluations { write(evaluation, kind, conversation, contact, &json[index]!) }
        ends.append(json[index]!.bytes.count)
      } else {
        for evaluation in evaluations { writeErased(evaluation, kind, conversation, contact, index) }
        ends.append(encoders[index].bytes.count)
      }
    }
    let groups = fields.map { ResultRecords.value(of: $0, in: conversation) }
    for evaluation in evaluations {
      out.evaluations.append(summary(evaluation, conversation.id, out.entries.count, groups))
    }
    out.duplicateTurns += conversation.duplicateTurns
    out.entries.append(
      .init(
        fingerprint: conversation.fingerprint, source: conversation.source, ends: ends, line: line,
        contents: line != nil ? [] : conversation.recordBytes.isEmpty ? conversation.text : conversation.recordBytes,
        evaluations: start..<out.evaluations.count, metrics: contact, start: ContactStart(conversation),
        transcript: keeper == nil ? nil : transcript(conversation, out.evaluations[start...])))
  }

  private func transcript(_ conversation: Conversation, _ evaluations: ArraySlice<EvaluationSummary>) -> [UInt8]? {
    guard let contact = evaluations.last(where: \.isContact) ?? evaluations.last,
      bar.admits(
        verdict: contact.verdict, isFatal: contact.isFatal, score: contact.score,
        rules: evaluations.lazy.flatMap { $0.findings.lazy.map(\.rule) })
    else { return nil }
    var writer = ConversationWriter()
    if let cover {
      var covered = conversation
      cover.cover(&covered)
      writer.append(covered)
    } else {
      writer.append(conversation)
    }
    return writer.writer.bytes
  }

  private func writeErased(
    _ evaluation: Evaluation, _ kind: RecordKind, _ conversation: Conversation, _ contact: ContactMetrics?, _ index: Int
  ) {
    func open<E: RecordTextEncoder>(_ encoder: E) -> E {
      var encoder = encoder
      write(evaluation, kind, conversation, contact, &encoder)
      return encoder
    }
    encoders[index] = open(encoders[index])
  }

  private func write(
    _ evaluation: Evaluation, _ kind: RecordKind, _ conversation: Conversation, _ contact: ContactMetrics?,
    _ encoder: inout some RecordEncoder
  ) {
    switch kind {
    case .evaluation:
      records.write(
        evaluation, of: conversation, metrics: contact?.values(of: evaluation), into: &encoder)
    case .item: records.writeItems(evaluation, of: conversation, into: &encoder)
    case .finding: records.writeFindings(evaluation, of: conversation, into: &encoder)
    }
  }

  private func summary(
    _ evaluation: Evaluation, _ id: String, _ record: Int, _ groups: [String]
  ) -> EvaluationSummary {
    var findings: [EvaluationSummary.RuleCount] = []
    for finding in evaluation.findings {
      if let last = findings.last, last.rule == finding.rule {
        findings[findings.count - 1].count += 1
      } else {
        findings.append(.init(rule: finding.rule, count: 1))
      }
    }
    return EvaluationSummary(
      record: record, conversation: id, unit: evaluation.unit, leg: evaluation.leg,
      legs: evaluation.legs, agent: evaluation.agent, verdict: evaluation.verdict, notScorable: evaluation.notScorable,
      score: evaluation.score, isFatal: evaluation.isFatal, groups: groups, findings: findings,
      unknownRules: evaluation.unknownRules.map(\.rule), items: groups.isEmpty ? [] : evaluation.items.map(\.outcome))
  }
}
