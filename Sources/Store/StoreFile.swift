internal import Transcripts

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What is judged of a store's file before SQLite may touch it.
struct StoreFile {
  let path: String

  /// What lies at the path.
  enum Finding: Equatable {
    case missing
    /// A database of SQLite; others may read it if `isOpenToOthers`.
    case database(isOpenToOthers: Bool)
  }

  /// Looks at the file without following links.
  ///
  /// - Throws: `E-STORE-…` (75) for a link, a folder, or a file that is no SQLite database; nothing is ever deleted or made anew.
  func inspect() throws(ToolError) -> Finding {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      guard errno == ENOENT else { throw refusal("E-STORE-OPEN", "cannot be opened: \(Self.words(errno))", "") }
      return .missing
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw refusal("E-STORE-KIND", "is not a regular file", "the path of the store itself, not a link or folder")
    }
    guard status.st_uid == geteuid() || geteuid() == 0 else {
      throw refusal("E-STORE-OWNER", "belongs to another user", "run as its owner")
    }
    guard try hasHeader(size: Int(status.st_size)) else {
      throw refusal(
        "E-STORE-FORMAT", "is not a store of this tool", "another --store; nothing was changed")
    }
    return .database(isOpenToOthers: status.st_mode & 0o077 != 0)
  }

  /// Makes the file and its folder, readable by the owner only.
  func create() throws(ToolError) {
    let slash = path.lastIndex(of: "/")
    if let slash, slash != path.startIndex { unsafe _ = mkdir(String(path[..<slash]), 0o700) }
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw refusal(
        "E-STORE-CREATE", "cannot be made: \(Self.words(errno))", "a folder that exists and may be written to",
        .inputOutput)
    }
    close(descriptor)
  }

  /// Closes the file and SQLite's companions to everybody but the owner.
  func protect() {
    for suffix in ["", "-wal", "-shm"] { unsafe _ = chmod(path + suffix, 0o600) }
  }

  private func hasHeader(size: Int) throws(ToolError) -> Bool {
    let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw refusal("E-STORE-OPEN", "cannot be opened: \(Self.words(errno))", "chmod u+rw, or run as its owner")
    }
    defer { close(descriptor) }
    // An empty file is what an interrupted start leaves; SQLite takes it as a new database.
    if size == 0 { return true }
    var header = [UInt8](repeating: 0, count: 16)
    let count = unsafe header.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, 16) }
    return count == 16 && header == Array("SQLite format 3\u{0}".utf8)
  }

  func refusal(_ code: String, _ what: String, _ how: String, _ exit: ExitCode = .store) -> ToolError {
    ToolError(code, file: path, what: what, how: how, exitCode: exit)
  }

  private static func words(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}

extension StoreFile {
  /// Whether anything lies at the path.
  var exists: Bool { unsafe access(path, F_OK) == 0 }

  /// Removes the file; used for our own backups only.
  func remove() { unsafe _ = unlink(path) }
}
