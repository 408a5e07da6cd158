internal import CZlib

/// gzip (RFC 1952), by zlib.
enum Gzip: CompressionLibrary {
  static let errorCode = "E-INPUT-GZIP"

  static func recognises(_ head: [UInt8]) -> Bool { head.starts(with: [0x1F, 0x8B]) }

  static func memberBegins(with byte: UInt8) -> Bool { byte == 0x1F }

  static func create() -> OpaquePointer? { unsafe czlib_inflater_create() }

  static func reset(_ state: OpaquePointer) { unsafe czlib_inflater_reset(state) }

  static func destroy(_ state: OpaquePointer) { unsafe czlib_inflater_destroy(state) }

  static func inflate(
    _ state: OpaquePointer, from input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>,
    _ step: inout DecompressionStep
  ) -> UInt32 {
    unsafe UInt32(
      czlib_inflate(
        state, input.baseAddress, input.count, &step.consumed, output.baseAddress, output.count, &step.produced))
  }

  static func outcome(_ status: UInt32) -> DecompressionStep.Outcome {
    switch status {
    case CZLIB_MORE.rawValue: .more
    case CZLIB_MEMBER_END.rawValue: .memberEnd
    case CZLIB_NO_MEMORY.rawValue: fatalError("out of memory")
    default: .broken("the compressed data is broken or its checksum is wrong")
    }
  }
}
