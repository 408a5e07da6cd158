/// What metrics are computed with.
public struct MetricSettings: Sendable {
  /// Business hours, or `nil` to count around the clock.
  public var calendar: BusinessCalendar?
  /// The set phrases.
  public var phrases: ServicePhrases
  /// The thresholds of "answered within", in milliseconds, ascending.
  public var thresholds: [Int64] = [1_000, 30_000, 60_000]
  /// The service levels to judge.
  public var levels: [ServiceLevel] = []
  /// The shortest silence that is dead air in a call, in milliseconds.
  public var deadAirInCalls: Int64 = 20_000
  /// The shortest silence that is dead air in writing, in milliseconds.
  public var deadAirInWriting: Int64 = 60_000
  /// How long a customer must stay away for a contact to have settled the matter, in days.
  public var repeatDays = 7
  /// How soon a serious complaint is followed up, in days.
  public var followUpDays = 3
  /// Where a record's fields lie.
  public var fields = ContactFields()

  /// Makes settings around the clock with the phrases that ship with the toolkit.
  public init() throws { phrases = try ServicePhrases.bundled() }
}
