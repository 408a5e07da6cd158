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
  convenience init(
    _ file: InputFile, in archive: ZipArchive? = nil, limits: InputLimits,
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws(ToolError) {
    let stream: any ByteStream
    if let entry = file.entry {
      let opened = if let archive { archive } else { try ZipArchive(file.archive, limits: limits) }
      stream = try opened.open(entry, as: file)
    } else {
      stream = try ByteSource(file, shouldStop: shouldStop)
    }
    try self.init(stream, limits: limits)
  }

  /// Looks at the first bytes of a stream.
  init(_ stream: any ByteStream, limits: InputLimits) throws(ToolError) {
    file = stream.file
    source = stream
    var head = [UInt8](repeating: 0, count: 4)
    head.removeLast(4 - (try source.fill(&head)))
    if Gzip.recognises(head) {
      compression = .gzip
      reader = CompressedReader(source, head: head, with: LibraryDecompressor<Gzip>(), limits: limits)
    } else if Zstd.recognises(head) {
      compression = .zstd
      reader = CompressedReader(source, head: head, with: LibraryDecompressor<Zstd>(), limits: limits)
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
  var noteOnName: InputNote? {
    guard !file.isStandardInput else { return nil }
    if let compression {
      if file.name.hasSuffix(compression.suffix) { return nil }
      return InputNote(
        "is \(compression.rawValue) although its name does not say so", zh: "内容是 \(compression.rawValue)，文件名没有这样说")
    }
    for other in [Compression.gzip, .zstd] where file.name.hasSuffix(other.suffix) {
      return InputNote("is not \(other.rawValue) although its name says so", zh: "文件名说是 \(other.rawValue)，内容却不是")
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
