/// A way to unfold compressed bytes, member after member.
protocol Decompressor: AnyObject {
  /// The code of the error when the compressed bytes are broken.
  var errorCode: String { get }
  /// Prepares for the next member, whose first byte is given; false if no member can begin with it.
  func beginMember(_ byte: UInt8) -> Bool
  /// Unfolds as much as fits.
  func step(from input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> DecompressionStep
}

/// What one step came to.
struct DecompressionStep {
  /// What to do next.
  enum Outcome {
    /// Go on.
    case more
    /// A member is complete and its checksum is right.
    case memberEnd
    /// The compressed bytes are broken, and how.
    case broken(String)
    /// The compressed bytes want more than is allowed: what, and what to try.
    case refused(what: String, how: String)
  }

  /// Bytes taken.
  var consumed: Int
  /// Bytes given.
  var produced: Int
  /// What to do next.
  var outcome: Outcome
}
