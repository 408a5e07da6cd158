/// How often a topic was raised in a scope, period by period (days or hours), beside the volume it is measured against.
public struct CountSeries: Sendable, Hashable {
  /// The topic's permanent id.
  public var topic: String
  /// The channel, product or region; empty for everything.
  public var scope: String
  /// Units of the topic in each period.
  public var counts: [Int]
  /// Exposure in each period: all units of the scope, or orders or users.
  public var exposure: [Double]
  /// Distinct customers in each period; `nil` if unknown, and then units stand in for them.
  public var customers: [Int]?

  /// Makes a series; missing periods count as nothing.
  public init(topic: String, scope: String = "", counts: [Int], exposure: [Double], customers: [Int]? = nil) {
    self.topic = topic
    self.scope = scope
    self.counts = counts
    self.exposure = exposure
    self.customers = customers
  }

  /// The number of periods that can be judged: those with a count and an exposure.
  public var length: Int { min(counts.count, exposure.count) }
}
