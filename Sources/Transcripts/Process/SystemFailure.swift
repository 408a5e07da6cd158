#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a system call said when it failed.
struct SystemFailure: Error {
  /// The value of `errno`.
  let code: Int32

  init(_ code: Int32) { self.code = code }

  /// The system's words for it.
  var message: String { unsafe String(cString: strerror(code)) }

  /// The error when an input cannot be opened.
  func opening(_ name: String) -> ToolError {
    switch code {
    case ENOENT, ENOTDIR:
      ToolError(
        "E-INPUT-MISSING", file: name, what: "no such file", how: "check the path", exitCode: .inputMissing)
    case EACCES, EPERM:
      ToolError(
        "E-INPUT-DENIED", file: name, what: "no permission to read", how: "chmod u+r, or run as its owner",
        exitCode: .inputOutput)
    default: reading(name)
    }
  }

  /// The error when reading an input fails.
  func reading(_ name: String) -> ToolError {
    ToolError("E-INPUT-READ", file: name, what: "cannot read: \(message)", exitCode: .inputOutput)
  }

  /// The error when writing an output fails; a closed pipe is silent.
  func writing(_ name: String) -> ToolError {
    switch code {
    case EPIPE: .closedPipe
    case ENOSPC, EDQUOT:
      ToolError(
        "E-OUTPUT-FULL", file: name, what: "cannot write: \(message)", how: "free space and run again",
        exitCode: .inputOutput)
    case EFBIG:
      ToolError(
        "E-OUTPUT-FULL", file: name, what: "cannot write: \(message)", how: "raise ulimit -f",
        exitCode: .inputOutput)
    default:
      ToolError("E-OUTPUT-WRITE", file: name, what: "cannot write: \(message)", exitCode: .inputOutput)
    }
  }
}

/// What makes a file itself: device, number, size and kind.
struct FileIdentity {
  private let device: UInt64
  private let number: UInt64
  private let mode: UInt32
  /// The size in bytes.
  let size: Int
  /// How many names it has.
  let links: Int

  /// Asks for an open file.
  init(descriptor: Int32) throws(SystemFailure) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw SystemFailure(errno) }
    self.init(status)
  }

  /// Asks for a path; `followingLinks` is whether a symbolic link stands for its target.
  init(path: [UInt8], followingLinks: Bool = true) throws(SystemFailure) {
    var status = stat()
    let result = unsafe withPath(path) { path in
      followingLinks ? unsafe stat(path, &status) : unsafe lstat(path, &status)
    }
    guard result == 0 else { throw SystemFailure(errno) }
    self.init(status)
  }

  private init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(status.st_ino)
    mode = UInt32(status.st_mode)
    size = Int(status.st_size)
    links = Int(status.st_nlink)
  }

  /// Whether it is a regular file.
  var isRegular: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }
  /// Whether it is a directory.
  var isDirectory: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFDIR) }
  /// Whether it is a symbolic link.
  var isSymbolicLink: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFLNK) }

  /// Whether both are the same file.
  func isSameFile(as other: FileIdentity) -> Bool { device == other.device && number == other.number }
}

/// Calls `body` with a path as the system wants it, ended by zero.
func withPath<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
  var ended = path
  ended.append(0)
  return unsafe ended.withUnsafeBufferPointer { bytes in
    unsafe bytes.withMemoryRebound(to: CChar.self) { unsafe body($0.baseAddress!) }
  }
}
