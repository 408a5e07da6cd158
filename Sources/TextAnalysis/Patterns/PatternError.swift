/// Why a pattern was refused, and where.
public struct PatternError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, without the pattern itself.
  public let message: String
  /// The place in the pattern, in code points from 0.
  public let offset: Int

  /// Makes an error.
  public init(_ message: String, offset: Int = 0) {
    self.message = message
    self.offset = offset
  }

  /// The message with the place.
  public var description: String { "\(message) (at character \(offset + 1))" }
}
