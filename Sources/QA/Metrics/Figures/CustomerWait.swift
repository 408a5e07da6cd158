extension Metrics {
  /// The wait as the customer feels it: from the first message that nobody has answered.
  struct CustomerWait: Metric {
    var statistic: Statistic

    init(_ statistic: Statistic) { self.statistic = statistic }

    var definition: MetricDefinition {
      MetricDefinition(
        "customer_wait_\(statistic.suffix)",
        .init("客户等待时长（\(statistic.title.zh)）", "Customer wait, \(statistic.title.en)"),
        .init(
          "从客户第一条未得到回应的消息到人工回复。机器人的回答结束等待，除非客户已要求人工；通知和自动回复不结束等待。\(statistic.text.zh)",
          "From the customer's first unanswered message to a person's reply. A bot's answer ends the wait unless the customer has asked for a person; notices and automatic replies do not. \(statistic.text.en)"
        ), unit: .seconds, source: "Customer-perceived wait; not to be mixed with response time",
        countsBusinessHours: true, notApplicable: [.noResponse], unknown: [.noTimes, .timesDisordered, .roleUnknown])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      Metrics.figure(statistic, facts.responses.fromFirst, facts.responses.problem)
    }
  }
}
