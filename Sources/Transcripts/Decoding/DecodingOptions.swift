internal import Synchronization

/// How records are decoded; the workers of a run share one value.
public struct DecodingOptions: Sendable {
  /// The zone of times that have none and whose record names none (`--tz`); `nil` leaves them local.
  public var timeZone: ClockZone?
  /// The length in bytes from which on lines are parsed one at a time through one parser, freed afterwards.
  public var largeLineLength = 1 << 20

  let largeLines = LargeLineGate()

  /// Makes options.
  public init(timeZone: ClockZone? = nil) { self.timeZone = timeZone }
}

/// Lets one large line through at a time, so that memory does not grow with the number of workers.
final class LargeLineGate: Sendable {
  private let lock = Mutex(())

  /// Runs `body` with a parser of its own that is freed afterwards.
  func withParser(_ body: (JSONParser) throws(RecordProblem) -> Void) throws(RecordProblem) {
    try lock.withLock { (_) throws(RecordProblem) in try body(JSONParser()) }
  }
}
