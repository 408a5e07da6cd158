internal import TextAnalysis
public import Transcripts

/// The metrics of one batch, ready to be gathered in order.
public struct MetricsBatch: Sendable {
  /// A record of the batch.
  public struct Entry: Sendable {
    /// Identity and content, to find records that come twice.
    public var fingerprint: Fingerprint
    /// Where it came from.
    public var source: SourceReference
    /// Its metrics.
    public var metrics: ContactMetrics
    /// Its records, as a range of ``MetricsBatch/text``.
    public var text: Range<Int>
  }

  /// The records, in order.
  public var entries: [Entry] = []
  /// The `metrics/1` records, where they are asked for.
  public var text: [UInt8] = []
  /// Records that could not be read.
  public var quarantined: [QuarantinedRecord] = []
  /// Records the user's filter left out.
  public var filtered = 0
}

/// Which `metrics/1` records are written.
public enum MetricsDetail: String, Sendable, CaseIterable {
  /// One for each contact.
  case conversation
  /// One for each human leg; one for a contact without any.
  case leg
}

/// What one worker of a metrics run owns.
public final class MetricsWorker {
  private let reader: MetricsReader
  private let decoder: ConversationDecoder
  private let folder: Folder
  private let detail: MetricsDetail?
  private let records: MetricRecords
  private let prepare: (@Sendable (inout Conversation) -> Bool)?
  private var conversation = Conversation()
  private var folded = FoldedText()
  private var utterances: [Utterance] = []
  private var encoder = JSONRecordEncoder()

  /// Makes a worker.
  public init(
    reader: MetricsReader, fields: [String], detail: MetricsDetail?, decoding: DecodingOptions,
    prepare: (@Sendable (inout Conversation) -> Bool)? = nil
  ) throws {
    self.reader = reader
    self.detail = detail
    self.prepare = prepare
    records = MetricRecords(fields: fields)
    decoder = ConversationDecoder(options: decoding)
    folder = try Folder()
  }

  /// Decodes a batch and computes its metrics.
  public func process(_ batch: InputBatch) -> MetricsBatch {
    var out = MetricsBatch()
    switch batch.payload {
    case .lines(let chunk):
      for line in chunk.lines {
        do throws(RecordProblem) {
          try decoder.decode(line, of: chunk, into: &conversation)
          measure(&out)
        } catch {
          out.quarantined.append(QuarantinedRecord(line, of: chunk, problem: error))
        }
      }
    case .conversations(let conversations, let quarantined):
      out.quarantined = quarantined
      for next in conversations {
        conversation = next
        measure(&out)
      }
    }
    out.text = encoder.bytes
    encoder.removeAll()
    return out
  }

  private func measure(_ out: inout MetricsBatch) {
    if let prepare, !prepare(&conversation) {
      out.filtered += 1
      return
    }
    let metrics = metrics(of: conversation)
    let start = encoder.bytes.count
    switch detail {
    case nil: break
    case .leg where !metrics.legs.isEmpty:
      for leg in metrics.legs { records.write(leg, of: metrics, conversation, into: &encoder) }
    case .leg, .conversation: records.write(metrics.contact, of: metrics, conversation, into: &encoder)
    }
    out.entries.append(
      .init(
        fingerprint: conversation.fingerprint, source: conversation.source, metrics: metrics,
        text: start..<encoder.bytes.count))
  }

  /// The metrics of a conversation.
  public func metrics(of conversation: Conversation) -> ContactMetrics {
    folder.fold(conversation, into: &folded)
    Utterance.collect(conversation, folded, into: &utterances)
    return reader.read(conversation, folded, utterances, Leg.split(utterances))
  }
}
