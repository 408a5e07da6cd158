internal import CZip

/// A zip archive open for reading, entry by entry; nothing of it is ever written to disk.
///
/// The directory is judged first (``ZipDirectory``), then libzip reads the data of entries, and both must agree.
@safe final class ZipArchive {
  /// The archive's file.
  let file: InputFile
  /// The entries in the directory's order.
  var entries: [ZipEntry] { directory.entries }

  private let window: FileWindow
  private let directory: ZipDirectory
  private let limits: InputLimits
  private let handle: OpaquePointer
  private var inflated = 0

  /// Opens an archive and judges its directory.
  ///
  /// - Throws: `E-INPUT-ZIP` and `E-INPUT-LIMIT` (65), and what opening a file throws.
  init(_ file: InputFile, limits: InputLimits) throws(ToolError) {
    self.file = file
    self.limits = limits
    window = try FileWindow(file)
    directory = try ZipDirectory(window, limits: limits)
    for entry in directory.entries where entry.isFile {
      if entry.isEncrypted {
        throw .zip(file, "it is protected with a password", how: "an archive without a password")
      }
      if entry.method != 0 && entry.method != 8 {
        throw .zip(
          file, "it is compressed with method \(entry.method), which is not read", how: "make it with 'deflate'")
      }
    }
    guard let handle = unsafe czip_archive_open(window.descriptor) else {
      throw .zip(file, "the archive is broken", how: "fetch it again")
    }
    unsafe self.handle = handle
    guard unsafe czip_archive_count(handle) == directory.entries.count else {
      throw .zip(file, "its directory can be read in two ways")
    }
  }

  deinit { unsafe czip_archive_close(handle) }

  /// The label of an entry.
  func label(_ index: Int) -> String {
    let entry = directory.entries[index]
    return ZipLabel.make(directory.name(of: entry), isUTF8: entry.isUTF8, index: index)
  }

  /// Opens an entry; `input` is the name for messages.
  func open(_ index: Int, as input: InputFile? = nil) throws(ToolError) -> ZipEntryReader {
    let input = input ?? InputFile(entry: index, label: label(index), of: file)
    guard directory.entries.indices.contains(index) else {
      throw .zip(input, "the archive has changed", how: "run again on a file at rest")
    }
    let entry = directory.entries[index]
    try checkHeader(entry, input)
    if entry.size > limits.ratioGrace, entry.size / limits.maximumInflateRatio > max(entry.compressedSize, 1) {
      throw limits.exceeded(.inflateRatio, by: input)
    }
    guard entry.size <= limits.maximumEntryBytes else { throw limits.exceeded(.entryBytes, by: input) }
    let agrees = unsafe czip_archive_agrees(
      handle, UInt64(index), UInt64(entry.size), UInt64(entry.compressedSize), entry.checksum, Int32(entry.method))
    guard agrees != 0 else { throw .zip(input, "its directory can be read in two ways") }
    guard let reader = unsafe czip_entry_open(handle, UInt64(index)) else {
      throw .zip(input, "its data cannot be found", how: "fetch it again")
    }
    return unsafe ZipEntryReader(reader, of: self, file: input, size: entry.size)
  }

  /// Counts unfolded bytes of all entries together.
  fileprivate func count(_ bytes: Int, of input: InputFile) throws(ToolError) {
    inflated += bytes
    if inflated > limits.maximumInflatedBytes { throw limits.exceeded(.inflatedBytes, by: input) }
  }

  /// Fails if the file changed since it was opened.
  fileprivate func checkUnchanged() throws(ToolError) { try window.checkUnchanged() }

  /// Refuses an entry whose own header says something else than the directory.
  private func checkHeader(_ entry: ZipEntry, _ input: InputFile) throws(ToolError) {
    let header = try window.bytes(at: entry.offset, count: 30 + entry.name.count)
    guard header.count == 30 + entry.name.count, header.starts(with: [0x50, 0x4B, 3, 4]),
      header.number(at: 8, 2) == entry.method, header.number(at: 6, 2) & 0x2041 == 0,
      header.number(at: 26, 2) == entry.name.count, header[30...].elementsEqual(directory.name(of: entry))
    else { throw .zip(input, "its header and the directory differ") }
  }
}

/// Unfolds one entry of an archive and holds the headers' sizes against what comes out.
@safe final class ZipEntryReader: ByteStream {
  let file: InputFile
  private(set) var bytesRead = 0
  var isReady: Bool { true }

  private let archive: ZipArchive
  private let size: Int
  private let handle: OpaquePointer

  fileprivate init(_ handle: OpaquePointer, of archive: ZipArchive, file: InputFile, size: Int) {
    unsafe self.handle = handle
    self.archive = archive
    self.file = file
    self.size = size
  }

  deinit { unsafe czip_entry_close(handle) }

  func read(into space: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    let count = unsafe Int(czip_entry_read(handle, space.baseAddress, space.count))
    if count > 0 {
      bytesRead += count
      guard bytesRead <= size else { throw refusal("it is larger than its header says") }
      try archive.count(count, of: file)
      return count
    }
    switch Int32(count) {
    case 0:
      guard bytesRead == size else { throw refusal("it is smaller than its header says") }
      try archive.checkUnchanged()
      return 0
    case CZIP_NO_MEMORY.rawValue: fatalError("out of memory")
    case CZIP_CHECKSUM.rawValue: throw refusal("its checksum or size is wrong")
    case CZIP_READ_FAILED.rawValue:
      try archive.checkUnchanged()
      throw ToolError("E-INPUT-READ", file: file.name, what: "cannot read", exitCode: .inputOutput)
    default: throw refusal("the compressed data is broken")
    }
  }

  private func refusal(_ what: String) -> ToolError { .zip(file, what, how: "fetch it again") }
}
