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

  /// Makes a folder; fails only where ICU's tables are missing.
  public init() throws(TextAnalysisError) {
    table = try FoldingTable()
  }

  /// Folds every turn of a conversation.
  ///
  /// - Complexity: O(*n*) for *n* bytes of text, without allocation once the buffers have grown
  public func fold(_ conversation: Conversation, into folded: inout FoldedText) {
    FoldingLoop.fold(conversation, into: &output, &folded, table)
  }

  /// Folds one string, for terms and tests.
  public func fold(_ string: String) -> [UInt8] { fold(bytes: Array(string.utf8)) }

  /// Folds the bytes of valid UTF-8 text.
  public func fold(bytes: [UInt8]) -> [UInt8] {
    let count = FoldingLoop.fold(bytes, into: &output, table)
    var result: [UInt8] = []
    output.copy(count, to: &result)
    return result
  }

  /// Whether a character folds differently after others than alone: combining marks, default-ignorables, jamo.
  func joinsPrevious(_ scalar: Unicode.Scalar) -> Bool {
    FoldingTable.fate(table.entry(scalar.value)) == .joining
  }
}
