/// A way to read sentiment from text: the lexicon, or a model trained on one's own rated texts.
public protocol SentimentEngine: Sendable {
  /// What gave a result, for records: `lexicon:` or `model:` and the first 16 digits of the content's SHA-256.
  var identity: String { get }

  /// Makes a reader with buffers of its own; one a worker.
  func makeReader() -> any SentimentReader
}

/// Reads folded text; not thread-safe.
public protocol SentimentReader: AnyObject {
  /// Reads a range of folded UTF-8 text.
  ///
  /// - Complexity: O(*n*)
  func read(_ bytes: [UInt8], in range: Range<Int>) -> SentimentReading
}

extension SentimentReader {
  /// Reads a whole folded text.
  public func read(_ bytes: [UInt8]) -> SentimentReading { read(bytes, in: 0..<bytes.count) }
}
