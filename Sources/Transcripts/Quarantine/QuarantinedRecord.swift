/// A record set aside: where it lies, what is wrong with it, and a digest to know it again.
public struct QuarantinedRecord: Sendable, Hashable {
  /// Where the record lies.
  public var source: SourceReference
  /// What is wrong.
  public var problem: RecordProblem
  /// The SHA-256 of its bytes, without the line break, in lower-case hexadecimal.
  public var sha256: String
  /// Its bytes, only if the user asked to keep them.
  public var raw: [UInt8]?

  /// Makes an entry.
  public init(source: SourceReference, problem: RecordProblem, sha256: String, raw: [UInt8]? = nil) {
    self.source = source
    self.problem = problem
    self.sha256 = sha256
    self.raw = raw
  }

  /// Makes an entry for a record whose bytes are at hand.
  public init(source: SourceReference, problem: RecordProblem, bytes: ArraySlice<UInt8>, keepingRaw: Bool) {
    self.init(
      source: source, problem: problem, sha256: SHA256.hex(bytes.span), raw: keepingRaw ? Array(bytes) : nil)
  }

  /// Makes an entry for a record that was read whole; its texts stand for it where it lies in pieces of its source.
  public init(_ conversation: Conversation, problem: RecordProblem, keepingRaw: Bool = false) {
    let bytes = conversation.recordBytes.isEmpty ? conversation.text : conversation.recordBytes
    self.init(source: conversation.source, problem: problem, bytes: bytes[...], keepingRaw: keepingRaw)
  }

  /// Makes an entry for a line of a chunk.
  public init(_ line: LineChunk.Line, of chunk: LineChunk, problem: RecordProblem, keepingRaw: Bool = false) {
    source = chunk.reference(to: line)
    self.problem = problem
    sha256 = chunk.withBytes(line.range) { SHA256.hex($0) }
    raw = keepingRaw ? chunk.bytes(of: line) : nil
  }
}
