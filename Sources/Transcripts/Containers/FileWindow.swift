#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A regular file open for reading at any place.
final class FileWindow {
  /// The file.
  let file: InputFile
  /// Its size in bytes when it was opened.
  let size: Int
  /// The open file; it stays this object's.
  let descriptor: Int32
  private let identity: FileIdentity

  /// Opens a file, or refuses what is no regular file.
  init(_ file: InputFile) throws(ToolError) {
    self.file = file
    if file.isStandardInput {
      descriptor = 0
    } else {
      let opened = unsafe withPath(file.path) { unsafe openReadOnly($0) }
      guard opened >= 0 else { throw SystemFailure(errno).opening(file.name) }
      descriptor = opened
    }
    do throws(SystemFailure) {
      identity = try FileIdentity(descriptor: descriptor)
    } catch {
      if !file.isStandardInput { close(descriptor) }
      throw error.reading(file.name)
    }
    size = identity.size
    if !identity.isRegular {
      if !file.isStandardInput { close(descriptor) }
      throw ToolError(
        "E-INPUT-FORMAT", file: file.name, what: "an archive cannot be read from a pipe", how: "save it as a file",
        exitCode: .inputRefused)
    }
  }

  deinit { if !file.isStandardInput { close(descriptor) } }

  /// The bytes at an offset; fewer than asked for only at the end of the file.
  func bytes(at offset: Int, count: Int) throws(ToolError) -> [UInt8] {
    guard offset >= 0, offset < size, count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: min(count, size - offset))
    var filled = 0
    while filled < bytes.count {
      let got = unsafe bytes.withUnsafeMutableBytes { space in
        unsafe pread(descriptor, space.baseAddress! + filled, space.count - filled, off_t(offset + filled))
      }
      if got > 0 {
        filled += got
      } else if got == 0 {
        throw changed("the file shrank while it was read")
      } else if errno != EINTR {
        throw SystemFailure(errno).reading(file.name)
      }
    }
    return bytes
  }

  /// Fails if the file shrank, grew or was replaced since it was opened.
  func checkUnchanged() throws(ToolError) {
    if let now = try? FileIdentity(descriptor: descriptor), now.size != size {
      throw changed("the file changed while it was read")
    }
    if !file.isStandardInput, let now = try? FileIdentity(path: file.path), !now.isSameFile(as: identity) {
      throw changed("the file was replaced while it was read")
    }
  }

  private func changed(_ what: String) -> ToolError {
    ToolError(
      "E-INPUT-CHANGED", file: file.name, what: what, how: "run again on a file at rest", exitCode: .inputOutput)
  }
}

private func openReadOnly(_ path: UnsafePointer<CChar>) -> Int32 { unsafe open(path, O_RDONLY | O_CLOEXEC) }
