internal import GRDB
internal import Transcripts

/// How a tick judges and how alarms live.
public struct AlarmSettings: Sendable, Hashable {
  /// How finely time is looked at.
  public enum Period: String, Sendable, Hashable, CaseIterable {
    /// A tick looks at whole days.
    case day
    /// A tick looks at the last hours as well, and at days that end with the hour.
    case hour
    /// Hours of a period.
    var hours: Int { self == .day ? 24 : 1 }
  }

  /// How finely time is looked at.
  public var period: Period = .day
  /// The evidence an alarm needs.
  public var thresholds = TrendThresholds()
  /// Hours that local time is ahead of UTC: where days begin.
  public var offset: Int = 8
  /// Periods that must confirm an alarm before it fires, unless p < 1e-6; `nil` is 1 by day and 2 by hour.
  public var confirmations: Int?
  /// Calm periods after which an alarm is resolved; `nil` is 2 by day and 3 by hour.
  public var calm: Int?
  /// Hours after which people are told again of an alarm that goes on and that nobody has acknowledged.
  public var repeatHours: Double = 24
  /// Minutes after which an alarm that nobody has acknowledged is raised by a level; `nil` for never.
  public var escalationMinutes: Double?
  /// The series that topics are measured against: `volume`, or an imported one.
  public var exposure = "volume"
  /// How many alarms that begin in one tick are told one by one; more become one message.
  public var storm = 10
  /// Trend settings, in days.
  public var trends = TrendSettings()

  /// Makes the default settings.
  public init() {}

  var neededHits: Int { confirmations ?? (period == .day ? 1 : 2) }
  var neededCalm: Int { calm ?? (period == .day ? 2 : 3) }
  /// Windows in hours at the end of the day under test.
  static let hours = [1, 2, 3, 6]
  /// What p of a look within a day is multiplied by: 24 looks a day, and an eighth of the level, since the thresholds
  /// are those of whole days, which use the budget up.
  static let looks = 24.0 * 8
  /// Days that are looked at: baseline, gap, and the days the gain is gathered over.
  var days: Int { trends.baseline + trends.gap + 28 }
}

/// What was found out of the ordinary at one time.
struct AlarmSignal: Sendable {
  var kind: TrendClass
  var series: Int64
  var scope: Int64
  /// Whether it is evidence enough for a new alarm; otherwise it only keeps one alive.
  var isNew: Bool
  /// Whether it keeps an alarm alive.
  var lasts = true
  var observed: Double
  var expected: Double
  var exposure: Double
  var window: Int
  /// Hours of the window.
  var windowHours: Int
  var customers: Int
  var p: Double?
  var q: Double?
  var gain: Double?
  var dispersion: Double?
}
