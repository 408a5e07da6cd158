internal import Transcripts

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file that grows by whole lines, synced before a message counts as sent.
enum AppendedFile {
  /// Appends a line; a line cut off by a crash is ended first.
  ///
  /// The file is made with mode 0600; links are not followed.
  static func append(_ bytes: [UInt8], id: String, to path: String) -> Verdict {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      return .failed(reason: "the file cannot be opened: \(words(errno))", hint: "check path:")
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return .failed(reason: "the path is no regular file", hint: "check path:")
    }
    var line = bytes
    if status.st_size > 0 {
      var last: UInt8 = 0
      if unsafe pread(descriptor, &last, 1, status.st_size - 1) == 1, last != 0x0A { line.insert(0x0A, at: 0) }
    }
    let written = unsafe write(descriptor, line, line.count)
    guard written == line.count, fsync(descriptor) == 0 else {
      return .failed(reason: "the file cannot be written: \(words(errno))", hint: "free space")
    }
    return .accepted
  }

  private static func words(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
