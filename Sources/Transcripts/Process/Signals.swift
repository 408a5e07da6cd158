internal import CPlatform

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The process's manners towards signals: stop cleanly on the first, at once on the second.
public enum Signals {
  /// Catches SIGINT, SIGTERM and SIGHUP, and ignores SIGPIPE and SIGXFSZ, so that a write reports an error instead.
  public static func install() { cplatform_install_signals() }

  /// Whether a signal asked the run to stop.
  public static var stopRequested: Bool { cplatform_received_signal() != 0 }

  /// How the process should end after a signal, or `nil` if none came.
  public static var exitCode: ExitCode? {
    let number = cplatform_received_signal()
    return number == 0 ? nil : ExitCode(rawValue: 128 + number) ?? .terminated
  }

  /// Forgets a signal that came.
  public static func clear() { cplatform_clear_signal() }

  /// Fills closed standard descriptors, so that no data file can ever become descriptor 0, 1 or 2.
  ///
  /// What stands in for a closed stdin or stdout fails when it is used; what stands in for stderr swallows.
  public static func reserveStandardDescriptors() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
      let mode = descriptor == 1 ? O_RDONLY : O_WRONLY
      _ = unsafe open("/dev/null", mode)
    }
  }
}
