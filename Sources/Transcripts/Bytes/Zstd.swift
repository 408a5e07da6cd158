internal import CZstd

/// zstd (RFC 8878): frames one after the other, skippable frames passed over; by the zstd library.
enum Zstd: CompressionLibrary {
  static let errorCode = "E-INPUT-ZSTD"

  /// The binary logarithm of the largest window, 128 MiB: what the zstd program reads without being asked.
  private static let windowLog: Int32 = 27

  /// Whether an input begins with a frame or a skippable frame.
  static func recognises(_ head: [UInt8]) -> Bool {
    guard head.count >= 4 else { return false }
    let isSkippable = head[0] & 0xF0 == 0x50 && head[1] == 0x2A && head[2] == 0x4D && head[3] == 0x18
    return isSkippable || head.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
  }

  static func memberBegins(with byte: UInt8) -> Bool { byte == 0x28 || byte & 0xF0 == 0x50 }

  static func create() -> OpaquePointer? { unsafe czstd_inflater_create(windowLog) }

  /// The library itself begins a further frame.
  static func reset(_ state: OpaquePointer) {}

  static func destroy(_ state: OpaquePointer) { unsafe czstd_inflater_destroy(state) }

  static func inflate(
    _ state: OpaquePointer, from input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>,
    _ step: inout DecompressionStep
  ) -> UInt32 {
    unsafe UInt32(
      czstd_inflate(
        state, input.baseAddress, input.count, &step.consumed, output.baseAddress, output.count, &step.produced))
  }

  static func outcome(_ status: UInt32) -> DecompressionStep.Outcome {
    switch status {
    case CZSTD_MORE.rawValue: .more
    case CZSTD_FRAME_END.rawValue: .memberEnd
    case CZSTD_NO_MEMORY.rawValue: fatalError("out of memory")
    case CZSTD_WINDOW.rawValue:
      .refused(what: "its zstd window is larger than 128 MiB", how: "compress it again without --ultra and --long")
    case CZSTD_DICTIONARY.rawValue:
      .refused(what: "it was compressed with a dictionary", how: "zstd -dc with its dictionary")
    case CZSTD_NO_FRAME.rawValue: .broken("other data follows the compressed data")
    default: .broken("the compressed data is broken or its checksum is wrong")
    }
  }
}
