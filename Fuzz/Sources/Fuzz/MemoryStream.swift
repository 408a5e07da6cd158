@testable import Transcripts

/// Bytes in memory as an input, given out in pieces that end where the fuzzer says.
final class MemoryStream: ByteStream {
  let file: InputFile
  private(set) var bytesRead = 0
  var isReady: Bool { true }

  private let bytes: ArraySlice<UInt8>
  private let cut: Int

  /// Makes an input whose first piece has `cut` bytes, and the others at most so many.
  init(_ bytes: ArraySlice<UInt8>, cut: Int, name: String = "in.dat") {
    self.bytes = bytes
    self.cut = max(cut, 1)
    file = InputFile(name)
  }

  func read(into space: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    let count = min(cut, space.count, bytes.count - bytesRead)
    let start = bytes.startIndex + bytesRead
    space.copyBytes(from: bytes[start..<start + count])
    bytesRead += count
    return count
  }
}
