/// One piece of work for a worker: lines to decode, or records an importer has made already.
public struct InputBatch: Sendable {
  /// What a batch holds.
  public enum Payload: Sendable {
    /// Lines of newline-delimited JSON.
    case lines(LineChunk)
    /// Finished conversations, and records set aside, of one stretch of an input.
    case conversations([Conversation], [QuarantinedRecord])
  }

  /// The work.
  public var payload: Payload
  /// Index into the run's list of inputs.
  public var input: Int

  /// Makes a batch.
  public init(_ payload: Payload, input: Int) {
    self.payload = payload
    self.input = input
  }
}

/// Gives the batches of a run in order.
public protocol BatchSource: SendableMetatype {
  /// The next batch, or `nil` at the end.
  mutating func next() throws(ToolError) -> InputBatch?
}
