internal import Transcripts

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The findings of a watch: a file that is cut back to what the cursor knows of before it grows again.
final class ResultLog {
  private let descriptor: Int32
  private let path: String

  /// Opens or makes the file (mode 0600) and cuts it to a length.
  init(path: String, length: Int) throws(ToolError) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    let size = descriptor >= 0 ? lseek(descriptor, 0, SEEK_END) : 0
    guard descriptor >= 0, size >= length, ftruncate(descriptor, length) == 0,
      lseek(descriptor, length, SEEK_SET) == length
    else {
      if descriptor >= 0 { close(descriptor) }
      throw ToolError(
        "E-WATCH-OUT", file: path,
        what: "the results cannot be continued: missing, shorter than before, or not writable",
        how: "the file of earlier runs, or a new --out with a new --store", exitCode: .inputOutput)
    }
  }

  deinit { close(descriptor) }

  /// Appends bytes and syncs them, before the cursor may know of them.
  func append(_ bytes: [UInt8]) throws(ToolError) {
    guard !bytes.isEmpty else { return }
    let output = CheckedOutput(descriptor: descriptor, name: path)
    try output.write(bytes)
    try output.flush()
    guard fsync(descriptor) == 0 else {
      throw ToolError("E-OUTPUT-WRITE", file: path, what: "cannot write", exitCode: .inputOutput)
    }
  }
}
