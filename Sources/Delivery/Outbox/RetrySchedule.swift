internal import Transcripts

/// When a message is tried again: the table of Standard Webhooks 1.0.0, with jitter, and what the receiver asks for.
public enum RetrySchedule {
  /// Seconds before the second, third, … attempt; after the last one a message is dead.
  public static let delays: [Double] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
  /// Seconds before the second and third attempt of a message within the run that first tries it.
  public static let quick: [Double] = [1, 5]
  /// The longest wait a receiver may ask for.
  public static let longest: Double = 86_400

  /// What becomes of a message after an attempt.
  public enum Step: Sendable, Hashable {
    case sent
    /// Tried again at this time, in milliseconds since 1970.
    case again(at: Int64)
    /// Never tried again by itself.
    case dead
    /// As `dead`, and so is the sink.
    case disabled
    /// As if nothing had been tried.
    case unchanged
  }

  /// The next step after the `attempts`th attempt at a time.
  public static func step(after verdict: Verdict, id: String, attempts: Int, at time: Int64) -> Step {
    switch verdict {
    case .accepted: return .sent
    case .stopped: return .unchanged
    case .gone: return .disabled
    case .failed: return again(nil, id, attempts, time)
    case .throttled(_, let after): return again(after, id, attempts, time)
    }
  }

  private static func again(_ asked: Double?, _ id: String, _ attempts: Int, _ time: Int64) -> Step {
    guard attempts <= delays.count else { return .dead }
    let delay = delays[max(0, attempts - 1)] * jitter(id, attempts)
    let wait = max(delay, min(asked ?? 0, longest))
    return .again(at: time + Int64(wait * 1000))
  }

  /// A factor between 0.8 and 1.2, the same for the same message and attempt, spread evenly over messages.
  static func jitter(_ id: String, _ attempts: Int) -> Double {
    let share = Double(StableHash.hash("\(id)#\(attempts)") >> 11) / Double(1 << 53)
    return 0.8 + 0.4 * share
  }

  /// The seconds of a Retry-After header, or `nil` if it says nothing usable.
  static func seconds(retryAfter text: String, at time: Int64) -> Double? {
    let seconds = Double(Int(text) ?? -1)
    if seconds >= 0 { return min(seconds, longest) }
    guard let seconds = Instant.seconds(untilHTTPDate: text, from: time), seconds >= 0 else { return nil }
    return min(seconds, longest)
  }
}
