internal import Synchronization

/// What the reader noticed about each input; safe to ask from any thread, complete when the run is over.
public final class InputReport: Sendable {
  /// One thing found out about an input's content: a word for what, and the words for it.
  public struct Finding: Sendable, Hashable {
    /// What it is about.
    ///
    /// `columns`, `shape`, `times`, `date-order`, `roles`, `grammar`, …
    public var about: String
    /// What was found.
    public var text: String

    /// Makes a finding.
    public init(_ about: String, _ text: String) {
      self.about = about
      self.text = text
    }
  }

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
    /// The format's name; empty until it is known.
    public var format = ""
    /// The encoding, if it was looked at.
    public var encoding: TextEncoding?
    /// How sure the encoding is, from 0 to 1.
    public var encodingConfidence = 1.0
    /// Rows or lines that were not UTF-8 and were read in the fallback encoding.
    public var fallbackCount = 0
    /// Names of speakers without a role; data, so only for those who ask to see it.
    public var unknownSpeakers: [String] = []
    /// What was found out about the content, for `inspect`.
    public var findings: [Finding] = []
    /// Remarks for people: content that belies its name, an input without records, a salvaged break.
    public var notes: [InputNote] = []
    /// Why the input was given up, if it was (only with ``ConversationSource/keepsGoing``).
    public var failure: ToolError?
  }

  private let state: Mutex<[Entry]>

  init(count: Int) { state = Mutex(Array(repeating: Entry(), count: count)) }

  /// The entries, one for each input in order.
  public var entries: [Entry] { state.withLock { $0 } }

  func update(_ input: Int, _ change: (inout Entry) -> Void) { state.withLock { change(&$0[input]) } }
}
