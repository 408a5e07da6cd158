/// A failure of a library below text analysis that no input can cause: missing ICU tables, exhausted memory.
public struct TextAnalysisError: Error, Sendable, CustomStringConvertible {
  /// What could not be made.
  public let message: String

  init(_ message: String) { self.message = message }

  /// The message.
  public var description: String { message }
}
