public import Transcripts

/// Folds text so that the same words have the same bytes: one a worker, not thread-safe.
///
/// Folding is Unicode's NFKC case folding (width, case, compatibility forms, default-ignorable characters vanish),
/// then traditional → simplified Chinese code point by code point, then decimal digits of every script → ASCII.
/// Folding twice is folding once. Terms, patterns and texts fold the same way.
///
/// ASCII and ideographs never leave the loops here; other characters fold through a table that ICU fills once; ICU
/// itself sees only minimal segments: a starter and the characters that join it.
/// See UAX #15 (normalisation) and UAX #31, NFKC_Casefold.
public final class Folder {
  private let table: FoldingTable
  private var output = FoldingBuffer()
  private var scratch = FoldedText()

  /// Makes a folder; fails only where ICU's tables are missing.
  public init() throws(TextAnalysisError) {
    table = try FoldingTable()
  }

  /// Folds every turn of a conversation.
  ///
  /// - Complexity: O(*n*) for *n* bytes of text, without allocation once the buffers have grown
  public func fold(_ conversation: Conversation, into folded: inout FoldedText) {
    folded.reset()
    output.reserve(conversation.text.count + conversation.turns.count + FoldingBuffer.slack)
    var out = 0
    for turn in conversation.turns {
      folded.turnStarts.append(Int32(out))
      folded.beginLinear(folded: out, original: Int(turn.start))
      out = FoldingLoop.fold(conversation.text, turn.range, at: out, into: &output, &folded, table)
      folded.beginLinear(folded: out, original: Int(turn.end))
      out = output.appendLineFeed(at: out)
    }
    folded.turnStarts.append(Int32(out))
    output.copy(out, to: &folded.bytes)
  }

  /// Folds one string, for terms and tests.
  public func fold(_ string: String) -> [UInt8] { fold(bytes: Array(string.utf8)) }

  /// Folds the bytes of valid UTF-8 text.
  public func fold(bytes: [UInt8]) -> [UInt8] {
    scratch.reset()
    output.reserve(bytes.count + FoldingBuffer.slack)
    let count = FoldingLoop.fold(bytes, 0..<bytes.count, at: 0, into: &output, &scratch, table)
    var result: [UInt8] = []
    output.copy(count, to: &result)
    return result
  }

  /// Whether a character folds differently after others than alone: combining marks, default-ignorables, jamo.
  func joinsPrevious(_ scalar: Unicode.Scalar) -> Bool {
    FoldingTable.fate(table.entry(scalar.value)) == .joining
  }
}
