/// Reads the text of an input, unfolding it if its first bytes say that it is compressed; its name does not count.
final class UnfoldedSource {
  /// What is read.
  let file: InputFile
  /// How the content is compressed, if it is.
  let compression: Compression?

  private let source: any ByteStream
  private let reader: CompressedReader?
  private var head: [UInt8]

  /// A kind of compression.
  enum Compression: String {
    case gzip, zstd
    /// How names of such files end.
    var suffix: String { self == .gzip ? ".gz" : ".zst" }
  }

  /// Opens an input and looks at its first bytes; an entry of an archive is read from `archive` if that is open.
  init(
    _ file: InputFile, in archive: ZipArchive? = nil, limits: InputLimits,
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws(ToolError) {
    self.file = file
    if let entry = file.entry {
      let opened = if let archive { archive } else { try ZipArchive(file.archive, limits: limits) }
      source = try opened.open(entry, as: file)
    } else {
      source = try ByteSource(file, shouldStop: shouldStop)
    }
    var head = [UInt8](repeating: 0, count: 4)
    head.removeLast(4 - (try source.fill(&head)))
    if GzipDecompressor.recognises(head) {
      compression = .gzip
      reader = CompressedReader(source, head: head, with: GzipDecompressor(), limits: limits)
    } else if ZstdDecompressor.recognises(head) {
      compression = .zstd
      reader = CompressedReader(source, head: head, with: ZstdDecompressor(), limits: limits)
    } else {
      compression = nil
      reader = nil
    }
    self.head = compression == nil ? head : []
  }

  /// Why reading ended before the input did, if what lies before the break was kept.
  var salvaged: ToolError? { reader?.salvaged }

  /// Whether a read would not wait now.
  var isReady: Bool { !head.isEmpty || (reader?.isReady ?? source.isReady) }

  /// A remark if the content belies the name.
  var noteOnName: String? {
    guard !file.isStandardInput else { return nil }
    if let compression {
      return file.name.hasSuffix(compression.suffix)
        ? nil : "is \(compression.rawValue) although its name does not say so"
    }
    for other in [Compression.gzip, .zstd] where file.name.hasSuffix(other.suffix) {
      return "is not \(other.rawValue) although its name says so"
    }
    return nil
  }

  /// Gives at least one byte, or none at the end.
  func read(into space: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    if !head.isEmpty {
      let count = min(head.count, space.count)
      unsafe space.copyBytes(from: head[..<count])
      head.removeFirst(count)
      return count
    }
    if let reader { return unsafe try reader.read(into: space) }
    return unsafe try source.read(into: space)
  }
}
