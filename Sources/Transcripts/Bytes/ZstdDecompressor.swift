internal import CZstd

/// Unfolds zstd (RFC 8878): frames one after the other, skippable frames passed over.
@safe final class ZstdDecompressor: Decompressor {
  private let inflater: OpaquePointer

  /// The binary logarithm of the largest window, 128 MiB: what the zstd program reads without being asked.
  private static let windowLog: Int32 = 27

  init() {
    guard let inflater = unsafe czstd_inflater_create(Self.windowLog) else { fatalError("out of memory") }
    unsafe self.inflater = inflater
  }

  deinit { unsafe czstd_inflater_destroy(inflater) }

  /// Whether an input begins like zstd, with a frame or a skippable frame.
  static func recognises(_ head: [UInt8]) -> Bool {
    guard head.count >= 4 else { return false }
    let isSkippable = head[0] & 0xF0 == 0x50 && head[1] == 0x2A && head[2] == 0x4D && head[3] == 0x18
    return isSkippable || head.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
  }

  var errorCode: String { "E-INPUT-ZSTD" }

  func beginMember(_ byte: UInt8) -> Bool { byte == 0x28 || byte & 0xF0 == 0x50 }

  func step(
    from input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> DecompressionStep {
    var step = DecompressionStep(consumed: 0, produced: 0, outcome: .more)
    let status = unsafe czstd_inflate(
      inflater, input.baseAddress, input.count, &step.consumed, output.baseAddress, output.count, &step.produced)
    switch UInt32(status) {
    case CZSTD_MORE.rawValue: break
    case CZSTD_FRAME_END.rawValue: step.outcome = .memberEnd
    case CZSTD_NO_MEMORY.rawValue: fatalError("out of memory")
    case CZSTD_WINDOW.rawValue:
      step.outcome = .refused(
        what: "its zstd window is larger than 128 MiB", how: "compress it again without --ultra and --long")
    case CZSTD_DICTIONARY.rawValue:
      step.outcome = .refused(what: "it was compressed with a dictionary", how: "zstd -dc with its dictionary")
    case CZSTD_NO_FRAME.rawValue: step.outcome = .broken("other data follows the compressed data")
    default: step.outcome = .broken("the compressed data is broken or its checksum is wrong")
    }
    return step
  }
}
