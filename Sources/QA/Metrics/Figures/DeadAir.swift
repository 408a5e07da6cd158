extension Metrics {
  /// The silences between messages: from the latest end so far to the next beginning, so that overlaps are none.
  ///
  /// Notices of the platform break no silence.
  fileprivate static func silences(_ facts: ContactFacts) -> (times: [Int64], problem: MetricValue?) {
    var times: [Int64] = []
    var end: Int64?
    var count = 0
    for index in facts.scope where facts.messages[index].party != .automatic {
      let message = facts.messages[index]
      count += 1
      guard message.hasTime else { return ([], .unknown(.noTimes)) }
      if let end, message.time > end { times.append(message.time - end) }
      end = max(end ?? message.end, message.end)
    }
    if count < 2 { return ([], .notApplicable(count == 0 ? .noTurns : .oneTurn)) }
    return (times, nil)
  }

  fileprivate static func deadAir(_ facts: ContactFacts) -> (times: [Int64], problem: MetricValue?) {
    var result = silences(facts)
    let least = facts.isCall ? facts.settings.deadAirInCalls : facts.settings.deadAirInWriting
    result.times.removeAll { $0 <= least }
    return result
  }

  fileprivate static let reasons: (na: [MetricReason], unknown: [MetricReason]) = ([.oneTurn, .noTurns], [.noTimes])

  /// Dead air in all.
  struct DeadAirTime: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "dead_air_time", .init("长时间未响应总时长", "Dead air"),
        .init(
          "超过门槛的静默的总时长：电话 20 秒，文字 60 秒，可改。静默从此前所有人说完算起，双方重叠不算；系统通知不打断静默。恰好等于门槛不算。",
          "The length of all silences over a threshold: 20 s in calls, 60 s in writing, both can be set. A silence runs from the end of everything said before; notices do not break it. A silence of exactly the threshold is none."
        ), unit: .seconds, source: "Dead air; practice: call silence > 20 s", notApplicable: Metrics.reasons.na,
        unknown: Metrics.reasons.unknown)
    }

    func value(in facts: ContactFacts) -> MetricValue {
      let (times, problem) = Metrics.deadAir(facts)
      return problem ?? .duration(times.reduce(0, +))
    }
  }

  /// How often there was dead air.
  struct DeadAirCount: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "dead_air_count", .init("长时间未响应次数", "Dead air, times"),
        .init("超过门槛的静默次数。", "How many silences were over the threshold."), unit: .count, source: "Dead air",
        notApplicable: Metrics.reasons.na, unknown: Metrics.reasons.unknown)
    }

    func value(in facts: ContactFacts) -> MetricValue {
      let (times, problem) = Metrics.deadAir(facts)
      return problem ?? .count(times.count)
    }
  }

  /// The longest silence.
  struct LongestSilence: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "longest_silence", .init("最长静默", "Longest silence"),
        .init("最长的一次静默，不论门槛。", "The longest silence, whatever the threshold."), unit: .seconds,
        source: "Dead air", notApplicable: Metrics.reasons.na, unknown: Metrics.reasons.unknown)
    }

    func value(in facts: ContactFacts) -> MetricValue {
      let (times, problem) = Metrics.silences(facts)
      return problem ?? .duration(times.max() ?? 0)
    }
  }
}
