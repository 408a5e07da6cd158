/// Small files of text, whatever they are written in, as one string.
public enum DecodedText {
  /// The largest file that is read whole.
  public static let limit = 64 << 20

  /// The text of a file, decoded from its own encoding; gzip and zstd are unfolded.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - encoding: What it is written in; told from the bytes unless given.
  /// - Throws: What opening and decoding throws; `E-INPUT-LIMIT` (65) beyond ``limit``.
  public static func read(_ file: InputFile, encoding: TextEncoding? = nil) throws(ToolError) -> String {
    var options = ReadingOptions()
    options.encoding = encoding
    let source = try TextSource(try UnfoldedSource(file, limits: .default), options: options)
    var text: [UInt8] = []
    var space = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var count = 0
      var failure: ToolError?
      unsafe space.withUnsafeMutableBytes { buffer in
        do throws(ToolError) { count = unsafe try source.read(into: buffer) } catch { failure = error }
      }
      if let failure { throw failure }
      if count == 0 { break }
      text.append(contentsOf: space[..<count])
      guard text.count <= limit else {
        throw ToolError(
          "E-INPUT-LIMIT", file: file.name, what: "it is larger than \(limit >> 20) MiB", exitCode: .inputRefused)
      }
    }
    guard let string = String(validating: text, as: UTF8.self) else {
      throw ToolError(
        "E-INPUT-ENCODING", file: file.name, what: "it is not text in one encoding", how: "save it as UTF-8",
        exitCode: .inputRefused)
    }
    return string
  }
}
