/// How urgent an alarm is, from the four levels of Chinese emergency plans.
public enum AlarmLevel: String, Sendable, Hashable, CaseIterable {
  case red, orange, yellow, blue
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

/// An alarm with everything that lets people judge it.
public struct AlarmReport: Sendable {
  /// The alarm.
  public var alarm: AlarmRow
  /// What customers said, without personal data.
  public var quotes: [AlarmQuote]
  /// What happened to its topic.
  public var lineage: [TopicEvent]
  /// The end of the silence that keeps it from being told, in milliseconds.
  public var silencedUntil: Int64?
}
