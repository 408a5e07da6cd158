#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Files that belong to this user alone: read only if nobody else could have written them, written atomically.
///
/// Unsafe code: system calls.
enum PrivateFile {
  /// Largest file that is read.
  private static let largest = 1 << 30

  /// The content of a regular file of this user that nobody else may write, or `nil`.
  static func read(_ path: String) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { _ = close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_mode & 0o077 == 0, status.st_size > 0, status.st_size <= largest
    else { return nil }
    let size = Int(status.st_size)
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = 0
      while count < size, let base = buffer.baseAddress {
        #if canImport(Darwin)
          let got = unsafe Darwin.read(descriptor, base + count, size - count)
        #elseif canImport(Musl)
          let got = unsafe Musl.read(descriptor, base + count, size - count)
        #else
          let got = unsafe Glibc.read(descriptor, base + count, size - count)
        #endif
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { break }
        count += got
      }
    }
    return bytes.count == size ? bytes : nil
  }

  /// Writes a file of mode 0600 through a temporary name; makes the directory with mode 0700; failures are silent.
  static func write(_ bytes: [UInt8], to path: String, in directory: String) {
    guard makeDirectory(directory) else { return }
    let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0...UInt32.max))"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    let isWritten = unsafe bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count, let base = buffer.baseAddress {
        #if canImport(Darwin)
          let put = unsafe Darwin.write(descriptor, base + done, buffer.count - done)
        #elseif canImport(Musl)
          let put = unsafe Musl.write(descriptor, base + done, buffer.count - done)
        #else
          let put = unsafe Glibc.write(descriptor, base + done, buffer.count - done)
        #endif
        if put < 0, errno == EINTR { continue }
        guard put > 0 else { return false }
        done += put
      }
      return true
    }
    let isClosed = close(descriptor) == 0
    if isWritten, isClosed, unsafe rename(temporary, path) == 0 { return }
    _ = unsafe unlink(temporary)
  }

  /// Makes the directory and its missing parents; true if it belongs to this user and nobody else may write there.
  private static func makeDirectory(_ path: String) -> Bool {
    var prefix = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      prefix += prefix.isEmpty && part.isEmpty ? "" : part
      if !prefix.isEmpty { _ = unsafe mkdir(prefix, 0o700) }
      prefix += "/"
    }
    var status = stat()
    guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return false }
    return status.st_uid == geteuid() && status.st_mode & 0o022 == 0
  }
}
