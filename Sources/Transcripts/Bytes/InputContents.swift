extension InputFile {
  /// The whole text of an input, unfolded if it is compressed; for small files such as labelled samples.
  ///
  /// - Throws: `E-INPUT-LARGE` (65) beyond `limit` bytes, and what reading throws.
  public func contents(limit: Int = 256 << 20) throws(ToolError) -> [UInt8] {
    let source = try UnfoldedSource(self, limits: .default)
    var bytes: [UInt8] = []
    var space = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe try space.withUnsafeMutableBufferPointer { (buffer) throws(ToolError) in
        unsafe try source.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: space[..<count])
      if bytes.count > limit {
        throw ToolError(
          "E-INPUT-LARGE", file: name, what: "it is larger than \(limit >> 20) MiB", how: "a smaller sample",
          exitCode: .inputRefused)
      }
    }
  }
}
