extension Metrics {
  /// How long the customer takes to answer.
  struct CustomerResponseTime: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "customer_response_time_average", .init("客户平均响应时长", "Customer response time, average"),
        .init(
          "客户每次回应人工所用时间：从人工最后一条消息到客户的下一条消息。取平均。",
          "The time the customer takes each time they answer a person, from the person's last message. Their mean."),
        unit: .seconds, source: "Amazon Connect Contact Lens, ResponseTime", countsBusinessHours: true,
        notApplicable: [.noResponse], unknown: [.noTimes, .timesDisordered, .roleUnknown])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      Metrics.figure(.average, facts.responses.ofCustomer, facts.responses.problem)
    }
  }
}
