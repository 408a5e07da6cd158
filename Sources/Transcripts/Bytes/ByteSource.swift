#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reads the bytes of a file, a pipe or the standard input, and refuses to pass off a changed file as a whole one.
final class ByteSource {
  /// What is read.
  let file: InputFile
  /// How many bytes were read.
  private(set) var bytesRead = 0
  /// Whether reads can wait for a writer: anything but a regular file.
  let canWait: Bool

  private let descriptor: Int32
  private let identity: FileIdentity
  private let shouldStop: @Sendable () -> Bool

  /// Opens an input.
  init(_ file: InputFile, shouldStop: @escaping @Sendable () -> Bool = { false }) throws(ToolError) {
    self.file = file
    self.shouldStop = shouldStop
    if file.isStandardInput {
      descriptor = 0
    } else {
      descriptor = try Self.open(file)
    }
    do throws(SystemFailure) {
      identity = try FileIdentity(descriptor: descriptor)
    } catch {
      if !file.isStandardInput { close(descriptor) }
      throw error.reading(file.name)
    }
    canWait = !identity.isRegular
    if identity.isDirectory {
      if !file.isStandardInput { close(descriptor) }
      throw InputListing.directoryRefused(file.name)
    }
  }

  deinit { if !file.isStandardInput { close(descriptor) } }

  /// Reads at least one byte, or none at the end of the input or when the run should stop.
  func read(into space: UnsafeMutableRawBufferPointer) throws(ToolError) -> Int {
    while true {
      if canWait, !waitForBytes() { return 0 }
      let count = unsafe systemRead(descriptor, space.baseAddress, space.count)
      if count > 0 {
        bytesRead += count
        return count
      }
      if count == 0 {
        if !canWait { try checkUnchanged() }
        return 0
      }
      let failure = SystemFailure(errno)
      if failure.code == EINTR || failure.code == EAGAIN { continue }
      throw failure.reading(file.name)
    }
  }

  /// Whether a read would not wait now.
  var isReady: Bool { !canWait || poll(milliseconds: 0) }

  /// Waits for bytes or the end; false if the run should stop.
  private func waitForBytes() -> Bool {
    while !shouldStop() {
      if poll(milliseconds: 200) { return true }
    }
    return false
  }

  private func poll(milliseconds: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return systemPoll(&request, 1, milliseconds) > 0
  }

  /// Fails if a regular file shrank or was replaced since it was opened.
  private func checkUnchanged() throws(ToolError) {
    let what: String
    if let now = try? FileIdentity(descriptor: descriptor), now.size < bytesRead || bytesRead < identity.size {
      what = "the file shrank while it was read"
    } else if !file.isStandardInput, let now = try? FileIdentity(path: file.path), !now.isSameFile(as: identity) {
      what = "the file was replaced while it was read"
    } else {
      return
    }
    throw ToolError(
      "E-INPUT-CHANGED", file: file.name, byteOffset: bytesRead, what: what, how: "run again on a file at rest",
      exitCode: .inputOutput)
  }

  private static func open(_ file: InputFile) throws(ToolError) -> Int32 {
    while true {
      let descriptor = unsafe withPath(file.path) { unsafe openReadOnly($0) }
      if descriptor >= 0 { return descriptor }
      let failure = SystemFailure(errno)
      if failure.code == EINTR { continue }
      throw failure.opening(file.name)
    }
  }
}

private func systemRead(_ descriptor: Int32, _ space: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  unsafe read(descriptor, space, count)
}

private func systemPoll(_ request: inout pollfd, _ count: nfds_t, _ milliseconds: Int32) -> Int32 {
  unsafe poll(&request, count, milliseconds)
}

private func openReadOnly(_ path: UnsafePointer<CChar>) -> Int32 { unsafe open(path, O_RDONLY | O_CLOEXEC) }
