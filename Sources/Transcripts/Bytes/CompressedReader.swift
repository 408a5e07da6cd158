/// Unfolds a compressed input, all members one after the other, within limits.
final class CompressedReader {
  private let source: any ByteStream
  private let decompressor: any Decompressor
  private let limits: InputLimits
  private var input: [UInt8]
  private var position = 0
  private var isInsideMember = true
  private var isFinished = false
  private var inflated = 0
  private var failure: ToolError?
  /// Why reading ended before the input did, if what lies before the break was kept.
  private(set) var salvaged: ToolError?

  /// Makes a reader that continues after the bytes in `head`, which were read from `source` already.
  init(_ source: any ByteStream, head: [UInt8], with decompressor: any Decompressor, limits: InputLimits) {
    self.source = source
    self.decompressor = decompressor
    self.limits = limits
    input = head
  }

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
        if !isInsideMember {
          guard decompressor.beginMember(input[position]) else {
            throw refusal("other data follows the compressed data")
          }
          isInsideMember = true
        }
        let produced = unsafe try inflate(into: space)
        if produced > 0 { return produced }
      }
    } catch {
      isFinished = true
      guard limits.salvage, error.code == decompressor.errorCode else { throw error }
      salvaged = error
    }
    return 0
  }

  private func inflate(into space: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    let output = unsafe space.bindMemory(to: UInt8.self)
    let step = unsafe input.withUnsafeBufferPointer { bytes in
      unsafe decompressor.step(from: UnsafeBufferPointer(rebasing: bytes[position...]), into: output)
    }
    position += step.consumed
    inflated += step.produced
    switch step.outcome {
    case .more: break
    case .memberEnd: isInsideMember = false
    case .broken(let what): failure = refusal(what)
    case .refused(let what, let how): throw limit(what, how)
    }
    // What came out before the break may be kept: it is handed out first.
    if let failure, step.produced == 0 { throw failure }
    try checkLimits()
    return step.produced
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
      throw limits.exceeded(.inflatedBytes, by: source.file)
    }
    let taken = max(source.bytesRead - (input.count - position), 1)
    if inflated > limits.ratioGrace, inflated / limits.maximumInflateRatio > taken {
      throw limits.exceeded(.inflateRatio, by: source.file)
    }
  }

  private func limit(_ what: String, _ how: String) -> ToolError {
    ToolError("E-INPUT-LIMIT", file: source.file.name, what: what, how: how, exitCode: .inputRefused)
  }

  private func refusal(_ what: String) -> ToolError {
    ToolError(
      decompressor.errorCode, file: source.file.name, byteOffset: source.bytesRead - (input.count - position),
      what: what, how: "fetch it again, or --salvage to keep the records before the break", exitCode: .inputRefused)
  }
}
