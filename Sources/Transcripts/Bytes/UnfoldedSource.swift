/// Reads the text of an input, unfolding it if its first bytes say that it is compressed; its name does not count.
final class UnfoldedSource {
  /// What is read.
  let file: InputFile
  /// Whether the content is gzip.
  let isCompressed: Bool

  private let source: ByteSource
  private let gzip: GzipReader?
  private var head: [UInt8]

  /// Opens an input and looks at its first two bytes.
  init(
    _ file: InputFile, limits: InputLimits, shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws(ToolError) {
    self.file = file
    let source = try ByteSource(file, shouldStop: shouldStop)
    self.source = source
    var head: [UInt8] = []
    var space = [UInt8](repeating: 0, count: 2)
    while head.count < 2 {
      let wanted = 2 - head.count
      let count = unsafe try space.withUnsafeMutableBufferPointer { (bytes) throws(ToolError) in
        unsafe try source.read(
          into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(bytes)[..<wanted]))
      }
      if count == 0 { break }
      head.append(contentsOf: space[..<count])
    }
    isCompressed = head == [0x1F, 0x8B]
    gzip = isCompressed ? GzipReader(source, head: head, limits: limits) : nil
    self.head = isCompressed ? [] : head
  }

  /// Why reading ended before the input did, if what lies before the break was kept.
  var salvaged: ToolError? { gzip?.salvaged }

  /// Whether a read would not wait now.
  var isReady: Bool { !head.isEmpty || (gzip?.isReady ?? source.isReady) }

  /// A remark if the content belies the name.
  var noteOnName: String? {
    guard !file.isStandardInput, file.name.hasSuffix(".gz") != isCompressed else { return nil }
    return isCompressed ? "is gzip although its name does not say so" : "is not gzip although its name says so"
  }

  /// Gives at least one byte, or none at the end.
  func read(into space: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    if !head.isEmpty {
      let count = min(head.count, space.count)
      unsafe space.copyBytes(from: head[..<count])
      head.removeFirst(count)
      return count
    }
    if let gzip { return unsafe try gzip.read(into: space) }
    return unsafe try source.read(into: space)
  }
}
