/// How a run ends, for shells and schedulers.
public enum ExitCode: Int32, Sendable, Hashable, CaseIterable {
  /// Done.
  case success = 0
  /// Done, and the gate the user asked for failed.
  case gateFailed = 1
  /// Done, but more records were quarantined than allowed.
  case quarantined = 2
  /// The command line is wrong.
  case usage = 64
  /// An input was refused as a whole.
  case inputRefused = 65
  /// An input is missing.
  case inputMissing = 66
  /// A delivery is pending or dead.
  case deliveryPending = 69
  /// Our own bug: a conservation check failed.
  case internalError = 70
  /// A read or write failed.
  case inputOutput = 74
  /// The store is locked, corrupt or too new.
  case store = 75
  /// A rule or configuration is wrong; nothing was processed.
  case configuration = 78
  /// Stopped by SIGHUP.
  case hungUp = 129
  /// Stopped by SIGINT.
  case interrupted = 130
  /// The reader of our output went away; silent.
  case closedPipe = 141
  /// Stopped by SIGTERM.
  case terminated = 143

  /// The codes from the one that counts most; signals stand above all, because the run did not finish.
  public static let precedence: [ExitCode] = [
    .terminated, .interrupted, .hungUp, .closedPipe, .internalError, .inputOutput, .store, .usage, .configuration,
    .inputMissing, .inputRefused, .deliveryPending, .quarantined, .gateFailed, .success,
  ]

  /// The code that counts when both apply.
  public func combined(with other: ExitCode) -> ExitCode {
    Self.precedence.first { $0 == self || $0 == other } ?? .internalError
  }
}
