/// How urgent an alarm is, from the four levels of Chinese emergency plans.
public enum AlarmLevel: String, Sendable, Hashable, CaseIterable {
  case red, orange, yellow, blue
}

/// An alarm about a topic of a store, with everything that lets people judge and check it.
public struct VoiceAlarm: Sendable {
  /// The permanent id: the topic, the class and the start, as sixteen hexadecimal digits.
  public var fingerprint: String
  /// The class.
  public var kind: TrendClass
  /// How urgent it is.
  public var level: AlarmLevel
  /// Whether it still goes on in the latest period.
  public var isFiring: Bool
  /// The topic; `nil` for the volume.
  public var topic: TopicRecord?
  /// Start of the first alarming period, in milliseconds.
  public var startedAt: Int64
  /// End of the last alarming period, in milliseconds.
  public var lastAt: Int64
  /// The evidence of the first alarming period.
  public var score: TrendScore?
  /// The false-discovery rate over all topics in that period.
  public var q: Double?
  /// The volume, for an alarm about it.
  public var volume: VolumeScore?
  /// What explains most of the excess.
  public var scope: AlarmScope?
  /// What customers said in the alarm, most said first.
  public var quotes: [TopicQuote]
  /// Distinct customers from its first window to its last period.
  public var customers: Int
}

/// A value of an attribute that holds a share of an alarm's excess.
public struct AlarmScope: Sendable, Hashable {
  /// Channel, product or region.
  public var attribute: String
  /// Its value.
  public var value: String
  /// The share of the excess over the expectation, 0 to 1.
  public var share: Double
}
