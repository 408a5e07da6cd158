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

/// What tells one compression library from another; the calls are those of its shim.
protocol CompressionLibrary {
  /// The code of the error when the compressed bytes are broken.
  static var errorCode: String { get }
  /// Whether an input begins like this.
  static func recognises(_ head: [UInt8]) -> Bool
  /// Whether a further member can begin with a byte.
  static func memberBegins(with byte: UInt8) -> Bool
  /// Makes the library's state; `nil` without memory.
  static func create() -> OpaquePointer?
  /// Makes the state ready for a further member.
  static func reset(_ state: OpaquePointer)
  /// Frees the state.
  static func destroy(_ state: OpaquePointer)
  /// Unfolds as much as fits; the library's word for how it went.
  static func inflate(
    _ state: OpaquePointer, from input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>,
    _ step: inout DecompressionStep
  ) -> UInt32
  /// What the library's word means.
  static func outcome(_ status: UInt32) -> DecompressionStep.Outcome
}

/// Unfolds by a library.
///
/// Unsafe code: owns the library's state.
@safe final class LibraryDecompressor<Library: CompressionLibrary>: Decompressor {
  private let state: OpaquePointer

  init() {
    guard let state = unsafe Library.create() else { fatalError("out of memory") }
    unsafe self.state = state
  }

  deinit { unsafe Library.destroy(state) }

  var errorCode: String { Library.errorCode }

  func beginMember(_ byte: UInt8) -> Bool {
    unsafe Library.reset(state)
    return Library.memberBegins(with: byte)
  }

  func step(
    from input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> DecompressionStep {
    var step = DecompressionStep(consumed: 0, produced: 0, outcome: .more)
    let status = unsafe Library.inflate(state, from: input, into: output, &step)
    step.outcome = Library.outcome(status)
    return step
  }
}
