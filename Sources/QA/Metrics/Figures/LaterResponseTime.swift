extension Metrics {
  /// Average response time without the first (ART).
  struct LaterResponseTime: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "later_response_time_average", .init("后续平均响应时长", "Response time, average of later replies"),
        .init("同响应时长，但不含第一次回复。取平均。", "As response time, without the first reply. Their mean."),
        unit: .seconds, source: "Help-desk practice (average response time after the first)", countsBusinessHours: true,
        notApplicable: [.noResponse], unknown: [.noTimes, .timesDisordered, .roleUnknown])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      Metrics.figure(.average, Array(facts.responses.fromLast.dropFirst()), facts.responses.problem)
    }
  }
}
