#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Writes a file that appears whole or not at all.
///
/// The bytes go to a hidden file beside the target (created exclusively, mode 0600), which ``commit()`` syncs and
/// renames over it. Without a commit the hidden file is removed and an older target stays as it was.
public final class AtomicFile {
  /// The path it will have.
  public let path: String
  /// Where the bytes go.
  public let output: CheckedOutput

  /// Where the bytes lie until then, for writers that want a path.
  public let temporary: String
  private let directory: String
  private let force: Bool
  private var descriptor: Int32
  /// Whether the file is whole and only waits for its name.
  private var isFinished = false

  /// Starts a file; an existing one is replaced only with `force`.
  ///
  /// - Throws: `E-OUTPUT-EXISTS` (64) without `force`, `E-OUTPUT-TARGET` (64) for a symbolic link, directory or device,
  ///   `E-OUTPUT-WRITE` (74) if the directory cannot be written to.
  public init(path: String, force: Bool = false) throws(ToolError) {
    let slash = path.lastIndex(of: "/")
    directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard !name.isEmpty else { throw Self.refusal(path, "it names no file") }
    try Self.checkTarget(path, force: force)
    let (opened, temporary) = try Self.create(beside: path, name: name, in: directory)
    descriptor = opened
    self.temporary = temporary
    self.path = path
    self.force = force
    output = CheckedOutput(descriptor: opened, name: path)
  }

  deinit { abandon() }

  /// Appends bytes.
  public func write(_ bytes: [UInt8]) throws(ToolError) { try output.write(bytes) }

  /// Ends the file before it appears, so that it needs no descriptor while others are written.
  public func finish() throws(ToolError) {
    guard descriptor >= 0 else { return }
    do throws(ToolError) {
      try output.flush()
      if fsync(descriptor) != 0 { throw SystemFailure(errno).writing(path) }
      let closing = descriptor
      descriptor = -1
      isFinished = true
      if close(closing) != 0 { throw SystemFailure(errno).writing(path) }
    } catch {
      remove()
      throw error
    }
  }

  /// Makes the file appear under its path.
  public func commit() throws(ToolError) {
    try finish()
    guard isFinished else { return }
    isFinished = false
    do throws(ToolError) {
      try Self.checkTarget(path, force: force)
      let renamed = unsafe withPath(PathText.bytes(temporary)) { old in
        unsafe withPath(PathText.bytes(path)) { unsafe rename(old, $0) }
      }
      if renamed != 0 { throw SystemFailure(errno).writing(path) }
    } catch {
      remove()
      throw error
    }
    let folder = unsafe withPath(PathText.bytes(directory)) { unsafe open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  /// Gives the file up; an older one stays as it was.
  public func abandon() {
    guard descriptor >= 0 || isFinished else { return }
    remove()
  }

  private func remove() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    isFinished = false
    _ = unsafe withPath(PathText.bytes(temporary)) { unsafe unlink($0) }
  }

  private static func checkTarget(_ path: String, force: Bool) throws(ToolError) {
    guard let target = try? FileIdentity(path: PathText.bytes(path), followingLinks: false) else { return }
    if target.isSymbolicLink { throw refusal(path, "it is a symbolic link") }
    guard target.isRegular else { throw refusal(path, "it is not a regular file") }
    guard force else {
      throw ToolError("E-OUTPUT-EXISTS", file: path, what: "it exists", how: "--force to replace it", exitCode: .usage)
    }
  }

  private static func refusal(_ path: String, _ what: String) -> ToolError {
    ToolError(
      "E-OUTPUT-TARGET", file: path, what: what, how: "another path, or - for the standard output", exitCode: .usage)
  }

  /// Creates the hidden file under a name that is free.
  private static func create(
    beside path: String, name: String, in directory: String
  ) throws(ToolError) -> (Int32, String) {
    // Half of the longest file name leaves room for the suffix.
    let stem = PathText.text(Array(PathText.bytes(name).prefix(120)))
    for attempt in 0..<100 {
      let temporary = "\(directory)/.\(stem).\(getpid()).\(attempt).part"
      let descriptor = unsafe withPath(PathText.bytes(temporary)) {
        unsafe open($0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
      }
      if descriptor >= 0 { return (descriptor, temporary) }
      if errno == EEXIST || errno == EINTR { continue }
      throw SystemFailure(errno).writing(path)
    }
    throw ToolError(
      "E-OUTPUT-WRITE", file: path, what: "its unfinished copies fill the directory", how: "remove .\(stem).*.part",
      exitCode: .inputOutput)
  }
}
