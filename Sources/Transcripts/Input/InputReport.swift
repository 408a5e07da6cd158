internal import Synchronization

/// What the reader noticed about each input; safe to ask from any thread, complete when the run is over.
public final class InputReport: Sendable {
  /// What was noticed about one input.
  public struct Entry: Sendable, Hashable {
    /// Bytes of text read, after unfolding.
    public var byteCount = 0
    /// Lines read, blank ones included.
    public var lineCount = 0
    /// Byte order marks taken off at the start of the input.
    public var byteOrderMarks = 0
    /// Whether the content was compressed with gzip or zstd.
    public var isCompressed = false
    /// Remarks for people: content that belies its name, an input without records, a salvaged break.
    public var notes: [String] = []
    /// Why the input was given up, if it was (only with ``ConversationSource/keepsGoing``).
    public var failure: ToolError?
  }

  private let state: Mutex<[Entry]>

  init(count: Int) { state = Mutex(Array(repeating: Entry(), count: count)) }

  /// The entries, one for each input in order.
  public var entries: [Entry] { state.withLock { $0 } }

  func update(_ input: Int, _ change: (inout Entry) -> Void) { state.withLock { change(&$0[input]) } }
}
