internal import Transcripts

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Keeps a second writer away from a store for as long as it lives.
///
/// The lock is the kernel's (`flock` on a file beside the store): it ends with the process however that ends, so that no
/// stale lock can remain.
final class StoreLock: Sendable {
  private let descriptor: Int32

  /// Waits up to `patience` seconds for the lock.
  ///
  /// - Throws: `E-STORE-LOCKED` (75) if another process keeps it.
  init(beside path: String, patience: Double) throws(ToolError) {
    let lock = path + ".lock"
    descriptor = unsafe open(lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw ToolError(
        "E-STORE-LOCKED", file: lock, what: "the lock cannot be made", how: "a folder that may be written to",
        exitCode: .inputOutput)
    }
    var waited = 0.0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard waited < patience, !Signals.stopRequested else {
        close(descriptor)
        throw ToolError(
          "E-STORE-LOCKED", file: path, what: "another run is writing to the store", how: "wait for it to end",
          exitCode: .store)
      }
      usleep(50_000)
      waited += 0.05
    }
  }

  deinit { close(descriptor) }
}
