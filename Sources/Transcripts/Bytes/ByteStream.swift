/// Gives the bytes of one input in order: a file, an entry of an archive.
protocol ByteStream: AnyObject {
  /// What is read.
  var file: InputFile { get }
  /// How many bytes were given.
  var bytesRead: Int { get }
  /// Whether a read would not wait now.
  var isReady: Bool { get }
  /// Gives at least one byte, or none at the end.
  func read(into space: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int
}

extension ByteSource: ByteStream {}

extension ByteStream {
  /// Reads until the array is full or the input ends; gives how many bytes came.
  func fill(_ bytes: inout [UInt8]) throws(ToolError) -> Int {
    var filled = 0
    while filled < bytes.count {
      let count = unsafe try bytes.withUnsafeMutableBufferPointer { (space) throws(ToolError) in
        unsafe try read(into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(space)[filled...]))
      }
      if count == 0 { break }
      filled += count
    }
    return filled
  }
}
