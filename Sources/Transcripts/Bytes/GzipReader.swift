internal import CZlib

/// Unfolds a gzip input, all members one after the other, within limits.
@safe final class GzipReader {
  private let source: ByteSource
  private let limits: InputLimits
  private let inflater: OpaquePointer
  private var input: [UInt8]
  private var position: Int
  private var isInsideMember = true
  private var isFinished = false
  private var inflated = 0
  private var failure: ToolError?
  /// Why reading ended before the input did, if what lies before the break was kept.
  private(set) var salvaged: ToolError?

  /// Makes a reader that continues after the bytes in `head`, which were read from `source` already.
  init(_ source: ByteSource, head: [UInt8], limits: InputLimits) {
    guard let inflater = unsafe czlib_inflater_create() else { fatalError("out of memory") }
    unsafe self.inflater = inflater
    self.source = source
    self.limits = limits
    input = head
    position = 0
  }

  deinit { unsafe czlib_inflater_destroy(inflater) }

  /// Whether a read would not wait now.
  var isReady: Bool { position < input.count || source.isReady }

  /// Gives at least one byte, or none at the end.
  func read(into space: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    do throws(ToolError) {
      while !isFinished {
        if let failure { throw failure }
        if position == input.count, try !refill() {
          if isInsideMember { throw refusal("the compressed data is truncated") }
          isFinished = true
          break
        }
        if !isInsideMember { try beginMember() }
        let produced = unsafe try inflate(into: space)
        if produced > 0 { return produced }
      }
    } catch {
      isFinished = true
      guard limits.salvage, error.code == Self.brokenCode else { throw error }
      salvaged = error
    }
    return 0
  }

  private static let brokenCode = "E-INPUT-GZIP"

  private func inflate(into space: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    var consumed = 0
    var produced = 0
    let output = unsafe space.bindMemory(to: UInt8.self)
    let status = unsafe input.withUnsafeBufferPointer { bytes in
      unsafe czlib_inflate(
        inflater, bytes.baseAddress! + position, bytes.count - position, &consumed, output.baseAddress, output.count,
        &produced)
    }
    position += consumed
    inflated += produced
    switch UInt32(status) {
    case CZLIB_MORE.rawValue: break
    case CZLIB_MEMBER_END.rawValue: isInsideMember = false
    case CZLIB_NO_MEMORY.rawValue: fatalError("out of memory")
    default: failure = refusal("the compressed data is broken or its checksum is wrong")
    }
    // What came out before the break may be kept: it is handed out first.
    if let failure, produced == 0 { throw failure }
    try checkLimits()
    return produced
  }

  /// Starts the next member, or refuses what follows the last one.
  private func beginMember() throws(ToolError) {
    guard input[position] == 0x1F else { throw refusal("other data follows the compressed data") }
    unsafe czlib_inflater_reset(inflater)
    isInsideMember = true
  }

  private func refill() throws(ToolError) -> Bool {
    position = 0
    if input.count < 1 << 17 { input = Array(repeating: 0, count: 1 << 17) }
    let count = unsafe try input.withUnsafeMutableBufferPointer { (space) throws(ToolError) in
      unsafe try source.read(into: UnsafeMutableRawBufferPointer(space))
    }
    input.removeLast(input.count - count)
    return count > 0
  }

  private func checkLimits() throws(ToolError) {
    if inflated > limits.maximumInflatedBytes {
      throw limit(
        "it unfolds to more than \(limits.maximumInflatedBytes) bytes", flag: "--max-inflated-bytes")
    }
    let taken = max(source.bytesRead - (input.count - position), 1)
    if inflated > limits.ratioGrace, inflated / taken > limits.maximumInflateRatio {
      throw limit(
        "it unfolds to more than \(limits.maximumInflateRatio) times its size", flag: "--max-inflate-ratio")
    }
  }

  private func limit(_ what: String, flag: String) -> ToolError {
    ToolError(
      "E-INPUT-LIMIT", file: source.file.name, what: what, how: "raise \(flag) if the input is trusted",
      exitCode: .inputRefused)
  }

  private func refusal(_ what: String) -> ToolError {
    ToolError(
      Self.brokenCode, file: source.file.name, byteOffset: source.bytesRead - (input.count - position), what: what,
      how: "fetch it again, or --salvage to keep the records before the break", exitCode: .inputRefused)
  }
}
