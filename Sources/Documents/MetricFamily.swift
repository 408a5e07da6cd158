/// Metrics as Prometheus reads them.
public struct MetricFamily: Sendable {
  /// A value with its labels.
  public struct Sample: Sendable {
    /// Labels in a fixed order.
    public var labels: [(name: String, value: String)]
    /// The value.
    public var value: Double

    /// Makes a sample.
    public init(_ value: Double, _ labels: [(name: String, value: String)] = []) {
      self.labels = labels
      self.value = value
    }
  }

  /// The metric's name: letters, digits and `_`.
  public var name: String
  /// What it counts.
  public var help: String
  /// Its values.
  public var samples: [Sample]

  /// Makes a gauge.
  public init(_ name: String, _ help: String, _ samples: [Sample]) {
    self.name = name
    self.help = help
    self.samples = samples
  }
}
