extension Metrics {
  /// A figure over several times of one contact.
  enum Statistic: String {
    case average, median, p90, maximum

    var suffix: String { self == .maximum ? "max" : rawValue }
    var title: BilingualText {
      switch self {
      case .average: .init("平均", "average")
      case .median: .init("中位数", "median")
      case .p90: .init("P90", "p90")
      case .maximum: .init("最长", "longest")
      }
    }

    var text: BilingualText {
      switch self {
      case .average: .init("取平均，四舍五入到毫秒。", "Their mean, rounded to a millisecond.")
      case .median:
        .init("取中位数，偶数个时取中间两个的平均。", "Their median, the mean of the two middle ones if they are even in number.")
      case .p90:
        .init(
          "取第 90 百分位（最近秩：至少 90 % 不超过的最小值）。", "Their 90th percentile by nearest rank: the least that 90 % do not exceed."
        )
      case .maximum: .init("取最大值。", "The longest.")
      }
    }

    /// The figure in milliseconds; halves are rounded up.
    func value(of times: [Int64]) -> Int64 {
      let count = Int64(times.count)
      switch self {
      case .average: return (2 * times.reduce(0, +) + count) / (2 * count)
      case .maximum: return times.max() ?? 0
      case .median:
        let sorted = times.sorted()
        return (sorted[(times.count - 1) / 2] + sorted[times.count / 2] + 1) / 2
      case .p90:
        return times.sorted()[(times.count * 90 + 99) / 100 - 1]
      }
    }
  }

  /// Response time from the other party's last message, as Contact Lens defines it.
  struct ResponseTime: Metric {
    var statistic: Statistic

    init(_ statistic: Statistic) { self.statistic = statistic }

    var definition: MetricDefinition {
      MetricDefinition(
        "response_time_\(statistic.suffix)",
        .init("响应时长（\(statistic.title.zh)）", "Response time, \(statistic.title.en)"),
        .init(
          "人工每次回复客户所用时间：从客户最后一条消息到回复。同一方连续的消息算一组；自动回复、通知和内部备注不算回复。\(statistic.text.zh)",
          "The time a person takes each time they answer the customer, from the customer's last message. Consecutive messages of one party are one group; automatic replies, notices and internal notes answer nothing. \(statistic.text.en)"
        ), unit: .seconds, source: "Amazon Connect Contact Lens, ResponseTime", countsBusinessHours: true,
        notApplicable: [.noResponse], unknown: [.noTimes, .timesDisordered, .roleUnknown])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      Metrics.figure(statistic, facts.responses.fromLast, facts.responses.problem)
    }
  }

  /// The value of a figure, or why there is none.
  static func figure(_ statistic: Statistic, _ times: [Int64], _ problem: MetricValue?) -> MetricValue {
    if let problem { return problem }
    return times.isEmpty ? .notApplicable(.noResponse) : .duration(statistic.value(of: times))
  }
}
