/// How expectation and detection work; the defaults are for daily counts.
public struct TrendSettings: Sendable, Hashable {
  /// Periods of the baseline.
  public var baseline: Int = 35
  /// Periods between the baseline and the period under test, so that a burst does not raise its own expectation.
  public var gap: Int = 7
  /// Fewest periods of history before anything is tested.
  public var minimumHistory: Int = 14
  /// Lengths of the scanned windows, in periods.
  public var windows: [Int] = [1, 2, 3, 5]
  /// A count in the baseline weighs at most this many times the median.
  public var winsorisation: Double = 3
  /// Weight of the portfolio's dispersion, in periods.
  public var dispersionWeight: Double = 12
  /// The factors that the gain gathers evidence for: a slow burn, and a rare topic that is no longer rare.
  public var gainFactors: [Double] = [2.2, 3.5]
  /// The gain never exceeds this, so that an alarm can end soon after its cause.
  public var gainCeiling: Double = 15
  /// Fewest distinct customers in the window of an alarm, so that one angry caller is not a crisis.
  public var minimumCustomers: Int = 3
  /// Periods in which a new topic is only learnt after its alarm.
  public var learning: Int = 17
  /// Periods of a week, the rhythm of the volume.
  public var cycle: Int = 7
  /// Quiet periods after which an alarm is resolved.
  public var quiet: Int = 2

  /// Makes the default settings.
  public init() {}
}

/// What evidence an alarm needs; see ``TrendCalibration``.
public struct TrendThresholds: Sendable, Hashable {
  /// Largest p-value of the scan that alarms (already corrected for the windows).
  public var scan: Double
  /// Least accumulated gain, in natural-logarithm units, that alarms.
  public var gain: Double

  /// Makes thresholds; the defaults suit about one false alarm in 1,000 topic-days.
  public init(scan: Double = 5e-4, gain: Double = 8) {
    self.scan = scan
    self.gain = gain
  }
}
