#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Writes bytes to a descriptor and checks every write, so that no lost byte can end in success.
public final class CheckedOutput {
  /// The name for people, for example the path.
  public let name: String
  /// How many bytes were handed to the system.
  public private(set) var bytesWritten = 0

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private let bufferSize: Int

  /// Makes an output over an open descriptor, which stays the caller's.
  public init(descriptor: Int32, name: String, bufferSize: Int = 1 << 16) {
    self.descriptor = descriptor
    self.name = name
    self.bufferSize = bufferSize
    buffer.reserveCapacity(bufferSize)
  }

  /// The standard output.
  public static func standardOutput() -> CheckedOutput { CheckedOutput(descriptor: 1, name: "standard output") }

  /// The standard error.
  public static func standardError() -> CheckedOutput { CheckedOutput(descriptor: 2, name: "standard error") }

  /// Appends bytes; they are written when enough have come together.
  ///
  /// - Throws: ``ToolError/closedPipe``, or `E-OUTPUT-FULL` or `E-OUTPUT-WRITE` (74).
  public func write(_ bytes: [UInt8]) throws(ToolError) { try write(bytes.span) }

  /// Appends the UTF-8 of a text.
  public func write(_ text: String) throws(ToolError) { try write(text.utf8.span) }

  /// Appends bytes; they are written when enough have come together.
  public func write(_ bytes: Span<UInt8>) throws(ToolError) {
    if buffer.count + bytes.count > bufferSize { try flush() }
    if bytes.count >= bufferSize { return try writeAll(bytes) }
    unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
  }

  /// Writes what has been held back.
  public func flush() throws(ToolError) {
    if buffer.isEmpty { return }
    // Emptied even on failure: bytes must not be written twice.
    defer { buffer.removeAll(keepingCapacity: true) }
    let held = buffer
    try writeAll(held.span)
  }

  private func writeAll(_ bytes: Span<UInt8>) throws(ToolError) {
    let failure = unsafe bytes.withUnsafeBytes { unsafe writeFully($0) }
    if let failure { throw failure.writing(name) }
  }

  private func writeFully(_ bytes: UnsafeRawBufferPointer) -> SystemFailure? {
    var offset = 0
    while offset < bytes.count {
      let count = unsafe systemWrite(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN {
          var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = unsafe poll(&request, 1, 1000)
          continue
        }
        return SystemFailure(errno)
      }
      offset += count
      bytesWritten += count
    }
    return nil
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  unsafe write(descriptor, bytes, count)
}
