internal import CZlib

/// Unfolds gzip (RFC 1952).
@safe final class GzipDecompressor: Decompressor {
  private let inflater: OpaquePointer

  init() {
    guard let inflater = unsafe czlib_inflater_create() else { fatalError("out of memory") }
    unsafe self.inflater = inflater
  }

  deinit { unsafe czlib_inflater_destroy(inflater) }

  /// Whether an input begins like gzip.
  static func recognises(_ head: [UInt8]) -> Bool { head.starts(with: [0x1F, 0x8B]) }

  var errorCode: String { "E-INPUT-GZIP" }

  func beginMember(_ byte: UInt8) -> Bool {
    unsafe czlib_inflater_reset(inflater)
    return byte == 0x1F
  }

  func step(
    from input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> DecompressionStep {
    var step = DecompressionStep(consumed: 0, produced: 0, outcome: .more)
    let status = unsafe czlib_inflate(
      inflater, input.baseAddress, input.count, &step.consumed, output.baseAddress, output.count, &step.produced)
    switch UInt32(status) {
    case CZLIB_MORE.rawValue: break
    case CZLIB_MEMBER_END.rawValue: step.outcome = .memberEnd
    case CZLIB_NO_MEMORY.rawValue: fatalError("out of memory")
    default: step.outcome = .broken("the compressed data is broken or its checksum is wrong")
    }
    return step
  }
}
